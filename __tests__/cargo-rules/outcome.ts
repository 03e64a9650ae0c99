// What became of a login: as real cargo does it, and as this project's rules foretell it.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import { type Config, loadConfig } from '../../src/cargo/config.ts';
import { findFile } from '../../src/cargo/files.ts';
import { cargoHome } from '../../src/cargo/home.ts';
import { type Provider, resolveProvider } from '../../src/cargo/provider.ts';
import { type Registry, resolveRegistry } from '../../src/cargo/registry.ts';
import { resolveTerm } from '../../src/cargo/term.ts';
import { UserError } from '../../src/errors.ts';
import { ACTION, scriptOf } from '../support/action.ts';
import { toolchain } from '../support/cargo.ts';
import { collect, type Output } from '../support/child.ts';
import type { World } from './world.ts';

/** How a login ended. */
export type Outcome =
  | { readonly kind: 'refused'; readonly message: string }
  /** The token stands in this table of the credentials file: `registry` or `registries.NAME`. */
  | { readonly kind: 'token'; readonly table: string }
  /** The program took the token. */
  | { readonly kind: 'program'; readonly path: string };

/** What this project's rules say of a login. */
export interface Foretold {
  readonly outcome: Outcome;
  /** The name under which cargo will look for the token of an alternate registry. */
  readonly configName?: string | undefined;
  /** The warnings and notes, each by its first line, sorted; `undefined` if nothing is to be said. */
  readonly remarks?: readonly string[] | undefined;
}

/** What real cargo did. */
export interface Done {
  readonly outcome: Outcome;
  readonly remarks: readonly string[];
}

/** A provider that takes every login, and writes its own path into `calls` at the root. */
export const KEEPER = provider('{"Ok":{"kind":"login"}}', 'echo "$0" >> "{ROOT}/calls"');
/** A provider that hands every request on to the next one. */
export const PASSER = provider('{"Err":{"kind":"url-not-supported"}}', ':');

function provider(toLogin: string, record: string): string {
  return `#!/bin/sh
echo '{"v":[1]}'
read -r request
case "$request" in
  *'"kind":"login"'*) ${record}; echo '${toLogin}' ;;
  *) echo '{"Err":{"kind":"${toLogin.includes('Ok') ? 'not-found' : 'url-not-supported'}"}}' ;;
esac
`;
}

/** Foretells a login by this project's rules. */
export async function foretell(world: World): Promise<Foretold> {
  try {
    const config = configOf(world);
    const term = resolveTerm(config);
    const registry = resolveRegistry(config, world.registry);
    const outcome = outcomeOf(registry, resolveProvider(config, registry));
    const remarks = [
      ...config.warnings.map((text) => `warning: ${text.replace(/\n.*/s, '')}`),
      ...registry.notes.map((text) => `note: ${text}`),
    ];
    return {
      outcome,
      configName: registry.configName,
      remarks: term.verbosity === 'quiet' ? undefined : remarks.toSorted(),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: { kind: 'refused', message: error.message } };
  }
}

function configOf(world: World): Config {
  const { cwd, env, cliArgs } = world;
  const home = cargoHome(env, cwd, world.home);
  const config = loadConfig({ cwd, home, env, cliArgs });
  const credentials = findFile(home, 'credentials')?.path;
  return credentials === undefined
    ? config
    : config.withCredentials(fs.readFileSync(credentials, 'utf8'), credentials);
}

/** What is cargo's business is followed on by what these tests know of the programs. */
function outcomeOf(registry: Registry, provider: Provider): Outcome {
  const table = registry.kind === 'crates-io' ? 'registry' : `registries.${registry.tokenNames[0]}`;
  if (provider.kind === 'token') return { kind: 'token', table };
  for (const [program = ''] of provider.providers) {
    if (program === 'cargo:token') return { kind: 'token', table };
    const text = fs.existsSync(program) ? fs.readFileSync(program, 'utf8') : '';
    if (text.includes('"Ok"')) return { kind: 'program', path: program };
    const handsOn = text !== '' || /^cargo:(wincred|macos-keychain)$/.test(program);
    if (!handsOn) break;
  }
  return { kind: 'refused', message: NO_PROVIDER };
}

/** The message for what fails in a program only; cargo's depends on how. */
export const NO_PROVIDER = 'no provider takes it';

/** Has the packaged action do the login, as a step of a job. */
export async function loginByAction(world: World, cratesIo: string): Promise<Foretold> {
  const token = `token-of-${path.basename(world.root)}`;
  const runner = path.join(world.root, 'runner');
  fs.mkdirSync(runner);
  const files = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_ENV'].map((name) => {
    const file = path.join(runner, name);
    fs.writeFileSync(file, '');
    return [name, file] as const;
  });
  const { bin = '' } = toolchain() ?? {};
  const child = spawn(process.execPath, [scriptOf(ACTION, 'main')], {
    cwd: world.cwd,
    env: {
      ...world.env,
      ...Object.fromEntries(files),
      NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
      PATH: [bin, process.env['PATH']].join(path.delimiter),
      // For the logins that cargo does in the end.
      CARGO_NET_RETRY: '0',
      __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: cratesIo,
      RUNNER_TEMP: runner,
      GITHUB_WORKSPACE: world.cwd,
      INPUT_TOKEN: token,
      INPUT_REGISTRY: world.registry ?? '',
      INPUT_CONFIG: world.cliArgs.join('\n'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout } = await collect(child);
  if (code === 0) {
    const outcome = outcomeOnDisk(world, token);
    // A token at the top level, as once written, is what cargo takes for that of `[registry]`.
    const isLegacy = outcome.kind === 'token' && outcome.table === '';
    return { outcome: isLegacy ? { ...outcome, table: 'registry' } : outcome };
  }
  const [, message = ''] = /^::error::(.*)$/m.exec(stdout) ?? [];
  const plainMessage = message.replaceAll('%0A', '\n').replaceAll('%25', '%');
  return { outcome: { kind: 'refused', message: plainMessage } };
}

/** Has real cargo do the login. */
export async function loginByCargo(world: World, cratesIo: string): Promise<Done> {
  const token = `token-of-${path.basename(world.root)}`;
  const { code, stderr } = await runCargo(world, cratesIo, 'login', `${token}\n`);
  const text = stderr.replace(/\x1b\[[0-9;]*m/g, '');
  const remarks = (text.match(/^(warning|note): .*$/gm) ?? []).filter((line) => KNOWN.test(line));
  const outcome: Outcome =
    code === 0 ? outcomeOnDisk(world, token) : { kind: 'refused', message: errorIn(text) };
  return { outcome, remarks: [...new Set(remarks)].toSorted() };
}

// Newer versions of cargo may remark on more.
const KNOWN =
  / is deprecated in favor | exist\. Using | variables are expected to use |credential-alias|secret-key|alternative registry/;

function errorIn(stderr: string): string {
  return stderr.replace(/^.*?^error: /ms, '').trim();
}

function outcomeOnDisk(world: World, token: string): Outcome {
  const calls = path.join(world.root, 'calls');
  if (fs.existsSync(calls)) {
    return { kind: 'program', path: fs.readFileSync(calls, 'utf8').trim() };
  }
  const file = findFile(cargoHome(world.env, world.cwd, world.home), 'credentials')?.path ?? '';
  const tables = tablesWith(token, parse(fs.readFileSync(file, 'utf8')), []);
  return { kind: 'token', table: tables.join(' and ') };
}

function tablesWith(token: string, table: TomlTable, at: readonly string[]): readonly string[] {
  return Object.entries(table).flatMap(([key, value]) => {
    if (value === token) return [at.join('.')];
    return isTable(value) ? tablesWith(token, value, [...at, key]) : [];
  });
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** Tells whether real cargo, asked to log out, finds a token under this name alone. */
export async function cargoFindsToken(
  world: World,
  cratesIo: string,
  name: string,
): Promise<boolean> {
  const home = cargoHome(world.env, world.cwd, world.home);
  const file = findFile(home, 'credentials')?.path ?? path.join(home, 'credentials.toml');
  fs.writeFileSync(file, `[registries.${JSON.stringify(name)}]\ntoken = "one"\n`);
  const { code, stderr } = await runCargo(world, cratesIo, 'logout', '');
  return code === 0 && !stderr.includes('not currently logged in');
}

async function runCargo(
  world: World,
  cratesIo: string,
  command: 'login' | 'logout',
  input: string,
): Promise<Output> {
  const { bin = '' } = toolchain() ?? {};
  const registry = world.registry === undefined ? [] : ['--registry', world.registry];
  const config = world.cliArgs.flatMap((arg) => ['--config', arg]);
  const child = spawn(path.join(bin, 'cargo'), [command, ...registry, ...config], {
    cwd: world.cwd,
    env: {
      ...world.env,
      PATH: [bin, process.env['PATH']].join(path.delimiter),
      CARGO_NET_RETRY: '0',
      __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: cratesIo,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A refusal can come before it has read its input.
  child.stdin.on('error', () => {}).end(input);
  return await collect(child);
}
