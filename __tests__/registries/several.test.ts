// `tokens` where it touches Cargo's rules and the leases: several registries, one file, one group.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { assertRefused } from '../action/refused.ts';
import {
  assertDone,
  assertMasksFirst,
  credentialsFile,
  jobThatKnows,
  storedToken,
} from '../action/scene.ts';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { assertLoggedIn, assertLoggedOut, homeOf, jobOfAnOwner } from './shop.ts';

const NAMES = ['first', 'second', 'third'];

test('cargo publishes to every registry that one step named', { skip: withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const tokens = [machine.token(), machine.token(), machine.token()];
    const [first, second, third] = await Promise.all([
      machine.registry({ token: `Bearer ${tokens[0]}`, authRequired: true }),
      machine.registry({ token: `Token ${tokens[1]}`, authRequired: true }),
      machine.registry({ token: `${tokens[2]}` }),
    ]);
    const job = jobOfAnOwner(machine);
    const indexes = { first: first.indexUrl, second: second.indexUrl };
    job.write('.cargo/config.toml', registriesToml(indexes));
    const before = homeOf(job);
    const step = job.step({
      tokens: `first=Bearer ${tokens[0]}\n# The old one\nsecond=Token ${tokens[1]}\ncrates.io=${tokens[2]}\n`,
    });
    const main = await step.main();
    assertDone(main);
    assert.deepEqual(main.annotations.warning, []);
    const shops = Object.entries({ first, second, 'crates-io': third });
    for (const [name, registry] of shops) await assertLoggedIn({ job, registry, name });
    assertDone(await step.post());
    assert.deepEqual(homeOf(job), before);
    for (const [name, registry] of shops) await assertLoggedOut({ job, registry, name });
  }),
);

test('the log of several logins is one group', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const line = (name: string) => `${name}=${machine.token()}`;
    const main = await job.step({ tokens: NAMES.map(line).join('\n') }).main();
    assertDone(main);
    const shown = main.lines.filter(({ command }) => command?.name !== 'add-mask');
    assert.deepEqual(
      shown.map(({ text }) => text),
      [
        '::group::Login tokens for 3 registries saved',
        'Login token for `first` saved',
        'Login token for `second` saved',
        'Login token for `third` saved',
        '::endgroup::',
      ],
    );
    const one = await job.step({ tokens: line('first') }).main();
    assert.deepEqual([one.text, one.groups], [['Login token for `first` saved'], []]);
  }));

test('each registry has a lease of its own: what somebody wrote for one of them stays', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const [mine, theirs] = [machine.token(), machine.token()];
    const step = job.step({ tokens: `first=${mine}\nsecond=${machine.token()}` });
    assertDone(await step.main());
    const file = credentialsFile(job);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(mine, theirs));
    assertDone(await step.post());
    assert.deepEqual(
      NAMES.map((name) => storedToken(job, name)),
      [theirs, undefined, undefined],
    );
  }));

test('each registry has a lease of its own: one may be logged out of before the others', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const [one, two] = [machine.token(), machine.token()];
    const step = job.step({ tokens: `first=${one}\nsecond=${two}` });
    assertDone(await step.main());
    assertDone(await job.step({ command: 'logout', registry: 'first' }).main());
    assert.deepEqual(
      NAMES.map((name) => storedToken(job, name)),
      [undefined, two, undefined],
    );
    const post = await step.post();
    assertDone(post);
    assert.deepEqual(post.text, ['Logout token for `second` has been removed from local storage']);
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

test('a user name goes with each token, and every form of each is masked', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const [one, two] = [machine.token(), machine.token()];
    const basic = (token: string) => Buffer.from(`me:${token}`).toString('base64');
    const main = await job.step({ tokens: `first=${one}\nsecond=${two}`, username: 'me' }).main();
    assertDone(main);
    const stored = [`Basic ${basic(one)}`, `Basic ${basic(two)}`];
    assert.deepEqual(
      NAMES.map((name) => storedToken(job, name)),
      [...stored, undefined],
    );
    assertMasksFirst(main, [one, two, basic(one), basic(two), ...stored]);
  }));

test('`tokens` that hold nothing but comments name no registry, not even crates.io', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine, jobThatKnows(machine, NAMES));
    const inputs = [{}, { token: machine.token() }, { command: 'logout' }];
    for (const others of inputs) {
      const step = job.step({ ...others, tokens: '# first=later\n\n#' });
      await assertRefused(job, step, { message: /input `tokens` names no registry/ });
    }
  }));

const INDEX = 'sparse+https://example.org/index/';
const CRATES_IO_INDEX = 'sparse+https://index.crates.io/';

// Two spellings, one place for the token.
const twice: Readonly<Record<string, readonly [config: string, names: readonly string[]]>> = {
  'a registry that a variable names, with a hyphen and without': ['', ['my-reg', 'my_reg']],
  'crates.io and a name for its index': [
    registriesToml({ mine: CRATES_IO_INDEX }),
    ['crates-io', 'mine'],
  ],
  'two names for the index of crates.io': [
    registriesToml({ mine: CRATES_IO_INDEX, yours: CRATES_IO_INDEX }),
    ['mine', 'yours'],
  ],
};
for (const [title, [config, names]] of Object.entries(twice)) {
  test(`a registry that is named twice is refused: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const env = { CARGO_REGISTRIES_MY_REG_INDEX: INDEX };
      const job = jobOfAnOwner(machine, machine.job({ env }));
      if (config !== '') job.write('.cargo/config.toml', config);
      const tokens = names.map((name) => `${name}=${machine.token()}`).join('\n');
      await assertRefused(job, job.step({ tokens }), {
        message: /line 1 of input `tokens` and line 2 of input `tokens` are for the same registry/,
      });
    }));
}

test('two names for one index are refused, as cargo refuses them', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine);
    job.write('.cargo/config.toml', registriesToml({ one: INDEX, two: INDEX }));
    const tokens = `one=${machine.token()}\ntwo=${machine.token()}`;
    await assertRefused(job, job.step({ tokens }), {
      message: /multiple registries are configured with the same index url.*one, two/,
    });
  }));

test('`my-reg` and `my_reg` are two registries where a file defines both', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-reg', 'my_reg']);
    const [one, two] = [machine.token(), machine.token()];
    assertDone(await job.step({ tokens: `my-reg=${one}\nmy_reg=${two}` }).main());
    assert.deepEqual([storedToken(job, 'my-reg'), storedToken(job, 'my_reg')], [one, two]);
  }));
