// The lock has one owner at a time. A living owner never loses it, a dead one loses it at once.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { patiently } from '../../src/credentials/file.ts';
import { processStat, thisHost } from '../../src/credentials/lease.ts';
import { withLock } from '../../src/credentials/lock.ts';
import { modeHere, skipOnWindows, withoutProc } from '../support/platform.ts';
import { Home, login, never } from './home.ts';
import {
  deadProcess,
  finish,
  idleProcess,
  inParallel,
  pause,
  start,
  stoppedProcess,
  zombieProcess,
} from './processes.ts';
import { failing, withoutStrace } from './strace.ts';

const here = thisHost();

function newTarget(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cargo-login-lock-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return path.join(folder, 'credentials.toml');
}

/** Returns the content of the lock of a process. */
function ownedBy(pid: number, more: { start?: string; boot?: string; host?: string } = {}): string {
  const start = more.start ?? processStat(pid)?.start ?? '';
  return [pid, start, more.boot ?? here.boot ?? '', 'nonce', more.host ?? here.host].join('/');
}

/** Tells whether the lock can be taken at once. */
async function isFree(target: string): Promise<boolean> {
  const deadline = process.uptime() + 0.2;
  const giveUp = () => {
    if (process.uptime() > deadline) throw new Error('given up');
  };
  try {
    await withLock(target, giveUp, () => {});
    return true;
  } catch (error) {
    assert.equal(String(error), 'Error: given up');
    return false;
  }
}

test('a lock is a file that only its owner can read, and that is gone after its release', async (t) => {
  const target = newTarget(t);
  const result = await withLock(target, never, (isHeld) => {
    assert.equal(isHeld(), true);
    assert.equal(fs.statSync(`${target}.lock`).mode & 0o777, modeHere(0o600));
    return 'result';
  });
  assert.equal(result, 'result');
  assert.deepEqual(fs.readdirSync(path.dirname(target)), []);
});

test('the lock of a living process is not broken, even if the process is stopped', async (t) => {
  const target = newTarget(t);
  const stopped = skipOnWindows ? [] : [await stoppedProcess(t)];
  for (const pid of [process.pid, idleProcess(t).pid, ...stopped]) {
    fs.writeFileSync(`${target}.lock`, ownedBy(pid));
    assert.equal(await isFree(target), false);
  }
  // Without a start time, any process with this id counts as the owner (A3).
  fs.writeFileSync(`${target}.lock`, ownedBy(process.pid, { start: '' }));
  assert.equal(await isFree(target), false);
});

test('the lock of a dead process is broken at once', async (t) => {
  const target = newTarget(t);
  const dead = [ownedBy(deadProcess()), ownedBy(process.pid, { boot: 'another' })];
  if (withoutProc === false) {
    dead.push(ownedBy(await zombieProcess(t)), ownedBy(process.pid, { start: '1' }));
  }
  for (const owner of dead) {
    fs.writeFileSync(`${target}.lock`, owner);
    assert.equal(await isFree(target), true, owner);
  }
});

test('the lock of another host or of an unknown owner is not broken at once', async (t) => {
  const target = newTarget(t);
  for (const owner of [ownedBy(deadProcess(), { host: 'another' }), 'no owner', '']) {
    fs.writeFileSync(`${target}.lock`, owner);
    assert.equal(await isFree(target), false);
  }
});

const skip = process.env['LONG'] === undefined && 'takes a minute; set LONG=1';
test('waiting for a lock is bounded', { skip, concurrency: true }, async (t) => {
  await Promise.all([
    t.test('the lock of another host is broken after 30 s without a change', async () => {
      const target = newTarget(t);
      fs.writeFileSync(`${target}.lock`, ownedBy(1, { host: 'another' }));
      const begun = process.uptime();
      await withLock(target, never, () => {});
      const waited = process.uptime() - begun;
      assert.ok(waited > 30 && waited < 60, `waited for ${waited} s`);
    }),
    t.test('the error after 60 s names the process that holds the lock', async () => {
      const target = newTarget(t);
      const { pid } = idleProcess(t);
      fs.writeFileSync(`${target}.lock`, ownedBy(pid));
      const begun = process.uptime();
      await assert.rejects(
        withLock(target, never, () => {}),
        {
          name: 'UserError',
          message: new RegExp(`^timed out after 60 s waiting for .*process ${pid} on `),
        },
      );
      assert.ok(process.uptime() - begun > 60);
      assert.equal(fs.readFileSync(`${target}.lock`, 'utf8'), ownedBy(pid));
    }),
  ]);
});

test('taking the lock removes files of killed processes and nothing else', async (t) => {
  const target = newTarget(t);
  const folder = path.dirname(target);
  const [left, other] = [
    ['new-a', 'lock-1-a'],
    ['bak', 'news', 'locked'],
  ];
  for (const suffix of [...left, ...other]) fs.writeFileSync(`${target}.${suffix}`, '');
  await withLock(target, never, () => {});
  const rest = other.map((suffix) => `credentials.toml.${suffix}`);
  assert.deepEqual(fs.readdirSync(folder).sort(), rest.sort());
});

test('the holder of a lost lock notices it and does not release the new lock', async (t) => {
  const target = newTarget(t);
  const other = ownedBy(idleProcess(t).pid);
  await withLock(target, never, (isHeld) => {
    fs.writeFileSync(`${target}.lock`, other);
    assert.equal(isHeld(), false);
  });
  assert.equal(fs.readFileSync(`${target}.lock`, 'utf8'), other);
});

test('a lock in a missing folder is an error', async (t) => {
  const target = path.join(path.dirname(newTarget(t)), 'none', 'credentials.toml');
  await assert.rejects(
    withLock(target, never, () => {}),
    { code: 'ENOENT' },
  );
});

/** Starts a login that stalls while it holds the lock, right before it renames its new file. */
async function stalled(t: TestContext, home: Home, milliseconds: number) {
  const trace = path.join(home.root, 'trace');
  const under = failing(trace, { name: 'fsync', nth: 1 }, { kind: 'delay', milliseconds });
  const id = 'slow-0-0';
  const task = {
    kind: 'login',
    file: home.file,
    temp: home.temp,
    id,
    token: 'slow',
    name: 'slow',
  } as const;
  const child = start(task, under);
  t.after(() => child.kill('SIGKILL'));
  const done = finish(child);
  while (!home.names.some((name) => name.includes('.new-'))) await pause(10);
  return { done, lease: { ...home.lease(login('slow', ['slow'])), id } };
}

test('a login waits for a living owner that stalls (A3)', { skip: withoutStrace }, async (t) => {
  const home = new Home(t, '# mine\n');
  const slow = await stalled(t, home, 700);
  const quick = await home.login(login('quick'));
  assert.deepEqual([home.token('slow'), home.token('one')], ['slow', 'quick']);
  assert.deepEqual((await slow.done).outcome, {});
  await home.end([slow.lease, quick]);
  assert.equal(home.text, '# mine\n');
});

test('a login that has lost the lock begins again (A3)', { skip: withoutStrace }, async (t) => {
  const home = new Home(t, '# mine\n');
  const slow = await stalled(t, home, 700);
  fs.rmSync(`${home.file}.lock`); // as another host does after waiting too long
  const quick = await home.login(login('quick'));
  assert.equal(home.token('slow'), undefined);
  assert.deepEqual((await slow.done).outcome, {});
  assert.deepEqual([home.token('slow'), home.token('one')], ['slow', 'quick']);
  await home.end([slow.lease, quick]);
  assert.equal(home.text, '# mine\n');
  assert.deepEqual(home.names, ['credentials.toml']);
});

test('a login takes in an edit that others make right before its rename', {
  skip: withoutStrace,
}, async (t) => {
  const home = new Home(t, '# mine\n');
  const slow = await stalled(t, home, 700);
  home.edit((text) => `${text}# theirs\n`);
  assert.deepEqual((await slow.done).outcome, {});
  assert.equal(home.token('slow'), 'slow');
  await home.end([slow.lease]);
  assert.equal(home.text, '# mine\n# theirs\n');
});

test('a login that finds a dead lock does not break the lock of the next owner', {
  skip: withoutStrace,
}, async (t) => {
  const home = new Home(t, '# mine\n');
  fs.writeFileSync(`${home.file}.lock`, ownedBy(deadProcess()));
  // It stalls when it asks whether the owner runs, and goes on while the lock has a new owner.
  const fault = { kind: 'delay', milliseconds: 800 } as const;
  const under = failing(path.join(home.root, 'trace'), { name: 'kill', nth: 1 }, fault);
  const task = { kind: 'login', file: home.file, temp: home.temp, id: 'slow-0-0' } as const;
  const child = start({ ...task, token: 'slow', name: 'slow' }, [...under, '-e', 'trace=all']);
  t.after(() => child.kill('SIGKILL'));
  const done = finish(child);
  await pause(500);
  const isKept = await withLock(home.file, never, (isHeld) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    return isHeld();
  });
  assert.equal(isKept, true);
  assert.deepEqual((await done).outcome, {});
  assert.equal(home.token('slow'), 'slow');
});

test('the file is restored after many parallel jobs, some of them killed', async (t) => {
  const home = new Home(t, '# mine\n[registries.r0]\ntoken = "of-the-owner"\n');
  const before = home.text;
  const jobs = Array.from({ length: 10 }, (_, job) => job);
  await inParallel([0, 1, 2, 3], async (worker) => {
    await inParallel(
      jobs.filter((job) => job % 4 === worker),
      async (job) => {
        const id = `job${job}-0-`;
        const task = { kind: 'visit', file: home.file, temp: home.temp, id, times: 12 } as const;
        const name = `r${job % 3}`;
        const isKilled = job % 5 === 4;
        const child = start({ ...task, token: `token${job}`, name });
        if (isKilled) setTimeout(() => child.kill('SIGKILL'), 150);
        const { outcome } = await finish(child);
        if (!isKilled) assert.deepEqual(outcome, {});
      },
    );
  });
  for (const marker of fs.readdirSync(home.temp)) fs.rmSync(path.join(home.temp, marker));
  await home.end([await home.login(login('last'))]);
  assert.equal(home.text, before);
  assert.deepEqual(home.names, ['credentials.toml']);
});

test('on Windows a call that fails because a file is in use is retried for a second (D1)', async () => {
  const inUse = (times: number, code: string) => {
    let calls = 0;
    return () => {
      calls++;
      if (calls <= times) throw Object.assign(new Error(code), { code });
      return calls;
    };
  };
  for (const code of ['EBUSY', 'EPERM', 'EACCES']) {
    assert.equal(patiently(inUse(2, code), 'win32'), 3);
    assert.throws(() => patiently(inUse(2, code), 'linux'), { code });
  }
  assert.throws(() => patiently(inUse(2, 'ENOENT'), 'win32'), { code: 'ENOENT' });
  const begun = process.uptime();
  assert.throws(() => patiently(inUse(1000, 'EBUSY'), 'win32'), { code: 'EBUSY' });
  assert.ok(process.uptime() - begun > 0.9);
});
