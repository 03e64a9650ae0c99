// A secret does not print, in whatever way it is printed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../src/secret.ts';

const VALUE = 'hidden-value';
const secret = new Secret(VALUE);

const ways: Readonly<Record<string, () => string>> = {
  'String()': () => String(secret),
  'a template': () => `${secret}`,
  'joining a list': () => [secret, secret].join(),
  JSON: () => JSON.stringify({ secret, list: [secret] }),
  inspect: () => inspect(secret),
  'inspect, deep and with hidden members': () =>
    inspect({ a: { b: [secret] } }, { depth: 9, showHidden: true, customInspect: true }),
  'inspect without custom functions': () =>
    inspect(secret, { customInspect: false, showHidden: true }),
  format: () => format('%s %o %O %j', secret, secret, secret, secret),
  'an error': () => inspect(new Error(`failed with ${secret}`, { cause: secret })),
  'its keys and values': () =>
    JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)]),
  'a copy': () => JSON.stringify({ ...secret }),
};
for (const [way, print] of Object.entries(ways)) {
  test(`a secret does not print by ${way}`, () => {
    assert.equal(print().includes(VALUE), false);
  });
}

test('a secret tells its value when it is asked for it', () => {
  assert.equal(secret.expose(), VALUE);
  assert.equal(String(secret), '***');
});
