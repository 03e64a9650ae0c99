// What is said about speed anywhere is what docs/performance.md has measured.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';

function read(name: string): string {
  return fs.readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

/** Returns the median ratio that the page has for a row. */
function measured(row: string): number {
  const line = read('docs/performance.md')
    .split('\n')
    .find((each) => each.startsWith(`| ${row} |`));
  return Number(/\| (\d+\.\d+) \([^|]*\) \|$/.exec(line ?? '')?.[1]);
}

test('the README claims no more speed than was measured', () => {
  const [, claimed] =
    /takes about (\d+\.\d+) times as long as starting Node/.exec(read('README.md')) ?? [];
  assert.ok(claimed !== undefined, 'the README says how long a login takes');
  assert.ok(measured('main') > 1, 'the page has the figure');
  assert.ok(Number(claimed) >= measured('main'), `${claimed} is less than ${measured('main')}`);
});
