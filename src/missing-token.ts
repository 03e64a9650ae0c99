// Why a token is empty. The runner does not say, but the event that started the job is a clue.

import { readFileSync } from 'node:fs';
import { attempt } from './errors.ts';
import { object, optional, parseJson, text, truth } from './json.ts';
import * as runner from './runner.ts';

/** https://docs.github.com/webhooks/webhook-events-and-payloads */
const EVENT = object({
  repository: optional(object({ fork: optional(truth) })),
  pull_request: optional(
    // `repo` is null if the fork has been deleted.
    object({ head: object({ repo: optional(object({ full_name: text })) }) }),
  ),
});

/**
 * Returns the likely cause of an empty token, and a remedy. `isForCratesIo`: whether trusted
 * publishing could supply the token.
 */
export function likelyCause(isForCratesIo: boolean): string {
  const env = runner.environment();
  const source = attempt(() => readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
  const event = parseJson(source ?? '', EVENT);
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  // A `pull_request_target` job gets the secrets of the target repository, even for a fork.
  const isFromFork =
    /^pull_request(_review|_review_comment)?$/.test(name) &&
    event?.pull_request !== undefined &&
    event.pull_request.head.repo?.full_name !== env['GITHUB_REPOSITORY'];
  // crates.io refuses the identity of these jobs: src/controllers/trustpub/tokens/exchange/mod.rs
  const isRefused = isFromFork || name === 'pull_request_target' || name === 'workflow_run';
  const hint =
    isForCratesIo && !isRefused
      ? ' With trusted publishing no secret is needed: give the job `permissions: id-token: write`.'
      : '';
  const isDependabot = env['GITHUB_ACTOR'] === 'dependabot[bot]' && name !== 'pull_request_target';
  const cause = causeIn(isDependabot, isFromFork, event?.repository?.fork === true);
  return `${cause}${hint}`;
}

function causeIn(isDependabot: boolean, isFromFork: boolean, isFork: boolean): string {
  if (isDependabot) {
    return 'Dependabot started this job, and it sees only Dependabot secrets: add the secret there too.';
  }
  if (isFromFork) {
    return 'A pull request from a fork started this job, and such jobs get no secrets.';
  }
  if (isFork) {
    return 'This repository is a fork, and a fork does not have the secrets of the original repository.';
  }
  return (
    'The secret may be misspelled or not exist in this repository. It may belong to an environment ' +
    'that the job does not name with `environment:`. A reusable workflow gets only the secrets that ' +
    'its caller passes on. The output of another job is empty if it holds a masked value.'
  );
}
