// A login, then `cargo publish` in a later step, to registries that require the token even for the
// index, with every way to configure that the file or a provider keeps it (cases B1 to B3).

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml, writeCrate } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { jobWithCargo, KNOWS_NO_URL, leftIn, NO_ANNOTATIONS, skip, TestProvider } from './scene.ts';

interface Case {
  /** Follows the registry's table in `.cargo/config.toml`. */
  readonly config?: string;
  /** Variables of the login step only. */
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Inputs;
}

const BOOK =
  '[registry]\nglobal-credential-providers = ["cargo:token", "cargo:libsecret", "cargo:macos-keychain", "cargo:wincred"]\n';
const OWN = 'registries.acme.credential-provider';

const CASES: Readonly<Record<string, Case>> = {
  '`cargo:token` in a list': { config: 'credential-provider = ["cargo:token"]\n' },
  'no provider configured': {},
  'a variable of the login step only (B1)': { env: { CARGO_REGISTRIES_ACME_CREDENTIAL_PROVIDER: 'cargo:token' } },
  'the list in Cargo’s book (B2)': { config: BOOK },
  'the list in Cargo’s book, and a `config` line (B3)': { config: BOOK, inputs: { config: `${OWN}="cargo:token"` } },
  'a provider in a file, and a `config` line': {
    config: 'credential-provider = "no-such-program"\n',
    inputs: { config: `${OWN}="cargo:token"` },
  },
}; // biome-ignore format: a table

for (const [name, { config = '', env = {}, inputs = {} }] of Object.entries(CASES)) {
  test(`cargo publishes with the token in the file: ${name}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const registry = await machine.registry({ token, authRequired: true });
      const job = jobWithCargo(machine);
      job.write('.cargo/config.toml', `${registriesToml({ acme: registry.indexUrl })}${config}`);
      const main = await job.step({ registry: 'acme', token, ...inputs }).main(env);
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS], main.stdout);
      const crate = writeCrate(path.join(job.workspace, 'crate'));
      const published = await job.cargo().publish(crate, 'acme');
      assert.equal(published.code, 0, published.stderr);
      assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
      await job.end();
      assert.deepEqual(leftIn(job.cargoHome), []);
    }),
  );
}

test('cargo publishes to a name with a dash, index from the input (cargo#11737)', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const job = jobWithCargo(machine);
    const inputs = { registry: 'my-reg', index: registry.indexUrl, token };
    const main = await job.step(inputs).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS], main.stdout);
    const crate = writeCrate(path.join(job.workspace, 'crate'));
    const published = await job.cargo().publish(crate, 'my-reg');
    assert.equal(published.code, 0, published.stderr);
    await job.end();
    assert.deepEqual(leftIn(job.cargoHome), []);
  }),
);

test('cargo publishes with the token in a provider until the job ends', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const raw = machine.token();
    const stored = `Bearer ${raw}`;
    const registry = await machine.registry({ token: stored, authRequired: true });
    const provider = new TestProvider(machine, 'provider');
    const job = jobWithCargo(machine);
    job.write(
      'nested/.cargo/config.toml',
      `[registries.mine]\ncredential-provider = ["${provider.program}"]\n`,
    );
    const inputs = { index: registry.indexUrl, 'working-directory': 'nested', scheme: 'Bearer' };
    const main = await job.step({ registry: 'mine', token: raw, ...inputs }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS], main.stdout);
    assert.deepEqual(provider.tokens(), [stored]);

    const crates = ['0.1.0', '0.2.0'].map((version) =>
      writeCrate(path.join(job.workspace, 'nested', version), { version }),
    );
    const published = await job.cargo().publish(crates[0] ?? '', 'mine');
    assert.equal(published.code, 0, published.stderr);
    await job.end();
    const refused = await job.cargo().publish(crates[1] ?? '', 'mine');
    assert.match(refused.stderr, /no token found for `mine`/);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
  }),
);

test(
  'cargo publishes if the provider passes the registry on to the file, and nothing is left',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const registry = await machine.registry({ token });
      const provider = new TestProvider(machine, 'provider', KNOWS_NO_URL);
      const job = jobWithCargo(machine);
      const global = `[registry]\nglobal-credential-providers = ["cargo:token", "${provider.program}"]\n`;
      job.write('.cargo/config.toml', `${registriesToml({ mine: registry.indexUrl })}${global}`);
      const main = await job.step({ registry: 'mine', token }).main();
      assert.equal(main.code, 0, main.stdout);
      const published = await job
        .cargo()
        .publish(writeCrate(path.join(job.workspace, 'c')), 'mine');
      assert.equal(published.code, 0, published.stderr);
      await job.end();
      assert.deepEqual(machine.filesWithSecrets(), []);
    }),
);
