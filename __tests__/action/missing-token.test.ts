// An empty token: the effect of `missing-token`, and the likely cause that the message names.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import type { JobOptions } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone, jobThatKnows } from './scene.ts';

const OWN = { full_name: 'octocat/crate' };

const pullRequest = (repo: unknown, name = 'pull_request') => ({
  event: { name, payload: { pull_request: { head: { ref: 'topic', repo } } } },
});
const event = (name: string, payload: unknown): JobOptions => ({ event: { name, payload } });
const IN_A_FORK = { repository: { fork: true } };

const FORK = /pull request.*\bfork\b/s;
const FORKED = /^(?!.*pull request).*\bfork\b/s;
const DEPENDABOT = /Dependabot/;
const MISSPELT = /^(?!.*(pull request|Dependabot|\bfork\b)).*(misspel|spelling|name).*environment/s;

const CAUSES: Readonly<Record<string, readonly [options: JobOptions, cause: RegExp]>> = {
  'a push': [{}, MISSPELT],
  'a release': [event('release', { release: {}, repository: { fork: false } }), MISSPELT],
  'a push in a forked repository': [event('push', IN_A_FORK), FORKED],
  'a schedule in a forked repository': [event('schedule', IN_A_FORK), FORKED],
  'a release in a forked repository': [event('release', IN_A_FORK), FORKED],
  'a dispatch in a forked repository': [event('workflow_dispatch', IN_A_FORK), FORKED],
  'a pull request from a fork': [pullRequest({ full_name: 'mallory/crate' }), FORK],
  'a pull request from a deleted fork': [pullRequest(null), FORK],
  'a review of a pull request from a fork': [
    pullRequest({ full_name: 'mallory/crate' }, 'pull_request_review'),
    FORK,
  ],
  'a pull request from a branch': [pullRequest(OWN), MISSPELT],
  'a pull request with an empty event': [event('pull_request', []), MISSPELT],
  'a pull request whose event cannot be read': [
    { ...pullRequest(OWN), env: { GITHUB_EVENT_PATH: path.resolve('/nothing/here.json') } },
    MISSPELT,
  ],
  'pull_request_target, which gets secrets': [
    pullRequest({ full_name: 'mallory/crate' }, 'pull_request_target'),
    MISSPELT,
  ],
  'a pull request from Dependabot': [
    { ...pullRequest(OWN), env: { GITHUB_ACTOR: 'dependabot[bot]' } },
    DEPENDABOT,
  ],
  'no event at all': [
    {
      env: { GITHUB_EVENT_NAME: undefined, GITHUB_EVENT_PATH: undefined, GITHUB_ACTOR: undefined },
    },
    MISSPELT,
  ],
};

for (const [title, [options, cause]] of Object.entries(CAUSES)) {
  test(`an empty token is an error that names the likely cause: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry'], options);
      const before = snapshot(machine.home);
      const { code, annotations, state, outputs } = await job
        .step({ registry: 'my-registry' })
        .main();
      assert.deepEqual([code, annotations.error.length, state, outputs], [1, 1, {}, {}]);
      const message = annotations.error.join();
      assert.match(message, /`my-registry`.*`token`/s);
      assert.match(message, /`missing-token: skip`/);
      assert.match(message, cause);
      assert.deepEqual(snapshot(machine.home), before);
    }));
}

for (const token of ['   ', '\t\r\n ', ' cargo login \n', undefined]) {
  test(`the token ${JSON.stringify(token)} counts as missing`, (t) =>
    withMachine(t, async (machine) => {
      const step = jobThatKnows(machine, ['my-registry']).step({ registry: 'my-registry' });
      const { code, annotations } = await step.main({ INPUT_TOKEN: token });
      assert.equal(code, 1);
      assert.match(annotations.error.join(), /missing-token/);
    }));
}

for (const value of ['warn', 'skip']) {
  test(`with missing-token: ${value}, a step without a token succeeds and logs in nowhere`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry'], pullRequest(null));
      const before = snapshot(machine.root);
      const step = job.step({ registry: 'my-registry', 'missing-token': value });
      const main = await step.main();
      assertDone(main);
      assert.equal(main.outputs['logged-in'], 'false');
      assert.equal(main.outputs['credentials-file'], '');
      const { warning } = main.annotations;
      assert.equal(warning.length, value === 'warn' ? 1 : 0);
      const said = value === 'warn' ? warning : main.text;
      assert.match(said.join('\n'), /`my-registry`/);
      assert.match(said.join('\n'), FORK);
      const post = await step.post();
      assertDone(post);
      assert.deepEqual(post.annotations.warning, []);
      const isRunners = (name: string) => name.includes('_runner_file_commands');
      assert.deepEqual(snapshot(machine.root, isRunners), before);
    }));
}

test('with missing-token: skip, a non-empty token is used', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry'], pullRequest(null));
    const inputs = { registry: 'my-registry', token: machine.token(), 'missing-token': 'skip' };
    const { outputs, annotations } = await job.step(inputs).main();
    assert.equal(outputs['logged-in'], 'true');
    assert.deepEqual(annotations.warning, []);
  }));
