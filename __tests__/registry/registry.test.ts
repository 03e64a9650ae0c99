// Tests the loopback registry with real cargo, because other tests rely on it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { readText } from '../support/tree.ts';

const skip = withoutCargo();

for (const authRequired of [false, true]) {
  const kind = authRequired ? 'a private registry' : 'a public registry';
  test(`${kind} accepts only its token, and serves what was published`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const [token, other] = [machine.token(), machine.token()];
      const registry = await machine.registry({ token, authRequired });
      const job = machine.job();
      job.write('.cargo/config.toml', registriesToml({ 'my-registry': registry.indexUrl }));
      const flag = ['--registry', 'my-registry'];
      const crate = writeCrate(path.join(job.workspace, 'crate'), {
        features: ['extra = []'],
        source: '#[cfg(feature = "extra")] pub fn answer() -> u8 { 42 }',
      });
      const env = { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'cargo:token' };
      const cargo = job.cargo({ env });

      await cargo.login(other, flag);
      const refused = await cargo.publish(crate, 'my-registry');
      assert.match(refused.stderr, authRequired ? /token rejected/ : /403.*not accepted/);
      assert.equal((await cargo.login(token, flag)).code, 0);
      const accepted = await cargo.publish(crate, 'my-registry');
      assert.equal(accepted.code, 0, accepted.stderr);
      assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
      const again = await cargo.publish(crate, 'my-registry');
      assert.match(again.stderr, /already (exists|uploaded)/);

      const dependency =
        'renamed = { package = "demo-crate", version = "0.1", registry = "my-registry", optional = true }';
      const user = writeCrate(path.join(job.workspace, 'user'), {
        name: 'user',
        dependencies: [dependency],
        features: ['default = ["dep:renamed", "renamed?/extra"]'],
        source: 'pub fn ask() -> u8 { renamed::answer() }',
      });
      const built = await cargo.run(['build'], { cwd: user });
      assert.equal(built.code, 0, built.stderr);
      const states = registry.requests.filter((r) => r.path.endsWith('/download'));
      assert.ok(states.every((r) => r.authorization === (authRequired ? 'accepted' : 'none')));

      const yank = await cargo.run(['yank', 'demo-crate@0.1.0', ...flag]);
      assert.equal(yank.code, 0, yank.stderr);
      assert.equal(registry.crates.get('demo-crate@0.1.0')?.yanked, true);
    }),
  );
}

test('the registry command runs in the background until it is idle', (t) =>
  withMachine(t, async (machine) => {
    const script = fileURLToPath(new URL('../../scripts/registry.mjs', import.meta.url));
    const file = path.join(machine.records, 'registry.json');
    const bounds = ['--idle-seconds', '1', '--max-seconds', '60'];
    const args = [
      script,
      '--background',
      '--auth-required',
      '--info-file',
      file,
      '--token-env',
      'A',
    ];
    const env = { ...process.env, A: 'Bearer a' };
    const { stdout } = await promisify(execFile)(process.execPath, [...args, ...bounds], { env });
    const info = JSON.parse(readText(file));
    assert.equal(stdout, `${info.indexUrl}\n`);
    for (const [authorization, expected] of [
      ['Bearer a', 200],
      ['b', 401],
    ] as const) {
      const url = `${info.url}/index/config.json`;
      assert.equal((await fetch(url, { headers: { authorization } })).status, expected);
    }
    const isUp = () =>
      fetch(info.url).then(
        () => true,
        () => false,
      );
    const deadline = process.uptime() + 30;
    do {
      await new Promise((resolve) => setTimeout(resolve, 1200));
    } while ((await isUp()) && process.uptime() < deadline);
    assert.equal(await isUp(), false);
  }));
