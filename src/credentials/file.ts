// The credentials file on disk: which one it is, reading it, and putting a new one in its place.

import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { attempt, errorCode, systemFailure, UserError } from '../errors.ts';

/** The mode of a file that holds a token of ours. */
export const PRIVATE = 0o600;

/** A file as it was read. */
export interface FoundFile {
  readonly text: string;
  /** Windows has none: there the rights of the folder protect a file, and this is `PRIVATE`. */
  readonly mode: number;
  readonly stats: fs.Stats;
}

/**
 * Returns `credentials` in Cargo's home where that exists, else `credentials.toml` (`get_file_path` in
 * cargo's src/context/mod.rs): its `path` as cargo names it, and its `target`, which is the path with
 * all symbolic links followed. Throws UserError when Cargo's home is no folder, or cannot be looked
 * into.
 */
export function locateCredentials(cargoHome: string) {
  const legacy = join(cargoHome, 'credentials');
  const path = fs.existsSync(legacy) ? legacy : `${legacy}.toml`;
  try {
    return { path, target: targetOf(path) };
  } catch (cause) {
    if (errorCode(cause) === 'ENOTDIR') throw notAFolder(cargoHome, cause);
    throw systemFailure('follow the links of', path, cause);
  }
}

/** Follows links, also one that leads to nothing yet. */
function targetOf(path: string): string {
  const real = orAbsent(() => fs.realpathSync.native(path));
  if (real !== undefined) return real;
  const folder = orAbsent(() => fs.realpathSync.native(dirname(path))) ?? dirname(path);
  return resolve(folder, attempt(() => fs.readlinkSync(path)) ?? basename(path));
}

/** Returns what `action` returns; `undefined` where there is no such file. Only ENOENT means that. */
export function orAbsent<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function notAFolder(path: string, cause: unknown): UserError {
  return new UserError(
    `Cargo's home must be a folder, but \`${path}\` is not; delete that file, or set CARGO_HOME to a folder`,
    { cause },
  );
}

/** Returns a file, or `undefined`. Throws UserError when it is not regular, UTF-8 and readable. */
export function readCredentials(path: string): FoundFile | undefined {
  try {
    const stats = fs.statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    // It is not opened: that would wait for a FIFO.
    if (!stats.isFile()) {
      const kind = stats.isDirectory() ? 'a folder' : 'a pipe, socket or device';
      throw new UserError(
        `the credentials file must be a regular file, but \`${path}\` is ${kind}; remove it, or set CARGO_HOME to another folder`,
      );
    }
    const bytes = orAbsent(() => patiently(() => fs.readFileSync(path)));
    const mode = process.platform === 'win32' ? PRIVATE : stats.mode & 0o7777;
    return bytes && { text: decode(bytes, path), mode, stats };
  } catch (cause) {
    throw cause instanceof UserError ? cause : systemFailure('read', path, cause);
  }
}

/** Replaces nothing, so that the text can be written back as it was; a byte order mark stays. */
function decode(bytes: Buffer, path: string): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
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
 * Puts a file with this text in the place of `target`, in one step, right before which it calls
 * `check`. `former`: whose the file is. Throws UserError when it cannot be written, and what `check`
 * throws; everything is as it was then.
 */
export function replaceFile(
  target: string,
  text: string,
  mode: number,
  former: FoundFile | undefined,
  check: () => void,
): void {
  const draft = `${target}.new-${process.pid}-${Math.random().toString(36).slice(2)}`;
  try {
    write(draft, text, mode, former?.stats);
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
    if (uid === owner.uid) return; // The group is one that this user is not in.
    throw new UserError(
      `the credentials file belongs to user ${owner.uid}, but the job runs as user ${uid}; run the job as user ${owner.uid}, or give it its own CARGO_HOME`,
      { cause },
    );
  }
}

/** Removes a file; it may be gone already. */
export function removeFile(path: string): void {
  orAbsent(() => patiently(() => fs.unlinkSync(path)));
}

/** Tries an action; on Windows again for a second while a file is in use. `platform`: set by tests. */
export function patiently<T>(action: () => T, platform = process.platform): T {
  for (let attempts = 1; ; attempts++) {
    try {
      return action();
    } catch (error) {
      const isInUse = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (platform !== 'win32' || !isInUse || attempts === 50) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/**
 * Makes a folder as cargo does, but never writable for others. Returns the topmost that it made, or
 * throws UserError. Not with `recursive`, for which Node reports wrong errors.
 */
export function makeFolder(path: string): string | undefined {
  try {
    fs.mkdirSync(path, 0o755);
    return path;
  } catch (cause) {
    if (isFolder(path)) return undefined;
    const code = errorCode(cause) ?? '';
    if (['ENOTDIR', 'EEXIST'].includes(code)) throw notAFolder(path, cause);
    const isAboveAbsent = code === 'ENOENT' && dirname(path) !== path;
    if (!isAboveAbsent) throw systemFailure('make the folder', path, cause);
  }
  const top = makeFolder(dirname(path));
  const own = makeFolder(path);
  return top ?? own;
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
