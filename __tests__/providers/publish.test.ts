// A provider end to end: Cargo publishes with the token that the provider holds, and no more when the
// job has ended.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { isRunning } from '../../src/host.ts';
import { registriesToml, writeCrate } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { jobWithCargo, NO_ANNOTATIONS, skip, TestProvider } from './scene.ts';

test('a provider may leave an agent behind: nobody waits for it, or ends it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const registry = await machine.registry();
    const provider = new TestProvider(machine, 'provider', { leaves: true });
    const job = jobWithCargo(machine);
    const config = `credential-provider = ["${provider.program}"]`;
    job.write('.cargo/config.toml', `${registriesToml({ mine: registry.indexUrl })}${config}\n`);
    const main = await job.step({ registry: 'mine', token: machine.token() }).main();
    const pid = Number(provider.notes().find(({ kind }) => kind === 'leaves')?.['pid']);
    machine.onDispose(() => void process.kill(pid, 'SIGKILL'));
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    assert.ok(isRunning(pid, undefined));
  }),
);

test('publish with a provider, to a registry that requires authentication', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const raw = machine.token();
    const stored = `Bearer ${raw}`;
    const registry = await machine.registry({ token: stored, authRequired: true });
    const provider = new TestProvider(machine, 'provider');
    const job = jobWithCargo(machine);
    const config = `credential-provider = ["${provider.program}"]`;
    job.write('nested/.cargo/config.toml', `[registries.mine]\n${config}\n`);
    const inputs = { index: registry.indexUrl, 'working-directory': 'nested', scheme: 'Bearer' };
    const main = await job.step({ registry: 'mine', token: raw, ...inputs }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    assert.deepEqual(provider.tokens(), [stored]);

    const folder = path.join(job.workspace, 'nested');
    const crates = ['0.1.0', '0.2.0'].map((version) =>
      writeCrate(path.join(folder, version), { version }),
    );
    const published = await job.cargo().publish(crates[0] ?? '', 'mine');
    assert.equal(published.code, 0, published.stderr);
    await job.end();
    const refused = await job.cargo().publish(crates[1] ?? '', 'mine');
    assert.match(refused.stderr, /no token found for `mine`/);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
  }),
);
