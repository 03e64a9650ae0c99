// The token as it is given, as it is stored, and as it is masked.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import {
  assertDone,
  assertMasksFirst,
  credentialsFile,
  jobThatKnows,
  storedToken,
} from './scene.ts';

/** `TOKEN` stands for a token that only this run has, and `Basic USER:TOKEN` for its base64. */
interface Row {
  readonly title: string;
  readonly inputs: Inputs;
  readonly stored: string;
  /** What must be masked besides the token itself and what is stored. */
  readonly masked?: readonly string[];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

const spellings: readonly Row[] = [
  { title: 'as it is', inputs: { token: 'TOKEN' }, stored: 'TOKEN' },
  { title: 'with blanks around it', inputs: { token: ' \t TOKEN  \n' }, stored: 'TOKEN' },
  { title: 'with a Windows line end', inputs: { token: 'TOKEN\r\n' }, stored: 'TOKEN' },
  { title: 'with blank lines around it', inputs: { token: '\n\n TOKEN\n\n' }, stored: 'TOKEN' },
  { title: 'with blanks inside', inputs: { token: 'TOKEN a\tb' }, stored: 'TOKEN a\tb' },
  {
    title: 'as the command that the web page offers',
    inputs: { token: 'cargo login TOKEN' },
    stored: 'TOKEN',
    masked: ['cargo login TOKEN'],
  },
  {
    title: 'as that command, badly pasted',
    inputs: { token: '\n  cargo login \t TOKEN \n' },
    stored: 'TOKEN',
    masked: ['cargo login \t TOKEN'],
  },
  { title: 'with quotes and escapes', inputs: { token: `TOKEN"'\\n\\` }, stored: `TOKEN"'\\n\\` },
  {
    title: 'with what replacing expands',
    inputs: { token: "TOKEN$&$$1$'" },
    stored: "TOKEN$&$$1$'",
  },
  { title: 'with percent signs', inputs: { token: 'TOKEN%0A%25%' }, stored: 'TOKEN%0A%25%' },
  { title: 'with a number sign', inputs: { token: 'TOKEN # [x] = {' }, stored: 'TOKEN # [x] = {' },
  { title: 'with colons', inputs: { token: '::TOKEN::x' }, stored: '::TOKEN::x' },
  {
    title: 'with every visible character',
    inputs: {
      token: `TOKEN${String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33))}`,
    },
    stored: `TOKEN${String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33))}`,
  },
  {
    title: 'very long',
    inputs: { token: `TOKEN${'x'.repeat(20_000)}` },
    stored: `TOKEN${'x'.repeat(20_000)}`,
  },
  { title: 'with a scheme of its own', inputs: { token: 'Bearer TOKEN' }, stored: 'Bearer TOKEN' },
];

const schemes: readonly Row[] = [
  { title: 'Bearer', inputs: { token: 'TOKEN', scheme: 'Bearer' }, stored: 'Bearer TOKEN' },
  { title: 'Basic', inputs: { token: 'TOKEN', scheme: 'Basic' }, stored: 'Basic TOKEN' },
  { title: 'Token', inputs: { token: 'TOKEN', scheme: 'Token' }, stored: 'Token TOKEN' },
  {
    title: 'in another case',
    inputs: { token: 'TOKEN', scheme: ' bEARER ' },
    stored: 'Bearer TOKEN',
  },
  {
    title: 'that the token has already',
    inputs: { token: 'Bearer TOKEN', scheme: 'Bearer' },
    stored: 'Bearer TOKEN',
  },
  {
    title: 'that the token has already in another case',
    inputs: { token: ' bearer TOKEN', scheme: 'Bearer' },
    stored: 'bearer TOKEN',
  },
  {
    title: 'of a pasted command',
    inputs: { token: 'cargo login Bearer TOKEN', scheme: 'Bearer' },
    stored: 'Bearer TOKEN',
  },
  {
    title: 'other than the one of the token',
    inputs: { token: 'Basic TOKEN', scheme: 'Bearer' },
    stored: 'Bearer Basic TOKEN',
  },
  {
    title: 'that the token only seems to have',
    inputs: { token: 'BearerTOKEN', scheme: 'Bearer' },
    stored: 'Bearer BearerTOKEN',
  },
  {
    title: 'Basic, by a user name',
    inputs: { token: ' TOKEN ', username: 'me' },
    stored: 'Basic me:TOKEN',
  },
  {
    title: 'Basic, said beside a user name',
    inputs: { token: 'TOKEN', username: ' me@example.org ', scheme: 'basic' },
    stored: 'Basic me@example.org:TOKEN',
  },
  {
    title: 'Basic, by a foreign user name',
    inputs: { token: 'TOKEN', username: 'имя' },
    stored: 'Basic имя:TOKEN',
  },
  {
    title: 'Basic, by a user name beside credentials that are made already',
    inputs: { token: 'Basic TOKEN', username: 'me' },
    stored: 'Basic TOKEN',
  },
];

function fill(text: string, token: string): string {
  return text.replaceAll('TOKEN', () => token);
}

function filledStored({ inputs, stored }: Row, token: string): string {
  const filled = fill(stored, token);
  const [, pair] = /^Basic (.+:.+)$/s.exec(filled) ?? [];
  return inputs['username'] !== undefined && pair !== undefined ? `Basic ${base64(pair)}` : filled;
}

async function assertStored(machine: Machine, row: Row): Promise<void> {
  const token = machine.token();
  const inputs = Object.fromEntries(
    Object.entries(row.inputs).map(([name, value]) => [name, fill(value, token)]),
  );
  const job = jobThatKnows(machine, ['my-registry']);
  const stored = machine.secret(filledStored(row, token));
  const step = job.step({ registry: 'my-registry', ...inputs });
  const main = await step.main();
  assertDone(main);
  assert.equal(storedToken(job, 'my-registry'), stored);
  const given = inputs['token'] ?? '';
  const bare = stored.replace(/^(Bearer|Basic|Token) /i, '');
  const others = (row.masked ?? []).map((mask) => fill(mask, token));
  assertMasksFirst(main, [given, given.trim(), stored, bare, ...others]);
  assertDone(await step.post());
  assert.equal(fs.existsSync(credentialsFile(job)), false);
}

for (const row of spellings) {
  test(`a token ${row.title}`, (t) => withMachine(t, (machine) => assertStored(machine, row)));
}
for (const row of schemes) {
  test(`a scheme: ${row.title}`, (t) => withMachine(t, (machine) => assertStored(machine, row)));
}

test('every line of what is refused is masked as well', (t) =>
  withMachine(t, async (machine) => {
    const [one, two, three] = [machine.token(), machine.token(), machine.token()];
    const result = await jobThatKnows(machine, ['my-registry'])
      .step({ token: ` ${one}\r\n\t${two}\r${three}`, registry: 'my-registry', username: 'me' })
      .main();
    assert.equal(result.code, 1);
    assertMasksFirst(result, [one, two, three]);
  }));
