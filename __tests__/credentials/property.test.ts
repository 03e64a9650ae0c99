// On random files an edit changes only what it should, and can be undone. LONG=1 tries more files.
// SEED repeats a run.

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

/** Tells whether cargo can read the file. If not, asserts that every edit refuses it. */
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

/** Asserts that the document of an edit equals the document parsed from its text. */
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

/** Asserts that removing a new table restores the text. */
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

/** Asserts that token and provider are added in one splice, and that both can be undone. */
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
  // Without `[registry]`, a top-level token of another type is no longer hidden.
  if (name === undefined && typeof (start.data['token'] ?? '') !== 'string') return;
  const table = tableAt(start, pathOf(name)) ?? {};
  if (LOGOUT.some((key) => typeof (table[key] ?? '') !== 'string')) return;
  const after = removeEntry(start, name);
  assertParsed(after);
  assert.equal(tokenOf(after, name), undefined);
  assert.equal(removeEntry(after, name), after);
  assertRemoved(start.text, pathOf(name), LOGOUT, without(start, pathOf(name), LOGOUT).text);
}

test('a login and a logout change only the entry in random files', (t) => {
  t.diagnostic(`SEED=${seed}, ${numRuns} files`);
  let refused = 0;
  const property = fc.property(credentialsText, registryName, anyToken, (text, name, token) => {
    const start = parseDocument(text, FILE);
    if (!isReadable(start, name)) return;
    checkToken(start, name, token);
    for (const check of [checkProvider, checkLogout]) {
      try {
        check(start, name, token);
      } catch (error) {
        // A comment inside a list or an inline table would be lost.
        if (!(error instanceof UserError) || !text.includes('#')) throw error;
        refused++;
      }
    }
  });
  fc.assert(property, { numRuns, seed });
  t.diagnostic(`refused: ${refused}`);
  assert.ok(refused < numRuns / 50, `${refused} edits were refused`);
});

describe('the scanner terminates on text that is not TOML', () => {
  function check(text: string): void {
    try {
      scan(text);
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }

  test('such as pieces of TOML in random order', () => {
    const brackets = ['[', ']', '{', '}', '"', "'", '"""', "'''", '=', '.', ',', '#', '\\', '\\u0'];
    const others = ['a', ' ', '\n', '\r\n', '\uFEFF', 'a = 1\n', '"\\q"'];
    const piece = fc.constantFrom(...brackets, ...others);
    const text = fc.array(piece, { maxLength: 24, size: 'max' }).map((all) => all.join(''));
    fc.assert(fc.property(text, check), { numRuns, seed });
  });

  test('such as TOML without its beginning', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const text = fc
      .tuple(credentialsText, part)
      .map(([all, from]) => all.slice(Math.floor(all.length * from)));
    fc.assert(fc.property(text, check), { numRuns, seed });
  });
});
