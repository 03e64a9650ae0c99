// Runs the long form of the random tests: every test file that reads the variable LONG.

import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('../', import.meta.url));
const files = globSync('__tests__/**/*.test.ts', { cwd });
const long = files.filter((file) => /\bLONG\b/.test(readFileSync(join(cwd, file), 'utf8')));
if (long.length === 0) throw new Error('no test reads LONG');
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=3', ...long], {
  cwd,
  env: { ...process.env, LONG: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
