// Real cargo publishes with the token that the packaged action stored, and is refused after the
// logout. No credential provider is configured anywhere.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Registry } from '../../scripts/registry.mjs';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { Job, JobOptions } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { snapshot, type Tree } from '../support/tree.ts';
import { assertDone, writeCredentials } from './scene.ts';

const skip = withoutCargo();
if (skip !== false) console.error(`PUBLISHING WITH REAL CARGO IS NOT TESTED: ${skip}`);

/** A job with a crate, and the registries that its configuration defines. */
class Publishing {
  readonly job: Job;
  readonly registries: Readonly<Record<string, Registry>>;
  #versions = 0;

  constructor(
    machine: Machine,
    registries: Readonly<Record<string, Registry>>,
    options: JobOptions = {},
  ) {
    const indexes = Object.entries(registries).map(([name, { indexUrl }]) => [name, indexUrl]);
    this.registries = registries;
    this.job = machine.job({
      ...options,
      env: { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registries['crates-io']?.indexUrl },
    });
    const others = indexes.filter(([name]) => name !== 'crates-io');
    this.job.write('.cargo/config.toml', registriesToml(Object.fromEntries(others)));
  }

  /** Publishes the next version. Returns whether the registry has it, and what cargo printed. */
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

  /** Returns the content of Cargo's home without cargo's own files. */
  home(): Tree {
    const isCargos = (name: string) =>
      /^(registry|git|\.global-cache|\.package-cache.*)$/.test(name);
    return snapshot(this.job.cargoHome, isCargos);
  }
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

/** The credentials that a registry requires, and the inputs that produce them. */
const FORMS: Readonly<
  Record<string, readonly [demanded: (token: string) => string, inputs: Inputs]>
> = {
  'the bare token': [(token) => token, {}],
  '`Bearer` and the token': [(token) => `Bearer ${token}`, { scheme: 'Bearer' }],
  'a user name and password': [(token) => basic(`me:${token}`), { username: 'me' }],
};
for (const [title, [demanded, inputs]] of Object.entries(FORMS)) {
  for (const authRequired of [true, false]) {
    const guarded = authRequired ? ' even for reading' : '';
    test(`cargo publishes to a registry that requires ${title}${guarded}`, { skip }, (t) =>
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

test('cargo publishes to crates.io and to two other registries after one step', { skip }, (t) =>
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

test('cargo uses the owner’s token again after post', { skip }, (t) =>
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

test(
  'cargo cannot publish after command: logout, nor after a step that failed after the login',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const registry = await machine.registry({ token, authRequired: true });
      const publishing = new Publishing(machine, { 'my-registry': registry });
      const login = () => publishing.job.step({ token, registry: 'my-registry' });
      assertDone(await login().main());
      await publishing.assertAccepted('my-registry');
      const logout = publishing.job.step({ command: 'logout', registry: 'my-registry' });
      assertDone(await logout.main());
      await publishing.assertRefused('my-registry');
      assert.equal((await login().main({ GITHUB_OUTPUT: undefined })).code, 1);
      await publishing.assertRefused('my-registry');
      for (const post of await publishing.job.end()) assertDone(post);
      await publishing.assertRefused('my-registry');
    }),
);

test('a published crate has no token, even with Cargo’s home inside it (A1, A2)', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const workspace = machine.folder('repository');
    const cargoHome = path.join(workspace, '.cargo');
    const job = machine.job({ workspace, cargoHome });
    writeCrate(workspace);
    fs.writeFileSync(
      path.join(workspace, '.gitignore'),
      '.cargo/credentials.toml\n.cargo/registry\n.cargo/.*\ntarget\n',
    );
    job.write('.cargo/config.toml', registriesToml({ 'my-registry': registry.indexUrl }));
    const env = { ...job.environment(), GIT_CONFIG_NOSYSTEM: '1' };
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e', ...args], {
        cwd: workspace,
        env,
      });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--no-gpg-sign', '--message=all');
    const step = job.step({ token, registry: 'my-registry' });
    assertDone(await step.main());
    const holders = machine.filesWithSecrets().map(({ path: file }) => file);
    assert.deepEqual(holders, [path.join(cargoHome, 'credentials.toml')]);
    const args = ['publish', '--no-verify', '--registry', 'my-registry'];
    const { code, stderr } = await job.cargo().run(args);
    assert.equal(code, 0, stderr);
    const [crate] = registry.crates.values();
    assert.ok(crate !== undefined);
    assert.ok(!gunzipSync(crate.tarball).includes(token));
    assertDone(await step.post());
  }),
);
