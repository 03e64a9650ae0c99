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
 * Gives a test a machine, searches everything that the jobs on it said for every token they used,
 * and takes the machine away when the test has ended.
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
  /** The folder that holds all of the machine, with no symbolic link in its path. */
  readonly root = fs.mkdtempSync(path.join(fs.realpathSync.native(os.tmpdir()), 'cargo-login-'));
  /** What HOME is for its jobs, unless they say otherwise. */
  readonly home = this.folder('home');
  /** What the system's folder for temporary files is. */
  readonly temp = this.folder('tmp');
  /** Where programs of a test write down what they were asked; searched for tokens. */
  readonly records = this.folder('records');

  readonly #search = new LeakSearch();
  readonly #jobs: Job[] = [];
  readonly #registries: Registry[] = [];
  readonly #disposals: (() => void | Promise<void>)[] = [];

  /** Returns a token that no other test uses; it, and any part of it, is searched for. */
  token(): string {
    const token = `tok${randomBytes(18).toString('hex')}`;
    this.#search.add(token, 'any part');
    return token;
  }

  /** Has a value searched for: a token, with or without its scheme. Throws when it is too short. */
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

  /** Starts a registry on loopback, which ends with the machine. */
  async registry(options: RegistryOptions = {}): Promise<Registry> {
    for (const token of [options.token ?? []].flat()) this.secret(token);
    const registry = await startRegistry(options);
    this.#registries.push(registry);
    this.onDispose(registry.close);
    return registry;
  }

  /** Returns the path of a folder of the machine, made when it is not there. */
  folder(...names: readonly string[]): string {
    const folder = path.join(this.root, ...names);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Has something searched for tokens, in the end. */
  record(where: string, text: string): void {
    this.#search.record(where, text);
  }

  /** Has the names of all files searched, as they are now. */
  recordNames(when: string): void {
    const names = walk(this.root).map((found) => path.relative(this.root, found));
    this.record(`the name of a file, ${when}`, names.join('\n'));
  }

  /** Has the content of all files below a folder searched, as it is now. */
  recordFiles(top: string): void {
    for (const file of walk(top)) this.record(path.relative(this.root, file), readText(file));
  }

  /** Returns the files that hold a secret now, whatever its form. */
  filesWithSecrets(): readonly SecretFile[] {
    return walk(this.root)
      .filter((file) => this.#search.found(readText(file)).length > 0)
      .map((file) => ({ path: file, mode: (fs.statSync(file).mode & 0o777).toString(8) }))
      .map(({ path: file, mode }) => ({ path: file, mode: mode.padStart(4, '0') }));
  }

  /** Throws when a secret is in anything that was printed, saved, recorded, or is a file's name. */
  assertNoLeaks(): void {
    for (const job of this.#jobs) this.recordFiles(job.runnerTemp);
    for (const folder of [this.records, this.temp]) this.recordFiles(folder);
    for (const { requests } of this.#registries) {
      this.record('the path of a request', requests.map((request) => request.path).join('\n'));
    }
    this.recordNames('in the end');
    const leaks = [...new Set(this.#search.leaks())];
    assert.deepEqual(leaks, [], 'tokens where no token may be');
  }

  /** Has something done when the machine goes: the last said is done first. */
  onDispose(action: () => void | Promise<void>): void {
    this.#disposals.unshift(action);
  }

  /** Ends what still runs, and removes all folders. */
  async dispose(): Promise<void> {
    for (const action of this.#disposals.splice(0)) await action();
    removeTree(this.root);
  }
}
