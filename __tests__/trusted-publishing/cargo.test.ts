// Real cargo publishes with the exchanged token, to a registry on loopback that stands for crates.io.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { jobWithCargo, skip, TestProvider } from '../providers/scene.ts';
import { withoutCargo, writeCrate } from '../support/cargo.ts';
import { withIssuer } from './issuer.ts';

test('cargo publishes until the job ends, and not after it', { skip: withoutCargo() }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const registry = await machine.registry({});
    issuer.registry = registry;
    const job = machine.job({ env: issuer.permission });
    const cargo = job.cargo({
      env: { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registry.indexUrl },
    });
    const crate = path.join(job.workspace, 'crate');
    writeCrate(crate, { version: '0.1.0' });

    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 0, main.stdout);
    const first = await cargo.publish(crate);
    assert.equal(first.code, 0, first.stderr);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);

    // A copy of the token, as a later step may have made it, must be of no use either.
    const { token } = issuer;
    await job.end();
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
    writeCrate(crate, { version: '0.2.0' });
    const second = await cargo.publish(crate);
    assert.match(second.stderr, /no token found/);
    const third = await cargo.publish(crate, undefined, { env: { CARGO_REGISTRY_TOKEN: token } });
    assert.match(third.stderr, /this token is not accepted/);
    assert.deepEqual([...registry.crates.keys()], ['demo-crate@0.1.0']);
  }),
);

test('a credential provider keeps the token; it is revoked and logged out', { skip }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const registry = await machine.registry({});
    const provider = new TestProvider(machine, 'vault');
    const job = jobWithCargo(machine, {
      env: {
        ...issuer.permission,
        CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: provider.program,
        __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: registry.indexUrl,
      },
    });
    machine.folder('home', '.cargo');
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 0, main.stdout);
    assert.deepEqual(provider.tokens(), [issuer.token]);
    assert.equal(main.outputs['credentials-file'], '');
    const [post] = await job.end();
    assert.deepEqual(post?.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual([...issuer.valid], []);
    assert.deepEqual(provider.tokens(), []);
  }),
);
