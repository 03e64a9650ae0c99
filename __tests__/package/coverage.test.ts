// What no test reaches is seen; what is argued to need no test is there.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ARGUED, complaints } from '../../scripts/argued-coverage.mjs';
import { addUp, placesOf } from '../../scripts/reached.mjs';
import { scratch } from '../leases/scratch.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const TEXT = `interface Size { readonly size: number }
function sizeOf({ size }: Size): string {
  if (size > 100) return 'large';
  if (size >= 0) {
    return size > 10 && size % 2 === 0 ? 'even' : 'small';
  } else {
    return never(() => size);
  }
}
function never(thrown: () => number): never {
  throw new Error(String(thrown()));
}
if (process.argv.length > 2) {
  console.log(sizeOf({ size: Number(process.argv[2]) }));
}
try {
  console.log(new URL('a:b'));
} catch {
  console.log('none');
}
`;

/** Returns what is complained of after a program was run with each of these arguments. */
async function complaintsAfter(
  folder: string,
  args: readonly string[],
  argued: readonly string[],
): Promise<readonly string[]> {
  const [file, counted] = [path.join(folder, 'sizes.ts'), path.join(folder, 'counted')];
  fs.writeFileSync(file, TEXT);
  for (const arg of args) {
    const env = { ...process.env, NODE_V8_COVERAGE: counted };
    spawnSync(process.execPath, [file, arg], { env });
  }
  const source = { name: 'sizes.ts', text: TEXT, code: stripTypeScriptTypes(TEXT) };
  const url = pathToFileURL(fs.realpathSync(file)).href;
  const counts = addUp(counted, new Map([[url, TEXT.length]])).get(url);
  const places = await placesOf(source, counts ?? new Uint32Array());
  return complaints(places, [{ why: 'it is argued', code: { [source.name]: argued } }]);
}

const OPEN = [
  "sizes.ts:3: no test reaches  if (size > 100) return 'large';",
  "sizes.ts:5: no test reaches  size % 2 === 0 ? 'even' : 'small';",
  "sizes.ts:5: no test reaches  'even' : 'small';",
  'sizes.ts:6: no test reaches  else of if (size >= 0) {',
  'sizes.ts:10: no test reaches  never(thrown: () => number): never {',
  'sizes.ts:13: no test reaches  else of if (process.argv.length > 2) {',
  "sizes.ts:19: no test reaches  console.log('none');",
];

test('what no process reached is named', async (t) => {
  assert.deepEqual(await complaintsAfter(scratch(t), ['5'], []), OPEN);
});

test('what one of several processes reached is reached', async (t) => {
  assert.deepEqual(await complaintsAfter(scratch(t), ['5', '12', '101', '-1'], []), OPEN.slice(-2));
});

test('what is argued is passed over; what is argued and is not there is named', async (t) => {
  const argued = [...OPEN.slice(1).map((line) => line.replace(/^.*reaches {2}/, '')), 'gone();'];
  assert.deepEqual(await complaintsAfter(scratch(t), ['5'], argued), [
    OPEN[0],
    'sizes.ts: argued, and not there any more:  gone();',
  ]);
});

/** Where a run is counted that is not the one this test may be part of. */
const APART = 'coverage/try';

/** Runs the command with these arguments, and returns its exit code and its rows, by files. */
function cover(args: readonly string[]) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const all = ['scripts/coverage.mjs', '--in', APART, ...args];
  const { status, stdout } = spawnSync(process.execPath, all, { cwd: ROOT, env, encoding: 'utf8' });
  const rows = [...stdout.matchAll(/^src\/(\S+)\.ts +(\S+ +\S+ +\S+)$/gm)];
  const shares = new Map(rows.map(([, file = '', row = '']) => [file, row.split(/ +/)]));
  return { status, stdout, shares: (file: string) => shares.get(file) ?? [] };
}

/** Tells whether everything in a file was reached, such as `7/7`. */
function isFull(shares: readonly string[]): boolean {
  return shares.length === 3 && shares.every((share) => /^(\d+)\/\1$/.test(share));
}

test('it counts what tests call themselves, and what the action does', (t) => {
  t.after(() => fs.rmSync(path.join(ROOT, APART), { recursive: true, force: true }));
  const first = cover(['__tests__/unit/secret.test.ts', '__tests__/action/missing-token.test.ts']);
  assert.ok(isFull(first.shares('secret')));
  assert.ok(isFull(first.shares('main')));
  assert.match(first.shares('host')[0] ?? '', /^[1-9]/);
  assert.match(first.stdout, /^src\/host\.ts:\d+: no test reaches /m);
  assert.equal(first.status, 1);

  assert.ok(!isFull(first.shares('scheme')));
  const second = cover(['--add', '__tests__/unit/scheme.test.ts']);
  assert.ok(isFull(second.shares('scheme')));
  assert.deepEqual(second.shares('host'), first.shares('host'));
});

test('what is argued stands in the sources, with a reason', () => {
  for (const { why, code } of ARGUED) {
    assert.ok(why.length > 20, why);
    for (const [file, all] of Object.entries(code)) {
      const lines = fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n');
      for (const each of all) {
        const words = each.replace(/^else of /, '');
        assert.ok(
          lines.some((line) => line.endsWith(words)),
          `${file}: ${each}`,
        );
      }
    }
  }
});
