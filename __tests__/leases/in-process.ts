// A stage on which the sources act themselves: many plays in little time.

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { RegistryPlace } from '../../src/credentials/edit.ts';
import type { Logins } from '../../src/credentials/journal.ts';
import { createMarker, type Entry, type Lease, newLease } from '../../src/credentials/lease.ts';
import { addLeases, endLeases, keepLeases, removePlaces } from '../../src/credentials/logins.ts';
import { changeLogins } from '../../src/credentials/store.ts';
import type { Beginning } from './acts.ts';
import { cargoLogin, cargoLogout } from './as-cargo.ts';
import {
  type EditedRegistry,
  type LoginAct,
  REGISTRIES,
  type RegistryName,
  type Stage,
  TOKENS,
} from './play.ts';

export class InProcess implements Stage {
  readonly target: string;
  readonly tokens = Array.from({ length: TOKENS }, (_, n) => `token of a job, number ${n}`);
  readonly #root: string;
  readonly #logins = new Map<number, readonly Lease[]>();

  /** Sets a stage in an empty folder. */
  constructor(root: string, { text, mode }: Beginning) {
    this.#root = root;
    this.target = path.join(root, 'home', '.cargo', 'credentials.toml');
    if (text === undefined) return;
    fs.mkdirSync(path.dirname(this.target), { recursive: true });
    fs.writeFileSync(this.target, text);
    fs.chmodSync(this.target, mode);
  }

  async login({ job, registries, token, keep }: LoginAct, login: number) {
    const leases = registries.map((name) => this.#lease(job, `${login}-${name}`, name, token));
    for (const { marker } of leases) if (marker !== undefined) createMarker(marker);
    this.#logins.set(login, leases);
    await this.#change((logins) => addLeases(logins, leases));
    const ids = leases.map(({ id }) => id);
    if (keep) await this.#change((logins) => keepLeases(logins, ids, this.target));
  }

  async post(login: number) {
    const leases = this.#logins.get(login) ?? [];
    for (const { marker } of leases) fs.rmSync(marker ?? '', { force: true });
    const ids = leases.map(({ id }) => id);
    await this.#change((logins) => endLeases(logins, ids).logins);
  }

  async logout(_job: number, registry: RegistryName) {
    const places = placesOf(registry);
    await this.#change((logins) => removePlaces(logins, places, this.target).logins);
  }

  async wipe(job: number) {
    fs.rmSync(this.#temp(job), { recursive: true });
    this.#temp(job);
  }

  async cargoLogin(registry: EditedRegistry, token: string) {
    cargoLogin(this.target, registry, token);
  }

  async cargoLogout(registry: EditedRegistry) {
    cargoLogout(this.target, registry);
  }

  #lease(job: number, id: string, name: RegistryName, token: number): Lease {
    const entries = placesOf(name).map(
      (place): Entry => ({
        place,
        token: this.tokens[token] ?? '',
        provider: place.kind === 'alternate',
      }),
    );
    return newLease(id, name, { kind: 'file', entries }, this.#temp(job));
  }

  /** RUNNER_TEMP of a job. */
  #temp(job: number): string {
    const folder = path.join(this.#root, `temp-${job}`);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  async #change(change: (logins: Logins) => Logins): Promise<void> {
    await changeLogins(
      this.target,
      () => {},
      (found) => ({ logins: change(found), result: undefined }),
    );
  }
}

function placesOf(name: RegistryName): RegistryPlace[] {
  if (name === 'crates-io') return [{ kind: 'crates-io' }];
  return REGISTRIES[name].map((place) => ({
    kind: 'alternate',
    name: place.replace('registries.', ''),
  }));
}
