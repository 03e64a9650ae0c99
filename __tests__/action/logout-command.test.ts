// `command: logout` removes the entry at once, whoever added it. Its post has nothing to do.

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

/** Runs `command: logout`, asserts that it succeeds, and returns the lines that it printed. */
async function logout(job: Job, inputs: Inputs): Promise<readonly string[]> {
  const step = job.step({ command: 'logout', ...inputs });
  const main = await step.main();
  assertDone(main);
  assert.deepEqual(main.annotations.warning, []);
  assert.equal(main.outputs['logged-in'], 'false');
  assert.equal(main.outputs['credentials-file'], credentialsFile(job));
  const after = snapshot(job.home);
  assertDone(await step.post());
  assert.deepEqual(snapshot(job.home), after);
  return main.text;
}

function owned(machine: Machine, job: Job): string {
  const token = machine.token();
  const mine = `[registries.my-registry]\ntoken = "${machine.token()}" # of the spring\n`;
  writeCredentials(job, `# Mine\n${mine}\n[registries.other]\ntoken = "${token}"\n`);
  return token;
}

test('command: logout removes the owner’s entry and keeps the other entries and comments', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const token = owned(machine, job);
    const { mode } = fs.statSync(credentialsFile(job));
    const said = await logout(job, { registry: 'my-registry' });
    assert.match(said.join('\n'), /`my-registry`/);
    const text = fs.readFileSync(credentialsFile(job), 'utf8');
    assert.ok(text.startsWith('# Mine\n'));
    assert.match(text, /# of the spring/);
    assert.ok(text.endsWith(`\n[registries.other]\ntoken = "${token}"\n`));
    assert.equal(storedToken(job, 'my-registry'), undefined);
    assert.equal(fs.statSync(credentialsFile(job)).mode, mode);
    assert.deepEqual(fs.readdirSync(job.cargoHome), ['credentials.toml']);
  }));

const ABSENT: Readonly<Record<string, (job: Job, machine: Machine) => void>> = {
  'there is no Cargo home': () => {},
  'the file has other entries': (job, machine) =>
    writeCredentials(job, `[registries.other]\r\ntoken='${machine.token()}'`),
  'the entry has no token': (job) => writeCredentials(job, '[registries.my-registry]\n'),
};
for (const [title, prepare] of Object.entries(ABSENT)) {
  test(`command: logout succeeds and changes nothing when ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, NAMES);
      prepare(job, machine);
      const before = snapshot(machine.home);
      const said = await logout(job, { registry: 'my-registry' });
      assert.match(said.join('\n'), /not .*logged in.*`my-registry`/);
      assert.deepEqual(snapshot(machine.home), before);
    }));
}

test('command: logout removes the entry of an earlier login, whose post then does nothing', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    const before = snapshot(machine.home);
    const login = job.step({ token: machine.token(), registry: 'my-registry' });
    assertDone(await login.main());
    await logout(job, { registry: 'my-registry' });
    assert.deepEqual(snapshot(machine.home), before);
    const post = await login.post();
    assertDone(post);
    assert.deepEqual(post.annotations.warning, []);
    assert.deepEqual(snapshot(machine.home), before);
  }));

test('command: logout also removes the owner’s token, so that post does not restore it', (t) =>
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

test('command: logout removes every registry that `tokens` names, in order', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES);
    owned(machine, job);
    const said = await logout(job, { tokens: '# All\nother=\ncrates.io=\nmy-registry=' });
    const names = said.map((line) => /`(other|crates-io|my-registry)`/.exec(line)?.[1]);
    assert.deepEqual(names, ['other', 'crates-io', 'my-registry']);
    assert.deepEqual(
      NAMES.map((name) => storedToken(job, name)),
      [undefined, undefined],
    );
  }));

test('command: logout defaults to crates.io and is silent with `term.quiet`', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, NAMES, { env: { CARGO_TERM_QUIET: 'true' } });
    writeCredentials(job, `token = "${machine.token()}" # of old\n`);
    assert.deepEqual(await logout(job, {}), []);
    assert.doesNotMatch(fs.readFileSync(credentialsFile(job), 'utf8'), /token =/);
  }));
