// The post step uses only its state and inputs, can run repeatedly, and never fails the job.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
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

interface LoggedIn {
  readonly job: Job;
  readonly step: Step;
  readonly token: string;
  /** The variable with the state that main saved for post, and its value. */
  readonly state: readonly [name: string, value: string];
}

/** Logs in on a machine whose owner has a file with a comment and another entry. */
async function logIn(machine: Machine, withFile = true): Promise<LoggedIn> {
  const job = jobThatKnows(machine, ['my-registry']);
  if (withFile) writeCredentials(job, `# Mine\n[registry]\ntoken = "${machine.token()}" # old\n`);
  const token = machine.token();
  const step = job.step({ token, registry: 'my-registry' });
  const main = await step.main();
  assertDone(main);
  assert.equal(storedToken(job, 'my-registry'), token);
  const [[name, value] = ['', '']] = Object.entries(main.state);
  return { job, step, token, state: [`STATE_${name}`, value] };
}

/** Asserts that post failed to log out, reports it in one annotation, and exits with 0. */
function assertComplains(post: StepResult, ...message: readonly (RegExp | string)[]): void {
  assert.deepEqual([post.code, post.stderr, post.text], [0, '', []]);
  assert.equal(post.annotations.error.length, 1);
  const said = post.annotations.error.join();
  for (const part of message) {
    assert.ok(typeof part === 'string' ? said.includes(part) : part.test(said), `${part}: ${said}`);
  }
  assert.doesNotMatch(said, /\n\s+at |should not happen|unexpected error/);
}

/** Asserts that post found nothing to do and reported no error or warning. */
function assertNothingDone(post: StepResult): void {
  assertDone(post);
  assert.deepEqual(post.annotations.warning, []);
  assert.match(post.text.join('\n'), /^(Nothing|Already)/);
}

test('post without state changes nothing', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    writeCredentials(job, `[registries.my-registry]\ntoken = "${machine.token()}"\n`);
    const before = snapshot(machine.home);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    assertNothingDone(await step.post());
    assert.deepEqual(snapshot(machine.home), before);
  }));

test('post can run several times', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    assertDone(await step.post());
    const after = snapshot(machine.home);
    for (const post of [await step.post(), await step.post()]) assertNothingDone(post);
    assert.deepEqual(snapshot(machine.home), after);
    assert.deepEqual(fs.readdirSync(job.cargoHome), ['credentials.toml']);
  }));

test('post ends only the login of its own step', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    const token = machine.token();
    const other = job.step({ token, registry: 'crates.io' });
    assertDone(await other.main());
    assertDone(await step.post());
    assert.equal(storedToken(job, 'my-registry'), undefined);
    assert.equal(storedToken(job, 'crates-io'), token);
    assertDone(await other.post());
  }));

/** Turns the state that main saved into one that post cannot read. */
const UNREADABLE: Readonly<Record<string, (state: string) => string>> = {
  'it is cut off': (state) => state.slice(0, -1),
  'it is null': () => 'null',
  'it is a list': (state) => `[${state}]`,
  'it is empty': () => '{}',
  'it is below `__proto__`': (state) => `{"__proto__":${state}}`,
  'its version is newer': (state) => changed(state, 'version', 1_000_000),
  'its file is a number': (state) => changed(state, 'file', 5),
};

function changed(state: string, key: string, value: unknown): string {
  const before = new Map(Object.entries(Object(JSON.parse(state))));
  assert.ok(before.has(key));
  return JSON.stringify(Object.fromEntries(before.set(key, value)));
}

for (const [title, make] of Object.entries(UNREADABLE)) {
  test(`post reports a state that it cannot read: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const { job, step, state } = await logIn(machine);
      const [name, value] = state;
      const before = snapshot(job.home);
      assertComplains(await step.post({ [name]: make(value) }), /state.*token/s);
      assert.deepEqual(snapshot(job.home), before);
      assertDone(await step.post({ [name]: value }));
    }));
}

test('post relies only on its state, even if folders, configuration and variables have changed', (t) =>
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
      CARGO_HOME: path.resolve('/nowhere'),
      GITHUB_WORKSPACE: path.resolve('/none'),
      CARGO_TERM_QUIET: 'perhaps',
    };
    const inputsGone = { INPUT_REGISTRY: '../', INPUT_LOGOUT: 'maybe', INPUT_COMMAND: 'unknown' };
    assertDone(await step.post({ ...env, ...inputsGone }));
    assert.equal(fs.existsSync(job.cargoHome), false);
  }));

test('post works without the runner’s files and the job’s temporary folder', (t) =>
  withMachine(t, async (machine) => {
    const { job, step } = await logIn(machine);
    fs.rmSync(job.runnerTemp, { recursive: true });
    const gone = path.join(machine.root, 'gone');
    const names = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_EVENT_PATH'];
    const post = await step.post(Object.fromEntries(names.map((name) => [name, gone])));
    assertDone(post);
    assert.equal(storedToken(job, 'my-registry'), undefined);
  }));

/** Changes to the home during the job that leave post nothing to remove. */
const GONE: Readonly<Record<string, (job: Job) => void>> = {
  'its file': (job) => fs.rmSync(credentialsFile(job)),
  'Cargo’s home': (job) => fs.rmSync(job.cargoHome, { recursive: true }),
  'Cargo’s home and put a file there': (job) => {
    fs.rmSync(job.cargoHome, { recursive: true });
    fs.writeFileSync(job.cargoHome, 'in the way');
  },
};
for (const [title, change] of Object.entries(GONE)) {
  test(`post does not fail when somebody removed ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const { job, step } = await logIn(machine, title !== 'its file');
      change(job);
      const before = Object.keys(snapshot(job.home));
      const post = await step.post();
      assert.deepEqual([post.code, post.stderr], [0, '']);
      assert.deepEqual(machine.filesWithSecrets(), []);
      const after = Object.keys(snapshot(job.home));
      assert.deepEqual(
        after.filter((name) => !before.includes(name)),
        [],
      );
    }));
}

test('post removes its token even if the table `[cargo-login]` is gone (A5)', (t) =>
  withMachine(t, async (machine) => {
    const { job, step, token } = await logIn(machine);
    const file = credentialsFile(job);
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace(/\n[^\n]*\n\[cargo-login\]\n[\s\S]*$/, '\n'));
    assert.equal(storedToken(job, 'my-registry'), token);
    assertDone(await step.post());
    assert.equal(storedToken(job, 'my-registry'), undefined);
    assert.match(fs.readFileSync(file, 'utf8'), /^# Mine\n/);
  }));

/** Changes to the file that keep post from editing it, and the message of post. */
const BROKEN: Readonly<Record<string, (file: string, token: string) => RegExp>> = {
  'is no longer TOML': (file, token) => {
    fs.writeFileSync(file, `token = "${token}" "${token}"\n`);
    return /line 1, column \d+/;
  },
  'is no longer UTF-8': (file) => {
    fs.appendFileSync(file, Buffer.from('# für\n', 'latin1'));
    return /UTF-8/;
  },
  'is now a folder': (file) => {
    fs.rmSync(file);
    fs.mkdirSync(file);
    return /folder/;
  },
  'has a damaged table `[cargo-login]`': (file) => {
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace(/(\[cargo-login\]\n)[^\n]*/, '$1state = "{"'));
    return /cargo-login/;
  },
};
for (const [title, change] of Object.entries(BROKEN)) {
  test(`post reports a file that ${title}, and succeeds once it is repaired`, (t) =>
    withMachine(t, async (machine) => {
      const { job, step, token } = await logIn(machine);
      const file = credentialsFile(job);
      const good = fs.readFileSync(file);
      const message = change(file, token);
      const before = snapshot(job.home);
      assertComplains(await step.post(), file, message);
      assert.deepEqual(snapshot(job.home), before);
      fs.rmSync(file, { recursive: true });
      fs.writeFileSync(file, good);
      assertDone(await step.post());
      assert.equal(fs.readFileSync(file, 'utf8').includes(token), false);
    }));
}

test('post restores the target of a link, even if the link is gone', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const real = path.join(machine.folder('vault'), 'tokens.toml');
    fs.writeFileSync(real, `[registry]\ntoken = "${machine.token()}"\n`);
    fs.mkdirSync(job.cargoHome);
    fs.symlinkSync(real, credentialsFile(job));
    const isJobs = (name: string) => name.startsWith('job-');
    const before = snapshot(machine.root, isJobs);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    assertDone(await step.main());
    assert.ok(fs.lstatSync(credentialsFile(job)).isSymbolicLink());
    fs.rmSync(credentialsFile(job));
    assertDone(await step.post());
    fs.symlinkSync(real, credentialsFile(job));
    assert.deepEqual(snapshot(machine.root, isJobs), before);
  }),
);
