// A secret never shows its value when it is printed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../src/tokens.ts';

const VALUE = 'hidden-value';
const secret = new Secret(VALUE);

test('a secret shows its value only through `expose()`', () => {
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret, list: [secret] }),
    inspect({ a: { b: [secret] } }, { depth: 9, showHidden: true, customInspect: true }),
    inspect(secret, { customInspect: false, showHidden: true }),
    format('%s %o %O %j', secret, secret, secret, secret),
    inspect(new Error(`failed with ${secret}`, { cause: secret })),
    JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String), { ...secret }]),
  ];
  assert.ok(printed.every((text) => !text.includes(VALUE)));
  assert.equal(secret.expose(), VALUE);
});
