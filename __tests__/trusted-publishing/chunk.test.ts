// What trusted publishing needs is a file of its own, which no other login loads.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../../src/trusted-publishing.ts';
import type { Machine } from '../support/machine.ts';
import { withMachine } from '../support/machine.ts';
import { readText, snapshot } from '../support/tree.ts';
import { withIssuer } from './issuer.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const EVERY_LOGIN = ['index.js', 'main.js', 'post.js', 'package.json'];

/** Returns the files of dist that only some logins need. */
function chunks(): readonly string[] {
  const names = fs.readdirSync(path.join(REPOSITORY, 'dist'));
  return names.filter((name) => name.endsWith('.js') && !EVERY_LOGIN.includes(name));
}

/** Returns a copy of the action that has nothing but what every login needs. */
function withoutChunks(machine: Machine): string {
  const copy = machine.folder('action');
  fs.mkdirSync(path.join(copy, 'dist'));
  const files = ['action.yml', ...EVERY_LOGIN.map((name) => path.join('dist', name))];
  for (const file of files) fs.copyFileSync(path.join(REPOSITORY, file), path.join(copy, file));
  return copy;
}

test('an ordinary login and logout work without it', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job({ action: withoutChunks(machine) });
    const before = snapshot(job.home);
    const main = await job.step({ token: machine.token() }).main();
    assert.deepEqual([main.code, main.annotations.error], [0, []]);
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(snapshot(job.home), before);
  }));

test('a login without a token does not: it is what is in there', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ action: withoutChunks(machine), env: issuer.permission });
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 1);
    assert.match(main.annotations.error.join(), /Cannot find module/);
  }));

test('no HTTP client of a package is in dist', () => {
  for (const name of [...chunks(), 'index.js']) {
    assert.doesNotMatch(readText(path.join(REPOSITORY, 'dist', name)), /undici|HttpClient/, name);
  }
});

test('the version that servers are told is that of the package', () => {
  const manifest: unknown = JSON.parse(readText(path.join(REPOSITORY, 'package.json')));
  assert.deepEqual(
    Object.entries(Object(manifest)).find(([key]) => key === 'version'),
    ['version', VERSION],
  );
});
