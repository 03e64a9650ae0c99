// The credentials file on disk: finds it, reads it, and replaces it.

import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { attempt, errorCode, systemFailure, UserError } from '../errors.ts';

/** The mode of a file while it holds a token of a job. */
export const PRIVATE = 0o600;

/** A file as it was read. */
export interface FoundFile {
  readonly text: string;
  /** On Windows always `PRIVATE`: files have no mode there, and the folder protects them. */
  readonly mode: number;
  readonly stats: fs.Stats;
}

/**
 * Finds the credentials file: `credentials` in Cargo's home if that exists, else `credentials.toml`
 * (`get_file_path` in cargo's src/context/mod.rs). Returns its `path` as cargo names it, and its
 * `target`, the path with all symbolic links resolved. Throws UserError when Cargo's home is not a
 * folder or cannot be searched.
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

/** Resolves symbolic links, even if the file at the end does not exist yet. */
function targetOf(path: string): string {
  const real = orAbsent(() => fs.realpathSync.native(path));
  if (real !== undefined) return real;
  const folder = orAbsent(() => fs.realpathSync.native(dirname(path))) ?? dirname(path);
  return resolve(folder, attempt(() => fs.readlinkSync(path)) ?? basename(path));
}

/** Returns what `action` returns, or `undefined` when it throws ENOENT. Passes other errors on. */
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

/** Returns the file, if it exists. Throws UserError if it is not regular, UTF-8 and readable. */
export function readCredentials(path: string): FoundFile | undefined {
  try {
    const stats = fs.statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    // Checked before the file is opened: opening a FIFO would block.
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

/** Decodes UTF-8 without loss, so that the text can be written back. A byte order mark stays. */
function decode(bytes: Buffer, path: string): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
  throw new UserError(
    `could not read \`${path}\`: line ${line} is not valid UTF-8; correct that line, or delete the file and log in again`,
  );
}

/** Tells whether a file is unchanged since it was read. `found`: `undefined` for no file. */
export function isUntouched(path: string, found: FoundFile | undefined): boolean {
  const now = fs.statSync(path, { throwIfNoEntry: false });
  const was = found?.stats;
  return now?.ino === was?.ino && now?.size === was?.size && now?.mtimeMs === was?.mtimeMs;
}

/**
 * Replaces `target` in one step with a file of this text. Calls `check` right before that step. The
 * new file gets the owner of `former`. Throws UserError when the file cannot be written, and what
 * `check` throws. After an error, the file is unchanged.
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

/** Keeps the owner of a replaced file, because cargo refuses a file of another user. */
function giveTo(owner: fs.Stats, descriptor: number): void {
  const { uid, gid } = fs.fstatSync(descriptor);
  if (uid === owner.uid && gid === owner.gid) return;
  try {
    fs.fchownSync(descriptor, owner.uid, owner.gid);
  } catch (cause) {
    if (uid === owner.uid) return; // this user is not a member of the former group
    throw new UserError(
      `the credentials file belongs to user ${owner.uid}, but the job runs as user ${uid}; run the job as user ${owner.uid}, or give it its own CARGO_HOME`,
      { cause },
    );
  }
}

/** Removes a file, if it exists. */
export function removeFile(path: string): void {
  orAbsent(() => patiently(() => fs.unlinkSync(path)));
}

/** Runs an action. On Windows, retries for 1 s while a file is in use. Tests set `platform`. */
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
 * Makes a folder and its parents as cargo does, but never writable for others. Returns the topmost
 * folder that it made. Throws UserError when it fails. Node's `recursive` reports wrong errors.
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

/** Tells whether a path is a folder. */
export function isFolder(path: string): boolean {
  return attempt(() => fs.statSync(path).isDirectory()) ?? false;
}

/** Removes the folders from `path` up to `top`, until one is not empty. */
export function removeEmptyFolders(path: string, top: string): void {
  attempt(() => {
    for (let folder = path; folder.startsWith(top); folder = dirname(folder)) fs.rmdirSync(folder);
  });
}
