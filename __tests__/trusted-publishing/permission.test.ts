// A job that has neither a token nor the permission to prove its identity.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobOptions } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';

const ADVICE =
  /No secret is needed with trusted publishing: give the job `permissions: id-token: write`$/;
const FORK = { pull_request: { head: { repo: { full_name: 'stranger/crate' } } } };

interface Case {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly job?: JobOptions;
  readonly message: RegExp;
}

const CASES: Readonly<Record<string, Case>> = {
  'the permission is named': { message: ADVICE },
  'it is named where one of the two variables is not there': {
    job: { env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/' } },
    message: ADVICE,
  },
  'it is named where the other one is empty': {
    job: {
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: '',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-runner',
      },
    },
    message: ADVICE,
  },
  'it is named among several registries': { inputs: { tokens: 'crates.io=' }, message: ADVICE },
  'a pull request from a fork gets no id token either': {
    job: { event: { name: 'pull_request', payload: FORK } },
    message: /pull request from a fork.*Nor do they get an id token/,
  },
  'crates.io takes none from `pull_request_target`': {
    job: { event: { name: 'pull_request_target', payload: FORK } },
    message: /the secret is misspelt(?!.*id-token)/,
  },
  'crates.io takes none from `workflow_run`': {
    job: { event: { name: 'workflow_run', payload: {} } },
    message: /the secret is misspelt(?!.*id-token)/,
  },
  'another registry has no such thing': {
    inputs: { registry: 'mine' },
    config: 'registries.mine.index = "sparse+https://example.com/"',
    message: /the token for `mine` is empty(?!.*id-token)/,
  },
  'nor has another default registry': {
    config: 'registry.default = "mine"\nregistries.mine.index = "sparse+https://example.com/"',
    message: /the token is empty(?!.*id-token)/,
  },
  'nor has one that is not defined': {
    inputs: { registry: 'mine' },
    message: /the token for `mine` is empty(?!.*id-token)/,
  },
  'it is not named when `trusted-publishing-url` is empty': {
    inputs: { 'trusted-publishing-url': '' },
    message: /the token is empty(?!.*id-token)/,
  },
};
for (const [what, { inputs = {}, config, job: options, message }] of Object.entries(CASES)) {
  test(`${what}: as an error, a warning, and a line`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job(options);
      if (config !== undefined) job.write('.cargo/config.toml', config);
      const error = await job.step(inputs).main();
      assert.equal(error.code, 1);
      assert.match(error.annotations.error.join('\n'), message);
      const warn = await job.step({ ...inputs, 'missing-token': 'warn' }).main();
      assert.deepEqual([warn.code, warn.outputs['logged-in']], [0, 'false']);
      assert.match(warn.annotations.warning.join('\n'), message);
      const skip = await job.step({ ...inputs, 'missing-token': 'skip' }).main();
      assert.deepEqual([skip.code, skip.outputs['logged-in']], [0, 'false']);
      assert.match(skip.text.join('\n'), message);
    }));
}
