// One lock around read, change and write. It is held for milliseconds, and a process that dies with
// it leaves nothing that anybody has to wait for.

import { readdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CheckCancelled } from '../cancellation.ts';
import { errorCode, UserError } from '../errors.ts';
import { hostIdentity, isRunning } from '../host.ts';
import {
  describeOwner,
  makeOwnerFile,
  parseOwner,
  readOwnerFile,
  thisProcess,
} from './owner-file.ts';

/** For how long a lock is waited for. */
export interface Patience {
  readonly waitMs: number;
  /** A lock of another host that stays the same for so long is taken for dead. */
  readonly foreignMs: number;
}

/**
 * Marks in its nonce an owner that may take its time: who cannot see whether it lives must not take
 * it for dead as soon as another.
 */
const LONG = 'long-';
/** For how long the lock of such an owner on another host must stay the same to be taken for dead. */
export const LONG_FOREIGN_MS = 120_000;

/** For a lock that is held for milliseconds. */
const BRIEF: Patience = { waitMs: 30_000, foreignMs: 10_000 };

/**
 * Runs `body` while this process holds the lock, and returns what it returns. `body` is synchronous:
 * no signal handler runs in it, so a signal finds the lock either held by nobody or released.
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
  return await hold(path, describeOwner(thisProcess()), BRIEF, checkCancelled, body);
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
  return await hold(path, describeOwner(thisProcess(LONG)), patience, checkCancelled, body);
}

async function hold<T>(
  path: string,
  mine: string,
  patience: Patience,
  checkCancelled: CheckCancelled,
  body: () => T | Promise<T>,
): Promise<T> {
  await acquire(path, mine, checkCancelled, patience);
  try {
    for (const guard of guardsLeft(path)) await removeIfDead(guard, mine, checkCancelled);
    checkCancelled();
    return await body();
  } finally {
    release(path, mine);
  }
}

/** Tells whether there is a lock whose owner has ended. */
export function isLeftBehind(path: string): boolean {
  const content = readOwnerFile(path);
  return content !== undefined && isDead(content, 0, BRIEF);
}

/** Locks of this process that could not be removed; they would be taken for those of a living one. */
const unreleased = new Set<string>();

/** What was done under the lock is done, and a lock whose owner has ended hinders nobody. */
function release(path: string, mine: string): void {
  try {
    const content = readOwnerFile(path);
    // Somebody on another host may have lost patience, and hold it now.
    if (content !== undefined && content !== mine) return;
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
  while (!makeOwnerFile(path, mine)) {
    checkCancelled();
    const content = readOwnerFile(path);
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
    if (readOwnerFile(path) === dead) unlinkSync(path);
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
  const content = readOwnerFile(path);
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

function isDead(content: string, unchangedFor: number, patience: Patience): boolean {
  const owner = parseOwner(content);
  // Only a killed writer leaves a file without its content, or somebody else's file.
  if (owner === undefined) return unchangedFor > 1_000;
  const isLong = owner.nonce.startsWith(LONG);
  const foreignMs = isLong ? Math.max(patience.foreignMs, LONG_FOREIGN_MS) : patience.foreignMs;
  if (owner.host !== hostIdentity()) return unchangedFor > foreignMs;
  if (unreleased.has(content) || !isRunning(owner.pid, owner.start)) return true;
  // Where no start is known, another process may have the id of one that has ended.
  return owner.start === undefined && unchangedFor > foreignMs;
}

function held(path: string, content: string, { waitMs }: Patience): UserError {
  const owner = parseOwner(content);
  const who = owner === undefined ? 'an unknown process' : `process ${owner.pid} on ${owner.host}`;
  return new UserError(
    `the lock \`${path}\` is held by ${who}, and did not come free in ${waitMs / 1000} s; ` +
      'wait for that job, or remove the lock if that process is not a login',
  );
}
