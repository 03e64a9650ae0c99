// Who and where this process is: what a lock or a lease needs to know whether its owner still lives.

import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { attempt, errorCode } from './errors.ts';

/**
 * Returns the name of the world in which process ids and paths of this process mean something: the
 * host's name and, on Linux, its namespace of process ids. A container has its own, even where it
 * shares the host's name and folders.
 */
export function hostIdentity(): string {
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return namespace === undefined ? hostname() : `${hostname()} ${namespace}`;
}

/**
 * Returns when a process started, in clock ticks since the machine's start, or `undefined` where
 * that cannot be told. It tells a process from a later one with the same id.
 */
export function processStart(pid: number): string | undefined {
  return processStat(pid)?.start;
}

/** Tells whether a process of this host runs; another user's counts as well, a zombie does not. */
export function isRunning(pid: number, start: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const stat = processStat(pid);
  if (stat === undefined) return true;
  if (stat.state === 'Z' || stat.state === 'X') return false;
  return start === undefined || stat.start === start;
}

/** Fields 3 and 22 of /proc/PID/stat: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processStat(pid: number): { readonly state: string; readonly start: string } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  if (stat === undefined) return undefined;
  // The second field, the command's name, is in parentheses and may hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}

/** A moment, by the wall clock and by the clock that no one can set. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Names one start of the machine, where that can be told. */
  readonly boot: string | undefined;
  /** Seconds since that start. */
  readonly uptime: number;
}

/** Returns the present moment. */
export function now(): Moment {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim());
  return { time: Date.now(), boot, uptime: Math.round(uptime()) };
}

/**
 * Returns the milliseconds between two moments, never negative: by the machine's own clock where
 * both belong to one start of it, so that setting the wall clock ages nothing; else by that.
 */
export function elapsed(from: Moment, to: Moment): number {
  const sameBoot = from.boot !== undefined && from.boot === to.boot;
  return Math.max(0, sameBoot ? (to.uptime - from.uptime) * 1000 : to.time - from.time);
}

/** Tells whether there is a folder at the path; what cannot be looked at is none. */
export function isFolder(path: string): boolean {
  return attempt(() => statSync(path).isDirectory()) ?? false;
}
