// What the systems differ in on which the tests run.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

/** For the `skip` of a test that needs a shell, modes, links or signals. */
export const skipOnWindows = process.platform === 'win32' ? 'needs a POSIX system' : false;

/** For the `skip` of a test that needs to know when a process started. */
export const withoutProc = process.platform === 'linux' ? false : 'only Linux has /proc';

/** Returns the mode that a file has here: Windows only knows whether it may be written. */
export function modeHere(mode: number): number {
  return process.platform === 'win32' ? 0o666 : mode;
}

/** Returns the state of a process: `T` is stopped, `Z` has ended and its parent takes no notice. */
export function stateOf(pid: number): string | undefined {
  if (withoutProc === false) {
    return /\) (\w)/.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  }
  return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
    .toString()
    .trim()[0];
}
