// Helpers for tests of credential providers: a registry, a provider and a job on one machine.

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { registriesToml, toolchain, withoutCargo } from '../support/cargo.ts';
import type { Job, JobOptions } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';

/** The `skip` option of a test that needs cargo, and a shell for the providers. */
export const skip = skipOnWindows || withoutCargo();

/** How a provider behaves: see provider.mjs. */
export interface Behaviour {
  readonly hello?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly says?: string;
  readonly leaves?: boolean;
}

/** A provider that passes every registry on to the next provider. */
export const KNOWS_NO_URL: Behaviour = {
  answers: {
    get: { Err: { kind: 'url-not-supported' } },
    login: { Err: { kind: 'url-not-supported' } },
    logout: { Err: { kind: 'url-not-supported' } },
  },
};

export const NO_ANNOTATIONS = { error: [], warning: [], notice: [] };

/** A request to a provider, with a digest in place of the token. */
export interface ProviderRequest {
  readonly args: readonly string[];
  readonly request: {
    readonly kind: string;
    readonly registry: { readonly 'index-url': string; readonly name?: string };
    readonly args?: readonly string[];
    readonly [key: string]: unknown;
  };
  readonly digest?: string;
  /** Variables that hold an input or a token. */
  readonly environment: readonly string[];
}

/** A provider on a machine: its program, its requests, and the tokens that it stores. */
export class TestProvider {
  readonly program: string;
  readonly #records: string;
  readonly #vault: string;
  readonly #settings: string;

  constructor(machine: Machine, name: string, behaviour: Behaviour = {}) {
    const folder = machine.folder('providers');
    this.program = path.join(folder, name);
    this.#records = path.join(machine.records, `${name}.json`);
    this.#vault = path.join(machine.folder('vaults'), name);
    this.#settings = path.join(folder, `${name}.json`);
    this.behave(behaviour);
    const script = fileURLToPath(new URL('provider.mjs', import.meta.url));
    const command = [process.execPath, script, this.#settings].map((word) => `'${word}'`);
    fs.writeFileSync(this.program, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, { mode: 0o755 });
  }

  /** Changes its behaviour from now on. */
  behave(behaviour: Behaviour): void {
    const places = { vault: this.#vault, records: this.#records };
    fs.writeFileSync(this.#settings, JSON.stringify({ ...places, ...behaviour }));
  }

  /** Everything that it has recorded so far. */
  notes(): readonly Readonly<Record<string, unknown>>[] {
    const text = fs.existsSync(this.#records) ? fs.readFileSync(this.#records, 'utf8') : '';
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  /** The requests that it has recorded so far. */
  requests(): readonly ProviderRequest[] {
    return this.notes()
      .filter(({ kind }) => kind === 'request')
      .map(({ args, request, digest, environment }) =>
        // Cargo passes on the registry's response headers, which contain the current time.
        JSON.parse(
          JSON.stringify({ args, request, digest, environment }).replace(
            /Date: [^"]* GMT/g,
            'Date:',
          ),
        ),
      );
  }

  /** The kinds of its requests so far. */
  actions(): readonly string[] {
    return this.requests().map(({ request }) => request.kind);
  }

  /** The tokens that it stores now. */
  tokens(): readonly string[] {
    if (!fs.existsSync(this.#vault)) return [];
    return Object.values(JSON.parse(fs.readFileSync(this.#vault, 'utf8'))).map(String);
  }

  /** Removes the recorded requests. */
  forget(): void {
    fs.rmSync(this.#records, { force: true });
  }
}

/** Returns the digest with which a provider records a token. */
export function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64').slice(0, 12);
}

/** Starts a job that has cargo on PATH and can only reach loopback. */
export function jobWithCargo(machine: Machine, options: JobOptions = {}): Job {
  const { bin = '' } = toolchain() ?? {};
  const env = {
    PATH: [bin, process.env['PATH']].join(path.delimiter),
    CARGO_NET_RETRY: '0',
    RUSTUP_AUTO_INSTALL: '0',
    all_proxy: 'http://127.0.0.1:9',
    no_proxy: '127.0.0.1,localhost',
    ...options.env,
  };
  return machine.job({ ...options, env });
}

/** Defines a registry `mine` with a provider, for all jobs of the machine. */
export async function sharedProvider(
  machine: Machine,
  behaviour: Behaviour = {},
): Promise<TestProvider> {
  const provider = new TestProvider(machine, 'provider', behaviour);
  const { indexUrl } = await machine.registry();
  const index = registriesToml({ other: `${indexUrl}other/`, mine: indexUrl });
  writeHomeConfig(machine, `${index}credential-provider = ["${provider.program}"]\n`);
  return provider;
}

/** Writes Cargo's configuration in the home folder, for all jobs of the machine. */
export function writeHomeConfig(machine: Machine, text: string): void {
  fs.writeFileSync(path.join(machine.folder('home', '.cargo'), 'config.toml'), text);
}

/** Returns the names in Cargo's home that begin with `credentials`. */
export function leftIn(cargoHome: string): readonly string[] {
  const names = fs.existsSync(cargoHome) ? fs.readdirSync(cargoHome) : [];
  return names.filter((name) => name.startsWith('credentials'));
}
