// A registry, a job whose configuration defines it, and checks with cargo of the job's login.

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

/** Starts a registry, and a job whose workspace defines it. */
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

/** Starts a job on a machine whose owner has tokens of other registries in Cargo's home. */
export function jobOfAnOwner(machine: Machine, job: Job = machine.job()): Job {
  const others = `\n[registries.of-the-owner] # renewed every spring\ntoken = "${machine.token()}"\n`;
  writeCredentials(job, `# Mine${others}`);
  return job;
}

/** Cargo's own files in its home. */
const CARGO_OWN = /^(\.cargo\/)?(registry|git|\.global-cache|\.package-cache.*)$/;

/** Returns the job's home folder, and Cargo's home if elsewhere, without cargo's own files. */
export function homeOf({ home, cargoHome }: Job): Tree {
  const isOwn = (relative: string) => CARGO_OWN.test(relative);
  const tree = snapshot(home, isOwn);
  if (cargoHome.startsWith(`${home}${path.sep}`)) return tree;
  const elsewhere = Object.entries(snapshot(cargoHome, isOwn));
  const named = elsewhere.map(([name, entry]) => [path.join(cargoHome, name), entry]);
  return { ...tree, ...Object.fromEntries(named) };
}

const PUBLISHED = 'published-crate';

/** Makes cargo use a registry on loopback in place of crates.io. */
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
 * registry refused no request.
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

/** Makes cargo look for a token even if no provider is configured for the registry. */
export const TOKEN_PROVIDER = { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'cargo:token' };

/** Asserts that cargo no longer has a token for the registry. */
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

/** Asserts that the registry refused no token. */
export function assertAllAccepted({ requests }: Registry): void {
  assert.deepEqual(
    requests.filter(({ authorization }) => authorization === 'refused'),
    [],
  );
}
