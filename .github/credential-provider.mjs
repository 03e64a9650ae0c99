#!/usr/bin/env node
// A credential provider that keeps its tokens in a file of the job.
// https://doc.rust-lang.org/cargo/reference/credential-provider-protocol.html

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const FILE = join(process.env['RUNNER_TEMP'] ?? '', 'credential-provider.json');

/** @type {Record<string, string>} by the index of the registry */
const tokens = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

/** @param {{ kind: string, token?: string, registry: { 'index-url': string } }} request */
function perform({ kind, token, registry }) {
  const index = registry['index-url'];
  const known = tokens[index];
  if (kind === 'get' && known === undefined) return { Err: { kind: 'not-found' } };
  if (kind === 'get') {
    return { Ok: { kind, token: known, cache: 'session', operation_independent: true } };
  }
  if (kind === 'login' && token !== undefined) tokens[index] = token;
  else if (kind === 'logout') delete tokens[index];
  else return { Err: { kind: 'operation-not-supported' } };
  if (Object.keys(tokens).length === 0) rmSync(FILE, { force: true });
  else writeFileSync(FILE, JSON.stringify(tokens), { mode: 0o600 });
  return { Ok: { kind } };
}

console.log(JSON.stringify({ v: [1] }));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(perform(JSON.parse(line))));
}
