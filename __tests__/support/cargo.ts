// Runs real cargo on what the action wrote.

import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { collect } from './child.ts';

export type Channel = 'stable' | 'nightly';

/** A toolchain on this machine. `bin` holds its real programs, not rustup's proxies. */
export interface Toolchain {
  readonly bin: string;
  /** The output of `cargo --version` without the word `cargo`: `1.95.0 (…)`. */
  readonly version: string;
}

export interface CargoOptions {
  readonly cwd?: string;
  /** The environment of cargo, which inherits nothing but PATH. HOME must be set. */
  readonly env?: Readonly<Record<string, string>>;
  readonly channel?: Channel;
}

export interface CargoRun {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The text for standard input. */
  readonly input?: string;
}

export interface CargoResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

// Cargo can only reach loopback. Any other connection is refused immediately.
const ISOLATION = {
  CARGO_TERM_COLOR: 'never',
  CARGO_NET_RETRY: '0',
  RUSTUP_AUTO_INSTALL: '0',
  all_proxy: 'http://127.0.0.1:9',
  no_proxy: '127.0.0.1,localhost',
};

const found = new Map<Channel, Toolchain | undefined>();

/** Returns rustup's home, which rustup derives from HOME by default; `undefined` without rustup. */
export function rustupHome(): string | undefined {
  const folder = process.env['RUSTUP_HOME'] || path.join(os.homedir(), '.rustup');
  return fs.existsSync(folder) ? folder : undefined;
}

/** Returns a toolchain of the channel. Any toolchain that is not nightly counts as `stable`. */
export function toolchain(channel: Channel = 'stable'): Toolchain | undefined {
  if (!found.has(channel)) found.set(channel, findToolchain(channel));
  return found.get(channel);
}

/** Returns the `skip` option of a test that needs cargo: a reason, or false if cargo is there. */
export function withoutCargo(channel: Channel = 'stable'): string | false {
  return toolchain(channel) === undefined ? `no ${channel} cargo on this machine` : false;
}

function findToolchain(channel: Channel): Toolchain | undefined {
  const viaRustup = ask('rustup', ['which', 'cargo', '--toolchain', channel]);
  const viaCompiler = () => ask('rustc', ['--print', 'sysroot']);
  const sysroot = viaRustup === undefined ? viaCompiler() : path.dirname(path.dirname(viaRustup));
  if (sysroot === undefined) return undefined;
  const bin = path.join(sysroot, 'bin');
  const version = ask(path.join(bin, 'cargo'), ['--version'])?.replace(/^cargo /, '');
  if (version === undefined || version.includes('nightly') !== (channel === 'nightly')) {
    return undefined;
  }
  return { bin, version };
}

function ask(program: string, args: readonly string[]): string | undefined {
  try {
    const answer = execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    return answer.toString().trim();
  } catch {
    return undefined;
  }
}

export class Cargo {
  readonly #bin: string;
  readonly #cwd: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor({ cwd = process.cwd(), env = {}, channel = 'stable' }: CargoOptions) {
    const { bin } = toolchain(channel) ?? {};
    if (bin === undefined) throw new Error(`there is no ${channel} cargo`);
    const search = [bin, env['PATH'] ?? process.env['PATH']].join(path.delimiter);
    this.#bin = bin;
    this.#cwd = cwd;
    this.#env = { ...env, ...ISOLATION, PATH: search };
  }

  /** The complete environment of cargo, for a shell that calls it. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** Runs cargo. Returns a result even if cargo fails. */
  async run(args: readonly string[], { cwd, env, input }: CargoRun = {}): Promise<CargoResult> {
    const child = spawn(path.join(this.#bin, 'cargo'), args, {
      cwd: cwd ?? this.#cwd,
      env: { ...this.#env, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    // Cargo may exit before it reads its input.
    child.stdin?.on('error', () => {}).end(input);
    return await collect(child);
  }

  /** Runs `cargo login` with the token on standard input. `--registry` belongs in the arguments. */
  login(token: string, args: readonly string[] = [], run: CargoRun = {}): Promise<CargoResult> {
    return this.run(['login', ...args], { ...run, input: `${token}\n` });
  }

  /** Runs `cargo logout`. */
  logout(args: readonly string[] = [], run: CargoRun = {}): Promise<CargoResult> {
    return this.run(['logout', ...args], run);
  }

  /** Publishes the crate in a folder without building it. The default registry is crates.io. */
  publish(crate: string, registry?: string, run: CargoRun = {}): Promise<CargoResult> {
    const target = registry === undefined ? [] : ['--registry', registry];
    const args = ['publish', '--no-verify', '--allow-dirty', ...target];
    return this.run(args, { ...run, cwd: crate });
  }
}

export interface CrateOptions {
  readonly name?: string;
  readonly version?: string;
  /** Lines of `[dependencies]`. */
  readonly dependencies?: readonly string[];
  /** Lines of `[features]`. */
  readonly features?: readonly string[];
  /** The content of src/lib.rs. */
  readonly source?: string;
}

/** Writes a minimal crate that cargo can publish, and returns its folder. */
export function writeCrate(folder: string, options: CrateOptions = {}): string {
  const { name = 'demo-crate', version = '0.1.0', source = '' } = options;
  const manifest = [
    '[package]',
    `name = "${name}"`,
    `version = "${version}"`,
    'edition = "2021"',
    'description = "A crate of a test"',
    'license = "MIT"',
    '[dependencies]',
    ...(options.dependencies ?? []),
    '[features]',
    ...(options.features ?? []),
    '[workspace]',
    '',
  ];
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'Cargo.toml'), manifest.join('\n'));
  fs.writeFileSync(path.join(folder, 'src', 'lib.rs'), source);
  return folder;
}

/** Returns TOML that defines registries. The argument maps each name to the URL of its index. */
export function registriesToml(registries: Readonly<Record<string, string>>): string {
  const tables = Object.entries(registries);
  return tables
    .map(([name, index]) => `[registries.${name}]\nindex = ${JSON.stringify(index)}\n`)
    .join('\n');
}

/** A program for PATH that records its arguments and then runs the real program. */
export interface RecordingProgram {
  /** The folder to put first on PATH. */
  readonly bin: string;
  /** Returns the arguments of each call so far. */
  readonly calls: () => readonly (readonly string[])[];
}

/**
 * Creates such a program in `records`, where the leak search looks for tokens. Needs a POSIX
 * shell.
 */
export function recordArguments(records: string, name: string, program: string): RecordingProgram {
  const bin = path.join(records, `${name}-bin`);
  const log = path.join(records, `${name}.calls`);
  fs.mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\nprintf '%s\\037' "$@" >> '${log}'\nprintf '\\n' >> '${log}'\nexec '${program}' "$@"\n`;
  fs.writeFileSync(path.join(bin, name), script, { mode: 0o755 });
  const calls = () => (fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '').split('\x1f\n');
  return {
    bin,
    calls: () =>
      calls()
        .slice(0, -1)
        .map((call) => call.split('\x1f')),
  };
}
