// The likely cause of an empty token, where the event that should tell it is odd.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, describe, test } from 'node:test';
import { likelyCause, trustedPublishingAdvice } from '../../src/missing-token.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'events-'));

function causeOf(event: string): string {
  const file = path.join(folder, 'event.json');
  fs.writeFileSync(file, event);
  return likelyCause({
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file,
    GITHUB_REPOSITORY: 'octocat/crate',
  });
}

describe('the cause of an empty token', () => {
  after(() => fs.rmSync(folder, { recursive: true }));

  for (const head of [
    'null',
    '{}',
    '{"repo":null}',
    '{"repo":5}',
    '{"repo":{"full_name":null}}',
    '{"repo":{"full_name":"mallory/crate"}}',
    '{"repo":{"full_name":"octocat/crate-2"}}',
  ]) {
    test(`is a fork when the head is ${head}`, () => {
      assert.match(causeOf(`{"pull_request":{"head":${head}}}`), /from a fork/);
    });
  }

  for (const event of [
    '',
    '{',
    'null',
    '5',
    '"text"',
    '[]',
    '{}',
    '{"pull_request":null}',
    '{"pull_request":{}}',
    '{"__proto__":{"pull_request":{"head":{"repo":null}}}}',
    '{"pull_request":{"head":{"repo":{"full_name":"octocat/crate"}}}}',
  ]) {
    test(`is no fork when the event is ${event}`, () => {
      assert.match(causeOf(event), /only from a branch of the same repository/);
    });
  }

  test('is Dependabot before it is a fork', () => {
    const env = { GITHUB_ACTOR: 'dependabot[bot]', GITHUB_EVENT_NAME: 'pull_request' };
    assert.match(likelyCause(env), /Dependabot/);
  });

  test('is the secret itself where there is no event', () => {
    assert.match(likelyCause({}), /misspelt/);
  });
});

test('outside of a workflow no event is to blame, and trusted publishing is advised', () => {
  const env = { GITHUB_EVENT_PATH: '/nowhere/event.json' };
  assert.doesNotMatch(likelyCause(env), /fork|Dependabot/);
  assert.match(trustedPublishingAdvice(env), /`permissions: id-token: write`/);
});
