// What a login warns of: a token in the environment, and Cargo's home inside the workspace. An
// ordinary login warns of nothing.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { assertDone, jobThatKnows } from '../action/scene.ts';
import { jobWithCargo, skip as skipProvider, TestProvider } from '../providers/scene.ts';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { JobOptions, Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import type { Inputs } from '../support/step.ts';
import { openShop } from './shop.ts';

const NAMES = ['my-registry', 'other'];
const INDEX = 'sparse+https://example.org/index/';

/** Returns what a login warns of, and what its post step does. */
async function warningsOf(machine: Machine, options: JobOptions, inputs: Inputs = {}) {
  const token = 'tokens' in inputs ? {} : { token: machine.token() };
  const step = jobThatKnows(machine, NAMES, options).step({ ...token, ...inputs });
  const [main, post] = [await step.main(), await step.post()];
  for (const phase of [main, post]) assertDone(phase);
  assert.deepEqual(post.annotations.warning, []);
  return main.annotations.warning;
}

const ordinary: Readonly<Record<string, (machine: Machine) => readonly [JobOptions, Inputs]>> = {
  'to crates.io': () => [{}, {}],
  'to a registry': () => [{}, { registry: 'my-registry' }],
  'to several': (machine) => [
    {},
    { tokens: `my-registry=${machine.token()}\nother=${machine.token()}` },
  ],
  'to one whose index is given': () => [{}, { registry: 'new-one', index: INDEX }],
  'that is to stay': () => [{}, { logout: 'false' }],
  'with tokens of other registries in the environment': (machine) => [
    {
      env: {
        CARGO_REGISTRY_TOKEN: machine.token(),
        CARGO_REGISTRIES_OTHER_TOKEN: machine.token(),
        CARGO_REGISTRIES_MY_TOKEN: machine.token(),
        'CARGO_REGISTRIES_MY-REGISTRY_TOKEN': machine.token(),
      },
    },
    { registry: 'my-registry' },
  ],
  'with the token of another registry, to crates.io': (machine) => [
    { env: { CARGO_REGISTRIES_OTHER_TOKEN: machine.token() } },
    {},
  ],
  'with Cargo’s home beside the workspace': (machine) => {
    const workspace = machine.folder('work', 'crate');
    return [{ workspace, cargoHome: machine.folder('work', 'crate-cargo-home') }, {}];
  },
  'with the workspace inside Cargo’s home': (machine) => {
    const cargoHome = machine.folder('home', '.cargo');
    return [{ cargoHome, workspace: machine.folder('home', '.cargo', 'crate') }, {}];
  },
};
for (const [title, scene] of Object.entries(ordinary)) {
  test(`no warning: an ordinary login ${title}`, (t) =>
    withMachine(t, async (machine) => {
      assert.deepEqual(await warningsOf(machine, ...scene(machine)), []);
    }));
}

interface Winner {
  readonly title: string;
  readonly variable: string;
  readonly inputs: Inputs;
  readonly env?: Variables;
}

const winners: readonly Winner[] = [
  { title: 'of crates.io', variable: 'CARGO_REGISTRY_TOKEN', inputs: {} },
  {
    title: 'of a registry',
    variable: 'CARGO_REGISTRIES_MY_REGISTRY_TOKEN',
    inputs: { registry: 'my-registry' },
  },
  {
    title: 'of a registry whose index is given',
    variable: 'CARGO_REGISTRIES_NEW_ONE_TOKEN',
    inputs: { registry: 'new-one', index: INDEX },
  },
  {
    title: 'of a registry to whose index a variable gives another name',
    variable: 'CARGO_REGISTRIES_ANOTHER_TOKEN',
    inputs: { registry: 'my-registry' },
    env: { CARGO_REGISTRIES_ANOTHER_INDEX: 'sparse+http://127.0.0.1:9/0/' },
  },
];
for (const { title, variable, inputs, env } of winners) {
  for (const value of ['set', 'empty'] as const) {
    test(`a warning: the token ${title} is ${value} in the environment`, (t) =>
      withMachine(t, async (machine) => {
        const token = value === 'set' ? machine.token() : '';
        const warnings = await warningsOf(machine, { env: { ...env, [variable]: token } }, inputs);
        assert.equal(warnings.length, 1);
        const state = value === 'set' ? 'set:' : 'set, though empty:';
        assert.match(warnings.join(), new RegExp(`${variable} is ${state} .*unset it`));
      }));
  }
}

test('a warning: crates.io under another name still has its own variable', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job({ env: { CARGO_REGISTRY_TOKEN: machine.token() } });
    job.write('.cargo/config.toml', registriesToml({ mine: 'sparse+https://index.crates.io/' }));
    const main = await job.step({ registry: 'mine', token: machine.token() }).main();
    assertDone(main);
    assert.match(main.annotations.warning.join(), /CARGO_REGISTRY_TOKEN is set/);
  }));

test('a warning for each of several registries', (t) =>
  withMachine(t, async (machine) => {
    const env = { CARGO_REGISTRIES_MY_REGISTRY_TOKEN: '', CARGO_REGISTRIES_OTHER_TOKEN: '' };
    const tokens = `my-registry=${machine.token()}\nother=${machine.token()}`;
    const warnings = await warningsOf(machine, { env }, { tokens });
    assert.equal(warnings.length, 2);
  }));

test('command: logout warns as well: cargo would still be logged in', (t) =>
  withMachine(t, async (machine) => {
    const env = { CARGO_REGISTRIES_MY_REGISTRY_TOKEN: machine.token() };
    const job = jobThatKnows(machine, NAMES, { env });
    const main = await job.step({ command: 'logout', registry: 'my-registry' }).main();
    assertDone(main);
    assert.equal(main.annotations.warning.length, 1);
  }));

for (const value of ['set', 'empty'] as const) {
  test(`cargo prefers a token in the environment that is ${value}`, { skip: withoutCargo() }, (t) =>
    withMachine(t, async (machine) => {
      const [token, other] = [machine.token(), machine.token()];
      const { job, registry } = await openShop(machine, 'my-registry', { token });
      const step = job.step({ registry: 'my-registry', token });
      assertDone(await step.main());
      const crate = writeCrate(path.join(job.workspace, 'crate'));
      const env = { CARGO_REGISTRIES_MY_REGISTRY_TOKEN: value === 'set' ? other : '' };
      const refused = await job.cargo({ env }).publish(crate, 'my-registry');
      assert.equal(refused.code, 101, refused.stderr);
      assert.equal(registry.crates.size, 0);
      const accepted = await job.cargo().publish(crate, 'my-registry');
      assert.equal(accepted.code, 0, accepted.stderr);
    }),
  );
}

test('another provider does not ask the environment', { skip: skipProvider }, (t) =>
  withMachine(t, async (machine) => {
    const [token, other] = [machine.token(), machine.token()];
    const registry = await machine.registry({ token, authRequired: true });
    const { program } = new TestProvider(machine, 'keeper');
    const job = jobWithCargo(machine, { env: { CARGO_REGISTRIES_MINE_TOKEN: other } });
    const config = registriesToml({ mine: registry.indexUrl });
    job.write('.cargo/config.toml', `${config}credential-provider = "${program}"\n`);
    const step = job.step({ registry: 'mine', token });
    const main = await step.main();
    assertDone(main);
    // Cargo's own words for the variable are that it is ignored.
    assert.doesNotMatch(main.annotations.warning.join(), /Cargo will take it/);
    const { code, stderr } = await job.cargo().publish(writeCrate(job.workspace), 'mine');
    assert.equal(code, 0, stderr);
    assertDone(await step.post());
  }),
);

const homes: Readonly<Record<string, (workspace: string) => string>> = {
  'in the workspace': (workspace) => path.join(workspace, '.cargo-home'),
  'deep in the workspace': (workspace) => path.join(workspace, 'a', 'b', 'c'),
  'the workspace itself': (workspace) => workspace,
  relative: () => 'cargo-home',
};
for (const [title, cargoHome] of Object.entries(homes)) {
  test(`a warning: Cargo’s home is ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const workspace = machine.folder('work');
      const options = { workspace, cargoHome: cargoHome(workspace) };
      const warnings = await warningsOf(machine, options);
      assert.equal(warnings.length, 1);
      assert.match(warnings.join(), /Cargo's home `.*` lies in the workspace.*set CARGO_HOME/);
    }));
}

test('a warning: symbolic links lead into the workspace', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const linked = path.join(machine.folder('links'), 'workspace');
    fs.symlinkSync(machine.folder('work'), linked);
    const inside = path.join(linked, 'not-there-yet', 'cargo-home');
    const warnings = await warningsOf(machine, {
      workspace: machine.folder('work'),
      cargoHome: inside,
    });
    assert.equal(warnings.length, 1);
  }),
);

const skipOnLinux = process.platform === 'linux' && 'capitals count on this file system';
test('a warning: the workspace, in other letters', { skip: skipOnLinux }, (t) =>
  withMachine(t, async (machine) => {
    const workspace = machine.folder('work');
    const cargoHome = path.join(path.dirname(workspace), 'WORK', 'home');
    const { annotations } = await machine
      .job({ workspace, cargoHome })
      .step({ token: machine.token() })
      .main();
    assert.match(annotations.warning.join(), /Cargo's home `.*` lies in the workspace/);
  }),
);

test('no warning: a symbolic link leads out of the workspace', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const workspace = machine.folder('work');
    const cargoHome = path.join(workspace, 'cargo-home');
    fs.symlinkSync(machine.folder('elsewhere'), cargoHome);
    assert.deepEqual(await warningsOf(machine, { workspace, cargoHome }), []);
  }),
);
