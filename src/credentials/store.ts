// Reading and changing the logins of one credentials file, under its lock.

import { lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CheckCancelled } from '../cancellation.ts';
import { errorCode, systemFailure, UserError } from '../errors.ts';
import { hostIdentity, isFolder, now } from '../host.ts';
import { commit, companionsOf, recover } from './commit.ts';
import { readBytes, readState } from './file.ts';
import { type Base, type Journal, type Logins, progressOf, settle, takenBack } from './journal.ts';
import { readJournal } from './journal-file.ts';
import { isDead, type Lease, removeMarker } from './lease.ts';
import { withLock } from './lock.ts';

/** What a change makes of the logins, and what it has to tell. */
export interface Change<T> {
  readonly logins: Logins;
  readonly result: T;
}

/** What a transaction did beside the change itself. */
export interface Outcome<T> {
  readonly result: T;
  /** Leases of jobs that ended without logging out; they are gone now. */
  readonly swept: readonly Lease[];
  /** Such leases whose token a credential provider holds; they remain until Cargo has logged out. */
  readonly abandoned: readonly Lease[];
  /** The leases that remain. */
  readonly leases: readonly Lease[];
  /** The topmost folder that a login made for the file, as long as there is no other file in it. */
  readonly createdFolder: string | undefined;
}

/**
 * Returns those of these leases that the journal has. Takes no lock.
 *
 * @param target absolute path of the credentials file
 * @throws UserError when the journal cannot be read, or is not what it must be
 */
export function leasesOf(target: string, ids: readonly string[]): Lease[] {
  const { leases = [] } = readJournal(companionsOf(target).journal) ?? {};
  return leases.filter(({ id }) => ids.includes(id));
}

/**
 * Returns the credentials file as its owner has it, without any login of ours. Takes no lock: it
 * looks until nobody changed the logins while it looked.
 *
 * @param target absolute path of the credentials file
 * @throws UserError when the file or the journal cannot be read, or is not what it must be
 */
export function readBase(target: string): Base {
  const { journal: path } = companionsOf(target);
  for (let looks = 1; ; looks++) {
    const journal = readJournal(path);
    const base = look(target, journal);
    const isSteady = JSON.stringify(readJournal(path)) === JSON.stringify(journal);
    if (isSteady || looks === 10) return base;
  }
}

function look(target: string, journal: Journal | undefined): Base {
  if (journal === undefined) return readState(target);
  // The file comes after it: when the next one is not beside it any more, it is in its place.
  const staged = readBytes(companionsOf(target).staged);
  const progress = progressOf(journal, readBytes(target), staged);
  if (progress === 'interrupted') return journal.base;
  const standing = progress === 'overtaken' ? takenBack(journal) : journal;
  return settle(standing, readState(target), target).base;
}

/**
 * Changes the logins of a credentials file: under the lock it takes in what happened since the last
 * change, applies `change`, sweeps dead leases, and writes the journal and then the file. With the
 * last lease the base comes back, and everything beside it is removed.
 *
 * @param target absolute path of the credentials file, links followed; its folder need not exist
 * @param folderMade the topmost folder that the caller made for it
 * @throws UserError when something cannot be read or written; file and journal are as before then
 * @throws whatever `checkCancelled` and `change` throw; nothing is written then
 */
export async function changeLogins<T>(
  target: string,
  checkCancelled: CheckCancelled,
  change: (logins: Logins) => Change<T>,
  folderMade?: string,
): Promise<Outcome<T>> {
  const folder = dirname(target);
  let created = folderMade;
  try {
    for (;;) {
      created = makeFolder(folder) ?? created;
      const outcome = await underLock(target, checkCancelled, created, change);
      if (outcome === 'no folder') continue;
      created ??= outcome.createdFolder;
      return outcome;
    }
  } finally {
    if (created !== undefined) removeEmptyFolders(folder, created);
  }
}

async function underLock<T>(
  target: string,
  checkCancelled: CheckCancelled,
  created: string | undefined,
  change: (logins: Logins) => Change<T>,
): Promise<Outcome<T> | 'no folder'> {
  const { lock } = companionsOf(target);
  try {
    return await withLock(lock, checkCancelled, () => transact(target, created, change));
  } catch (error) {
    // Another job's logout removed the folder that its login had made, before our lock was in it.
    if (errorCode(error) === 'ENOENT' && !exists(dirname(target))) return 'no folder';
    throw errorCode(error) === undefined
      ? error
      : systemFailure('write in', dirname(target), error);
  }
}

function transact<T>(
  target: string,
  created: string | undefined,
  change: (logins: Logins) => Change<T>,
): Outcome<T> {
  for (let attempts = 1; attempts <= 10; attempts++) {
    const found = recover(target);
    const former = settle(found.journal, found.file, target);
    const { base, leases } = former;
    const changed = change({ base: noteFolder(base, created), leases });
    const { live, swept, abandoned } = sweep(changed.logins.leases);
    const logins: Logins = { base: changed.logins.base, leases: live };
    if (!commit(target, found, former, logins)) continue;
    swept.forEach(removeMarker);
    const createdFolder = logins.base.kind === 'absent' ? logins.base.createdFolder : undefined;
    return { result: changed.result, swept, abandoned, leases: live, createdFolder };
  }
  throw new UserError(
    `somebody edits \`${target}\` again and again; wait until that has ended, and run the job again`,
  );
}

type Sweep = Readonly<Record<'live' | 'swept' | 'abandoned', readonly Lease[]>>;

function sweep(leases: readonly Lease[]): Sweep {
  const moment = now();
  const host = hostIdentity();
  const dead = leases.filter((lease) => isDead(lease, moment, host));
  const abandoned = dead.filter(({ keeper }) => keeper.kind === 'cargo');
  const swept = dead.filter((lease) => !abandoned.includes(lease));
  return { live: leases.filter((lease) => !swept.includes(lease)), swept, abandoned };
}

function noteFolder(base: Base, created: string | undefined): Base {
  if (base.kind !== 'absent' || created === undefined) return base;
  return { kind: 'absent', createdFolder: created };
}

/**
 * Makes a folder and returns the topmost that had to be made; `undefined` when it was there.
 *
 * @throws UserError when it cannot be made
 */
export function makeFolder(path: string): string | undefined {
  for (let attempts = 1; ; attempts++) {
    try {
      return makeFolders(path);
    } catch (cause) {
      // Another job's logout can remove a folder between two looks at it.
      if (errorCode(cause) === 'ENOENT' && attempts < 10) continue;
      throw systemFailure('make the folder', path, cause);
    }
  }
}

/** Not with `recursive`: that gives another error than the one that there was. */
function makeFolders(path: string): string | undefined {
  if (isFolder(path)) return undefined;
  const above = makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && isFolder(path)) return above;
    throw error;
  }
  return above ?? path;
}

/** Removes folders from `path` up to `top`, as far as they are empty. */
export function removeEmptyFolders(path: string, top: string): void {
  try {
    for (let current = path; current.startsWith(top); current = dirname(current)) {
      rmdirSync(current);
    }
  } catch {
    // Not empty, or not ours to remove: then somebody needs it.
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
