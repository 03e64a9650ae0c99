// Over arbitrary files: an edit changes what it should and nothing else, and can be taken back. A
// scanner that is wrong about where things stand gives a refusal or by luck the right text, never a
// wrong one. LONG=1 asks about more files, SEED makes a run come again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Document, parseDocument, type Value } from '../../src/credentials/document.ts';
import {
  type FoundEntry,
  pathOf,
  readEntry,
  removeEntry,
  removeKeys,
  setEntry,
  setValues,
} from '../../src/credentials/edit.ts';
import { type Item, ScanError, type Scanner, scan } from '../../src/credentials/scan.ts';
import { UserError } from '../../src/errors.ts';
import { anyToken, credentialsText, registryName } from './documents.ts';
import { assertRemoved, assertSet } from './judge.ts';
import { ABSENT, absentCase, PRESENT, presentCase } from './spellings.ts';

const FILE = '/home/credentials.toml';
const LOGOUT = ['token', 'secret-key', 'secret-key-subject'];
const PROVIDER = 'credential-provider';
const numRuns = process.env['LONG'] ? 60_000 : 2_500;
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Returns the entry, or `undefined` where cargo refuses the file: then every edit must refuse. */
function entryOf(start: Document, name: string | undefined): FoundEntry | undefined {
  try {
    return readEntry(start, name);
  } catch (error) {
    assert.ok(error instanceof UserError);
    const entry = { name, token: 'new', provider: undefined };
    assert.throws(() => setEntry(start, entry), error);
    assert.throws(() => removeEntry(start, name), error);
    return undefined;
  }
}

/** A document that an edit returns must be the one that its text makes. */
function assertParsed(document: Document): void {
  assert.deepStrictEqual(document, parseDocument(`${document.text}`, FILE));
}

function checkToken(start: Document, name: string | undefined, token: string): void {
  const { tokenPath, token: old } = readEntry(start, name);
  const entry = { name, token, provider: undefined };
  const set = setEntry(start, entry);
  assertParsed(set);
  assertSet(start.text, tokenPath, { token }, set.text);
  assert.equal(readEntry(set, name).token, token);
  assert.equal(setEntry(set, entry), set);
  if (old === undefined) {
    assert.equal(removeKeys(set, tokenPath, ['token'], start).text, start.text);
  }
}

/** Beside a new token the provider comes in the same splice, and both can be taken back. */
function checkProvider(start: Document, name: string | undefined, token: string): void {
  const { provider, token: old, tokenPath } = readEntry(start, name);
  const both = setEntry(start, { name, token, provider: 'cargo:token' });
  assertParsed(both);
  assert.equal(readEntry(both, name).provider, 'cargo:token');
  if (provider !== undefined || (old !== undefined && tokenPath.length > 0)) return;
  assertSet(start.text, pathOf(name), { token, [PROVIDER]: 'cargo:token' }, both.text);
  assert.equal(removeKeys(both, pathOf(name), ['token', PROVIDER], start).text, start.text);
}

function checkLogout(start: Document, name: string | undefined): void {
  // A top-level token of another type, which `[registry]` hides, comes to light without it.
  if (name === undefined && typeof (start.data['token'] ?? '') !== 'string') return;
  const without = removeEntry(start, name);
  assertParsed(without);
  assert.equal(readEntry(without, name).token, undefined);
  assert.equal(removeEntry(without, name), without);
  const { tokenPath } = readEntry(start, name);
  if (tokenPath.length === 0) return;
  const middle = removeKeys(start, tokenPath, LOGOUT);
  assertRemoved(start.text, tokenPath, LOGOUT, middle.text);
}

test('a login and a logout, on arbitrary files', (t) => {
  t.diagnostic(`SEED=${seed}, ${numRuns} files`);
  const property = fc.property(credentialsText, registryName, anyToken, (text, name, token) => {
    const start = parseDocument(text, FILE);
    if (entryOf(start, name) === undefined) return;
    checkToken(start, name, token);
    try {
      checkProvider(start, name, token);
      checkLogout(start, name);
    } catch (error) {
      // Comments stand inside of a list or an inline table.
      if (!(error instanceof UserError) || !text.includes('#')) throw error;
    }
  });
  fc.assert(property, { numRuns, seed });
});

/** How a scanner is broken: what it gets wrong, at which of its findings, and by how much. */
interface Fault {
  readonly kind: (typeof FAULTS)[number];
  readonly at: number;
  readonly by: number;
  readonly name: string;
}

const FAULTS = [
  ...(['start', 'end', 'parts', 'few parts', 'key', 'rename', 'rename first', 'header'] as const),
  ...(['value start', 'value end', 'value', 'drop', 'repeat', 'swap', 'nowhere'] as const),
  ...(['comma', 'no comma', 'no table'] as const),
] as const;

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom(...FAULTS),
  at: fc.nat(12),
  by: fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -40, max: 40 })),
  name: fc.constantFrom('token', 'x', 'registries', 'registry', 'secret-key', 'index', 'other'),
});

function brokenItem(item: Item, { kind, by, name }: Fault): Item {
  const { start, end, path, parts, value, comma } = item;
  const renamed = (index: number) => path.map((each, at) => (at === index ? name : each));
  const isHeader = value === undefined;
  if (kind === 'start') return { ...item, start: start + by };
  if (kind === 'end') return { ...item, end: end + by };
  if (kind === 'parts') return { ...item, parts: parts.map((part) => part + by) };
  if (kind === 'few parts') return { ...item, parts: parts.slice(1) };
  if (kind === 'key') return { ...item, path: path.slice(1) };
  if (kind === 'rename') return { ...item, path: renamed(path.length - 1) };
  if (kind === 'rename first') return { ...item, path: renamed(0) };
  if (kind === 'header') return { ...item, value: isHeader ? { start, end } : undefined };
  if (kind === 'no comma') return { ...item, comma: undefined };
  if (kind === 'comma') return { ...item, comma: (comma ?? end) + by };
  if (kind === 'no table') return { ...item, inner: item.inner === undefined ? [] : undefined };
  if (value === undefined) return item;
  if (kind === 'value start') return { ...item, value: { ...value, start: value.start + by } };
  if (kind === 'value end') return { ...item, value: { ...value, end: value.end + by } };
  if (kind === 'value') return { ...item, value: { start: value.start + by, end: value.end + by } };
  if (kind !== 'nowhere') return item;
  return { ...item, start: Number.NaN, value: { start: by, end: Number.POSITIVE_INFINITY } };
}

/** Breaks one of a list of findings; the faults of a list itself are here. */
function brokenList<T>(list: readonly T[], { kind, at }: Fault, breakOne: (item: T) => T): T[] {
  const index = list.length === 0 ? 0 : at % list.length;
  const [before, one, after] = [
    list.slice(0, index),
    list.slice(index, index + 1),
    list.slice(index + 1),
  ];
  if (kind === 'drop') return [...before, ...after];
  if (kind === 'repeat') return [...before, ...one, ...one, ...after];
  if (kind === 'swap') return [...before, ...after.slice(0, 1), ...one, ...after.slice(1)];
  return [...before, ...one.map(breakOne), ...after];
}

function brokenScanner(broken: Fault): Scanner {
  const breakOne = (item: Item): Item =>
    brokenItem({ ...item, inner: item.inner && breakAll(item.inner) }, broken);
  const breakAll = (items: readonly Item[]) => brokenList(items, broken, breakOne);
  return (text) => breakAll(scan(text));
}

/** Returns what an edit makes; nothing when it is refused, in the words of a refusal. */
function attempt(edit: () => Document): Document | undefined {
  try {
    return edit();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, /^refused to edit `\/home\/credentials\.toml`/);
    return undefined;
  }
}

interface Tally {
  right: number;
  refused: number;
}

function tryEdits(
  start: Document,
  name: string | undefined,
  token: string,
  scanner: Scanner,
  tally: Tally,
): void {
  const { tokenPath } = readEntry(start, name);
  const values = new Map<string, Value>([['token', token]]);
  const set = attempt(() => setValues(start, tokenPath, values, scanner));
  if (set !== undefined) assertSet(start.text, tokenPath, { token }, set.text);
  const keys = tokenPath.length === 0 ? ['token'] : LOGOUT;
  const without = attempt(() => removeKeys(start, tokenPath, keys, undefined, scanner));
  if (without !== undefined) assertRemoved(start.text, tokenPath, keys, without.text);
  for (const result of [set, without]) tally[result === undefined ? 'refused' : 'right']++;
}

test('a broken scanner, on arbitrary files', (t) => {
  t.diagnostic(`SEED=${seed}, ${numRuns} files`);
  const tally = { right: 0, refused: 0 };
  const texts = [credentialsText, registryName, anyToken, fault] as const;
  const property = fc.property(...texts, (text, name, token, broken) => {
    const start = parseDocument(text, FILE);
    if (entryOf(start, name) === undefined) return;
    tryEdits(start, name, token, brokenScanner(broken), tally);
  });
  fc.assert(property, { numRuns, seed });
  t.diagnostic(`${tally.right} right, ${tally.refused} refused`);
  assert.ok(tally.refused > 0);
});

test('a broken scanner, on every spelling', (t) => {
  const step = process.env['LONG'] ? 1 : 7;
  const absent = ABSENT.map(({ name, rows }) => ({ name, rows: rows.map(absentCase) }));
  const present = PRESENT.map(({ name, rows }) => ({ name, rows: rows.map(presentCase) }));
  const tally = { right: 0, refused: 0 };
  for (const { name, rows } of [...absent, ...present]) {
    for (const [index, { before }] of rows.entries()) {
      for (const [number, kind] of FAULTS.entries()) {
        if ((index + number) % step !== 0) continue;
        for (const at of [0, 1, 2]) {
          for (const by of [-7, -2, -1, 1, 2, 7]) {
            const scanner = brokenScanner({ kind, at, by, name: 'token' });
            tryEdits(parseDocument(before, FILE), name, 'NEW', scanner, tally);
          }
        }
      }
    }
  }
  t.diagnostic(`${tally.right} right, ${tally.refused} refused`);
  assert.ok(tally.right > 0 && tally.refused > 0);
});

test('a scanner that finds nothing at all is refused', () => {
  const blind: Scanner = () => [];
  for (const { name, rows } of PRESENT) {
    for (const row of rows) {
      const start = parseDocument(presentCase(row).before, FILE);
      const { tokenPath } = readEntry(start, name);
      const values = new Map([['token', 'NEW']]);
      assert.equal(
        attempt(() => setValues(start, tokenPath, values, blind)),
        undefined,
      );
      assert.equal(
        attempt(() => removeKeys(start, tokenPath, ['token'], undefined, blind)),
        undefined,
      );
    }
  }
});

describe('the scanner ends on text that is not TOML', () => {
  function check(text: string): void {
    try {
      scan(text);
    } catch (error) {
      assert.ok(error instanceof ScanError, String(error));
      assert.match(error.message, /^the scanner found no way on at index \d+$/);
    }
  }

  test('pieces of TOML in any order', () => {
    const brackets = ['[', ']', '{', '}', '"', "'", '"""', "'''", '=', '.', ',', '#', '\\', '\\u0'];
    const others = ['a', ' ', '\n', '\r\n', '\uFEFF', 'a = 1\n', '"\\q"'];
    const piece = fc.constantFrom(...brackets, ...others);
    const text = fc.array(piece, { maxLength: 24, size: 'max' }).map((all) => all.join(''));
    fc.assert(fc.property(text, check), { numRuns, seed });
  });

  test('TOML that is cut off', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const text = fc
      .tuple(credentialsText, part)
      .map(([all, from]) => all.slice(Math.floor(all.length * from)));
    fc.assert(fc.property(text, check), { numRuns, seed });
  });
});
