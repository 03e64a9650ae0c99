// The post step: it goes by its state alone, may run any number of times, and never fails the job.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import type { Step } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { snapshot } from '../support/tree.ts';
import {
  assertDone,
  credentialsFile,
  jobThatKnows,
  storedToken,
  writeCredentials,
} from './scene.ts';

const NOTHING = ['Nothing to log out of: the main step did not log in'];
const NOTHING_LEFT = ['Nothing left to log out of'];
const LOGGED_OUT = ['Logout token for `my-registry` has been removed from local storage'];

interface LoggedIn {
  readonly job: Job;
  readonly step: Step;
  readonly token: string;
  /** What main saved for post. */
  readonly state: string;
}

/** Runs a login in a job, where the owner has a file with a comment and another entry. */
async function logIn(machine: Machine, withFile = true): Promise<LoggedIn> {
  const job = jobThatKnows(machine, ['my-registry']);
  if (withFile) writeCredentials(job, `# Mine\n[registry]\ntoken = "${machine.token()}" # old\n`);
  const token = machine.token();
  const step = job.step({ token, registry: 'my-registry' });
  const main = await step.main();
  assertDone(main);
  assert.equal(storedToken(job, 'my-registry'), token);
  return { job, step, token, state: main.state['logins'] ?? '' };
}

/** Asserts that post could not do its work, and says so in one annotation, without failing. */
function assertComplains(post: StepResult, ...message: readonly (RegExp | string)[]): void {
  assert.deepEqual([post.code, post.stderr, post.text], [0, '', []]);
  assert.equal(post.annotations.error.length, 1);
  const said = post.annotations.error.join();
  for (const part of message) {
    assert.ok(typeof part === 'string' ? said.includes(part) : part.test(said), `${part}: ${said}`);
  }
  assert.doesNotMatch(said, /\n\s+at |this should not happen/);
}

test('post without state has nothing to do', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    writeCredentials(job, `[registries.my-registry]\ntoken = "${machine.token()}"\n`);
    const before = snapshot(machine.home);
    const post = await job.step({ token: machine.token(), registry: 'my-registry' }).post();
    assertDone(post);
    assert.deepEqual(post.text, NOTHING);
    assert.deepEqual(snapshot(machine.home), before);
  }));

test('post after a main step that was refused has nothing to do', (t) =>
  withMachine(t, async (machine) => {
    const step = jobThatKnows(machine, []).step({ token: machine.token(), registry: 'nobody' });
    assert.equal((await step.main()).code, 1);
    const post = await step.post();
    assertDone(post);
    assert.deepEqual(post.text, NOTHING);
  }));

test('post can run again and again', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    assert.deepEqual((await step.post()).text, LOGGED_OUT);
    const after = snapshot(machine.home);
    for (const post of [await step.post(), await step.post()]) {
      assertDone(post);
      assert.deepEqual(post.text, NOTHING_LEFT);
    }
    assert.deepEqual(snapshot(machine.home), after);
    assert.deepEqual(fs.readdirSync(job.cargoHome), ['credentials.toml']);
  }));

test('post ends the logins of its own step only', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    const token = machine.token();
    const other = job.step({ token, registry: 'crates.io' });
    assertDone(await other.main());
    assert.deepEqual((await step.post()).text, LOGGED_OUT);
    assert.equal(storedToken(job, 'crates-io'), token);
    assertDone(await other.post());
  }));

/** Makes of the state that main saved one that is not understood. */
const unreadable: Readonly<Record<string, (state: string) => string>> = {
  'it is cut off': (state) => state.slice(0, -1),
  'it is null': () => 'null',
  'it is a number': () => '5',
  'it is text': (state) => JSON.stringify(state),
  'it is a list': (state) => `[${state}]`,
  'it is empty': () => '{}',
  'it is in the prototype': (state) => `{"__proto__":${state}}`,
  'its version is older': (state) => changed(state, 'version', 0),
  'its version is newer': (state) => changed(state, 'version', 1_000_000),
  'its version is text': (state) => changed(state, 'version', '1'),
  'it has no version': (state) => changed(state, 'version', undefined),
  'its file is a number': (state) => changed(state, 'file', 5),
  'it has no file': (state) => changed(state, 'file', undefined),
  'its leases are no list': (state) => changed(state, 'leases', 'a'),
  'its leases are no names': (state) => changed(state, 'leases', [1]),
  'it has no markers': (state) => changed(state, 'markers', undefined),
  'it does not say what is with providers': (state) => changed(state, 'held', undefined),
  'what is with providers has no names': (state) => changed(state, 'held', { a: 1 }),
};

function changed(state: string, key: string, value: unknown): string {
  const before = new Map(Object.entries(Object(JSON.parse(state))));
  assert.ok(before.has(key));
  return JSON.stringify(Object.fromEntries(before.set(key, value)));
}

for (const [title, make] of Object.entries(unreadable)) {
  test(`post says so when it cannot read its state: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const { step, state } = await logIn(machine);
      const before = snapshot(machine.root);
      const post = await step.post({ STATE_logins: make(state) });
      assertComplains(post, /state .* cannot be read.*token may still be there/);
      assert.deepEqual(snapshot(machine.root, isRunners), withoutRunners(before));
      assertDone(await step.post({ STATE_logins: state }));
    }));
}

const isRunners = (name: string) => name.includes('_runner_file_commands/');

function withoutRunners<T>(tree: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !isRunners(name)));
}

test('post goes by nothing but its state', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const folder = path.join(job.workspace, 'crate');
    fs.mkdirSync(folder);
    const inputs = { registry: 'my-registry', 'working-directory': 'crate' };
    const step = job.step({ token: machine.token(), ...inputs });
    assertDone(await step.main());
    fs.rmdirSync(folder);
    fs.writeFileSync(path.join(job.workspace, '.cargo', 'config.toml'), 'no longer = TOML');
    const env = {
      HOME: machine.folder('other'),
      CARGO_HOME: '/nowhere',
      GITHUB_WORKSPACE: '/none',
    };
    const inputsGone = { INPUT_REGISTRY: '../', INPUT_LOGOUT: 'maybe', INPUT_COMMAND: 'unknown' };
    const post = await step.post({ ...env, ...inputsGone, CARGO_TERM_QUIET: 'perhaps' });
    assertDone(post);
    assert.deepEqual(post.text, LOGGED_OUT);
    assert.equal(fs.existsSync(job.cargoHome), false);
  }));

test('post needs none of the runner’s files', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    const gone = path.join(machine.root, 'gone');
    const names = [
      'GITHUB_STATE',
      'GITHUB_OUTPUT',
      'GITHUB_ENV',
      'GITHUB_EVENT_PATH',
      'RUNNER_TEMP',
    ];
    assertDone(await step.post(Object.fromEntries(names.map((name) => [name, gone]))));
    assert.equal(storedToken(job, 'my-registry'), undefined);
  }));

test('post comes after the job’s temporary folder went', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    fs.rmSync(job.runnerTemp, { recursive: true });
    const post = await step.post();
    assertDone(post);
    assert.deepEqual(post.text, LOGGED_OUT);
    assert.equal(storedToken(job, 'my-registry'), undefined);
  }));

/** What somebody did to the home while the job ran, so that there is nothing left to remove. */
const gone: Readonly<Record<string, (job: Job) => void>> = {
  'its file': (job) => fs.rmSync(credentialsFile(job)),
  'its file, with everything in the home': (job) => {
    for (const name of fs.readdirSync(job.cargoHome)) fs.rmSync(path.join(job.cargoHome, name));
  },
  'its home': (job) => fs.rmSync(job.cargoHome, { recursive: true }),
  'the home folder': (job) => fs.rmSync(job.home, { recursive: true }),
  'its home, for a file': (job) => {
    fs.rmSync(job.cargoHome, { recursive: true });
    fs.writeFileSync(job.cargoHome, 'in the way');
  },
};
for (const [title, change] of Object.entries(gone)) {
  for (const withFile of [true, false]) {
    const owner = withFile ? 'the owner’s file' : 'no file';
    test(`post is content when somebody removed ${title}: ${owner} before`, (t) =>
      withMachine(t, async (machine) => {
        const { job, step } = await logIn(machine, withFile);
        change(job);
        const before = Object.keys(snapshot(job.home));
        assertDone(await step.post());
        assert.deepEqual(machine.filesWithSecrets(), []);
        // What only the login needed goes as well; nothing comes that was not there.
        const after = Object.keys(snapshot(job.home));
        assert.deepEqual(
          after.filter((name) => !before.includes(name) || name.includes('login')),
          [],
        );
      }));
  }
}

/** What somebody wrote to the file while the job ran, and what must be left of it. */
const edits: Readonly<
  Record<string, (text: string, token: string) => readonly [edited: string, left: string]>
> = {
  'another token in the place of ours': (text, token) => [
    text.replace(token, 'somebody-elses-token'),
    `${withoutOurs(text)}[registries.my-registry]\ntoken = "somebody-elses-token"\n`,
  ],
  'a comment and a table': (text) => [
    `# New\n${text}\n[net]\nretry = 1\n`,
    `# New\n${withoutOurs(text)}\n[net]\nretry = 1\n`,
  ],
  'a key beside our token': (text) => [
    `${text}index = "i"\n`,
    `${withoutOurs(text)}[registries.my-registry]\nindex = "i"\n`,
  ],
  'a file without our token': () => ['# Emptied\n', '# Emptied\n'],
};

function withoutOurs(text: string): string {
  return text.replace(/\[registries\.my-registry\]\ntoken = .*\ncredential-provider = .*\n/, '');
}

for (const [title, edit] of Object.entries(edits)) {
  test(`post leaves what somebody else wrote: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const { job, step, token } = await logIn(machine);
      const file = credentialsFile(job);
      const [edited, left] = edit(fs.readFileSync(file, 'utf8'), token);
      fs.writeFileSync(file, edited);
      assertDone(await step.post());
      const text = fs.readFileSync(file, 'utf8');
      const squeezed = (lines: string) => lines.replaceAll(/\n+/g, '\n');
      assert.equal(squeezed(text), squeezed(left));
      assert.deepEqual(fs.readdirSync(job.cargoHome), ['credentials.toml']);
    }));
}

test('post complains of a file that is no TOML any more, and succeeds when it is mended', (t) =>
  withMachine(t, async (machine) => {
    const { job, step, token } = await logIn(machine);
    const file = credentialsFile(job);
    const text = fs.readFileSync(file, 'utf8');
    const broken = text.replace(`"${token}"`, `"${token}" "${token}"`);
    fs.writeFileSync(file, broken);
    const complaint = await step.post();
    assertComplains(complaint, /token could not be removed/, `\`${file}\``, /line \d+, column \d+/);
    assert.equal(fs.readFileSync(file, 'utf8'), broken);
    fs.writeFileSync(file, `${text}\n# Mended\n`);
    const post = await step.post();
    assertDone(post);
    assert.equal(fs.readFileSync(file, 'utf8').includes(token), false);
    assert.match(fs.readFileSync(file, 'utf8'), /# Mended/);
  }));

test('post complains of a file that is no UTF-8 any more', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    const file = credentialsFile(job);
    fs.appendFileSync(file, Buffer.from('# für\n', 'latin1'));
    const before = snapshot(job.cargoHome);
    assertComplains(await step.post(), `\`${file}\``, /not valid UTF-8/);
    assert.deepEqual(snapshot(job.cargoHome), before);
  }));

test('post complains of a folder in the place of the file', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    const file = credentialsFile(job);
    fs.renameSync(file, `${file}.old`);
    fs.mkdirSync(file);
    assertComplains(await step.post(), `\`${file}\``, /is a folder/);
  }));

test('post complains of a damaged journal', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    const journal = fs.readdirSync(job.cargoHome).find((name) => name.endsWith('.json'));
    fs.writeFileSync(path.join(job.cargoHome, journal ?? ''), '{');
    assertComplains(await step.post(), `\`${credentialsFile(job)}\``, /journal .* is damaged/s);
    assert.deepEqual(fs.readdirSync(job.runnerTemp), ['_runner_file_commands'], 'the marker stays');
  }));

test('post follows the link that main followed', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const real = path.join(machine.folder('vault'), 'tokens.toml');
    fs.writeFileSync(real, `[registry]\ntoken = "${machine.token()}"\n`);
    fs.mkdirSync(job.cargoHome);
    fs.symlinkSync(real, credentialsFile(job));
    const before = snapshot(machine.root, (name) => name.startsWith('job-'));
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    assertDone(await step.main());
    assert.ok(fs.lstatSync(credentialsFile(job)).isSymbolicLink());
    fs.rmSync(credentialsFile(job));
    assertDone(await step.post());
    fs.symlinkSync(real, credentialsFile(job));
    assert.deepEqual(
      snapshot(machine.root, (name) => name.startsWith('job-')),
      before,
    );
  }),
);
