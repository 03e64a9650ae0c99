// Cancelled at any moment, and a post step that runs beside its own main step.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { RunningPhase, Step } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { readText, snapshot, type Tree } from '../support/tree.ts';
import { isFull } from './extent.ts';
import { idleProcess, ownedBy } from './processes.ts';
import { assertDone } from './scenes.ts';
import { type Call, failing, withoutStrace } from './strace.ts';

const skip = process.platform === 'win32' ? 'needs a POSIX system' : false;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
type Signal = (typeof SIGNALS)[number];

interface Setting {
  readonly machine: Machine;
  readonly job: Job;
  readonly step: Step;
  readonly token: string;
  readonly before: Tree;
  /** Paths in Cargo's home: the file, and what may stand beside it. */
  readonly file: string;
  readonly beside: (suffix: string) => string;
}

function set(machine: Machine): Setting {
  const home = machine.folder('home', '.cargo');
  const file = path.join(home, 'credentials.toml');
  fs.writeFileSync(file, '[registry]\ntoken = "of the owner"\n');
  const job = machine.job();
  const token = machine.token();
  const step = job.step({ registry: 'crates-io', token });
  const before = snapshot(machine.home);
  const beside = (suffix: string) => path.join(home, `.credentials.toml.cargo-login.${suffix}`);
  return { machine, job, step, token, before, file, beside };
}

/** Whether there is something at a path, if only a link that leads nowhere, as a lock is. */
function isThere(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < limit, 'that never came');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Sends a signal to node itself, also where it was started by strace. */
function send({ child }: RunningPhase, signal: NodeJS.Signals): void {
  const pid = child.pid ?? 0;
  const below = Number(readText(`/proc/${pid}/task/${pid}/children`));
  if (child.spawnfile !== 'strace') child.kill(signal);
  else if (below > 0) process.kill(below, signal);
}

/** Cancels a step as the runner does: it must have ended before the second signal comes. */
async function cancel(phase: RunningPhase, signal: Signal): Promise<StepResult> {
  send(phase, signal);
  let isLate = false;
  const patience = setTimeout(() => {
    isLate = true;
    send(phase, 'SIGKILL');
  }, 7_000);
  const result = await phase.done;
  clearTimeout(patience);
  assert.equal(isLate, false, 'it takes too long');
  return result;
}

/** Nothing was written, or it was taken back; or everything was done. */
function assertUndoneOrDone({ code, signal, annotations }: StepResult, setting: Setting): void {
  const { machine, before, file, token, beside } = setting;
  assert.equal(isThere(beside('lock')), false, 'the lock is released');
  const isDone = readText(file).includes(token);
  if (isDone) assert.equal(fs.existsSync(beside('new')), false);
  else assert.deepEqual(snapshot(machine.home), before);
  // Before node listens, and after it has ended its work, a signal ends the process itself.
  if (signal !== null) return;
  assert.equal(code, isDone ? 0 : 1);
  const errors = annotations.error.join();
  assert.match(errors, isDone ? /^$/ : /^the step was cancelled \(SIG(INT|TERM)\)$/);
}

async function assertEnds({ job, machine, before }: Setting): Promise<void> {
  for (const result of await job.end()) assertDone(result);
  assert.deepEqual(snapshot(machine.home), before);
}

for (const signal of SIGNALS) {
  test(`${signal} while it waits for the lock`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const setting = set(machine);
      const lock = ownedBy(idleProcess(t).pid);
      fs.symlinkSync(lock, setting.beside('lock'));
      const main = setting.step.spawnMain();
      const markers = () => fs.readdirSync(setting.job.runnerTemp).join();
      await until(() => markers().includes('cargo-login-'));
      const result = await cancel(main, signal);
      assert.deepEqual([result.code, result.stderr], [1, '']);
      assert.deepEqual(result.annotations.error, [`the step was cancelled (${signal})`]);
      assert.equal(markers().includes('cargo-login-'), false);
      assert.equal(fs.readlinkSync(setting.beside('lock')), lock);
      fs.rmSync(setting.beside('lock'));
      assert.deepEqual(snapshot(machine.home), setting.before);
      await assertEnds(setting);
    }),
  );
}

/** Calls at which a step is held, and how to see that it is there. */
const MOMENTS: Readonly<
  Record<string, readonly [Pick<Call, 'name' | 'nth'>, (s: Setting) => boolean]>
> = {
  'before it has the lock': [
    { name: 'symlink', nth: 1 },
    ({ job }) => fs.readdirSync(job.runnerTemp).join().includes('cargo-login-'),
  ],
  'with the next file staged': [
    { name: 'rename', nth: 1 },
    ({ beside }) => readText(beside('json.new')).endsWith('}'),
  ],
  'with the change in the journal': [
    { name: 'rename', nth: 2 },
    ({ beside }) => fs.existsSync(beside('json')),
  ],
  'with everything done but for the lock': [
    { name: 'unlink', nth: 2 },
    ({ file, token, beside }) => isThere(beside('lock')) && readText(file).includes(token),
  ],
};

/** Holds a process at a call for so long that something can be done meanwhile. */
function holding({ machine }: Setting, call: Pick<Call, 'name' | 'nth'>): readonly string[] {
  const trace = path.join(machine.records, 'trace');
  return failing(trace, call, { kind: 'delay', milliseconds: 700 });
}

describe('cancelled in the middle', { skip: withoutStrace, concurrency: 2 }, () => {
  for (const signal of SIGNALS) {
    for (const [moment, [call, isHeld]] of Object.entries(MOMENTS)) {
      test(`${signal} ${moment}`, (t) =>
        withMachine(t, async (machine) => {
          const setting = set(machine);
          const main = setting.step.spawnMain({}, holding(setting, call));
          await until(() => isHeld(setting));
          assertUndoneOrDone(await cancel(main, signal), setting);
          await assertEnds(setting);
        }));
    }
  }
});

test('cancelled at any moment', { skip, concurrency: 2 }, async (t) => {
  const moments = Array.from({ length: isFull ? 200 : 24 }, (_, nth) => nth);
  const step = isFull ? 1 : 5;
  const cases = moments.map((nth) =>
    t.test(`after ${nth * step} ms`, (t) =>
      withMachine(t, async (machine) => {
        const setting = set(machine);
        const main = setting.step.spawnMain();
        await new Promise((resolve) => setTimeout(resolve, nth * step));
        const result = await cancel(main, SIGNALS[nth % 2] ?? 'SIGINT');
        assertUndoneOrDone(result, setting);
        await assertEnds(setting);
      }),
    ),
  );
  await Promise.all(cases);
});

test('a login that fails is not taken back for ever', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const setting = set(machine);
    const { beside, file, token } = setting;
    const fault = { kind: 'delay', milliseconds: 1_500, after: true } as const;
    const trace = path.join(machine.records, 'trace');
    const under = failing(trace, { name: 'unlink', nth: 2 }, fault);
    const main = setting.step.spawnMain({ GITHUB_OUTPUT: '/not/there' }, under);
    await until(() => !isThere(beside('lock')) && readText(file).includes(token));
    fs.symlinkSync(ownedBy(idleProcess(t).pid), beside('lock'));
    const { code, annotations } = await main.done;
    assert.equal(code, 1);
    const [message = '', ...others] = annotations.error;
    assert.match(
      message,
      /^cannot write `registry` .*\nand what was written could not be taken back: /,
    );
    assert.deepEqual(others, []);
    fs.rmSync(beside('lock'));
    await assertEnds(setting);
  }),
);

test('a post step goes on when it is cancelled', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const setting = set(machine);
    assertDone(await setting.step.main());
    const post = setting.step.spawnPost({}, holding(setting, { name: 'rename', nth: 2 }));
    await until(() => fs.existsSync(setting.beside('new')));
    for (const signal of SIGNALS) send(post, signal);
    assertDone(await post.done);
    assert.deepEqual(snapshot(machine.home), setting.before);
  }),
);

/** Returns what the main step has saved so far. */
function savedState({ job }: Setting): Readonly<Record<string, string>> {
  const folder = path.join(job.runnerTemp, '_runner_file_commands');
  const [name = ''] = fs.readdirSync(folder).filter((file) => file.startsWith('save_state_'));
  const [, value = ''] = /^logins=(.*)$/m.exec(readText(path.join(folder, name))) ?? [];
  return { STATE_logins: value };
}

describe('a post step beside its own main step', { skip: withoutStrace, concurrency: 2 }, () => {
  test('main has not written yet: it does not write any more', (t) =>
    withMachine(t, async (machine) => {
      const setting = set(machine);
      const [call, isHeld] = MOMENTS['before it has the lock'] ?? [];
      assert.ok(call && isHeld);
      const main = setting.step.spawnMain({}, holding(setting, call));
      await until(() => isHeld(setting));
      const post = await setting.step.post(savedState(setting));
      assertDone(post);
      assert.deepEqual(post.text, ['Nothing left to log out of']);
      const result = await main.done;
      assert.equal(result.code, 1);
      assert.match(result.annotations.error.join(), /^the job has ended already/);
      assert.deepEqual(snapshot(machine.home), setting.before);
    }));

  test('main is about to write: it is waited for, and its login is ended', (t) =>
    withMachine(t, async (machine) => {
      const setting = set(machine);
      const [call, isHeld] = MOMENTS['with the change in the journal'] ?? [];
      assert.ok(call && isHeld);
      const main = setting.step.spawnMain({}, holding(setting, call));
      await until(() => isHeld(setting));
      const post = await setting.step.post(savedState(setting));
      assertDone(post);
      assert.match(post.text.join(), /^Logout token for `crates-io`/);
      assertDone(await main.done);
      assert.deepEqual(snapshot(machine.home), setting.before);
    }));
});
