// A login warns about a token that the registry will not accept or that Cargo will not use. An
// ordinary login gives no warning.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as path from 'node:path';
import { test } from 'node:test';
import { assertDone, jobThatKnows } from '../action/scene.ts';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { JobOptions, Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { openShop } from './shop.ts';

const NAMES = ['my-registry', 'other'];
const INDEX = 'sparse+https://example.org/index/';

/** Returns the warnings of a login. Its post step must have none. */
async function warningsOf(
  machine: Machine,
  inputs: Inputs,
  options: JobOptions = {},
): Promise<readonly string[]> {
  const token = 'tokens' in inputs ? {} : { token: machine.token() };
  const step = jobThatKnows(machine, NAMES, options).step({ ...token, ...inputs });
  const [main, post] = [await step.main(), await step.post()];
  for (const phase of [main, post]) assertDone(phase);
  assert.deepEqual(post.annotations.warning, []);
  return main.annotations.warning;
}

/** Asserts that there is one warning, and that it contains these words. */
function assertOneWarning(warnings: readonly string[], ...words: readonly string[]): void {
  assert.equal(warnings.length, 1, warnings.join('\n'));
  for (const word of words) assert.ok(warnings.join().includes(word), warnings.join());
}

const ordinary: Readonly<Record<string, (machine: Machine) => readonly [Inputs, JobOptions?]>> = {
  'to crates.io': () => [{}],
  'to a registry': () => [{ registry: 'my-registry' }],
  'to several registries': (machine) => [
    { tokens: `my-registry=${machine.token()}\nother=${machine.token()}` },
  ],
  'to a registry with the input `index`': () => [{ registry: 'new-one', index: INDEX }],
  'to a git index': () => [{ registry: 'new-one', index: 'https://example.org/index.git' }],
  'with tokens of other registries in the environment': (machine) => [
    { registry: 'my-registry' },
    {
      env: {
        CARGO_REGISTRY_TOKEN: machine.token(),
        CARGO_REGISTRIES_OTHER_TOKEN: machine.token(),
        CARGO_REGISTRIES_MY_TOKEN: machine.token(),
      },
    },
  ],
};
for (const [title, scene] of Object.entries(ordinary)) {
  test(`an ordinary login ${title} gives no warning`, (t) =>
    withMachine(t, async (machine) => {
      assert.deepEqual(await warningsOf(machine, ...scene(machine)), []);
    }));
}

// Products that are recognized by their index URL, and the input that the warning must name.
const known: Readonly<Record<string, readonly [url: string, 'scheme' | 'username', string]>> = {
  'JFrog Artifactory': ['a.jfrog.io/artifactory/api/cargo/mine/index/', 'scheme', 'Bearer'],
  'Azure Artifacts': ['pkgs.dev.azure.com/me/_packaging/mine/Cargo/index/', 'username', 'PAT'],
  Cloudsmith: ['cargo.cloudsmith.io/me/mine/', 'scheme', 'Token'],
  'Gitea or Forgejo': ['example.org/api/packages/me/cargo/', 'scheme', 'Bearer'],
  GitLab: ['example.org/api/v4/projects/42/packages/cargo/', 'scheme', 'Bearer'],
  Buf: ['buf.build/gen/cargo/', 'scheme', 'Bearer'],
};
for (const [title, [url, input, value]] of Object.entries(known)) {
  const index = `sparse+https://${url}`;
  test(`a bare token for ${title} gives a warning, and an accepted form gives none`, (t) =>
    withMachine(t, async (machine) => {
      const warnings = await warningsOf(machine, { registry: 'mine', index });
      assertOneWarning(warnings, index, input === 'scheme' ? `scheme: ${value}` : 'username');
      const scheme = input === 'scheme' ? value : 'Basic';
      const token = `${scheme} ${Buffer.from(`me:${machine.token()}`).toString('base64')}`;
      for (const inputs of [{ [input]: value }, { token }]) {
        assert.deepEqual(await warningsOf(machine, { registry: 'mine', index, ...inputs }), []);
      }
    }));
}

// Products that accept a bare token.
const bare: Readonly<Record<string, string>> = {
  'AWS CodeArtifact':
    'sparse+https://my-domain-123456789012.d.codeartifact.eu-central-1.amazonaws.com/cargo/mine/',
  Kellnr: 'sparse+https://kellnr.example.org/api/v1/crates/',
  Shipyard: 'ssh://git@ssh.shipyard.rs/my-organization/crate-index.git',
};
for (const [title, index] of Object.entries(bare)) {
  test(`a bare token for ${title} gives no warning`, (t) =>
    withMachine(t, async (machine) => {
      assert.deepEqual(await warningsOf(machine, { registry: 'mine', index }), []);
    }));
}

test('a bare token for one of several configured registries gives a warning', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    const gitea = 'sparse+https://example.org/api/packages/my-organization/cargo/';
    job.write('.cargo/config.toml', registriesToml({ gitea, plain: INDEX }));
    const tokens = `plain=${machine.token()}\ngitea=${machine.token()}`;
    const main = await job.step({ tokens }).main();
    assertDone(main);
    assertOneWarning(main.annotations.warning, gitea, 'Bearer');
  }));

test('Basic credentials that are not base64 give a warning', (t) =>
  withMachine(t, async (machine) => {
    const wrapped = machine.secret(Buffer.from(`me:${machine.token()}`).toString('base64'));
    const token = `Basic ${wrapped.slice(0, 20)} ${wrapped.slice(20)}`;
    const warnings = await warningsOf(machine, { registry: 'my-registry', token });
    assertOneWarning(warnings, 'base64', '`username`');
  }));

test('a token of crates.io for another registry gives a warning', (t) =>
  withMachine(t, async (machine) => {
    const token = `cio${randomBytes(16).toString('hex')}`;
    const warnings = await warningsOf(machine, { registry: 'my-registry', token });
    assertOneWarning(warnings, 'crates.io', '`my-registry`');
    assert.deepEqual(await warningsOf(machine, { token }), []);
  }));

for (const from of ['the input', 'the configuration'] as const) {
  test(`an index from ${from} without \`sparse+\` gives a warning`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      const index = 'https://example.org/index/';
      if (from === 'the configuration') {
        job.write('.cargo/config.toml', registriesToml({ mine: index }));
      }
      const given = from === 'the input' ? { index } : {};
      const main = await job.step({ registry: 'mine', token: machine.token(), ...given }).main();
      assertDone(main);
      assertOneWarning(main.annotations.warning, `sparse+${index}`);
    }));
}

const ANOTHER = { CARGO_REGISTRIES_ANOTHER_INDEX: 'sparse+http://127.0.0.1:9/0/' };
const winners: Readonly<Record<string, readonly [variable: string, Inputs, Variables?]>> = {
  'of crates.io': ['CARGO_REGISTRY_TOKEN', {}],
  'of a registry': ['CARGO_REGISTRIES_MY_REGISTRY_TOKEN', { registry: 'my-registry' }],
  'of a registry with the input `index`': [
    'CARGO_REGISTRIES_NEW_ONE_TOKEN',
    { registry: 'new-one', index: INDEX },
  ],
  'of a registry whose index a variable also defines under another name': [
    'CARGO_REGISTRIES_ANOTHER_TOKEN',
    { registry: 'my-registry' },
    ANOTHER,
  ],
};
for (const [title, [variable, inputs, env]] of Object.entries(winners)) {
  test(`a variable for the token ${title} gives a warning, even if it is empty`, (t) =>
    withMachine(t, async (machine) => {
      for (const token of [machine.token(), '']) {
        const options = { env: { ...env, [variable]: token } };
        assertOneWarning(await warningsOf(machine, inputs, options), variable);
      }
    }));
}

test('cargo prefers a token in the environment, even an empty one', { skip: withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const [token, other] = [machine.token(), machine.token()];
    const { job, registry } = await openShop(machine, 'my-registry', { token });
    assertDone(await job.step({ registry: 'my-registry', token }).main());
    const crate = writeCrate(path.join(job.workspace, 'crate'));
    for (const value of [other, '']) {
      const env = { CARGO_REGISTRIES_MY_REGISTRY_TOKEN: value };
      const refused = await job.cargo({ env }).publish(crate, 'my-registry');
      assert.equal(refused.code, 101, refused.stderr);
    }
    assert.equal(registry.crates.size, 0);
    const accepted = await job.cargo().publish(crate, 'my-registry');
    assert.equal(accepted.code, 0, accepted.stderr);
  }),
);
