// One lock around read, change and write. It is held for milliseconds, and a process that dies with it
// leaves nothing that anybody has to wait for.

import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt, errorCode, UserError } from '../errors.ts';
import { orAbsent, patiently, removeFile } from './file.ts';
import { isRunning, thisHost } from './lease.ts';

/** For how long a lock is waited for. */
const WAIT_S = 60;
/** A lock of another host that stays the same for so long is taken for dead. */
const FOREIGN_S = 30;

/**
 * Runs `body` while this process holds the lock of `target`, and returns what it returns. `body` is
 * synchronous, so no signal handler runs in it; `isHeld` tells it whether the lock is still ours, for
 * another host may have lost patience. Throws UserError that says who holds the lock when it does not
 * come free in 60 s, the system's error when it cannot be made (ENOENT: there is no folder), and
 * whatever `checkCancelled` and `body` throw.
 */
export async function withLock<T>(
  target: string,
  checkCancelled: () => void,
  body: (isHeld: () => boolean) => T,
): Promise<T> {
  const path = `${target}.lock`;
  const nonce = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  const { host, boot, start } = thisHost();
  const mine = [process.pid, start, boot, nonce, host].join('/');
  const isHeld = () => readOwner(path) === mine;
  await acquire(path, `${path}-${nonce}`, mine, checkCancelled);
  try {
    sweep(target);
    checkCancelled();
    return body(isHeld);
  } finally {
    attempt(() => isHeld() && removeFile(path));
  }
}

/** `spare`: path of a file that nobody else uses. */
async function acquire(path: string, spare: string, mine: string, checkCancelled: () => void) {
  const begun = process.uptime();
  let seen = { owner: '', since: begun };
  while (!makeLock(path, spare, mine)) {
    checkCancelled();
    const now = process.uptime();
    const owner = readOwner(path) ?? '';
    if (owner !== seen.owner) seen = { owner, since: now };
    if (isDead(owner, now - seen.since)) breakLock(path, spare, mine, owner);
    if (now - begun > WAIT_S) throw heldTooLong(path, owner);
    await new Promise((wake) => setTimeout(wake, 5 + Math.random() * 20));
  }
}

/**
 * Makes the lock; returns `false` where there is one. As a link to a finished file it is complete in
 * one step. A file system without hard links needs two.
 */
function makeLock(path: string, spare: string, mine: string): boolean {
  fs.writeFileSync(spare, mine, { mode: 0o600 });
  try {
    patiently(() => fs.linkSync(spare, path));
    return true;
  } catch (error) {
    // ENOENT: whoever holds the lock has swept the spare file.
    if (['EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) return false;
    attempt(() => fs.writeFileSync(path, mine, { flag: 'wx', mode: 0o600 }));
    return readOwner(path) === mine;
  } finally {
    attempt(() => removeFile(spare));
  }
}

/**
 * Removes a dead owner's lock, under an exclusive claim and after a second look, because somebody may
 * have taken the lock since. A claim whose maker died goes too.
 */
function breakLock(path: string, spare: string, mine: string, dead: string): void {
  const claim = `${path}-claim`;
  if (!makeLock(claim, spare, mine)) {
    const owner = readOwner(claim);
    if (owner !== undefined && isDead(owner, 0)) removeFile(claim);
    return;
  }
  try {
    if (readOwner(path) === dead) removeFile(path);
  } finally {
    attempt(() => removeFile(claim));
  }
}

/** Removes what killed processes have left beside the target. Whoever is making a lock tries again. */
function sweep(target: string): void {
  const [folder, name] = [dirname(target), basename(target)];
  for (const each of fs.readdirSync(folder)) {
    const isLeft = each.startsWith(`${name}.new-`) || each.startsWith(`${name}.lock-`);
    if (isLeft) removeFile(join(folder, each));
  }
}

function parseOwner(owner: string) {
  const [pid, start, boot, , host] = owner.split('/');
  return { pid: Number(pid), start: start || undefined, boot: boot || undefined, host };
}

/** The lock of a living process of this host is never dead. */
function isDead(owner: string, unchangedFor: number): boolean {
  const { pid, start, boot, host } = parseOwner(owner);
  const here = thisHost();
  if (host !== here.host) return unchangedFor > FOREIGN_S;
  return boot !== here.boot || !isRunning(pid, start);
}

function heldTooLong(path: string, owner: string): UserError {
  const { pid, host } = parseOwner(owner);
  const who = host === undefined ? 'an unknown process' : `process ${pid} on ${host}`;
  return new UserError(
    `timed out after ${WAIT_S} s waiting for \`${path}\`, which is held by ${who}; wait for that job to finish, or delete the file if no such job is running`,
  );
}

/** Returns what the lock says of its owner; `undefined` where there is none. */
function readOwner(path: string): string | undefined {
  return orAbsent(() => patiently(() => fs.readFileSync(path, 'utf8')));
}
