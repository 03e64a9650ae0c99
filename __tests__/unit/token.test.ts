// A token: what is cut from it, and which characters it may have.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkToken, normalizeToken } from '../../src/cargo/token.ts';
import { UserError } from '../../src/errors.ts';

const normalized = [
  ['abc', 'abc'],
  [' \t abc\r\n', 'abc'],
  ['cargo login abc', 'abc'],
  ['\ncargo login\tabc ', 'abc'],
  ['cargo login', ''],
  [' cargo login  ', ''],
  ['cargo loginabc', 'cargo loginabc'],
  ['abc cargo login', 'abc cargo login'],
  ['Cargo login abc', 'Cargo login abc'],
  ['a b', 'a b'],
  ['', ''],
  [' \n ', ''],
] as const;
for (const [given, token] of normalized) {
  test(`${JSON.stringify(given)} is the token ${JSON.stringify(token)}`, () => {
    assert.equal(normalizeToken(given), token);
  });
}

const visible = fc.constantFrom(
  '\t',
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(i + 32)),
);
const good = fc.string({ unit: visible, minLength: 1 });

test('any visible ASCII, blanks and tabs are accepted', () => {
  fc.assert(fc.property(good, (token) => checkToken(token, 'input `token`')));
});

test('what has been cut is cut', () => {
  fc.assert(fc.property(good, (token) => normalizeToken(token) === normalizeToken(` ${token}\n`)));
});

const bad = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((character) => !/^[\t\x20-\x7e]$/.test(character));

test('anything else is refused, wherever it stands, and the token is not told', () => {
  const secret = 'secret-part-of-a-token';
  fc.assert(
    fc.property(good, bad, good, (before, character, after) => {
      const token = `${before}${character}${after}${secret}`;
      assert.throws(
        () => checkToken(token, 'line 7 of input `tokens`'),
        (error: unknown) =>
          error instanceof UserError &&
          error.message.includes('line 7 of input `tokens`') &&
          !error.message.includes(secret),
      );
    }),
  );
});

test('the message counts characters, not halves of them', () => {
  assert.throws(() => checkToken('ab🔑', 'x'), {
    name: 'UserError',
    message:
      'token contains invalid characters.\n' +
      'Only printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n' +
      '(x, character 3; check the secret it comes from)',
  });
  assert.throws(() => checkToken('🔑ab', 'x'), /character 1;/);
});

test('the message counts lines', () => {
  assert.throws(() => checkToken('a\nb', 'x'), /^UserError: x holds 2 lines/);
  assert.throws(() => checkToken('a\r\nb\rc\n', 'x'), /^UserError: x holds 4 lines/);
});

test('an empty token is refused', () => {
  assert.throws(() => checkToken('', 'input `token`'), /non-empty token \(input `token`\)/);
});
