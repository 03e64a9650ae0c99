// What goes wrong, each in words of its own; nothing is left then, and nothing is asked for in vain.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import type { StepResult } from '../support/step-result.ts';
import { snapshot } from '../support/tree.ts';
import { type Fault, type Faults, type Issuer, refusal, withIssuer } from './issuer.ts';

interface Failure {
  readonly faults: Faults;
  readonly error: RegExp;
  /** The requests that are made; a failure that may pass is not among these. */
  readonly verbs: readonly string[];
}

const HTML = { headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' };
const json = (value: unknown): Fault => ({ body: JSON.stringify(value) });

/** What the service for id tokens can do wrong. */
const WITHOUT_ID_TOKEN: Readonly<Record<string, readonly [fault: Fault, error: RegExp]>> = {
  refuses: [
    { status: 403, body: JSON.stringify({ message: 'not this job' }) },
    /service for id tokens, http:\/\/127\.0\.0\.1:\d+, answered HTTP 403: not this job\nCheck that the job has `permissions: id-token: write`$/,
  ],
  'does not answer in JSON': [HTML, /service for id tokens, .* no JSON object \(text\/html\)$/],
  'does not say what it answers with': [
    { headers: { 'content-type': '' }, body: 'words' },
    /service for id tokens, .* no JSON object \(no content type\)$/,
  ],
  'answers with a list': [
    json([]),
    /service for id tokens, .* no JSON object \(application\/json\)$/,
  ],
  'answers with an empty token': [json({ value: '' }), /`value` is missing or empty\)$/],
  'answers with a number': [json({ value: 123456789 }), /`value` is missing or empty\)$/],
  'answers with a token of two lines': [json({ value: 'a\nb' }), /that no HTTP header can hold$/],
  redirects: [
    { status: 302, headers: { location: 'https://example.com/a' } },
    /answered HTTP 302, a redirect to `example\.com`/,
  ],
};
for (const [what, [fault, error]] of Object.entries(WITHOUT_ID_TOKEN)) {
  failing(`the service for id tokens ${what}`, { faults: { GET: [fault] }, error, verbs: ['GET'] });
}

const NO_TOKEN = String.raw`^no token was given, and none could be had for the identity of this job \(audience ${'`'}127\.0\.0\.1:\d+${'`'}\): http:\/\/127\.0\.0\.1:\d+ answered `;

/** What the registry can do wrong. */
const WITHOUT_TOKEN: Readonly<Record<string, readonly [fault: Fault, error: RegExp]>> = {
  'knows no such publisher': [
    refusal(400, 'No Trusted Publishing config found for repository `octocat/crate`.'),
    new RegExp(
      `${NO_TOKEN}HTTP 400: No Trusted Publishing config found for repository \`octocat/crate\`\\.\nAn owner of the crate must have named this repository and workflow`,
    ),
  ],
  'takes the audience for wrong, and says two things': [
    refusal(400, 'Failed to decode JWT', 'so there'),
    new RegExp(`${NO_TOKEN}HTTP 400: Failed to decode JWT\nso there\nAn owner`),
  ],
  'refuses without a reason': [{ status: 403 }, new RegExp(`${NO_TOKEN}HTTP 403\nAn owner`)],
  'refuses with a page': [{ ...HTML, status: 403 }, new RegExp(`${NO_TOKEN}HTTP 403\nAn owner`)],
  'refuses with something else in JSON': [
    { status: 400, body: '{"errors":[null,{"detail":7},{}]}' },
    new RegExp(`${NO_TOKEN}HTTP 400\nAn owner`),
  ],
  'has no trusted publishing': [
    { status: 404 },
    new RegExp(
      `${NO_TOKEN}HTTP 404\nThat registry has no trusted publishing: correct \`trusted-publishing-url\`, or give a token$`,
    ),
  ],
  'knows only other methods there': [
    { status: 405 },
    new RegExp(`${NO_TOKEN}HTTP 405\nThat registry has no trusted publishing`),
  ],
  redirects: [
    { status: 308, headers: { location: '//www.example.com/x' } },
    /HTTP 308, a redirect to `www\.example\.com`\nGive the address behind the redirect as `trusted-publishing-url`$/,
  ],
  'does not answer in JSON': [
    HTML,
    /^http:\S+ answered with something that is no JSON object \(text\/html\)$/,
  ],
  'answers with nothing': [
    { status: 204 },
    /^http:\S+ answered with something that is no JSON object/,
  ],
  'answers with an empty token': [
    json({ token: '' }),
    /without a token \(`token` is missing or empty\)$/,
  ],
  'answers with another form': [
    json({ jwt: 'x' }),
    /without a token \(`token` is missing or empty\)$/,
  ],
  'answers with a token of foreign letters': [json({ token: 'tökén' }), /no HTTP header can hold$/],
};
for (const [what, [fault, error]] of Object.entries(WITHOUT_TOKEN)) {
  failing(`the registry ${what}`, { faults: { POST: [fault] }, error, verbs: ['GET', 'POST'] });
}

failing('the registry repeats the id token, and commands to the runner', {
  faults: {
    POST: [{ status: 400, body: (jwt) => refusal(400, `bad: ${jwt}\n::stop-commands::x`).body }],
  },
  error: /HTTP 400: bad: \*\*\*\n:\u200b:stop-commands::x\n/,
  verbs: ['GET', 'POST'],
});

failing('the registry repeats the id token after much else', {
  faults: { POST: [{ status: 400, body: (jwt) => refusal(400, `${'-'.repeat(980)}${jwt}`).body }] },
  error: /HTTP 400: -{980}\*\*\*\n/,
  verbs: ['GET', 'POST'],
});

failing('the registry asks for too long a pause', {
  faults: { POST: [{ ...refusal(429, 'too many'), headers: { 'retry-after': '3600' } }] },
  error: /answered HTTP 429: too many, and asks for a pause of 3600 s; run the job again later$/,
  verbs: ['GET', 'POST'],
});

function failing(what: string, { faults, error, verbs }: Failure): void {
  test(`an error when ${what}`, (t) =>
    withIssuer(t, faults, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      const step = job.step({ 'missing-token': 'skip', 'trusted-publishing-url': issuer.url });
      assertFailed(await step.main(), error);
      await job.end();
      assert.deepEqual(issuer.verbs, verbs);
      assert.deepEqual(snapshot(job.home), before);
    }));
}

function assertFailed(main: StepResult, error: RegExp): void {
  assert.equal(main.code, 1, main.stdout);
  assert.equal(main.annotations.error.length, 1, main.stdout);
  assert.match(main.annotations.error.join(), error);
  assert.doesNotMatch(main.stdout, /should not happen/);
}

describe('what may pass is tried again', { concurrency: 8 }, () => {
  const PASSING: Readonly<Record<string, Faults>> = {
    'the service for id tokens fails': { GET: [{ status: 500 }, 'proper'] },
    'the service for id tokens hangs up': { GET: ['hang-up', 'proper'] },
    'the registry fails': { POST: [refusal(503, 'back soon'), 'proper'] },
    'the registry hangs up': { POST: ['hang-up', 'proper'] },
    'the registry is busy': {
      POST: [{ ...refusal(429, 'slowly'), headers: { 'retry-after': '1' } }, 'proper'],
    },
    'the registry is busy until a moment that has passed': {
      POST: [
        { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } },
        'proper',
      ],
    },
    'the registry says nonsense about when': {
      POST: [{ status: 503, headers: { 'retry-after': 'soon' } }, 'proper'],
    },
  };
  for (const [when, faults] of Object.entries(PASSING)) {
    test(`when ${when}`, (t) =>
      withIssuer(t, faults, async (machine, issuer) => {
        const job = machine.job({ env: issuer.permission });
        const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
        assert.equal(main.code, 0, main.stdout);
        assert.match(main.text[0] ?? '', /; trying again in \d s$/);
        await job.end();
        const first = faults.GET === undefined ? ['GET', 'POST'] : ['GET'];
        assert.deepEqual(issuer.verbs, [...first, 'GET', 'POST', 'DELETE']);
        assert.deepEqual([...issuer.valid], []);
      }));
  }

  test('four times in all', (t) =>
    withIssuer(t, { POST: [refusal(502, 'out')] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
      assertFailed(main, /answered HTTP 502: out \(after 4 attempts\)$/);
      const round = ['GET', 'POST'];
      assert.deepEqual(issuer.verbs, [...round, ...round, ...round, ...round]);
    }));

  test('a server that is not there', (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const url = await addressOfNobody();
      issuer.audience = new URL(url).host;
      const main = await job.step({ 'trusted-publishing-url': url }).main();
      assertFailed(main, /^cannot reach http:\S+: connect ECONNREFUSED \S+ \(after 4 attempts\)$/);
    }));

  test('the revocation, three times; then it is a warning, and the entry goes all the same', (t) =>
    withIssuer(t, { DELETE: [refusal(500, 'no')] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      await job.step({ 'trusted-publishing-url': issuer.url }).main();
      const [post] = await job.end();
      assertWarned(post, /could not be revoked: .* HTTP 500: no \(after 3 attempts\)\nIt expires/);
      assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE', 'DELETE', 'DELETE']);
      assert.deepEqual(snapshot(job.home), before);
    }));
});

for (const [what, fault, reason] of [
  [
    'refuses',
    { status: 401, body: (token: string) => refusal(401, `bad ${token}`).body },
    /HTTP 401: bad \*\*\*/,
  ],
  ['redirects', { status: 301, headers: { location: '/' } }, /HTTP 301, a redirect to `127/],
] as const) {
  test(`a warning when the registry ${what} to revoke; the entry goes all the same`, (t) =>
    withIssuer(t, { DELETE: [fault] }, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const before = snapshot(job.home);
      await job.step({ 'trusted-publishing-url': issuer.url }).main();
      const [post] = await job.end();
      assertWarned(post, reason);
      assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
      assert.deepEqual(snapshot(job.home), before);
    }));
}

/** Returns an address where nobody listens. */
async function addressOfNobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
}

function assertWarned(post: StepResult | undefined, warning: RegExp): void {
  assert.equal(post?.code, 0);
  assert.deepEqual(post?.annotations.error, []);
  assert.match(post?.annotations.warning.join('\n') ?? '', warning);
  assert.match(post?.text.at(-1) ?? '', /^Logout token for `crates-io` has been removed/);
}

const AFTER_THE_EXCHANGE: Readonly<Record<string, (issuer: Issuer, folder: string) => Attempt>> = {
  'two names mean crates.io': () => ({
    inputs: { tokens: 'crates-io=\ncrates.io=' },
    error: /are for the same registry/,
  }),
  'the state cannot be saved': (_, folder) => ({
    env: { GITHUB_STATE: folder },
    error: /GITHUB_STATE/,
  }),
  'the outputs cannot be set': (_, folder) => ({
    env: { GITHUB_OUTPUT: folder },
    error: /GITHUB_OUTPUT/,
  }),
  'the entry cannot be written': (_, folder) => ({
    env: { CARGO_HOME: writeUneditable(folder) },
    error: /credentials\.toml/,
  }),
};
interface Attempt {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly error: RegExp;
}
for (const [what, attempt] of Object.entries(AFTER_THE_EXCHANGE)) {
  test(`the token is revoked at once when ${what}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: issuer.permission });
      const { inputs, env = {}, error } = attempt(issuer, machine.folder('elsewhere'));
      const before = snapshot(machine.root, isOfTheRunner);
      const step = job.step({ 'trusted-publishing-url': issuer.url, ...inputs });
      assertFailed(await step.main(env), error);
      assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
      await job.end();
      assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
      assert.deepEqual(snapshot(machine.root, isOfTheRunner), before);
    }));
}

function isOfTheRunner(relative: string): boolean {
  return relative.startsWith('job-');
}

/** Returns a Cargo home whose credentials file has something else where the token belongs. */
function writeUneditable(home: string): string {
  fs.writeFileSync(path.join(home, 'credentials.toml'), 'registry = [ 1 ]\n');
  return home;
}

test('nothing is exchanged when a file of Cargo cannot be read', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    job.write('.cargo/config.toml', 'this is no TOML');
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assertFailed(main, /could not load Cargo configuration/);
    assert.deepEqual(issuer.verbs, []);
  }));

for (const [variable, value] of [
  ['ACTIONS_ID_TOKEN_REQUEST_URL', 'no URL'],
  ['ACTIONS_ID_TOKEN_REQUEST_URL', 'file:///etc/passwd'],
  ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'two\nlines-of-it'],
] as const) {
  test(`an error when ${variable} is overwritten with ${JSON.stringify(value)}`, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      const job = machine.job({ env: { ...issuer.permission, [variable]: value } });
      const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
      assertFailed(main, new RegExp(`^the environment variable ${variable} is not what a runner`));
      assert.doesNotMatch(main.annotations.error.join(), /lines-of-it/);
      assert.deepEqual(issuer.verbs, []);
    }));
}
