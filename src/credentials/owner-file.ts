// A file that names a process: the owner of a lock, or what somebody started.

import { readFileSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { errorCode, isInUse, systemFailure } from '../errors.ts';
import { hostIdentity, isRunning, processStart } from '../host.ts';

/** A process. `nonce` makes every mention of it unique. */
export interface Owner {
  readonly pid: number;
  readonly start: string | undefined;
  readonly nonce: string;
  readonly host: string;
}

/** Returns this process as an owner, with a new nonce that begins with `mark`. */
export function thisProcess(mark = ''): Owner {
  const nonce = `${mark}${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  return { pid: process.pid, start: processStart(process.pid), nonce, host: hostIdentity() };
}

/** Returns what stands in the file of an owner. */
export function describeOwner({ pid, start, nonce, host }: Owner): string {
  return [pid, start ?? '', nonce, host].join('/');
}

/** Returns the owner that a file names; `undefined` where it names none. */
export function parseOwner(content: string): Owner | undefined {
  const [pid, start, nonce, ...host] = content.split('/');
  if (!pid || !/^[0-9]+$/.test(pid) || nonce === undefined || host.length === 0) return undefined;
  return { pid: Number(pid), start: start || undefined, nonce, host: host.join('/') };
}

/**
 * Makes the file of an owner: a symbolic link whose target names it, which comes into being with its
 * content in one step. Where links cannot be made it is a file with that content.
 *
 * @returns whether it was made; `false` when there is one. Throws the system's error when it fails.
 */
export function makeOwnerFile(path: string, content: string): boolean {
  try {
    if (process.platform === 'win32') writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    else makeLink(path, content);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || isInUse(error, process.platform)) return false;
    throw error;
  }
}

/** Some mounted file systems know no symbolic links. */
function makeLink(path: string, content: string): void {
  try {
    symlinkSync(content, path);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'].includes(code)) throw error;
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  }
}

/**
 * Returns what the file of an owner holds; `undefined` where there is none. Throws the system's error
 * when it cannot be read.
 */
export function readOwnerFile(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    // EINVAL, on Windows UNKNOWN: not a link
    return errorCode(error) === 'ENOENT' ? undefined : readFile(path);
  }
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || isInUse(error, process.platform)) return undefined;
    throw error;
  }
}

/**
 * Writes down that another process of this host is at work: like a lock of it, but one that hinders
 * nobody.
 *
 * @throws UserError when that cannot be written
 */
export function noteProcess(path: string, pid: number): void {
  forgetProcess(path);
  try {
    makeOwnerFile(path, describeOwner({ ...thisProcess(), pid, start: processStart(pid) }));
  } catch (cause) {
    throw systemFailure('write', path, cause);
  }
}

/**
 * Removes what `noteProcess` wrote.
 *
 * @throws UserError when it cannot be removed
 */
export function forgetProcess(path: string): void {
  try {
    unlinkSync(path);
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT') throw systemFailure('remove', path, cause);
  }
}

/** Returns the process that was noted, as long as it may be running; `start` tells it for certain. */
export function notedProcess(path: string): Pick<Owner, 'pid' | 'start'> | undefined {
  const owner = parseOwner(readOwnerFile(path) ?? '');
  if (owner === undefined || owner.host !== hostIdentity()) return undefined;
  return isRunning(owner.pid, owner.start) ? owner : undefined;
}
