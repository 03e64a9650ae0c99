// What differs between Linux, macOS, Windows and their file systems.

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

test('a host has a name that does not change with the network (D4)', () => {
  const made = fs.statSync('/private/var/db', { throwIfNoEntry: false });
  const mac = made === undefined ? os.hostname() : `macOS ${made.ino} ${made.birthtimeMs}`;
  assert.equal(readHost('darwin').host, mac);
  assert.equal(readHost('win32').host, os.hostname());
  assert.ok(readHost('linux').host.startsWith(`${os.hostname()} `));
  assert.deepEqual(readHost(process.platform), thisHost());
});

test('a host tells of boots, namespaces and starts only where there is /proc', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    const { boot, mounts, start } = readHost(platform);
    assert.deepEqual([boot, mounts, start], [undefined, undefined, undefined]);
  }
});

test('a file in the place of a folder, and a folder that is there (D2)', (t) => {
  const home = new Home(t, '');
  assert.equal(makeFolder(home.folder), undefined);
  for (const folder of [home.file, path.join(home.file, 'sub')]) {
    // Windows says ENOENT where a file is on the way, so only making the folder tells.
    for (const action of skipOnWindows ? [makeFolder] : [makeFolder, locateCredentials]) {
      assert.throws(() => action(folder), { name: 'UserError', message: /must be a folder/ });
    }
  }
});

/** FAT and exFAT: on Linux, and what libuv makes of the answer on Windows. */
for (const code of ['EPERM', 'EISDIR']) {
  test(`many jobs on a file system without hard links, which answers ${code}`, {
    skip: withoutStrace,
  }, async (t) => {
    const home = new Home(t, '# mine\n');
    const fault = { kind: 'error', code, forever: true } as const;
    const jobs = [1, 2, 3].map((job) => {
      const under = failing(path.join(home.root, `trace${job}`), { name: 'link', nth: 1 }, fault);
      const id = `job${job}-0-`;
      const task = { kind: 'visit', file: home.file, temp: home.temp, id, times: 4 } as const;
      return run({ ...task, token: `token${job}`, name: `r${job}` }, under);
    });
    for (const { outcome } of await Promise.all(jobs)) assert.deepEqual(outcome, {});
    assert.deepEqual([home.text, home.names], ['# mine\n', ['credentials.toml']]);
  });
}
