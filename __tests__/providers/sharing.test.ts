// A provider holds one token for a registry, and several jobs of a machine may need it: the last one
// logs out, and none is logged out by another.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import {
  type Behaviour,
  companions,
  jobWithCargo,
  NO_ANNOTATIONS,
  sharedProvider,
  skip,
  TestProvider,
} from './scene.ts';

/** Configures one registry with a provider for all jobs of the machine. */
function shared(machine: Machine, behaviour?: Behaviour): Promise<TestProvider> {
  return sharedProvider(machine, ['mine'], behaviour);
}

function home(machine: Machine): string {
  return path.join(machine.home, '.cargo');
}

test('the last job logs out', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine);
    const [first, second] = [jobWithCargo(machine), jobWithCargo(machine)];
    const tokens = [machine.token(), machine.token()];
    await first.step({ registry: 'mine', token: tokens[0] ?? '' }).main();
    await second.step({ registry: 'mine', token: tokens[1] ?? '' }).main();
    const [early] = await first.end();
    assert.deepEqual([early?.code, early?.annotations], [0, NO_ANNOTATIONS]);
    assert.match(early?.stdout ?? '', /`mine` stays: other jobs of this machine need it/);
    assert.deepEqual(provider.tokens(), [tokens[1]]);
    await second.end();
    assert.deepEqual(provider.actions(), ['login', 'login', 'logout']);
    assert.deepEqual([provider.tokens(), companions(home(machine))], [[], []]);
  }),
);

test('two registries, two indexes: neither logs the other out', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const indexes = [(await machine.registry()).indexUrl, (await machine.registry()).indexUrl];
    const jobs = indexes.map((index) => {
      const job = jobWithCargo(machine);
      const text = `${registriesToml({ mine: index })}credential-provider = ["${provider.program}"]\n`;
      job.write('.cargo/config.toml', text);
      return job;
    });
    for (const job of jobs) await job.step({ registry: 'mine', token: machine.token() }).main();
    assert.equal(provider.tokens().length, 2);
    for (const [ended, job] of jobs.entries()) {
      await job.end();
      assert.equal(provider.tokens().length, 1 - ended);
    }
    assert.deepEqual(companions(home(machine)), []);
  }),
);

test('one registry under two names is one token', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { indexUrl } = await machine.registry();
    const jobs = ['one', 'two'].map((name) => {
      const job = jobWithCargo(machine);
      const text = `${registriesToml({ [name]: indexUrl })}credential-provider = ["${provider.program}"]\n`;
      job.write('.cargo/config.toml', text);
      return { job, name };
    });
    for (const { job, name } of jobs) {
      await job.step({ registry: name, token: machine.token() }).main();
    }
    await jobs[0]?.job.end();
    assert.equal(provider.tokens().length, 1);
    await jobs[1]?.job.end();
    assert.deepEqual([provider.tokens(), companions(home(machine))], [[], []]);
  }),
);

test('eight jobs at once: each is logged in as long as it runs', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine, { delay: 20 });
    const work = Array.from({ length: 8 }, async (_, number) => {
      const job = jobWithCargo(machine);
      await new Promise((resolve) => setTimeout(resolve, 150 * (number % 4)));
      const main = await job.step({ registry: 'mine', token: machine.token() }).main();
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
      assert.equal(provider.tokens().length, 1);
      await new Promise((resolve) => setTimeout(resolve, 100 * (number % 3)));
      assert.equal(provider.tokens().length, 1);
      const [post] = await job.end();
      assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);
    });
    await Promise.all(work);
    assert.deepEqual([provider.tokens(), companions(home(machine))], [[], []]);
  }),
);

test('`logout: false` leaves the login, also when other jobs end after it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine);
    const [other, keeping] = [jobWithCargo(machine), jobWithCargo(machine)];
    const kept = machine.token();
    await other.step({ registry: 'mine', token: machine.token() }).main();
    await keeping.step({ registry: 'mine', token: kept, logout: 'false' }).main();
    for (const job of [keeping, other]) {
      const [post] = await job.end();
      assert.deepEqual(post?.annotations, NO_ANNOTATIONS);
    }
    assert.deepEqual([provider.tokens(), companions(home(machine))], [[kept], []]);

    const [later, last] = [jobWithCargo(machine), jobWithCargo(machine)];
    await later.step({ registry: 'mine', token: machine.token() }).main();
    await keeping.step({ registry: 'mine', token: machine.token(), logout: 'false' }).main();
    await last.step({ registry: 'mine', token: machine.token() }).main();
    for (const job of [last, later]) await job.end();
    assert.deepEqual(provider.tokens(), [], 'a later login replaced the one that was to stay');
  }),
);

test('`command: logout` logs out now, whoever logged in', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine);
    const job = jobWithCargo(machine);
    const logOut = () => job.step({ registry: 'mine', command: 'logout' }).main();
    await job.step({ registry: 'mine', token: machine.token() }).main();
    const first = await logOut();
    assert.deepEqual([first.code, first.annotations, provider.tokens()], [0, NO_ANNOTATIONS, []]);
    assert.match(first.stdout, /^Logout token for `mine` has been removed/m);
    assert.deepEqual(first.outputs, { registry: 'mine', 'credentials-file': '', 'logged-in': 'false' }); // biome-ignore format: one thing
    const again = await logOut();
    assert.match(again.stdout, /^Logout not currently logged in to `mine`/m);
    await job.cargo().login(machine.token(), ['--registry', 'mine']);
    assert.equal((await logOut()).code, 0);
    assert.deepEqual([provider.tokens(), companions(home(machine))], [[], []]);
    provider.forget();
    const posts = await job.end();
    assert.deepEqual(posts.map(({ annotations }) => annotations), posts.map(() => NO_ANNOTATIONS)); // biome-ignore format: one thing
    assert.deepEqual(provider.requests(), [], 'what is logged out already is not logged out again');
  }),
);

test('`command: logout` that fails says why, in cargo’s words', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await shared(machine);
    const job = jobWithCargo(machine);
    await job.step({ registry: 'mine', token: machine.token() }).main();
    provider.behave({ says: 'it is {token}', answers: { logout: { Err: { kind: 'other', message: 'the vault is locked', 'caused-by': [] } } } }); // biome-ignore format: one thing
    const main = await job.step({ registry: 'mine', command: 'logout' }).main();
    assert.equal(main.code, 1);
    assert.match(main.annotations.error[0] ?? '', /it is \*\*\*[\s\S]*the vault is locked/);
    provider.behave({});
    await job.end();
    assert.deepEqual([provider.tokens(), companions(home(machine))], [[], []]);
  }),
);

test('a journal that is gone: the post step says what may remain', { skip }, (t) =>
  withMachine(t, async (machine) => {
    await shared(machine);
    const job = jobWithCargo(machine);
    await job.step({ registry: 'mine', token: machine.token() }).main();
    for (const name of companions(home(machine))) fs.rmSync(path.join(home(machine), name));
    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    assert.match(post?.annotations.warning[0] ?? '', /`mine` may still be with its credential provider/); // biome-ignore format: one thing
  }),
);
