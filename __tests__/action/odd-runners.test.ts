// Runners that do not give what GitHub's gives.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import { assertDone, credentialsFile, jobThatKnows, storedToken } from './scene.ts';

test('without GITHUB_WORKSPACE the folder in which the step runs is the workspace', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry'], { env: { GITHUB_WORKSPACE: undefined } });
    const token = machine.token();
    assertDone(await job.step({ token, registry: 'my-registry' }).main());
    assert.equal(storedToken(job, 'my-registry'), token);
    await job.end();
  }));

test(
  'nobody reads the log any more: the login is done all the same',
  { skip: skipOnWindows },
  (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      const token = machine.token();
      await job.step({ token }).main({}, ['sh', '-c', '"$@" | :', 'sh']);
      assert.equal(storedToken(job, 'crates-io'), token);
      const [post] = await job.end();
      assert.equal(post?.code, 0);
      assert.ok(!fs.existsSync(credentialsFile(job)));
    }),
);

test(
  'what nobody has foreseen is told as such, and where it was only for debugging',
  {
    skip: skipOnWindows,
  },
  (t) =>
    withMachine(t, async (machine) => {
      const gone = ['sh', '-c', 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', 'sh'];
      for (const debug of ['', '1']) {
        const job = machine.job({ env: { GITHUB_WORKSPACE: undefined, RUNNER_DEBUG: debug } });
        const main = await job.step({ token: machine.token() }).main({}, gone);
        assert.equal(main.code, 1);
        assert.match(
          main.annotations.error.join(),
          /^this should not happen, please report it: .*\bcwd\b/,
        );
        assert.deepEqual(
          [main.stderr, main.debug.some((line) => /\n? +at /.test(line))],
          ['', debug === '1'],
        );
      }
    }),
);

test('for debugging it says who keeps the token, and where that is defined', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, [], { env: { RUNNER_DEBUG: '1' } });
    const config = job.write(
      '.cargo/config.toml',
      'registry.global-credential-providers = ["cargo:token"]\n',
    );
    const { debug } = await job.step({ token: machine.token() }).main();
    assert.ok(
      debug.includes(`who keeps the token of \`crates-io\`: token, ${fs.realpathSync(config)}`),
    );
    await job.end();
  }));
