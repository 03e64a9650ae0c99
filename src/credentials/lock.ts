// One lock around reading, changing and writing. It is held for milliseconds. The lock of a process
// that died is broken, so that others do not have to wait for it.

import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt, errorCode, UserError } from '../errors.ts';
import { orAbsent, patiently, removeFile } from './file.ts';
import { isRunning, thisHost } from './lease.ts';

/** How long to wait for the lock. */
const WAIT_S = 60;
/** After this time without a change, the lock of another host counts as dead. */
const FOREIGN_S = 30;

/**
 * Runs `body` while this process holds the lock of `target`, and returns its result. `body` is
 * synchronous, so no signal handler runs during it. `isHeld` tells whether this process still holds
 * the lock, because another host may have broken it. Throws UserError that names the owner if the
 * lock is not free after 60 s. Throws the system error if the lock cannot be created (ENOENT: no
 * folder), and what `checkCancelled` and `body` throw.
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

/** `spare`: path of a file that no other process uses. */
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
 * Creates the lock. Returns `false` if it exists. A hard link to a finished file creates it in one
 * step. On file systems without hard links, it takes two.
 */
function makeLock(path: string, spare: string, mine: string): boolean {
  fs.writeFileSync(spare, mine, { mode: 0o600 });
  try {
    patiently(() => fs.linkSync(spare, path));
    return true;
  } catch (error) {
    // ENOENT: the process that holds the lock has swept the spare file.
    if (['EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) return false;
    attempt(() => fs.writeFileSync(path, mine, { flag: 'wx', mode: 0o600 }));
    return readOwner(path) === mine;
  } finally {
    attempt(() => removeFile(spare));
  }
}

/**
 * Removes the lock of a dead owner. It takes an exclusive claim and reads the lock again, because
 * another process may have taken the lock since. A dead claim of this host is removed too.
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

/** Removes files of killed processes beside the target. A process that still needs one retries. */
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

/** Tells whether an owner is dead. A living process of this host never is. */
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

/** Returns the owner that the lock names; `undefined` if there is no lock. */
function readOwner(path: string): string | undefined {
  return orAbsent(() => patiently(() => fs.readFileSync(path, 'utf8')));
}
