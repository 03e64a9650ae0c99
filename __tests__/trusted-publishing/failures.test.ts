// Each failure has its own message, leaves nothing behind, and causes no needless request.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import type { StepResult } from '../support/step-result.ts';
import { snapshot } from '../support/tree.ts';
import { type Fault, type Faults, refusal, withIssuer } from './issuer.ts';

interface Failure {
  readonly faults: Faults;
  readonly error: RegExp;
  /** The expected requests. None of these failures is retried. */
  readonly verbs: readonly string[];
}

const HTML = { headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' };
const json = (value: unknown): Fault => ({ body: JSON.stringify(value) });

/** Failures of the service for id tokens. */
const WITHOUT_ID_TOKEN: Readonly<Record<string, readonly [fault: Fault, error: RegExp]>> = {
  refuses: [
    { status: 403, body: JSON.stringify({ message: 'not this job' }) },
    /HTTP 403.*not this job.*`permissions: id-token: write`/s,
  ],
  'does not answer in JSON': [HTML, /JSON/],
  'answers with a token of two lines': [json({ value: 'a\nb' }), /`value`/],
  redirects: [{ status: 302, headers: { location: 'https://example.com/a' } }, /302.*example\.com/],
};
for (const [what, [fault, error]] of Object.entries(WITHOUT_ID_TOKEN)) {
  failing(`the service for id tokens ${what}`, { faults: { GET: [fault] }, error, verbs: ['GET'] });
}

/** Failures of the registry. */
const WITHOUT_TOKEN: Readonly<Record<string, readonly [fault: Fault, error: RegExp]>> = {
  'knows no such publisher': [
    refusal(400, 'No Trusted Publishing config found for repository `octocat/crate`.'),
    /HTTP 400.*No Trusted Publishing config found for .*crate`.*trusted publisher/s,
  ],
  'has two reasons': [refusal(400, 'Failed to decode', 'so there'), /Failed to decode\W+so there/],
  'refuses with an HTML page': [{ ...HTML, status: 403 }, /HTTP 403\n/],
  'has no trusted publishing': [{ status: 404 }, /HTTP 404.*`trusted-publishing-url`/s],
  redirects: [
    { status: 308, headers: { location: '//www.example.com/x' } },
    /308.*www\.example\.com/,
  ],
  'answers with an empty body': [{ status: 204 }, /JSON/],
  'answers with a token that is not ASCII': [json({ token: 'tökén' }), /`token`/],
  'repeats the id token and sends workflow commands': [
    { status: 400, body: (jwt) => refusal(400, `bad: ${jwt}\n::stop-commands::x`).body },
    /bad: \*\*\*\n:\u200b:stop-commands::x/,
  ],
  'repeats the id token after a long text': [
    { status: 400, body: (jwt) => refusal(400, `${'-'.repeat(980)}${jwt}`).body },
    /-{980}\*\*\*/,
  ],
  'answers with too many bytes': [{ body: 'x'.repeat(1_100_000) }, /1000000 bytes/],
};
for (const [what, [fault, error]] of Object.entries(WITHOUT_TOKEN)) {
  failing(`the registry ${what}`, { faults: { POST: [fault] }, error, verbs: ['GET', 'POST'] });
}

function failing(what: string, { faults, error, verbs }: Failure): void {
  test(`a login fails when ${what}`, (t) =>
    withIssuer(t, faults, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      assertFailed(await job.step({ 'trusted-publishing-url': issuer.url }).main(), error);
      assert.deepEqual(issuer.verbs, verbs);
      assert.deepEqual(snapshot(job.home), before);
    }));
}

for (const missing of ['warn', 'skip']) {
  test(`with missing-token: ${missing}, a refused exchange does not fail the step`, (t) =>
    withIssuer(t, { POST: [refusal(403, 'not this job')] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const url = { 'trusted-publishing-url': issuer.url };
      const main = await job.step({ ...url, 'missing-token': missing }).main();
      assert.deepEqual([main.code, main.outputs['logged-in']], [0, 'false'], main.stdout);
      const said = missing === 'warn' ? main.annotations.warning : main.text;
      assert.match(said.join('\n'), /not this job/);
    }));
}

function assertFailed(main: StepResult, error: RegExp): void {
  assert.equal(main.code, 1, main.stdout);
  assert.equal(main.annotations.error.length, 1, main.stdout);
  assert.match(main.annotations.error.join(), error);
  assert.doesNotMatch(main.stdout, /unexpected error/);
}

function assertWarned(post: StepResult | undefined, warning: RegExp): void {
  assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
  assert.match(post?.annotations.warning.join('\n') ?? '', warning);
}

describe('a temporary failure is retried', { concurrency: 4 }, () => {
  const PASSING: Readonly<Record<string, Faults>> = {
    'the service for id tokens fails': { GET: [{ status: 500 }, 'proper'] },
    'the service for id tokens hangs up': { GET: ['hang-up', 'proper'] },
    'the registry is busy': { POST: [refusal(429, 'slowly'), 'proper'] },
    'the registry hangs up': { POST: ['hang-up', 'proper'] },
  };
  for (const [when, faults] of Object.entries(PASSING)) {
    test(`when ${when}`, (t) =>
      withIssuer(t, faults, async (machine, issuer) => {
        const job = machine.job({ env: issuer.permission });
        const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
        assert.equal(main.code, 0, main.stdout);
        await job.end();
        const first = faults.GET === undefined ? ['GET', 'POST'] : ['GET'];
        assert.deepEqual(issuer.verbs, [...first, 'GET', 'POST', 'DELETE']);
        assert.deepEqual([...issuer.valid], []);
      }));
  }

  test('until the fourth attempt has failed', (t) =>
    withIssuer(t, { POST: [refusal(502, 'out')] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
      assertFailed(main, /HTTP 502.*out/);
      const round = ['GET', 'POST'];
      assert.deepEqual(issuer.verbs, [...round, ...round, ...round, ...round]);
    }));

  test('when it is a revocation; then post warns and still removes the entry', (t) =>
    withIssuer(t, { DELETE: [refusal(500, 'no')] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      await job.step({ 'trusted-publishing-url': issuer.url }).main();
      const [post] = await job.end();
      assertWarned(post, /revoked.*HTTP 500.*no/s);
      assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE', 'DELETE', 'DELETE']);
      assert.deepEqual(snapshot(job.home), before);
    }));
});

test('post warns if the registry refuses to revoke, without the token that the answer repeats', (t) => {
  const body = (token: string) => refusal(401, `bad ${token}`).body;
  return withIssuer(t, { DELETE: [{ status: 401, body }] }, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    await job.step({ 'trusted-publishing-url': issuer.url }).main();
    const [post] = await job.end();
    assertWarned(post, /HTTP 401.*bad \*\*\*/);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    assert.deepEqual(snapshot(job.home), before);
  });
});

test('post logs out although the file is broken when it looks for the token to revoke', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const before = snapshot(job.home);
    const step = job.step({ 'trusted-publishing-url': issuer.url });
    assert.equal((await step.main()).code, 0);
    const file = path.join(job.cargoHome, 'credentials.toml');
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, `${text}EOF\n`);
    const post = step.spawnPost();
    // Post waits for half a second before it believes that a file is broken.
    await new Promise((resolve) => setTimeout(resolve, 200));
    fs.writeFileSync(file, text);
    const { code, annotations } = await post.done;
    assert.deepEqual([code, annotations.error], [0, []]);
    assert.deepEqual(snapshot(job.home), before);
  }));

interface Attempt {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly error: RegExp;
}
const AFTER_THE_EXCHANGE: Readonly<Record<string, (folder: string) => Attempt>> = {
  'two names mean crates.io': () => ({
    inputs: { tokens: 'crates-io=\ncrates.io=' },
    error: /same registry/,
  }),
  'the state cannot be saved': (folder) => ({
    env: { GITHUB_STATE: folder },
    error: /GITHUB_STATE/,
  }),
  'the outputs cannot be set': (folder) => ({
    env: { GITHUB_OUTPUT: folder },
    error: /GITHUB_OUTPUT/,
  }),
  'the entry cannot be written': (folder) => {
    fs.writeFileSync(path.join(folder, 'credentials.toml'), 'registry = [ 1 ]\n');
    return { env: { CARGO_HOME: folder }, error: /credentials\.toml/ };
  },
};
for (const [what, attempt] of Object.entries(AFTER_THE_EXCHANGE)) {
  test(`every token is revoked at once when ${what}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const isJobs = (name: string) => name.startsWith('job-');
      const job = machine.job({ env: issuer.permission });
      const { inputs, env = {}, error } = attempt(machine.folder('elsewhere'));
      const before = snapshot(machine.root, isJobs);
      const step = job.step({ 'trusted-publishing-url': issuer.url, ...inputs });
      assertFailed(await step.main(env), error);
      const asked = issuer.verbs.length;
      const posts = await job.end();
      assert.deepEqual(posts.flatMap(({ annotations }) => annotations.warning).join(), '');
      assert.deepEqual([[...issuer.valid], issuer.verbs.length], [[], asked]);
      assert.deepEqual(snapshot(machine.root, isJobs), before);
    }));
}

for (const [variable, value] of [
  ['ACTIONS_ID_TOKEN_REQUEST_URL', 'no URL'],
  ['ACTIONS_ID_TOKEN_REQUEST_URL', 'file:///etc/passwd'],
  ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'two\nlines-of-it'],
] as const) {
  test(`a login fails when ${variable} is overwritten with ${JSON.stringify(value)}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: { ...issuer.permission, [variable]: value } });
      const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
      assertFailed(main, new RegExp(variable));
      assert.doesNotMatch(main.annotations.error.join(), /lines-of-it/);
      assert.deepEqual(issuer.verbs, []);
    }));
}

// Takes minutes, because it waits for the action's real time limits.
const skip = process.env['LONG'] ? false : 'set LONG to wait for a server that does not answer';
test('a login fails if the registry does not answer in time', { skip }, (t) =>
  withIssuer(t, { POST: ['silence'] }, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    assertFailed(
      await job.step({ 'trusted-publishing-url': issuer.url }).main(),
      /no answer within/,
    );
  }),
);
