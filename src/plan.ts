// What a request comes to: which registry it means, who keeps its token, and where.

import { type Registry, resolveRegistry } from './cargo/registry.ts';
import { type Keeper, placeKey, type Revocation } from './credentials/lease.ts';
import { UserError } from './errors.ts';
import type { Inputs } from './inputs.ts';
import { keeperFor, placesOf } from './keeper.ts';
import type { Secret } from './secret.ts';
import type { Surroundings } from './surroundings.ts';
import type { RequestWithToken } from './tokens.ts';

/** A login that can be carried out. */
export interface Login {
  readonly registry: Registry;
  readonly token: Secret;
  readonly keeper: Keeper;
  /** Where the token was given, for messages. */
  readonly origin: string;
  /** How the token is given back, if it was given for this job only. */
  readonly revocation?: Revocation | undefined;
}

/**
 * Returns the logins that are requested.
 *
 * @throws UserError when a registry cannot be resolved, or two requests mean the same one
 */
export function planLogins(
  requests: readonly RequestWithToken[],
  inputs: Inputs,
  surroundings: Surroundings,
): Login[] {
  const logins = requests.map((request) => planLogin(request, inputs, surroundings));
  refuseTwice(logins);
  return logins;
}

function planLogin(
  { registry: name, token, origin, revocation }: RequestWithToken,
  inputs: Inputs,
  surroundings: Surroundings,
): Login {
  const registry = resolveRegistry(surroundings.config, name, { index: inputs.index });
  const keeper = keeperFor(registry, token, inputs, surroundings);
  return { registry, token, keeper, origin, revocation };
}

/** Two names can mean one place, as `crates.io` and `crates-io` do. */
function refuseTwice(logins: readonly Login[]): void {
  const seen = new Map<string, string>();
  for (const { registry, origin } of logins) {
    for (const place of placesOf(registry)) {
      const earlier = seen.get(placeKey(place));
      if (earlier !== undefined) {
        throw new UserError(
          `${earlier} and ${origin} are for the same registry, \`${registry.name}\`; name it once`,
        );
      }
      seen.set(placeKey(place), origin);
    }
  }
}
