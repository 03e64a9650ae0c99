// The lock: whoever is dead holds nobody up, whoever lives is waited for, and nobody is in it with
// another. Half a minute of real waiting is done while the rest goes on.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withLock, withLongLock } from '../../src/credentials/lock.ts';
import { forgetProcess, noteProcess } from '../../src/credentials/owner-file.ts';
import { UserError } from '../../src/errors.ts';
import { collect } from '../support/child.ts';
import { deadProcess, idleProcess, ownedBy, stoppedProcess, zombieProcess } from './processes.ts';
import { scratch } from './scratch.ts';

const skip = process.platform === 'linux' ? false : 'needs /proc';

/** Takes the lock without any patience: fails as soon as it would wait for a second time. */
async function takeAtOnce(lock: string): Promise<string> {
  let waits = 0;
  const impatient = () => {
    if (++waits > 5) throw new Error('it waits');
  };
  return await withLock(lock, impatient, () => 'taken');
}

const nothing = (): void => {};

function lockIn(t: TestContext): string {
  return path.join(scratch(t), 'lock');
}

describe('the lock of a dead process is recognised at once', { skip }, () => {
  test('one that has ended', async (t) => {
    const lock = lockIn(t);
    fs.symlinkSync(ownedBy(deadProcess(), '1'), lock);
    assert.equal(await takeAtOnce(lock), 'taken');
    assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
  });

  test('one that has ended, and is still listed', async (t) => {
    const lock = lockIn(t);
    fs.symlinkSync(ownedBy(await zombieProcess(t)), lock);
    assert.equal(await takeAtOnce(lock), 'taken');
  });

  test('one whose id another process has now', async (t) => {
    const lock = lockIn(t);
    const { pid } = idleProcess(t);
    fs.symlinkSync(ownedBy(pid, '1'), lock);
    assert.equal(await takeAtOnce(lock), 'taken');
    fs.symlinkSync(ownedBy(pid), lock);
    await assert.rejects(takeAtOnce(lock), /it waits/);
  });

  test('one that wrote it as a file, where there are no links', async (t) => {
    const lock = lockIn(t);
    fs.writeFileSync(lock, ownedBy(deadProcess(), '1'));
    assert.equal(await takeAtOnce(lock), 'taken');
  });

  test('one that died when it was about to remove the lock of a dead one', async (t) => {
    const names = ['lock', 'lock.break', 'lock.break.break'];
    for (let left = 1; left < 2 ** names.length; left++) {
      const folder = scratch(t);
      const found = names.filter((_, bit) => (left & (1 << bit)) !== 0);
      for (const name of found)
        fs.symlinkSync(ownedBy(deadProcess(), '1'), path.join(folder, name));
      assert.equal(await takeAtOnce(path.join(folder, 'lock')), 'taken', found.join());
      assert.deepEqual(fs.readdirSync(folder), [], found.join());
    }
  });
});

describe('the lock of others, with real waiting', { skip, concurrency: true }, () => {
  test('a living process, though stopped: an error after half a minute says who', async (t) => {
    const lock = lockIn(t);
    const pid = await stoppedProcess(t);
    fs.symlinkSync(ownedBy(pid), lock);
    const waiting = withLock(lock, nothing, () => assert.fail('the lock was broken'));
    await assert.rejects(waiting, (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, new RegExp(`\`${lock}\` is held by process ${pid} on .* 30 s`));
      return true;
    });
    assert.equal(fs.readlinkSync(lock), ownedBy(pid));
    assert.deepEqual(fs.readdirSync(path.dirname(lock)), ['lock']);
  });

  test('another host, of which nothing is heard for ten seconds', async (t) => {
    const lock = lockIn(t);
    fs.symlinkSync(ownedBy(process.pid, '1', 'another host'), lock);
    await assert.rejects(takeAtOnce(lock), /it waits/);
    assert.equal(await withLock(lock, nothing, () => 'taken'), 'taken');
    assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
  });

  test('another host that takes it again and again', async (t) => {
    const lock = lockIn(t);
    let waiting: Promise<void> | undefined;
    let isFree = false;
    for (let turn = 0; turn < 8; turn++) {
      if (turn > 0) assert.match(fs.readlinkSync(lock), new RegExp(`/turn-${turn - 1}/`));
      fs.rmSync(lock, { force: true });
      fs.symlinkSync(`1/1/turn-${turn}/another host`, lock);
      waiting ??= withLock(lock, nothing, () => assert.ok(isFree, 'the lock was broken'));
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    isFree = true;
    fs.rmSync(lock);
    await waiting;
  });

  test('a file that says nothing, for a second', async (t) => {
    const lock = lockIn(t);
    fs.writeFileSync(lock, '');
    await assert.rejects(takeAtOnce(lock), /it waits/);
    assert.equal(await withLock(lock, nothing, () => 'taken'), 'taken');
  });
});

describe('the lock of one that may take its time', { skip, concurrency: true }, () => {
  test('on another host it is not yet dead after ten seconds', async (t) => {
    const lock = lockIn(t);
    const owner = '1/1/long-nonce/another host';
    fs.symlinkSync(owner, lock);
    const end = process.uptime() + 12;
    const giveUp = () => {
      if (process.uptime() > end) throw new Error('waited for twelve seconds');
    };
    const waiting = withLock(lock, giveUp, () => assert.fail('the lock was broken'));
    await assert.rejects(waiting, /waited for twelve seconds/);
    assert.equal(fs.readlinkSync(lock), owner);
  });

  test('it says so', async (t) => {
    const lock = lockIn(t);
    const patience = { waitMs: 1_000, foreignMs: 1_000 };
    await withLongLock(lock, patience, nothing, async () => {
      assert.match(fs.readlinkSync(lock), new RegExp(`^${process.pid}/\\d*/long-`));
    });
    assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
  });
});

test('a lock that comes free is taken', async (t) => {
  const lock = lockIn(t);
  fs.symlinkSync(ownedBy(idleProcess(t).pid), lock);
  let waits = 0;
  const patient = () => {
    if (++waits === 10) fs.rmSync(lock);
  };
  assert.equal(await withLock(lock, patient, () => 'taken'), 'taken');
  assert.ok(waits >= 10);
});

test('whoever is cancelled waits no longer', async (t) => {
  const lock = lockIn(t);
  fs.symlinkSync(ownedBy(idleProcess(t).pid), lock);
  const cancelled = () => {
    throw new UserError('cancelled');
  };
  await assert.rejects(withLock(lock, cancelled, nothing), /^UserError: cancelled$/);
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), ['lock']);
});

test('a lock is released when what is done under it fails', async (t) => {
  const lock = lockIn(t);
  const fail = () => {
    throw new Error('under the lock');
  };
  await assert.rejects(withLock(lock, nothing, fail), /under the lock/);
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
});

test('a lock that somebody else has taken from us is left to them', async (t) => {
  const lock = lockIn(t);
  const theirs = ownedBy(process.pid, '1', 'another host');
  await withLock(lock, nothing, () => {
    fs.rmSync(lock);
    fs.symlinkSync(theirs, lock);
  });
  assert.equal(fs.readlinkSync(lock), theirs);
});

const CONTENDER = fileURLToPath(new URL('contender.ts', import.meta.url));

test('many processes, some of them killed anywhere: never two in the lock', { skip }, async (t) => {
  const [folder, traces] = [scratch(t), scratch(t)];
  const lock = path.join(folder, 'lock');
  fs.symlinkSync(ownedBy(deadProcess(), '1'), lock);
  const start = (times: number) =>
    spawn(process.execPath, [CONTENDER, lock, traces, String(times)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const lasting = Array.from({ length: 8 }, () => collect(start(40)));
  const killed = Array.from({ length: 16 }, async (_, nth) => {
    await new Promise((resolve) => setTimeout(resolve, nth * 60));
    const child = start(1_000_000); // never done before it is killed
    const done = collect(child);
    setTimeout(() => child.kill('SIGKILL'), 60 + Math.random() * 200);
    return await done;
  });
  for (const { code, stderr } of await Promise.all(lasting))
    assert.deepEqual([code, stderr], [0, '']);
  for (const { signal, stderr } of await Promise.all(killed)) {
    assert.deepEqual([signal, stderr], ['SIGKILL', '']);
  }
  await withLock(lock, nothing, nothing);
  assert.deepEqual(fs.readdirSync(folder), []);
  const count = Number(fs.readFileSync(path.join(traces, 'count'), 'utf8'));
  assert.ok(count >= 8 * 40, `${count} turns`);
});

const HURRIED = { waitMs: 50, foreignMs: 10 };

async function takeLong(lock: string, body: () => void = nothing): Promise<string> {
  return await withLongLock(lock, HURRIED, nothing, async () => {
    body();
    return 'taken';
  });
}

describe('the lock for long work', { skip }, () => {
  test('what killed processes left around it is cleared away, what living ones have is not', async (t) => {
    const lock = lockIn(t);
    fs.symlinkSync(ownedBy(deadProcess(), '1'), `${lock}.break.break`);
    fs.symlinkSync(ownedBy(idleProcess(t).pid), `${lock}.break`);
    assert.equal(await takeLong(lock), 'taken');
    assert.deepEqual(fs.readdirSync(path.dirname(lock)), ['lock.break']);
  });

  test('whoever has taken it over meanwhile keeps it', async (t) => {
    const lock = lockIn(t);
    const theirs = ownedBy(process.pid, '1', 'another host');
    await takeLong(lock, () => {
      fs.unlinkSync(lock);
      fs.symlinkSync(theirs, lock);
    });
    assert.equal(fs.readlinkSync(lock), theirs);
  });

  test('a process that does not tell its start is waited for as one of another host', async (t) => {
    const lock = lockIn(t);
    fs.symlinkSync(ownedBy(process.pid, ''), lock);
    assert.equal(await takeLong(lock), 'taken');
  });

  test('a lock that says nothing is held by somebody', async (t) => {
    const lock = lockIn(t);
    fs.writeFileSync(lock, '');
    await assert.rejects(takeLong(lock), /`.*lock` is held by an unknown process, .* 0\.05 s/);
  });

  test('a lock that is none cannot be taken', async (t) => {
    const lock = lockIn(t);
    fs.mkdirSync(lock);
    await assert.rejects(takeLong(lock), { code: 'EISDIR' });
    assert.throws(() => noteProcess(lock, process.pid), /^UserError: cannot remove .* \(EISDIR\)$/);
    assert.throws(() => forgetProcess(lock), /^UserError: cannot remove .* \(EISDIR\)$/);
    const nowhere = path.join(lock, 'not', 'there');
    assert.throws(
      () => noteProcess(nowhere, process.pid),
      /^UserError: cannot write .* \(ENOENT\)$/,
    );
  });
});

test('a lock that somebody removed is no trouble to its owner', { skip }, async (t) => {
  const lock = lockIn(t);
  assert.equal(await withLock(lock, nothing, () => fs.rmSync(lock)), undefined);
  assert.equal(await takeAtOnce(lock), 'taken');
});
