// Files that are broken, or no files at all: the step is refused, and they stay as they are.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import { type BrokenFile, fill, NOT_TOML, NOT_UTF8, WRONG_TYPES } from './broken-files.ts';
import { assertRefused } from './refused.ts';
import { credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** Asserts that login and logout are refused, with these words in the message. */
async function assertBothRefused(
  machine: Machine,
  job: Job,
  message: readonly (RegExp | string)[],
): Promise<void> {
  const registry = 'my-registry';
  await assertRefused(job, job.step({ token: machine.token(), registry }), { message });
  await assertRefused(job, job.step({ command: 'logout', registry }), { message });
}

for (const broken of [...NOT_TOML, ...NOT_UTF8]) {
  test(`a broken credentials file: ${broken.title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      writeCredentials(
        job,
        fill(broken, () => machine.token()),
      );
      await assertBothRefused(machine, job, [credentialsFile(job), broken.message]);
    }));
}

for (const broken of WRONG_TYPES) {
  test(`credentials of wrong types: ${broken.title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      writeCredentials(
        job,
        fill(broken, () => machine.token()),
      );
      await assertBothRefused(machine, job, [credentialsFile(job), broken.message]);
    }));
}

async function assertConfigRefused(
  machine: Machine,
  broken: BrokenFile,
  message: RegExp,
): Promise<void> {
  const job = jobThatKnows(machine, ['my-registry']);
  const config = path.join(job.cargoHome, 'config.toml');
  writeCredentials(job, `[registries.another]\ntoken = "${machine.token()}"\n`);
  fs.writeFileSync(
    config,
    fill(broken, () => machine.token()),
  );
  const step = job.step({ token: machine.token(), registry: 'my-registry' });
  await assertRefused(job, step, { message: [config, message] });
}

for (const broken of [...NOT_TOML, ...WRONG_TYPES]) {
  test(`a broken configuration: ${broken.title}`, (t) =>
    withMachine(t, (machine) => assertConfigRefused(machine, broken, broken.message)));
}
for (const broken of NOT_UTF8) {
  test(`a broken configuration: ${broken.title}`, (t) =>
    withMachine(t, (machine) =>
      assertConfigRefused(machine, broken, /did not contain valid UTF-8/),
    ));
}

test('the legacy file is the one that counts, and that is named', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    writeCredentials(job, `[registries.my-registry]\ntoken = "${machine.token()}"\n`);
    const legacy = path.join(job.cargoHome, 'credentials');
    fs.writeFileSync(legacy, `token = ${machine.token()}`);
    await assertBothRefused(machine, job, [`\`${legacy}\``, /line 1, column 9/]);
  }));

/** Leaves what a server leaves that listens at a path, and is killed. */
function leaveSocket(file: string): void {
  const listen = `require('node:net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', listen]);
  assert.ok(fs.statSync(file).isSocket());
}

/** What may stand where the file belongs, and what the message calls it. */
const inTheWay: Readonly<Record<string, readonly [(file: string) => void, RegExp]>> = {
  'a folder': [(file) => fs.mkdirSync(file), /must be a regular file.*is a folder/],
  'a folder with something in it': [
    (file) => fs.mkdirSync(path.join(file, 'sub'), { recursive: true }),
    /must be a regular file.*is a folder/,
  ],
  'a FIFO': [(file) => execFileSync('mkfifo', [file]), /must be a regular file.*is a FIFO/],
  'a socket': [leaveSocket, /must be a regular file.*is a socket/],
  'a device': [(file) => fs.symlinkSync('/dev/null', file), /must be a regular file.*is a device/],
  'a link to a folder': [(file) => fs.symlinkSync('.', file), /is a folder/],
  'a link to itself': [(file) => fs.symlinkSync('credentials.toml', file), /symbolic links/],
};
for (const [title, [make, message]] of Object.entries(inTheWay)) {
  test(`${title} in the place of the credentials file`, { skip: skipOnWindows }, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      fs.mkdirSync(job.cargoHome);
      make(credentialsFile(job));
      await assertBothRefused(machine, job, [message]);
    }),
  );
}

test('a file in the place of Cargo’s home', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    fs.writeFileSync(job.cargoHome, machine.token());
    const message = ['home must be a folder', `\`${job.cargoHome}\` is not`, /set CARGO_HOME/];
    await assertBothRefused(machine, job, message);
  }));

test('a file on the way to Cargo’s home', (t) =>
  withMachine(t, async (machine) => {
    const file = path.join(machine.root, 'file');
    fs.writeFileSync(file, machine.token());
    const job = jobThatKnows(machine, ['my-registry'], { cargoHome: path.join(file, 'sub') });
    await assertBothRefused(machine, job, [path.join(file, 'sub')]);
    assert.equal(fs.statSync(file).isFile(), true);
  }));

test('a socket in the place of the configuration', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const config = path.join(job.workspace, '.cargo', 'config');
    fs.mkdirSync(path.dirname(config), { recursive: true });
    leaveSocket(config);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    await assertRefused(job, step, { message: [config, /ENXIO error/] });
  }),
);
