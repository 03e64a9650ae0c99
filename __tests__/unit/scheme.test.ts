// The form in which a token is stored and sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyForm, basicCredentials, type Scheme, withoutScheme } from '../../src/scheme.ts';

const forms: readonly (readonly [
  token: string,
  scheme: Scheme | undefined,
  username: string | undefined,
  stored: string,
])[] = [
  ['abc', undefined, undefined, 'abc'],
  ['Bearer abc', undefined, undefined, 'Bearer abc'],
  ['abc', 'Bearer', undefined, 'Bearer abc'],
  ['abc', 'Token', undefined, 'Token abc'],
  ['abc', 'Basic', undefined, 'Basic abc'],
  ['BEARER abc', 'Bearer', undefined, 'BEARER abc'],
  ['bearer', 'Bearer', undefined, 'Bearer bearer'],
  ['Bearer\tabc', 'Bearer', undefined, 'Bearer Bearer\tabc'],
  ['Token abc', 'Bearer', undefined, 'Bearer Token abc'],
  ['abc', undefined, 'me', 'Basic bWU6YWJj'],
  ['abc', 'Basic', 'me', 'Basic bWU6YWJj'],
  ['basic abc', undefined, 'me', 'basic abc'],
  ['a:b', undefined, 'me', 'Basic bWU6YTpi'],
  ['abc', undefined, 'имя', 'Basic 0LjQvNGPOmFiYw=='],
];
for (const [token, scheme, username, stored] of forms) {
  test(`${token} with scheme ${scheme} and user name ${username} is ${stored}`, () => {
    assert.equal(applyForm(token, { scheme, username }), stored);
    assert.equal(applyForm(stored, { scheme, username }), stored, 'and nothing is doubled');
  });
}

test('Basic credentials are those of RFC 7617', () => {
  assert.equal(basicCredentials('Aladdin', 'open sesame'), 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
});

const bare = [
  ['abc', 'abc'],
  ['Bearer abc', 'abc'],
  ['basic  abc', 'abc'],
  ['TOKEN abc', 'abc'],
  ['Tokens abc', 'Tokens abc'],
  ['Bearer', 'Bearer'],
] as const;
for (const [token, rest] of bare) {
  test(`without its scheme ${token} is ${rest}`, () => {
    assert.equal(withoutScheme(token), rest);
  });
}
