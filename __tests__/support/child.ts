// Waits for a child process and collects its output.

import type { ChildProcess } from 'node:child_process';

/** How a child process ended, and what it printed. */
export interface Output {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No process of these tests takes this long unless it hangs. */
const LONGEST_MS = 120_000;

/**
 * Waits until a child process has ended and its output is closed. Rejects if the process cannot be
 * started or hangs. A process that hangs is killed.
 */
export function collect(child: ChildProcess): Promise<Output> {
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`this did not end: ${child.spawnargs.join(' ')}`));
    }, LONGEST_MS);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ code, signal, stdout: stdout(), stderr: stderr() });
    });
  });
}

function gather(stream: ChildProcess['stdout']): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
