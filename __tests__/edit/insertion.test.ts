// Where new keys go when the scanner is wrong: nothing of what stands there is written twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertion } from '../../src/credentials/insertion.ts';
import type { Pair } from '../../src/credentials/scan.ts';
import type { Survey } from '../../src/credentials/survey.ts';

const NOTHING: Survey = {
  keys: new Map(),
  section: undefined,
  braces: undefined,
  sibling: undefined,
};
const PATH = ['registries', 'x'];
const VALUES = new Map([['token', 'T']]);

function pairAt(start: number, end: number): Pair {
  return { kind: 'pair', key: [], start, value: { start: end, end } };
}

for (const [line, indentation] of [
  ['a = 1', ''],
  [' \ta = 1', ' \t'],
  ['# not a = 1', ''],
  ['  # a = 1', ''],
  ['xa = 1', ''],
] as const) {
  test(`below a header, before ${JSON.stringify(line)}`, () => {
    const text = `[x]\n${line}\n`;
    const at = text.indexOf('a =');
    const header = { kind: 'header', path: ['x'], array: false, start: 0, end: 3 } as const;
    const section = { header, pairs: [pairAt(at, text.length - 1)], next: undefined };
    const splice = insertion(text, PATH, VALUES, { ...NOTHING, section });
    assert.deepEqual(splice, { start: 4, end: 4, text: `${indentation}token = "T"\n` });
  });
}

test('beside a dotted key, only a key is written again', () => {
  const text = 'registries.x.a = 1 # one\n';
  const pair = pairAt(0, 18);
  const besides = (end: number) =>
    insertion(text, PATH, VALUES, { ...NOTHING, sibling: { pair, through: { name: 'x', end } } });
  assert.equal(besides(12).text, 'registries.x.token = "T"\n');
  for (const end of [0, 16, 18, text.length - 1]) {
    assert.throws(() => besides(end), { name: 'Doubt' });
  }
});
