// The loopback registry against real cargo: what is judged by it later is judged rightly.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Registry, RegistryOptions } from '../../scripts/registry.mjs';
import { type Cargo, registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';

const skip = withoutCargo();
const TOKEN_PROVIDER = { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'cargo:token' };

interface Shop {
  readonly job: Job;
  readonly cargo: Cargo;
  readonly registry: Registry;
  readonly crate: string;
}

/** A machine with cargo on it, whose configuration knows a registry by the name `my-registry`. */
async function openShop(machine: Machine, options: RegistryOptions): Promise<Shop> {
  const registry = await machine.registry(options);
  const job = machine.job();
  job.write('.cargo/config.toml', registriesToml({ 'my-registry': registry.indexUrl }));
  const crate = writeCrate(path.join(job.workspace, 'crate'));
  return { job, registry, crate, cargo: job.cargo({ env: TOKEN_PROVIDER }) };
}

function paths(registry: Registry, status: number): readonly string[] {
  return registry.requests.filter((r) => r.status === status).map((r) => `${r.method} ${r.path}`);
}

for (const scheme of ['', 'Bearer ', 'Basic ', 'Token ']) {
  for (const authRequired of [false, true]) {
    const kind = authRequired ? 'a private registry' : 'a registry anyone may read';
    test(`${kind} takes \`${scheme}…\`, and nothing else`, { skip }, (t) =>
      withMachine(t, async (machine) => {
        const token = `${scheme}${machine.token()}`;
        const { registry, cargo, crate } = await openShop(machine, { token, authRequired });

        const login = await cargo.login(token, ['--registry', 'my-registry']);
        assert.equal(login.code, 0, login.stderr);
        const accepted = await cargo.publish(crate, 'my-registry');
        assert.equal(accepted.code, 0, accepted.stderr);
        assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);

        const other = `${scheme}${machine.token()}`;
        await cargo.login(other, ['--registry', 'my-registry']);
        writeCrate(crate, { version: '0.2.0' });
        const refused = await cargo.publish(crate, 'my-registry');
        assert.equal(refused.code, 101);
        assert.match(refused.stderr, authRequired ? /token rejected/ : /403.*not accepted/);
        assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
      }),
    );
  }
}

test(
  'no token: cargo is refused by an open registry, and told so by a private one',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      for (const authRequired of [false, true]) {
        const options = { token: machine.token(), authRequired };
        const { registry, cargo, crate } = await openShop(machine, options);
        const { code, stderr } = await cargo.publish(crate, 'my-registry');
        assert.equal(code, 101);
        assert.match(
          stderr,
          /no token found for `my-registry`, please run `cargo login --registry/,
        );
        assert.equal(registry.crates.size, 0);
        const challenged = authRequired ? ['GET /index/config.json'] : [];
        assert.deepEqual(paths(registry, 401), challenged);
      }
    }),
);

test('a private registry wants a provider in the configuration, as cargo demands', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const { job, crate } = await openShop(machine, { token, authRequired: true });
    const { code, stderr } = await job.cargo().publish(crate, 'my-registry');
    assert.equal(code, 101);
    assert.match(stderr, /authenticated registries require a credential-provider/);
  }),
);

test('cargo finds a new crate at its first look', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const { registry, cargo, crate } = await openShop(machine, { token });
    await cargo.login(token, ['--registry', 'my-registry']);
    const { stderr } = await cargo.publish(crate, 'my-registry');
    assert.match(stderr, /Published demo-crate v0\.1\.0/);
    const entry = 'GET /index/de/mo/demo-crate';
    assert.deepEqual(paths(registry, 404), [entry], 'before: it is not there');
    assert.equal(paths(registry, 200).filter((line) => line === entry).length, 1, 'after: it is');
  }),
);

for (const authRequired of [false, true]) {
  test(
    `a dependency comes from a registry${authRequired ? ' that guards its downloads' : ''}`,
    { skip },
    (t) =>
      withMachine(t, async (machine) => {
        const token = machine.token();
        const { registry, cargo, crate, job } = await openShop(machine, { token, authRequired });
        await cargo.login(token, ['--registry', 'my-registry']);
        writeCrate(crate, {
          features: ['extra = []'],
          source: '#[cfg(feature = "extra")] pub fn answer() -> u8 { 42 }',
        });
        await cargo.publish(crate, 'my-registry');
        const source = 'pub fn ask() -> u8 { renamed::answer() }';
        const user = writeCrate(path.join(job.workspace, 'user'), {
          name: 'user',
          dependencies: [
            'renamed = { package = "demo-crate", version = "0.1", registry = "my-registry", optional = true }',
          ],
          features: ['default = ["dep:renamed", "renamed?/extra"]'],
          source,
        });
        const built = await cargo.run(['build'], { cwd: user });
        assert.equal(built.code, 0, built.stderr);
        const download = '/api/v1/crates/demo-crate/0.1.0/download';
        const request = registry.requests.find((r) => r.path === download);
        assert.equal(request?.authorization, authRequired ? 'accepted' : 'none');

        const third = writeCrate(path.join(job.workspace, 'third'), {
          name: 'third',
          dependencies: ['user = { version = "0.1", registry = "my-registry" }'],
          source: 'pub fn pass() -> u8 { user::ask() }',
        });
        assert.equal((await cargo.publish(user, 'my-registry')).code, 0);
        const builtThird = await cargo.run(['build'], { cwd: third });
        assert.equal(builtThird.code, 0, builtThird.stderr);
      }),
  );
}

test('it stands for crates.io', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token });
    const job = machine.job();
    const cratesIo = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registry.indexUrl };
    const cargo = job.cargo({ env: cratesIo });
    const crate = writeCrate(path.join(job.workspace, 'crate'));
    assert.equal((await cargo.publish(crate)).code, 101);
    assert.equal((await cargo.login(token)).code, 0);
    assert.match(
      fs.readFileSync(path.join(job.cargoHome, 'credentials.toml'), 'utf8'),
      /^\[registry\]\ntoken = /,
    );
    const accepted = await cargo.publish(crate);
    assert.equal(accepted.code, 0, accepted.stderr);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
  }),
);

test('a yanked version is chosen no more', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const { registry, cargo, crate, job } = await openShop(machine, { token });
    await cargo.login(token, ['--registry', 'my-registry']);
    await cargo.publish(crate, 'my-registry');
    const at = ['demo-crate@0.1.0', '--registry', 'my-registry'];
    assert.equal((await cargo.run(['yank', ...at])).code, 0);
    assert.equal(registry.crates.get('demo-crate@0.1.0')?.yanked, true);
    const dependencies = ['demo-crate = { version = "0.1", registry = "my-registry" }'];
    const user = writeCrate(path.join(job.workspace, 'user'), { name: 'user', dependencies });
    const resolved = await cargo.run(['generate-lockfile'], { cwd: user });
    assert.match(resolved.stderr, /yanked/);
    assert.equal((await cargo.run(['yank', '--undo', ...at])).code, 0);
    assert.equal((await cargo.run(['generate-lockfile'], { cwd: user })).code, 0);
  }),
);
