// A registry, a job that knows it, and cargo as the judge of whether the job is logged in to it.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { Registry, RegistryOptions } from '../../scripts/registry.mjs';
import { writeCredentials } from '../action/scene.ts';
import { registriesToml, writeCrate } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import { snapshot, type Tree } from '../support/tree.ts';

export interface Shop {
  readonly job: Job;
  readonly registry: Registry;
  /** The registry's name in the configuration, and on cargo's command line. */
  readonly name: string;
}

/** Opens a registry, and begins a job whose workspace defines it. */
export async function openShop(
  machine: Machine,
  name: string,
  options: RegistryOptions,
): Promise<Shop> {
  const registry = await machine.registry(options);
  const job = jobOfAnOwner(machine);
  job.write('.cargo/config.toml', registriesToml({ [name]: registry.indexUrl }));
  return { job, registry, name };
}

/** Begins a job on a machine whose owner keeps tokens of other registries in Cargo's home. */
export function jobOfAnOwner(machine: Machine, job: Job = machine.job()): Job {
  const others = `\n[registries.of-the-owner] # renewed every spring\ntoken = "${machine.token()}"\n`;
  writeCredentials(job, `# Mine${others}`);
  return job;
}

/** What cargo itself keeps in its home. */
const CARGO_OWN = /^(\.cargo\/)?(registry|git|\.global-cache|\.package-cache.*)$/;

/** Returns the home folder of a job, and Cargo's where that is elsewhere, as the action has to leave them. */
export function homeOf({ home, cargoHome }: Job): Tree {
  const isOwn = (relative: string) => CARGO_OWN.test(relative);
  const tree = snapshot(home, isOwn);
  if (cargoHome.startsWith(`${home}${path.sep}`)) return tree;
  const elsewhere = Object.entries(snapshot(cargoHome, isOwn));
  const named = elsewhere.map(([name, entry]) => [path.join(cargoHome, name), entry]);
  return { ...tree, ...Object.fromEntries(named) };
}

const PUBLISHED = 'published-crate';

/** Makes cargo ask a registry on loopback where it would ask crates.io. */
export function inPlaceOfCratesIo({ indexUrl }: Registry): Readonly<Record<string, string>> {
  return { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: indexUrl };
}

function cargoFor({ job, registry, name }: Shop) {
  const isCratesIo = name === 'crates-io';
  return {
    cargo: job.cargo({ env: isCratesIo ? inPlaceOfCratesIo(registry) : {} }),
    target: isCratesIo ? undefined : name,
  };
}

/**
 * Asserts that cargo publishes a crate to the registry and builds another one with it, and that the
 * registry was never sent anything but what it wants.
 */
export async function assertLoggedIn(shop: Shop): Promise<void> {
  const { job, registry, name } = shop;
  const { cargo, target } = cargoFor(shop);
  const folder = writeCrate(path.join(job.workspace, 'published'), {
    name: PUBLISHED,
    source: 'pub fn answer() -> u8 { 42 }',
  });
  const published = await cargo.publish(folder, target);
  assert.equal(published.code, 0, published.stderr);
  assert.deepEqual([...registry.crates.keys()], [`${PUBLISHED}@0.1.0`]);
  const source = target === undefined ? '' : `, registry = "${name}"`;
  const user = writeCrate(path.join(job.workspace, 'user'), {
    name: 'user',
    dependencies: [`${PUBLISHED} = { version = "0.1"${source} }`],
    source: 'pub fn ask() -> u8 { published_crate::answer() }',
  });
  const built = await cargo.run(['build'], { cwd: user });
  assert.equal(built.code, 0, built.stderr);
  assertAllAccepted(registry);
}

/** With it cargo asks for a token even of a registry for which no provider is configured. */
export const TOKEN_PROVIDER = { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'cargo:token' };

/** Asserts that cargo has no token for the registry any more. */
export async function assertLoggedOut(shop: Shop): Promise<void> {
  const { job, registry } = shop;
  const { cargo, target } = cargoFor(shop);
  const folder = path.join(job.workspace, 'published');
  const before = registry.crates.size;
  const { code, stderr } = await cargo.publish(
    writeCrate(folder, { name: PUBLISHED, version: '0.2.0' }),
    target,
    { env: TOKEN_PROVIDER },
  );
  assert.equal(code, 101, stderr);
  assert.match(stderr, /no token found/);
  assert.equal(registry.crates.size, before);
  assertAllAccepted(registry);
}

/** Asserts that whoever sent the registry a token sent it as the registry wants it. */
export function assertAllAccepted({ requests }: Registry): void {
  assert.deepEqual(
    requests.filter(({ authorization }) => authorization === 'refused'),
    [],
  );
}
