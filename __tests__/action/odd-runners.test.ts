// Runners that do not give what GitHub's gives.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Variables } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
import { assertDone, credentialsFile, jobThatKnows, storedToken } from './scene.ts';

test('without GITHUB_WORKSPACE the folder in which the step runs is the workspace', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry'], { env: { GITHUB_WORKSPACE: undefined } });
    const token = machine.token();
    assertDone(await job.step({ token, registry: 'my-registry' }).main());
    assert.equal(storedToken(job, 'my-registry'), token);
    await job.end();
  }));

test('a workspace that is not there yet is no error', (t) =>
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
  'a failure that nobody expected asks for a report; a stack only for debugging',
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

/** What an older Node lacks that the action could use, as a preload of this Node takes it away. */
const WITHOUT_NEWS = `data:text/javascript,${encodeURIComponent(`
  delete process.getBuiltinModule;
  Object.defineProperty(process, 'version', { value: 'v18.20.4' });
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });
`)}`;

// B7: act, Gitea and Forgejo ignore `using:` and run the `node` on PATH.
for (const phase of ['main', 'post'] as const) {
  test(`${phase} under Node 18: main names the version that it needs`, (t) =>
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

test('Cargo’s home without HOME or USERPROFILE: one error that names CARGO_HOME', (t) =>
  withMachine(t, async (machine) => {
    // C10. Node asks the system where HOME is unset; an empty one is what cargo cannot use either.
    const env = { HOME: '', USERPROFILE: '', HOMEDRIVE: undefined, HOMEPATH: undefined };
    const { code, annotations, stderr } = await machine
      .job({ env })
      .step({ token: machine.token() })
      .main();
    const isOneError = code === 1 && annotations.error.length === 1;
    assert.ok(isOneError || code === 0, stderr);
    if (isOneError) assert.match(annotations.error.join(), /CARGO_HOME|HOME|USERPROFILE/);
    assert.doesNotMatch(annotations.error.join(), /should not happen|unexpected/);
  }));
