// The packaged action is cancelled, or a post step runs beside its own main step.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { processStat, thisHost } from '../../src/credentials/lease.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows as skip } from '../support/platform.ts';
import type { RunningPhase, Step } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { readText, snapshot, type Tree } from '../support/tree.ts';
import { idleProcess, pause } from './processes.ts';
import { failing, withoutStrace } from './strace.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

interface Setting {
  readonly machine: Machine;
  readonly job: Job;
  readonly step: Step;
  readonly token: string;
  readonly before: Tree;
  readonly folder: string;
  readonly file: string;
}

function set(machine: Machine): Setting {
  const folder = machine.folder('home', '.cargo');
  const file = path.join(folder, 'credentials.toml');
  fs.writeFileSync(file, '[registry]\ntoken = "of the owner"\n');
  const job = machine.job();
  const token = machine.token();
  const step = job.step({ registry: 'crates-io', token });
  return { machine, job, step, token, before: snapshot(machine.home), folder, file };
}

/** Starts main and delays it for a second when it has written its new file, before the rename. */
async function stalled({ machine, step, folder }: Setting): Promise<RunningPhase> {
  const fault = { kind: 'delay', milliseconds: 1_000 } as const;
  const trace = path.join(machine.records, 'trace');
  const main = step.spawnMain({}, failing(trace, { name: 'fsync', nth: 1 }, fault));
  await until(() => fs.readdirSync(folder).some((name) => name.includes('.new-')));
  return main;
}

async function until(condition: () => boolean): Promise<void> {
  const limit = process.uptime() + 30;
  while (!condition()) {
    assert.ok(process.uptime() < limit, 'the condition was not met within 30 seconds');
    await pause(2);
  }
}

/** Sends a signal to node itself, even if strace started it. */
function send({ child }: RunningPhase, signal: NodeJS.Signals): void {
  const pid = child.pid ?? 0;
  const below = Number(readText(`/proc/${pid}/task/${pid}/children`));
  if (child.spawnfile !== 'strace') child.kill(signal);
  else if (below > 0) process.kill(below, signal);
}

/** Asserts that the login is complete, or that nothing of it is left. */
function assertUndoneOrDone({ code, signal, annotations }: StepResult, setting: Setting): void {
  const { machine, before, file, token, folder } = setting;
  const isDone = readText(file).includes(token);
  if (isDone) assert.deepEqual(fs.readdirSync(folder), ['credentials.toml']);
  else assert.deepEqual(snapshot(machine.home), before);
  // Before node listens for signals, and after its work is done, a signal ends the process itself.
  if (signal !== null) return;
  assert.equal(code, isDone ? 0 : 1);
  assert.match(annotations.error.join(), isDone ? /^$/ : /cancelled/);
}

async function assertEnds({ job, machine, before }: Setting): Promise<void> {
  for (const { code, annotations } of await job.end()) {
    assert.deepEqual([code, annotations.error], [0, []]);
  }
  assert.deepEqual(snapshot(machine.home), before);
}

for (const signal of SIGNALS) {
  test(`${signal} ends a login that waits for the lock and leaves nothing`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const setting = set(machine);
      const { pid } = idleProcess(t);
      const here = thisHost();
      const owner = [pid, processStat(pid)?.start, here.boot ?? '', 'n', here.host].join('/');
      const lock = `${setting.file}.lock`;
      fs.writeFileSync(lock, owner);
      const main = setting.step.spawnMain();
      const markers = () => fs.readdirSync(setting.job.runnerTemp).join();
      await until(() => markers().includes('cargo-login-'));
      send(main, signal);
      const result = await main.done;
      assert.deepEqual([result.code, result.stderr], [1, '']);
      assert.match(result.annotations.error.join(), /cancelled/);
      assert.equal(markers().includes('cargo-login-'), false);
      assert.equal(readText(lock), owner);
      fs.rmSync(lock);
      assert.deepEqual(snapshot(machine.home), setting.before);
      await assertEnds(setting);
    }),
  );

  test(`${signal} during a change leaves it complete or undone`, { skip: withoutStrace }, (t) =>
    withMachine(t, async (machine) => {
      const setting = set(machine);
      const main = await stalled(setting);
      send(main, signal);
      assertUndoneOrDone(await main.done, setting);
      await assertEnds(setting);
    }),
  );
}

describe('a cancelled login is complete or undone', { skip, concurrency: 2 }, () => {
  const moments = Array.from({ length: process.env['LONG'] ? 150 : 12 }, (_, nth) => nth);
  for (const nth of moments) {
    const milliseconds = process.env['LONG'] ? nth : 14 + 2 * nth;
    test(`after ${milliseconds} ms`, (t) =>
      withMachine(t, async (machine) => {
        const setting = set(machine);
        const main = setting.step.spawnMain();
        await pause(milliseconds);
        send(main, SIGNALS[nth % 2] ?? 'SIGINT');
        assertUndoneOrDone(await main.done, setting);
        await assertEnds(setting);
      }));
  }
});

test(
  'a post step that runs beside its own main step waits for it and then logs out',
  { skip: withoutStrace },
  (t) =>
    withMachine(t, async (machine) => {
      const setting = set(machine);
      const main = await stalled(setting);
      const folder = path.join(setting.job.runnerTemp, '_runner_file_commands');
      const [name = ''] = fs.readdirSync(folder).filter((each) => each.startsWith('save_state_'));
      const [, value = ''] = /^login=(.*)$/m.exec(readText(path.join(folder, name))) ?? [];
      const post = await setting.step.post({ STATE_login: value });
      assert.deepEqual([post.code, post.annotations.error], [0, []]);
      assert.equal((await main.done).code, 0);
      assert.deepEqual(snapshot(machine.home), setting.before);
    }),
);
