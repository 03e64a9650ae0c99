// The action that the tests run. This is the only place that says which one.

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with action.yml and dist. Set ACTION_UNDER_TEST to run the tests against another one. */
export const ACTION =
  process.env['ACTION_UNDER_TEST'] ?? fileURLToPath(new URL('../../', import.meta.url));

/** Returns the script of a phase. */
export function scriptOf(action: string, phase: 'main' | 'post'): string {
  return path.join(action, 'dist', `${phase}.js`);
}
