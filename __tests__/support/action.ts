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
