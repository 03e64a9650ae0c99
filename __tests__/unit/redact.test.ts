// Words of others: a token in them is hidden, in every form in which a program may print it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact, redactLikely } from '../../src/redact.ts';
import { Secret } from '../../src/secret.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64');

const HIDDEN: readonly (readonly [stored: string, printed: string])[] = [
  ['a-token', 'a-token'],
  ['Bearer a-token', 'a-token'],
  ['Bearer a-token', encoded('a-token').replace(/=+$/, '')],
  ['a"token', JSON.stringify('a"token').slice(1, -1)],
  ['a token', 'a%20token'],
  ['a-token', Buffer.from('a-token').toString('hex')],
  // Of Basic credentials the password is the token.
  [`Basic ${encoded('me:a-token')}`, encoded('me:a-token')],
  [`Basic ${encoded('me:a-token')}`, 'me:a-token'],
  [`Basic ${encoded('me:a-token')}`, 'a-token'],
  [`basic ${encoded('me:a-token')}`, 'a-token'],
];
for (const [stored, printed] of HIDDEN) {
  test(`of ${stored} is hidden: ${printed}`, () => {
    assert.equal(redact(`it says <${printed}>`, [new Secret(stored)]), 'it says <***>');
  });
}

test('what is no token stays', () => {
  assert.equal(
    redact('me, and others', [new Secret(`Basic ${encoded('me:a-token')}`)]),
    'me, and others',
  );
  assert.equal(redact('words', []), 'words');
});

test('without a token to look for, long words of letters and digits are hidden', () => {
  const words = 'a-long-word-without-any 12345678901234567890 abcdefgh12345678';
  assert.equal(redactLikely(words), 'a-long-word-without-any 12345678901234567890 ***');
});
