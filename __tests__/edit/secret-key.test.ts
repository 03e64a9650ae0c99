// The secret key that `cargo:paseto` keeps, with its subject or without.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCredentials } from '../../src/credentials/document.ts';
import { readSecretKey, sameSecretKey, setSecretKey } from '../../src/credentials/secret-key.ts';

const place = { kind: 'alternate', name: 'mine' } as const;
const document = (text: string) => parseCredentials(text, '/f');

const KEY = '[registries.mine]\nsecret-key = "k3.secret.a"\n';
const WITH_SUBJECT = `${KEY}secret-key-subject = "me"\n`;

test('it is read', () => {
  assert.equal(readSecretKey(document(''), place), undefined);
  assert.deepEqual(readSecretKey(document(KEY), place), { key: 'k3.secret.a', subject: undefined });
  assert.deepEqual(readSecretKey(document(WITH_SUBJECT), place), {
    key: 'k3.secret.a',
    subject: 'me',
  });
});

for (const before of ['', KEY, WITH_SUBJECT]) {
  for (const after of ['', KEY, WITH_SUBJECT]) {
    test(`${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, () => {
      const value = readSecretKey(document(after), place);
      const found = readSecretKey(setSecretKey(document(before), place, value), place);
      assert.ok(sameSecretKey(found, value));
    });
  }
}
