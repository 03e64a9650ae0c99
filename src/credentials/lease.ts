// A lease: one job's hold on one registry's entry, and when it has ended without a word.

import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemFailure } from '../errors.ts';
import { elapsed, hostIdentity, isFolder, type Moment, now } from '../host.ts';
import type { RegistryPlace } from './edit.ts';
import { removeFile } from './replace.ts';

/** What a lease puts into the credentials file. */
export interface Entry {
  readonly place: RegistryPlace;
  readonly token: string;
  /** Whether `credential-provider = "cargo:token"` is to stand beside the token. */
  readonly provider: boolean;
  /** Set where `token` is the secret key of `cargo:paseto`. */
  readonly asymmetric?: { readonly subject: string | undefined } | undefined;
}

/** A login that Cargo did, and what it takes to undo it. None of it comes from a token. */
export interface CargoLogin {
  /** As given to `cargo login --registry`. */
  readonly registry: string;
  /** URL of its index, which is what providers know a registry by; `undefined` for crates.io. */
  readonly index: string | undefined;
  /** The programs that Cargo asks, in order, with their arguments. */
  readonly providers: readonly (readonly string[])[];
  /** Where Cargo itself would keep the token, when a provider of its own does that. */
  readonly places: readonly RegistryPlace[];
  readonly workingDirectory: string;
  /** Arguments before the subcommand, such as `+nightly`. */
  readonly toolchain: readonly string[];
  /** Arguments behind the subcommand, such as `--config`. */
  readonly args: readonly string[];
  /** The variables that are Cargo's configuration. */
  readonly env: Readonly<Record<string, string>>;
}

/** Who holds what was logged in: the credentials file, or a credential provider that Cargo calls. */
export type Keeper =
  | { readonly kind: 'file'; readonly entries: readonly Entry[] }
  | {
      readonly kind: 'cargo';
      readonly login: CargoLogin;
      /** `running`: Cargo is at work on it, or was when its job was killed. */
      readonly state: 'running' | 'held';
      /** Whether a later job of the machine's owner left a login there that is to stay. */
      readonly kept: boolean;
    };

/** How a token is given back that a registry gave for this job only. */
export interface Revocation {
  /** The address of the registry, without a slash at its end. */
  readonly url: string;
  readonly token: string;
}

/** One job's login to one registry. */
export interface Lease {
  readonly id: string;
  /** As shown to people. */
  readonly registry: string;
  readonly keeper: Keeper;
  /** What the post step has to give back, wherever the token is by then. */
  readonly revocation?: Revocation | undefined;
  /** Absolute path of the job's marker; `undefined` where the job has no `RUNNER_TEMP`. */
  readonly marker: string | undefined;
  readonly host: string;
  readonly since: Moment;
}

/** The longest that a job can run, on a runner of one's own: five days, in milliseconds. */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60 * 1000;

/** Returns an id that no other lease has. */
export function newLeaseId(): string {
  const random = Math.random().toString(36).slice(2, 10);
  return `${Date.now().toString(36)}-${process.pid.toString(36)}-${random}`;
}

/**
 * Returns a lease that begins now.
 *
 * @param folder the job's `RUNNER_TEMP`, which the runner empties when the job has ended
 */
export function newLease(
  id: string,
  registry: string,
  keeper: Keeper,
  folder: string | undefined,
): Lease {
  const marker = folder === undefined ? undefined : markerPath(folder, id);
  return { id, registry, keeper, marker, host: hostIdentity(), since: now() };
}

/** Returns where the marker of a lease is. */
function markerPath(folder: string, id: string): string {
  return join(folder, `cargo-login-${id}`);
}

/**
 * Makes the marker of a lease.
 *
 * @throws UserError when it cannot be made
 */
export function createMarker(path: string): void {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw systemFailure('write', path, cause);
  }
}

/** Tells whether the job of a lease has ended, and its post step or the runner removed the marker. */
export function isMarkerGone({ marker }: Lease): boolean {
  return marker !== undefined && !exists(marker);
}

/** Returns what a lease puts into the credentials file. */
export function entriesOf({ keeper }: Lease): readonly Entry[] {
  return keeper.kind === 'file' ? keeper.entries : [];
}

/** Tells whether a lease still stands for a token that is kept somewhere, or just for its revocation. */
export function holdsToken({ keeper }: Lease): boolean {
  return keeper.kind !== 'file' || keeper.entries.length > 0;
}

/**
 * Returns the leases without their entries at a place. A lease that is left with none is gone,
 * unless a token of it is still to be revoked.
 */
export function dropPlace(leases: readonly Lease[], place: RegistryPlace): Lease[] {
  return leases.flatMap((lease): Lease[] => {
    if (lease.keeper.kind !== 'file') return [lease];
    const entries = lease.keeper.entries.filter(
      (entry) => placeKey(entry.place) !== placeKey(place),
    );
    const isDone = entries.length === 0 && lease.revocation === undefined;
    return isDone ? [] : [{ ...lease, keeper: { kind: 'file', entries } }];
  });
}

/** Returns a text that names a place: equal for equal places only. */
export function placeKey(place: RegistryPlace): string {
  return place.kind === 'crates-io' ? 'registry' : `registries.${place.name}`;
}

/** Removes the marker of a lease, if it is on this host. */
export function removeMarker({ marker, host }: Lease): void {
  if (marker !== undefined && host === hostIdentity()) removeMarkers([marker]);
}

/** Removes markers as far as it can: the journal says what counts, and the runner empties the folder. */
export function removeMarkers(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      removeFile(path);
    } catch {}
  }
}

/**
 * Tells whether the job of a lease has ended without logging out: the runner has wiped its folder,
 * or no job can run for so long. Where this process cannot see that folder, only age counts.
 */
export function isDead(lease: Lease, moment: Moment, host: string): boolean {
  if (isOutdated(lease, moment)) return true;
  if (lease.marker === undefined || lease.host !== host) return false;
  return isFolder(dirname(lease.marker)) && !exists(lease.marker);
}

/** Tells whether a lease is older than any job can be. */
export function isOutdated({ since }: Lease, moment: Moment): boolean {
  return elapsed(since, moment) > LONGEST_JOB_MS;
}

/** Whoever may not look into a folder, of another user's runner for one, does not see that it is gone. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
