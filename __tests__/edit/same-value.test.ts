// The comparison that every edit is judged by: what it takes for the same, and what not.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  parseCredentials,
  sameValue,
  withoutEmptied,
  withValues,
} from '../../src/credentials/document.ts';
import { credentialsText } from './documents.ts';

function data(text: string) {
  return parseCredentials(text, '/f').data;
}

describe('two texts that say the same', () => {
  for (const [left, right] of [
    ['a = 1\nb = 2\n', '# in any order\nb = 0x2\na = +1\n'],
    ['a = { b = 1 }\n', '[a]\nb = 1\n'],
    ['a = "é"\n', "a = 'é'\n"],
    ['a = nan\nb = inf\nc = -0.0\n', 'c = -0e0\nb = +inf\na = -nan\n'],
    ['a = [1, { b = [] }]\n', 'a = [\n  1,\n  {b=[]},\n]\n'],
    ['a = 1979-05-27 07:32:00Z\n', 'a = 1979-05-27T07:32:00z\n'],
    ['[[a]]\nb = 1\n[[a]]\n', 'a = [{ b = 1 }, {}]\n'],
    ['__proto__ = 1\nconstructor = 2\n', '"constructor" = 2\n"__proto__" = 1\n'],
  ] as const) {
    test(JSON.stringify([left, right]), () => assert.ok(sameValue(data(left), data(right))));
  }

  test('any text and itself', () => {
    fc.assert(fc.property(credentialsText, (text) => sameValue(data(text), data(text))));
  });

  test('tables nested as deep as a file is long', () => {
    const deep = `[${Array(50_000).fill('a').join('.')}]\n`;
    assert.ok(sameValue(data(deep), data(deep)));
    assert.ok(!sameValue(data(deep), data(`${deep}b = 1\n`)));
  });
});

describe('two texts that do not', () => {
  for (const [left, right] of [
    ['a = 1\n', 'a = 2\n'],
    ['a = 1\n', 'b = 1\n'],
    ['a = 1\n', 'a = 1\nb = 2\n'],
    ['a = 1\n', ''],
    ['a = 1\n', 'a = 1.0\n'],
    ['a = 1\n', 'a = "1"\n'],
    ['a = 1\n', 'a = true\n'],
    ['a = 9007199254740992\n', 'a = 9007199254740993\n'],
    ['a = 0.0\n', 'a = -0.0\n'],
    ['a = nan\n', 'a = inf\n'],
    ['a = []\n', 'a = {}\n'],
    ['a = []\n', 'a = ""\n'],
    ['a = [1]\n', 'a = [1, 2]\n'],
    ['a = [1, 2]\n', 'a = [2, 1]\n'],
    ['a = [[]]\n', 'a = [[[]]]\n'],
    ['a = {}\n', 'a = { b = 1 }\n'],
    ['a = {}\n', ''],
    ['a = 1979-05-27\n', 'a = 1979-05-27T00:00:00\n'],
    ['a = 1979-05-27T00:00:00\n', 'a = 1979-05-27T00:00:00Z\n'],
    ['a = 1979-05-27T01:00:00Z\n', 'a = 1979-05-27T02:00:00+01:00\n'],
    ['a = 1979-05-27\n', 'a = "1979-05-27"\n'],
    ['a = {}\n', 'a = 1979-05-27\n'],
    ['toString = 1\n', 'valueOf = 1\n'],
    ['__proto__ = 1\n', ''],
    ['__proto__ = {}\n', 'a = {}\n'],
  ] as const) {
    test(JSON.stringify([left, right]), () => {
      assert.ok(!sameValue(data(left), data(right)));
      assert.ok(!sameValue(data(right), data(left)));
    });
  }
});

test('a table with other values leaves the one it is made from as it was', () => {
  const before = data('[__proto__.a]\nb = 1\n');
  const values = new Map([
    ['__proto__', 'v'],
    ['b', undefined],
  ]);
  const after = withValues(before, ['__proto__', 'a'], values);
  assert.ok(sameValue(after, data('[__proto__.a]\n__proto__ = "v"\n')));
  assert.ok(sameValue(before, data('[__proto__.a]\nb = 1\n')));
});

for (const [text, other, expected] of [
  ['[a.b]\n', '', ''],
  ['[a.b]\n', '[a]\n', '[a]\n'],
  ['[a.b]\n', '[a.b]\n', '[a.b]\n'],
  ['[a.b]\n', 'a = 1\n', 'a = {}\n'],
  ['[a]\nb = 1\n', '', '[a]\nb = 1\n'],
  ['[a.b]\nc = 1\n', '', '[a.b]\nc = 1\n'],
  ['[a.b]\n[a.c]\n', '', '[a.c]\n'],
  ['[a.c]\n', '', '[a.c]\n'],
  ['[c]\n', '', '[c]\n'],
] as const) {
  test(`${JSON.stringify(text)} without what is empty, and not in ${JSON.stringify(other)}`, () => {
    const before = data(text);
    assert.deepEqual(withoutEmptied(before, ['a', 'b'], data(other)), data(expected));
    assert.deepEqual(before, data(text));
  });
}
