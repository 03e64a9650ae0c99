// The input `index`: a registry that no configuration defines. Cargo then knows it by a variable
// only, and looks for its token under the name in that variable (rust-lang/cargo#11737).

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
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

for (const authRequired of [false, true]) {
  for (const from of ['the input', 'the workflow'] as const) {
    const kind = authRequired ? 'a private registry' : 'a registry anyone may read';
    test(`cargo publishes to my-reg, ${kind} whose index ${from} gave`, { skip }, (t) =>
      withMachine(t, async (machine) => {
        const token = machine.token();
        const registry = await machine.registry({ token, authRequired });
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
        assert.deepEqual(main.text, [
          `note: name of alternative registry \`${indexUrl}\` set to \`my_reg\``,
          'Login token for `my-reg` saved',
        ]);
        await assertLoggedIn({ job, registry, name: 'my-reg' });
        assertDone(await step.post());
        assert.deepEqual(homeOf(job), before);
        await assertLoggedOut({ job, registry, name: 'my-reg' });
      }),
    );
  }
}

test('a name that is spelt the same in a variable has one entry', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    const token = machine.token();
    const main = await job.step({ registry: 'plain_1', token, index: ONE }).main();
    assertDone(main);
    assert.deepEqual(main.exportedEnv, { CARGO_REGISTRIES_PLAIN_1_INDEX: ONE });
    assert.equal(fs.readFileSync(credentialsFile(job), 'utf8').split(token).length, 2);
  }));

test('a later step knows the registry without its index, and may give it again', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    const [first, second, third] = [machine.token(), machine.token(), machine.token()];
    assertDone(await job.step({ registry: 'my-reg', token: first, index: ONE }).main());
    for (const [token, inputs] of [
      [second, {}],
      [third, { index: ONE }],
    ] as const) {
      const later = await job.step({ registry: 'my-reg', token, ...inputs }).main();
      assertDone(later);
      assert.deepEqual(later.exportedEnv, {});
      assert.deepEqual([storedToken(job, 'my-reg'), storedToken(job, 'my_reg')], [token, token]);
    }
    for (const post of await job.end()) assertDone(post);
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

test('command: logout removes both spellings, and tells later steps nothing', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job({ env: { [VARIABLE]: ONE } });
    assertDone(await job.step({ registry: 'my-reg', token: machine.token() }).main());
    const inputs = { command: 'logout', registry: 'my-reg', index: ONE };
    const logout = await job.step(inputs).main();
    assertDone(logout);
    assert.deepEqual(logout.exportedEnv, {});
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

// Each is the same index to cargo.
const sameIndex: Readonly<Record<string, readonly [index: string, configured: string]>> = {
  'in the same words': [ONE, ONE],
  'with its port': ['https://one.example.org:443/index', 'https://one.example.org/index'],
  'with .git at its end': ['https://one.example.org/index.git', 'https://one.example.org/index'],
  'in other letters, on GitHub': [
    'https://GitHub.com/One/Index',
    'https://github.com/one/index.git/',
  ],
};
for (const [title, [index, configured]] of Object.entries(sameIndex)) {
  test(`an index that the configuration has as well is no conflict: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      job.write('.cargo/config.toml', registriesToml({ 'my-reg': configured }));
      const token = machine.token();
      const main = await job.step({ registry: 'my-reg', token, index }).main();
      assertDone(main);
      assert.deepEqual(main.exportedEnv, {});
      assert.deepEqual(
        [storedToken(job, 'my-reg'), storedToken(job, 'my_reg')],
        [token, undefined],
      );
    }));
}

test('an index other than the configured one is refused, and both are shown', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine);
    const file = job.write('.cargo/config.toml', registriesToml({ 'my-reg': TWO }));
    await assertRefused(job, job.step({ registry: 'my-reg', token: machine.token(), index: ONE }), {
      message: [`\`${ONE}\``, `\`${TWO}\``, file, 'drop `index`'],
    });
  }));

test('an index other than the one in the environment is refused, and both are shown', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine, machine.job({ env: { [VARIABLE]: TWO } }));
    await assertRefused(job, job.step({ registry: 'my-reg', token: machine.token(), index: ONE }), {
      message: [`\`${ONE}\``, `\`${TWO}\``, `\`${VARIABLE}\``],
    });
  }));

test('a sparse index and a git one are two, whatever their address', (t) =>
  withMachine(t, async (machine) => {
    const job = jobOfAnOwner(machine);
    job.write('.cargo/config.toml', registriesToml({ 'my-reg': 'https://one.example.org/index/' }));
    const step = job.step({ registry: 'my-reg', token: machine.token(), index: ONE });
    await assertRefused(job, step, { message: [ONE, '`https://one.example.org/index/`'] });
  }));

test('what stands before the host is not shown: it may be a secret', (t) =>
  withMachine(t, async (machine) => {
    const [user, other] = [machine.token(), machine.token()];
    const job = jobOfAnOwner(machine);
    job.write('.cargo/config.toml', registriesToml({ 'my-reg': `https://${other}@example.org/` }));
    const index = `https://${user}@example.org/`;
    const step = job.step({ registry: 'my-reg', token: machine.token(), index });
    await assertRefused(job, step, { message: [/`https:\/\/\*\*\*@example\.org\/`.*\*\*\*@/] });
  }));

test('one index under two names is refused, as cargo would refuse it', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    assertDone(await job.step({ registry: 'my-reg', token: machine.token(), index: ONE }).main());
    const other = job.step({ registry: 'another', token: machine.token(), index: ONE });
    const { code, annotations } = await other.main();
    assert.equal(code, 1);
    assert.match(annotations.error.join(), /same index url.*another, my_reg/);
    for (const post of await job.end()) assertDone(post);
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }));

test('crates.io has its index already', (t) =>
  withMachine(t, async (machine) => {
    for (const inputs of [{}, { registry: 'crates-io' }, { registry: 'crates.io' }]) {
      const job = jobOfAnOwner(machine);
      const step = job.step({ token: machine.token(), index: ONE, ...inputs });
      await assertRefused(job, step, { message: /`crates-io` is built in/ });
    }
  }));

test('an index for the default registry, which nothing else defines', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job({ env: { CARGO_REGISTRY_DEFAULT: 'mine' } });
    const token = machine.token();
    const main = await job.step({ token, index: ONE }).main();
    assertDone(main);
    assert.deepEqual(main.exportedEnv, { CARGO_REGISTRIES_MINE_INDEX: ONE });
    assert.equal(storedToken(job, 'mine'), token);
  }));

// What cargo says of an index in a file, the action has to say of the input.
const bad: Readonly<Record<string, readonly [index: string, words: RegExp]>> = {
  'no URL': ['one', /invalid url `one`: relative URL without a base/],
  'a path': ['/index', /invalid url `\/index`: relative URL without a base/],
  'the address that git shows': [
    'git@example.org:me/index.git',
    /relative URL without a base; try using `ssh:\/\/git@example\.org\/me\/index\.git` instead/,
  ],
  'a host without a path': [
    'example.org:index',
    /invalid url `example\.org:index`: cannot-be-a-base-URLs are not supported/,
  ],
  'a sparse index without its last slash': [
    'sparse+http://127.0.0.1:9/index',
    /sparse registry url must end in a slash `\/`: sparse\+http:\/\/127\.0\.0\.1:9\/index/,
  ],
  'a password': ['https://me:secret-word@example.org/', /registry URLs may not contain passwords/],
};
for (const [title, [index, words]] of Object.entries(bad)) {
  test(`the action refuses ${title} for an index`, (t) =>
    withMachine(t, async (machine) => {
      if (index.includes('secret-word')) machine.secret('secret-word');
      const job = jobOfAnOwner(machine);
      const step = job.step({ registry: 'my-reg', token: machine.token(), index });
      await assertRefused(job, step, { message: words });
    }));

  test(`cargo refuses ${title} for an index in the same words`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      job.write('.cargo/config.toml', registriesToml({ 'my-reg': index }));
      const { code, stderr } = await job.cargo().login('any', ['--registry', 'my-reg']);
      assert.equal(code, 101);
      assert.match(stderr, words);
    }),
  );
}

test('an index that cannot be made known: undone, and no output says otherwise', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    const step = job.step({ registry: 'my-reg', token: machine.token(), index: ONE });
    const main = await step.main({ GITHUB_ENV: path.join(machine.root, 'nowhere', 'env') });
    assert.equal(main.code, 1);
    assert.match(main.annotations.error.join(), /^cannot write `CARGO_REGISTRIES_MY_REG_INDEX`/);
    assert.deepEqual([main.outputs, fs.existsSync(job.cargoHome)], [{}, false]);
    assertDone(await step.post());
  }));
