// Processes of other jobs, in every state that a lock's owner can be in.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import type { TestContext } from 'node:test';
import { hostIdentity, processStart } from '../../src/host.ts';

/** Returns what a lock of a process says. */
export function ownedBy(pid: number, start = processStart(pid), host = hostIdentity()): string {
  return `${pid}/${start ?? ''}/nonce/${host}`;
}

/** Returns the id of a process that has ended, and of which nothing is left. */
export function deadProcess(): number {
  return spawnSync('true').pid;
}

/** Starts a process that ends with the test; by default one that does nothing. */
export function idleProcess(
  t: TestContext,
  [program, ...args]: readonly [string, ...string[]] = ['sleep', '600'],
): ChildProcess & { readonly pid: number } {
  const child = spawn(program, args, { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const { pid } = child;
  if (pid === undefined) throw new Error('no process could be started');
  return Object.assign(child, { pid });
}

/** Starts a process that is stopped: it lives, and does not go on. */
export async function stoppedProcess(t: TestContext): Promise<number> {
  const { pid } = idleProcess(t);
  process.kill(pid, 'SIGSTOP');
  while (stateOf(pid) !== 'T') await new Promise((resolve) => setTimeout(resolve, 5));
  return pid;
}

/** Returns the id of a process that has ended, and whose parent does not take notice of it. */
export async function zombieProcess(t: TestContext): Promise<number> {
  // It ends when its parent is no shell any more, which would take notice.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  while (stateOf(pid) !== 'Z') await new Promise((resolve) => setTimeout(resolve, 5));
  return pid;
}

function stateOf(pid: number): string | undefined {
  return /\) (\w)/.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
}
