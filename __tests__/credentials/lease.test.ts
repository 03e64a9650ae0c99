// When a lease counts as dead, and which files are removed for it.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { readLogins } from '../../src/credentials/change.ts';
import { isDead, processStat, thisHost } from '../../src/credentials/lease.ts';
import { skipOnWindows, withoutProc } from '../support/platform.ts';
import { asOrdinaryUser, Home, login } from './home.ts';
import { deadProcess, idleProcess, run, stoppedProcess, zombieProcess } from './processes.ts';

const startOf = (pid: number) => processStat(pid)?.start ?? '';
const DAY = 24 * 60 * 60 * 1000;

function leaseOf(t: TestContext, more = {}) {
  const home = new Home(t, '');
  const lease = home.lease(login('t'), { runner: undefined, ...more });
  fs.writeFileSync(path.join(home.temp, `cargo-login-${lease.id}`), '');
  return { home, lease };
}

test('a lease is alive as long as its marker exists', (t) => {
  const { home, lease } = leaseOf(t);
  assert.equal(isDead(lease), false);
  home.vanish(lease);
  assert.equal(isDead(lease), true);
});

test('a lease is dead when the folder of its marker is gone (A6)', (t) => {
  const { home, lease } = leaseOf(t);
  fs.rmSync(home.temp, { recursive: true });
  assert.equal(isDead(lease), true);
});

test('a lease is alive if the folder of its marker cannot be read', {
  skip: skipOnWindows,
}, async (t) => {
  const { home, lease } = leaseOf(t);
  home.vanish(lease);
  await asOrdinaryUser(home, home.temp, () => assert.equal(isDead(lease), false));
});

test('a lease is alive without its marker in another mount namespace (A8)', (t) => {
  const { home, lease } = leaseOf(t, { mounts: 'mnt:[1]' });
  home.vanish(lease);
  assert.equal(isDead(lease), false);
});

test('a lease of another host is alive for five days', (t) => {
  const { home, lease } = leaseOf(t, { host: 'another', boot: 'b' });
  home.vanish(lease);
  assert.equal(isDead(lease), false);
  assert.equal(isDead({ ...lease, since: Date.now() - 5 * DAY + 1000 }), false);
  assert.equal(isDead({ ...lease, since: Date.now() - 5 * DAY - 1000 }), true);
});

test('a lease is dead after the machine was restarted', (t) => {
  assert.equal(isDead(leaseOf(t, { boot: 'another' }).lease), true);
});

test('a lease without RUNNER_TEMP is alive for five days', (t) => {
  const { lease } = leaseOf(t, { temp: undefined });
  assert.equal(isDead(lease), false);
  assert.equal(isDead({ ...lease, since: Date.now() - 6 * DAY }), true);
});

test('a lease is dead when its runner has ended, even if it is a zombie (A7)', {
  skip: withoutProc,
}, async (t) => {
  const { pid } = idleProcess(t);
  const runner = { pid, start: startOf(pid) };
  assert.equal(isDead(leaseOf(t, { runner }).lease), false);
  assert.equal(isDead(leaseOf(t, { runner: { pid, start: '1' } }).lease), true);
  assert.equal(isDead(leaseOf(t, { runner: { ...runner, pid: deadProcess() } }).lease), true);
  const zombie = await zombieProcess(t);
  const start = startOf(zombie);
  assert.equal(isDead(leaseOf(t, { runner: { pid: zombie, start } }).lease), true);
  const stopped = await stoppedProcess(t);
  const alive = { pid: stopped, start: startOf(stopped) };
  assert.equal(isDead(leaseOf(t, { runner: alive }).lease), false);
});

describe("the runner's process", { skip: withoutProc }, () => {
  async function runnerOf(t: TestContext, under: readonly string[]) {
    const home = new Home(t, '');
    const task = { kind: 'login', file: home.file, temp: home.temp, id: 'a-0-0' } as const;
    const { outcome } = await run({ ...task, token: 't', name: 'one' }, under);
    assert.deepEqual(outcome, {});
    return readLogins(home.file).leases[0]?.runner;
  }

  test('is the parent process if that is older than the step', async (t) => {
    if (process.uptime() < 2) await new Promise((wake) => setTimeout(wake, 2000));
    const { start } = thisHost();
    assert.deepEqual(await runnerOf(t, []), { pid: process.pid, start });
  });

  test('is unknown if a shell or a young process started the step', async (t) => {
    assert.equal(await runnerOf(t, ['sh', '-c', '"$@"; exit', 'sh']), undefined);
    assert.equal(await runnerOf(t, ['sh', '-c', 'sleep 1.2; "$@"; exit', 'sh']), undefined);
    assert.equal(await runnerOf(t, ['env', '--', 'timeout', '60']), undefined);
  });
});

test('a logout removes only files that are named like markers (A10)', async (t) => {
  const home = new Home(t, '');
  const precious = path.join(home.root, 'precious');
  fs.writeFileSync(precious, '');
  const lease = await home.login(login('t'));
  const right = home.text ?? '';
  for (const id of ['../precious', 'x/../../precious', precious, '']) {
    const wrong = JSON.stringify(JSON.stringify(id).slice(1, -1)).slice(1, -1);
    home.edit(() => right.replaceAll(lease.id, wrong));
    await assert.rejects(home.end([{ ...lease, id }]), { name: 'UserError', message: /damaged/ });
    home.edit(() => right);
    await home.end([{ ...lease, id }]);
  }
  assert.ok(fs.existsSync(precious));
  assert.deepEqual(home.names, [`cargo-login-${lease.id}`, 'credentials.toml']);
});
