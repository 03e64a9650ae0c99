// Main or post is killed or cancelled. An issued token is revoked, and nothing is left.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { skipOnWindows } from '../support/platform.ts';
import { snapshot } from '../support/tree.ts';
import { eventually, withIssuer } from './issuer.ts';

test('post revokes the token of a main step that was killed', { skip: skipOnWindows }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    // A write to a pipe that nobody reads blocks.
    const pipe = path.join(machine.folder('elsewhere'), 'output');
    execFileSync('mkfifo', [pipe]);
    const { child, done } = step.spawnMain({ GITHUB_OUTPUT: pipe });
    const file = path.join(job.cargoHome, 'credentials.toml');
    await eventually('the entry is there', () => fs.existsSync(file));
    child.kill('SIGKILL');
    assert.equal((await done).signal, 'SIGKILL');
    assert.deepEqual([...issuer.valid], [issuer.token]);
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(job.home), before);
  }),
);

test('nothing is left of a main step that was killed while it waited for the token', (t) =>
  withIssuer(t, { POST: ['silence'] }, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const { child, done } = job.step({ 'trusted-publishing-url': issuer.url }).spawnMain();
    await issuer.asked('POST');
    child.kill('SIGKILL');
    await done;
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(snapshot(job.home), before);
  }));

for (const [verb, signal, fault] of [
  ['GET', 'SIGINT', 'silence'],
  ['POST', 'SIGTERM', 'silence'],
  ['POST', 'SIGINT', { status: 503 }],
] as const) {
  const when = fault === 'silence' ? `an answer to ${verb}` : 'the next attempt';
  test(`${signal} cancels main while it waits for ${when}`, { skip: skipOnWindows }, (t) =>
    withIssuer(t, { [verb]: [fault] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      const { child, done } = job.step({ 'trusted-publishing-url': issuer.url }).spawnMain();
      await issuer.asked(verb);
      child.kill(signal);
      const main = await done;
      assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
      assert.ok(main.annotations.error.join().includes(signal));
      await job.end();
      assert.equal(
        issuer.verbs.filter((asked) => asked === verb).length,
        1,
        'the request is not repeated',
      );
      assert.deepEqual(snapshot(job.home), before);
    }),
  );
}

test('a post that was killed during the revocation can run again', (t) =>
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

test('the next login on a machine removes what a killed job left, without a request', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    await job.step({ 'trusted-publishing-url': issuer.url }).main();
    job.vanish();
    const next = machine.job();
    const main = await next.step({ token: machine.token() }).main();
    assert.ok(
      main.text.some((line) => /[Rr]emoved.*`crates-io`/.test(line)),
      main.stdout,
    );
    await next.end();
    assert.deepEqual(issuer.verbs, ['GET', 'POST']);
    assert.deepEqual(snapshot(job.home), before);
  }));

test('the token of each of two jobs on one machine is valid until its job ends', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const [one, two] = [1, 2].map(() => machine.job({ env: issuer.permission }));
    const before = snapshot(machine.home);
    await one?.step({ 'trusted-publishing-url': issuer.url }).main();
    await two?.step({ 'trusted-publishing-url': issuer.url }).main();
    const [, second = ''] = issuer.given;
    await one?.end();
    assert.deepEqual([...issuer.valid], [second]);
    const text = fs.readFileSync(path.join(machine.home, '.cargo', 'credentials.toml'), 'utf8');
    assert.ok(text.includes(second));
    await two?.end();
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(machine.home), before);
  }));
