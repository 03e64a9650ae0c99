// Checks that an edit did only what it should, without using the code that made the edit.

import assert from 'node:assert/strict';
import { parse, type TomlTable, type TomlValue } from 'smol-toml';

function read(text: string): TomlTable {
  return parse(text, { integersAsBigInt: true });
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

const PIECE = /"""(?:\\.|[^\\])*?"""(?!")|'''.*?'''(?!')|"(?:\\.|[^"\\])*"|'[^']*'|#[^\r\n]*/gs;

/** Returns the comments of a text, in order. */
export function commentsOf(text: string): readonly string[] {
  return (text.match(PIECE) ?? []).filter((piece) => piece.startsWith('#'));
}

function isInsertion(before: string, after: string): boolean {
  const length = after.length - before.length;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return length >= 0 && before.slice(at) === after.slice(at + length);
}

function isSpelling(spelling: string, value: string): boolean {
  if (!/^(["']).*\1$/s.test(spelling)) return false;
  try {
    return read(`v = [${spelling}]`)['v']?.toString() === [value].toString();
  } catch {
    return false;
  }
}

function isReplacement(before: string, after: string, old: string, value: string): boolean {
  const spelling = JSON.stringify(value).replaceAll('\x7f', '\\u007f');
  for (let at = after.indexOf(spelling); at !== -1; at = after.indexOf(spelling, at + 1)) {
    const rest = after.slice(at + spelling.length);
    const found = before.slice(at, before.length - rest.length);
    const aside = before.startsWith(after.slice(0, at)) && before.endsWith(rest);
    if (aside && isSpelling(found, old)) return true;
  }
  return false;
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) {
    if (part.startsWith(character, at)) at += character.length;
  }
  return at === part.length;
}

/** Returns the table at a path. Creates it if it is missing. */
function tableIn(data: TomlTable, path: readonly string[]): TomlTable {
  let table = data;
  for (const name of path) {
    if (!Object.hasOwn(table, name)) table[name] = Object.create(null);
    const inner = table[name];
    assert.ok(isTable(inner));
    table = inner;
  }
  return table;
}

/** Asserts that strings were set at a path, and that no other byte changed. */
export function assertSet(
  before: string,
  path: readonly string[],
  values: Readonly<Record<string, string>>,
  after: string,
): void {
  const expected = read(before);
  const table = tableIn(expected, path);
  const olds = Object.keys(values).map((key) => (Object.hasOwn(table, key) ? table[key] : ''));
  Object.assign(table, values);
  assert.deepStrictEqual(read(after), expected);
  assert.deepEqual(commentsOf(after), commentsOf(before));
  const [value = ''] = Object.values(values);
  const [old] = olds;
  assert.ok(
    isInsertion(before, after) ||
      (olds.length === 1 && typeof old === 'string' && isReplacement(before, after, old, value)),
    'the edit is one splice, and no other byte changed',
  );
}

/** Removes tables along a path from `expected` if they are empty and missing in `actual`. */
function dropEmptied(expected: TomlTable, path: readonly string[], actual: TomlTable): void {
  const [first, ...rest] = path;
  if (first === undefined || !Object.hasOwn(expected, first)) return;
  const inner = expected[first];
  const counterpart = Object.hasOwn(actual, first) ? actual[first] : undefined;
  if (!isTable(inner)) return;
  dropEmptied(inner, rest, isTable(counterpart) ? counterpart : {});
  if (counterpart === undefined && Object.keys(inner).length === 0) delete expected[first];
}

/** Asserts that keys of the table at a path are gone, and that other values and comments stayed. */
export function assertRemoved(
  before: string,
  path: readonly string[],
  keys: readonly string[],
  after: string,
): void {
  const expected = read(before);
  const actual = read(after);
  const table = tableIn(expected, path);
  const strings = keys.every((key) => typeof (table[key] ?? '') === 'string');
  for (const key of keys) delete table[key];
  dropEmptied(expected, path, actual);
  assert.deepStrictEqual(actual, expected);
  assert.ok(isSubsequence(after, before), 'nothing is added');
  // Other values can contain comments, which are removed with them.
  if (strings) assert.deepEqual(commentsOf(after), commentsOf(before));
}
