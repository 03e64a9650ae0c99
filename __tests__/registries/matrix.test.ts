// A matrix under runners that share a machine: three jobs, each with a registry of its own, at once
// on one Cargo home.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertDone, writeCredentials } from '../action/scene.ts';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Step } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { snapshot } from '../support/tree.ts';
import { assertLoggedIn, assertLoggedOut, homeOf, type Shop } from './shop.ts';

const skip = withoutCargo();

interface Leg extends Shop {
  readonly step: Step;
}

const SCHEMES = { first: 'Bearer', second: 'Token', third: 'Basic' };

/** Begins the three jobs, on a home whose owner is logged in to one of the registries already. */
async function beginMatrix(machine: Machine): Promise<readonly Leg[]> {
  const offers = Object.entries(SCHEMES).map(([name, scheme]) => ({
    name,
    scheme,
    token: machine.token(),
  }));
  const shops = await Promise.all(
    offers.map(async ({ name, scheme, token }) => {
      const registry = await machine.registry({ token: `${scheme} ${token}`, authRequired: true });
      const job = machine.job();
      const step = job.step({ registry: name, token, scheme });
      return { name, registry, job, step };
    }),
  );
  const indexes = shops.map(({ name, registry }) => [name, registry.indexUrl] as const);
  const config = registriesToml(Object.fromEntries(indexes));
  for (const { job } of shops) job.write('.cargo/config.toml', config);
  const [{ job } = { job: machine.job() }] = shops;
  const owners = `token = "${machine.token()}" # expires in May\n`;
  writeCredentials(job, `[registries.second]\n${owners}[registries.another]\n${owners}`);
  return shops;
}

function atOnce<T>(legs: readonly Leg[], action: (leg: Leg) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(legs.map(action));
}

async function endJob({ job }: Leg): Promise<void> {
  const posts: readonly StepResult[] = await job.end();
  assert.equal(posts.length, 1);
  for (const post of posts) assertDone(post);
}

test('three jobs log in, publish, build and log out at once', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const legs = await beginMatrix(machine);
    const before = snapshot(machine.home);
    await atOnce(legs, async (leg) => {
      const main = await leg.step.main();
      assertDone(main);
      assert.deepEqual(main.annotations.warning, []);
      await assertLoggedIn(leg);
      await endJob(leg);
    });
    const [first, second, third] = legs;
    assert.ok(first && second && third);
    assert.deepEqual(homeOf(first.job), before);
    // The owner's own token for the second registry is not one that this registry takes.
    await atOnce([first, third], assertLoggedOut);
  }),
);

test('the first job to end takes nothing from the others', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const legs = await beginMatrix(machine);
    const before = snapshot(machine.home);
    const [first, second, third] = legs;
    assert.ok(first && second && third);
    for (const main of await atOnce(legs, ({ step }) => step.main())) assertDone(main);
    await assertLoggedIn(first);
    await endJob(first);
    await assertLoggedOut(first);
    await atOnce([second, third], assertLoggedIn);
    await atOnce([second, third], endJob);
    assert.deepEqual(homeOf(first.job), before);
    await assertLoggedOut(third);
  }),
);
