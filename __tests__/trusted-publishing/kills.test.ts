// Main and post are killed or cancelled: whatever token is in the journal is revoked, and nothing stays.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { hostIdentity, processStart } from '../../src/host.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import { snapshot } from '../support/tree.ts';
import { eventually, withIssuer } from './issuer.ts';

test('main is killed when the token is in the journal', { skip: skipOnWindows }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    // Who writes to a pipe that nobody reads waits.
    const pipe = path.join(machine.folder('elsewhere'), 'output');
    execFileSync('mkfifo', [pipe]);
    const { child, done } = step.spawnMain({ GITHUB_OUTPUT: pipe });
    const file = path.join(job.cargoHome, 'credentials.toml');
    await eventually('the entry is there', () => fs.existsSync(file));
    child.kill('SIGKILL');
    assert.equal((await done).signal, 'SIGKILL');
    assert.ok(fs.readFileSync(file, 'utf8').includes(issuer.token));
    assert.deepEqual([...issuer.valid], [issuer.token]);

    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(job.home), before);
  }),
);

test('main is killed while it waits for the token', (t) =>
  withIssuer(t, { POST: ['silence'] }, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const { child, done } = job.step({ 'trusted-publishing-url': issuer.url }).spawnMain();
    await issuer.asked('POST');
    child.kill('SIGKILL');
    assert.equal((await done).signal, 'SIGKILL');
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(snapshot(job.home), before);
  }));

for (const verb of ['GET', 'POST'] as const) {
  test(`main is cancelled while it waits for an answer to ${verb}`, (t) =>
    withIssuer(t, { [verb]: ['silence'] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      const { child, done } = job.step({ 'trusted-publishing-url': issuer.url }).spawnMain();
      await issuer.asked(verb);
      child.kill('SIGINT');
      const main = await done;
      assert.equal(main.code, 1);
      assert.deepEqual(main.annotations.error, ['the step was cancelled (SIGINT)']);
      assert.deepEqual(main.text, [], 'it does not wait for the answer first');
      await job.end();
      assert.equal(issuer.verbs.at(-1), verb, 'it is not asked again');
      assert.deepEqual(snapshot(job.home), before);
    }));
}

test('main is cancelled while it waits to ask again', (t) =>
  withIssuer(
    t,
    { POST: [{ status: 503, headers: { 'retry-after': '60' } }] },
    async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const { child, done } = job.step({ 'trusted-publishing-url': issuer.url }).spawnMain();
      await issuer.asked('POST');
      child.kill('SIGTERM');
      assert.deepEqual((await done).annotations.error, ['the step was cancelled (SIGTERM)']);
      assert.deepEqual(issuer.verbs, ['GET', 'POST']);
    },
  ));

test('main is cancelled while another login is at work', { skip: skipOnWindows }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const home = machine.folder('home', '.cargo');
    const lock = path.join(home, '.credentials.toml.cargo-login.lock');
    const owner = [process.pid, processStart(process.pid) ?? '', 'once', hostIdentity()].join('/');
    fs.symlinkSync(owner, lock);
    const before = snapshot(job.home);
    const { child, done } = job.step({ 'trusted-publishing-url': issuer.url }).spawnMain();
    await eventually('main has exchanged, and waits', () =>
      fs.readdirSync(job.runnerTemp).some((name) => name.startsWith('cargo-login-')),
    );
    child.kill('SIGINT');
    const main = await done;
    assert.deepEqual(main.annotations.error, ['the step was cancelled (SIGINT)']);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual(snapshot(job.home), before);
    fs.unlinkSync(lock);
    await job.end();
  }),
);

const STRACE = spawnSync('strace', ['-V']).status === 0;
for (const when of [1, 2, 3]) {
  test(
    `main is killed at rename ${when} of the files`,
    { skip: STRACE ? false : 'no strace' },
    (t) =>
      withIssuer(t, {}, async (machine, issuer) => {
        const job = machine.job({ env: issuer.permission });
        machine.folder('home', '.cargo');
        const before = snapshot(job.home);
        const step = job.step({ 'trusted-publishing-url': issuer.url });
        const inject = `inject=rename:signal=SIGKILL:when=${when}`;
        const under = [
          'strace',
          '-f',
          '-qq',
          '-o',
          '/dev/null',
          '-e',
          'trace=rename',
          '-e',
          inject,
        ];
        const main = await step.main({}, under);
        // There are two, of the journal and of the credentials file; it is killed before they happen.
        assert.equal(main.signal, when <= 2 ? 'SIGKILL' : null);
        const [post] = await job.end();
        const [warning, ...others] = post?.annotations.warning ?? [];
        if (when === 1) assert.match(warning ?? '', /could not be revoked: .* does not know it\n/);
        else assert.equal(warning, undefined);
        assert.deepEqual([post?.annotations.error, others], [[], []]);
        // Nobody but the killed process knew the token before the journal did.
        assert.deepEqual([...issuer.valid], when === 1 ? [issuer.token] : []);
        assert.deepEqual(snapshot(job.home), before);
      }),
  );
}

test('post is killed while it revokes: it can be done again', (t) =>
  withIssuer(t, { DELETE: ['silence', 'proper'] }, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    await step.main();
    const { child, done } = step.spawnPost();
    await issuer.asked('DELETE');
    child.kill('SIGKILL');
    assert.equal((await done).signal, 'SIGKILL');
    assert.deepEqual([...issuer.valid], [issuer.token]);
    const post = await step.post();
    assert.deepEqual(post.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(job.home), before);
  }));

test('what a killed job left goes with the next login on that machine, without a request', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    await job.step({ 'trusted-publishing-url': issuer.url }).main();
    job.vanish();
    const next = machine.job();
    const step = next.step({ token: machine.token() });
    const main = await step.main();
    assert.match(main.text[0] ?? '', /^Removed the token for `crates-io` that a job left behind/);
    await next.end();
    assert.deepEqual(issuer.verbs, ['GET', 'POST']);
    assert.deepEqual(snapshot(job.home), before);
  }));

test('two jobs on one machine: each one’s token lives as long as the job', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const [one, two] = [1, 2].map(() => machine.job({ env: issuer.permission }));
    const before = snapshot(machine.home);
    await one?.step({ 'trusted-publishing-url': issuer.url }).main();
    await two?.step({ 'trusted-publishing-url': issuer.url }).main();
    const [first, second = ''] = issuer.given;
    await one?.end();
    assert.deepEqual([...issuer.valid], [second], `${first} is revoked`);
    const text = fs.readFileSync(path.join(machine.home, '.cargo', 'credentials.toml'), 'utf8');
    assert.ok(text.includes(second));
    await two?.end();
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(machine.home), before);
  }));
