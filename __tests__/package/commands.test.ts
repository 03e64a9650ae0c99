// Every command that the README and CONTRIBUTING.md name is run by something: by .ci/run, or by a
// test.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = ['README.md', 'CONTRIBUTING.md'];

/** What .ci/run does not run by its name, and the file that runs it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm run build': 'scripts/check-dist.mjs',
  'npm run coverage': '__tests__/package/coverage.test.ts',
  'npm run coverage -- --add FILE': '__tests__/package/coverage.test.ts',
  'node --test FILE': '__tests__/package/commands.test.ts',
  'npm run check': 'package.json',
  'npm run learn': '__tests__/package/eager.test.ts',
  // Whoever runs a test has either been started by it, or could as well have been.
  '.ci/run': '.ci/run',
};

function read(name: string): string {
  return fs.readFileSync(path.join(ROOT, name), 'utf8');
}

/** Returns the commands of a page: in blocks for a shell, and as code in a line. */
function commandsOf(page: string): string[] {
  const text = read(page);
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.split(/\n|&&/),
  );
  const prose = text.replace(/^```.*?^```$/gms, '');
  const inline = [...prose.matchAll(/`((?:(?:npm|npx|node) |\.ci\/run)[^`]*)`/g)].map(
    ([, code = '']) => code,
  );
  return [...blocks, ...inline].map((command) => command.trim()).filter((command) => command);
}

/** Tells whether what is run is what a page says, in which `WORD` stands for anything. */
function isRun(said: string, run: string): boolean {
  const words = run.split(' ');
  const isSame = (word: string, index: number) =>
    /^[A-Z]+$/.test(word) ? words[index] !== undefined : word === words[index];
  return said.split(' ').every(isSame);
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  read('package.json'),
);
const commands = [...new Set(PAGES.flatMap(commandsOf))];
const run = read('.ci/run')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line.startsWith('npm '));

test('every command of the pages is run', () => {
  assert.ok(commands.length > 8);
  assert.deepEqual(
    commands.filter(
      (command) => !(command in ELSEWHERE) && !run.some((line) => isRun(command, line)),
    ),
    [],
  );
});

test('what is run elsewhere is named by a page, and is run there', () => {
  for (const [command, file] of Object.entries(ELSEWHERE)) {
    assert.ok(commands.includes(command), `no page names ${command}`);
    assert.ok(fs.existsSync(path.join(ROOT, file)), file);
  }
  const build = "execFileSync(process.execPath, ['scripts/build.mjs']";
  assert.ok(read('scripts/check-dist.mjs').includes(build));
  const parts = scripts['check']?.split(' && ') ?? [];
  assert.deepEqual(
    parts.filter((part) => run.includes(part)),
    ['npm run lint', 'npm run types', 'npm run check:dist'],
  );
});

test('every command for people in package.json is named by a page', () => {
  const names = Object.keys(scripts).map((name) =>
    name === 'test' ? 'npm test' : `npm run ${name}`,
  );
  assert.deepEqual(
    names.filter((name) => !commands.some((command) => `${command} `.startsWith(`${name} `))),
    [],
  );
});

test('`node --test FILE` runs one test', () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const args = ['--test', '--test-reporter=tap', '__tests__/unit/secret.test.ts'];
  const report = execFileSync(process.execPath, args, { cwd: ROOT, env }).toString();
  assert.match(report, /^# pass [1-9]/m);
  assert.match(report, /^# fail 0$/m);
});
