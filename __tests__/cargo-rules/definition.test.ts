// Where a value was defined: how it is shown, what it counts from, and what it wins over.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import {
  type Definition,
  describe,
  isHigherPriority,
  pathOf,
  rootOf,
} from '../../src/cargo/definition.ts';

const file = path.resolve('/a/.cargo/config.toml');

const rows: readonly (readonly [Definition, string, string | undefined])[] = [
  [{ kind: 'built-in' }, 'default', undefined],
  [{ kind: 'path', path: file }, file, file],
  [{ kind: 'environment', key: 'CARGO_A' }, 'environment variable `CARGO_A`', undefined],
  [{ kind: 'cli' }, '--config cli option', undefined],
  [{ kind: 'cli', path: file }, file, file],
];

for (const [definition, shown, expected] of rows) {
  test(`${JSON.stringify(definition)} is shown as ${shown}`, () => {
    assert.equal(describe(definition), shown);
    assert.equal(pathOf(definition), expected);
    const root = expected === undefined ? '/here' : path.resolve('/a');
    assert.equal(rootOf(definition, '/here'), root);
  });
}

test('the command line wins over the environment, and that over files', () => {
  const kinds = ['built-in', 'path', 'environment', 'cli'];
  for (const [a] of rows) {
    for (const [b] of rows) {
      const expected = kinds.indexOf(a.kind) > kinds.indexOf(b.kind);
      assert.equal(isHigherPriority(a, b), expected, `${a.kind} over ${b.kind}`);
    }
  }
});
