// The input `index`: a registry that no configuration defines. Cargo then knows it only through a
// variable, and looks for its token under the name in that variable (rust-lang/cargo#11737).

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { assertRefused } from '../action/refused.ts';
import { assertDone, credentialsFile, storedToken } from '../action/scene.ts';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { assertLoggedIn, assertLoggedOut, homeOf, jobOfAnOwner } from './shop.ts';

const skip = withoutCargo();
const ONE = 'sparse+https://one.example.org/index/';
const TWO = 'sparse+https://two.example.org/index/';
const VARIABLE = 'CARGO_REGISTRIES_MY_REG_INDEX';

for (const from of ['the input', 'the workflow'] as const) {
  test(`cargo publishes to my-reg, whose index comes from ${from}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const registry = await machine.registry({ token, authRequired: from === 'the input' });
      const { indexUrl } = registry;
      const env = from === 'the workflow' ? { [VARIABLE]: indexUrl } : {};
      const job = jobOfAnOwner(machine, machine.job({ env }));
      const before = homeOf(job);
      const index = from === 'the input' ? { index: indexUrl } : {};
      const step = job.step({ registry: 'my-reg', token, ...index });
      const main = await step.main();
      assertDone(main);
      assert.deepEqual(main.annotations.warning, []);
      assert.equal(main.outputs['registry'], 'my-reg');
      assert.deepEqual(main.exportedEnv, 'index' in index ? { [VARIABLE]: indexUrl } : {});
      assert.deepEqual([storedToken(job, 'my-reg'), storedToken(job, 'my_reg')], [token, token]);
      await assertLoggedIn({ job, registry, name: 'my-reg' });
      assertDone(await step.post());
      assert.deepEqual(homeOf(job), before);
      await assertLoggedOut({ job, registry, name: 'my-reg' });
    }),
  );
}

test('the log names the registry, its index and the file', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    const main = await job.step({ registry: 'one', token: machine.token(), index: ONE }).main();
    assertDone(main);
    const lines = main.text.filter((line) => line.includes('`one`'));
    assert.equal(lines.length, 1, main.stdout);
    for (const part of [ONE, credentialsFile(job)]) assert.ok(lines.join().includes(part), part);
  }));

test('a later step can omit the index or repeat it', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    assertDone(await job.step({ registry: 'my-reg', token: machine.token(), index: ONE }).main());
    for (const inputs of [{}, { index: ONE }]) {
      const token = machine.token();
      const later = await job.step({ registry: 'my-reg', token, ...inputs }).main();
      assertDone(later);
      assert.deepEqual(later.exportedEnv, {});
      assert.deepEqual([storedToken(job, 'my-reg'), storedToken(job, 'my_reg')], [token, token]);
    }
    for (const post of await job.end()) assertDone(post);
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

test('an index other than the configured one is refused, and both are shown', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine);
    const file = job.write('.cargo/config.toml', registriesToml({ 'my-reg': TWO }));
    const step = job.step({ registry: 'my-reg', token: machine.token(), index: ONE });
    await assertRefused(job, step, { message: [ONE, TWO, file, '`index`'] });
  }));

test('an index other than the one in the environment is refused, and both are shown', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine, machine.job({ env: { [VARIABLE]: TWO } }));
    const step = job.step({ registry: 'my-reg', token: machine.token(), index: ONE });
    await assertRefused(job, step, { message: [ONE, TWO, VARIABLE] });
  }));

test('an index other than that of an earlier step is refused, and both are shown', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    assertDone(await job.step({ registry: 'my-reg', token: machine.token(), index: TWO }).main());
    const later = await job.step({ registry: 'my-reg', token: machine.token(), index: ONE }).main();
    assert.equal(later.code, 1);
    const said = later.annotations.error.join();
    for (const part of [ONE, TWO, 'earlier step']) assert.ok(said.includes(part), said);
    assert.doesNotMatch(said, /drop `index`/, 'the other server would get the token');
    for (const post of await job.end()) assertDone(post);
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

test('an error does not show the user name in an index URL, which may be a secret', (t) =>
  withMachine(t, async (machine) => {
    const [user, other] = [machine.token(), machine.token()];
    const job = jobOfAnOwner(machine);
    job.write('.cargo/config.toml', registriesToml({ 'my-reg': `https://${other}@example.org/a` }));
    const index = `https://${user}@example.org/b`;
    const step = job.step({ registry: 'my-reg', token: machine.token(), index });
    await assertRefused(job, step, { message: ['example.org/a', 'example.org/b'] });
  }));
