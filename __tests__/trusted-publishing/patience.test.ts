// How long a server is waited for: with less patience than the action has, so that nobody waits.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { collect } from '../support/child.ts';
import type { Machine } from '../support/machine.ts';
import { type Faults, type Issuer, withIssuer } from './issuer.ts';

const MODULE = new URL('../../src/trusted-publishing.ts', import.meta.url).href;

/** Runs one of the functions, in a process of its own: what it prints has masks in it. */
async function run(machine: Machine, issuer: Issuer, body: string): Promise<string> {
  const script = `
    const { exchange, revoke } = await import(${JSON.stringify(MODULE)});
    const url = ${JSON.stringify(issuer.url)};
    const patience = { timeoutMs: 300, waitsMs: [1, 1], longestWaitMs: 100 };
    try { ${body} } catch (error) { console.log(error.name + ': ' + error.message); }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...issuer.permission },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout, stderr } = await collect(child);
  assert.deepEqual([code, stderr], [0, '']);
  const shown = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  machine.record('what it printed', shown.join('\n'));
  return shown.at(-2) ?? '';
}

const SILENT: Readonly<Record<string, readonly [faults: Faults, verbs: readonly string[]]>> = {
  'the service for id tokens': [{ GET: ['silence'] }, ['GET', 'GET', 'GET']],
  'the registry': [{ POST: ['silence'] }, ['GET', 'POST', 'GET', 'POST', 'GET', 'POST']],
};
for (const [who, [faults, verbs]] of Object.entries(SILENT)) {
  test(`${who} does not answer`, (t) =>
    withIssuer(t, faults, async (machine, issuer) => {
      const last = await run(machine, issuer, 'await exchange(url, () => {}, patience)');
      assert.equal(
        last,
        `UserError: cannot reach ${issuer.url}: there was no answer within 1 s (after 3 attempts)`,
      );
      assert.deepEqual(issuer.verbs, verbs);
    }));
}

test('the registry does not answer to a revocation', (t) =>
  withIssuer(t, { DELETE: ['silence'] }, async (machine, issuer) => {
    const token = machine.token();
    const last = await run(machine, issuer, `await revoke({ url, token: '${token}' }, patience)`);
    assert.match(last, /^UserError: cannot reach .* no answer within 1 s \(after 3 attempts\)$/);
    assert.deepEqual(issuer.verbs, ['DELETE', 'DELETE', 'DELETE']);
  }));

test('an answer that begins and does not end', (t) =>
  withIssuer(t, { GET: ['half'] }, async (machine, issuer) => {
    const last = await run(machine, issuer, 'await exchange(url, () => {}, patience)');
    assert.match(last, /there was no answer within 1 s \(after 3 attempts\)$/);
  }));

test('a pause that is asked for counts, not the usual one', (t) =>
  withIssuer(
    t,
    { POST: [{ status: 429, headers: { 'retry-after': '1' } }] },
    async (machine, issuer) => {
      const last = await run(machine, issuer, 'await exchange(url, () => {}, patience)');
      assert.match(last, /HTTP 429, and asks for a pause of 1 s; run the job again later$/);
      assert.deepEqual(issuer.verbs, ['GET', 'POST']);
    },
  ));

test('a name that stands for several addresses, and nobody is at any of them', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const nobody = `http://localhost:${await portOfNobody()}`;
    issuer.audience = new URL(nobody).host;
    const last = await run(machine, issuer, `await exchange('${nobody}', () => {}, patience)`);
    assert.match(last, /^UserError: cannot reach http:\S+: .*ECONNREFUSED.* \(after 3 attempts\)$/);
  }));

async function portOfNobody(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
