// Cargo as the harness runs it: by itself, and with a network that ends at this machine.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { test } from 'node:test';
import { recordArguments, withoutCargo } from './cargo.ts';
import { withMachine } from './machine.ts';
import { jobWith, skipOnWindows } from './stand-in.ts';

test('cargo reaches nothing but loopback', { skip: withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const { code, stderr } = await machine.job().cargo().run(['search', 'serde']);
    assert.equal(code, 101);
    assert.match(stderr, /127\.0\.0\.1:9|port 9\b/);
  }),
);

test(
  'cargo sees the environment of the job, and works under another HOME',
  { skip: withoutCargo() },
  (t) =>
    withMachine(t, async (machine) => {
      const job = jobWith(machine, `append('GITHUB_ENV', 'CARGO_REGISTRY_DEFAULT=other\\n')`);
      await job.step().main();
      const { stderr } = await job.cargo().login('some-token');
      assert.match(stderr, /registry index was not found in any configuration: `other`/);
      assert.equal((await job.cargo().run(['--version'])).code, 0);
    }),
);

test('cargo can have its arguments recorded', { skip: skipOnWindows }, (t) =>
  withMachine(t, (machine) => {
    const { bin, calls } = recordArguments(machine.records, 'cargo', '/bin/echo');
    assert.deepEqual(calls(), []);
    const cargo = path.join(bin, 'cargo');
    const { stdout } = spawnSync(cargo, ['login', 'two\nlines', ''], { encoding: 'utf8' });
    spawnSync(cargo, ['logout']);
    assert.equal(stdout, 'login two\nlines \n');
    assert.deepEqual(calls(), [['login', 'two\nlines', ''], ['logout']]);
  }),
);
