// Reading, changing and writing the logins of one credentials file, under its lock. The order on
// disk is what makes a kill harmless: new file staged, journal replaced, new file put in place.

import { lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode, systemFailure } from '../errors.ts';
import { hostIdentity, now } from '../host.ts';
import { type FileState, readState } from './file.ts';
import {
  type Base,
  isInterrupted,
  type Journal,
  type Logins,
  render,
  settle,
  textOf,
} from './journal.ts';
import { readJournal, removeJournal, writeJournal } from './journal-file.ts';
import { entriesOf, isDead, type Lease, removeMarker } from './lease.ts';
import { type CheckCancelled, withLock } from './lock.ts';
import { PRIVATE, removeFile, replace, writeNew } from './replace.ts';

/** The files beside a credentials file that exist while there are logins. */
interface Companions {
  readonly journal: string;
  readonly lock: string;
  /** The next credentials file, before it is put in place. */
  readonly staged: string;
}

function companionsOf(target: string): Companions {
  const prefix = join(dirname(target), `.${basename(target)}.cargo-login`);
  return { journal: `${prefix}.json`, lock: `${prefix}.lock`, staged: `${prefix}.new` };
}

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
  /** The leases that remain. */
  readonly leases: readonly Lease[];
}

/**
 * Returns the credentials file as its owner has it, without any login of ours. Takes no lock: it
 * looks until nobody changed the logins while it looked.
 *
 * @param target absolute path of the credentials file
 * @throws UserError when the file or the journal cannot be read, or is not what it must be
 */
export function readBase(target: string): Base {
  const { journal: path, staged } = companionsOf(target);
  for (let looks = 1; ; looks++) {
    const journal = readJournal(path);
    const file = readState(target);
    const interrupted = journal !== undefined && isInterrupted(journal, file, exists(staged));
    const isSteady = looks === 10 || JSON.stringify(readJournal(path)) === JSON.stringify(journal);
    if (isSteady) return interrupted ? journal.base : settle(journal, file, target).base;
  }
}

/**
 * Changes the logins of a credentials file: under the lock it takes in what happened since the last
 * change, applies `change`, sweeps dead leases, and writes the journal and then the file. With the
 * last lease the base comes back, and everything beside it is removed.
 *
 * @param target absolute path of the credentials file, links followed; its folder need not exist
 * @throws UserError when something cannot be read or written; file and journal are as before then
 * @throws whatever `checkCancelled` and `change` throw; nothing is written then
 */
export async function changeLogins<T>(
  target: string,
  checkCancelled: CheckCancelled,
  change: (logins: Logins) => Change<T>,
): Promise<Outcome<T>> {
  const folder = dirname(target);
  let created: string | undefined;
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
): Promise<(Outcome<T> & { readonly createdFolder: string | undefined }) | 'no folder'> {
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
): Outcome<T> & { readonly createdFolder: string | undefined } {
  const companions = companionsOf(target);
  const journal = readJournal(companions.journal);
  const file = finishInterrupted(target, companions, journal);
  const { base, leases } = settle(journal, file, target);
  const changed = change({ base: noteFolder(base, created), leases });
  const { live, swept } = sweep(changed.logins.leases);
  const logins: Logins = { base: changed.logins.base, leases: live };
  write(target, companions, { journal, file }, logins);
  for (const lease of swept) removeMarker(lease);
  const { base: newBase } = logins;
  const createdFolder = newBase.kind === 'absent' ? newBase.createdFolder : undefined;
  return { result: changed.result, swept, leases: live, createdFolder };
}

/** Carries out what a killed process had journalled, or clears away what it had not. */
function finishInterrupted(
  target: string,
  { staged }: Companions,
  journal: Journal | undefined,
): FileState {
  const file = readState(target);
  const isStaged = exists(staged);
  if (journal === undefined || !isInterrupted(journal, file, isStaged)) {
    if (isStaged) removeFile(staged);
    return file;
  }
  if (journal.written === undefined) removeFile(target);
  else replace(staged, target, modeOf(journal));
  return readState(target);
}

function sweep(leases: readonly Lease[]): { readonly live: Lease[]; readonly swept: Lease[] } {
  const moment = now();
  const host = hostIdentity();
  const swept = leases.filter((lease) => isDead(lease, moment, host));
  return { live: leases.filter((lease) => !swept.includes(lease)), swept };
}

function noteFolder(base: Base, created: string | undefined): Base {
  if (base.kind !== 'absent' || created === undefined) return base;
  return { kind: 'absent', createdFolder: created };
}

/** While a token of ours is in the file nobody else may read it. */
function modeOf({ base, leases }: Logins): number {
  const isOurs = leases.some((lease) => entriesOf(lease).length > 0);
  return isOurs || base.kind === 'absent' ? PRIVATE : base.mode;
}

interface Before {
  readonly journal: Journal | undefined;
  readonly file: FileState;
}

function write(target: string, companions: Companions, before: Before, logins: Logins): void {
  const { base, leases } = logins;
  const written = render(logins, target);
  const next: Journal = { base, leases, written, previous: textOf(before.file) };
  const mode = modeOf(logins);
  const isInPlace =
    before.file.kind === 'file'
      ? before.file.mode === mode && written === before.file.text
      : written === undefined;
  if (!isInPlace && written !== undefined) {
    writeNew(companions.staged, written, mode, base.kind === 'file' ? base : undefined);
  }
  if (isInPlace && before.journal !== undefined && isSame(before.journal, logins)) return;
  try {
    if (leases.length > 0 || !isInPlace) writeJournal(companions.journal, next);
  } catch (error) {
    removeFile(companions.staged);
    throw error;
  }
  if (!isInPlace) putInPlace(target, companions, before.journal, written, mode);
  if (leases.length === 0) removeJournal(companions.journal);
}

function isSame(journal: Journal, { base, leases }: Logins): boolean {
  return (
    leases.length > 0 &&
    JSON.stringify([journal.base, journal.leases]) === JSON.stringify([base, leases])
  );
}

function putInPlace(
  target: string,
  { staged, journal: path }: Companions,
  journal: Journal | undefined,
  written: string | undefined,
  mode: number,
): void {
  try {
    if (written === undefined) removeFile(target);
    else replace(staged, target, mode);
  } catch (error) {
    if (journal === undefined) removeJournal(path);
    else writeJournal(path, journal);
    removeFile(staged);
    throw error;
  }
}

/** Makes a folder and returns the topmost that had to be made; `undefined` when it was there. */
function makeFolder(path: string): string | undefined {
  try {
    return mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw systemFailure('make the folder', path, cause);
  }
}

/** Removes folders from `path` up to `top`, as far as they are empty. */
function removeEmptyFolders(path: string, top: string): void {
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
