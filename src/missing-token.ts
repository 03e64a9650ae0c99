// Why a token is empty. The runner does not say, but the event that started the job often tells.

import { readFileSync } from 'node:fs';
import type { Environment } from './runner.ts';

/**
 * Returns the likely cause of an empty token and what to do about it.
 *
 * @param env the environment of the step: `GITHUB_EVENT_NAME`, `GITHUB_EVENT_PATH`, `GITHUB_ACTOR`
 */
export function likelyCause(env: Environment): string {
  return `${causeOf(env, readEvent(env))} If a missing token is fine here, set \`missing-token: skip\`.`;
}

function causeOf(env: Environment, event: unknown): string {
  if (isDependabot(env)) {
    return 'Dependabot started this job, and it sees only Dependabot secrets: add the secret there too.';
  }
  if (isPullRequestFromFork(env, event)) {
    return 'A pull request from a fork started this job, and such jobs get no secrets.';
  }
  if (field(field(event, 'repository'), 'fork') === true) {
    return 'This repository is a fork, and a fork does not have the secrets of the original repository.';
  }
  return (
    'The secret may be misspelled or not exist in this repository. It may belong to an environment ' +
    'that the job does not name with `environment:`. A reusable workflow gets only the secrets that ' +
    'its caller passes on. The output of another job is empty if it holds a masked value.'
  );
}

/** Returns a hint at trusted publishing, for crates.io; empty where crates.io would refuse the job. */
export function trustedPublishingHint(env: Environment): string {
  // crates.io takes the identity of no such job: src/controllers/trustpub/tokens/exchange/mod.rs
  const refused = ['pull_request_target', 'workflow_run'];
  if (refused.includes(env['GITHUB_EVENT_NAME'] ?? '')) return '';
  if (isPullRequestFromFork(env, readEvent(env))) return '';
  return ' With trusted publishing no secret is needed: give the job `permissions: id-token: write`.';
}

function isDependabot(env: Environment): boolean {
  return (
    env['GITHUB_ACTOR'] === 'dependabot[bot]' && env['GITHUB_EVENT_NAME'] !== 'pull_request_target'
  );
}

/** `pull_request_target` runs with the secrets of the target, so it is not among these events. */
function isPullRequestFromFork(env: Environment, event: unknown): boolean {
  if (!/^pull_request(_review|_review_comment)?$/.test(env['GITHUB_EVENT_NAME'] ?? ''))
    return false;
  const head = field(field(event, 'pull_request'), 'head');
  // The repository is null when the fork has been deleted.
  return head !== undefined && field(field(head, 'repo'), 'full_name') !== env['GITHUB_REPOSITORY'];
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads */
function readEvent(env: Environment): unknown {
  try {
    return JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
  } catch {
    return undefined; // without an event nothing is known about the job
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
