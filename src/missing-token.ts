// Why a token is empty: the runner says nothing, but the event that started the job mostly tells.

import { readFileSync } from 'node:fs';
import type { Environment } from './runner.ts';

const MISSING =
  'the secret is misspelt, is not there for this repository, or lives in an environment that the job does not name with `environment:`; a reusable workflow gets secrets only if its caller passes them on';

/**
 * Returns the likely cause of an empty token, with what to do about it.
 *
 * @param env the environment of the step: `GITHUB_EVENT_NAME`, `GITHUB_EVENT_PATH`, `GITHUB_ACTOR`
 */
export function likelyCause(env: Environment): string {
  if (env['GITHUB_EVENT_NAME'] === 'pull_request_target') return MISSING; // it gets all secrets
  if (isDependabot(env)) {
    return (
      'the job was started by Dependabot, which sees only Dependabot secrets: ' +
      "add the secret there too, or leave the step out with `if: github.actor != 'dependabot[bot]'`"
    );
  }
  if (isFork(env)) {
    return (
      'the job was started by a pull request from a fork, and those get no secrets: ' +
      'leave the step out for them, or set `missing-token: skip`'
    );
  }
  if ((env['GITHUB_EVENT_NAME'] ?? '').startsWith('pull_request')) {
    return 'a pull request gets secrets only from a branch of the same repository; or the secret is misspelt, or lives in an environment that the job does not name';
  }
  return MISSING;
}

/**
 * Returns how the job could do without a token where the registry is crates.io, to be put behind
 * the likely cause; empty when it could not.
 */
export function trustedPublishingAdvice(env: Environment): string {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  // crates.io takes the identity of no such job: src/controllers/trustpub/tokens/exchange/mod.rs
  if (event === 'pull_request_target' || event === 'workflow_run') return '';
  if (isFork(env)) return '. Nor do they get an id token, which crates.io would take instead';
  return '. No secret is needed with trusted publishing: give the job `permissions: id-token: write`';
}

function isDependabot(env: Environment): boolean {
  return env['GITHUB_ACTOR'] === 'dependabot[bot]';
}

function isFork(env: Environment): boolean {
  const path = env['GITHUB_EVENT_PATH'];
  if (!path || !(env['GITHUB_EVENT_NAME'] ?? '').startsWith('pull_request')) return false;
  const head = headRepository(path);
  return head !== undefined && head !== env['GITHUB_REPOSITORY'];
}

/** Returns `pull_request.head.repo.full_name` of the event; a deleted fork's is `''`. */
function headRepository(path: string): string | undefined {
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const head = field(field(event, 'pull_request'), 'head');
    if (head === undefined) return undefined;
    const name = field(field(head, 'repo'), 'full_name');
    return typeof name === 'string' ? name : '';
  } catch {
    return undefined; // no event to read, no cause to name
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
