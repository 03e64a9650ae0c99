// Several registries in one step, and several jobs on one Cargo home.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { assertRefused } from '../action/refused.ts';
import { assertDone, credentialsFile, jobThatKnows, storedToken } from '../action/scene.ts';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { assertLoggedIn, assertLoggedOut, homeOf, jobOfAnOwner } from './shop.ts';

const skip = withoutCargo();
const NAMES = ['first', 'second', 'third'];

/** Returns the stored tokens of the three registries. */
const stored = (job: Job) => NAMES.map((name) => storedToken(job, name));

/** Returns the lines for the input `tokens`, and the token in each. */
function linesOf(machine: Machine, names: readonly string[]) {
  const tokens = names.map(() => machine.token());
  return { tokens, input: names.map((name, number) => `${name}=${tokens[number]}`).join('\n') };
}

test('cargo publishes to every registry of one step', { skip }, (t) =>
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
    const downloads = [first, second, third].map(({ requests }) =>
      requests.find(({ path }) => path.endsWith('/download')),
    );
    const sent = downloads.map((request) => request?.authorization);
    assert.deepEqual(sent, ['accepted', 'accepted', 'none']);
    assertDone(await step.post());
    assert.deepEqual(homeOf(job), before);
    for (const [name, registry] of shops) await assertLoggedOut({ job, registry, name });
  }),
);

test('assertLoggedIn fails for a token with the wrong scheme', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token: `Bearer ${token}`, authRequired: true });
    const job = machine.job();
    job.write('.cargo/config.toml', registriesToml({ mine: registry.indexUrl }));
    assertDone(await job.step({ registry: 'mine', token, scheme: 'Token' }).main());
    await assert.rejects(
      assertLoggedIn({ job, registry, name: 'mine' }),
      /token rejected for `mine`/,
    );
  }),
);

test('of three jobs on one home, the first to end does not log out the others', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const registries = await Promise.all(
      NAMES.map((name) =>
        machine.registry({ token: machine.token(), authRequired: name !== 'second' }),
      ),
    );
    const owner = jobOfAnOwner(machine);
    const before = homeOf(owner);
    const indexes = registries.map(({ indexUrl }, number) => [NAMES[number], indexUrl] as const);
    const legs = NAMES.map((name, number) => {
      const registry = registries[number];
      assert.ok(registry);
      const job = machine.job();
      job.write('.cargo/config.toml', registriesToml(Object.fromEntries(indexes)));
      const token = machine.token();
      registry.allow(token);
      return { name, registry, job, step: job.step({ registry: name, token }) };
    });
    const [first, ...others] = legs;
    assert.ok(first);
    for (const main of await Promise.all(legs.map(({ step }) => step.main()))) assertDone(main);
    await assertLoggedIn(first);
    for (const post of await first.job.end()) assertDone(post);
    await assertLoggedOut(first);
    await Promise.all(others.map(assertLoggedIn));
    const posts = await Promise.all(others.map(({ job }) => job.end()));
    for (const post of posts.flat()) assertDone(post);
    assert.deepEqual(homeOf(first.job), before);
  }),
);

test('command: logout can end one of several logins early', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const { tokens, input } = linesOf(machine, ['first', 'second']);
    const step = job.step({ tokens: input });
    assertDone(await step.main());
    assertDone(await job.step({ command: 'logout', registry: 'first' }).main());
    assert.deepEqual(stored(job), [undefined, tokens[1], undefined]);
    assertDone(await step.post());
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

test('`tokens` with only comments is refused and does not mean crates.io', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine, jobThatKnows(machine, NAMES));
    const inputs = [{}, { token: machine.token() }, { command: 'logout' }];
    for (const others of inputs) {
      const step = job.step({ ...others, tokens: '# first=later\n\n#' });
      await assertRefused(job, step, { message: ['`tokens`'] });
    }
  }));

const INDEX = 'sparse+https://example.org/index/';
const CRATES_IO_INDEX = 'sparse+https://index.crates.io/';

// Pairs of names that share one place for the token.
const twice: Readonly<Record<string, readonly [config: string, names: readonly string[]]>> = {
  'a hyphen and an underscore, defined by one variable': ['', ['my-reg', 'my_reg']],
  'crates.io and another name for its index': [
    registriesToml({ mine: CRATES_IO_INDEX }),
    ['crates-io', 'mine'],
  ],
  'two names for one index': [registriesToml({ one: INDEX, two: INDEX }), ['one', 'two']],
};
for (const [title, [config, names]] of Object.entries(twice)) {
  test(`a registry that is named twice is refused: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const env = config === '' ? { CARGO_REGISTRIES_MY_REG_INDEX: INDEX } : {};
      const job = jobOfAnOwner(machine, machine.job({ env }));
      if (config !== '') job.write('.cargo/config.toml', config);
      const step = job.step({ tokens: linesOf(machine, names).input });
      await assertRefused(job, step, { message: /same registry|(same|one) index/ });
    }));
}
