// Faults at a chosen system call: strace stops the process there and does what it is told.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

/** For the `skip` of a test that needs strace: the reason, or false where it is there and may trace. */
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
  /** Which of the calls of that name it was; the first is 1. */
  readonly nth: number;
  /** The files it was about. */
  readonly paths: readonly string[];
  /** Whether it can change what is on disk. */
  readonly changes: boolean;
  /** Whether it ends the reading of a file, which cannot fail: Node takes it for a fault of its own. */
  readonly endsReading: boolean;
  /** Whether it was made to fail. */
  readonly isFailed: boolean;
}

/** What is to happen at a call. */
export type Fault =
  /** The process is killed before the call is carried out. */
  | { readonly kind: 'kill' }
  /** The call fails; with `forever` all later calls of that name fail too. */
  | { readonly kind: 'error'; readonly code: string; readonly forever?: boolean }
  /** The process is held for a while, before the call or after it. */
  | { readonly kind: 'delay'; readonly milliseconds: number; readonly after?: boolean };

// Only the main thread is traced: Node's synchronous file calls are made there, and no other.
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

// What only looks, whatever it looks at.
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

/** Paths are in quotes, or behind the number of an open file. */
function pathsIn(line: string): readonly string[] {
  const found = line.replace(/AT_FDCWD<[^>]*>/g, '').matchAll(/"(\/[^"]*)"|\d<(\/[^>]*)>/g);
  return [...found].map(([, named, open]) => named ?? open ?? '');
}

function changesIn(name: string, line: string): boolean {
  if (name === 'open' || name === 'openat') return line.includes('O_CREAT');
  return !LOOKS.test(name);
}
