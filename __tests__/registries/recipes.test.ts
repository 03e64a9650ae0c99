// Every recipe of the README, run as it stands there against registries on loopback that accept
// nothing but what the product wants.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Registry } from '../../scripts/registry.mjs';
import { withoutCargo } from '../support/cargo.ts';
import type { Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { readText } from '../support/tree.ts';
import { withIssuer } from '../trusted-publishing/issuer.ts';
import { standInForSsh, startGitRegistry, withoutGit } from './git-index.ts';
import { type RecipeText, readRecipes } from './recipe.ts';
import { beginJobs, hostOf, type RecipeRun, type ServedRecipe, serve } from './recipe-run.ts';
import { assertAllAccepted, assertLoggedOut, homeOf, inPlaceOfCratesIo } from './shop.ts';

const skip = withoutCargo() || withoutGit();
const PUBLISHED = ['demo-crate@0.1.0'];

type Secret = (name: string) => string;

/** What a product wants, said here once more, for its recipe to be measured by. */
interface Product {
  /** Where its index is, after the host. */
  readonly indexPath: string;
  /** What has to be sent to it. */
  readonly wants: (secret: Secret) => string;
}

/** The registries of a recipe, by the names that it gives them. */
type Market = Readonly<Record<string, Product>>;

const base64 = (text: string) => Buffer.from(text).toString('base64');

const CRATES_IO: Product = {
  indexPath: '/index/',
  wants: (secret) => secret('CARGO_REGISTRY_TOKEN'),
};
const GITEA: Product = {
  indexPath: '/api/packages/my-organization/cargo/',
  wants: (secret) => `Bearer ${secret('GITEA_PACKAGES_TOKEN')}`,
};
const KELLNR: Product = {
  indexPath: '/api/v1/crates/',
  wants: (secret) => secret('KELLNR_TOKEN'),
};
const OWN: Market = {
  'my-registry': { indexPath: '/index/', wants: (secret) => secret('MY_REGISTRY_TOKEN') },
};
const SEVERAL: Market = { 'crates-io': CRATES_IO, gitea: GITEA, kellnr: KELLNR };

/** By the title of the recipe. The secrets `aws` and `az` are what these programs print. */
const markets: Readonly<Record<string, Market>> = {
  'crates.io': { 'crates-io': CRATES_IO },
  'A registry of your own': OWN,
  'JFrog Artifactory': {
    artifactory: {
      indexPath: '/artifactory/api/cargo/my-repository/index/',
      wants: (secret) => `Bearer ${secret('ARTIFACTORY_TOKEN')}`,
    },
  },
  'AWS CodeArtifact': {
    codeartifact: { indexPath: '/cargo/my-repository/', wants: (secret) => secret('aws') },
  },
  'Azure Artifacts': {
    azure: {
      indexPath: '/my-organization/my-project/_packaging/my-feed/Cargo/index/',
      wants: (secret) => `Basic ${base64(`PAT:${secret('AZURE_DEVOPS_TOKEN')}`)}`,
    },
  },
  'Azure Artifacts (2)': {
    azure: {
      indexPath: '/my-organization/_packaging/my-feed/Cargo/index/',
      wants: (secret) => `Bearer ${secret('az')}`,
    },
  },
  Cloudsmith: {
    cloudsmith: {
      indexPath: '/my-organization/my-repository/',
      wants: (secret) => `Token ${secret('CLOUDSMITH_API_KEY')}`,
    },
  },
  'Gitea and Forgejo': { gitea: GITEA },
  Kellnr: { kellnr: KELLNR },
  'Sonatype Nexus': {
    nexus: {
      indexPath: '/repository/my-repository/',
      wants: (secret) =>
        `Basic ${base64(`${secret('NEXUS_USERNAME')}:${secret('NEXUS_PASSWORD')}`)}`,
    },
  },
  'Several registries': SEVERAL,
  'Several registries (2)': SEVERAL,
  'With a cache': OWN,
  'In a container': OWN,
  'On your own machine': OWN,
};
const TRUSTED = 'Trusted publishing';
const SHIPYARD = 'Shipyard';
const FORKS = 'Pull requests from forks';

const recipes = readRecipes();

test('every recipe has a test, and every test its recipe', () => {
  const titles = recipes.map(({ title }) => title);
  assert.deepEqual(titles.sort(), [...Object.keys(markets), TRUSTED, SHIPYARD, FORKS].sort());
});

function recipe(title: string): RecipeText {
  const found = recipes.find((candidate) => candidate.title === title);
  assert.ok(found, `the README has no recipe \`${title}\``);
  return found;
}

/** Returns a keeper of secrets, which makes up each one that it is asked for. */
function secretsOf(machine: Machine): Secret {
  const made = new Map<string, string>();
  return (name) => {
    const secret = made.get(name) ?? machine.token();
    made.set(name, secret);
    return secret;
  };
}

/** Makes the programs that print a token, and returns the folder they are in. */
function programs(machine: Machine, secret: Secret): string {
  const bin = machine.folder('bin');
  const commands = {
    aws: 'codeartifact get-authorization-token --domain my-domain',
    az: 'account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798',
  };
  for (const [name, command] of Object.entries(commands)) {
    const script = `#!/bin/sh\ncase "$*" in '${command} '*) echo '${secret(name)}';; *) exit 2;; esac\n`;
    fs.writeFileSync(path.join(bin, name), script, { mode: 0o755 });
  }
  return bin;
}

interface OpenMarket {
  readonly served: ServedRecipe;
  readonly registries: ReadonlyMap<string, Registry>;
  readonly env: Variables;
}

/** Opens the registries of a recipe, each at the path where the product has its index. */
async function open(
  machine: Machine,
  title: string,
  market: Market,
  secret: Secret,
): Promise<OpenMarket> {
  const text = recipe(title);
  const hosts = new Map<string, Registry>();
  const registries = new Map<string, Registry>();
  for (const [name, { indexPath, wants }] of Object.entries(market)) {
    const isCratesIo = name === 'crates-io';
    const options = { token: wants(secret), indexPath, authRequired: !isCratesIo };
    const registry = await machine.registry(options);
    registries.set(name, registry);
    if (!isCratesIo) hosts.set(hostOf(text, name), registry);
  }
  const cratesIo = registries.get('crates-io');
  const PATH = [programs(machine, secret), process.env['PATH']].join(path.delimiter);
  const env = { ...(cratesIo && inPlaceOfCratesIo(cratesIo)), PATH };
  return { served: serve(text, hosts), registries, env };
}

/** Begins the job of a recipe that has one. */
function beginJob(...args: Parameters<typeof beginJobs>): RecipeRun {
  const [run] = beginJobs(...args);
  assert.ok(run);
  return run;
}

async function atOnce(runs: readonly RecipeRun[], act: (run: RecipeRun) => Promise<unknown>) {
  await Promise.all(runs.map(act));
}

async function assertPublishes(machine: Machine, title: string, market: Market): Promise<void> {
  const secret = secretsOf(machine);
  const { served, registries, env } = await open(machine, title, market, secret);
  const runs = beginJobs(machine, served, { secret, env });
  const [{ job } = { job: machine.job() }] = runs;
  const before = homeOf(job);
  await atOnce(runs, (run) => run.run());
  for (const registry of registries.values()) {
    assert.deepEqual([...registry.crates.keys()], PUBLISHED);
    assertAllAccepted(registry);
  }
  await atOnce(runs, (run) => run.end());
  assert.deepEqual(homeOf(job), before);
  for (const [name, registry] of registries) await assertLoggedOut({ job, registry, name });
}

for (const [title, market] of Object.entries(markets)) {
  test(`recipe: ${title}`, { skip }, (t) =>
    withMachine(t, (machine) => assertPublishes(machine, title, market)),
  );
}

test(`recipe: ${TRUSTED}`, { skip }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const registry = await machine.registry({});
    issuer.registry = registry;
    const served = serve(recipe(TRUSTED), new Map());
    const run = beginJob(machine, served, {
      secret: () => assert.fail('the recipe has no secret'),
      env: inPlaceOfCratesIo(registry),
      identity: issuer.permission,
      inputs: { 'trusted-publishing-url': issuer.url },
    });
    const before = homeOf(run.job);
    await run.run();
    assert.deepEqual([...registry.crates.keys()], PUBLISHED);
    assertAllAccepted(registry);
    await run.end();
    assert.deepEqual(homeOf(run.job), before);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual([...issuer.valid], []);
  }),
);

test('recipe: On your own machine, after a job that was killed', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const secret = secretsOf(machine);
    const { served, env } = await open(machine, 'On your own machine', OWN, secret);
    const killed = beginJob(machine, served, { secret, env });
    const before = homeOf(killed.job);
    await killed.run();
    killed.job.vanish();
    assert.notDeepEqual(homeOf(killed.job), before);
    const next = machine.job();
    await next.step({ registry: 'crates-io', token: machine.token() }).main();
    await next.end();
    assert.deepEqual(homeOf(killed.job), before);
  }),
);

test('recipe: With a cache: when the cache is saved, no token is there', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const secret = secretsOf(machine);
    const { served, env } = await open(machine, 'With a cache', OWN, secret);
    const run = beginJob(machine, served, { secret, env });
    const uses = served.jobs[0]?.steps.flatMap(({ uses = [] }) => uses) ?? [];
    const [cache, login] = ['Swatinem/rust-cache@v2', 'OWNER/cargo-login-action@v1'].map((name) =>
      uses.indexOf(name),
    );
    assert.ok(cache !== undefined && login !== undefined && cache >= 0);
    assert.ok(cache < login, 'the post of what comes first runs last');
    await run.run();
    await run.end();
    const token = secret('MY_REGISTRY_TOKEN');
    assert.deepEqual(
      machine.filesWithSecrets().filter(({ path: file }) => readText(file).includes(token)),
      [],
    );
  }),
);

test(`recipe: ${SHIPYARD}`, { skip }, (t) =>
  withMachine(t, async (machine) => {
    const secret = secretsOf(machine);
    const registry = await startGitRegistry(machine, secret('SHIPYARD_TOKEN'), true);
    const { env } = standInForSsh(machine, registry);
    // The recipe itself says that cargo is to call git.
    const { GIT_SSH, GIT_SSH_VARIANT } = env;
    const served = serve(recipe(SHIPYARD), new Map());
    const run = beginJob(machine, served, { secret, env: { GIT_SSH, GIT_SSH_VARIANT } });
    const before = homeOf(run.job);
    await run.run();
    assert.deepEqual([...registry.crates.keys()], PUBLISHED);
    assertAllAccepted(registry);
    await run.end();
    assert.deepEqual(homeOf(run.job), before);
  }),
);

for (const origin of ['the repository itself', 'a fork'] as const) {
  test(`recipe: ${FORKS}, by ${origin}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const made = secretsOf(machine);
      const secret: Secret = (name) => (origin === 'a fork' ? '' : made(name));
      const { served, registries, env } = await open(machine, FORKS, OWN, made);
      const run = beginJob(machine, served, { secret, env });
      const before = homeOf(run.job);
      assert.equal(await run.run(), origin === 'a fork' ? 2 : 3);
      const requests = registries.get('my-registry')?.requests ?? [];
      assert.equal(
        requests.some(({ authorization }) => authorization === 'accepted'),
        origin !== 'a fork',
      );
      await run.end();
      assert.deepEqual(homeOf(run.job), before);
    }),
  );
}
