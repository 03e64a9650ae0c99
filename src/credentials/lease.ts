// A lease: the login of one job. It describes the job, so that others can tell when it has ended.

import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { attempt, errorCode, systemFailure } from '../errors.ts';
import { type Check, type Checked, list, number, object, optional, text, truth } from '../json.ts';

/** The form of a lease id, which is also part of a file name. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+){2}$/;

const id: Check<string> = (value) => {
  if (!ID.test(text(value))) throw new TypeError('not an id');
  return text(value);
};

const words: Check<string | readonly string[]> = (value) =>
  Array.isArray(value) ? list(text)(value) : text(value);

const checkEntry = object({
  /** The NAME in `[registries.NAME]`; `undefined` is `[registry]`, the table of crates.io. */
  name: optional(text),
  token: text,
  /** The `credential-provider` to write beside the token; `undefined` leaves that key alone. */
  provider: optional(words),
});

/** Checks a lease from a file. Throws TypeError. */
export const checkLease = object({
  id,
  registry: text,
  index: text,
  /** Empty where a credential provider keeps the token. */
  entries: list(checkEntry),
  /** The programs and arguments of the provider, for messages and comparison. */
  provider: optional(text),
  /** The token that trusted publishing issued and must revoke, and the address for that. */
  revocation: optional(object({ url: text, token: text })),
  /** Identifies the host and, on Linux, the PID namespace, within which process ids are valid. */
  host: text,
  /** The mount namespace, within which the path of the marker is valid. */
  mounts: optional(text),
  /** The id of the boot of the host. */
  boot: optional(text),
  /** The runner's process. Its start time tells it from a later process with the same id. */
  runner: optional(object({ pid: number, start: text })),
  /** RUNNER_TEMP, the folder of the marker. */
  temp: optional(text),
  /** Milliseconds since 1970. */
  since: number,
  /** Another program changed or removed an entry, so that the lease no longer has it. */
  changed: truth,
});

/** One entry of a login in the file. */
export type Entry = Checked<typeof checkEntry>;

/** A login while its job runs. */
export type Lease = Checked<typeof checkLease>;

/** A login to one registry. */
export type Login = Pick<Lease, 'registry' | 'index' | 'entries' | 'provider' | 'revocation'>;

/** The longest time for which GitHub lets a job run, on self-hosted runners too. */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60 * 1000;

/** The values that identify this machine and its boot, and the start time of this process. */
type Host = Pick<Lease, 'host' | 'mounts' | 'boot'> & { readonly start: string | undefined };

let known: Host | undefined;

/** Returns this machine. Its values are read once. */
export function thisHost(): Host {
  known ??= readHost(process.platform);
  return known;
}

/**
 * Returns this machine as seen on `platform`. Only Linux shows namespaces, boots and start times.
 * On macOS the host name changes with the network, so a system folder identifies the host.
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

/**
 * Returns fields 2, 3 and 22 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. Returns
 * `undefined` if there is no such process, and on systems other than Linux.
 */
export function processStat(pid: number) {
  if (process.platform !== 'linux') return undefined;
  const stat = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined) return undefined;
  // The command name is in parentheses, and can itself contain blanks and parentheses.
  const end = stat.lastIndexOf(')');
  const [state = '', ...fields] = stat.slice(end + 2).split(' ');
  return { command: stat.slice(stat.indexOf('(') + 1, end), state, start: fields[18] ?? '' };
}

/** Tells whether a process of this host, of any user, is running. A zombie is not. */
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
/** One second in clock ticks: Linux reports times in hundredths of a second. */
const SECOND = 100;

/**
 * Returns the runner's process, which is the parent of this one. Returns `undefined` if the parent
 * is a shell or is as young as this process, because it may then end with the step.
 */
function runnerProcess(): Lease['runner'] {
  const own = thisHost().start;
  const parent = processStat(process.ppid);
  if (parent === undefined || own === undefined) return undefined;
  if (SHELLS.includes(parent.command)) return undefined;
  if (Number(own) - Number(parent.start) < SECOND) return undefined;
  return { pid: process.ppid, start: parent.start };
}

/** Returns a lease that begins now. `temp`: RUNNER_TEMP, which the runner empties after the job. */
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

/** Creates the marker of a lease, an empty file. Throws UserError when it cannot be created. */
export function createMarker(lease: Marker): void {
  const path = markerPath(lease);
  try {
    if (path !== undefined) fs.writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw systemFailure('write', path ?? '', cause);
  }
}

/** Tries to remove a marker. Removes only a file whose name has the form of a marker. */
export function removeMarker(lease: Marker): void {
  const path = ID.test(lease.id) ? markerPath(lease) : undefined;
  if (path !== undefined) attempt(() => fs.unlinkSync(path));
}

/** Tells whether a marker is certainly gone. If its folder cannot be searched, it may exist. */
export function isMarkerGone(lease: Marker): boolean {
  const path = markerPath(lease);
  if (path === undefined) return false;
  return attempt(() => fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) ?? false;
}

/** Tells whether the job of a lease has ended. An unknown job counts as ended after five days. */
export function isDead(lease: Lease): boolean {
  const here = thisHost();
  const { runner } = lease;
  if (Date.now() - lease.since > LONGEST_JOB_MS) return true;
  if (lease.host !== here.host) return false;
  if (lease.boot !== here.boot) return true;
  if (runner !== undefined && !isRunning(runner.pid, runner.start)) return true;
  return lease.mounts === here.mounts && isMarkerGone(lease);
}
