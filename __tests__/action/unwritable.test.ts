// What cannot be written: the home, the credentials, or the runner's own files. Whatever was
// written before that is undone.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Step } from '../support/step.ts';
import { assertRefused } from './refused.ts';
import { assertDone, credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** What has to start a process so that modes count for it: they do not for the superuser. */
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

test('a home that may not be written', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    fs.chmodSync(job.cargoHome, 0o500);
    const message = [job.cargoHome, /EACCES/];
    await assertRefused(job, login(machine, job), { message, when: 'undone', run: asOrdinaryUser });
  }),
);

test('a home that cannot be made', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    fs.chmodSync(job.home, 0o500);
    const message = [job.cargoHome, /EACCES/];
    await assertRefused(job, login(machine, job), { message, when: 'undone', run: asOrdinaryUser });
  }),
);

test('a credentials file that may not be read', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    fs.chmodSync(credentialsFile(job), 0o200);
    const message = [credentialsFile(job), /EACCES/];
    await assertRefused(job, login(machine, job), { message, run: asOrdinaryUser });
  }),
);

test(
  'a credentials file that may only be read is replaced, and is so again',
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

test('a folder for the job that may not be written', { skip: withoutModes }, (t) =>
  withMachine(t, async (machine) => {
    const job = ownersJob(machine);
    const temp = machine.folder('other-temp');
    fs.chmodSync(temp, 0o500);
    const run = (step: Step) => step.main({ RUNNER_TEMP: temp }, UNDER);
    const message = [temp, /EACCES/];
    await assertRefused(job, login(machine, job), { message, when: 'undone', run });
  }),
);

/** Values for the variable of one of the runner's files, that make it impossible to write. */
const unwritable: Readonly<Record<string, (machine: Machine) => string | undefined>> = {
  'is not set': () => undefined,
  'is a folder': (machine) => machine.folder('in the way'),
};

for (const [title, value] of Object.entries(unwritable)) {
  test(`when the file for the state ${title}, nothing is done`, (t) =>
    withMachine(t, async (machine) => {
      const job = ownersJob(machine);
      const run = (step: Step) => step.main({ GITHUB_STATE: value(machine) });
      await assertRefused(job, login(machine, job), { message: /GITHUB_STATE/, run });
    }));
  for (const before of ['a file', 'no file']) {
    test(`when the file for the outputs ${title}, the login is undone: ${before} before`, (t) =>
      withMachine(t, async (machine) => {
        const job =
          before === 'a file' ? ownersJob(machine) : jobThatKnows(machine, ['my-registry']);
        const run = (step: Step) => step.main({ GITHUB_OUTPUT: value(machine) });
        const message = /GITHUB_OUTPUT/;
        await assertRefused(job, login(machine, job), { message, when: 'undone', run });
      }));
  }
  test(`when the file for the outputs ${title}, command: logout removes nothing`, (t) =>
    withMachine(t, async (machine) => {
      const job = ownersJob(machine);
      const step = job.step({ command: 'logout', registry: 'my-registry' });
      const run = (refused: Step) => refused.main({ GITHUB_OUTPUT: value(machine) });
      await assertRefused(job, step, { message: /GITHUB_OUTPUT/, run });
    }));
}

test('a login of several registries is undone as a whole', (t) =>
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
