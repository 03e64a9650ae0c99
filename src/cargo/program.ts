// A program that is run to its end, or ended with all that it has started.

import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { getExecOutput } from '@actions/exec';
import type { Environment } from './environment.ts';

/** How a program is run. */
export interface ProgramRun {
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** What it gets on standard input, which is closed then. */
  readonly input: string;
  /** After so long it is ended. */
  readonly limitMs: number;
  /** Throws when the job was cancelled; the program is ended then. */
  readonly checkCancelled: () => void;
  /** Called as soon as it runs. */
  readonly onStart: (pid: number) => void;
}

/** How it came to its end. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  /** It crashed, or somebody else ended it. */
  | { readonly kind: 'killed'; readonly signal: string }
  /** It was ended because it took too long. */
  | { readonly kind: 'overdue' };

/** What became of a program. */
export interface ProgramResult {
  readonly ending: Ending;
  /** What it printed on both streams, the last of it, without colours. */
  readonly output: string;
}

/** Returns the absolute path of a program on PATH, or `undefined`. The current folder never counts. */
export function findProgram(name: string, env: Environment): string | undefined {
  const isWindows = process.platform === 'win32';
  const key = Object.keys(env).find((variable) => variable.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (env[isWindows ? key : 'PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const candidates = folders.map((folder) => join(folder, isWindows ? `${name}.exe` : name));
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && (process.platform === 'win32' || (found.mode & 0o111) !== 0);
  } catch {
    return false;
  }
}

type Question = Pick<ProgramRun, 'program' | 'args' | 'cwd' | 'env' | 'limitMs' | 'checkCancelled'>;

/**
 * Returns what a program prints when it is asked for its version: nothing when it cannot be started,
 * `undefined` when it does not end in time.
 *
 * @throws whatever `checkCancelled` throws
 */
export async function askVersion(question: Question): Promise<string | undefined> {
  const { program, args, cwd, limitMs, checkCancelled } = question;
  const env = Object.entries(question.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const answer = getExecOutput(`"${program}"`, [...args], {
    cwd,
    env: Object.fromEntries(env),
    ignoreReturnCode: true,
    silent: true,
  }).then(
    ({ stdout, stderr }) => stripVTControlCharacters(stdout + stderr),
    () => '',
  );
  const deadline = process.uptime() * 1000 + limitMs;
  while (process.uptime() * 1000 < deadline) {
    const found = await soon(answer, LOOK_MS);
    if (found !== undefined) return found;
    checkCancelled();
  }
  return undefined;
}

/** How often the clock and the signals are looked at. */
const LOOK_MS = 50;
/** How long programs that were told to end may take before they are killed. */
const GRACE_MS = 2_000;
/** How long it may take until those that were killed are gone; whoever has to bury them may be slow. */
const DEATH_MS = 300;
/** A background process that a provider leaves behind may hold the streams open for ever. */
const DRAIN_MS = 500;
const LONGEST_OUTPUT = 64 * 1024;

/**
 * Runs a program in a process group of its own, until it ends or has to be ended.
 *
 * @throws the system's error if it cannot be started
 * @throws whatever `checkCancelled` throws, after the program and its children were ended
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const child = spawn(run.program, run.args, {
    cwd: run.cwd,
    env: { ...run.env },
    // On Windows this would open a window; there a process tree is ended without a group.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const output = collectOutput(child);
  const exited = exitOf(child);
  try {
    if (child.pid !== undefined) run.onStart(child.pid);
    // A program may refuse before it has read its input.
    child.stdin?.on('error', () => {}).end(run.input);
    const ending = await watch(child, exited, run);
    return { ending, output: stripVTControlCharacters(output()) };
  } catch (error) {
    await endTree(child, exited);
    throw error;
  } finally {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  }
}

type Exit = Extract<Ending, { readonly kind: 'exited' | 'killed' }>;

/** Waits for the end of the program itself, and for a moment for the rest of its output. */
function exitOf(child: ChildProcess): Promise<Exit> {
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const ending: Exit =
        code === null ? { kind: 'killed', signal: signal ?? '' } : { kind: 'exited', code };
      const drained = setTimeout(() => resolve(ending), DRAIN_MS);
      child.once('close', () => {
        clearTimeout(drained);
        resolve(ending);
      });
    });
  });
  exited.catch(() => {}); // whoever waits for it hears of it
  return exited;
}

async function watch(child: ChildProcess, exited: Promise<Exit>, run: ProgramRun): Promise<Ending> {
  const deadline = process.uptime() * 1000 + run.limitMs;
  for (;;) {
    const ending = await soon(exited, LOOK_MS);
    if (ending !== undefined) return ending;
    run.checkCancelled();
    if (process.uptime() * 1000 < deadline) continue;
    await endTree(child, exited);
    return { kind: 'overdue' };
  }
}

/** Ends a program and all that it has started: asks them to, and then makes them. */
async function endTree(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    const killer = spawn(taskkill, ['/pid', String(pid), '/T', '/F'], {
      windowsHide: true,
    });
    killer.on('error', () => child.kill());
    await soon(exited, GRACE_MS);
    return;
  }
  signalGroup(pid, 'SIGTERM');
  await groupEnd(pid, GRACE_MS);
  signalGroup(pid, 'SIGKILL');
  await soon(exited, GRACE_MS);
  await groupEnd(pid, DEATH_MS);
}

async function groupEnd(leader: number, limitMs: number): Promise<void> {
  const deadline = process.uptime() * 1000 + limitMs;
  while (process.uptime() * 1000 < deadline && signalGroup(leader, 0)) await sleep(LOOK_MS);
}

/** Sends a signal to a process group; tells whether there is one. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}

async function soon<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function collectOutput(child: ChildProcess): () => string {
  let collected = Buffer.alloc(0);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      collected = Buffer.concat([collected, chunk]).subarray(-LONGEST_OUTPUT);
    });
  }
  return () => collected.toString();
}
