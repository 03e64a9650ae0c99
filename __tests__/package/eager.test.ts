// The list of what V8 is to compile together with the bundle goes stale in silence: then a login is
// slower, and nothing else is to be seen.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileEagerly, functionsOf } from '../../scripts/eager.mjs';
import { calledByOrdinaryLogins, learn } from '../../scripts/ordinary-logins.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Methods cannot be enclosed; they are less than a tenth of what is called. */
const ENCLOSED = 0.85;

test('what an ordinary login calls is compiled with the bundle', (t) => {
  const script = join(DIST, 'index.js');
  const code = readFileSync(script, 'utf8');
  const called = calledByOrdinaryLogins(DIST, script).filter(({ start }) => start > 0);
  const enclosed = called.filter(({ start }) => code[start - 1] === '(');
  t.diagnostic(`${enclosed.length} of ${called.length}`);
  assert.ok(called.length > 400, 'nothing was recorded');
  assert.ok(
    enclosed.length >= called.length * ENCLOSED,
    `only ${enclosed.length} of ${called.length} functions are; run \`npm run learn\``,
  );
});

test('what is learnt names functions of the bundle, each once', () => {
  const keys = learn(DIST);
  assert.ok(keys.length > 400);
  assert.deepEqual(keys, [...new Set(keys)].sort());
});

const CODE = `const before = __called(1);
function __called(n) { return n; }
function late(n) {
  const one = () => n + 1, other = function () { return inner(one()); };
  return other();
  function inner(m) { return m * 2; }
}
class Counter { count() { return late(2); } get twice() { return this.count() * 2; } }
const object = { method() { return 1; }, property: () => 2, get got() { return 3; } };
export function exported() { return [before, late(3), late.name, new Counter().twice, object]; }
`;

test('what is enclosed does what it did', async () => {
  const keys = new Set(functionsOf(CODE).map(({ key }) => key));
  const eager = compileEagerly(CODE, keys);
  const [own, other] = await Promise.all([CODE, eager].map(resultOf));
  assert.notEqual(eager, CODE);
  assert.match(eager, /var late = \(function\(n/);
  assert.match(eager, /var inner = \(function\(m/);
  assert.match(eager, /property: \(\(\) => 2\)/);
  assert.equal(own, other);
});

async function resultOf(code: string): Promise<string> {
  const { exported } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return JSON.stringify(exported());
}
