// Starts steps as separate processes, and processes in every state that a lock's owner can be in.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { stateOf } from '../support/platform.ts';
import type { Outcome, Task } from './driver.ts';

const SOURCES = new URL('../../src/', import.meta.url);

let compiled: string | undefined;

/** Returns the driver as plain JavaScript, which starts in a third of the time. */
function driver(): string {
  if (compiled !== undefined) return compiled;
  const root = path.resolve('node_modules/.cache', `driver-${process.pid}`);
  process.on('exit', () => fs.rmSync(root, { recursive: true, force: true }));
  const files = fs
    .readdirSync(new URL('credentials/', SOURCES))
    .map((name) => `credentials/${name}`);
  for (const file of [...files, 'errors.ts', 'json.ts']) {
    compile(new URL(file, SOURCES), path.join(root, 'src', file));
  }
  const script = path.join(root, 'driver.js');
  compile(new URL('driver.ts', import.meta.url), script);
  fs.writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
  compiled = script;
  return script;
}

function compile(from: URL, to: string): void {
  const text = stripTypeScriptTypes(fs.readFileSync(from, 'utf8'))
    .replaceAll('../../src/', './src/')
    .replace(/(from '\.[^']*)\.ts'/g, "$1.js'");
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.writeFileSync(to.replace(/\.ts$/, '.js'), text);
}

/** Returns the command that does one task. */
export function commandOf(task: Task): readonly string[] {
  return [process.execPath, driver(), JSON.stringify(task)];
}

/** Starts a step; `under` is the command that starts it. */
export function start(task: Task, under: readonly string[] = []): ChildProcess {
  const [program = '', ...args] = [...under, ...commandOf(task)];
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

export interface Result {
  readonly signal: string | null;
  readonly outcome: Outcome | undefined;
}

/** Waits for a step. */
export async function finish(child: ChildProcess): Promise<Result> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const [, signal] = await once(child, 'close');
  return { signal, outcome: output === '' ? undefined : JSON.parse(output) };
}

/** Runs a step. */
export async function run(task: Task, under: readonly string[] = []): Promise<Result> {
  return await finish(start(task, under));
}

/** Returns the id of a process that has ended and no longer exists. */
export function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** Starts a process that does nothing and ends with the test. */
export function idleProcess(t: TestContext): ChildProcess & { readonly pid: number } {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], {
    stdio: 'ignore',
  });
  t.after(() => child.kill('SIGKILL'));
  const { pid } = child;
  if (pid === undefined) throw new Error('no process could be started');
  return Object.assign(child, { pid });
}

/** Starts a process and stops it: it is alive but does not run. */
export async function stoppedProcess(t: TestContext): Promise<number> {
  const { pid } = idleProcess(t);
  process.kill(pid, 'SIGSTOP');
  while (stateOf(pid) !== 'T') await pause(5);
  return pid;
}

/** Returns the id of a zombie: a process that has ended but whose parent does not wait for it. */
export async function zombieProcess(t: TestContext): Promise<number> {
  // When it ends, its parent is no longer the shell, which would wait for it.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  while (stateOf(pid) !== 'Z') await pause(5);
  return pid;
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((wake) => setTimeout(wake, milliseconds));
}

/** Runs an action on items, as many at a time as there are processors. */
export async function inParallel<T>(items: readonly T[], action: (item: T) => Promise<void>) {
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await action(item);
  };
  await Promise.all(os.cpus().map(work));
}
