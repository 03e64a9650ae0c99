// An empty token: what `missing-token` makes of it, and which cause the message names.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobOptions } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone, jobThatKnows } from './scene.ts';

const OWN = { full_name: 'octocat/crate' };

const pullRequest = (repo: unknown, name = 'pull_request') => ({
  event: { name, payload: { pull_request: { head: { ref: 'topic', repo } } } },
});

const FORK = /pull request from a fork.*`missing-token: skip`/s;
const DEPENDABOT = /Dependabot secrets.*dependabot\[bot\]/s;
const PULL_REQUEST = /a pull request gets secrets only from a branch of the same repository/;
const MISSPELT = /^(?!.*(pull request|Dependabot)).*misspelt.*`environment:`/s;

const causes: Readonly<Record<string, readonly [options: JobOptions, cause: RegExp]>> = {
  'a push': [{}, MISSPELT],
  'a release': [{ event: { name: 'release', payload: { release: {} } } }, MISSPELT],
  'a pull request from a fork': [pullRequest({ full_name: 'mallory/crate' }), FORK],
  'a pull request from a fork that is deleted': [pullRequest(null), FORK],
  'a review of a pull request from a fork': [
    pullRequest({ full_name: 'mallory/crate' }, 'pull_request_review'),
    FORK,
  ],
  'a pull request from a branch': [pullRequest(OWN), PULL_REQUEST],
  'a pull request with no more in its event': [
    { event: { name: 'pull_request', payload: [] } },
    PULL_REQUEST,
  ],
  'a pull request whose event cannot be read': [
    { ...pullRequest(OWN), env: { GITHUB_EVENT_PATH: '/nothing/here.json' } },
    PULL_REQUEST,
  ],
  'a pull request without an event': [
    { ...pullRequest(null), env: { GITHUB_EVENT_PATH: undefined } },
    PULL_REQUEST,
  ],
  'pull_request_target, which gets secrets': [
    pullRequest({ full_name: 'mallory/crate' }, 'pull_request_target'),
    MISSPELT,
  ],
  'a pull request of Dependabot': [
    { ...pullRequest(OWN), env: { GITHUB_ACTOR: 'dependabot[bot]' } },
    DEPENDABOT,
  ],
  'a push of Dependabot': [{ env: { GITHUB_ACTOR: 'dependabot[bot]' } }, DEPENDABOT],
  'no event at all': [
    {
      env: { GITHUB_EVENT_NAME: undefined, GITHUB_EVENT_PATH: undefined, GITHUB_ACTOR: undefined },
    },
    MISSPELT,
  ],
};

for (const [title, [options, cause]] of Object.entries(causes)) {
  test(`an empty token is an error that names the likely cause: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const step = jobThatKnows(machine, ['my-registry'], options).step({
        registry: 'my-registry',
      });
      const before = snapshot(machine.home);
      const { code, annotations, state, outputs } = await step.main();
      assert.deepEqual([code, annotations.error.length, state, outputs], [1, 1, {}, {}]);
      const message = annotations.error.join();
      assert.match(message, /please provide a non-empty token.*`my-registry`.*input `token`/);
      assert.match(message, cause);
      assert.deepEqual(snapshot(machine.home), before);
    }));
}

for (const token of ['', '   ', '\n\n', '\t\r\n ', 'cargo login', ' cargo login \n']) {
  test(`a token is missing when it is ${JSON.stringify(token)}`, (t) =>
    withMachine(t, async (machine) => {
      // There is no secret in it that could be searched for.
      const variables = { INPUT_TOKEN: token };
      const step = jobThatKnows(machine, ['my-registry']).step({ registry: 'my-registry' });
      const { code, annotations } = await step.main(variables);
      assert.equal(code, 1);
      assert.match(annotations.error.join(), /please provide a non-empty token/);
    }));
}

for (const [value, kind] of [
  ['warn', 'warning'],
  ['skip', 'none'],
] as const) {
  test(`with missing-token: ${value} the step goes on, logged out`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry'], pullRequest(null));
      const before = snapshot(machine.root);
      const step = job.step({ registry: 'my-registry', 'missing-token': value });
      const main = await step.main();
      assertDone(main);
      assert.deepEqual(main.outputs, {
        registry: '',
        'credentials-file': '',
        'logged-in': 'false',
      });
      assert.deepEqual(main.state, {});
      const said = kind === 'warning' ? main.annotations.warning : main.text;
      assert.equal(said.length, 1);
      assert.match(said.join(), /not logged in for `my-registry`/i);
      assert.match(said.join(), FORK);
      assert.equal(main.annotations.warning.length, kind === 'warning' ? 1 : 0);
      const post = await step.post();
      assertDone(post);
      assert.deepEqual(post.text, ['Nothing to log out of: the main step did not log in']);
      const isRunners = (name: string) => name.includes('_runner_file_commands');
      assert.deepEqual(snapshot(machine.root, isRunners), before);
    }));
}

test('with missing-token: skip a token that is there is used', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry'], pullRequest(null));
    const inputs = { registry: 'my-registry', token: machine.token(), 'missing-token': 'skip' };
    const { outputs, annotations } = await job.step(inputs).main();
    assert.equal(outputs['logged-in'], 'true');
    assert.deepEqual(annotations.warning, []);
  }));

test('a runner that does not pass the input at all gives no token', (t) =>
  withMachine(t, async (machine) => {
    const step = jobThatKnows(machine, ['my-registry']).step({ registry: 'my-registry' });
    const { code, annotations } = await step.main({ INPUT_TOKEN: undefined });
    assert.equal(code, 1);
    assert.match(annotations.error.join(), /please provide a non-empty token/);
  }));
