// The forms of a token: as given, as stored, and as masked.

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

/** The token as given and as stored. `TOKEN` stands for a new token. */
const SPELLINGS: Readonly<Record<string, readonly [given: string, stored: string]>> = {
  'is stored unchanged': ['TOKEN', 'TOKEN'],
  'is stored without surrounding blank lines': ['\r\n\n TOKEN \t\r\n', 'TOKEN'],
  'can contain spaces and tabs': ['TOKEN a\tb', 'TOKEN a\tb'],
  'is stored without a pasted `cargo login`': ['\n  cargo login \t TOKEN \n', 'TOKEN'],
  'can begin with dashes like an option': ['--TOKEN_-==', '--TOKEN_-=='],
  'can contain quotes, escapes and comments': [`TOKEN"'\\n\\ # [x] = {`, `TOKEN"'\\n\\ # [x] = {`],
  'can contain replacement patterns such as `$&`': ["TOKEN$&$$1$'", "TOKEN$&$$1$'"],
  'can contain text that the runner escapes': ['::TOKEN%0A%25%::x', '::TOKEN%0A%25%::x'],
  'can contain every visible character': [`TOKEN${VISIBLE}`, `TOKEN${VISIBLE}`],
  'can be very long': [`TOKEN${'x'.repeat(20_000)}`, `TOKEN${'x'.repeat(20_000)}`],
};
for (const [title, [given, stored]] of Object.entries(SPELLINGS)) {
  test(`a token ${title}`, (t) =>
    withMachine(t, (machine) => assertStored(machine, { token: given }, stored)));
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

type Stored = string | ((token: string) => string);
const SCHEMES: Readonly<Record<string, readonly [inputs: Inputs, stored: Stored]>> = {
  'Bearer can be written in any case': [{ scheme: ' bEARER ' }, 'Bearer TOKEN'],
  'a scheme that the token already has is not added again': [
    { token: ' token TOKEN', scheme: 'Token' },
    'token TOKEN',
  ],
  'a scheme before a tab is not added again': [
    { token: 'Bearer\tTOKEN', scheme: 'Bearer' },
    'Bearer\tTOKEN',
  ],
  'Bearer is put before a token that begins with a dash': [
    { token: '-TOKEN==', scheme: 'Bearer' },
    'Bearer -TOKEN==',
  ],
  'a scheme in a pasted command is not added again': [
    { token: 'cargo login Bearer TOKEN', scheme: 'Bearer' },
    'Bearer TOKEN',
  ],
  'a user name makes Basic credentials': [
    { token: ' TOKEN ', username: ' me@example.org ', scheme: 'basic' },
    (token) => basic(`me@example.org:${token}`),
  ],
};
for (const [title, [inputs, stored]] of Object.entries(SCHEMES)) {
  test(`scheme: ${title}`, (t) =>
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

test('every line of a refused token is masked', (t) =>
  withMachine(t, async (machine) => {
    const [one, two, three] = [machine.token(), machine.token(), machine.token()];
    const result = await jobThatKnows(machine, ['my-registry'])
      .step({ token: ` ${one}\r\n\t${two}\r${three}`, registry: 'my-registry', username: 'me' })
      .main();
    assert.equal(result.code, 1);
    assertMasksFirst(result, [one, two, three]);
  }));
