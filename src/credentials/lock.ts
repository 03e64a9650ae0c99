// One lock around read, change and write. It is held for milliseconds, and a process that dies with
// it leaves nothing that anybody has to wait for.

import {
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode, isInUse, UserError } from '../errors.ts';
import { hostIdentity, isRunning, processStart } from '../host.ts';

/** For how long a lock is waited for. */
export interface Patience {
  readonly waitMs: number;
  /** A lock of another host that stays the same for so long is taken for dead. */
  readonly foreignMs: number;
}

/** For a lock that is held for milliseconds. */
const BRIEF: Patience = { waitMs: 30_000, foreignMs: 10_000 };

/** Who holds a lock. `nonce` makes every holding unique. */
interface Owner {
  readonly pid: number;
  readonly start: string | undefined;
  readonly nonce: string;
  readonly host: string;
}

/** Throws when the job was cancelled; called wherever the process waits. */
export type CheckCancelled = () => void;

/**
 * Runs `body` while this process holds the lock, and returns what it returns. `body` is synchronous:
 * no signal handler runs in it, so a signal finds the lock either held by nobody or released.
 *
 * The lock is a symbolic link whose target names its owner: it comes into being with its content in
 * one step. Where links cannot be made it is a file with that content.
 *
 * @param path of the lock; its folder is there (`ENOENT` is thrown if it is not)
 * @throws UserError that says who holds the lock when it does not come free in 30 s
 * @throws whatever `checkCancelled` throws
 */
export async function withLock<T>(
  path: string,
  checkCancelled: CheckCancelled,
  body: () => T,
): Promise<T> {
  const mine = describeOwner(self());
  await acquire(path, mine, checkCancelled);
  try {
    for (const guard of guardsLeft(path)) await removeIfDead(guard, mine, checkCancelled);
    checkCancelled();
    return body();
  } finally {
    release(path, mine);
  }
}

/**
 * Runs `body`, which may take its time, while this process holds the lock; otherwise as `withLock`.
 *
 * @param patience longer than any `body` takes
 * @throws UserError that says who holds the lock when the patience is at its end
 * @throws whatever `checkCancelled` throws
 */
export async function withLongLock<T>(
  path: string,
  patience: Patience,
  checkCancelled: CheckCancelled,
  body: () => Promise<T>,
): Promise<T> {
  const mine = describeOwner(self());
  await acquire(path, mine, checkCancelled, patience);
  try {
    for (const guard of guardsLeft(path)) await removeIfDead(guard, mine, checkCancelled);
    checkCancelled();
    return await body();
  } finally {
    // Somebody on another host may have lost patience, and hold it now.
    if (read(path) === mine) release(path, mine);
  }
}

/** Tells whether there is a lock whose owner has ended. */
export function isLeftBehind(path: string): boolean {
  const content = read(path);
  return content !== undefined && isDead(content, 0, BRIEF);
}

/**
 * Writes down that another process of this host is at work: like a lock of it, but one that hinders
 * nobody. Throws the system's error when it cannot.
 */
export function noteProcess(path: string, pid: number): void {
  forgetProcess(path);
  create(path, describeOwner({ ...self(), pid, start: processStart(pid) }));
}

/** Removes what `noteProcess` wrote. Throws the system's error when it cannot. */
export function forgetProcess(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Returns the process that was noted, as long as it may be running; `start` tells it for certain. */
export function notedProcess(path: string): Pick<Owner, 'pid' | 'start'> | undefined {
  const owner = parseOwner(read(path) ?? '');
  if (owner === undefined || owner.host !== hostIdentity()) return undefined;
  return isRunning(owner.pid, owner.start) ? owner : undefined;
}

/** Locks of this process that could not be removed; they would be taken for those of a living one. */
const unreleased = new Set<string>();

/** What was done under the lock is done, and a lock whose owner has ended hinders nobody. */
function release(path: string, mine: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') unreleased.add(mine);
  }
}

async function acquire(
  path: string,
  mine: string,
  checkCancelled: CheckCancelled,
  patience: Patience = BRIEF,
): Promise<void> {
  const begun = monotonic();
  let watched = { content: '', since: begun };
  while (!create(path, mine)) {
    checkCancelled();
    const content = read(path);
    const time = monotonic();
    if (content !== undefined) {
      if (content !== watched.content) watched = { content, since: time };
      if (isDead(content, time - watched.since, patience)) {
        await remove(path, content, mine, checkCancelled);
        continue;
      }
    }
    if (time - begun > patience.waitMs) throw held(path, content ?? '', patience);
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
  }
}

/**
 * Removes a dead owner's lock. Whoever wants to must hold the guard, the lock of that lock: so
 * between the look at the content and the removal nobody else can have removed it and taken the
 * lock anew.
 */
async function remove(
  path: string,
  dead: string,
  mine: string,
  checkCancelled: CheckCancelled,
): Promise<void> {
  const guard = guardOf(path);
  await acquire(guard, mine, checkCancelled);
  try {
    if (read(path) === dead) unlinkSync(path);
  } finally {
    release(guard, mine);
  }
}

/** Returns the guards of this lock that are there, the guards of guards first. */
function guardsLeft(path: string): string[] {
  const guard = guardOf(path);
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(basename(guard)));
  return names.sort((a, b) => b.length - a.length).map((name) => join(dirname(path), name));
}

/** Clears away a guard whose holder was killed when it had removed the dead lock already. */
async function removeIfDead(
  path: string,
  mine: string,
  checkCancelled: CheckCancelled,
): Promise<void> {
  const content = read(path);
  if (content !== undefined && isDead(content, 0, BRIEF)) {
    await remove(path, content, mine, checkCancelled);
  }
}

function guardOf(path: string): string {
  return `${path}.break`;
}

/** Milliseconds on a clock that nobody can set. */
function monotonic(): number {
  return process.uptime() * 1000;
}

function self(): Owner {
  const nonce = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  return { pid: process.pid, start: processStart(process.pid), nonce, host: hostIdentity() };
}

function describeOwner({ pid, start, nonce, host }: Owner): string {
  return [pid, start ?? '', nonce, host].join('/');
}

function parseOwner(content: string): Owner | undefined {
  const [pid, start, nonce, ...host] = content.split('/');
  if (!pid || !/^[0-9]+$/.test(pid) || nonce === undefined || host.length === 0) return undefined;
  return { pid: Number(pid), start: start || undefined, nonce, host: host.join('/') };
}

function isDead(content: string, unchangedFor: number, { foreignMs }: Patience): boolean {
  const owner = parseOwner(content);
  // Only a killed writer leaves a file without its content, or somebody else's file.
  if (owner === undefined) return unchangedFor > 1_000;
  if (owner.host !== hostIdentity()) return unchangedFor > foreignMs;
  if (unreleased.has(content) || !isRunning(owner.pid, owner.start)) return true;
  // Where no start is known, another process may have the id of one that has ended.
  return owner.start === undefined && unchangedFor > foreignMs;
}

/** Returns whether the lock was made; `false` when there is one. */
function create(path: string, content: string): boolean {
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

function read(path: string): string | undefined {
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

function held(path: string, content: string, { waitMs }: Patience): UserError {
  const owner = parseOwner(content);
  const who = owner === undefined ? 'an unknown process' : `process ${owner.pid} on ${owner.host}`;
  return new UserError(
    `the lock \`${path}\` is held by ${who}, and did not come free in ${waitMs / 1000} s; ` +
      'wait for that job, or remove the lock if that process is not a login',
  );
}
