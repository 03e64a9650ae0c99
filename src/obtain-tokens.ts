// Collects the tokens of a step: given as inputs, or issued by trusted publishing. Decides what
// happens to a request without a token.

import { attempt, messageOf, UserError } from './errors.ts';
import type { Inputs, Request, TokenRequest } from './inputs.ts';
import * as runner from './runner.ts';
import type { Secret } from './tokens.ts';

/**
 * Adds each request with its token to `obtained`, so that the caller can revoke issued tokens if a
 * later request fails. A crates.io request without a token gets one by trusted publishing, if the
 * job may request an ID token. `isForCratesIo` may throw UserError. Throws UserError if a request
 * gets no token, unless `missing-token` allows that.
 */
export async function obtainTokens(
  inputs: Inputs,
  isForCratesIo: (request: Request) => boolean,
  obtained: TokenRequest[],
): Promise<void> {
  for (const request of inputs.requests) {
    const { token } = request;
    const withToken = token && { ...request, token, issuer: undefined };
    const found = withToken ?? (await requestToken(request, inputs, isForCratesIo));
    if (found !== undefined) obtained.push(found);
  }
}

async function requestToken(
  request: Request,
  { trustedPublishingUrl: url, missingToken }: Inputs,
  isForCratesIo: (request: Request) => boolean,
): Promise<TokenRequest | undefined> {
  const { exchange, likelyCause } = await import('./on-demand.ts');
  // An undefined registry is an error only if its token is required and could be issued.
  const isTrusted =
    url !== undefined &&
    (missingToken === 'error' && mayProveIdentity()
      ? isForCratesIo(request)
      : attempt(() => isForCratesIo(request)) === true);
  if (!isTrusted || !mayProveIdentity()) {
    reportMissing(request, missingToken, likelyCause(isTrusted));
    return undefined;
  }
  try {
    return { ...request, token: await exchange(url, runner.cancellation()), issuer: url };
  } catch (error) {
    if (missingToken === 'error') throw error;
    reportMissing(request, missingToken, messageOf(error));
    return undefined;
  }
}

/** Tells whether the job has `permissions: id-token: write`. Only then are both variables set. */
function mayProveIdentity(): boolean {
  const env = runner.environment();
  return Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
}

function reportMissing(
  { registry, origin }: Request,
  missingToken: Inputs['missingToken'],
  cause: string,
): void {
  const name = registry === undefined ? '' : ` to \`${registry}\``;
  const text = `not logged in${name}, because the token is empty (${origin}). ${cause}`;
  const advice = 'If a missing token is fine here, set `missing-token: skip`.';
  if (missingToken === 'error') throw new UserError(`${text} ${advice}`);
  if (missingToken === 'warn') runner.warning(text);
  else runner.info(text);
}

/**
 * Revokes a token that trusted publishing issued. `token`: `undefined` if it is lost. A failure is
 * only a warning, because the token expires.
 */
export async function revokeToken(issuer: string, token: Secret | undefined): Promise<void> {
  try {
    if (token === undefined) throw new UserError('it is no longer in the credentials file');
    const { revoke } = await import('./on-demand.ts');
    await revoke(issuer, token);
    runner.info(`The token that ${issuer} issued for this job has been revoked`);
  } catch (error) {
    runner.warning(
      `the token that ${issuer} issued for this job could not be revoked: ${messageOf(error)}. It expires half an hour after it was issued`,
    );
  }
}
