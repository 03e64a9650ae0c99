// The action under test. No other file knows its path.

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with action.yml and dist. Set ACTION_UNDER_TEST to test another action. */
export const ACTION =
  process.env['ACTION_UNDER_TEST'] ?? fileURLToPath(new URL('../../', import.meta.url));

/** Returns the script of a phase. */
export function scriptOf(action: string, phase: 'main' | 'post'): string {
  return path.join(action, 'dist', `${phase}.js`);
}
