// Jobs that are cancelled or killed while cargo works with a provider, and jobs that share one.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type Machine, withMachine } from '../support/machine.ts';
import type { RunningPhase } from '../support/step.ts';
import {
  jobWithCargo,
  leftIn,
  NO_ANNOTATIONS,
  sharedProvider,
  skip,
  type TestProvider,
} from './scene.ts';

/** Waits until the provider hangs, sends the signal, and waits for the end of the step. */
async function endWhileHanging(provider: TestProvider, main: RunningPhase, signal: NodeJS.Signals) {
  const hangs = () => provider.notes().find(({ kind }) => kind === 'hangs');
  while (hangs() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  for (const pid of [hangs()?.['pids']].flat().map(Number))
    main.child.once('close', () => killed(pid));
  const begun = Date.now();
  main.child.kill(signal);
  const result = await main.done;
  assert.ok(Date.now() - begun < 3_000, 'the step did not end within 3 seconds');
  return result;
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}

function assertClean(machine: Machine, provider: TestProvider): void {
  assert.deepEqual(provider.tokens(), []);
  assert.deepEqual(leftIn(path.join(machine.home, '.cargo')), []);
}

test('a provider that leaves a process running does not hold up the step', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine, { leaves: true });
    const job = jobWithCargo(machine);
    const begun = Date.now();
    const main = await job.step({ registry: 'mine', token: machine.token() }).main();
    const [post] = await job.end();
    const took = Date.now() - begun;
    const left = provider.notes().filter(({ kind }) => kind === 'leaves');
    for (const { pid } of left) killed(Number(pid));
    assert.deepEqual([main.code, post?.code, left.length], [0, 0, 2]);
    assert.deepEqual([main.annotations, post?.annotations], [NO_ANNOTATIONS, NO_ANNOTATIONS]);
    assert.ok(took < 20_000, `it took ${took} ms, and these processes run for 30 s`);
    assertClean(machine, provider);
  }),
);

test(
  'a step that is cancelled while the provider hangs is one error, and post logs out',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const provider = await sharedProvider(machine, { answers: { login: 'hang' } });
      const job = jobWithCargo(machine);
      const main = job.step({ registry: 'mine', token: machine.token() }).spawnMain();
      const result = await endWhileHanging(provider, main, 'SIGINT');
      assert.deepEqual([result.code, result.annotations.error.length], [1, 1]);
      assert.match(result.annotations.error[0] ?? '', /cancelled/);
      const [post] = await job.end();
      assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);
      assert.deepEqual(provider.actions(), ['login', 'logout']);
      assertClean(machine, provider);
    }),
);

test('post logs out after a step was killed while the provider worked', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine, { answers: { login: 'hang' } });
    const job = jobWithCargo(machine);
    const main = job.step({ registry: 'mine', token: machine.token() }).spawnMain();
    await endWhileHanging(provider, main, 'SIGKILL');
    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    assert.equal(provider.actions().at(-1), 'logout');
    assertClean(machine, provider);
  }),
);

test('after a killed job, the next job warns and runs no logout for it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine);
    const dead = jobWithCargo(machine);
    await dead.step({ registry: 'mine', token: machine.token() }).main();
    dead.vanish();
    const next = jobWithCargo(machine);
    const main = await next.step({ registry: 'other', token: machine.token() }).main();
    assert.deepEqual([main.code, main.annotations.error], [0, []], main.stdout);
    const [warning = '', ...others] = main.annotations.warning;
    assert.deepEqual(others, []);
    assert.ok(warning.includes(provider.program), warning);
    assert.match(warning, /run `cargo logout --registry mine`/);
    await next.end();
    assert.deepEqual([provider.actions(), provider.tokens().length], [['login'], 1]);
    assert.deepEqual(leftIn(path.join(machine.home, '.cargo')), []);
  }),
);

test('only the last of several jobs that share a login logs out', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine);
    const [first, second] = [jobWithCargo(machine), jobWithCargo(machine)];
    const tokens = [machine.token(), machine.token()];
    await first.step({ registry: 'mine', token: tokens[0] ?? '' }).main();
    await second.step({ registry: 'mine', token: tokens[1] ?? '' }).main();
    const [early] = await first.end();
    assert.deepEqual([early?.code, early?.annotations], [0, NO_ANNOTATIONS]);
    assert.match(early?.stdout ?? '', /`mine`.* stays: other jobs need it/);
    assert.deepEqual(provider.tokens(), [tokens[1]]);
    await second.end();
    assert.deepEqual(provider.actions(), ['login', 'login', 'logout']);
    assertClean(machine, provider);
  }),
);

test('two logins in one job lead to one logout, by the last post', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine);
    const job = jobWithCargo(machine);
    for (let step = 0; step < 2; step++) {
      const main = await job.step({ registry: 'mine', token: machine.token() }).main();
      assert.equal(main.code, 0, main.stdout);
    }
    await job.end();
    assert.deepEqual(provider.actions(), ['login', 'login', 'logout']);
    assertClean(machine, provider);
  }),
);

test('post warns with the command to run if the working directory is gone', { skip }, (t) =>
  withMachine(t, async (machine) => {
    await sharedProvider(machine);
    const job = jobWithCargo(machine);
    const folder = path.dirname(job.write('sub/file', ''));
    const inputs = { registry: 'mine', token: machine.token(), 'working-directory': 'sub' };
    assert.equal((await job.step(inputs).main()).code, 0);
    fs.rmSync(folder, { recursive: true });
    const [post] = await job.end();
    assert.deepEqual(post?.annotations.error, []);
    assert.match(
      post?.annotations.warning.join() ?? '',
      /working-directory.*cargo logout --registry mine/s,
    );
  }),
);
