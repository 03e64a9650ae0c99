// Why a token is empty: the runner says nothing, but the event that started the job mostly tells.

import { readFileSync } from 'node:fs';
import type { Environment } from './runner.ts';

/**
 * Returns the likely cause of an empty token, with what to do about it.
 *
 * @param env the environment of the step: `GITHUB_EVENT_NAME`, `GITHUB_EVENT_PATH`, `GITHUB_ACTOR`
 */
export function likelyCause(env: Environment): string {
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
  return 'the secret is misspelt, is not there for this repository, or lives in an environment that the job does not name with `environment:`; a reusable workflow gets secrets only if its caller passes them on';
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
