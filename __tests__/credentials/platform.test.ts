// What differs between Linux, macOS and Windows is chosen by a value, so that it is tried on each.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  hasMode,
  locateCredentials,
  makeFolder,
  readCredentials,
} from '../../src/credentials/file.ts';
import { isDead, newLease, thisHost } from '../../src/credentials/lease.ts';
import { withLock } from '../../src/credentials/lock.ts';
import { addLeases, endLeases } from '../../src/credentials/store.ts';
import { skipOnWindows } from '../support/platform.ts';
import { Home, login, never } from './home.ts';
import { run } from './processes.ts';
import { failing, withoutStrace } from './strace.ts';

const WITHOUT_PROC = ['darwin', 'win32'] as const;

/** Returns a host as it looks on a platform. */
function hostOn(t: TestContext, platform: NodeJS.Platform) {
  const host = thisHost(platform);
  thisHost();
  t.after(() => thisHost());
  return host;
}

test('the name of a Mac does not change with the network, nor does that of a machine without it', (t) => {
  const made = fs.statSync('/private/var/db', { throwIfNoEntry: false });
  const name = made === undefined ? os.hostname() : `macOS ${made.ino} ${made.birthtimeMs}`;
  assert.equal(hostOn(t, 'darwin').name, name);
  assert.equal(hostOn(t, 'win32').name, os.hostname());
});

for (const platform of WITHOUT_PROC) {
  test(`${platform}: a lock is waited for while its process lives, and not after that`, async (t) => {
    const home = new Home(t, '');
    const here = hostOn(t, platform);
    const lock = `${home.file}.lock`;
    const ownedBy = (pid: number) => fs.writeFileSync(lock, `${pid}///nonce/${here.name}`);
    ownedBy(process.pid);
    const deadline = process.uptime() + 0.2;
    const giveUp = () => assert.ok(process.uptime() < deadline, 'given up');
    await assert.rejects(
      withLock(home.file, giveUp, () => {}, here),
      /given up/,
    );
    ownedBy(2 ** 30);
    const begun = process.uptime();
    await withLock(home.file, never, () => {}, here);
    assert.ok(process.uptime() - begun < 1);
    assert.deepEqual(home.names, ['credentials.toml']);
  });

  test(`${platform}: a lease lives as long as its marker, whatever the runner's process is`, (t) => {
    const home = new Home(t, '');
    const here = hostOn(t, platform);
    const { name: host, boot, mounts } = here;
    const lease = { ...newLease(login('t'), home.temp), host, boot, mounts, runner: undefined };
    const marker = path.join(home.temp, `cargo-login-${lease.id}`);
    fs.writeFileSync(marker, '');
    assert.equal(isDead(lease, here), false);
    // Nobody can tell a process from a later one with the same id there.
    const runner = { pid: process.pid, start: '1' };
    assert.equal(isDead({ ...lease, runner }, here), false);
    fs.rmSync(marker);
    assert.equal(isDead(lease, here), true);
  });
}

test('Windows has no modes, so none differs', (t) => {
  const file = readCredentials(new Home(t, '', 0o644).file);
  assert.ok(file);
  assert.equal(hasMode(file, 0o600, 'win32'), true);
  assert.equal(hasMode({ ...file, mode: 0o644 }, 0o600, 'darwin'), false);
  assert.equal(hasMode({ ...file, mode: 0o600 }, 0o600, 'linux'), true);
});

test('a file in the place of a folder, and a folder that is there (D2)', (t) => {
  const home = new Home(t, '');
  assert.equal(makeFolder(home.folder), undefined);
  for (const folder of [home.file, path.join(home.file, 'sub')]) {
    for (const action of [makeFolder, locateCredentials]) {
      assert.throws(() => action(folder), { name: 'UserError', message: /must be a folder/ });
    }
  }
});

test('a folder that is reached by a link, and made by a login, goes with the last job', {
  skip: skipOnWindows,
}, async (t) => {
  const home = new Home(t);
  const link = path.join(home.root, 'link');
  fs.symlinkSync(home.root, link);
  const locate = () => locateCredentials(path.join(link, 'home', '.cargo')).target;
  const targets: string[] = [];
  const ids: string[] = [];
  for (const name of ['one', 'two']) {
    const lease = home.lease(login('t', [name]));
    targets.push(locate());
    ids.push(lease.id);
    await addLeases(locate(), [lease], never);
  }
  assert.deepEqual(targets, [home.file, home.file]);
  for (const id of ids) await endLeases(locate(), [id], never, undefined, home.temp);
  assert.equal(fs.existsSync(path.dirname(home.folder)), false);
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
