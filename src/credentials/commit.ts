// One change on disk: the next file staged, the journal replaced, the next file put in place. And
// what becomes of a change that a killed process left half done.

import { basename, dirname, join } from 'node:path';
import { attempt } from '../errors.ts';
import { type FileState, followLinks, readBytes, readState } from './file.ts';
import {
  isText,
  type Journal,
  type Logins,
  progressOf,
  render,
  takenBack,
  textOf,
} from './journal.ts';
import { readJournal, removeDraft, writeJournal } from './journal-file.ts';
import { entriesOf } from './lease.ts';
import { PRIVATE, removeFile, replace, writeNew } from './replace.ts';

/** The files beside a credentials file that exist while there are logins. */
export interface Companions {
  readonly journal: string;
  readonly lock: string;
  /** The next credentials file, before it is put in place; empty where there is to be none. */
  readonly staged: string;
  /** The lock of a session in which Cargo works with a credential provider. */
  readonly session: string;
  /** Names that Cargo while it runs. */
  readonly running: string;
}

/** Returns where the files beside a credentials file are. */
export function companionsOf(target: string): Companions {
  const prefix = join(dirname(target), `.${basename(target)}.cargo-login`);
  return {
    journal: `${prefix}.json`,
    lock: `${prefix}.lock`,
    staged: `${prefix}.new`,
    session: `${prefix}.session`,
    running: `${prefix}.running`,
  };
}

/** What is on disk. */
export interface Found {
  readonly journal: Journal | undefined;
  readonly file: FileState;
}

/**
 * Returns what is on disk, once it has finished what a killed process had journalled, or taken that
 * back where somebody has edited the file since, or cleared away what was not journalled.
 *
 * @throws UserError when something cannot be read or written, or is not what it must be
 */
export function recover(target: string): Found {
  const companions = companionsOf(target);
  removeDraft(companions.journal);
  let journal = readJournal(companions.journal);
  const staged = readBytes(companions.staged);
  if (staged !== undefined) {
    const progress = journal && progressOf(journal, readBytes(target), staged);
    if (journal !== undefined && progress === 'interrupted') {
      putInPlace(target, companions, journal);
    }
    if (journal !== undefined && progress === 'overtaken') {
      journal = takenBack(journal);
      writeJournal(companions.journal, journal);
    }
    removeFile(companions.staged);
  }
  return { journal, file: readState(target) };
}

/**
 * Carries out a change.
 *
 * @param former the logins before the change, with which the file was found
 * @returns whether it was carried out; `false` when somebody edited the file in this moment
 * @throws UserError when something cannot be written; all is as it was found then
 */
export function commit(target: string, found: Found, former: Logins, logins: Logins): boolean {
  const companions = companionsOf(target);
  const { base, leases } = logins;
  const written = render(logins, target);
  const done: Journal = { base, leases, written, former: leases, previous: written };
  const isInPlace = holds(found.file, written, modeOf(logins));
  if (isInPlace && isSame(found.journal, logins)) return true;
  if (!isInPlace) {
    const next = { ...done, former: former.leases, previous: textOf(found.file) };
    begin(companions, next);
    if (!carryOut(target, companions, found, next)) return false;
  }
  if (leases.length === 0) removeFile(companions.journal);
  else if (isInPlace || !isAddition(former, logins)) writeJournal(companions.journal, done);
  return true;
}

/** Stages the next file, and journals it. */
function begin({ staged, journal: path }: Companions, next: Journal): void {
  stage(staged, next);
  try {
    writeJournal(path, next);
  } catch (error) {
    removeFile(staged);
    throw error;
  }
}

/** If something went, what the journal says of the time before must go too: it holds tokens. */
function isAddition(former: Logins, { base, leases }: Logins): boolean {
  const kept = leases.slice(0, former.leases.length);
  return (
    textOf(base) === textOf(former.base) && JSON.stringify(kept) === JSON.stringify(former.leases)
  );
}

function holds(file: FileState, text: string | undefined, mode: number): boolean {
  return file.kind === 'absent' ? text === undefined : file.text === text && file.mode === mode;
}

function isSame(journal: Journal | undefined, { base, leases }: Logins): boolean {
  if (journal === undefined || leases.length === 0) return false;
  return JSON.stringify([journal.base, journal.leases]) === JSON.stringify([base, leases]);
}

function stage(path: string, next: Journal): void {
  const owner = next.base.kind === 'file' ? next.base : undefined;
  writeNew(path, next.written ?? '', modeOf(next), owner);
}

/** While a token of ours is in the file nobody else may read it. */
function modeOf({ base, leases }: Logins): number {
  const isOurs = leases.some((lease) => entriesOf(lease).length > 0);
  return isOurs || base.kind === 'absent' ? PRIVATE : base.mode;
}

function carryOut(target: string, companions: Companions, found: Found, next: Journal): boolean {
  const isAsFound = () => isText(readBytes(target), next.previous);
  try {
    if (isAsFound()) {
      putInPlace(target, companions, next);
      return true;
    }
  } catch (error) {
    // A file that could be written only in part is left to the next change, which has the journal.
    if (attempt(isAsFound) === true) attempt(() => forget(companions, found.journal));
    throw error;
  }
  forget(companions, found.journal);
  return false;
}

function putInPlace(target: string, { staged }: Companions, journal: Journal): void {
  // Since the login somebody may have moved the file away and left a link.
  const place = followLinks(target);
  if (journal.written === undefined) {
    removeFile(place);
    removeFile(staged);
  } else replace(staged, place, modeOf(journal));
}

/** Makes a change that was journalled one that never was. */
function forget({ journal: path, staged }: Companions, journal: Journal | undefined): void {
  if (journal === undefined) removeFile(path);
  else writeJournal(path, journal);
  removeFile(staged);
}
