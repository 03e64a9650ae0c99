// Over arbitrary files: an edit changes what it should and nothing else, and can be taken back. LONG=1
// asks about more files, SEED makes a run come again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Document, parseDocument, tableAt } from '../../src/credentials/document.ts';
import { pathOf, removeEntry, setEntry, setKeys, tokenOf } from '../../src/credentials/edit.ts';
import { scan } from '../../src/credentials/scan.ts';
import { UserError } from '../../src/errors.ts';
import { anyToken, credentialsText, registryName } from './documents.ts';
import { assertRemoved, assertSet } from './judge.ts';

const FILE = '/home/credentials.toml';
const LOGOUT = ['token', 'secret-key', 'secret-key-subject'];
const PROVIDER = 'credential-provider';
const numRuns = process.env['LONG'] ? 60_000 : 2_500;
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Tells whether cargo reads the file; where it does not, every edit must refuse. */
function isReadable(start: Document, name: string | undefined): boolean {
  try {
    tokenOf(start, name);
    return true;
  } catch (error) {
    assert.ok(error instanceof UserError);
    const entry = { name, token: 'new', provider: undefined };
    assert.throws(() => setEntry(start, entry), error);
    assert.throws(() => removeEntry(start, name), error);
    return false;
  }
}

/** A document that an edit returns must be the one that its text makes. */
function assertParsed(document: Document): void {
  assert.deepStrictEqual(document, parseDocument(`${document.text}`, FILE));
}

function without(
  start: Document,
  path: readonly string[],
  keys: readonly string[],
  base?: Document,
) {
  return setKeys(start, path, new Map(keys.map((key) => [key, undefined])), base);
}

/** Takes a new table back. */
function checkUndo(start: Document, set: Document, path: readonly string[]): void {
  if (tableAt(start, path) !== undefined || start.text.includes('{')) return;
  const { text } = without(set, path, ['token', PROVIDER], start);
  assert.ok([start.text, `${start.text}\n`, `${start.text}\r\n`].includes(text), text);
}

function checkToken(start: Document, name: string | undefined, token: string): void {
  const entry = { name, token, provider: undefined };
  const set = setEntry(start, entry);
  assertParsed(set);
  assertSet(start.text, pathOf(name), { token }, set.text);
  assert.equal(tokenOf(set, name), token);
  assert.equal(setEntry(set, entry), set);
  checkUndo(start, set, pathOf(name));
}

/** Beside a new token the provider comes in the same splice, and both can be taken back. */
function checkProvider(start: Document, name: string | undefined, token: string): void {
  const table = tableAt(start, pathOf(name)) ?? {};
  if (typeof (table[PROVIDER] ?? '') !== 'string') return;
  const both = setEntry(start, { name, token, provider: 'cargo:token' });
  assertParsed(both);
  assert.equal(tableAt(both, pathOf(name))?.[PROVIDER], 'cargo:token');
  if ('token' in table || PROVIDER in table) return;
  assertSet(start.text, pathOf(name), { token, [PROVIDER]: 'cargo:token' }, both.text);
  checkUndo(start, both, pathOf(name));
}

function checkLogout(start: Document, name: string | undefined): void {
  // A top-level token of another type, which `[registry]` hides, comes to light without it.
  if (name === undefined && typeof (start.data['token'] ?? '') !== 'string') return;
  const table = tableAt(start, pathOf(name)) ?? {};
  if (LOGOUT.some((key) => typeof (table[key] ?? '') !== 'string')) return;
  const after = removeEntry(start, name);
  assertParsed(after);
  assert.equal(tokenOf(after, name), undefined);
  assert.equal(removeEntry(after, name), after);
  assertRemoved(start.text, pathOf(name), LOGOUT, without(start, pathOf(name), LOGOUT).text);
}

test('a login and a logout, on arbitrary files', (t) => {
  t.diagnostic(`SEED=${seed}, ${numRuns} files`);
  const property = fc.property(credentialsText, registryName, anyToken, (text, name, token) => {
    const start = parseDocument(text, FILE);
    if (!isReadable(start, name)) return;
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

describe('the scanner ends on text that is not TOML', () => {
  function check(text: string): void {
    try {
      scan(text);
    } catch (error) {
      assert.ok(error instanceof Error);
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
