// The forms of a token: how it is trimmed, how it is stored, and which texts are refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UserError } from '../../src/errors.ts';
import {
  checkToken,
  isBrokenBasic,
  normalizeToken,
  type Scheme,
  storedForm,
  withoutScheme,
} from '../../src/tokens.ts';

const NORMALIZED = [
  [' \t abc\r\n', 'abc'],
  ['cargo login abc', 'abc'],
  ['\ncargo login\tabc ', 'abc'],
  [' cargo login  ', ''],
  ['cargo loginabc', 'cargo loginabc'],
  ['abc cargo login', 'abc cargo login'],
  ['a b', 'a b'],
  [' \n ', ''],
] as const;
for (const [given, token] of NORMALIZED) {
  test(`the input ${JSON.stringify(given)} gives the token ${JSON.stringify(token)}`, () => {
    assert.equal(normalizeToken(given), token);
  });
}

const STORED: readonly (readonly [
  token: string,
  scheme: Scheme | undefined,
  username: string | undefined,
  stored: string,
])[] = [
  ['abc', undefined, undefined, 'abc'],
  ['Bearer abc', undefined, undefined, 'Bearer abc'],
  ['abc', 'Bearer', undefined, 'Bearer abc'],
  ['abc', 'Basic', undefined, 'Basic abc'],
  ['BEARER abc', 'Bearer', undefined, 'BEARER abc'],
  ['bearer', 'Bearer', undefined, 'Bearer bearer'],
  ['BearerTOKEN', 'Bearer', undefined, 'Bearer BearerTOKEN'],
  ['Token abc', 'Bearer', undefined, 'Bearer Token abc'],
  ['abc', undefined, 'me', 'Basic bWU6YWJj'],
  ['abc', 'Basic', 'me', 'Basic bWU6YWJj'],
  ['basic abc', undefined, 'me', 'basic abc'],
  ['a:b', undefined, 'me', 'Basic bWU6YTpi'],
  ['abc', undefined, 'имя', 'Basic 0LjQvNGPOmFiYw=='],
];
for (const [token, scheme, username, stored] of STORED) {
  test(`${token} with scheme ${scheme} and user name ${username} is stored as ${stored}`, () => {
    assert.equal(storedForm(token, { scheme, username }), stored);
    assert.equal(storedForm(stored, { scheme, username }), stored, 'nothing is doubled');
  });
}

test('`withoutScheme` removes a scheme and nothing else', () => {
  const bare = ['abc', 'Bearer abc', 'basic  abc', 'Tokens abc', 'Bearer'].map(withoutScheme);
  assert.deepEqual(bare, ['abc', 'abc', 'abc', 'Tokens abc', 'Bearer']);
});

test('Basic credentials that are not a pair in base64 are recognized as broken', () => {
  const broken = [
    'Basic AAAA BBBB',
    'Basic me:abc',
    'basic YWJj',
    'Basic bWU6YWJj',
    'abc',
    'Bearer a b',
  ];
  assert.deepEqual(broken.map(isBrokenBasic), [true, true, true, false, false, false]);
});

const visible = fc.constantFrom(
  '\t',
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(i + 32)),
);
const part = fc.string({ unit: visible });
const bad = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((character) => !/^[\t\x20-\x7e]$/.test(character));

test('visible ASCII characters, spaces and tabs are accepted', () => {
  fc.assert(fc.property(part, (rest) => checkToken(`a-token-${rest}`, 'input `token`')));
});

test('any other character is refused in any position, and the error does not show the token', () => {
  const secret = 'secret-part-of-a-token';
  fc.assert(
    fc.property(part, bad, part, (before, character, after) => {
      const token = `a-token-${before}${character}${after}${secret}`;
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

test('the error counts characters, not UTF-16 code units', () => {
  assert.throws(() => checkToken('ab🔑', 'x'), /character 3\b/);
});

test('a line of a TOML file is refused as a token, even without a value', () => {
  for (const token of ['token=', 'TOKEN==', 'token = ""']) {
    assert.throws(() => checkToken(token, 'x'), /TOML/);
  }
});
