// Runners that do not provide everything that GitHub's runner does.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Variables } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
import { assertDone, credentialsFile, jobThatKnows, storedToken } from './scene.ts';

test('without GITHUB_WORKSPACE, the current directory is the workspace', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry'], { env: { GITHUB_WORKSPACE: undefined } });
    const token = machine.token();
    assertDone(await job.step({ token, registry: 'my-registry' }).main());
    assert.equal(storedToken(job, 'my-registry'), token);
    await job.end();
  }));

test('a workspace that does not exist yet is not an error', (t) =>
  withMachine(t, async (machine) => {
    const GITHUB_WORKSPACE = path.join(machine.root, 'not', 'checked-out');
    const job = machine.job();
    const step = job.step({ token: machine.token() });
    assertDone(await step.main({ GITHUB_WORKSPACE }));
    assertDone(await step.post({ GITHUB_WORKSPACE }));
    assert.ok(!fs.existsSync(path.dirname(GITHUB_WORKSPACE)));
    assert.ok(!fs.existsSync(job.cargoHome));
  }));

test('inputs that the runner does not pass count as empty', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, []);
    const token = machine.token();
    const names =
      'TOKENS REGISTRY SCHEME USERNAME INDEX VERIFY COMMAND LOGOUT CONFIG MISSING-TOKEN';
    const others = `${names} WORKING-DIRECTORY CARGO-ARGS TRUSTED-PUBLISHING-URL`.split(' ');
    const unset: Variables = Object.fromEntries(others.map((name) => [`INPUT_${name}`, undefined]));
    assertDone(await job.step({ token }).main(unset));
    assert.equal(storedToken(job, 'crates-io'), token);
  }));

test(
  'a login stores its token even when nobody reads standard output',
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
  'an unexpected failure sets one annotation, and logs a stack only when debugging',
  { skip: skipOnWindows },
  (t) =>
    withMachine(t, async (machine) => {
      const gone = ['sh', '-c', 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', 'sh'];
      for (const debug of ['', '1']) {
        const job = machine.job({ env: { GITHUB_WORKSPACE: undefined, RUNNER_DEBUG: debug } });
        const main = await job.step({ token: machine.token() }).main({}, gone);
        assert.deepEqual([main.code, main.annotations.error.length, main.stderr], [1, 1, '']);
        assert.equal(
          main.debug.some((line) => /\n? +at /.test(line)),
          debug === '1',
        );
      }
    }),
);

/** A preload that makes this Node look like Node 18 and removes what only a newer Node has. */
const WITHOUT_NEWS = `data:text/javascript,${encodeURIComponent(`
  delete process.getBuiltinModule;
  Object.defineProperty(process, 'version', { value: 'v18.20.4' });
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });
`)}`;

// B7: act, Gitea and Forgejo ignore `using:` and run the `node` on PATH.
for (const phase of ['main', 'post'] as const) {
  test(`${phase} ${phase === 'main' ? 'under Node 18 names the version it needs' : 'under Node 18 exits with 0'}`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      const env = { NODE_OPTIONS: `--import "${WITHOUT_NEWS}"` };
      const step = job.step({ token: machine.token() });
      const { code, annotations, stderr } = await step[phase](env);
      assert.deepEqual([code, stderr], [phase === 'main' ? 1 : 0, '']);
      if (phase === 'post') return;
      assert.equal(annotations.error.length, 1);
      assert.match(annotations.error.join(), /Node.*\b2[0-4]\b/s);
      assert.match(annotations.error.join(), /18\.20\.4/);
    }));
}

test('with HOME and USERPROFILE empty, a login succeeds or one error names the variable', (t) =>
  withMachine(t, async (machine) => {
    // C10. Node asks the system if HOME is unset. An empty HOME is useless to cargo too.
    const env = { HOME: '', USERPROFILE: '', HOMEDRIVE: undefined, HOMEPATH: undefined };
    const { code, annotations, stderr } = await machine
      .job({ env })
      .step({ token: machine.token() })
      .main();
    const isOneError = code === 1 && annotations.error.length === 1;
    // Windows knows the folder without the variables.
    assert.ok(isOneError || (skipOnWindows && code === 0), stderr);
    if (isOneError) assert.match(annotations.error.join(), /CARGO_HOME|HOME|USERPROFILE/);
    assert.doesNotMatch(annotations.error.join(), /should not happen|unexpected/);
  }));
