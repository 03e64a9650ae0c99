// What a job does to the logins of one credentials file.

import { UserError } from '../errors.ts';
import { type Change, change, readLogins, type Swept } from './change.ts';
import { parseDocument } from './document.ts';
import { readEntry, removeEntry, setEntry } from './edit.ts';
import { type CredentialsFile, PRIVATE, readCredentials } from './file.ts';
import {
  createMarker,
  hasMarker,
  type Lease,
  type Login,
  removeLeaseMarker,
  removeMarker,
} from './lease.ts';
import type { CheckCancelled } from './lock.ts';
import { type Base, type Logins, layOver, withoutNames } from './settle.ts';
import { splitState } from './state.ts';

export type { Swept } from './change.ts';
export { type CredentialsFile, locateCredentials } from './file.ts';
export type { CheckCancelled } from './lock.ts';

/** What became of the leases of a post step. */
export interface Ended extends Swept {
  /** Their entries are out of the file. */
  readonly removed: readonly Lease[];
  /** A credential provider holds their token, and no other live lease needs it: run `cargo logout`. */
  readonly due: readonly Lease[];
  /** A credential provider holds their token, and another live lease needs it. */
  readonly shared: readonly Lease[];
  /** Somebody has changed or removed the entry since the login. What was still ours is removed. */
  readonly changed: readonly Lease[];
  /** Registries whose entry was removed by its token, as our table was gone. */
  readonly byToken: readonly (string | undefined)[];
  /** Nothing is known of any of them, and nothing was removed, though the post step did not run yet. */
  readonly lost: boolean;
}

/** What a post step knows itself: the registries that its inputs name (`undefined`: crates.io), and their tokens. */
export interface Known {
  readonly names: readonly (string | undefined)[];
  readonly tokens: readonly string[];
}

/**
 * Returns the text of the file as its owner has it, without any login of ours. Takes no lock.
 * Throws UserError when the file cannot be read, or is not what it must be.
 */
export function readBase({ target }: CredentialsFile): string | undefined {
  return readLogins(target, () => {}).logins.base?.text;
}

/**
 * Returns the leases that the file names. Takes no lock. Throws UserError when the file cannot be
 * read, or is not what it must be.
 */
export function readLeases(target: string): readonly Lease[] {
  const file = readCredentials(target);
  return file === undefined ? [] : (splitState(file.text, target).state?.leases ?? []);
}

/**
 * Makes the markers of leases, and adds the leases to the file. Throws UserError when that fails,
 * also where another job is logged in to a registry of the same name with another index; nothing is
 * left of the leases then, and whatever `checkCancelled` throws.
 */
export async function addLeases(
  target: string,
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<Swept> {
  try {
    leases.forEach(createMarker);
    return await change(target, checkCancelled, ({ base, leases: live }) => {
      refuseAfterPost(leases);
      refuseOtherIndex(leases, live);
      return { logins: { base, leases: [...live, ...leases] }, result: {} };
    });
  } catch (error) {
    leases.forEach(removeLeaseMarker);
    throw error;
  }
}

/** A cancelled main step may still run when the post step has logged out already. */
function refuseAfterPost(leases: readonly Lease[]): void {
  if (leases.some(({ id, temp }) => temp !== undefined && !hasMarker(id, temp))) {
    throw new UserError('the job has already ended, so the login is abandoned');
  }
}

/** Cargo finds a token by the registry's name, and would send it to whatever index the job names. */
function refuseOtherIndex(leases: readonly Lease[], live: readonly Lease[]): void {
  for (const { registry, index, entries } of leases) {
    const isSame = (name: string | undefined) => entries.some((entry) => entry.name === name);
    const other = live.find(
      (each) => each.index !== index && each.entries.some(({ name }) => isSame(name)),
    );
    if (other !== undefined) {
      throw new UserError(
        `another job on this machine is logged in to a registry \`${registry}\` with the index ${other.index}, but the index here is ${index}; ` +
          "cargo would send one job's token to the other's server. Give one registry another name, or give the jobs a CARGO_HOME of their own",
      );
    }
  }
}

/**
 * Ends leases: takes their entries out of the file, and removes their markers. `runnerTemp`: where
 * the markers are of leases that the file does not know any more. Throws UserError when that fails,
 * and whatever `checkCancelled` throws.
 */
export async function endLeases(
  target: string,
  ids: readonly string[],
  checkCancelled: CheckCancelled,
  known?: Known,
  runnerTemp?: string,
): Promise<Ended> {
  // Without its marker our own lease must not be taken for that of a dead job.
  const isOurs = ({ id }: Lease) => ids.includes(id);
  const temp = runnerTemp || undefined;
  const isPending = temp === undefined || ids.some((id) => hasMarker(id, temp));
  const end = (logins: Logins, hasTable: boolean): Change<Omit<Ended, 'swept'>> => {
    const [ours, live] = [
      logins.leases.filter(isOurs),
      logins.leases.filter((each) => !isOurs(each)),
    ];
    const held = ours.filter(({ provider }) => provider !== undefined);
    const shared = held.filter((lease) => live.some((each) => isSameHolding(each, lease)));
    const inFile = ours.filter(({ provider }) => provider === undefined);
    const isLost =
      ours.length === 0 && ids.length > 0 && (temp === undefined ? !hasTable : isPending);
    const found =
      isLost && known !== undefined ? removeByToken(logins.base, known, target) : undefined;
    const result = {
      removed: inFile.filter(({ changed }) => !changed),
      due: held.filter((lease) => !shared.includes(lease)),
      shared,
      changed: inFile.filter(({ changed }) => changed),
      byToken: found?.names ?? [],
      lost: isLost && temp !== undefined && (found?.names ?? []).length === 0,
    };
    return {
      logins: { base: found === undefined ? logins.base : found.base, leases: live },
      result,
    };
  };
  try {
    return await change(target, checkCancelled, end, { isOurs, isCreating: false });
  } finally {
    for (const id of ids) removeMarker(id, temp);
  }
}

function isSameHolding(left: Lease, right: Lease): boolean {
  return left.provider === right.provider && left.index === right.index;
}

/** Removes the entries that still hold a token of ours, although nothing says that they are ours. */
function removeByToken(base: Base | undefined, { names, tokens }: Known, path: string) {
  if (base === undefined) return undefined;
  const start = parseDocument(base.text, path);
  const ours = names.filter((name) => {
    const { token } = readEntry(start, name);
    return token !== undefined && tokens.includes(token);
  });
  const { text } = ours.reduce(removeEntry, start);
  return { names: ours, base: text.trim() === '' ? undefined : { ...base, text } };
}

/**
 * Writes logins into the base, as `cargo login` would. Leases lose their entries for these
 * registries. Throws UserError when that fails, and whatever `checkCancelled` throws.
 */
export async function writeEntries(
  target: string,
  logins: readonly Login[],
  checkCancelled: CheckCancelled,
): Promise<Swept> {
  const entries = logins.flatMap((login) => login.entries);
  const names = entries.map(({ name }) => name);
  return await change(target, checkCancelled, ({ base, leases }) => {
    const { text } = entries.reduce(setEntry, parseDocument(base?.text ?? '', target));
    const others = leases.map((lease) => withoutNames(lease, names, true));
    return { logins: { base: { text, mode: PRIVATE }, leases: others }, result: {} };
  });
}

/**
 * Removes the entries of registries from the base and from all leases, as `cargo logout` would.
 * Returns the names that were logged in. Throws UserError when that fails, and whatever
 * `checkCancelled` throws.
 */
export async function removeEntries(
  target: string,
  names: readonly (string | undefined)[],
  checkCancelled: CheckCancelled,
): Promise<Swept & { readonly removed: readonly (string | undefined)[] }> {
  let ended: readonly Lease[] = [];
  const remove = (logins: Logins) => {
    const visible = parseDocument(layOver(logins, target), target);
    const removed = names.filter((name) => readEntry(visible, name).token !== undefined);
    const base = logins.base && {
      ...logins.base,
      text: names.reduce(removeEntry, parseDocument(logins.base.text, target)).text,
    };
    const leases = logins.leases.map((lease) => withoutNames(lease, names, lease.changed));
    // A token that is to be revoked still needs its lease.
    const isDone = (lease: Lease, index: number) =>
      lease !== logins.leases[index] &&
      lease.entries.length === 0 &&
      lease.revocation === undefined;
    ended = leases.filter(isDone);
    return {
      logins: { base, leases: leases.filter((lease, index) => !isDone(lease, index)) },
      result: { removed },
    };
  };
  const result = await change(target, checkCancelled, remove, { isCreating: false });
  ended.forEach(removeLeaseMarker);
  return result;
}
