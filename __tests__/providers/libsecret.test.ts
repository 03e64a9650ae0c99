// `cargo:libsecret` with a real secret service: the token is in the keyring as long as the job runs,
// and Cargo publishes with it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { registriesToml, writeCrate } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { companions, jobWithCargo, NO_ANNOTATIONS, skip } from './scene.ts';

const PROGRAMS = ['dbus-run-session', 'gnome-keyring-daemon'];

function withoutSecretService(): string | false {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const isThere = (name: string) =>
    folders.some((folder) => fs.existsSync(path.join(folder, name)));
  const missing = PROGRAMS.filter((name) => !isThere(name));
  return missing.length > 0 && `no secret service to start here: ${missing.join(', ')} missing`;
}

/** Starts a session with an unlocked keyring of its own, and returns the address of its bus. */
async function startSecretService(machine: Machine): Promise<string> {
  const run = machine.folder('run');
  fs.chmodSync(run, 0o700);
  const script =
    'printf "a password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && ' +
    'echo "$DBUS_SESSION_BUS_ADDRESS" && exec sleep 600';
  const env = { PATH: process.env['PATH'] ?? '', HOME: machine.home, XDG_RUNTIME_DIR: run };
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    detached: true,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  machine.onDispose(() => void process.kill(-(child.pid ?? 0), 'SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the secret service did not start');
}

test('cargo:libsecret with a keyring', { skip: skip || withoutSecretService() }, (t) =>
  withMachine(t, async (machine) => {
    const bus = await startSecretService(machine);
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const job = jobWithCargo(machine, { env: { DBUS_SESSION_BUS_ADDRESS: bus } });
    const index = registriesToml({ mine: registry.indexUrl });
    job.write('.cargo/config.toml', `${index}credential-provider = "cargo:libsecret"\n`);
    const publish = (version: string) => {
      const crate = writeCrate(path.join(job.workspace, version), { version });
      return job.cargo().publish(crate, 'mine');
    };

    const main = await job.step({ registry: 'mine', token }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    assert.equal(main.outputs['credentials-file'], '');
    const published = await publish('0.1.0');
    assert.equal(published.code, 0, published.stderr);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);

    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);
    const refused = await publish('0.2.0');
    assert.match(refused.stderr, /no token found for `mine`/);
    assert.deepEqual(companions(job.cargoHome), []);
    assert.deepEqual(machine.filesWithSecrets(), []);
  }),
);

test(
  'cargo:libsecret without a secret service: cargo says so',
  { skip: skip || (process.platform !== 'linux' && 'only on Linux') },
  (
    t, // biome-ignore format: a title
  ) =>
    withMachine(t, async (machine) => {
      const registry = await machine.registry();
      const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${machine.root}/no-bus` };
      const job = jobWithCargo(machine, { env });
      const index = registriesToml({ mine: registry.indexUrl });
      job.write('.cargo/config.toml', `${index}credential-provider = "cargo:libsecret"\n`);
      const main = await job.step({ registry: 'mine', token: machine.token() }).main();
      assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
      assert.match(
        main.annotations.error[0] ?? '',
        /cargo:libsecret` failed action `login`|libsecret/,
      );
      assert.deepEqual(companions(job.cargoHome), []);
    }),
);
