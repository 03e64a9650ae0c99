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

const VISIBLE = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33));

/** `TOKEN` stands for a token that only this run has. What is stored is the second. */
const SPELLINGS: Readonly<Record<string, readonly [given: string, stored: string]>> = {
  'as it is': ['TOKEN', 'TOKEN'],
  'with blank lines around it': ['\r\n\n TOKEN \t\r\n', 'TOKEN'],
  'with blanks inside': ['TOKEN a\tb', 'TOKEN a\tb'],
  'as a command, badly pasted': ['\n  cargo login \t TOKEN \n', 'TOKEN'],
  'that begins like an option, as random ones do': ['--TOKEN_-==', '--TOKEN_-=='],
  'with quotes, escapes and comments': [`TOKEN"'\\n\\ # [x] = {`, `TOKEN"'\\n\\ # [x] = {`],
  'with what replacing expands': ["TOKEN$&$$1$'", "TOKEN$&$$1$'"],
  'with what the runner escapes': ['::TOKEN%0A%25%::x', '::TOKEN%0A%25%::x'],
  'with every visible character': [`TOKEN${VISIBLE}`, `TOKEN${VISIBLE}`],
  'very long': [`TOKEN${'x'.repeat(20_000)}`, `TOKEN${'x'.repeat(20_000)}`],
};
for (const [title, [given, stored]] of Object.entries(SPELLINGS)) {
  test(`a token ${title}`, (t) =>
    withMachine(t, (machine) => assertStored(machine, { token: given }, stored)));
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

type Stored = string | ((token: string) => string);
const SCHEMES: Readonly<Record<string, readonly [inputs: Inputs, stored: Stored]>> = {
  'Bearer, in another case': [{ scheme: ' bEARER ' }, 'Bearer TOKEN'],
  'Token, that the token has already': [{ token: ' token TOKEN', scheme: 'Token' }, 'token TOKEN'],
  'Bearer, before a tab': [{ token: 'Bearer\tTOKEN', scheme: 'Bearer' }, 'Bearer\tTOKEN'],
  'Bearer, before a dash': [{ token: '-TOKEN==', scheme: 'Bearer' }, 'Bearer -TOKEN=='],
  'of a pasted command': [{ token: 'cargo login Bearer TOKEN', scheme: 'Bearer' }, 'Bearer TOKEN'],
  'Basic, by a user name': [
    { token: ' TOKEN ', username: ' me@example.org ', scheme: 'basic' },
    (token) => basic(`me@example.org:${token}`),
  ],
};
for (const [title, [inputs, stored]] of Object.entries(SCHEMES)) {
  test(`a scheme: ${title}`, (t) =>
    withMachine(t, (machine) => assertStored(machine, inputs, stored)));
}

async function assertStored(machine: Machine, inputs: Inputs, expected: Stored): Promise<void> {
  const token = machine.token();
  const fill = (text: string) => text.replaceAll('TOKEN', () => token);
  const stored = typeof expected === 'string' ? fill(expected) : expected(token);
  const given = fill(inputs['token'] ?? 'TOKEN');
  machine.secret(stored);
  const job = jobThatKnows(machine, ['my-registry']);
  const step = job.step({ registry: 'my-registry', ...inputs, token: given });
  const main = await step.main();
  assertDone(main);
  assert.equal(storedToken(job, 'my-registry'), stored);
  const bare = stored.replace(/^(Bearer|Basic|Token)\s/i, '');
  assertMasksFirst(main, [given, given.trim(), stored, bare]);
  assertDone(await step.post());
  assert.equal(fs.existsSync(credentialsFile(job)), false);
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
