// Where the scanner gives up on what is not TOML, and what it takes for the end of a value.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tomlScanner } from '../../src/credentials/scan.ts';

function givesUp(scan: () => unknown, at: number): void {
  assert.throws(scan, {
    name: 'ScanError',
    message: `the scanner found no way on at index ${at}`,
  });
}

for (const [text, at] of [
  ['a', 1],
  ['a.', 2],
  ['a =', 3],
  ['a = ', 4],
  ['a = #', 4],
  ['a = ,', 4],
  ['a = ]', 4],
  ['a b = 1', 2],
  ['= 1', 0],
  [']', 0],
  ['é = 1', 0],
  ['"\\q" = 1', 0],
  ['"a = 1', 0],
  ['a = "', 4],
  ['a = "x', 4],
  ['a = "x\\"', 4],
  ["a = 'x", 4],
  ['a = """', 4],
  ['a = """x""', 4],
  ["a = '''x''", 4],
  ['a = [', 4],
  ['a = [ "x"', 4],
  ['a = [1, "]"', 4],
  ['a = [ # ]', 4],
  ['a = {', 4],
  ['[', 1],
  ['[a', 2],
  ['[a.', 3],
  ['[[a]', 3],
  ['[a = 1', 3],
  ['a = 1\nb', 7],
  ['a = 1\r\n= 2', 7],
] as const) {
  test(`no statements: ${JSON.stringify(text)}`, () => {
    givesUp(() => tomlScanner.statements(text), at);
  });
}

for (const [text, at] of [
  ['', 0],
  ['x', 0],
  ['[}', 0],
  ['}', 0],
  ['{', 1],
  ['{ a', 3],
  ['{ a =', 5],
  ['{ a = 1', 7],
  ['{ a = 1,', 8],
  ['{ a = 1 b', 9],
  ['{ = 1 }', 2],
  ['{,}', 1],
  ['{ a = 1,, }', 8],
  ['{ a = 1 # }', 11],
] as const) {
  test(`no inline table: ${JSON.stringify(text)}`, () => {
    givesUp(() => tomlScanner.inlineTable(text, 0), at);
  });
}

for (const value of [
  '1',
  '1979-05-27 07:32:00',
  '""',
  "''",
  '"\\\\"',
  '"\\""',
  "'\\'",
  '""""""',
  '"""a""""',
  "'''a'''''",
  '[]',
  '[1, "]", # ]\n]',
  '{ a = "}" }',
]) {
  for (const behind of ['', ' ', '\t', ' \t ', '\n', '\r\n', '\t# c\n', '#"\n']) {
    test(`the value ends before ${JSON.stringify(behind)}: ${JSON.stringify(value)}`, () => {
      const [pair] = tomlScanner.statements(`a = ${value}${behind}`);
      assert.deepEqual(pair?.kind === 'pair' && pair.value, { start: 4, end: 4 + value.length });
    });
  }
}
