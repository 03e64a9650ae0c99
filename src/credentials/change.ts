// Changing a credentials file: under its lock, with one rename.

import { dirname } from 'node:path';
import { errorCode, systemFailure, UserError } from '../errors.ts';
import { parseDocument } from './document.ts';
import {
  type FoundFile,
  hasMode,
  isFolder,
  isUntouched,
  makeFolder,
  PRIVATE,
  readCredentials,
  removeEmptyFolders,
  removeFile,
  replaceFile,
} from './file.ts';
import { isDead, type Lease, removeLeaseMarker } from './lease.ts';
import { type CheckCancelled, type Lock, withLock } from './lock.ts';
import { type Logins, layOver, settle } from './settle.ts';
import { checksum, splitState, withState } from './state.ts';

/** What every change does beside its own. */
export interface Swept {
  /** Leases of jobs that ended without logging out, dropped now. A provider may still hold a token. */
  readonly swept: readonly Lease[];
}

/** What a change makes of the logins, and what it has to tell. */
export interface Change<T> {
  readonly logins: Logins;
  readonly result: T;
}

interface Options {
  /** Whose leases are ours, and are not swept. */
  readonly isOurs?: (lease: Lease) => boolean;
  /** Whether the folder is made where it is not there. */
  readonly isCreating?: boolean;
}

/** Thrown when everything has to begin again, after some milliseconds. */
class Again extends Error {
  override readonly name = 'Again';
  readonly pause: number;

  constructor(pause: number) {
    super('the credentials file is being changed by somebody else');
    this.pause = pause;
  }
}

/** For how long a file that somebody edits again and again is waited for. */
const PATIENCE_MS = 60_000;

/**
 * Changes the logins of a file: under the lock it takes in what others did to the file, drops dead
 * leases, applies `apply`, and puts the new file in place with one rename. Throws UserError when
 * something cannot be read or written; everything is as before then, and whatever `checkCancelled`
 * and `apply` throw; nothing is written then.
 */
export async function change<T>(
  target: string,
  checkCancelled: CheckCancelled,
  apply: (logins: Logins, hasTable: boolean) => Change<T>,
  options: Options = {},
): Promise<T & Swept> {
  const folder = dirname(target);
  const isQuiet = quietness();
  const deadline = process.uptime() + PATIENCE_MS / 1000;
  let made: string | undefined;
  try {
    for (;;) {
      try {
        const done = await withLock(target, checkCancelled, (lock) =>
          transact(target, lock, made, isQuiet, apply, options.isOurs),
        );
        made ??= done.folder;
        done.result.swept.forEach(removeLeaseMarker);
        return done.result;
      } catch (error) {
        if (error instanceof Again && process.uptime() < deadline) await sleep(error.pause);
        else if (errorCode(error) === 'ENOENT' && !isFolder(folder)) {
          if (options.isCreating === false) {
            return { ...apply({ base: undefined, leases: [] }, false).result, swept: [] };
          }
          made = makeFolder(folder) ?? made;
        } else
          throw errorCode(error) === undefined ? error : systemFailure('write in', folder, error);
      }
    }
  } finally {
    if (made !== undefined) removeEmptyFolders(folder, made);
  }
}

async function sleep(milliseconds: number): Promise<void> {
  await new Promise((wake) => setTimeout(wake, milliseconds));
}

function transact<T>(
  target: string,
  lock: Lock,
  made: string | undefined,
  isQuiet: IsQuiet,
  apply: (logins: Logins, hasTable: boolean) => Change<T>,
  isOurs: (lease: Lease) => boolean = () => false,
): { readonly result: T & Swept; readonly folder: string | undefined } {
  const assureQuiet = (file: FoundFile, isWrong: boolean) => {
    if (!isQuiet(file, isWrong)) throw new Again(20);
  };
  const { file, state, logins } = readLogins(target, assureQuiet);
  const swept = logins.leases.filter((lease) => !isOurs(lease) && isDead(lease));
  const leases = logins.leases.filter((lease) => !swept.includes(lease));
  const changed = apply({ base: logins.base, leases }, state !== undefined);
  const folder = state?.folder ?? made;
  commit(target, lock, file, changed.logins, folder);
  return { result: { ...changed.result, swept }, folder };
}

interface Read {
  readonly file: FoundFile | undefined;
  readonly state: { readonly folder: string | undefined } | undefined;
  readonly logins: Logins;
}

/**
 * Returns the logins as they stand. `assureQuiet`: is called before an edit by somebody else is
 * believed, or a mistake is reported.
 */
export function readLogins(
  target: string,
  assureQuiet: (file: FoundFile, isWrong: boolean) => void,
): Read {
  const file = readCredentials(target);
  if (file === undefined)
    return { file, state: undefined, logins: { base: undefined, leases: [] } };
  try {
    const { body, state, isRewritten } = splitState(file.text, target);
    if (state === undefined) {
      parseDocument(file.text, target);
      return { file, state, logins: { base: { text: file.text, mode: file.mode }, leases: [] } };
    }
    const isModeTheirs = !hasMode(file, PRIVATE);
    const base = state.base && (isModeTheirs ? { ...state.base, mode: file.mode } : state.base);
    const logins = { base, leases: state.leases };
    if (checksum(body) === state.body) return { file, state, logins };
    const settled = settle(logins, body, isRewritten, target);
    assureQuiet(file, false);
    return { file, state, logins: settled };
  } catch (error) {
    if (error instanceof UserError) assureQuiet(file, true);
    throw error;
  }
}

type IsQuiet = (file: FoundFile, isWrong: boolean) => boolean;

/**
 * Returns a function that tells whether nobody has been writing to a file for a moment: cargo writes in
 * place and then truncates, so that a reader in between sees the new text with a tail of the old one.
 * Such a text, with our table at its end, is nearly always wrong, so that a wrong one is looked at longer.
 */
function quietness(): IsQuiet {
  let seen: { readonly text: string; readonly since: number } | undefined;
  return ({ text, stats }, isWrong) => {
    const now = process.uptime() * 1000;
    if (seen?.text !== text) seen = { text, since: now };
    const needed = isWrong && text.includes('[cargo-login]') ? 2000 : 250;
    return Math.max(Date.now() - stats.mtimeMs, now - seen.since) >= needed;
  };
}

/** Puts the file in place that these logins make; nothing is written where it is there already. */
function commit(
  target: string,
  lock: Lock,
  file: FoundFile | undefined,
  { base, leases }: Logins,
  folder: string | undefined,
): void {
  const check = () => {
    if (!lock.isHeld() || !isUntouched(target, file)) throw new Again(0);
  };
  if (base === undefined && leases.length === 0) {
    if (file === undefined) return;
    check();
    removeFile(target);
    return;
  }
  const isLoggedIn = leases.length > 0;
  const body = layOver({ base, leases }, target);
  const text = isLoggedIn ? withState(body, { base, leases, folder }) : body;
  const mode = isLoggedIn ? PRIVATE : (base?.mode ?? PRIVATE);
  if (file?.text === text && hasMode(file, mode)) return;
  replaceFile(target, lock.draft, text, mode, file?.stats, check);
}
