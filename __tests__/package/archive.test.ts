// What a job downloads: small, whole, and nothing else.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Machine, withMachine } from '../support/machine.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_BYTES = 60_000;

/** Returns the archive of the last commit, as `export-ignore` leaves it. */
function archive(): Buffer {
  const args = ['archive', '--format=tar', '--worktree-attributes', 'HEAD'];
  return execFileSync('git', args, { cwd: ROOT, maxBuffer: 1 << 28 });
}

function unpack(machine: Machine): string {
  const folder = machine.folder('archive');
  execFileSync('tar', ['-x', '-C', folder], { input: archive() });
  return folder;
}

test('the archive is small', (t) => {
  const bytes = gzipSync(archive(), { level: 9 }).length;
  t.diagnostic(`${bytes} bytes`);
  assert.ok(bytes <= LIMIT_BYTES, `${bytes} bytes are more than ${LIMIT_BYTES}`);
});

test('the archive holds the action and its licences', (t) =>
  withMachine(t, async (machine) => {
    const folder = unpack(machine);
    const top = fs.readdirSync(folder).sort();
    assert.deepEqual(top, ['LICENSE-MIT', 'action.yml', 'dist']);
    const dist = fs.readdirSync(path.join(folder, 'dist'));
    const own = dist.filter((name) => !/^\d+\.index\.js$/.test(name)).sort();
    assert.deepEqual(own, ['LICENSES.txt', 'index.js', 'main.js', 'package.json', 'post.js']);
  }));

test('the archive, unpacked, logs in and out', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job({ action: unpack(machine) });
    job.write('.cargo/config.toml', '[registries.mine]\nindex = "sparse+https://one.example/"\n');
    const token = machine.token();
    const step = job.step({ token, registry: 'mine' });
    const main = await step.main();
    assert.deepEqual([main.code, main.annotations.error], [0, []]);
    const file = path.join(job.cargoHome, 'credentials.toml');
    assert.ok(fs.readFileSync(file, 'utf8').includes(token));
    assert.equal((await step.post()).code, 0);
    assert.equal(fs.existsSync(file), false);
  }));

test('every bundled package has a licence that lets it be bundled', () => {
  const text = fs.readFileSync(path.join(ROOT, 'dist', 'LICENSES.txt'), 'utf8');
  const found = text.matchAll(/^((?:@actions\/|smol-)[\w-]+)\n(.+)$/gm);
  const licences = new Map([...found].map(([, name = '', licence = '']) => [name, licence]));
  for (const name of ['@actions/core', '@actions/exec', '@actions/io', 'smol-toml']) {
    assert.match(licences.get(name) ?? 'none', /^(MIT|BSD-3-Clause)$/, name);
  }
});
