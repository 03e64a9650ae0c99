// `command: logout`: the entry goes now, whoever put it there, and post has nothing to do.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { snapshot } from '../support/tree.ts';
import {
  assertDone,
  credentialsFile,
  jobThatKnows,
  storedToken,
  writeCredentials,
} from './scene.ts';

const NAMES = ['my-registry', 'other'];

/** Runs `command: logout`, asserts that it ended well, and returns what it said. */
async function logout(job: Job, inputs: Inputs): Promise<readonly string[]> {
  const step = job.step({ command: 'logout', ...inputs });
  const main = await step.main();
  assertDone(main);
  assert.deepEqual([main.annotations.warning, main.state], [[], {}]);
  assert.equal(main.outputs['logged-in'], 'false');
  assert.equal(main.outputs['credentials-file'], credentialsFile(job));
  const after = snapshot(job.home);
  const post = await step.post();
  assertDone(post);
  assert.deepEqual(post.text, ['Nothing to log out of: the main step did not log in']);
  assert.deepEqual(snapshot(job.home), after);
  return main.text;
}

const GONE = 'has been removed from local storage';

function owned(machine: Machine, job: Job): string {
  const token = machine.token();
  const mine = `[registries.my-registry]\ntoken = "${machine.token()}" # of the spring\n`;
  writeCredentials(job, `# Mine\n${mine}\n[registries.other]\ntoken = "${token}"\n`);
  return token;
}

test('command: logout takes an entry of the owner, and leaves the rest byte for byte', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const token = owned(machine, job);
    const said = await logout(job, { registry: 'my-registry' });
    assert.deepEqual(said, [`Logout token for \`my-registry\` ${GONE}`]);
    const text = fs.readFileSync(credentialsFile(job), 'utf8');
    const rest = `[registries.my-registry]\n# of the spring\n\n[registries.other]\ntoken = "${token}"\n`;
    assert.equal(text, `# Mine\n${rest}`);
    assert.deepEqual(fs.readdirSync(job.cargoHome), ['credentials.toml']);
  }));

test('command: logout keeps the mode of the owner’s file', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    owned(machine, job);
    const mode = () => fs.statSync(credentialsFile(job)).mode;
    const before = mode();
    await logout(job, { registry: 'my-registry' });
    assert.equal(mode(), before);
  }));

const absent: Readonly<Record<string, (job: Job, machine: Machine) => void>> = {
  'there is no Cargo home': () => {},
  'there is no credentials file': (job) => void fs.mkdirSync(job.cargoHome),
  'the file is empty': (job) => writeCredentials(job, ''),
  'the file has other entries': (job, machine) =>
    writeCredentials(job, `[registries.other]\r\ntoken='${machine.token()}'`),
  'the entry has no token': (job) => writeCredentials(job, '[registries.my-registry]\n'),
};
for (const [title, prepare] of Object.entries(absent)) {
  test(`command: logout is content when ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, NAMES);
      prepare(job, machine);
      const before = snapshot(machine.home);
      const said = await logout(job, { registry: 'my-registry' });
      assert.deepEqual(said, ['Logout not currently logged in to `my-registry`']);
      assert.deepEqual(snapshot(machine.home), before);
    }));
}

test('command: logout takes the entry of an earlier login; its post finds nothing left', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const before = snapshot(machine.home);
    const login = job.step({ token: machine.token(), registry: 'my-registry' });
    assertDone(await login.main());
    await logout(job, { registry: 'my-registry' });
    assert.deepEqual(snapshot(machine.home), before);
    const post = await login.post();
    assertDone(post);
    assert.deepEqual(post.text, ['Nothing left to log out of']);
    assert.deepEqual(snapshot(machine.home), before);
  }));

test('command: logout takes the owner’s token too, so that none comes back with post', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const token = owned(machine, job);
    const login = job.step({ token: machine.token(), registry: 'my-registry' });
    assertDone(await login.main());
    await logout(job, { registry: 'my-registry' });
    assertDone(await login.post());
    assert.equal(storedToken(job, 'my-registry'), undefined);
    assert.equal(storedToken(job, 'other'), token);
  }));

test('command: logout needs no token, and does not look at one', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    owned(machine, job);
    const inputs = { registry: 'my-registry', token: `${machine.token()}\n${machine.token()}` };
    assert.deepEqual(await logout(job, inputs), [`Logout token for \`my-registry\` ${GONE}`]);
  }));

test('command: logout of several registries, as `tokens` names them', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    owned(machine, job);
    const said = await logout(job, { tokens: '# All\nother=\ncrates.io=\nmy-registry=' });
    assert.deepEqual(said, [
      `Logout token for \`other\` ${GONE}`,
      'Logout not currently logged in to `crates-io`',
      `Logout token for \`my-registry\` ${GONE}`,
    ]);
  }));

test('command: logout of crates.io, the default', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    writeCredentials(job, `token = "${machine.token()}" # of old\n`);
    assert.deepEqual(await logout(job, {}), [`Logout token for \`crates-io\` ${GONE}`]);
    assert.equal(storedToken(job, 'crates-io'), undefined);
  }));

test('command: logout says nothing with `term.quiet`', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES, { env: { CARGO_TERM_QUIET: 'true' } });
    owned(machine, job);
    assert.deepEqual(await logout(job, { registry: 'other' }), []);
    assert.equal(storedToken(job, 'other'), undefined);
  }));

test('command: login is what happens by default, and by its name', (t) =>
  withMachine(t, async (machine) => {
    for (const command of ['', 'login', ' login ']) {
      const job = jobThatKnows(machine, NAMES);
      const token = machine.token();
      assertDone(await job.step({ command, token, registry: 'other' }).main());
      assert.equal(storedToken(job, 'other'), token);
    }
  }));
