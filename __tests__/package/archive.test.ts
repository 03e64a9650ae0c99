// The archive that a job downloads is small and complete, and contains nothing else.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ACTION } from '../support/action.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';

const MOST_BYTES = 46_000;
const MOST_BYTES_OF_A_LOGIN = 100_000;

/** Returns the archive of the last commit, without files marked `export-ignore`. */
function archive(): Buffer {
  const args = ['archive', '--format=tar', '--worktree-attributes', 'HEAD'];
  return execFileSync('git', args, { cwd: ACTION, maxBuffer: 1 << 28 });
}

test('the archive is small and contains only the action and its licences', (t) =>
  withMachine(t, (machine) => {
    const bytes = gzipSync(archive(), { level: 9 }).length;
    t.diagnostic(`${bytes} bytes`);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes are more than ${MOST_BYTES}`);
    const folder = machine.folder('archive');
    execFileSync('tar', ['-x', '-C', folder], { input: archive() });
    assert.deepEqual(fs.readdirSync(folder).sort(), ['LICENSE-MIT', 'action.yml', 'dist']);
    assert.deepEqual(
      fs.readdirSync(path.join(folder, 'dist')).sort(),
      fs.readdirSync(path.join(ACTION, 'dist')).sort(),
    );
  }));

const read = (name: string) => fs.readFileSync(path.join(ACTION, 'dist', name), 'utf8');

/** Returns the scripts that a phase always loads. */
function scriptsOf(entry: string): readonly string[] {
  const found = read(entry).matchAll(/^\s*(?:import|export)\b[^\n]*?['"]\.\/([^'"]+)['"]/gm);
  const others = [...found].map(([, name = '']) => name);
  return [...new Set([entry, ...others.flatMap(scriptsOf)])];
}

/** Copies only those files of the action that an ordinary login loads. */
function withoutChunks(machine: Machine): string {
  const copy = machine.folder('action');
  fs.mkdirSync(path.join(copy, 'dist'));
  const scripts = new Set(['main.js', 'post.js'].flatMap(scriptsOf));
  const files = ['action.yml', ...[...scripts, 'package.json'].map((name) => `dist/${name}`)];
  for (const file of files) fs.copyFileSync(path.join(ACTION, file), path.join(copy, file));
  return copy;
}

test('an ordinary login and logout load little code and work without the other scripts', (t) =>
  withMachine(t, async (machine) => {
    const action = withoutChunks(machine);
    const scripts = fs
      .readdirSync(path.join(action, 'dist'))
      .filter((name) => name.endsWith('.js'));
    const bytes = scripts.reduce((sum, name) => sum + read(name).length, 0);
    t.diagnostic(`${bytes} bytes`);
    assert.ok(bytes <= MOST_BYTES_OF_A_LOGIN, `${bytes} bytes`);
    const job = machine.job({ action });
    const before = snapshot(job.home);
    const main = await job.step({ token: machine.token() }).main();
    assert.deepEqual([main.code, main.annotations.error], [0, []]);
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(snapshot(job.home), before);
  }));

test('dist contains no HTTP client, and every bundled package has a permissive licence', () => {
  const names = fs.readdirSync(path.join(ACTION, 'dist'));
  for (const name of names.filter((file) => file.endsWith('.js'))) {
    assert.doesNotMatch(read(name), /undici|HttpClient/, name);
  }
  const found = read('LICENSES.txt').matchAll(/^((?:@actions\/|smol-)[\w-]+)\n(.+)$/gm);
  const licences = new Map([...found].map(([, name = '', licence = '']) => [name, licence]));
  for (const name of ['@actions/core', '@actions/exec', '@actions/io', 'smol-toml']) {
    assert.match(licences.get(name) ?? 'none', /^(MIT|BSD-3-Clause)$/, name);
  }
});
