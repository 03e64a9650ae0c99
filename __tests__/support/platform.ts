// Differences between the systems that the tests run on.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

/** The `skip` option of a test that needs a shell, modes, links or signals. */
export const skipOnWindows = process.platform === 'win32' ? 'needs a POSIX system' : false;

/** The `skip` option of a test that needs the start time of a process. */
export const withoutProc = process.platform === 'linux' ? false : 'only Linux has /proc';

/** Returns the mode that a file gets on this system. Windows only has a read-only flag. */
export function modeHere(mode: number): number {
  return process.platform === 'win32' ? 0o666 : mode;
}

/** Returns the state of a process: `T` is stopped, `Z` is a zombie. */
export function stateOf(pid: number): string | undefined {
  if (withoutProc === false) {
    return /\) (\w)/.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  }
  return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
    .toString()
    .trim()[0];
}
