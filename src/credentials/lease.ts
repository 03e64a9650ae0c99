// A lease: one job's login. It says who holds it, so that others can tell when that job has ended.

import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { attempt, errorCode, systemFailure } from '../errors.ts';
import { type Check, type Checked, list, number, object, optional, text, truth } from '../json.ts';

/** The form of a lease's id, which becomes part of a file name. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+){2}$/;

const id: Check<string> = (value) => {
  if (!ID.test(text(value))) throw new TypeError('not an id');
  return text(value);
};

const words: Check<string | readonly string[]> = (value) =>
  Array.isArray(value) ? list(text)(value) : text(value);

const checkEntry = object({
  /** `[registries.NAME]`; `undefined` is `[registry]`, that of crates.io. */
  name: optional(text),
  token: text,
  /** Written as `credential-provider` beside the token; `undefined` leaves that key alone. */
  provider: optional(words),
});

/** Checks a lease that was read. Throws TypeError. */
export const checkLease = object({
  id,
  registry: text,
  index: text,
  /** Empty where a credential provider keeps the token. */
  entries: list(checkEntry),
  /** The provider's program and arguments, for messages and to compare. */
  provider: optional(text),
  /** What trusted publishing has to revoke. */
  revocation: optional(object({ url: text, token: text })),
  /** The world in which process ids mean something. */
  host: text,
  /** The world in which the path of the marker means something. */
  mounts: optional(text),
  /** Names one start of the host. */
  boot: optional(text),
  /** With its start, so that it cannot be mistaken for a later process with the same id. */
  runner: optional(object({ pid: number, start: text })),
  /** The folder of the marker, RUNNER_TEMP. */
  temp: optional(text),
  /** Milliseconds since 1970. */
  since: number,
  /** Somebody has changed or removed the entry, so there is nothing to take out any more. */
  changed: truth,
});

/** One entry of a login in the file. */
export type Entry = Checked<typeof checkEntry>;

/** A login while its job runs. */
export type Lease = Checked<typeof checkLease>;

/** A login to one registry. */
export type Login = Pick<Lease, 'registry' | 'index' | 'entries' | 'provider' | 'revocation'>;

/** No job runs longer, on a runner of one's own either. */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60 * 1000;

/** This machine, as far as it can be told from others and from its own past; and this process. */
type Host = Pick<Lease, 'host' | 'mounts' | 'boot'> & { readonly start: string | undefined };

let known: Host | undefined;

/** Returns this machine. It is read once. */
export function thisHost(): Host {
  known ??= readHost(process.platform);
  return known;
}

/**
 * Returns this machine as it looks on a platform. Only Linux tells about namespaces, boots and
 * starts. The host name of macOS changes with the network, but a system folder was made once.
 */
export function readHost(platform: NodeJS.Platform): Host {
  if (platform === 'linux') {
    const pids = attempt(() => fs.readlinkSync('/proc/self/ns/pid')) ?? '';
    const mounts = attempt(() => fs.readlinkSync('/proc/self/ns/mnt'));
    const boot = attempt(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    return { host: `${hostname()} ${pids}`, mounts, boot, start: processStat(process.pid)?.start };
  }
  const made = platform === 'darwin' ? attempt(() => fs.statSync('/private/var/db')) : undefined;
  const host = made === undefined ? hostname() : `macOS ${made.ino} ${made.birthtimeMs}`;
  return { host, mounts: undefined, boot: undefined, start: undefined };
}

/** Fields 2, 3 and 22 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, where it is. */
export function processStat(pid: number) {
  if (process.platform !== 'linux') return undefined;
  const stat = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined) return undefined;
  // The command's name stands in parentheses, and may hold blanks and parentheses itself.
  const end = stat.lastIndexOf(')');
  const [state = '', ...fields] = stat.slice(end + 2).split(' ');
  return { command: stat.slice(stat.indexOf('(') + 1, end), state, start: fields[18] ?? '' };
}

/** Tells whether a process of this host runs: another user's counts, a zombie does not. */
export function isRunning(pid: number, start: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const stat = processStat(pid);
  if (stat === undefined) return true;
  return !['Z', 'X'].includes(stat.state) && (start ?? stat.start) === stat.start;
}

const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh', 'fish', 'busybox', 'pwsh'];
/** One second in clock ticks, of which Linux shows programs a hundred a second. */
const SECOND = 100;

/**
 * Returns the runner's process, the parent of the step's. It is not known where that is a shell, or a
 * process as young as the step: such a one may end with the step.
 */
function runnerProcess(): Lease['runner'] {
  const own = thisHost().start;
  const parent = processStat(process.ppid);
  if (parent === undefined || own === undefined) return undefined;
  if (SHELLS.includes(parent.command)) return undefined;
  if (Number(own) - Number(parent.start) < SECOND) return undefined;
  return { pid: process.ppid, start: parent.start };
}

/** Returns a lease that begins now. `temp`: RUNNER_TEMP, which is emptied when the job has ended. */
export function newLease(login: Login, temp: string | undefined): Lease {
  const random = Math.random().toString(36).slice(2, 12) || '0';
  const id = `${Date.now().toString(36)}-${process.pid.toString(36)}-${random}`;
  const { host, mounts, boot } = thisHost();
  const runner = runnerProcess();
  return { ...login, id, host, mounts, boot, runner, temp, since: Date.now(), changed: false };
}

type Marker = Pick<Lease, 'id' | 'temp'>;

function markerPath({ id, temp }: Marker): string | undefined {
  return temp === undefined ? undefined : join(temp, `cargo-login-${id}`);
}

/** Makes the marker of a lease, an empty file. Throws UserError when it cannot be made. */
export function createMarker(lease: Marker): void {
  const path = markerPath(lease);
  try {
    if (path !== undefined) fs.writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw systemFailure('write', path ?? '', cause);
  }
}

/** Removes a marker as far as it can, and only a file whose name has the form of one. */
export function removeMarker(lease: Marker): void {
  const path = ID.test(lease.id) ? markerPath(lease) : undefined;
  if (path !== undefined) attempt(() => fs.unlinkSync(path));
}

/** Tells whether a marker is gone for certain: whoever may not look into the folder cannot say. */
export function isMarkerGone(lease: Marker): boolean {
  const path = markerPath(lease);
  if (path === undefined) return false;
  return attempt(() => fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) ?? false;
}

/** Tells whether the job of a lease has ended. Where that cannot be told, it lives for five days. */
export function isDead(lease: Lease): boolean {
  const here = thisHost();
  const { runner } = lease;
  if (Date.now() - lease.since > LONGEST_JOB_MS) return true;
  if (lease.host !== here.host) return false;
  if (lease.boot !== here.boot) return true;
  if (runner !== undefined && !isRunning(runner.pid, runner.start)) return true;
  return lease.mounts === here.mounts && isMarkerGone(lease);
}
