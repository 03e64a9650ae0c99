// The input `tokens`: several registries in one step, all of them or none.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';
import {
  assertDone,
  assertMasksFirst,
  credentialsFile,
  jobThatKnows,
  storedToken,
  writeCredentials,
} from './scene.ts';

const NAMES = ['first', 'second', 'third'];

function storedTokens(job: Job): readonly (string | undefined)[] {
  return NAMES.map((name) => storedToken(job, name));
}

/** `ONE`, `TWO` and `THREE` stand for tokens; the result is what is stored for each registry. */
interface Row {
  readonly title: string;
  readonly tokens: string;
  readonly stored: readonly (string | undefined)[];
}

const rows: readonly Row[] = [
  { title: 'one line', tokens: 'first=ONE', stored: ['ONE', undefined, undefined] },
  {
    title: 'a line each',
    tokens: 'first=ONE\nsecond=TWO\nthird=THREE',
    stored: ['ONE', 'TWO', 'THREE'],
  },
  {
    title: 'a line end at the end',
    tokens: 'first=ONE\nsecond=TWO\n',
    stored: ['ONE', 'TWO', undefined],
  },
  {
    title: 'line ends of Windows',
    tokens: 'first=ONE\r\nsecond=TWO\r\n',
    stored: ['ONE', 'TWO', undefined],
  },
  {
    title: 'comments and blank lines',
    tokens: '# The first\n\nfirst=ONE\n   \n\t# third=no\nsecond=TWO\n\n#',
    stored: ['ONE', 'TWO', undefined],
  },
  {
    title: 'blanks around everything',
    tokens: '  first  =   ONE  \n\tsecond\t=\tTWO\t',
    stored: ['ONE', 'TWO', undefined],
  },
  {
    title: 'equals signs in the token',
    tokens: 'first=ONE==\nsecond==TWO\nthird = Basic THREE=',
    stored: ['ONE==', '=TWO', 'Basic THREE='],
  },
  {
    title: 'a number sign in the token',
    tokens: 'first=ONE # not a comment\nsecond=#TWO',
    stored: ['ONE # not a comment', '#TWO', undefined],
  },
  {
    title: 'pasted commands',
    tokens: 'first=cargo login ONE\nsecond = cargo login  TWO',
    stored: ['ONE', 'TWO', undefined],
  },
  { title: 'another order', tokens: 'third=THREE\nfirst=ONE', stored: ['ONE', undefined, 'THREE'] },
];

/** Makes the tokens that the rows speak of. */
function filler(machine: Machine): (text: string) => string {
  const tokens = [/ONE/g, /TWO/g, /THREE/g].map((name) => [name, machine.token()] as const);
  return (text) => tokens.reduce((filled, [name, token]) => filled.replace(name, token), text);
}

for (const { title, tokens, stored } of rows) {
  test(`tokens: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const fill = filler(machine);
      const expected = stored.map((token) => (token === undefined ? undefined : fill(token)));
      const job = jobThatKnows(machine, NAMES);
      const step = job.step({ tokens: fill(tokens) });
      const main = await step.main();
      assertDone(main);
      assert.deepEqual(storedTokens(job), expected);
      const given = expected.flatMap((token) => token ?? []);
      assertMasksFirst(main, given);
      const needless = main.masks.filter(
        (mask) => !given.some((token) => token.includes(mask) || mask.includes(token)),
      );
      assert.deepEqual(needless, [], 'no name, no comment is masked');
      assertDone(await step.post());
      assert.equal(fs.existsSync(credentialsFile(job)), false);
    }));
}

test('tokens: every registry is named in the outputs and in the log', (t) =>
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
    assert.deepEqual(main.text, [
      'Login token for `second` saved',
      'Login token for `crates-io` saved',
    ]);
    assert.deepEqual((await step.post()).text, [
      'Logout token for `second` has been removed from local storage',
      'Logout token for `crates-io` has been removed from local storage',
    ]);
  }));

test('tokens: a scheme is put before each of them', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const [one, two] = [machine.token(), machine.token()];
    assertDone(
      await job.step({ tokens: `first=${one}\nsecond=bearer ${two}`, scheme: 'Bearer' }).main(),
    );
    assert.deepEqual(storedTokens(job), [`Bearer ${one}`, `bearer ${two}`, undefined]);
  }));

test('tokens: an empty one is an error, and then nothing is written', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const before = snapshot(machine.home);
    const main = await job.step({ tokens: `first=${machine.token()}\n\nsecond=\n` }).main();
    assert.equal(main.code, 1);
    assert.equal(main.annotations.error.length, 1);
    assert.match(
      String(main.annotations.error),
      /token for `second` is empty \(line 3 of input `tokens`\)/,
    );
    assert.deepEqual(snapshot(machine.home), before);
  }));

for (const missingToken of ['warn', 'skip']) {
  test(`tokens: an empty one is passed over with missing-token: ${missingToken}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, NAMES);
      const token = machine.token();
      const tokens = `first= \nsecond=${token}\nnobody=`;
      const main = await job.step({ tokens, 'missing-token': missingToken }).main();
      assertDone(main);
      assert.deepEqual(storedTokens(job), [undefined, token, undefined]);
      assert.equal(main.outputs['registry'], 'second');
      assert.equal(main.outputs['logged-in'], 'true');
      assert.equal(main.annotations.warning.length, missingToken === 'warn' ? 2 : 0);
    }));
}

test('tokens: the entries of others stay, and come back', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const [mine, owners] = [machine.token(), machine.token()];
    writeCredentials(job, `# Mine\n[registries]\nfirst = { token = "${owners}" } # old\n`);
    const before = snapshot(machine.home);
    const step = job.step({ tokens: `first=${mine}\nthird=${machine.token()}` });
    assertDone(await step.main());
    assert.equal(storedToken(job, 'first'), mine);
    assertDone(await step.post());
    assert.deepEqual(snapshot(machine.home), before);
  }));
