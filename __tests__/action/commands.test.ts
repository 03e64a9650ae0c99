// Text from outside (names, paths, configuration) is printed, but never acts as a workflow command.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import type { Job, Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
import type { Inputs } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { assertDone, jobThatKnows, storedToken } from './scene.ts';

const LINES = ['a', '::error::injected', '  ::warning file=x::injected', '\t::add-mask::injected'];
const MORE = ['::stop-commands::injected', '::group::b', ' \u00a0::error::x', 'x ##[error]y'];

/** Text that the runner or a terminal would act on if it were printed unchanged. */
const HOSTILE: Readonly<Record<string, string>> = {
  'workflow commands': [...LINES, ...MORE, '%0A::error::injected%0D%0A::error::x'].join('\n'),
  'workflow commands after unusual line breaks': [...LINES, ...MORE]
    .join('\r')
    .concat('\r\n::error::a\u2028::error::b'),
  'escape sequences': '\u001b[31m\u001b]0;title\u0007\u009b1m\u0008\u007f\u0085::error::x',
};

/** Asserts that the output contains no commands except those that the action means to print. */
function assertHarmless(result: StepResult, token: string): void {
  const commands = result.lines.flatMap(({ command }) => (command ? [command] : []));
  const meant = ['add-mask', 'error', 'warning', 'debug'];
  assert.deepEqual(
    commands.filter(({ name, form }) => form === 'legacy' || !meant.includes(name)),
    [],
  );
  assert.deepEqual(result.suspicious, []);
  assert.deepEqual([result.groups, result.stderr, result.problems], [[], '', []]);
  const decoded = (mask: string) => Buffer.from(mask.replace('Basic ', ''), 'base64').toString();
  const hides = (mask: string) => mask.includes(token) || decoded(mask).includes(token);
  assert.ok(result.masks.every(hides), 'only the token is masked');
  const printed = result.stdout.replaceAll(os.EOL, '\n');
  assert.doesNotMatch(printed, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
}

interface Setting {
  readonly inputs?: Inputs;
  readonly env?: Variables;
}

/** Puts the text somewhere into a job whose step then fails. */
type Place = (text: string, job: Job, machine: Machine) => Setting;

/** Returns the text as a basic string of TOML. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function configured(job: Job, text: string): Setting {
  fs.appendFileSync(path.join(job.workspace, '.cargo', 'config.toml'), text);
  return {};
}

function broken(folder: string): string {
  fs.mkdirSync(path.join(folder, '.cargo'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.cargo', 'config.toml'), 'no = TOML');
  fs.writeFileSync(path.join(folder, 'credentials.toml'), 'no = TOML');
  return folder;
}

const inInput =
  (name: string): Place =>
  (text) => ({ inputs: { [name]: text } });

const PLACES: Readonly<Record<string, Place>> = {
  'the name of a registry': inInput('registry'),
  'the input `command`': inInput('command'),
  'the input `scheme`': inInput('scheme'),
  'the working directory': inInput('working-directory'),
  'the user name': (text) => ({ inputs: { username: `:${text}` } }),
  'the default registry': (text) => ({ env: { CARGO_REGISTRY_DEFAULT: text } }),
  'the name of a defined registry': (text, job) => ({
    ...configured(job, registriesToml({ [quoted(text)]: 'sparse+http://127.0.0.1:9/z/' })),
    inputs: { registry: 'nobody' },
  }),
  'an index URL': (text, job) => ({
    ...configured(job, `[registries.other]\nindex = ${quoted(text)}\n`),
    inputs: { registry: 'other' },
  }),
  'the path of a configuration file': (text, _, machine) => ({
    inputs: { 'working-directory': broken(path.join(machine.folder('odd'), text)) },
  }),
  'the path of Cargo’s home': (text, _, machine) => ({
    inputs: { registry: 'my-registry' },
    env: { CARGO_HOME: broken(path.join(machine.folder('odd'), text)) },
  }),
};

for (const [where, place] of Object.entries(PLACES)) {
  for (const [what, text] of Object.entries(HOSTILE)) {
    test(`${what} in ${where} have no effect`, { skip: skipOnWindows }, (t) =>
      withMachine(t, async (machine) => {
        const job = jobThatKnows(machine, ['my-registry']);
        const token = machine.token();
        const { inputs, env } = place(text, job, machine);
        const result = await job.step({ token, ...inputs }).main({ RUNNER_DEBUG: '1', ...env });
        assert.equal(result.code, 1, result.stdout);
        assert.equal(result.annotations.error.length, 1);
        assertHarmless(result, token);
      }),
    );
  }
}

for (const [what, text] of Object.entries({
  ...HOSTILE,
  'delimiters of outputs': 'a\nEND\nlogged-in=injected\nEND_\nregistry<<END',
})) {
  test(`${what} in paths corrupt neither outputs nor state`, { skip: skipOnWindows }, (t) =>
    withMachine(t, async (machine) => {
      const workspace = machine.folder('odd', text, 'workspace');
      const cargoHome = machine.folder('odd', text, 'home', text);
      const job = jobThatKnows(machine, ['my-registry'], { workspace, cargoHome });
      const token = machine.token();
      const step = job.step({ token, registry: 'my-registry' });
      const main = await step.main({ RUNNER_DEBUG: '1' });
      assertDone(main);
      assertHarmless(main, token);
      assert.equal(storedToken(job, 'my-registry'), token);
      const file = path.join(cargoHome, 'credentials.toml');
      const outputs = { registry: 'my-registry', 'credentials-file': file, 'logged-in': 'true' };
      assert.deepEqual(main.outputs, outputs);
      assert.equal(Object.keys(main.state).length, 1);
      fs.writeFileSync(`${file}.kept`, fs.readFileSync(file));
      fs.writeFileSync(file, 'no = TOML');
      const complaint = await step.post({ RUNNER_DEBUG: '1' });
      assert.deepEqual([complaint.code, complaint.annotations.error.length], [0, 1]);
      assertHarmless(complaint, token);
      fs.renameSync(`${file}.kept`, file);
      const post = await step.post({ RUNNER_DEBUG: '1' });
      assertDone(post);
      assertHarmless(post, token);
      assert.deepEqual(fs.readdirSync(cargoHome), []);
    }),
  );
}

/** Pieces of text that have a meaning for the runner or for a terminal. */
const PIECES = [
  '::',
  ':',
  ' ',
  '\t',
  '\n',
  '\r',
  '##[',
  '##',
  ']',
  'error',
  '::error::x',
  'é',
  '🔑',
]
  .concat(['##[error]x', 'stop-commands', '::add-mask', '=', ',', '%0A', '%', '\u001b', '\u0085'])
  .concat([
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\u3000',
    '<<',
    'a',
    '\u000b',
    ';',
    '\u200b',
    '\u{e0001}',
  ]);

test('random text in an input has no effect on the runner', (t) =>
  withMachine(t, async (machine) => {
    let seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    t.diagnostic(`SEED=${seed}`);
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const job = jobThatKnows(machine, []);
    const token = machine.token();
    for (let run = 0; run < (process.env['LONG'] ? 300 : 30); run++) {
      const command = Array.from({ length: 40 }, () => PIECES[next(PIECES.length)]).join('');
      const result = await job.step({ token, command: `x${command}` }).main();
      assert.equal(result.annotations.error.length, 1, JSON.stringify(command));
      assertHarmless(result, token);
    }
  }));
