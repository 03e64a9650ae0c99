// The file's name of old, `credentials`: which of the two files counts.
// `get_file_path` in cargo's src/context/mod.rs

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone, credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** Logs in and out beside what is there, and returns which file was named. */
async function logInAndOut(machine: Machine, arrange: (current: string, legacy: string) => void) {
  const job = jobThatKnows(machine, ['my-registry']);
  writeCredentials(job, '# Mine\n');
  const current = credentialsFile(job);
  const legacy = path.join(job.cargoHome, 'credentials');
  arrange(current, legacy);
  const before = snapshot(machine.home);
  const token = machine.token();
  const step = job.step({ token, registry: 'my-registry' });
  const main = await step.main();
  assertDone(main);
  const file = main.outputs['credentials-file'] ?? '';
  assert.ok(fs.readFileSync(file, 'utf8').includes(token));
  assertDone(await step.post());
  assert.deepEqual(snapshot(machine.home), before);
  return { legacy, file };
}

test('`credentials` alone', (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file } = await logInAndOut(machine, fs.renameSync);
    assert.equal(file, legacy);
  }));

test('both', (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file } = await logInAndOut(machine, fs.copyFileSync);
    assert.equal(file, legacy);
  }));

test('`credentials` as a link to `credentials.toml`', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file } = await logInAndOut(machine, fs.symlinkSync);
    assert.equal(file, legacy);
  }),
);
