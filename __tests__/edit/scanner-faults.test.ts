// The scanner is not trusted: one that is wrong about where things stand gives a refusal, or by
// luck the right text, but never a wrong one. NUM_RUNS and SEED as in property.test.ts.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type CredentialsDocument,
  parseCredentials,
  type RegistryPlace,
  readEntry,
  removeEntry,
  setEntry,
} from '../../src/credentials/edit.ts';
import {
  type InlineTable,
  type KeyPart,
  type Pair,
  ScanError,
  type Scanner,
  type Statement,
  tomlScanner,
} from '../../src/credentials/scan.ts';
import { UserError } from '../../src/errors.ts';
import { anyToken, credentialsText, registryPlace } from './documents.ts';
import { assertRemoved, assertSet } from './judge.ts';
import { ABSENT, absentCase, PRESENT, presentCase } from './spellings.ts';

const FILE = '/home/credentials.toml';
const LOGOUT = ['token', 'secret-key', 'secret-key-subject'];
const numRuns = Number(process.env['NUM_RUNS'] ?? 12_000);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** How a scanner is broken: what it gets wrong, at which of its findings, and by how much. */
interface Fault {
  readonly kind: (typeof FAULTS)[number];
  readonly at: number;
  readonly by: number;
  readonly name: string;
}

const FAULTS = [
  ...([
    'start',
    'value start',
    'value end',
    'value',
    'key',
    'key end',
    'rename',
    'rename first',
  ] as const),
  ...(['drop', 'repeat', 'swap', 'header start', 'header end', 'header path', 'array'] as const),
  ...(['open', 'comma', 'no comma', 'nowhere'] as const),
] as const;

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom(...FAULTS),
  at: fc.nat(12),
  by: fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -40, max: 40 })),
  name: fc.constantFrom('token', 'x', 'registries', 'registry', 'secret-key', 'index', 'other'),
});

function renamed(key: readonly KeyPart[], index: number, name: string): readonly KeyPart[] {
  return key.map((part, at) => (at === index ? { ...part, name } : part));
}

function brokenPair<T extends Pair>(pair: T, { kind, by, name }: Fault): T {
  const { start, key, value } = pair;
  switch (kind) {
    case 'start':
      return { ...pair, start: start + by };
    case 'value start':
      return { ...pair, value: { ...value, start: value.start + by } };
    case 'value end':
      return { ...pair, value: { ...value, end: value.end + by } };
    case 'value':
      return { ...pair, value: { start: value.start + by, end: value.end + by } };
    case 'key':
      return { ...pair, key: key.slice(1) };
    case 'key end':
      return { ...pair, key: key.map((part) => ({ ...part, end: part.end + by })) };
    case 'rename':
      return { ...pair, key: renamed(key, key.length - 1, name) };
    case 'rename first':
      return { ...pair, key: renamed(key, 0, name) };
    case 'nowhere':
      return { ...pair, start: Number.NaN, value: { start: by, end: Number.POSITIVE_INFINITY } };
    default:
      return pair;
  }
}

function brokenStatement(statement: Statement, broken: Fault): Statement {
  if (statement.kind === 'pair') return brokenPair(statement, broken);
  const { kind, by, name } = broken;
  switch (kind) {
    case 'header start':
      return { ...statement, start: statement.start + by };
    case 'header end':
      return { ...statement, end: statement.end + by };
    case 'header path':
      return { ...statement, path: [...statement.path.slice(0, -1), name] };
    case 'array':
      return { ...statement, array: !statement.array };
    case 'nowhere':
      return { ...statement, start: by, end: Number.NaN };
    default:
      return statement;
  }
}

/** Breaks one of a list of findings; the faults of a list itself are here. */
function brokenList<T>(
  list: readonly T[],
  { kind, at }: Fault,
  breakOne: (item: T) => T,
): readonly T[] {
  const index = list.length === 0 ? 0 : at % list.length;
  const [before, found, after] = [
    list.slice(0, index),
    list.slice(index, index + 1),
    list.slice(index + 1),
  ];
  switch (kind) {
    case 'drop':
      return [...before, ...after];
    case 'repeat':
      return [...before, ...found, ...found, ...after];
    case 'swap':
      return [...before, ...after.slice(0, 1), ...found, ...after.slice(1)];
    default:
      return [...before, ...found.map(breakOne), ...after];
  }
}

function brokenTable(table: InlineTable, broken: Fault): InlineTable {
  const { kind, by } = broken;
  if (kind === 'open') return { ...table, open: table.open + by };
  const pairs = brokenList(table.pairs, broken, (pair) => {
    if (kind === 'no comma') return { ...pair, comma: undefined };
    if (kind === 'comma') return { ...pair, comma: (pair.comma ?? pair.value.end) + by };
    return brokenPair(pair, broken);
  });
  return { ...table, pairs };
}

function brokenScanner(broken: Fault): Scanner {
  return {
    statements: (text) =>
      brokenList(tomlScanner.statements(text), broken, (one) => brokenStatement(one, broken)),
    inlineTable: (text, open) => brokenTable(tomlScanner.inlineTable(text, open), broken),
  };
}

function pathOf(place: RegistryPlace): readonly string[] {
  return place.kind === 'crates-io' ? ['registry'] : ['registries', place.name];
}

/** Returns what an edit makes; nothing when it is refused, in the words of a refusal. */
function attempt(edit: () => CredentialsDocument): CredentialsDocument | undefined {
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
  start: CredentialsDocument,
  place: RegistryPlace,
  token: string,
  scanner: Scanner,
  tally: Tally,
): void {
  const { legacy } = readEntry(start, place);
  const set = attempt(() => setEntry(start, place, { token }, scanner));
  if (set !== undefined) assertSet(start.text, legacy ? [] : pathOf(place), { token }, set.text);
  const keys = legacy ? ['token'] : LOGOUT;
  const without = attempt(() => removeEntry(start, place, keys, scanner));
  if (without !== undefined) {
    assertRemoved(start.text, legacy ? [] : pathOf(place), keys, without.text);
  }
  for (const result of [set, without]) tally[result === undefined ? 'refused' : 'right']++;
}

function isRefusedByCargo(document: CredentialsDocument, place: RegistryPlace): boolean {
  try {
    readEntry(document, place);
    return false;
  } catch {
    return true;
  }
}

function report(tally: Tally): string {
  return `${tally.right} right, ${tally.refused} refused`;
}

test('a broken scanner, on arbitrary files', (t) => {
  const tally = { right: 0, refused: 0 };
  const property = fc.property(
    credentialsText,
    registryPlace,
    anyToken,
    fault,
    (text, place, token, broken) => {
      const start = parseCredentials(text, FILE);
      if (isRefusedByCargo(start, place)) return;
      tryEdits(start, place, token, brokenScanner(broken), tally);
    },
  );
  t.diagnostic(`NUM_RUNS=${numRuns} SEED=${seed}`);
  fc.assert(property, { numRuns, seed });
  t.diagnostic(report(tally));
  assert.ok(tally.refused > 0);
});

describe('a broken scanner, on every spelling', () => {
  // With few runs, on some of them, of each kind.
  const step = Math.max(1, Math.floor(1_200 / numRuns));
  const some = (texts: readonly string[]) => texts.filter((_, index) => index % step === 0);
  const absent = ABSENT.map(({ place, rows }) => {
    return { place, texts: some(rows.map((row) => absentCase(row).before)) };
  });
  const present = PRESENT.map(({ place, rows }) => {
    return { place, texts: some(rows.map((row) => presentCase(row).before)) };
  });
  const cases = [...absent, ...present];
  for (const kind of FAULTS) {
    test(kind, (t) => {
      const tally = { right: 0, refused: 0 };
      for (const { place, texts } of cases) {
        for (const text of texts) {
          for (const at of [0, 1, 2]) {
            for (const by of [-7, -2, -1, 1, 2, 7]) {
              const scanner = brokenScanner({ kind, at, by, name: 'token' });
              tryEdits(parseCredentials(text, FILE), place, 'NEW', scanner, tally);
            }
          }
        }
      }
      t.diagnostic(report(tally));
      assert.ok(tally.right > 0);
    });
  }
});

test('a scanner that finds nothing at all', () => {
  const blind: Scanner = { statements: () => [], inlineTable: tomlScanner.inlineTable };
  for (const { place, rows } of PRESENT) {
    for (const row of rows) {
      const start = parseCredentials(presentCase(row).before, FILE);
      assert.equal(
        attempt(() => setEntry(start, place, { token: 'NEW' }, blind)),
        undefined,
      );
      assert.equal(
        attempt(() => removeEntry(start, place, undefined, blind)),
        undefined,
      );
    }
  }
});

describe('the scanner on text that is not TOML', () => {
  function scan(text: string): void {
    for (const read of [tomlScanner.statements, (all: string) => tomlScanner.inlineTable(all, 0)]) {
      try {
        read(text);
      } catch (error) {
        assert.ok(error instanceof ScanError, String(error));
        assert.match(error.message, /^the scanner found no way on at index \d+$/);
      }
    }
  }

  test('pieces of TOML in any order', () => {
    const pieces = [
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '"""',
      "'''",
      '=',
      '.',
      ',',
      '#',
      '\\',
      '\\u0',
      'a',
    ];
    const piece = fc.constantFrom(...pieces, ' ', '\n', '\r\n', '\uFEFF', 'a = 1\n', '"\\q"');
    const text = fc.array(piece, { maxLength: 24, size: 'max' }).map((all) => all.join(''));
    fc.assert(fc.property(text, scan), { numRuns, seed });
  });

  test('TOML that is cut off', () => {
    const text = fc
      .tuple(credentialsText, fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([all, part]) => all.slice(Math.floor(all.length * part)));
    fc.assert(fc.property(text, scan), { numRuns, seed });
  });
});
