// Real cargo publishes with what the packaged action stored, and is refused after the logout. No
// credential provider is configured anywhere.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Registry } from '../../scripts/registry.mjs';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { snapshot, type Tree } from '../support/tree.ts';
import { assertDone, writeCredentials } from './scene.ts';

const skip = withoutCargo();
if (skip !== false) console.error(`PUBLISHING WITH REAL CARGO IS NOT TESTED: ${skip}`);

/** A job of a workspace with a crate, and the registries that its configuration knows. */
class Publishing {
  readonly job: Job;
  readonly registries: Readonly<Record<string, Registry>>;
  #versions = 0;

  constructor(machine: Machine, registries: Readonly<Record<string, Registry>>) {
    const indexes = Object.entries(registries).map(([name, { indexUrl }]) => [name, indexUrl]);
    this.registries = registries;
    this.job = machine.job({
      env: { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registries['crates-io']?.indexUrl },
    });
    const others = indexes.filter(([name]) => name !== 'crates-io');
    this.job.write('.cargo/config.toml', registriesToml(Object.fromEntries(others)));
  }

  /** Publishes the next version; returns whether the registry has it, and what cargo said. */
  async #publish(name: string): Promise<readonly [isAccepted: boolean, said: string]> {
    this.#versions += 1;
    const version = `0.1.${this.#versions}`;
    const crate = writeCrate(path.join(this.job.workspace, 'crate'), { version });
    const registry = name === 'crates-io' ? undefined : name;
    const { code, stderr } = await this.job.cargo().publish(crate, registry);
    const isThere = this.registries[name]?.crates.has(`demo-crate@${version}`) === true;
    assert.equal(code === 0, isThere, stderr);
    return [isThere, stderr];
  }

  async assertAccepted(name: string): Promise<void> {
    const [isAccepted, said] = await this.#publish(name);
    assert.ok(isAccepted, said);
  }

  async assertRefused(name: string): Promise<void> {
    const [isAccepted, said] = await this.#publish(name);
    assert.ok(!isAccepted);
    assert.match(said, /no token found|credential-provider|token rejected|token is not accepted/);
  }

  /** Returns what is in Cargo's home, but for what cargo itself keeps there. */
  home(): Tree {
    const isCargos = (name: string) =>
      /^(registry|git|\.global-cache|\.package-cache.*)$/.test(name);
    return snapshot(this.job.cargoHome, isCargos);
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What a registry demands, and the inputs that give it. */
const forms: Readonly<
  Record<string, readonly [demanded: (token: string) => string, inputs: Inputs]>
> = {
  'the bare token': [(token) => token, {}],
  '`Bearer` and the token': [(token) => `Bearer ${token}`, { scheme: 'Bearer' }],
  '`Token` and the token': [(token) => `Token ${token}`, { scheme: 'Token' }],
  '`Basic` and the token': [(token) => `Basic ${token}`, { scheme: 'Basic' }],
  'a user name and password': [(token) => `Basic ${base64(`me:${token}`)}`, { username: 'me' }],
};

for (const [title, [demanded, inputs]] of Object.entries(forms)) {
  for (const authRequired of [true, false]) {
    const guarded = authRequired ? ' for everything' : '';
    test(`cargo publishes to a registry that demands ${title}${guarded}`, { skip }, (t) =>
      withMachine(t, async (machine) => {
        const token = machine.token();
        const registry = await machine.registry({ token: demanded(token), authRequired });
        const publishing = new Publishing(machine, { 'my-registry': registry });
        await publishing.assertRefused('my-registry');
        const before = publishing.home();
        const step = publishing.job.step({ token, registry: 'my-registry', ...inputs });
        assertDone(await step.main());
        await publishing.assertAccepted('my-registry');
        assert.ok(registry.requests.every(({ authorization }) => authorization !== 'refused'));
        assertDone(await step.post());
        assert.deepEqual(publishing.home(), before);
        await publishing.assertRefused('my-registry');
      }),
    );
  }
}

test('cargo publishes to what it takes for crates.io', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const publishing = new Publishing(machine, { 'crates-io': await machine.registry({ token }) });
    await publishing.assertRefused('crates-io');
    const before = publishing.home();
    const step = publishing.job.step({ token });
    assertDone(await step.main());
    await publishing.assertAccepted('crates-io');
    assertDone(await step.post());
    assert.deepEqual(publishing.home(), before);
    await publishing.assertRefused('crates-io');
  }),
);

test('cargo publishes to several registries after one step', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const tokens = [machine.token(), machine.token(), machine.token()];
    const [first = '', second = '', third = ''] = tokens;
    const publishing = new Publishing(machine, {
      first: await machine.registry({ token: first, authRequired: true }),
      second: await machine.registry({ token: `Bearer ${second}`, authRequired: true }),
      'crates-io': await machine.registry({ token: third }),
    });
    const lines = [`first=${first}`, `second=Bearer ${second}`, `crates-io=${third}`];
    const step = publishing.job.step({ tokens: lines.join('\n') });
    assertDone(await step.main());
    for (const name of Object.keys(publishing.registries)) await publishing.assertAccepted(name);
    assertDone(await step.post());
    for (const name of Object.keys(publishing.registries)) await publishing.assertRefused(name);
  }),
);

test(
  'the token that the machine’s owner had is the one that cargo uses after post',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const [owners, token] = [machine.token(), machine.token()];
      const registry = await machine.registry({ token, authRequired: true });
      const publishing = new Publishing(machine, { 'my-registry': registry });
      const entry = `token = "${owners}"\ncredential-provider = ["cargo:token"] # mine\n`;
      writeCredentials(publishing.job, `[registries.my-registry]\n${entry}`);
      await publishing.assertRefused('my-registry');
      const before = publishing.home();
      const step = publishing.job.step({ token, registry: 'my-registry' });
      assertDone(await step.main());
      await publishing.assertAccepted('my-registry');
      assertDone(await step.post());
      assert.deepEqual(publishing.home(), before);
      registry.allow(owners);
      registry.revoke(token);
      await publishing.assertAccepted('my-registry');
    }),
);

test('cargo publishes no more after command: logout', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const publishing = new Publishing(machine, { 'my-registry': registry });
    const step = publishing.job.step({ token, registry: 'my-registry' });
    assertDone(await step.main());
    await publishing.assertAccepted('my-registry');
    const logout = publishing.job.step({ command: 'logout', registry: 'my-registry' });
    assertDone(await logout.main());
    await publishing.assertRefused('my-registry');
    for (const post of await publishing.job.end()) assertDone(post);
    await publishing.assertRefused('my-registry');
  }),
);

test('cargo still publishes after the job with logout: false', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const publishing = new Publishing(machine, { 'my-registry': registry });
    const step = publishing.job.step({ token, registry: 'my-registry', logout: 'false' });
    assertDone(await step.main());
    assertDone(await step.post());
    await publishing.assertAccepted('my-registry');
  }),
);

test('cargo publishes no more after a step that failed in the end', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const publishing = new Publishing(machine, { 'my-registry': registry });
    const step = publishing.job.step({ token, registry: 'my-registry' });
    const { code } = await step.main({ GITHUB_OUTPUT: undefined });
    assert.equal(code, 1);
    await publishing.assertRefused('my-registry');
  }),
);
