// Which file is used: the legacy `credentials` or `credentials.toml`.
// See `get_file_path` in cargo's src/context/mod.rs.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone, credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** Logs in and out beside existing files, and returns the path that the output names. */
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

test('a login uses `credentials` if only that file exists', (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file } = await logInAndOut(machine, fs.renameSync);
    assert.equal(file, legacy);
  }));

test('a login uses `credentials` if both files exist', (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file } = await logInAndOut(machine, fs.copyFileSync);
    assert.equal(file, legacy);
  }));

test('a login follows and keeps a link named `credentials`', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file } = await logInAndOut(machine, fs.symlinkSync);
    assert.equal(file, legacy);
  }),
);
