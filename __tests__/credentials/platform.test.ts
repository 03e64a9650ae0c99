// Differences between Linux, macOS, Windows and their file systems.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { locateCredentials, makeFolder } from '../../src/credentials/file.ts';
import { readHost, thisHost } from '../../src/credentials/lease.ts';
import { skipOnWindows } from '../support/platform.ts';
import { Home } from './home.ts';
import { run } from './processes.ts';
import { failing, withoutStrace } from './strace.ts';

test('the name of a host does not change with the network (D4)', () => {
  const made = fs.statSync('/private/var/db', { throwIfNoEntry: false });
  const mac = made === undefined ? os.hostname() : `macOS ${made.ino} ${made.birthtimeMs}`;
  assert.equal(readHost('darwin').host, mac);
  assert.equal(readHost('win32').host, os.hostname());
  assert.ok(readHost('linux').host.startsWith(`${os.hostname()} `));
  assert.deepEqual(readHost(process.platform), thisHost());
});

test('boot, mount namespace and start time are unknown on macOS and Windows', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    const { boot, mounts, start } = readHost(platform);
    assert.deepEqual([boot, mounts, start], [undefined, undefined, undefined]);
  }
});

test('makeFolder accepts an existing folder and refuses a file in its place (D2)', (t) => {
  const home = new Home(t, '');
  assert.equal(makeFolder(home.folder), undefined);
  for (const folder of [home.file, path.join(home.file, 'sub')]) {
    // On Windows a parent that is a file gives ENOENT, so only makeFolder notices the mistake.
    for (const action of skipOnWindows ? [makeFolder] : [makeFolder, locateCredentials]) {
      assert.throws(() => action(folder), { name: 'UserError', message: /must be a folder/ });
    }
  }
});

/** The errors of FAT and exFAT: on Linux, and as libuv translates them on Windows. */
for (const code of ['EPERM', 'EISDIR']) {
  test(`parallel jobs work on a file system whose link() fails with ${code}`, {
    skip: withoutStrace,
  }, async (t) => {
    const home = new Home(t, '# mine\n');
    const fault = { kind: 'error', code, forever: true } as const;
    const traceOf = (job: number) => path.join(home.root, `trace${job}`);
    const jobs = [1, 2, 3].map((job) => {
      const under = failing(traceOf(job), { name: 'link', nth: 1 }, fault);
      const id = `job${job}-0-`;
      const task = { kind: 'visit', file: home.file, temp: home.temp, id, times: 4 } as const;
      return run({ ...task, token: `token${job}`, name: `r${job}` }, under);
    });
    for (const { outcome } of await Promise.all(jobs)) assert.deepEqual(outcome, {});
    for (const job of [1, 2, 3]) assert.match(fs.readFileSync(traceOf(job), 'utf8'), /INJECTED/);
    assert.deepEqual([home.text, home.names], ['# mine\n', ['credentials.toml']]);
  });
}
