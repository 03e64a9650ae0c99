// A lease: one job's login. It says who holds it, so that others can tell when that job has ended.

import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { attempt, errorCode, systemFailure } from '../errors.ts';

/** One entry of a login in the file. */
export interface Entry {
  /** `[registries.NAME]`; `undefined` is `[registry]`, that of crates.io. */
  readonly name: string | undefined;
  readonly token: string;
  /** Written as `credential-provider` beside the token; `undefined` leaves that key alone. */
  readonly provider: string | readonly string[] | undefined;
}

/** What trusted publishing has to revoke. */
export interface Revocation {
  readonly url: string;
  readonly token: string;
}

/** A login to one registry. */
export interface Login {
  readonly registry: string;
  readonly index: string;
  /** Empty where a credential provider keeps the token. */
  readonly entries: readonly Entry[];
  /** The provider's program and arguments, for messages and to compare. */
  readonly provider: string | undefined;
  readonly revocation: Revocation | undefined;
}

/** A process that cannot be mistaken for a later one with the same id. */
export interface Process {
  readonly pid: number;
  readonly start: string;
}

/** A login while its job runs. */
export interface Lease extends Login {
  readonly id: string;
  readonly host: string;
  /** Mount namespace, in which the path of the marker means something. */
  readonly mounts: string | undefined;
  readonly boot: string | undefined;
  readonly runner: Process | undefined;
  /** The folder of the marker, RUNNER_TEMP. */
  readonly temp: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Somebody has changed or removed the entry, so there is nothing to take out any more. */
  readonly changed: boolean;
}

/** The form of a lease's id, which becomes part of a file name. */
export const LEASE_ID = /^[a-z0-9]+(?:-[a-z0-9]+){2}$/;

/** No job runs longer, on a runner of one's own either. */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60 * 1000;

/** This machine, as far as it can be told from others and from its own past. */
export interface Host {
  /** The world in which process ids mean something. */
  readonly name: string;
  /** The world in which paths mean something. */
  readonly mounts: string | undefined;
  /** Names one start of the machine. */
  readonly boot: string | undefined;
  readonly platform: NodeJS.Platform;
}

let known: Host | undefined;

/**
 * Returns this machine. Only Linux tells about namespaces and boots. The host name of macOS changes
 * with the network, but a system folder was made once. `platform`: set by tests.
 */
export function thisHost(platform: NodeJS.Platform = process.platform): Host {
  if (known?.platform === platform) return known;
  known = { ...readHost(platform), platform };
  return known;
}

function readHost(platform: NodeJS.Platform): Omit<Host, 'platform'> {
  if (platform === 'linux') {
    const pids = attempt(() => fs.readlinkSync('/proc/self/ns/pid')) ?? '';
    const mounts = attempt(() => fs.readlinkSync('/proc/self/ns/mnt'));
    const boot = attempt(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim());
    return { name: `${hostname()} ${pids}`, mounts, boot };
  }
  const made = platform === 'darwin' ? attempt(() => fs.statSync('/private/var/db')) : undefined;
  const name = made === undefined ? hostname() : `macOS ${made.ino} ${made.birthtimeMs}`;
  return { name, mounts: undefined, boot: undefined };
}

/** Fields 2, 3 and 22 of /proc/PID/stat: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processStat(pid: number, { platform }: Host) {
  if (platform !== 'linux') return undefined;
  const stat = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'latin1'));
  if (stat === undefined) return undefined;
  // The command's name stands in parentheses, and may hold blanks and parentheses itself.
  const end = stat.lastIndexOf(')');
  const [state = '', ...fields] = stat.slice(end + 2).split(' ');
  return { command: stat.slice(stat.indexOf('(') + 1, end), state, start: fields[18] ?? '' };
}

/** Returns when a process started, in clock ticks since boot; `undefined` where that cannot be told. */
export function processStart(pid: number, here: Host): string | undefined {
  return processStat(pid, here)?.start;
}

/** Tells whether a process of this host runs: another user's counts, a zombie does not. */
export function isRunning(pid: number, start: string | undefined, here: Host): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const stat = processStat(pid, here);
  if (stat === undefined) return true;
  return !['Z', 'X'].includes(stat.state) && (start === undefined || stat.start === start);
}

const SHELL = /^(?:ba|da|a|z|k|mk|fi)?sh$|^busybox$|^pwsh$/;
/** One second in clock ticks, of which Linux shows programs a hundred a second. */
const SECOND = 100;

/**
 * Returns the runner's process, the parent of the step's. It is not known where that is a shell, or a
 * process as young as the step: such a one may end with the step.
 */
function runnerProcess(here: Host): Process | undefined {
  const parent = process.ppid > 0 ? processStat(process.ppid, here) : undefined;
  const own = processStart(process.pid, here);
  if (parent === undefined || own === undefined || SHELL.test(parent.command)) return undefined;
  if (Number(own) - Number(parent.start) < SECOND) return undefined;
  return { pid: process.ppid, start: parent.start };
}

/**
 * Returns a lease that begins now. `runnerTemp`: RUNNER_TEMP, which the runner empties when the job
 * has ended.
 */
export function newLease(login: Login, runnerTemp: string | undefined): Lease {
  const random = Math.random().toString(36).slice(2, 12) || '0';
  const id = `${Date.now().toString(36)}-${process.pid.toString(36)}-${random}`;
  const here = thisHost();
  const { name: host, mounts, boot } = here;
  const runner = runnerProcess(here);
  const temp = runnerTemp || undefined;
  return { ...login, id, host, mounts, boot, runner, temp, since: Date.now(), changed: false };
}

/** Returns the path of a lease's marker. Only a file with a name of this form is ever removed. */
export function markerPath(id: string, temp: string | undefined): string | undefined {
  return temp === undefined || !LEASE_ID.test(id) ? undefined : join(temp, `cargo-login-${id}`);
}

/** Makes the marker of a lease, an empty file. Throws UserError when it cannot be made. */
export function createMarker({ id, temp }: Lease): void {
  const path = markerPath(id, temp);
  if (path === undefined) return;
  try {
    fs.writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw systemFailure('write', path, cause);
  }
}

/** Removes a marker as far as it can: the table in the file says what counts. */
export function removeMarker(id: string, temp: string | undefined): void {
  const path = markerPath(id, temp);
  if (path !== undefined) attempt(() => fs.unlinkSync(path));
}

/** Tells whether a marker is there, or may be: whoever may not look into the folder cannot say. */
export function hasMarker(id: string, temp: string | undefined): boolean {
  const path = markerPath(id, temp);
  if (path === undefined) return false;
  try {
    fs.lstatSync(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
  }
}

/**
 * Tells whether the job of a lease has ended without logging out. Where that cannot be told, it is
 * taken for alive, for five days.
 */
export function isDead(lease: Lease, here: Host = thisHost(), now: number = Date.now()): boolean {
  if (now - lease.since > LONGEST_JOB_MS) return true;
  if (lease.host !== here.name) return false;
  if (lease.boot !== here.boot) return true;
  if (lease.runner !== undefined && !isRunning(lease.runner.pid, lease.runner.start, here))
    return true;
  return (
    lease.temp !== undefined && lease.mounts === here.mounts && !hasMarker(lease.id, lease.temp)
  );
}

/** Removes the marker of a lease whose path means the same here. */
export function removeLeaseMarker({ id, temp, host, mounts }: Lease): void {
  const here = thisHost();
  if (host === here.name && mounts === here.mounts) removeMarker(id, temp);
}
