// Registries whose index is a git repository, such as Shipyard's: the action stores the token by the
// same rules, and cargo sends it with the API and, where the index says so, with downloads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertDone } from '../action/scene.ts';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { standInForSsh, startGitRegistry, withoutGit } from './git-index.ts';
import { assertLoggedIn, assertLoggedOut, homeOf, jobOfAnOwner } from './shop.ts';

const skip = withoutCargo() || withoutGit();
const NAME = 'my-registry';

for (const authRequired of [false, true]) {
  const kind = authRequired ? 'a newer set-up, which guards downloads' : 'an older set-up';
  test(`cargo publishes to, and builds from, a git index: ${kind}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const registry = await startGitRegistry(machine, token, authRequired);
      const job = jobOfAnOwner(machine);
      job.write('.cargo/config.toml', registriesToml({ [NAME]: `file://${registry.folder}` }));
      const before = homeOf(job);
      const step = job.step({ registry: NAME, token });
      const main = await step.main();
      assertDone(main);
      assert.deepEqual(main.annotations.warning, []);
      await assertLoggedIn({ job, registry, name: NAME });
      const download = registry.requests.find(({ path }) => path.endsWith('/download'));
      assert.equal(download?.authorization, authRequired ? 'accepted' : 'none');
      assertDone(await step.post());
      assert.deepEqual(homeOf(job), before);
      await assertLoggedOut({ job, registry, name: NAME });
    }),
  );
}

// Not tried: ssh itself, with its keys and known hosts, which neither the action nor the token is
// concerned with; and the ssh that is built into cargo.
test('cargo publishes to, and builds from, Shipyard: an index that comes by ssh', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const token = machine.token();
    const registry = await startGitRegistry(machine, token, true);
    const ssh = standInForSsh(machine, registry);
    const job = jobOfAnOwner(machine, machine.job({ env: ssh.env }));
    const before = homeOf(job);
    const index = 'ssh://git@ssh.shipyard.rs/my-organization/crate-index.git';
    const step = job.step({ registry: NAME, token, index });
    const main = await step.main();
    assertDone(main);
    assert.deepEqual(ssh.calls(), [], 'a login needs neither ssh nor a network');
    await assertLoggedIn({ job, registry, name: NAME });
    const asked = "git@ssh.shipyard.rs git-upload-pack '/my-organization/crate-index.git'";
    assert.deepEqual([...new Set(ssh.calls())], [asked]);
    assertDone(await step.post());
    assert.deepEqual(homeOf(job), before);
    await assertLoggedOut({ job, registry, name: NAME });
  }),
);
