// Every product that sells or gives away Cargo registries wants its token in a form of its own. For
// each a registry on loopback accepts nothing else, at the path where the product has its index:
// the packaged action logs in, real cargo publishes and builds, and is refused after the logout.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertDone } from '../action/scene.ts';
import { withoutCargo } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { assertLoggedIn, assertLoggedOut, homeOf, openShop } from './shop.ts';

const skip = withoutCargo();

interface Row {
  readonly title: string;
  /** Where the product has its index, after the host. */
  readonly indexPath: string;
  /** What a user writes beside `registry` and `token`. */
  readonly inputs?: Inputs;
  /** What a user gives as `token`, if it is not the token alone. */
  readonly given?: (token: string) => string;
  /** What the product wants to be sent; written out here, for the action to be measured by it. */
  readonly wanted: (token: string) => string;
  readonly authRequired: boolean;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

const rows: readonly Row[] = [
  {
    title: 'JFrog Artifactory',
    indexPath: '/artifactory/api/cargo/my-repository/index/',
    inputs: { scheme: 'Bearer' },
    wanted: (token) => `Bearer ${token}`,
    authRequired: true,
  },
  {
    title: 'AWS CodeArtifact',
    indexPath: '/cargo/my-repository/',
    wanted: (token) => token,
    authRequired: true,
  },
  {
    title: 'Azure Artifacts with a personal access token',
    indexPath: '/my-organization/my-project/_packaging/my-feed/Cargo/index/',
    inputs: { username: 'PAT' },
    wanted: (token) => `Basic ${base64(`PAT:${token}`)}`,
    authRequired: true,
  },
  {
    title: 'Azure Artifacts with a token of Entra, for the feed of an organization',
    indexPath: '/my-organization/_packaging/my-feed/Cargo/index/',
    inputs: { scheme: 'Bearer' },
    wanted: (token) => `Bearer ${token}`,
    authRequired: true,
  },
  {
    title: 'Cloudsmith',
    indexPath: '/my-organization/my-repository/',
    inputs: { scheme: 'Token' },
    wanted: (token) => `Token ${token}`,
    authRequired: true,
  },
  {
    title: 'Gitea or Forgejo that anyone may read',
    indexPath: '/api/packages/my-organization/cargo/',
    inputs: { scheme: 'Bearer' },
    wanted: (token) => `Bearer ${token}`,
    authRequired: false,
  },
  {
    title: 'a private Gitea or Forgejo',
    indexPath: '/api/packages/my-organization/cargo/',
    inputs: { scheme: 'Bearer' },
    wanted: (token) => `Bearer ${token}`,
    authRequired: true,
  },
  {
    title: 'Kellnr that anyone may read',
    indexPath: '/api/v1/crates/',
    wanted: (token) => token,
    authRequired: false,
  },
  {
    title: 'Kellnr that requires authentication',
    indexPath: '/api/v1/crates/',
    wanted: (token) => token,
    authRequired: true,
  },
  {
    title: 'Sonatype Nexus with a user name',
    indexPath: '/repository/my-repository/',
    inputs: { username: 'me' },
    wanted: (token) => `Basic ${base64(`me:${token}`)}`,
    authRequired: true,
  },
  {
    title: 'Sonatype Nexus with credentials that are in base64 already',
    indexPath: '/repository/my-repository/',
    inputs: { scheme: 'Basic' },
    given: (token) => base64(`me:${token}`),
    wanted: (token) => `Basic ${base64(`me:${token}`)}`,
    authRequired: true,
  },
  {
    title: 'a registry with a token that has its scheme already',
    indexPath: '/index/',
    inputs: { scheme: 'Bearer' },
    given: (token) => `Bearer ${token}`,
    wanted: (token) => `Bearer ${token}`,
    authRequired: true,
  },
];

async function assertSold(machine: Machine, row: Row): Promise<void> {
  const { indexPath, inputs, given = (token) => token, wanted, authRequired } = row;
  const token = machine.token();
  const options = { token: wanted(token), authRequired, indexPath };
  const shop = await openShop(machine, 'my-registry', options);
  const before = homeOf(shop.job);
  const step = shop.job.step({ ...inputs, registry: 'my-registry', token: given(token) });
  const main = await step.main();
  assertDone(main);
  assert.deepEqual(main.annotations.warning, []);
  await assertLoggedIn(shop);
  const download = shop.registry.requests.find(({ path }) => path.endsWith('/download'));
  assert.equal(download?.authorization, authRequired ? 'accepted' : 'none');
  assertDone(await step.post());
  assert.deepEqual(homeOf(shop.job), before);
  await assertLoggedOut(shop);
}

for (const row of rows) {
  test(`cargo publishes to, and builds from, ${row.title}`, { skip }, (t) =>
    withMachine(t, (machine) => assertSold(machine, row)),
  );
}

test('cargo publishes to, and builds from, crates.io', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const { job, registry } = await openShop(machine, 'unused', { token });
    const shop = { job, registry, name: 'crates-io' };
    const before = homeOf(job);
    const step = job.step({ token });
    const main = await step.main();
    assertDone(main);
    assert.deepEqual(main.annotations.warning, []);
    await assertLoggedIn(shop);
    assertDone(await step.post());
    assert.deepEqual(homeOf(job), before);
    await assertLoggedOut(shop);
  }),
);

test('a form that the product does not want is refused: the judge can tell', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const options = { token: `Bearer ${token}`, authRequired: true };
    const shop = await openShop(machine, 'my-registry', options);
    const step = shop.job.step({ registry: 'my-registry', token, scheme: 'Token' });
    assertDone(await step.main());
    await assert.rejects(assertLoggedIn(shop), /token rejected for `my-registry`/);
    assertDone(await step.post());
  }),
);
