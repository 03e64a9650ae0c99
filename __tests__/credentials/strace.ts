// Injects a fault at a chosen system call with strace.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

/** The `skip` option of a test that needs strace: a reason, or false if strace works. */
export const withoutStrace = ((): string | false => {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'no strace on this machine, or it may not trace';
  }
})();

/** A system call that a process made. */
export interface Call {
  readonly name: string;
  /** The number of this call among those of the same name, from 1. */
  readonly nth: number;
  /** The files that the call names. */
  readonly paths: readonly string[];
  /** Whether it can change what is on disk. */
  readonly changes: boolean;
  /** Whether it closes a file after reading. Node treats a failure there as its own bug. */
  readonly endsReading: boolean;
  /** Whether it was made to fail. */
  readonly isFailed: boolean;
}

/** The fault to inject at a call. */
export type Fault =
  /** The process is killed before the call is carried out. */
  | { readonly kind: 'kill' }
  /** The call fails; with `forever` all later calls of that name fail too. */
  | { readonly kind: 'error'; readonly code: string; readonly forever?: boolean }
  /** The process is delayed before or after the call. */
  | { readonly kind: 'delay'; readonly milliseconds: number; readonly after?: boolean };

// Traces only the main thread, where Node makes its synchronous file calls.
const TRACE = ['strace', '-y', '-s', '0', '-e', 'trace=%file,%desc,exit_group'];

/** Returns the command that starts a process and writes its calls into `file`. */
export function tracing(file: string): readonly string[] {
  return [...TRACE, '-o', file];
}

/** Returns the command that starts a process with a fault at a call. */
export function failing(file: string, { name, nth }: Pick<Call, 'name' | 'nth'>, fault: Fault) {
  return [...tracing(file), '-e', `inject=${name}:${effectOf(fault)}:when=${nth}${timesOf(fault)}`];
}

function effectOf(fault: Fault): string {
  if (fault.kind === 'kill') return 'signal=SIGKILL';
  if (fault.kind === 'error') return `error=${fault.code}`;
  return `delay_${fault.after === true ? 'exit' : 'enter'}=${fault.milliseconds * 1000}`;
}

function timesOf(fault: Fault): string {
  return fault.kind === 'error' && fault.forever === true ? '+' : '';
}

// Calls that change nothing.
const LOOKS =
  /^(?:statx|stat|lstat|fstat|newfstatat|readlink|readlinkat|access|faccessat2?|read|pread64|getdents64|getcwd|lseek|close|fsync)$/;

/** Returns the calls that a trace shows, in order. */
export function readTrace(file: string): readonly Call[] {
  const counts = new Map<string, number>();
  let isWriting = false;
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): Call[] => {
      const name = /^(\w+)\(/.exec(line)?.[1];
      if (name === undefined) return [];
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      const changes = changesIn(name, line);
      if (name === 'openat') isWriting = changes;
      const endsReading = name === 'close' && !isWriting;
      const isFailed = line.endsWith('(INJECTED)');
      return [{ name, nth, paths: pathsIn(line), changes, endsReading, isFailed }];
    });
}

/** Paths are in quotes, or after the number of an open file. */
function pathsIn(line: string): readonly string[] {
  const found = line.replace(/AT_FDCWD<[^>]*>/g, '').matchAll(/"(\/[^"]*)"|\d<(\/[^>]*)>/g);
  return [...found].map(([, named, open]) => named ?? open ?? '');
}

function changesIn(name: string, line: string): boolean {
  if (name === 'open' || name === 'openat') return line.includes('O_CREAT');
  return !LOOKS.test(name);
}
