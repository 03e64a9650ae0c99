// A login without a token: the job's identity is exchanged for one, which ends with the job.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { snapshot } from '../support/tree.ts';
import { withIssuer } from './issuer.ts';

const CRATES_IO_INDEX = 'sparse+https://index.crates.io/';

test('a token is given for the identity of the job, and revoked when the job ends', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    const main = await step.main();
    assert.equal(main.code, 0, main.stdout);
    const file = path.join(job.cargoHome, 'credentials.toml');
    assert.equal(fs.readFileSync(file, 'utf8'), `[registry]\ntoken = "${issuer.token}"\n`);
    assert.deepEqual(
      machine.filesWithSecrets().map((found) => [path.basename(found.path), found.mode]),
      [
        ['.credentials.toml.cargo-login.json', '0600'],
        ['credentials.toml', '0600'],
      ],
    );
    assert.deepEqual(main.text, [
      `Login token for \`crates-io\` saved, which ${issuer.url} gave for this job`,
    ]);
    assert.deepEqual(main.outputs, {
      registry: 'crates-io',
      'credentials-file': file,
      'logged-in': 'true',
    });
    assert.deepEqual([main.annotations.warning, main.stderr], [[], '']);

    const [post] = await job.end();
    assert.deepEqual(post?.text, [
      `The token that ${issuer.url} gave for this job has been revoked`,
      'Logout token for `crates-io` has been removed from local storage',
    ]);
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(job.home), before);
  }));

test('every secret is masked before anything is printed', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    const main = await step.main();
    const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = issuer.permission;
    assert.deepEqual(
      main.masks.toSorted(),
      [requestToken, issuer.idToken, issuer.token].toSorted(),
    );
    const shown = main.lines.findIndex(({ command }) => command?.name !== 'add-mask');
    assert.equal(shown, main.masks.length);
    assert.deepEqual((await step.post()).masks, [issuer.token]);
  }));

const MEANS_CRATES_IO: Readonly<Record<string, readonly [config: string, registry: string]>> = {
  'by default': ['', ''],
  'by Cargo’s name': ['', 'crates-io'],
  'by its own name': ['', 'crates.io'],
  'by `registry.default`': ['registry.default = "crates-io"', ''],
  'by its index, under another name': [`registries.mine.index = "${CRATES_IO_INDEX}"`, 'mine'],
  'by its index, as the default': [
    `registry.default = "mine"\nregistries.mine.index = "${CRATES_IO_INDEX}"`,
    '',
  ],
};
for (const [how, [config, registry]] of Object.entries(MEANS_CRATES_IO)) {
  test(`crates.io is meant ${how}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      job.write('.cargo/config.toml', config);
      const main = await job.step({ registry, 'trusted-publishing-url': issuer.url }).main();
      assert.equal(main.code, 0, main.stdout);
      const text = fs.readFileSync(path.join(job.cargoHome, 'credentials.toml'), 'utf8');
      assert.equal(text, `[registry]\ntoken = "${issuer.token}"\n`);
    }));
}

test('among several registries, crates.io may be left without a token', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    job.write('.cargo/config.toml', `registries.mine.index = "sparse+https://example.com/"`);
    const token = machine.token();
    const step = job.step({
      tokens: `crates-io=\nmine=${token}`,
      scheme: 'Bearer',
      'trusted-publishing-url': `${issuer.url}/`,
    });
    const main = await step.main();
    assert.equal(main.code, 0, main.stdout);
    assert.equal(main.outputs['registry'], 'crates-io\nmine');
    const text = fs.readFileSync(path.join(job.cargoHome, 'credentials.toml'), 'utf8');
    assert.ok(text.includes(`[registry]\ntoken = "${issuer.token}"\n`), 'as the registry gave it');
    assert.ok(text.includes(`token = "Bearer ${token}"`));
    await job.end();
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
  }));

test('a token that the machine’s owner had is there again when the job has ended', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const file = path.join(machine.folder('home', '.cargo'), 'credentials.toml');
    fs.writeFileSync(file, '# mine\n[registry]\ntoken = "of-the-owner"\n');
    const before = snapshot(job.home);
    await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.ok(fs.readFileSync(file, 'utf8').includes(issuer.token));
    await job.end();
    assert.deepEqual(snapshot(job.home), before);
    assert.deepEqual([...issuer.valid], []);
  }));

test('with `logout: false` the token stays, and is not revoked', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    await job.step({ logout: 'false', 'trusted-publishing-url': issuer.url }).main();
    await job.end();
    const text = fs.readFileSync(path.join(job.cargoHome, 'credentials.toml'), 'utf8');
    assert.ok(text.includes(issuer.token));
    assert.deepEqual(issuer.verbs, ['GET', 'POST']);
  }));

test('a token is revoked also when somebody else took it out of the file before', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    await job.step({ 'trusted-publishing-url': issuer.url }).main();
    const logout = await job.step({ command: 'logout' }).main();
    assert.deepEqual(logout.text, [
      'Logout token for `crates-io` has been removed from local storage',
    ]);
    assert.equal(fs.existsSync(path.join(job.cargoHome, 'credentials.toml')), false);
    const posts = await job.end();
    assert.deepEqual(posts.at(-1)?.text, [
      `The token that ${issuer.url} gave for this job has been revoked`,
      'Nothing left to log out of',
    ]);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual(snapshot(job.home), before);
  }));

for (const [what, name] of [
  ['Cargo’s home', '.'],
  ['the journal', '.credentials.toml.cargo-login.json'],
] as const) {
  test(`a token that cannot be revoked, for somebody removed ${what}, is told of once`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const step = job.step({ 'trusted-publishing-url': issuer.url });
      await step.main();
      fs.rmSync(path.join(job.cargoHome, name), { recursive: true });
      const first = await step.post();
      assert.equal(first.code, 0);
      assert.deepEqual(first.annotations.warning, [
        `the token that ${issuer.url} gave for this job could not be revoked: the journal of logins does not know it\nIt expires by itself, half an hour after it was given`,
      ]);
      const second = await step.post();
      assert.deepEqual(
        [second.annotations.warning, second.text],
        [[], ['Nothing left to log out of']],
      );
      assert.deepEqual(issuer.verbs, ['GET', 'POST']);
    }));
}

test('`term.quiet` is quiet', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: { ...issuer.permission, CARGO_TERM_QUIET: 'true' } });
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.deepEqual([main.code, main.text], [0, []]);
  }));

const NOT_EXCHANGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a token is given': { token: 'given-by-the-workflow' },
  'a token is given for crates.io, among several': { tokens: 'crates-io=given-by-the-workflow' },
  'another registry is meant': { registry: 'mine', 'missing-token': 'skip' },
  '`trusted-publishing-url` is empty': { 'trusted-publishing-url': '', 'missing-token': 'skip' },
  'the step logs out': { command: 'logout' },
};
for (const [when, inputs] of Object.entries(NOT_EXCHANGED)) {
  test(`nothing is exchanged when ${when}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      job.write('.cargo/config.toml', `registries.mine.index = "sparse+https://example.com/"`);
      const main = await job.step({ 'trusted-publishing-url': issuer.url, ...inputs }).main();
      assert.equal(main.code, 0, main.stdout);
      assert.equal(main.annotations.error.length, 0);
      await job.end();
      assert.deepEqual(issuer.verbs, []);
    }));
}

test('a service for id tokens without a query in its address', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permissionWithoutQuery() });
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 0, main.stdout);
    await job.end();
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
  }));
