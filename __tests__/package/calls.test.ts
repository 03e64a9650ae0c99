// How much an ordinary login asks of the system: a number that is steady where time is not.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { withoutStrace } from '../leases/strace.ts';
import { withMachine } from '../support/machine.ts';

/** Twice what it is today; a loop over files or folders would show at once. */
const MOST_CALLS = 100;

test('an ordinary login makes few file-system calls', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    job.write('.cargo/config.toml', '[registries.mine]\nindex = "sparse+https://one.example/"\n');
    const log = path.join(machine.folder('strace'), 'calls');
    const step = job.step({ token: machine.token(), registry: 'mine' });
    const under = ['strace', '-f', '-e', 'trace=%file', '-o', log];
    const main = await step.main({}, under);
    assert.equal(main.code, 0);
    const own = [job.home, job.workspace, job.runnerTemp];
    const lines = fs.readFileSync(log, 'utf8').split('\n');
    const calls = lines.filter((line) => own.some((folder) => line.includes(folder)));
    t.diagnostic(`${calls.length} calls`);
    assert.ok(calls.length > 10, 'strace saw nothing');
    assert.ok(calls.length <= MOST_CALLS, `${calls.length} calls:\n${calls.join('\n')}`);
  }),
);
