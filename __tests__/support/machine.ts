// A machine on which jobs run: a home folder, temporary folders, registries. Each test has its own.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { type Registry, type RegistryOptions, startRegistry } from '../../scripts/registry.mjs';
import { Job, type JobOptions } from './job.ts';
import { LeakSearch } from './secrets.ts';
import { readText, removeTree, walk } from './tree.ts';

/** A file of the machine that holds a secret. */
export interface SecretFile {
  readonly path: string;
  /** Permission bits, in octal: `0600`. */
  readonly mode: string;
}

/**
 * Runs a test on a new machine. Searches everything that its jobs printed or saved for every token
 * they used. Removes the machine when the test has ended.
 */
export async function withMachine(
  t: TestContext,
  body: (machine: Machine) => Promise<void> | void,
): Promise<void> {
  const machine = new Machine();
  t.after(() => machine.dispose());
  await body(machine);
  machine.assertNoLeaks();
}

export class Machine {
  /** The folder that contains the whole machine. Its path has no symbolic links. */
  readonly root = fs.mkdtempSync(path.join(fs.realpathSync.native(os.tmpdir()), 'cargo-login-'));
  /** The default HOME of its jobs. */
  readonly home = this.folder('home');
  /** The system's folder for temporary files. */
  readonly temp = this.folder('tmp');
  /** Where the programs of a test record their calls. The leak search looks here too. */
  readonly records = this.folder('records');

  readonly #search = new LeakSearch();
  readonly #jobs: Job[] = [];
  readonly #registries: Registry[] = [];
  readonly #disposals: (() => void | Promise<void>)[] = [];

  /** Returns a new token. The leak search looks for the token and for any part of it. */
  token(): string {
    const token = `tok${randomBytes(18).toString('hex')}`;
    this.#search.add(token, 'any part');
    return token;
  }

  /** Adds a token, with or without its scheme, to the leak search. Throws if it is too short. */
  secret(value: string): string {
    this.#search.add(value);
    return value;
  }

  /** Starts a job on this machine. */
  job(options: JobOptions = {}): Job {
    const job = new Job(this, `job-${this.#jobs.length + 1}`, options);
    this.#jobs.push(job);
    return job;
  }

  /** Starts a registry on loopback. It stops with the machine. */
  async registry(options: RegistryOptions = {}): Promise<Registry> {
    for (const token of [options.token ?? []].flat()) this.secret(token);
    const registry = await startRegistry(options);
    this.#registries.push(registry);
    this.onDispose(registry.close);
    return registry;
  }

  /** Returns the path of a folder of the machine. Creates the folder if it is missing. */
  folder(...names: readonly string[]): string {
    const folder = path.join(this.root, ...names);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Adds a text that the leak search examines at the end. */
  record(where: string, text: string): void {
    this.#search.record(where, text);
  }

  /** Adds the current names of all files to the leak search. */
  recordNames(when: string): void {
    const names = walk(this.root).map((found) => path.relative(this.root, found));
    this.record(`the name of a file, ${when}`, names.join('\n'));
  }

  /** Adds the current content of all files below a folder to the leak search. */
  recordFiles(top: string): void {
    for (const file of walk(top)) this.record(path.relative(this.root, file), readText(file));
  }

  /** Returns the files that contain a secret now, in any form. */
  filesWithSecrets(): readonly SecretFile[] {
    return walk(this.root)
      .filter((file) => this.#search.found(readText(file)).length > 0)
      .map((file) => ({ path: file, mode: (fs.statSync(file).mode & 0o777).toString(8) }))
      .map(({ path: file, mode }) => ({ path: file, mode: mode.padStart(4, '0') }));
  }

  /** Throws if a secret was printed, saved or recorded, or is part of a file name. */
  assertNoLeaks(): void {
    for (const job of this.#jobs) this.recordFiles(job.runnerTemp);
    for (const folder of [this.records, this.temp]) this.recordFiles(folder);
    for (const { requests } of this.#registries) {
      this.record('the path of a request', requests.map((request) => request.path).join('\n'));
    }
    this.recordNames('in the end');
    const leaks = [...new Set(this.#search.leaks())];
    assert.deepEqual(leaks, [], 'these places must not contain a token');
  }

  /** Registers an action for the end of the machine. The action registered last runs first. */
  onDispose(action: () => void | Promise<void>): void {
    this.#disposals.unshift(action);
  }

  /** Stops everything that still runs, and removes all folders. */
  async dispose(): Promise<void> {
    for (const action of this.#disposals.splice(0)) await action();
    removeTree(this.root);
  }
}
