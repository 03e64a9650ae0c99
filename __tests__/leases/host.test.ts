// Who runs, since when, and how much time has passed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  elapsed,
  hostIdentity,
  isRunning,
  type Moment,
  now,
  processStart,
} from '../../src/host.ts';
import { deadProcess, idleProcess, stoppedProcess, zombieProcess } from './processes.ts';
import { scratch } from './scratch.ts';

const skip = process.platform === 'linux' ? false : 'needs /proc';

test('a process runs, also when it is stopped, or another user’s', { skip }, async (t) => {
  for (const pid of [process.pid, 1, idleProcess(t).pid, await stoppedProcess(t)]) {
    assert.equal(isRunning(pid, processStart(pid)), true);
    assert.equal(isRunning(pid, undefined), true);
  }
});

test('a process does not run: ended, a zombie, or another one under its id', {
  skip,
}, async (t) => {
  const [dead, zombie, { pid }] = [deadProcess(), await zombieProcess(t), idleProcess(t)];
  assert.equal(isRunning(dead, undefined), false);
  assert.equal(isRunning(zombie, undefined), false);
  assert.equal(isRunning(zombie, processStart(zombie)), false);
  assert.equal(isRunning(pid, `${Number(processStart(pid)) - 1}`), false);
  assert.equal(processStart(dead), undefined);
});

test('the start of a process is found behind any name it may have', { skip }, (t) => {
  const folder = scratch(t);
  const [sleep = ''] = ['/bin/sleep', '/usr/bin/sleep'].filter((file) => fs.existsSync(file));
  for (const name of ['a b', ') S 1 1', '((', ') Z']) {
    const program = path.join(folder, name);
    fs.symlinkSync(sleep, program);
    const { pid } = idleProcess(t, [program, '600']);
    assert.ok(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(`(${name})`));
    assert.match(processStart(pid) ?? '', /^\d+$/);
    assert.equal(isRunning(pid, processStart(pid)), true);
  }
});

test('a host has one name in all its processes', () => {
  const host = fileURLToPath(new URL('../../src/host.ts', import.meta.url));
  const script = `import(${JSON.stringify(host)}).then((m) => console.log(m.hostIdentity()))`;
  const other = execFileSync(process.execPath, ['-e', script]).toString().trim();
  assert.equal(other, hostIdentity());
});

const NOON: Moment = { time: 1_000_000_000_000, boot: 'first', uptime: 1_000 };
const HOUR_S = 3_600;
const HOUR = HOUR_S * 1_000;

const ELAPSED: readonly (readonly [string, Partial<Moment>, number])[] = [
  ['an hour', { time: NOON.time + HOUR, uptime: 1_000 + HOUR_S }, HOUR],
  ['an hour, and the clock was set forward', { time: NOON.time * 2, uptime: 1_000 + HOUR_S }, HOUR],
  ['an hour, and the clock was set back', { time: 0, uptime: 1_000 + HOUR_S }, HOUR],
  [
    'an hour, and the machine was started again',
    { time: NOON.time + HOUR, boot: 'second', uptime: 5 },
    HOUR,
  ],
  [
    'the machine was started again, and its clock is behind',
    { time: 0, boot: 'second', uptime: 5 },
    0,
  ],
  [
    'a machine that does not tell its start',
    { time: NOON.time + HOUR, boot: undefined, uptime: 0 },
    HOUR,
  ],
  ['a container that counts its own uptime', { uptime: 3 }, 0],
];

for (const [what, later, milliseconds] of ELAPSED) {
  test(`elapsed: ${what}`, () => {
    assert.equal(elapsed(NOON, { ...NOON, ...later }), milliseconds);
  });
}

test('elapsed: neither machine tells its start', () => {
  const nameless = { ...NOON, boot: undefined };
  assert.equal(elapsed(nameless, { ...nameless, time: NOON.time + 1, uptime: 9_999 }), 1);
});

test('the present is after the start of this process', () => {
  const moment = now();
  assert.ok(Math.abs(moment.time - Date.now()) < HOUR);
  assert.equal(elapsed(moment, moment), 0);
  assert.ok(elapsed(moment, now()) < HOUR);
});
