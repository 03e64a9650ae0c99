// What cargo accepts as the name of a registry, and its words for what it does not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryName } from '../../src/cargo/registry-name.ts';
import { UserError } from '../../src/errors.ts';

for (const name of [
  'a',
  '_',
  '_1',
  'my-registry',
  'my_Registry2',
  'é',
  'реестр',
  '登録',
  '__proto__',
  'a-',
  'crates-io',
  'Crates-IO',
  '𝒳',
  'a·b',
  'e\u0301',
]) {
  test(`\`${name}\` is a name`, () => {
    assert.equal(registryName(name), name);
  });
}

test('`crates.io` is taken for `crates-io`', () => {
  assert.equal(registryName('crates.io'), 'crates-io');
});

const START = 'the first character must be a Unicode XID start character (most letters or `_`)';
const DIGIT = 'the name cannot start with a digit';
const OTHER = 'characters must be Unicode XID characters (numbers, `-`, `_`, or most letters)';

for (const [name, character, reason] of [
  ['1a', '1', DIGIT],
  ['-a', '-', START],
  ['.a', '.', START],
  [' a', ' ', START],
  ['١a', '١', START],
  ['😀', '😀', START],
  ['a.b', '.', OTHER],
  ['a b', ' ', OTHER],
  ['a/b', '/', OTHER],
  ['a😀b', '😀', OTHER],
  ['a\n', '\n', OTHER],
  ['Crates.IO', '.', OTHER],
] as const) {
  test(`${JSON.stringify(name)} is none`, () => {
    const message = `invalid character \`${character}\` in registry name: \`${name}\`, ${reason}`;
    assert.throws(() => registryName(name), new UserError(message));
  });
}

test('nothing is no name', () => {
  assert.throws(() => registryName(''), new UserError('registry name cannot be empty'));
});
