// Main and post are killed or cancelled: a token that was issued is revoked, and nothing stays.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { skipOnWindows } from '../support/platform.ts';
import { snapshot } from '../support/tree.ts';
import { eventually, withIssuer } from './issuer.ts';

test('main is killed when the token is in the file', { skip: skipOnWindows }, (t) =>
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
    assert.deepEqual([...issuer.valid], [issuer.token]);
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
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
  test(`main is cancelled by ${signal} while it waits for ${when}`, { skip: skipOnWindows }, (t) =>
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
        'it is not asked again',
      );
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
    const main = await next.step({ token: machine.token() }).main();
    assert.ok(
      main.text.some((line) => /[Rr]emoved.*`crates-io`/.test(line)),
      main.stdout,
    );
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
    const [, second = ''] = issuer.given;
    await one?.end();
    assert.deepEqual([...issuer.valid], [second]);
    const text = fs.readFileSync(path.join(machine.home, '.cargo', 'credentials.toml'), 'utf8');
    assert.ok(text.includes(second));
    await two?.end();
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(snapshot(machine.home), before);
  }));
