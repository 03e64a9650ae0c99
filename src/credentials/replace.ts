// Files that hold secrets: written anew and put in the place of the old one in one step.

import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { errorCode, isInUse, systemFailure, UserError } from '../errors.ts';

/** Mode of a file that holds a token of ours. */
export const PRIVATE = 0o600;

/** Whose a file is. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Writes text to a new file, which nobody else can read until it has its mode, and flushes it.
 *
 * @param owner whose the file is to be; `undefined` for the user of this process
 * @throws UserError when it cannot be written; nothing is left then
 */
export function writeNew(path: string, text: string, mode: number, owner?: Owner): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', PRIVATE);
  } catch (cause) {
    throw systemFailure('write', path, cause);
  }
  try {
    fill(descriptor, text, mode, owner);
  } catch (cause) {
    removeFile(path);
    throw cause instanceof UserError ? cause : systemFailure('write', path, cause);
  }
}

function fill(descriptor: number, text: string, mode: number, owner: Owner | undefined): void {
  try {
    writeFileSync(descriptor, text);
    if (owner !== undefined) giveTo(owner, descriptor);
    fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A file that is replaced keeps its owner; Cargo, too, refuses what belongs to somebody else. */
function giveTo(owner: Owner, descriptor: number): void {
  const { uid, gid } = fstatSync(descriptor);
  if (process.platform === 'win32' || (uid === owner.uid && gid === owner.gid)) return;
  try {
    fchownSync(descriptor, owner.uid, owner.gid);
  } catch (cause) {
    if (uid === owner.uid) return; // only the group differs: one that this user is not in
    throw new UserError(
      `the credentials file belongs to another user (${owner.uid}) than the job (${uid}); run the job as that user, or set CARGO_HOME to a folder of its own`,
      { cause },
    );
  }
}

/**
 * Puts `from` in the place of `to` in one step.
 *
 * @throws UserError when that cannot be done; `to` is as it was then
 */
export function rename(from: string, to: string): void {
  try {
    patiently(() => renameSync(from, to));
  } catch (cause) {
    throw systemFailure('replace', to, cause);
  }
}

/**
 * Puts `from` in the place of `to`: in one step, or where `to` is a mount point, which cannot be
 * replaced, by writing its content there; then `from` is removed.
 *
 * @throws UserError when neither can be done; `to` is as it was then
 */
export function replace(from: string, to: string, mode: number): void {
  try {
    patiently(() => renameSync(from, to));
  } catch (cause) {
    if (!isMountPoint(to, cause)) throw systemFailure('replace', to, cause);
    overwrite(from, to, mode);
  }
}

function isMountPoint(path: string, refusal: unknown): boolean {
  if (process.platform === 'win32') return false;
  return ['EBUSY', 'EXDEV'].includes(errorCode(refusal) ?? '') && existsSync(path);
}

/** Windows refuses to replace or remove a file that somebody has open; such readers are quick. */
const ATTEMPTS = 50;

/**
 * Runs `change`, again and again for a second if what it changes is in use.
 *
 * @throws whatever `change` throws in the end
 */
export function patiently(change: () => void, platform: NodeJS.Platform = process.platform): void {
  for (let attempt = 1; ; attempt++) {
    try {
      change();
      return;
    } catch (cause) {
      if (!isInUse(cause, platform) || attempt === ATTEMPTS) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function overwrite(from: string, to: string, mode: number): void {
  let before: { readonly content: Uint8Array; readonly mode: number } | undefined;
  try {
    const content = readFileSync(from);
    before = { content: readFileSync(to), mode: statSync(to).mode & 0o7777 };
    chmodSync(to, PRIVATE);
    writeInPlace(to, content);
    chmodSync(to, mode);
    unlinkSync(from);
  } catch (cause) {
    if (before !== undefined) restore(to, before.content, before.mode);
    throw systemFailure('write', to, cause);
  }
}

function writeInPlace(path: string, content: Uint8Array): void {
  const descriptor = openSync(path, 'r+');
  try {
    writeFileSync(descriptor, content);
    ftruncateSync(descriptor, content.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function restore(path: string, content: Uint8Array, mode: number): void {
  try {
    writeInPlace(path, content);
    chmodSync(path, mode);
  } catch {
    // The error that led here is the one to report; the journal still knows what belongs there.
  }
}

/**
 * Removes a file; that it is gone already is fine. Returns whether it was there.
 *
 * @throws UserError when it cannot be removed
 */
export function removeFile(path: string): boolean {
  try {
    patiently(() => unlinkSync(path));
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return false;
    throw systemFailure('remove', path, cause);
  }
}
