// One lock around read, change and write. It is held for milliseconds, and a process that dies with
// it leaves nothing that anybody has to wait for.

import { readFileSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { errorCode, UserError } from '../errors.ts';
import { hostIdentity, isRunning, processStart } from '../host.ts';

/** How long a lock is waited for. */
const PATIENCE_MS = 30_000;
/** A lock of another host that stays the same for so long is taken for dead: it is held for milliseconds. */
const FOREIGN_PATIENCE_MS = 10_000;

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
    await removeIfDead(guardOf(path), mine, checkCancelled);
    checkCancelled();
    return body();
  } finally {
    unlinkSync(path);
  }
}

async function acquire(path: string, mine: string, checkCancelled: CheckCancelled): Promise<void> {
  const begun = monotonic();
  let watched = { content: '', since: begun };
  while (!create(path, mine)) {
    checkCancelled();
    const content = read(path);
    if (content === undefined) continue;
    const time = monotonic();
    if (content !== watched.content) watched = { content, since: time };
    if (isDead(content, time - watched.since)) {
      await remove(path, content, mine, checkCancelled);
      continue;
    }
    if (time - begun > PATIENCE_MS) throw held(path, content);
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
    unlinkSync(guard);
  }
}

/** Clears away a guard whose holder was killed when it had removed the dead lock already. */
async function removeIfDead(
  path: string,
  mine: string,
  checkCancelled: CheckCancelled,
): Promise<void> {
  const content = read(path);
  if (content !== undefined && isDead(content, 0)) {
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

function isDead(content: string, unchangedFor: number): boolean {
  const owner = parseOwner(content);
  // Only a killed writer leaves a file without its content, or somebody else's file.
  if (owner === undefined) return unchangedFor > 1_000;
  if (owner.host !== hostIdentity()) return unchangedFor > FOREIGN_PATIENCE_MS;
  return !isRunning(owner.pid, owner.start);
}

/** Returns whether the lock was made; `false` when there is one. */
function create(path: string, content: string): boolean {
  try {
    if (process.platform === 'win32') writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    else makeLink(path, content);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
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
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function held(path: string, content: string): UserError {
  const owner = parseOwner(content);
  const who = owner === undefined ? 'an unknown process' : `process ${owner.pid} on ${owner.host}`;
  return new UserError(
    `the lock \`${path}\` is held by ${who}, and did not come free in ${PATIENCE_MS / 1000} s; ` +
      'wait for that job, or remove the lock if that process is not a login',
  );
}
