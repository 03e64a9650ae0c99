// The credentials file on disk: which one it is, reading it, and putting a new one in its place.

import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { attempt, errorCode, systemFailure, UserError } from '../errors.ts';

/** The mode of a file that holds a token of ours. */
export const PRIVATE = 0o600;

/** Where the credentials file is; it need not be there. */
export interface CredentialsFile {
  /** As cargo names it. */
  readonly path: string;
  /** With all symbolic links followed. */
  readonly target: string;
}

/** A file as it was read. */
export interface FoundFile {
  readonly text: string;
  readonly mode: number;
  readonly stats: fs.Stats;
}

/**
 * Returns Cargo's credentials file: `credentials` where that exists, else `credentials.toml`
 * (cargo's `get_file_path` in src/context/mod.rs). Throws UserError when Cargo's home is no folder,
 * or cannot be looked into.
 */
export function locateCredentials(cargoHome: string): CredentialsFile {
  const legacy = join(cargoHome, 'credentials');
  const path = fs.existsSync(legacy) ? legacy : join(cargoHome, 'credentials.toml');
  try {
    const target = targetOf(path);
    if (target !== undefined) return { path, target };
  } catch (cause) {
    if (errorCode(cause) !== 'ENOTDIR') throw systemFailure('follow the links of', path, cause);
  }
  throw notAFolder(cargoHome);
}

/** Follows links, also one that leads to nothing yet. Returns `undefined` as `realFolder` does. */
function targetOf(path: string): string | undefined {
  for (let end = path, links = 0; ; links++) {
    const real = orAbsent(() => fs.realpathSync.native(end));
    if (real !== undefined) return real;
    const link = orAbsent(() => fs.lstatSync(end).isSymbolicLink() && fs.readlinkSync(end));
    if (typeof link === 'string' && links < 40) {
      end = resolve(dirname(end), link);
      continue;
    }
    const folder = realFolder(dirname(end));
    return folder && join(folder, basename(end));
  }
}

/**
 * Follows the links in the path of a folder, as far as it is there. Returns `undefined` where a file
 * is on the way, for which Windows says ENOENT, not ENOTDIR.
 */
function realFolder(path: string): string | undefined {
  const real = orAbsent(() => fs.realpathSync.native(path));
  if (real !== undefined) return fs.statSync(real).isDirectory() ? real : undefined;
  const above = dirname(path) === path ? path : realFolder(dirname(path));
  return above && join(above, basename(path));
}

/** Only ENOENT means absent. */
function orAbsent<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function notAFolder(path: string, cause?: unknown): UserError {
  return new UserError(
    `Cargo's home must be a folder, but \`${path}\` is not; delete that file, or set CARGO_HOME to a folder`,
    { cause },
  );
}

/**
 * Returns what a file holds; `undefined` where there is none. Throws UserError when it is no
 * regular file, not UTF-8, or cannot be read.
 */
export function readCredentials(path: string): FoundFile | undefined {
  try {
    const stats = orAbsent(() => fs.statSync(path));
    if (stats === undefined) return undefined;
    // It is not opened: that would wait for a FIFO.
    if (!stats.isFile()) throw notAFile(path, stats);
    const bytes = orAbsent(() => patiently(() => fs.readFileSync(path)));
    return bytes && { text: decode(bytes, path), mode: stats.mode & 0o7777, stats };
  } catch (cause) {
    throw cause instanceof UserError ? cause : systemFailure('read', path, cause);
  }
}

function notAFile(path: string, stats: fs.Stats): UserError {
  const kind = stats.isDirectory() ? 'a folder' : 'a pipe, socket or device';
  return new UserError(
    `the credentials file must be a regular file, but \`${path}\` is ${kind}; remove it, or set CARGO_HOME to another folder`,
  );
}

/** Tells whether a file has a mode. Windows has none: there the rights of the folder protect it. */
export function hasMode(file: FoundFile, mode: number, platform = process.platform): boolean {
  return platform === 'win32' || file.mode === mode;
}

/** Replaces nothing, so that the text can be written back as it was; a byte order mark stays. */
function decode(bytes: Buffer, path: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let line = 1;
  // No character of UTF-8 contains the byte of a new line, so the lines can be tried one by one.
  for (let start = 0; ; line++) {
    const newline = bytes.indexOf('\n', start);
    if (newline === -1 || !isUtf8(bytes.subarray(start, newline))) break;
    start = newline + 1;
  }
  throw new UserError(
    `could not read \`${path}\`: line ${line} is not valid UTF-8; correct that line, or delete the file and log in again`,
  );
}

/** Tells whether a file is still the one that was read; `undefined` is that there was none. */
export function isUntouched(path: string, found: FoundFile | undefined): boolean {
  const now = fs.statSync(path, { throwIfNoEntry: false });
  const was = found?.stats;
  return now?.ino === was?.ino && now?.size === was?.size && now?.mtimeMs === was?.mtimeMs;
}

/**
 * Puts a file with this text in the place of `target`, in one step. `draft`: path of the new file,
 * until it is in its place. `former`: whose the file is. `check`: is called right before that step;
 * what it throws leaves everything as it was. Throws UserError when it cannot be written;
 * everything is as it was then.
 */
export function replaceFile(
  target: string,
  draft: string,
  text: string,
  mode: number,
  former: fs.Stats | undefined,
  check: () => void,
): void {
  try {
    write(draft, text, mode, former);
    check();
    patiently(() => fs.renameSync(draft, target));
  } catch (cause) {
    attempt(() => removeFile(draft));
    if (errorCode(cause) === undefined) throw cause;
    if (errorCode(cause) === 'EBUSY' && process.platform !== 'win32') {
      throw new UserError(
        `cannot replace \`${target}\`, which is a mount point; mount its folder instead, or set CARGO_HOME to another folder`,
        { cause },
      );
    }
    throw systemFailure('write', target, cause);
  }
}

function write(path: string, text: string, mode: number, former: fs.Stats | undefined): void {
  const descriptor = fs.openSync(path, 'wx', PRIVATE);
  try {
    fs.writeFileSync(descriptor, text);
    if (former !== undefined) giveTo(former, descriptor);
    if (mode !== PRIVATE) fs.fchmodSync(descriptor, mode);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** A file that is replaced keeps its owner: cargo refuses what belongs to somebody else. */
function giveTo(owner: fs.Stats, descriptor: number): void {
  const { uid, gid } = fs.fstatSync(descriptor);
  if (uid === owner.uid && gid === owner.gid) return;
  try {
    fs.fchownSync(descriptor, owner.uid, owner.gid);
  } catch (cause) {
    if (uid === owner.uid) return; // only the group differs: one that this user is not in
    throw new UserError(
      `the credentials file belongs to another user (${owner.uid}) than the job (${uid}); run the job as that user, or set CARGO_HOME to a folder of its own`,
      { cause },
    );
  }
}

/** Removes a file; it may be gone already. Throws UserError when it cannot be removed. */
export function removeFile(path: string): void {
  try {
    orAbsent(() => patiently(() => fs.unlinkSync(path)));
  } catch (cause) {
    throw systemFailure('remove', path, cause);
  }
}

/** For a second, in steps of 20 ms. */
const ATTEMPTS = 50;

/**
 * Returns what `action` returns. On Windows it is tried again for a second while a file is in use.
 * `platform`: set by tests. Throws whatever `action` throws in the end.
 */
export function patiently<T>(action: () => T, platform: NodeJS.Platform = process.platform): T {
  for (let attempts = 1; ; attempts++) {
    try {
      return action();
    } catch (error) {
      const isInUse = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (platform !== 'win32' || !isInUse || attempts === ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/**
 * Makes a folder as cargo does, but never writable for others. Returns the topmost that had to be
 * made. Throws UserError when it cannot be made.
 */
export function makeFolder(path: string): string | undefined {
  try {
    return makeFolders(path);
  } catch (cause) {
    if (['ENOTDIR', 'EEXIST'].includes(errorCode(cause) ?? '')) throw notAFolder(path, cause);
    throw systemFailure('make the folder', path, cause);
  }
}

/** Not with `recursive`: that gives another error than the one that there was. */
function makeFolders(path: string): string | undefined {
  try {
    fs.mkdirSync(path, 0o755);
    return path;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && fs.statSync(path).isDirectory()) return undefined;
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const above = makeFolders(dirname(path));
  return makeFolders(path) === undefined ? above : (above ?? path);
}

/** Tells whether a folder is there. */
export function isFolder(path: string): boolean {
  return attempt(() => fs.statSync(path).isDirectory()) ?? false;
}

/** Removes the folders from `path` up to `top`, as far as they are empty. */
export function removeEmptyFolders(path: string, top: string): void {
  attempt(() => {
    for (let folder = path; folder.startsWith(top); folder = dirname(folder)) fs.rmdirSync(folder);
  });
}
