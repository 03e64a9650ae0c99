// One lock around read, change and write. It is held for milliseconds, and a process that dies with it
// leaves nothing that anybody has to wait for.

import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt, errorCode, UserError } from '../errors.ts';
import { isFolder, patiently, removeFile } from './file.ts';
import { type Host, isRunning, processStart, thisHost } from './lease.ts';

/** Throws when the step is cancelled; called while this process waits. */
export type CheckCancelled = () => void;

/** The lock while it is held. */
export interface Lock {
  /** Tells whether it is still ours: another host may have lost patience with us. */
  readonly isHeld: () => boolean;
  /** A file beside the target that nobody else writes; what a kill leaves there is removed later. */
  readonly draft: string;
}

/** For how long a lock is waited for. */
const WAIT_MS = 60_000;
/** A lock of another host that stays the same for so long is taken for dead. */
const FOREIGN_MS = 30_000;

/**
 * Runs `body` while this process holds the lock of `target`, and returns what it returns. `body` is
 * synchronous, so no signal handler runs in it. `here`: set by tests. Throws UserError that says
 * who holds the lock when it does not come free in 60 s, the system's error when the lock cannot be
 * made: ENOENT where its folder is not there, whatever `checkCancelled` and `body` throw.
 */
export async function withLock<T>(
  target: string,
  checkCancelled: CheckCancelled,
  body: (lock: Lock) => T,
  here: Host = thisHost(),
): Promise<T> {
  const path = `${target}.lock`;
  const nonce = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  const mine = describeOwner(nonce, here);
  await acquire(path, mine, checkCancelled, here);
  try {
    sweep(target, here);
    checkCancelled();
    return body({ isHeld: () => readOwner(path) === mine, draft: `${target}.new-${nonce}` });
  } finally {
    release(path, mine);
  }
}

/** Locks of this process that could not be removed; others would wait until it ends. */
const unreleased = new Set<string>();

function release(path: string, mine: string): void {
  try {
    if (readOwner(path) === mine) patiently(() => fs.unlinkSync(path));
  } catch {
    unreleased.add(mine);
  }
}

async function acquire(
  path: string,
  mine: string,
  checkCancelled: CheckCancelled,
  here: Host,
): Promise<void> {
  const begun = milliseconds();
  const seen: Seen = new Map();
  while (!makeOwnerFile(path, mine)) {
    checkCancelled();
    const owner = readOwner(path);
    const isLeft = owner !== undefined && isDead(owner, ageOf(seen, path, owner), here);
    if (isLeft && breakLock(path, owner, mine, seen, here)) continue;
    if (milliseconds() - begun > WAIT_MS) throw heldTooLong(path, owner);
    await new Promise((wake) => setTimeout(wake, 5 + Math.random() * 20));
  }
}

/**
 * Removes a dead owner's lock. An exclusive claim and a second look keep two processes from doing
 * that at once, of which the later would remove the lock that somebody has taken since. Returns
 * whether the lock can be tried again at once.
 */
function breakLock(path: string, dead: string, mine: string, seen: Seen, here: Host): boolean {
  const claim = `${path}-claim`;
  if (!makeOwnerFile(claim, mine)) {
    const owner = readOwner(claim);
    const isLeft = owner !== undefined && isDead(owner, ageOf(seen, claim, owner), here);
    if (isLeft) removeFile(claim);
    return isLeft;
  }
  try {
    if (readOwner(path) === dead) removeFile(path);
    return true;
  } finally {
    attempt(() => removeFile(claim));
  }
}

/** Removes what killed processes have left beside the target. The lock is held. */
function sweep(target: string, here: Host): void {
  const [folder, name] = [dirname(target), basename(target)];
  for (const each of fs.readdirSync(folder)) {
    const path = join(folder, each);
    if (each.startsWith(`${name}.new-`)) removeFile(path);
    if (!each.startsWith(`${name}.lock-`)) continue;
    const owner = attempt(() => readOwner(path));
    // Without an owner it is a file that somebody has not written yet: he makes another.
    if (!owner || isDead(owner, 0, here)) attempt(() => removeFile(path));
  }
}

/** For how long something has been the same, as far as this process has seen. */
type Seen = Map<string, { readonly content: string; readonly since: number }>;

function ageOf(seen: Seen, path: string, content: string): number {
  const before = seen.get(path);
  const now = milliseconds();
  if (before?.content === content) return now - before.since;
  seen.set(path, { content, since: now });
  return 0;
}

/** A clock that nobody can set. */
function milliseconds(): number {
  return process.uptime() * 1000;
}

function describeOwner(nonce: string, here: Host): string {
  const start = processStart(process.pid, here) ?? '';
  return [process.pid, start, here.boot ?? '', nonce, here.name].join('/');
}

function parseOwner(content: string) {
  const [, pid, start, boot, host] = /^(\d+)\/(.*?)\/(.*?)\/.*?\/(.+)$/.exec(content) ?? [];
  if (host === undefined) return undefined;
  return { pid: Number(pid), start: start || undefined, boot: boot || undefined, host };
}

/** The lock of a living process of this host is never dead. */
function isDead(content: string, unchangedFor: number, here: Host): boolean {
  if (unreleased.has(content)) return true;
  const owner = parseOwner(content);
  if (owner === undefined || owner.host !== here.name) return unchangedFor > FOREIGN_MS;
  return owner.boot !== here.boot || !isRunning(owner.pid, owner.start, here);
}

function heldTooLong(path: string, content: string | undefined): UserError {
  const owner = parseOwner(content ?? '');
  const who = owner === undefined ? 'an unknown process' : `process ${owner.pid} on ${owner.host}`;
  return new UserError(
    `timed out after ${WAIT_MS / 1000} s waiting for \`${path}\`, which is held by ${who}; wait for that job to finish, or delete the file if no such job is running`,
  );
}

/** What file systems answer that know no hard links. */
const UNSUPPORTED = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'];

/**
 * Makes a file that names its owner. As a link to a finished file it is complete in one step.
 * Returns whether it was made; `false` where there is one.
 */
function makeOwnerFile(path: string, content: string): boolean {
  const finished = `${path}-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const file = { flag: 'wx', mode: 0o600 };
  try {
    fs.writeFileSync(finished, content, file);
    try {
      patiently(() => fs.linkSync(finished, path));
    } catch (error) {
      if (!UNSUPPORTED.includes(errorCode(error) ?? '')) throw error;
      patiently(() => fs.writeFileSync(path, content, file));
    }
    return true;
  } catch (error) {
    const isSwept = errorCode(error) === 'ENOENT' && isFolder(dirname(path));
    if (errorCode(error) === 'EEXIST' || isSwept) return false;
    throw error;
  } finally {
    attempt(() => removeFile(finished));
  }
}

/** Returns what a file says of its owner; `undefined` where there is none. */
function readOwner(path: string): string | undefined {
  try {
    return patiently(() => fs.readFileSync(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
