// A Cargo home in a temporary folder. Jobs log in there by calling the sources directly.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import type { Swept } from '../../src/credentials/change.ts';
import { parseDocument } from '../../src/credentials/document.ts';
import { tokenOf } from '../../src/credentials/edit.ts';
import { type Entry, type Lease, type Login, newLease } from '../../src/credentials/lease.ts';
import { addLeases, type Ended, endLeases, type Known } from '../../src/credentials/store.ts';

export const never = () => {};

/** Returns a login that stores one token under some names. `undefined` means crates.io. */
export function login(
  token: string,
  names: readonly (string | undefined)[] = ['one'],
  more: Partial<Login> = {},
): Login {
  const entries = names.map((name): Entry => {
    return { name, token, provider: name === undefined ? undefined : 'cargo:token' };
  });
  const registry = names[0] ?? 'crates-io';
  const index = `sparse+https://${registry}.example/index/`;
  return { registry, index, entries, provider: undefined, revocation: undefined, ...more };
}

export class Home {
  readonly root: string;
  readonly folder: string;
  readonly file: string;
  /** RUNNER_TEMP of the jobs. */
  readonly temp: string;

  /** @param text the credentials file; without it there is neither a file nor a folder */
  constructor(t: TestContext | undefined, text?: string, mode = 0o644) {
    this.root = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'cargo-login-')));
    this.folder = path.join(this.root, 'home', '.cargo');
    this.file = path.join(this.folder, 'credentials.toml');
    this.temp = path.join(this.root, 'temp');
    fs.mkdirSync(this.temp);
    t?.after(() => this.remove());
    if (text === undefined) return;
    fs.mkdirSync(this.folder, { recursive: true });
    fs.writeFileSync(this.file, text);
    fs.chmodSync(this.file, mode);
  }

  remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }

  /** The text of the credentials file, `undefined` if there is none. */
  get text(): string | undefined {
    return fs.existsSync(this.file) ? fs.readFileSync(this.file, 'utf8') : undefined;
  }

  get mode(): number {
    return fs.statSync(this.file).mode & 0o7777;
  }

  /** The token that cargo reads for a registry. */
  token(name: string | undefined): string | undefined {
    return tokenOf(parseDocument(this.text ?? '', this.file), name);
  }

  /** The names in the folder of the credentials file, and the markers. */
  get names(): readonly string[] {
    const home = fs.existsSync(this.folder) ? fs.readdirSync(this.folder) : [];
    return [...home, ...fs.readdirSync(this.temp)].sort();
  }

  lease(login: Login, more: Partial<Lease> = {}): Lease {
    return { ...newLease(login, this.temp), ...more };
  }

  async add(...leases: readonly Lease[]): Promise<Swept> {
    return await addLeases(this.file, leases, never);
  }

  /** Logs a job in. */
  async login(login: Login, more: Partial<Lease> = {}): Promise<Lease> {
    const lease = this.lease(login, more);
    await this.add(lease);
    return lease;
  }

  async end(leases: readonly Lease[], more: Partial<Known> = {}): Promise<Ended> {
    const ids = leases.map(({ id }) => id);
    const known = { ids, temp: this.temp, names: [], tokens: [], ...more };
    return await endLeases(this.file, known, never);
  }

  /** Edits the file as by hand. Sets its time back, so that nobody waits for further edits. */
  edit(change: (text: string) => string): void {
    fs.writeFileSync(this.file, change(this.text ?? ''));
    this.calm();
  }

  calm(): void {
    const past = Date.now() / 1000 - 60;
    fs.utimesSync(this.file, past, past);
  }

  /** Ends the job of a lease without a post step: removes its marker, as the runner does. */
  vanish({ id }: Lease): void {
    fs.rmSync(path.join(this.temp, `cargo-login-${id}`));
  }
}

const NOBODY = 65534;

/** Runs an action as an ordinary user who owns the home but may not enter the folder `closed`. */
export async function asOrdinaryUser(
  home: Home,
  closed: string,
  action: () => void | Promise<void>,
): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const mode = fs.statSync(closed).mode & 0o777;
  if (isRoot) {
    for (const name of ['', ...fs.readdirSync(home.root, { recursive: true, encoding: 'utf8' })]) {
      fs.lchownSync(path.join(home.root, name), NOBODY, NOBODY);
    }
    process.seteuid?.(NOBODY);
  }
  fs.chmodSync(closed, 0);
  try {
    await action();
  } finally {
    fs.chmodSync(closed, mode);
    if (isRoot) process.seteuid?.(0);
  }
}
