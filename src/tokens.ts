// The tokens of a step: those that were given, and what becomes of those that were not.

import { UserError } from './errors.ts';
import type { Inputs, Request } from './inputs.ts';
import { likelyCause } from './missing-token.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';

/** A request that has its token. */
export type RequestWithToken = Request & { readonly token: Secret };

/**
 * Returns the requests that have a token.
 *
 * @throws UserError for one that has none, unless `missing-token` allows it
 */
export function withTokens({ requests, missingToken }: Inputs): RequestWithToken[] {
  return requests.flatMap((request) => {
    const { token, registry, origin } = request;
    if (token !== undefined) return [{ ...request, token }];
    const name = registry === undefined ? '' : ` for \`${registry}\``;
    const message = `the token${name} is empty (${origin}); likely ${likelyCause(runner.environment())}`;
    if (missingToken === 'error')
      throw new UserError(`please provide a non-empty token: ${message}`);
    if (missingToken === 'warn') runner.warning(`not logged in${name}: ${message}`);
    else runner.info(`Not logged in${name}: ${message}`);
    return [];
  });
}
