// Runs every recipe of README.md and docs/registries.md unchanged, against registries on loopback
// that accept only the credentials that the product expects.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Registry } from '../../scripts/registry.mjs';
import { credentialsFile } from '../action/scene.ts';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { withIssuer } from '../trusted-publishing/issuer.ts';
import { startGitRegistry, withoutGit } from './git-index.ts';
import { type RecipeText, readJobs, readRecipes } from './recipe.ts';
import { beginJobs, hostOf, type Surroundings, serve } from './recipe-run.ts';
import { assertAllAccepted, homeOf, inPlaceOfCratesIo, TOKEN_PROVIDER } from './shop.ts';

const skip = withoutCargo() || withoutGit();
const DOCKER = fileURLToPath(new URL('docker.mjs', import.meta.url));

type Secret = (name: string) => string;

/** The expectations of a product, stated independently of the recipe. */
interface Product {
  /** The path of its index on the host, or the URL of a git repository. */
  readonly index: string;
  /** The `Authorization` that it accepts. */
  readonly accepts: (secret: Secret) => string;
  /** The recipe builds with a crate of this registry, instead of publishing one. */
  readonly stocked?: boolean;
}

/** The registries of a recipe, by the names that it gives them. */
type Market = Readonly<Record<string, Product>>;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const bare = (name: string) => (secret: Secret) => secret(name);
const scheme = (word: string, name: string) => (secret: Secret) => `${word} ${secret(name)}`;
const basic = (user: (secret: Secret) => string, name: string) => (secret: Secret) =>
  `Basic ${base64(`${user(secret)}:${secret(name)}`)}`;

/** Returns the market that has one registry. */
function only(name: string, index: string, accepts: Product['accepts'], stocked = false): Market {
  return { [name]: { index, accepts, stocked } };
}

const OWN = only('my-registry', '/index/', bare('MY_REGISTRY_TOKEN'));
const CRATES_IO = only('crates-io', '/index/', bare('CARGO_REGISTRY_TOKEN'));
const GITEA_INDEX = '/api/packages/my-organization/cargo/';
const GITEA = only('gitea', GITEA_INDEX, scheme('Bearer', 'PACKAGES_TOKEN'));
const KELLNR = only('kellnr', '/api/v1/crates/', bare('KELLNR_TOKEN'));
const SEVERAL = { ...CRATES_IO, ...GITEA, ...KELLNR };

const TRUSTED = 'crates.io with trusted publishing';
const FORKS = 'Pull requests from forks';
const FORKED = `${FORKS} (2)`;

const ARTIFACTORY = '/artifactory/api/cargo/my-repository/index/';
const AZURE = '/my-organization/my-project/_packaging/my-feed/Cargo/index/';
const AZURE_ORGANIZATION = '/my-organization/_packaging/my-feed/Cargo/index/';
const CLOUDSMITH = '/my-organization/my-repository/';
const KTRA = 'https://git.example.com/my-organization/crate-index.git';
const NEXUS = '/repository/my-repository/';
const GITLAB = '/api/v4/projects/42/packages/cargo/';
const SHIPYARD = 'ssh://git@ssh.shipyard.rs/my-organization/crate-index.git';

/** By the title of the recipe. The secrets `aws`, `az` and `jfrog` come from these programs. */
const markets: Readonly<Record<string, Market>> = {
  'A private registry': OWN,
  'Several registries': SEVERAL,
  'Several registries (2)': SEVERAL,
  'A self-hosted runner': OWN,
  'crates.io': CRATES_IO,
  'JFrog Artifactory': only('artifactory', ARTIFACTORY, scheme('Bearer', 'ARTIFACTORY_TOKEN')),
  'JFrog Artifactory (2)': only('artifactory', ARTIFACTORY, scheme('Bearer', 'jfrog')),
  'AWS CodeArtifact': only('codeartifact', '/cargo/my-repository/', bare('aws')),
  'Azure Artifacts': only(
    'azure',
    AZURE,
    basic(() => 'PAT', 'AZURE_DEVOPS_TOKEN'),
  ),
  'Azure Artifacts (2)': only('azure', AZURE_ORGANIZATION, scheme('Bearer', 'az')),
  Cloudsmith: only('cloudsmith', CLOUDSMITH, scheme('Token', 'CLOUDSMITH_API_KEY')),
  'Gitea and Forgejo': GITEA,
  Kellnr: KELLNR,
  ktra: only('ktra', KTRA, bare('KTRA_TOKEN')),
  Cratery: only('cratery', '/', basic(bare('CRATERY_USERNAME'), 'CRATERY_TOKEN')),
  'Sonatype Nexus': only('nexus', NEXUS, basic(bare('NEXUS_NAME_CODE'), 'NEXUS_PASS_CODE')),
  GitLab: only('gitlab', GITLAB, scheme('Bearer', 'GITLAB_TOKEN')),
  Buf: only('buf', '/gen/cargo/', scheme('Bearer', 'BUF_TOKEN'), true),
  Shipyard: only('shipyard', SHIPYARD, bare('SHIPYARD_TOKEN')),
  'A mirror of crates.io': only('my-mirror', '/index/', bare('MIRROR_TOKEN'), true),
  'docker build': only('my-registry', '/index/', bare('MY_REGISTRY_TOKEN'), true),
  'A container job': OWN,
  'A job with a cache': OWN,
};

const recipes = readRecipes();

test('every recipe has a test, and every test has a recipe', () => {
  const titles = recipes.map(({ title }) => title);
  assert.deepEqual(titles.sort(), [...Object.keys(markets), TRUSTED, FORKS, FORKED].sort());
});

function recipe(title: string): RecipeText {
  const found = recipes.find((candidate) => candidate.title === title);
  assert.ok(found, `there is no recipe \`${title}\``);
  return found;
}

/** Returns a function that generates each secret at its first use. */
function secretsOf(machine: Machine): Secret {
  const made = new Map<string, string>();
  return (name) => {
    const secret = made.get(name) ?? machine.token();
    made.set(name, secret);
    return secret;
  };
}

/** Creates the programs that recipes call, and returns their folder. */
function programs(machine: Machine, secret: Secret): string {
  const bin = machine.folder('bin');
  const prints = (command: string, name: string) =>
    `case "$*" in '${command} '*) echo '${secret(name)}';; *) exit 2;; esac`;
  const scripts = {
    aws: prints('codeartifact get-authorization-token --domain my-domain', 'aws'),
    az: prints('account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798', 'az'),
    docker: `IMAGE='${machine.folder('image')}' exec '${process.execPath}' '${DOCKER}' "$@"`,
  };
  for (const [name, script] of Object.entries(scripts)) {
    fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return bin;
}

const STOCKED = { name: 'stocked-crate', source: 'pub const ANSWER: u8 = 42;' };

/** Publishes a crate to the registry, before the recipe runs. */
async function stock(machine: Machine, registry: Registry, authorization: string): Promise<void> {
  const job = machine.job({ home: machine.folder('publisher') });
  job.write('.cargo/config.toml', registriesToml({ stock: registry.indexUrl }));
  const env = { ...TOKEN_PROVIDER, CARGO_REGISTRIES_STOCK_TOKEN: authorization };
  const { code, stderr } = await job
    .cargo()
    .publish(writeCrate(job.workspace, STOCKED), 'stock', { env });
  assert.equal(code, 0, stderr);
}

interface OpenMarket {
  readonly text: RecipeText;
  readonly registries: ReadonlyMap<string, Registry>;
  readonly surroundings: Surroundings;
}

/** Starts the registries of a recipe, each with its index at the product's path. */
async function open(machine: Machine, title: string, market: Market): Promise<OpenMarket> {
  const text = recipe(title);
  const secret = secretsOf(machine);
  const hosts = new Map<string, Registry>();
  const registries = new Map<string, Registry>();
  let env: Variables = {
    PATH: [programs(machine, secret), process.env['PATH']].join(path.delimiter),
  };
  for (const [name, { index, accepts, stocked = false }] of Object.entries(market)) {
    const token = accepts(secret);
    if (!index.startsWith('/')) {
      const registry = await startGitRegistry(machine, token);
      env = { ...env, ...registry.servedAt(index) };
      registries.set(name, registry);
      continue;
    }
    const isCratesIo = name === 'crates-io';
    const registry = await machine.registry({ token, indexPath: index, authRequired: !isCratesIo });
    registries.set(name, registry);
    if (isCratesIo) env = { ...env, ...inPlaceOfCratesIo(registry) };
    else hosts.set(hostOf(text, name), registry);
    if (stocked) await stock(machine, registry, token);
  }
  const [name] = Object.keys(market);
  const from = title === 'A mirror of crates.io' ? '' : `, registry = "${name}"`;
  const isStocked = Object.values(market).some(({ stocked }) => stocked);
  const dependencies = isStocked ? [`stocked-crate = { version = "0.1"${from} }`] : [];
  const prepared = { 'oidc-token': secret('jfrog') };
  return {
    text: serve(text, hosts),
    registries,
    surroundings: { secret, env, prepared, crate: { dependencies } },
  };
}

/** Asserts that the recipe published its crate, or built with the stocked one. */
function assertServed({ crates, requests }: Registry, { stocked = false }: Product): void {
  const published = stocked ? 'stocked-crate@0.1.0' : 'demo-crate@0.1.0';
  assert.deepEqual([...crates.keys()], [published]);
  const downloads = requests.filter(({ path: file }) => file.endsWith('/download'));
  assert.deepEqual(
    downloads.map(({ authorization }) => authorization),
    stocked ? ['accepted'] : [],
  );
}

for (const [title, market] of Object.entries(markets)) {
  test(`the recipe "${title}" works as written`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const { text, registries, surroundings } = await open(machine, title, market);
      const runs = beginJobs(machine, text, surroundings);
      const [{ job }] = runs;
      const before = homeOf(job);
      await Promise.all(runs.map((run) => run.run()));
      for (const [name, product] of Object.entries(market)) {
        const registry = registries.get(name);
        assert.ok(registry);
        assertServed(registry, product);
        assertAllAccepted(registry);
      }
      await Promise.all(runs.map((run) => run.end()));
      assert.deepEqual(homeOf(job), before);
      const known = ['bin/aws', 'bin/az', credentialsFile(job)].map((file) =>
        path.resolve(machine.root, file),
      );
      const left = machine.filesWithSecrets().filter(({ path: file }) => !known.includes(file));
      assert.deepEqual(left, [], 'no token is left, except those of the owner');
    }),
  );
}

test(`the recipe "${TRUSTED}" works as written`, { skip }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const registry = await machine.registry({});
    issuer.registry = registry;
    const [run] = beginJobs(machine, recipe(TRUSTED), {
      secret: () => assert.fail('the recipe must not use a secret'),
      env: inPlaceOfCratesIo(registry),
      identity: issuer.permission,
      inputs: { 'trusted-publishing-url': issuer.url },
    });
    const before = homeOf(run.job);
    await run.run();
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
    assertAllAccepted(registry);
    await run.end();
    assert.deepEqual(homeOf(run.job), before);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual([...issuer.valid], []);
  }),
);

test('the recipe with a cache logs in after the cache step', () => {
  const [job] = readJobs(recipe('A job with a cache').workflow);
  const uses = job?.steps.flatMap(({ uses: name }) => name ?? []);
  assert.deepEqual(uses, ['Swatinem/rust-cache@v2', 'OWNER/cargo-login-action@v1']);
});

for (const [title, given, steps] of [
  [FORKS, { repository: 'my-organization/my-crate' }, 2],
  [FORKS, { repository: 'somebody/my-crate', secret: () => '' }, 1],
  [FORKED, { repository: 'my-organization/my-crate' }, 3],
  [FORKED, { repository: 'somebody/my-crate', secret: () => '' }, 0],
] as const) {
  test(`the recipe "${title}" runs ${steps} steps in ${given.repository}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const { text, registries, surroundings } = await open(machine, title, OWN);
      const [run] = beginJobs(machine, text, { ...surroundings, ...given });
      const before = homeOf(run.job);
      assert.equal(await run.run(), steps);
      const requests = [...registries.values()].flatMap((registry) => registry.requests);
      const isSent = requests.some(({ authorization }) => authorization === 'accepted');
      assert.equal(isSent, steps > 1);
      await run.end();
      assert.deepEqual(homeOf(run.job), before);
    }),
  );
}
