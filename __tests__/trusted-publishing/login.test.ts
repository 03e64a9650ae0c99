// A login without a token exchanges the job's identity for one, which is revoked after the job.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { jobWithCargo, skip, TestProvider } from '../providers/scene.ts';
import { withoutCargo, writeCrate } from '../support/cargo.ts';
import type { Job, JobOptions } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';
import { withIssuer } from './issuer.ts';

const CRATES_IO_INDEX = 'sparse+https://index.crates.io/';

function credentials(job: Job): string {
  return fs.readFileSync(path.join(job.cargoHome, 'credentials.toml'), 'utf8');
}

test('the job’s identity is exchanged for a token, which is revoked when the job ends', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    const main = await step.main();
    assert.equal(main.code, 0, main.stdout);
    assert.ok(credentials(job).startsWith(`[registry]\ntoken = "${issuer.token}"\n`));
    assert.deepEqual(
      machine.filesWithSecrets().map(({ path: file }) => path.basename(file)),
      ['credentials.toml'],
    );
    assert.equal(main.text.length, 1);
    assert.ok(main.text[0]?.includes(issuer.url) && main.text[0].includes('`crates-io`'));
    assert.equal(main.outputs['logged-in'], 'true');
    assert.deepEqual([main.annotations.warning, main.stderr], [[], '']);

    const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = issuer.permission;
    for (const secret of [requestToken, issuer.idToken, issuer.token]) {
      assert.ok(main.masks.includes(String(secret)));
    }
    const shown = main.lines.findIndex(({ command }) => command?.name !== 'add-mask');
    assert.ok(!main.lines.slice(shown).some(({ command }) => command?.name === 'add-mask'));

    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.match(post?.text.join('\n') ?? '', /revoked/);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(job.home), before);
  }));

const MEANS_CRATES_IO: Readonly<Record<string, readonly [config: string, registry: string]>> = {
  'by the name `crates.io`': ['', 'crates.io'],
  'by `registry.default`': ['registry.default = "crates-io"', ''],
  'by its index, under another name': [`registries.mine.index = "${CRATES_IO_INDEX}"`, 'mine'],
  'by its index, as the default': [
    `registry.default = "mine"\nregistries.mine.index = "${CRATES_IO_INDEX}"`,
    '',
  ],
};
for (const [how, [config, registry]] of Object.entries(MEANS_CRATES_IO)) {
  test(`the job’s identity is exchanged if the step selects crates.io ${how}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: { ...issuer.permission, CARGO_TERM_QUIET: 'true' } });
      job.write('.cargo/config.toml', config);
      const main = await job.step({ registry, 'trusted-publishing-url': issuer.url }).main();
      assert.deepEqual([main.code, main.text], [0, []], main.stdout);
      assert.ok(credentials(job).startsWith(`[registry]\ntoken = "${issuer.token}"\n`));
    }));
}

test('the job’s identity is exchanged for one of several registries, and the owner’s token returns', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    job.write('.cargo/config.toml', `registries.mine.index = "sparse+https://example.com/"`);
    const file = path.join(machine.folder('home', '.cargo'), 'credentials.toml');
    fs.writeFileSync(file, '# mine\n[registry]\ntoken = "of-the-owner"\n');
    const before = snapshot(job.home);
    const token = machine.token();
    const step = job.step({
      tokens: `crates-io=\nmine=${token}`,
      scheme: 'Bearer',
      'trusted-publishing-url': `${issuer.url}/`,
    });
    const main = await step.main();
    assert.equal(main.code, 0, main.stdout);
    assert.equal(main.outputs['registry'], 'crates-io\nmine');
    assert.ok(credentials(job).includes(`[registry]\ntoken = "${issuer.token}"\n`));
    assert.ok(credentials(job).includes(`token = "Bearer ${token}"`));
    await job.end();
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual(snapshot(job.home), before);
  }));

test('with `logout: false`, the token stays and is not revoked', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    await job.step({ logout: 'false', 'trusted-publishing-url': issuer.url }).main();
    await job.end();
    assert.ok(credentials(job).includes(issuer.token));
    assert.deepEqual(issuer.verbs, ['GET', 'POST']);
  }));

test('post warns that it could not revoke a token if somebody removed Cargo’s home', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    await step.main();
    fs.rmSync(job.cargoHome, { recursive: true });
    const post = await step.post();
    assert.deepEqual([post.code, post.annotations.error], [0, []]);
    assert.match(post.annotations.warning.join('\n'), /revoked/);
    assert.deepEqual(issuer.verbs, ['GET', 'POST']);
  }));

const NOT_EXCHANGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '`tokens` contains a token for crates.io': { tokens: 'crates-io=given-by-the-workflow' },
  'the step selects another registry': { registry: 'mine', 'missing-token': 'skip' },
  '`trusted-publishing-url` is empty': { 'trusted-publishing-url': '', 'missing-token': 'skip' },
  'the step logs out': { command: 'logout' },
};
for (const [when, inputs] of Object.entries(NOT_EXCHANGED)) {
  test(`nothing is exchanged when ${when}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      job.write('.cargo/config.toml', `registries.mine.index = "sparse+https://example.com/"`);
      const main = await job.step({ 'trusted-publishing-url': issuer.url, ...inputs }).main();
      assert.deepEqual([main.code, main.annotations.error], [0, []], main.stdout);
      await job.end();
      assert.deepEqual(issuer.verbs, []);
    }));
}

test('cargo publishes until the job ends and not after it', { skip: withoutCargo() }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const registry = await machine.registry({});
    issuer.registry = registry;
    const job = machine.job({ env: issuer.permission });
    const cratesIo = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registry.indexUrl };
    const cargo = job.cargo({ env: cratesIo });
    const crate = writeCrate(path.join(job.workspace, 'crate'), { version: '0.1.0' });
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 0, main.stdout);
    const first = await cargo.publish(crate);
    assert.equal(first.code, 0, first.stderr);
    // A copy of the token, which a later step may have made, must be useless as well.
    const { token } = issuer;
    await job.end();
    writeCrate(crate, { version: '0.2.0' });
    const second = await cargo.publish(crate, undefined, { env: { CARGO_REGISTRY_TOKEN: token } });
    assert.match(second.stderr, /this token is not accepted/);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
  }),
);

test('post revokes and logs out a token that a credential provider keeps', { skip }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const registry = await machine.registry({});
    const provider = new TestProvider(machine, 'vault');
    const job = jobWithCargo(machine, {
      env: {
        ...issuer.permission,
        CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: provider.program,
        __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registry.indexUrl,
      },
    });
    machine.folder('home', '.cargo');
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 0, main.stdout);
    assert.deepEqual(provider.tokens(), [issuer.token]);
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual([[...issuer.valid], provider.tokens()], [[], []]);
  }),
);

const FORK = { pull_request: { head: { repo: { full_name: 'stranger/crate' } } } };
const event = (name: string, payload: unknown): JobOptions => ({ event: { name, payload } });

interface WithoutPermission {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly job?: JobOptions;
  /** Whether the message says that `id-token: write` would help. */
  readonly advised: boolean;
}
const WITHOUT_PERMISSION: Readonly<Record<string, WithoutPermission>> = {
  'crates.io': { advised: true },
  'crates.io, with one of the two variables': {
    job: { env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/' } },
    advised: true,
  },
  'crates.io among several registries': { inputs: { tokens: 'crates.io=' }, advised: true },
  'a pull request from a fork': { job: event('pull_request', FORK), advised: false },
  'an event that crates.io refuses': { job: event('workflow_run', {}), advised: false },
  'another registry': { inputs: { registry: 'mine' }, advised: false },
  'an empty `trusted-publishing-url`': { inputs: { 'trusted-publishing-url': '' }, advised: false },
};
for (const [what, { inputs, job: options, advised }] of Object.entries(WITHOUT_PERMISSION)) {
  test(`without token and permission, ${advised ? 'advice' : 'no advice'} on \`id-token: write\`: ${what}`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job(options);
      job.write('.cargo/config.toml', `registries.mine.index = "sparse+https://example.com/"`);
      const main = await job.step(inputs).main();
      assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
      assert.equal(/`permissions: id-token: write`/.test(main.annotations.error.join()), advised);
    }));
}

const WRONG_URLS: Readonly<Record<string, RegExp>> = {
  'crates.io': /`crates\.io`/,
  'http://crates.io': /https:\/\//,
  'http://127.0.0.1.example.com': /https:\/\//,
  'sparse+https://index.crates.io/': /https:\/\//,
  'https://crates.io/?a=b': /query|path/,
  'https://me:hunter22@crates.io': /`\*\*\*@crates\.io`/,
};
for (const [url, message] of Object.entries(WRONG_URLS)) {
  test(`the job’s identity is not sent to ${url}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      machine.secret('hunter22');
      const job = machine.job({ env: issuer.permission });
      const main = await job.step({ 'trusted-publishing-url': url }).main();
      assert.equal(main.code, 1);
      assert.match(main.annotations.error.join(), /`trusted-publishing-url`/);
      assert.match(main.annotations.error.join(), message);
      assert.deepEqual(issuer.verbs, []);
    }));
}

test('an issued token is revoked if another registry of the step has none', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const inputs = { tokens: 'crates-io=\nother=', 'trusted-publishing-url': issuer.url };
    const main = await job.step(inputs).main();
    assert.equal(main.code, 1, main.stdout);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual([...issuer.valid], []);
  }));
