// Texts that are not a credentials file, or that no single splice can change. The error names the
// place and shows nothing of the text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { parseDocument } from '../../src/credentials/document.ts';
import { removeEntry, setEntry, setKeys, tokenOf } from '../../src/credentials/edit.ts';
import { UserError } from '../../src/errors.ts';
import { WRONG_TYPES } from './wrong-types.ts';

const FILE = '/home/credentials.toml';
const SECRET = 'cio-secret';

/** Returns the message of the refusal. Asserts that the error does not contain the secret. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof UserError, inspect(error));
    assert.doesNotMatch(inspect(error, { showHidden: true, depth: null }), new RegExp(SECRET));
    assert.equal(error.cause, undefined);
    return error.message;
  }
  return assert.fail('it was not refused');
}

test('text that is not TOML is refused with line, column and reason', () => {
  const duplicate = 'trying to redefine an already defined ';
  for (const [text, reason] of [
    [`token = "${SECRET}"\nb =\n`, 'line 2, column 4: '],
    [`token = ${SECRET}\n`, 'line 1, column 9: invalid value'],
    [`a = 1\r\ntoken = "${SECRET}\r\n`, 'line 2, column 20: '],
    [`a = 1\ntoken = '''${SECRET}\n`, 'line 2, column 9: unfinished string'],
    [`\uFEFF\ntoken = ${SECRET}\n`, 'line 2, column 9: invalid value'],
    [`token = "${SECRET}"\n token = "${SECRET}"\n`, `line 2, column 2: ${duplicate}`],
    [`[registry]\ntoken = "${SECRET}"\n[registry]\n`, `line 3, column 2: ${duplicate}`],
    [
      `a = 1 token = "${SECRET}"\n`,
      'line 1, column 7: each key-value declaration must be followed',
    ],
    [`token = "${SECRET}\\q"\n`, 'line 1, column 21: unrecogni'],
    [`# ${SECRET}\u0000\n`, 'line 1, column 13: control characters are not allowed in comments'],
    [`[registries.x\ntoken = "${SECRET}"\n`, 'line 1, column 14: '],
    [`[a]\ntoken = "${SECRET}"\nEOF\n`, 'line 3, column '],
    [`{"token": "${SECRET}"}`, 'line 1, column 1'],
    [`a = ${'['.repeat(2000)}"${SECRET}"${']'.repeat(2000)}`, 'line 1, column 1005: '],
  ] as const) {
    const message = refusal(() => parseDocument(text, FILE));
    const start = `could not parse \`${FILE}\` as TOML: ${reason}`;
    assert.equal(message.slice(0, start.length), start);
    assert.match(message, /; correct that line, or delete the file and log in again$/);
  }
});

test('a value of a type that cargo refuses is refused by name', () => {
  for (const { text, name, expected } of WRONG_TYPES) {
    const start = parseDocument(text, FILE);
    const message = `${expected}; correct or remove it there, and try again`;
    const entry = { name, token: 'NEW', provider: undefined };
    for (const action of [
      () => tokenOf(start, name),
      () => setEntry(start, entry),
      () => removeEntry(start, name),
    ]) {
      assert.equal(refusal(action), message, text);
    }
  }
});

test('a value of a wrong type in another place is ignored', () => {
  for (const [text, name] of [
    ['registries = "a"\n', undefined],
    ['registry = 1\ntoken = 2\n', 'x'],
    ['[registries.y]\ntoken = 1\n', 'x'],
    ['token = 5\n[registry]\n', undefined],
  ] as const) {
    const set = setEntry(parseDocument(text, FILE), { name, token: 'NEW', provider: undefined });
    assert.equal(tokenOf(set, name), 'NEW');
  }
});

test('a table with a header or dotted keys is not replaced or removed like a value', () => {
  for (const text of ['[t.k]\na = 1\n', 't.k.a = 1\n', '[[t.k]]\n']) {
    const refused = /^refused to edit `\/home\/credentials\.toml`: .* `t\.k` .*/;
    assert.match(
      refusal(() => setKeys(parseDocument(text, FILE), ['t'], new Map([['k', undefined]]))),
      refused,
    );
    assert.match(
      refusal(() => setKeys(parseDocument(text, FILE), ['t'], new Map([['k', 'v']]))),
      refused,
    );
  }
});

test('a value is not replaced if a comment would be lost', () => {
  const text = '[registries.x]\ncredential-provider = [ # mine\n"a"]\n';
  const entry = { name: 'x', token: 'NEW', provider: 'cargo:token' };
  const message = refusal(() => setEntry(parseDocument(text, FILE), entry));
  assert.match(message, /cannot change only `registries\.x\.credential-provider`/);
});

test('a key is not removed if a comment would be lost', () => {
  for (const text of [
    '[registries]\nx = { index = "i", # mine\n token = "OLD" }\n',
    '[registries]\nx = {\n  token = "OLD" # mine\n  , index = "i" }\n',
  ]) {
    assert.match(
      refusal(() => removeEntry(parseDocument(text, FILE), 'x')),
      /cannot change only `registries\.x\.token`/,
    );
  }
});

test('a string that TOML cannot represent is refused', () => {
  const values = new Map([['b', `${SECRET}\uD800`]]);
  const message = refusal(() => setKeys(parseDocument('', FILE), ['a'], values));
  assert.match(message, /^refused .* cannot change only `a\.b`/);
});

test('the error quotes a registry name that is not a bare key', () => {
  for (const name of ['b c', ' b', 'b ', 'é', '']) {
    const start = parseDocument(`[registries]\n"${name}" = 1\n`, FILE);
    assert.match(
      refusal(() => tokenOf(start, name)),
      new RegExp(`^\`registries\\."${name}"\` in`),
    );
  }
});
