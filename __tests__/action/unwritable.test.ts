// Files that cannot be read or written: Cargo's home, the credentials, and the runner's own files.
// The step undoes what it wrote before the failure.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Step } from '../support/step.ts';
import { assertRefused } from './refused.ts';
import { assertDone, credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** The command that makes file modes apply to a process, even if the user is the superuser. */
const UNDER =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
const withoutModes = (() => {
  if (process.platform === 'win32') return 'there are no modes here';
  const [program, ...args] = [...UNDER, process.execPath, '--version'];
  return spawnSync(String(program), args).status === 0 ? false : 'modes do not count for this user';
})();

const asOrdinaryUser = (step: Step) => step.main({}, UNDER);

function ownersJob(machine: Machine): Job {
  const job = jobThatKnows(machine, ['my-registry']);
  writeCredentials(job, `[registries.my-registry]\ntoken = "${machine.token()}" # mine\n`);
  return job;
}

const login = (machine: Machine, job: Job) =>
  job.step({ token: machine.token(), registry: 'my-registry' });

test('a login fails if Cargo’s home is read-only', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    fs.chmodSync(job.cargoHome, 0o500);
    const message = [job.cargoHome, /EACCES/];
    await assertRefused(job, login(machine, job), { message, when: 'undone', run: asOrdinaryUser });
  }),
);

test('a login fails if Cargo’s home cannot be created', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    fs.chmodSync(job.home, 0o500);
    const message = [job.cargoHome, /EACCES/];
    await assertRefused(job, login(machine, job), { message, when: 'undone', run: asOrdinaryUser });
  }),
);

test('a login fails if the credentials file cannot be read', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    fs.chmodSync(credentialsFile(job), 0o200);
    const message = [credentialsFile(job), /EACCES/];
    await assertRefused(job, login(machine, job), { message, run: asOrdinaryUser });
  }),
);

test(
  'a login replaces a read-only credentials file, and post makes it read-only again',
  { skip: withoutModes },
  (t) =>
    withMachine(t, async (machine) => {
      const job = ownersJob(machine);
      fs.chmodSync(credentialsFile(job), 0o400);
      const step = login(machine, job);
      assertDone(await asOrdinaryUser(step));
      assertDone(await step.post({}, UNDER));
      assert.equal(fs.statSync(credentialsFile(job)).mode & 0o777, 0o400);
    }),
);

test('a login fails if RUNNER_TEMP is read-only', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    const temp = machine.folder('other-temp');
    fs.chmodSync(temp, 0o500);
    const run = (step: Step) => step.main({ RUNNER_TEMP: temp }, UNDER);
    const message = [temp, /EACCES/];
    await assertRefused(job, login(machine, job), { message, when: 'undone', run });
  }),
);

/** Values of a runner's variable that make it impossible to write the file. */
const unwritable: Readonly<Record<string, (machine: Machine) => string | undefined>> = {
  'is not set': () => undefined,
  'is a folder': (machine) => machine.folder('in the way'),
};

for (const [title, value] of Object.entries(unwritable)) {
  test(`if GITHUB_STATE ${title}, a login changes nothing`, (t) =>
    withMachine(t, async (machine) => {
      const job = ownersJob(machine);
      const run = (step: Step) => step.main({ GITHUB_STATE: value(machine) });
      await assertRefused(job, login(machine, job), { message: /GITHUB_STATE/, run });
    }));
  for (const before of ['a file', 'no file']) {
    test(`if GITHUB_OUTPUT ${title}, a login is undone where there was ${before}`, (t) =>
      withMachine(t, async (machine) => {
        const job =
          before === 'a file' ? ownersJob(machine) : jobThatKnows(machine, ['my-registry']);
        const run = (step: Step) => step.main({ GITHUB_OUTPUT: value(machine) });
        const message = /GITHUB_OUTPUT/;
        await assertRefused(job, login(machine, job), { message, when: 'undone', run });
      }));
  }
  test(`if GITHUB_OUTPUT ${title}, command: logout removes nothing`, (t) =>
    withMachine(t, async (machine) => {
      const job = ownersJob(machine);
      const step = job.step({ command: 'logout', registry: 'my-registry' });
      const run = (refused: Step) => refused.main({ GITHUB_OUTPUT: value(machine) });
      await assertRefused(job, step, { message: /GITHUB_OUTPUT/, run });
    }));
}

test('a failed login to several registries is undone completely', (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    const tokens = `my-registry=${machine.token()}\ncrates-io=${machine.token()}`;
    const run = (step: Step) => step.main({ GITHUB_OUTPUT: undefined });
    const message = /GITHUB_OUTPUT/;
    await assertRefused(job, job.step({ tokens }), {
      message,
      when: 'undone',
      run,
    });
  }));
