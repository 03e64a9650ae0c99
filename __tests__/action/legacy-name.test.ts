// `credentials`, the name of old: it wins over `credentials.toml`, and Cargo warns of it.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone, credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** Logs in and out beside what is there, and returns what was warned of and which file was named. */
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
  return { current, legacy, file, warnings: main.annotations.warning };
}

test('`credentials` alone', (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file, warnings } = await logInAndOut(machine, fs.renameSync);
    assert.equal(file, legacy);
    assert.deepEqual(warnings, [
      `\`${legacy}\` is deprecated in favor of \`credentials.toml\`\n` +
        'help: if you need to support cargo 1.38 or earlier, you can symlink `credentials` to `credentials.toml`',
    ]);
  }));

test('both', (t) =>
  withMachine(t, async (machine) => {
    const { current, legacy, file, warnings } = await logInAndOut(machine, fs.copyFileSync);
    assert.equal(file, legacy);
    assert.deepEqual(warnings, [
      `both \`${legacy}\` and \`${current}\` exist. Using \`${legacy}\``,
    ]);
  }));

test('`credentials` as a link to `credentials.toml`', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const { legacy, file, warnings } = await logInAndOut(machine, fs.symlinkSync);
    assert.deepEqual([file, warnings], [legacy, []]);
  }),
);

const skip = skipOnWindows || (process.getuid?.() === 0 && 'root may read everything');
test('`credentials` that cannot be read counts for nothing', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { current, file, warnings } = await logInAndOut(machine, (_, legacy) => {
      fs.writeFileSync(legacy, '', { mode: 0o000 });
    });
    assert.deepEqual([file, warnings], [current, []]);
  }),
);
