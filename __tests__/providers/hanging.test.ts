// A provider that hangs is ended, and all that it has started. The limit is a minute: the whole story
// is told with SLOW=1 only.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type CargoCall, cargoLogin } from '../../src/cargo/cli.ts';
import { signalGroup } from '../../src/cargo/program.ts';
import { isRunning } from '../../src/host.ts';
import { Secret } from '../../src/secret.ts';
import { loginByCargo } from '../leases/login-by-cargo.ts';
import { deadProcess } from '../leases/processes.ts';
import { registriesToml } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { companions, jobWithCargo, skip, TestProvider } from './scene.ts';

async function withHangingProvider(machine: Machine): Promise<[Job, TestProvider]> {
  const provider = new TestProvider(machine, 'provider', {
    says: 'type {token}',
    answers: { login: 'hang' },
  });
  const { indexUrl } = await machine.registry();
  const job = jobWithCargo(machine);
  const index = registriesToml({ mine: indexUrl });
  job.write('.cargo/config.toml', `${index}credential-provider = ["${provider.program}"]\n`);
  return [job, provider];
}

/** A call of Cargo for `mine`, which nobody watches. */
function callFor(
  { workspace }: Job,
  { program }: TestProvider,
  own: Pick<CargoCall, 'env' | 'secrets' | 'limitMs'>,
): CargoCall {
  const login = loginByCargo({
    registry: 'mine',
    providers: [[program]],
    workingDirectory: workspace,
  });
  const nothing = () => {};
  return { login, ...own, checkCancelled: nothing, onStart: nothing, debug: nothing };
}

function assertEnded(provider: TestProvider): void {
  const hanging = provider.notes().filter(({ kind }) => kind === 'hangs');
  const pids = hanging.flatMap(({ pids }) => pids).map(Number);
  assert.equal(pids.length, 2);
  assert.deepEqual(pids.filter((pid) => isRunning(pid, undefined)), []); // biome-ignore format: one thing
}

test('a provider that hangs is ended with its children', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const [job, provider] = await withHangingProvider(machine);
    const token = new Secret(machine.token());
    const call = callFor(job, provider, {
      env: job.environment(),
      secrets: [token],
      limitMs: 3_000,
    });
    const outcome = await cargoLogin(call, token, []);
    assert.equal(outcome.kind, 'broken off');
    const why = outcome.kind === 'broken off' ? outcome.why : '';
    assert.match(why, /^`cargo login` for `mine` did not end within 3 s, so it was ended/);
    assert.match(why, /type \*\*\*/);
    assertEnded(provider);
  }),
);

test(
  'a cargo that hangs before it does anything does not hold a step that is cancelled',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const [job] = await withHangingProvider(machine);
      const folder = machine.folder('stand-in');
      // It ends by itself in the end, for nobody else will end it.
      fs.writeFileSync(path.join(folder, 'cargo'), '#!/bin/sh\nexec sleep 20\n', { mode: 0o755 });
      const search = [folder, '/usr/bin', '/bin'].join(path.delimiter);
      const step = job.step({ registry: 'mine', token: machine.token() });
      const begun = Date.now();
      const { child, done } = step.spawnMain({ PATH: search });
      setTimeout(() => child.kill('SIGINT'), 1_000);
      const main = await done;
      assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
      assert.match(main.annotations.error[0] ?? '', /cancelled/);
      assert.ok(Date.now() - begun < 15_000, 'it waited for the program');
      await job.end();
      assert.deepEqual(companions(job.cargoHome), []);
    }),
);

test('a cargo that does not tell its version in time: the message says so', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const [job, provider] = await withHangingProvider(machine);
    const folder = machine.folder('stand-in');
    fs.writeFileSync(path.join(folder, 'cargo'), '#!/bin/sh\nexec sleep 20\n', { mode: 0o755 });
    const env = { PATH: [folder, '/usr/bin', '/bin'].join(path.delimiter) };
    const token = new Secret(machine.token());
    const call = callFor(job, provider, { env, secrets: [token], limitMs: 500 });
    const outcome = await cargoLogin(call, token, []);
    assert.equal(outcome.kind, 'refused');
    const why = outcome.kind === 'refused' ? outcome.why : '';
    assert.match(why, /^`cargo --version` did not end within 0.5 s; if rustup installs/);
  }),
);

const slow = process.env['SLOW'] === undefined && 'it takes a minute: SLOW=1';
test(
  'a login that hangs: an error after a minute, and nothing is left',
  { skip: skip || slow },
  (t) =>
    withMachine(t, async (machine) => {
      const [job, provider] = await withHangingProvider(machine);
      const main = await job.step({ registry: 'mine', token: machine.token() }).main();
      assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
      assert.match(main.annotations.error[0] ?? '', /did not end within 60 s[\s\S]*type \*\*\*/);
      assertEnded(provider);
      assert.deepEqual(provider.actions(), ['login', 'logout']);
      await job.end();
      assert.deepEqual(companions(job.cargoHome), []);
    }),
);

test('a process group that is gone gets no signal', { skip }, () => {
  assert.equal(signalGroup(deadProcess(), 0), false);
});
