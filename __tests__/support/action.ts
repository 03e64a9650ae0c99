// The action that the tests run.

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of action.yml and dist: this repository, or another that scripts/coverage.mjs names. */
export const ACTION =
  process.env['ACTION_UNDER_TEST'] ?? fileURLToPath(new URL('../../', import.meta.url));

/** Returns the script of a phase. */
export function scriptOf(action: string, phase: 'main' | 'post'): string {
  return path.join(action, 'dist', `${phase}.js`);
}

/**
 * Returns what the action printed on standard error. Where its disk is out of order, so it is for
 * what Node counts for `npm run coverage`: that Node says so is not the action's doing.
 */
export function ownWords(stderr: string): string {
  const folder = process.env['NODE_V8_COVERAGE'];
  const isNodes = (line: string) =>
    /^E[A-Z]+: Failed to /.test(line) && folder !== undefined && line.includes(` ${folder}`);
  const lines = stderr.split(/(?<=\n)/);
  return lines.filter((line) => !isNodes(line)).join('');
}
