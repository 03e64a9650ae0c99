// A job that is cancelled or killed while Cargo works with a provider: what was begun is undone, by
// itself if it can, else by its post step or by the next job of the machine.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { isRunning } from '../../src/host.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { RunningPhase } from '../support/step.ts';
import {
  type Behaviour,
  companions,
  jobWithCargo,
  sharedProvider,
  skip,
  type TestProvider,
} from './scene.ts';

function shared(machine: Machine, behaviour?: Behaviour): Promise<TestProvider> {
  return sharedProvider(machine, ['other', 'mine'], behaviour);
}

/** Waits until the provider has been asked for something. */
async function asked(provider: TestProvider, count = 1): Promise<void> {
  while (provider.requests().length < count) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the provider hangs, and returns the processes that do. */
async function hanging(provider: TestProvider): Promise<readonly number[]> {
  for (;;) {
    const note = provider.notes().find(({ kind }) => kind === 'hangs');
    if (note !== undefined) return [note['pids']].flat().map(Number);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function kill({ child, done }: RunningPhase, signal: NodeJS.Signals) {
  child.kill(signal);
  return await done;
}

/** A job whose main step is killed when the provider has been asked, and has not answered. */
async function killedWhileProviderWorks(machine: Machine) {
  const provider = await shared(machine, { delay: 1_500 });
  const job = jobWithCargo(machine);
  const main = job.step({ registry: 'mine', token: machine.token() }).spawnMain();
  await asked(provider);
  await kill(main, 'SIGKILL');
  provider.behave({});
  return { provider, job };
}

function assertClean(machine: Machine, provider: TestProvider): void {
  assert.deepEqual(provider.tokens(), []);
  assert.deepEqual(companions(path.join(machine.home, '.cargo')), []);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends a provider with its children, and undoes the login`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const provider = await shared(machine, { answers: { login: 'hang' } });
      const job = jobWithCargo(machine);
      const main = job.step({ registry: 'mine', token: machine.token() }).spawnMain();
      const pids = await hanging(provider);
      // Of these no ordinary login waits for any.
      const names = ['json', 'running', 'session'].map((name) => `.credentials.toml.cargo-login.${name}`); // biome-ignore format: one thing
      assert.deepEqual(companions(job.cargoHome), names);
      const result = await kill(main, signal);
      assert.deepEqual([result.code, result.annotations.error], [1, [`the step was cancelled (${signal})`]]); // biome-ignore format: one thing
      assert.equal(pids.length, 2);
      assert.deepEqual(
        pids.filter((pid) => isRunning(pid, undefined)),
        [],
      );
      await job.end();
      assert.deepEqual(provider.actions(), ['login', 'logout']);
      assertClean(machine, provider);
    }),
  );
}

test('SIGKILL: the post step waits for what still runs, and then logs out', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { provider, job } = await killedWhileProviderWorks(machine);
    assert.deepEqual(provider.tokens(), []);
    const [post] = await job.end();
    await provider.ended();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    assert.deepEqual(provider.actions(), ['login', 'logout']);
    assertClean(machine, provider);
  }),
);

test('SIGKILL, and no post step: the next job logs out for the dead one', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { provider, job: dead } = await killedWhileProviderWorks(machine);
    dead.vanish();
    const next = jobWithCargo(machine);
    const result = await next.step({ registry: 'other', token: machine.token() }).main();
    assert.equal(result.code, 0);
    assert.match(result.stdout, /^Removed the token for `mine` that a job left behind/m);
    await provider.ended();
    assert.deepEqual(provider.tokens(), []);
    await next.end();
    assertClean(machine, provider);
  }),
);

test('a dead job whose provider fails: a warning, and the login goes on', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine);
    const dead = jobWithCargo(machine);
    await dead.step({ registry: 'mine', token: machine.token() }).main();
    dead.vanish();
    provider.behave({ says: 'was {token}', answers: { logout: 'crash' } });
    const next = jobWithCargo(machine);
    const result = await next.step({ registry: 'other', token: machine.token() }).main();
    assert.deepEqual([result.code, result.annotations.error], [0, []]);
    assert.match(result.annotations.warning[0] ?? '', /`mine` may still be with [\s\S]* without logging out: [\s\S]*was \*\*\*/); // biome-ignore format: one thing
    await next.end();
    assert.deepEqual(companions(path.join(machine.home, '.cargo')), []);
  }),
);

test('a dead job’s token that a living job needs stays', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine);
    const [living, dead, next] = [jobWithCargo(machine), jobWithCargo(machine), jobWithCargo(machine)]; // biome-ignore format: three jobs
    await living.step({ registry: 'mine', token: machine.token() }).main();
    await dead.step({ registry: 'mine', token: machine.token() }).main();
    dead.vanish();
    await next.step({ registry: 'other', token: machine.token() }).main();
    assert.equal(provider.tokens().length, 1);
    await next.end();
    assert.equal(provider.tokens().length, 1);
    await living.end();
    assertClean(machine, provider);
  }),
);

test('SIGKILL at any moment: the next job leaves nothing', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine, { delay: 10 });
    for (let ms = 40; ms < 560; ms += 60) {
      const dead = jobWithCargo(machine);
      const main = dead.step({ registry: 'mine', token: machine.token() }).spawnMain();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await kill(main, 'SIGKILL');
      dead.vanish();
      const next = jobWithCargo(machine);
      const result = await next.step({ registry: 'mine', token: machine.token() }).main();
      assert.deepEqual([result.code, result.annotations.error], [0, []]);
      await next.end();
      await provider.ended();
      assertClean(machine, provider);
    }
  }),
);

test('SIGKILL at any moment of the post step: the next job leaves nothing', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine, { delay: 10 });
    for (let ms = 40; ms < 340; ms += 60) {
      const dead = jobWithCargo(machine);
      const step = dead.step({ registry: 'mine', token: machine.token() });
      assert.equal((await step.main()).code, 0);
      const post = step.spawnPost();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await kill(post, 'SIGKILL');
      dead.vanish();
      const next = jobWithCargo(machine);
      const result = await next.step({ registry: 'mine', token: machine.token() }).main();
      assert.deepEqual([result.code, result.annotations.error], [0, []]);
      await next.end();
      await provider.ended();
      assertClean(machine, provider);
    }
  }),
);
