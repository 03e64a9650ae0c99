// The tokens of a step: those that were given, those that a registry gives for the job's identity,
// and what becomes of the rest.

import type { CheckCancelled } from './cancellation.ts';
import { resolveRegistry } from './cargo/registry.ts';
import type { Revocation } from './credentials/lease.ts';
import { UserError } from './errors.ts';
import type { Request } from './given-tokens.ts';
import type { Inputs } from './inputs.ts';
import { likelyCause, trustedPublishingAdvice } from './missing-token.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';
import { readSurroundings } from './surroundings.ts';

/** A request that has its token. */
export type RequestWithToken = Request & {
  readonly token: Secret;
  /** How the token is given back, if it was given for this job only. */
  readonly revocation?: Revocation | undefined;
};

/**
 * Returns the requests that have a token. One for crates.io that has none gets it by trusted
 * publishing, if the job may prove its identity.
 *
 * @throws UserError for one that has none, unless `missing-token` allows it; or when the registry
 * gives none
 * @throws whatever `checkCancelled` throws
 */
export async function withTokens(
  inputs: Inputs,
  checkCancelled: CheckCancelled,
): Promise<RequestWithToken[]> {
  const { requests, trustedPublishingUrl: url } = inputs;
  const trusted = requests.filter((request) => isForTrustedPublishing(request, inputs));
  const exchangeable = mayProveIdentity() ? trusted : [];
  for (const request of requests) {
    if (request.token !== undefined || exchangeable.includes(request)) continue;
    reportMissing(request, inputs, trusted.includes(request));
  }
  const exchanged =
    exchangeable.length > 0 && url !== undefined ? await exchange(url, checkCancelled) : undefined;
  return requests.flatMap((request) => {
    if (request.token !== undefined) return [{ ...request, token: request.token }];
    return exchanged && exchangeable.includes(request) ? [{ ...request, ...exchanged }] : [];
  });
}

/** Whether crates.io is meant, as Cargo sees it, and the token is left to it. */
function isForTrustedPublishing({ registry, token }: Request, inputs: Inputs): boolean {
  if (token !== undefined || inputs.trustedPublishingUrl === undefined) return false;
  try {
    const { config } = readSurroundings(inputs);
    return resolveRegistry(config, registry, { index: inputs.index }).kind === 'crates-io';
  } catch (error) {
    // Where no token is missed, nothing that only a login needs is missed either.
    if (mayProveIdentity() && inputs.missingToken === 'error') throw error;
    return false;
  }
}

/** Whether the job has `permissions: id-token: write`: then the runner sets both. */
function mayProveIdentity(): boolean {
  const env = runner.environment();
  return Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
}

async function exchange(
  url: string,
  checkCancelled: CheckCancelled,
): Promise<{ readonly token: Secret; readonly revocation: Revocation }> {
  // Loaded only now: what it needs of Node would slow down every other login.
  const publishing = await import('./trusted-publishing.ts');
  const token = await publishing.exchange(url, checkCancelled);
  return { token, revocation: { url, token: token.expose() } };
}

function reportMissing(
  { registry, origin }: Request,
  { missingToken }: Inputs,
  isTrusted: boolean,
): void {
  const env = runner.environment();
  const name = registry === undefined ? '' : ` for \`${registry}\``;
  const advice = isTrusted ? trustedPublishingAdvice(env) : '';
  const message = `the token${name} is empty (${origin}); likely ${likelyCause(env)}${advice}`;
  if (missingToken === 'error') {
    throw new UserError(`please provide a non-empty token: ${message}`);
  }
  if (missingToken === 'warn') runner.warning(`not logged in${name}: ${message}`);
  else runner.info(`Not logged in${name}: ${message}`);
}
