// Intended differences from cargo. Each test shows what cargo does and what the action does.
// README.md lists them. See inputs.test.ts for names of crates.io, refusals.test.ts for tokens.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Registry } from '../../scripts/registry.mjs';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { assertDone, credentialsFile, storedToken, writeCredentials } from './scene.ts';

const skip = withoutCargo();
const NOBODY = 'sparse+http://127.0.0.1:9/index/';
const FLAG = ['--registry', 'my-registry'];

/** Two jobs with the same configuration and separate homes, one for the action, one for cargo. */
interface Pair {
  readonly ours: Job;
  readonly cargos: Job;
}

interface PairOptions {
  readonly index: string;
  readonly credentials?: string;
}

function pairOf(machine: Machine, { index, credentials }: PairOptions): Pair {
  const [ours, cargos] = ['ours', 'cargos'].map((name) => {
    const job = machine.job({ home: machine.folder(name) });
    job.write('.cargo/config.toml', registriesToml({ 'my-registry': index }));
    if (credentials !== undefined) writeCredentials(job, credentials);
    return job;
  });
  assert.ok(ours !== undefined && cargos !== undefined);
  return { ours, cargos };
}

const textOf = (job: Job) => fs.readFileSync(credentialsFile(job), 'utf8');

test('a login needs no network and no index', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { ours, cargos } = pairOf(machine, { index: NOBODY });
    const { code, stderr } = await cargos.cargo().login('some-token', FLAG);
    assert.equal(code, 101);
    assert.match(stderr, /failed to (download|fetch|query)|[Cc]ould not connect/);
    const token = machine.token();
    assertDone(await ours.step({ token, registry: 'my-registry' }).main());
    assert.equal(storedToken(ours, 'my-registry'), token);
  }),
);

test('a login to a private registry needs no configured credential provider', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const { indexUrl: index } = await machine.registry({ token, authRequired: true });
    const { ours, cargos } = pairOf(machine, { index });
    const { code, stderr } = await cargos.cargo().login('some-token', FLAG);
    assert.equal(code, 101);
    assert.match(stderr, /authenticated registries require a credential-provider/);
    assertDone(await ours.step({ token, registry: 'my-registry' }).main());
    assert.equal(
      (await ours.cargo().run(['search', 'demo', ...FLAG])).stderr.includes('provider'),
      false,
    );
  }),
);

test('a login keeps comments and formatting', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { indexUrl: index } = await machine.registry();
    const credentials = '# Mine\r\nother = { a = 1 } # as it is\r\n';
    const { ours, cargos } = pairOf(machine, { index, credentials });
    await cargos.cargo().login('some-token', FLAG);
    assert.doesNotMatch(textOf(cargos), /# Mine|\r\n/);
    assertDone(await ours.step({ token: machine.token(), registry: 'my-registry' }).main());
    assert.ok(textOf(ours).startsWith(credentials));
  }),
);

test('a login to crates.io keeps the other keys of `[registry]`', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { indexUrl } = await machine.registry();
    const credentials = '[registry]\ndefault = "crates-io"\ntoken = "old"\n';
    const { ours, cargos } = pairOf(machine, { index: NOBODY, credentials });
    const env = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: indexUrl };
    assert.equal((await cargos.cargo({ env }).login('some-token')).code, 0);
    assert.doesNotMatch(textOf(cargos), /default/);
    const token = machine.token();
    assertDone(await ours.step({ token }).main());
    assert.ok(textOf(ours).startsWith(`[registry]\ndefault = "crates-io"\ntoken = "${token}"\n`));
  }),
);

test('a logout leaves no empty table', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { indexUrl: index } = await machine.registry();
    const credentials = '[registries.my-registry]\ntoken = "old"\n';
    const { ours, cargos } = pairOf(machine, { index, credentials });
    assert.equal((await cargos.cargo().logout(FLAG)).code, 0);
    assert.match(textOf(cargos), /\[registries\.my-registry\]/);
    assertDone(await ours.step({ command: 'logout', registry: 'my-registry' }).main());
    assert.equal(textOf(ours), '');
  }),
);

test('a login writes `credential-provider` for a registry that has none', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const { indexUrl: index } = await machine.registry();
    const { ours, cargos } = pairOf(machine, { index });
    await cargos.cargo().login('some-token', FLAG);
    assert.doesNotMatch(textOf(cargos), /credential-provider/);
    assertDone(await ours.step({ token: machine.token(), registry: 'my-registry' }).main());
    assert.match(textOf(ours), /^credential-provider = "cargo:token"$/m);
  }),
);

/** Publishes a crate and returns whether the registry has it now. */
async function publishes(job: Job, registry: Registry): Promise<boolean> {
  const crate = writeCrate(machineFolder(job));
  await job.cargo().publish(crate, 'my-registry');
  return registry.crates.has('demo-crate@0.1.0');
}

const machineFolder = (job: Job) => job.machine.folder(job.name, 'workspace', 'crate');

test('cargo finds the token even if the index comes from the environment', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await machine.registry({ token });
    const env = { CARGO_REGISTRIES_MY_REGISTRY_INDEX: registry.indexUrl };
    const [ours, cargos] = ['ours', 'cargos'].map((name) =>
      machine.job({ home: machine.folder(name), env }),
    );
    assert.ok(ours !== undefined && cargos !== undefined);
    assert.equal((await cargos.cargo().login(token, FLAG)).code, 0);
    assert.equal(await publishes(cargos, registry), false);
    const step = ours.step({ token, registry: 'my-registry' });
    assertDone(await step.main());
    assert.deepEqual(
      [storedToken(ours, 'my-registry'), storedToken(ours, 'my_registry')],
      [token, token],
    );
    assert.equal(await publishes(ours, registry), true);
    assertDone(await step.post());
    assert.equal(fs.existsSync(credentialsFile(ours)), false);
  }),
);
