// Cargo's credentials file on disk: which one it is, and what is in it.

import { lstatSync, readFileSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode, systemFailure, UserError } from '../errors.ts';
import { decodeCredentials } from './edit.ts';

/** A file as it stood: its text, its mode bits and its owner; or that there was none. */
export type FileState =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'file';
      readonly text: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    };

function stat(path: string): Stats | undefined {
  try {
    // Not by `throwIfNoEntry`: that passes over ENOTDIR too.
    return statSync(path);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    if (errorCode(cause) === 'ELOOP') throw systemFailure('follow the links of', path, cause);
    throw systemFailure('read', path, cause);
  }
}

function notAFolder(path: string, cause: unknown): UserError {
  return new UserError(
    `Cargo's home must be a folder, but \`${path}\` is not; remove it, or set CARGO_HOME to a folder`,
    { cause },
  );
}

/**
 * Returns where a file is, with all links followed, those of folders as well; it need not be there.
 *
 * @param path of the credentials file, as Cargo names it
 * @throws UserError when Cargo's home, or a link on the way to the file, is not what it must be
 */
export function targetOf(path: string): string {
  try {
    const end = endOfLinks(path);
    const real = stat(end) && realPath(end);
    if (real !== undefined) return real;
    const folder = realPath(dirname(end));
    return folder === undefined ? end : join(folder, basename(end));
  } catch (cause) {
    if (errorCode(cause) === 'ENOTDIR') throw notAFolder(dirname(path), cause);
    throw cause instanceof UserError ? cause : systemFailure('follow the links of', path, cause);
  }
}

/** Returns `undefined` where there is nothing; another job's logout may just have taken it away. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    if (isThere || errorCode(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

/**
 * Follows the links of a path to what is no link, or is not there.
 *
 * @throws UserError when that cannot be done
 */
export function followLinks(path: string): string {
  try {
    return endOfLinks(path);
  } catch (cause) {
    throw systemFailure('follow the links of', path, cause);
  }
}

function endOfLinks(path: string): string {
  let current = path;
  for (let links = 0; links < 40; links++) {
    const isLink = lstatSync(current, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (!isLink) break;
    current = resolve(dirname(current), readlinkSync(current));
  }
  return current;
}

/**
 * Returns what a file holds.
 *
 * @throws UserError when it is not a regular file, not UTF-8, or cannot be read
 */
export function readState(path: string): FileState {
  const found = stat(path);
  if (found === undefined) return { kind: 'absent' };
  if (!found.isFile()) {
    throw new UserError(
      `the credentials file must be a regular file, but \`${path}\` is ${kindOf(found)}; remove it, or set CARGO_HOME to another folder`,
    );
  }
  const bytes = read(path);
  if (bytes === undefined) return { kind: 'absent' };
  const { uid, gid } = found;
  return {
    kind: 'file',
    text: decodeCredentials(bytes, path),
    mode: found.mode & 0o7777,
    uid,
    gid,
  };
}

/**
 * Returns the bytes of a file; `undefined` where there is no regular file.
 *
 * @throws UserError when it cannot be read
 */
export function readBytes(path: string): Uint8Array | undefined {
  return stat(path)?.isFile() ? read(path) : undefined;
}

/** Who looks without the lock may see a file that another job is just about to take away. */
function read(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw systemFailure('read', path, cause);
  }
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a FIFO';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}
