// Where Cargo's home is, and from where the search for configuration begins.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { cargoHome, workingDirectory } from '../../src/cargo/home.ts';
import { worldFor } from './world.ts';

const root = path.parse(process.cwd()).root;
const at = (...parts: readonly string[]) => path.join(root, ...parts);

for (const [title, configured, expected] of [
  ['unset', undefined, at('users', 'me', '.cargo')],
  ['empty', '', at('users', 'me', '.cargo')],
  ['absolute', at('cargo'), at('cargo')],
  ['with dots and a slash at the end', `${at('cargo')}/x/../y/./`, at('cargo', 'y')],
  ['relative', 'here/../.home', at('work', 'project', '.home')],
  ['above the working directory', '../../home', at('home')],
] as const) {
  test(`CARGO_HOME ${title}`, () => {
    const env = { CARGO_HOME: configured, HOME: 'not this one' };
    assert.equal(cargoHome(env, at('work', 'project'), at('users', 'me')), expected);
  });
}

test('a working directory behind a link is the real one', (t) => {
  const { root: top } = worldFor(t, { files: { 'real/inner/file': '' }, links: { link: 'real' } });
  const link = path.join(top, 'link', 'inner');
  assert.equal(workingDirectory(link, 'linux'), path.join(top, 'real', 'inner'));
  assert.equal(workingDirectory(link, 'darwin'), path.join(top, 'real', 'inner'));
  assert.equal(workingDirectory(`${link}${path.sep}..`, 'win32'), path.join(top, 'link'));
});

test('a working directory that is not there is an error', (t) => {
  const { cwd } = worldFor(t);
  const missing = path.join(cwd, 'missing');
  assert.throws(() => workingDirectory(missing, 'linux'), { code: 'ENOENT' });
  assert.equal(fs.existsSync(missing), false);
});
