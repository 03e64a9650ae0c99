// The input `verify`: one request to the registry, before anything is written.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { assertRefused } from '../action/refused.ts';
import { assertDone, storedToken } from '../action/scene.ts';
import { registriesToml } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';

const NOT_VERIFIED = /could not be verified/;
/** The limit for each of these requests, with all attempts. */
const LONGEST_SECONDS = 45;

/** A server in place of a registry's index. */
interface Index {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a server on loopback. It stops with the machine. */
async function startIndex(machine: Machine, answer: Answer): Promise<Index> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  machine.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  return { url: `http://127.0.0.1:${port}/index/`, requests };
}

/** Answers with the status, these headers, and a text that repeats the token, as servers may. */
function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (request, response) => {
    const detail = `your token was ${request.headers.authorization}`;
    response.writeHead(code, headers).end(JSON.stringify({ errors: [{ detail }] }));
  };
}

/** Starts a job whose configuration defines registries with these index URLs. */
function jobFor(machine: Machine, indexes: Readonly<Record<string, string>>): Job {
  const job = machine.job();
  job.write('.cargo/config.toml', registriesToml(indexes));
  return job;
}

/** Returns the plain lines, notices and warnings of the step. */
const wordsOf = ({ text, annotations }: StepResult) =>
  [...text, ...annotations.notice, ...annotations.warning].join('\n');

/** Asserts that a login succeeds, and reports that the token could not be verified. */
async function assertNotVerified(job: Job, token: string, others: Inputs = {}): Promise<void> {
  const registry = 'mine';
  const before = process.uptime();
  const main = await job.step({ registry, token, verify: 'true', ...others }).main();
  const took = process.uptime() - before;
  assertDone(main);
  assert.match(wordsOf(main), NOT_VERIFIED);
  assert.deepEqual(main.annotations.warning, []);
  assert.deepEqual(main.suspicious, []);
  assert.equal(main.outputs['logged-in'], 'true');
  assert.equal(storedToken(job, others['registry'] ?? registry), token);
  assert.ok(took < LONGEST_SECONDS, `it took ${took} s`);
}

test('a token that the registry accepts is verified by one request', (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token: `Bearer ${token}`, authRequired: true });
    const job = jobFor(machine, { mine: registry.indexUrl });
    const inputs = { registry: 'mine', token, scheme: 'Bearer', verify: 'true' };
    const main = await job.step(inputs).main();
    assertDone(main);
    assert.match(wordsOf(main), /verified|accept/i);
    assert.doesNotMatch(wordsOf(main), NOT_VERIFIED);
    assert.deepEqual(registry.requests, [
      { method: 'GET', path: '/index/config.json', authorization: 'accepted', status: 200 },
    ]);
    assert.equal(storedToken(job, 'mine'), `Bearer ${token}`);
  }));

test('without `verify`, and for a logout, no request is made', (t) =>
  withMachine(t, async (machine) => {
    const registry = await machine.registry({ authRequired: true });
    const job = jobFor(machine, { mine: registry.indexUrl });
    const inputs = [
      { token: machine.token() },
      { token: machine.token(), verify: '' },
      { command: 'logout', verify: 'true' },
    ];
    for (const others of inputs) assertDone(await job.step({ registry: 'mine', ...others }).main());
    assert.deepEqual(registry.requests, []);
  }));

test('a token without the scheme of its product is refused, and the error names the scheme', (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const indexPath = '/api/packages/my-organization/cargo/';
    const options = { token: `Bearer ${token}`, authRequired: true, indexPath };
    const registry = await machine.registry(options);
    const job = jobFor(machine, { mine: registry.indexUrl });
    const step = job.step({ registry: 'mine', token, verify: 'true' });
    await assertRefused(job, step, {
      message: ['`mine`', '401', '`scheme: Bearer`'],
      run: async (refused) => {
        const main = await refused.main();
        assert.deepEqual(main.annotations.warning, [], 'a warning would repeat the error');
        return main;
      },
    });
    assert.equal(registry.requests.length, 1);
  }));

for (const code of [401, 403]) {
  for (const challenge of ['Bearer realm="crates"', undefined]) {
    test(`an answer ${code} with ${challenge ?? 'no challenge'} is an error that names it`, (t) =>
      withMachine(t, async (machine) => {
        const headers = challenge === undefined ? {} : { 'www-authenticate': challenge };
        const index = await startIndex(machine, status(code, headers));
        const job = jobFor(machine, { mine: `sparse+${index.url}` });
        const step = job.step({ registry: 'mine', token: machine.token(), verify: 'true' });
        const [scheme = ''] = challenge?.split(' ') ?? [];
        await assertRefused(job, step, { message: ['`mine`', `${code}`, scheme] });
        assert.equal(index.requests.length, 1);
      }));
  }
}

test('a challenge that repeats the token or contains a command has no effect', (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const challenge = `##[error]::error::Bearer realm="${token}" error="Bearer ${token}"`;
    const index = await startIndex(machine, status(401, { 'www-authenticate': challenge }));
    const job = jobFor(machine, { mine: `sparse+${index.url}` });
    const step = job.step({ registry: 'mine', token, scheme: 'Bearer', verify: 'true' });
    await assertRefused(job, step, {
      message: /401/,
      run: async (refused) => {
        const main = await refused.main();
        assert.deepEqual(main.suspicious, []);
        return main;
      },
    });
  }));

test('if one of several registries refuses its token, the step logs in to none', (t) =>
  withMachine(t, async (machine) => {
    const good = machine.token();
    const [first, second] = await Promise.all([
      machine.registry({ token: good, authRequired: true }),
      machine.registry({ token: machine.token(), authRequired: true }),
    ]);
    const job = jobFor(machine, { first: first.indexUrl, second: second.indexUrl });
    const tokens = `first=${good}\nsecond=${machine.token()}`;
    const main = await job.step({ tokens, verify: 'true' }).main();
    assert.equal(main.code, 1);
    const said = main.annotations.error.join();
    for (const part of ['`second`', '401', second.url]) assert.ok(said.includes(part), said);
    assert.doesNotMatch(said, /`first`/);
    assert.deepEqual([main.state, main.outputs, fs.existsSync(job.cargoHome)], [{}, {}, false]);
  }));

test('a public index does not verify a token', (t) =>
  withMachine(t, async (machine) => {
    const { indexUrl } = await machine.registry({ token: machine.token() });
    await assertNotVerified(jobFor(machine, { mine: indexUrl }), machine.token());
  }));

test('tokens for crates.io and for a git index are not verified', (t) =>
  withMachine(t, async (machine) => {
    const index = await startIndex(machine, status(401));
    const git = jobFor(machine, { mine: index.url.replace(/\/$/, '.git') });
    await assertNotVerified(git, machine.token());
    assert.deepEqual(index.requests, []);
    await assertNotVerified(machine.job(), machine.token(), { registry: 'crates-io' });
  }));

const html: Answer = (_, response) => response.end('<html>Please log in</html>');
const others: Readonly<Record<string, Answer>> = {
  'HTTP 404': status(404),
  'HTTP 500': status(500),
  'an HTML page': html,
  'a closed connection': (request) => request.socket.destroy(),
};
for (const [title, answer] of Object.entries(others)) {
  test(`a login succeeds without verification after an answer such as ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const index = await startIndex(machine, answer);
      await assertNotVerified(jobFor(machine, { mine: `sparse+${index.url}` }), machine.token());
    }));
}

test('a login succeeds without verification if no server answers', (t) =>
  withMachine(t, async (machine) => {
    const index = 'sparse+http://127.0.0.1:9/index/';
    await assertNotVerified(jobFor(machine, { mine: index }), machine.token());
  }));

for (const code of [302, 307]) {
  test(`the token is not sent to the target of a redirect (${code})`, (t) =>
    withMachine(t, async (machine) => {
      const elsewhere = await startIndex(machine, status(200));
      const location = elsewhere.url.replace('127.0.0.1', 'localhost');
      const index = await startIndex(machine, status(code, { location }));
      await assertNotVerified(jobFor(machine, { mine: `sparse+${index.url}` }), machine.token());
      const sent = elsewhere.requests.map(({ headers }) => headers.authorization);
      assert.deepEqual(
        sent.filter((authorization) => authorization !== undefined),
        [],
      );
    }));
}

/** Sends a text repeatedly, with pauses of so many milliseconds. */
function again(piece: string, pause: number): Answer {
  return (_, response) => {
    const timer = setInterval(() => response.write(piece), pause);
    response.on('close', () => clearInterval(timer));
  };
}

// These run in parallel, because each waits until the action gives up.
describe('an endless answer', { concurrency: true }, () => {
  const endless: Readonly<Record<string, Answer>> = {
    'if nothing is sent': () => {},
    'if one byte at a time is sent': again(' ', 100),
    'if too much is sent': again('x'.repeat(1 << 18), 1),
  };
  for (const [title, answer] of Object.entries(endless)) {
    test(`a login gives up waiting ${title}`, (t) =>
      withMachine(t, async (machine) => {
        const index = await startIndex(machine, answer);
        await assertNotVerified(jobFor(machine, { mine: `sparse+${index.url}` }), machine.token());
      }));
  }
});
