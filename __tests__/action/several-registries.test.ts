// The input `tokens`: several registries in one step, all of them or none.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';
import {
  assertDone,
  assertMasksFirst,
  credentialsFile,
  jobThatKnows,
  storedToken,
} from './scene.ts';

const NAMES = ['first', 'second', 'third'];

function storedTokens(job: Job): readonly (string | undefined)[] {
  return NAMES.map((name) => storedToken(job, name));
}

/** The input, in which `ONE`, `TWO` and `THREE` stand for tokens, and each registry's token. */
const ROWS: Readonly<Record<string, readonly [tokens: string, ...stored: (string | undefined)[]]>> =
  {
    'lines can be in any order': ['third=THREE\nfirst=ONE\nsecond=TWO\n', 'ONE', 'TWO', 'THREE'],
    'lines can end with CRLF': ['first=ONE\r\nsecond=TWO\r\n', 'ONE', 'TWO', undefined],
    'comments, blank lines and surrounding whitespace are ignored': [
      '# The first\n\n  first  =   ONE  \n   \n\t# third=no\n\tsecond\t=\tTWO\t\n\n#',
      'ONE',
      'TWO',
      undefined,
    ],
    'a token can contain `=` and `#`': [
      'first=ONE==\nsecond==TWO\nthird = Basic THREE #= no',
      'ONE==',
      '=TWO',
      'Basic THREE #= no',
    ],
    'a pasted `cargo login` is dropped': [
      'first=cargo login ONE\nsecond = cargo login  TWO',
      'ONE',
      'TWO',
      undefined,
    ],
  };
for (const [title, [tokens, ...stored]] of Object.entries(ROWS)) {
  test(`tokens: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const secrets = [/ONE/g, /TWO/g, /THREE/g].map((name) => [name, machine.token()] as const);
      const fill = (text: string) =>
        secrets.reduce((filled, [name, token]) => filled.replace(name, token), text);
      const expected = stored.map((token) => (token === undefined ? undefined : fill(token)));
      const job = jobThatKnows(machine, NAMES);
      const step = job.step({ tokens: fill(tokens) });
      const main = await step.main();
      assertDone(main);
      assert.deepEqual(storedTokens(job), expected);
      const given = expected.flatMap((token) => token ?? []);
      assertMasksFirst(main, given);
      const isNeedless = (mask: string) =>
        !given.some((token) => token.includes(mask) || mask.includes(token));
      assert.deepEqual(main.masks.filter(isNeedless), [], 'names and comments are not masked');
      assertDone(await step.post());
      assert.equal(fs.existsSync(credentialsFile(job)), false);
    }));
}

test('tokens: the outputs and the log name every registry', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const step = job.step({ tokens: `second=${machine.token()}\ncrates.io=${machine.token()}` });
    const main = await step.main();
    assertDone(main);
    assert.deepEqual(main.outputs, {
      registry: 'second\ncrates-io',
      'credentials-file': credentialsFile(job),
      'logged-in': 'true',
    });
    for (const lines of [main.text, (await step.post()).text]) {
      assert.deepEqual(lines.map((line) => /`(second|crates-io)`/.exec(line)?.[1]).sort(), [
        'crates-io',
        'second',
      ]);
    }
  }));

test('tokens: the scheme is put before each token that lacks it', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const [one, two] = [machine.token(), machine.token()];
    const tokens = `first=${one}\nsecond=bearer ${two}`;
    assertDone(await job.step({ tokens, scheme: 'Bearer' }).main());
    assert.deepEqual(storedTokens(job), [`Bearer ${one}`, `bearer ${two}`, undefined]);
  }));

test('tokens: an empty token is an error, and nothing is written', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const before = snapshot(machine.home);
    const main = await job.step({ tokens: `first=${machine.token()}\n\nsecond=\n` }).main();
    assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
    assert.match(String(main.annotations.error), /`second`.*line 3/s);
    assert.deepEqual(snapshot(machine.home), before);
  }));

for (const missing of ['warn', 'skip']) {
  test(`tokens: an empty token is skipped with missing-token: ${missing} (B4)`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, NAMES);
      const token = machine.token();
      const tokens = `first= \nsecond=${token}\nnobody=`;
      const main = await job.step({ tokens, 'missing-token': missing }).main();
      assertDone(main);
      assert.deepEqual(storedTokens(job), [undefined, token, undefined]);
      assert.equal(main.outputs['registry'], 'second');
      assert.equal(main.outputs['logged-in'], 'false');
      assert.equal(main.annotations.warning.length, missing === 'warn' ? 2 : 0);
    }));
}

// Neither is mistaken for a token in base64.
for (const name of ['my-private-company-registry', 'MyPrivateCompanyRegistry']) {
  test(`tokens: an empty token for ${name} is skipped and named in the log`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['one', name]);
      const tokens = `one=${machine.token()}\n${name}=`;
      const main = await job.step({ tokens, 'missing-token': 'skip' }).main();
      assertDone(main);
      assert.deepEqual([main.outputs['registry'], main.outputs['logged-in']], ['one', 'false']);
      assert.ok(main.text.some((line) => line.includes(name)));
    }));
}
