// Foreign text (names, paths, configuration) is printed, and never taken for a command.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import type { Job, Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import type { Inputs } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { assertDone, jobThatKnows, storedToken } from './scene.ts';

const LINES = ['a', '::error::injected', '  ::warning file=x::injected', '\t::add-mask::injected'];
const MORE = ['::stop-commands::injected', '::set-output name=logged-in::injected', '::group::b'];

/** Text that the runner would act on if it were printed as it is. */
const hostile: Readonly<Record<string, string>> = {
  'a command': '::error::injected',
  'a command of the old form': 'x ##[error]injected',
  'a command behind blanks': ' \u00a0::error::injected',
  'an encoded line end': '%0A::error::injected%0D%0A::error::injected',
  'lines of commands': [...LINES, ...MORE].join('\n'),
  'lines of Windows': [...LINES, ...MORE].join('\r\n'),
  'lines of an old Macintosh': [...LINES, ...MORE].join('\r'),
  'other ends of lines': [...LINES, '##[group]x']
    .join('\u2028')
    .concat('\u0085::error::injected\u000b'),
  'escape sequences': '\u001b[31m\u001b]0;title\u0007\u009b1m\u0008\u007f##[error]',
};

/** Asserts that nothing was printed that acts on the runner, but what the action itself meant. */
function assertHarmless(result: StepResult, token: string): void {
  const forms = result.lines.flatMap(({ command }) => (command ? [command] : []));
  const meant = ['add-mask', 'error', 'warning', 'debug'];
  assert.deepEqual(
    forms.filter(({ name, form }) => form === 'legacy' || !meant.includes(name)),
    [],
  );
  assert.deepEqual(result.suspicious, []);
  assert.deepEqual([result.groups, result.stderr, result.problems], [[], '', []]);
  const decoded = (mask: string) => Buffer.from(mask.replace('Basic ', ''), 'base64').toString();
  const hides = (mask: string) => mask.includes(token) || decoded(mask).includes(token);
  assert.ok(result.masks.every(hides), 'nothing but the token is masked');
  assert.doesNotMatch(result.stdout, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
  assert.doesNotMatch(result.stdout, /^\s*::(?!(add-mask|error|warning|debug)::)/m);
}

interface Setting {
  readonly inputs?: Inputs;
  readonly env?: Variables;
}

/** Puts the text somewhere into a job whose step will be refused for it, or in spite of it. */
type Place = (text: string, job: Job, machine: Machine) => Setting;

/** Returns a basic string of TOML. */
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

const places: Readonly<Record<string, Place>> = {
  'the name of a registry': inInput('registry'),
  'the command': inInput('command'),
  'a flag': inInput('logout'),
  'the scheme': inInput('scheme'),
  'the working directory': inInput('working-directory'),
  'the user name': (text) => ({ inputs: { username: `:${text}` } }),
  'a name that nothing defines, in the environment': (text) => ({
    env: { CARGO_REGISTRY_DEFAULT: text },
  }),
  'registry.default': (text, job) => configured(job, `[registry]\ndefault = ${quoted(text)}\n`),
  'the names that are defined': (text, job) => ({
    ...configured(job, registriesToml({ [quoted(text)]: 'sparse+http://127.0.0.1:9/z/' })),
    inputs: { registry: 'nobody' },
  }),
  'an index': (text, job) => ({
    ...configured(job, `[registries.other]\nindex = ${quoted(text)}\n`),
    inputs: { registry: 'other' },
  }),
  'a term of the configuration': (text, job) => ({
    ...configured(job, `[term]\ncolor = ${quoted(text)}\n`),
    inputs: { registry: 'my-registry' },
  }),
  'a key of the configuration': (text, job) => configured(job, `${quoted(text)} = 1.5\n`),
  'a folder': (text, _, machine) => ({
    inputs: { 'working-directory': broken(path.join(machine.folder('odd'), text)) },
  }),
  'Cargo’s home': (text, _, machine) => ({
    inputs: { registry: 'my-registry' },
    env: { CARGO_HOME: broken(path.join(machine.folder('odd'), text)) },
  }),
  'the workspace': (text, _, machine) => ({
    env: { GITHUB_WORKSPACE: broken(path.join(machine.folder('odd'), text)) },
  }),
};

for (const [where, place] of Object.entries(places)) {
  for (const [what, text] of Object.entries(hostile)) {
    test(`${what} in ${where} is no command`, { skip: skipOnWindows }, (t) =>
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
  ...hostile,
  'the end of a value': 'a\nEND\nlogged-in=injected\nEND_\nregistry<<END',
})) {
  test(`${what} in paths spoils neither outputs nor state`, { skip: skipOnWindows }, (t) =>
    withMachine(t, async (machine) => {
      const workspace = machine.folder('odd', text, 'workspace');
      const cargoHome = path.join(workspace, text);
      const job = jobThatKnows(machine, ['my-registry'], { workspace, cargoHome });
      const token = machine.token();
      const step = job.step({ token, registry: 'my-registry' });
      const main = await step.main({ RUNNER_DEBUG: '1' });
      assertDone(main);
      assertHarmless(main, token);
      assert.equal(storedToken(job, 'my-registry'), token);
      // It lies in the workspace: that warning shows the path.
      assert.equal(main.annotations.warning.length, 1);
      assert.deepEqual(main.outputs, {
        registry: 'my-registry',
        'credentials-file': path.join(cargoHome, 'credentials.toml'),
        'logged-in': 'true',
      });
      assert.deepEqual(Object.keys(main.state), ['logins']);
      const post = await step.post({ RUNNER_DEBUG: '1' });
      assertDone(post);
      assertHarmless(post, token);
      assert.equal(fs.existsSync(cargoHome), false);
    }),
  );
}

test('post prints the path of a file that it could not change', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    for (const text of Object.values(hostile)) {
      const cargoHome = machine.folder('odd', text);
      const job = jobThatKnows(machine, ['my-registry'], { cargoHome });
      const token = machine.token();
      const step = job.step({ token, registry: 'my-registry' });
      assertDone(await step.main());
      fs.writeFileSync(path.join(cargoHome, 'credentials.toml'), 'no = TOML');
      const post = await step.post();
      assert.deepEqual([post.code, post.annotations.error.length], [0, 1]);
      assertHarmless(post, token);
    }
  }),
);
