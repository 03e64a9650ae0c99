// What a request comes to: which registry it means, who keeps its token, and where.

import { resolveProvider } from './cargo/provider.ts';
import { type Registry, resolveRegistry } from './cargo/registry.ts';
import type { RegistryPlace } from './credentials/edit.ts';
import { type Entry, type Keeper, placeKey } from './credentials/lease.ts';
import { UserError } from './errors.ts';
import type { Inputs } from './inputs.ts';
import type { Secret } from './secret.ts';
import type { Surroundings } from './surroundings.ts';
import type { RequestWithToken } from './tokens.ts';

/** A login that can be carried out. */
export interface Login {
  readonly registry: Registry;
  readonly token: Secret;
  readonly keeper: Keeper;
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
  { registry: name, token }: RequestWithToken,
  inputs: Inputs,
  { config }: Surroundings,
): Login {
  const registry = resolveRegistry(config, name, { index: inputs.index });
  // What later cargo commands will see: they know nothing of this step's `config` lines.
  const later = resolveProvider(config.withoutCli(), registry);
  const isConfigured = later.kind !== 'token' || later.configured;
  const entries = placesOf(registry).map(
    (place): Entry => ({
      place,
      token: token.expose(),
      provider: place.kind === 'alternate' && !isConfigured,
    }),
  );
  return { registry, token, keeper: { kind: 'file', entries } };
}

/** Returns the tables of the credentials file in which Cargo looks for a registry's token. */
export function placesOf({ kind, tokenNames }: Registry): RegistryPlace[] {
  if (kind === 'crates-io') return [{ kind }];
  return tokenNames.map((name) => ({ kind: 'alternate', name }));
}

function refuseTwice(logins: readonly Login[]): void {
  const seen = new Map<string, string>();
  for (const { registry } of logins) {
    for (const place of placesOf(registry)) {
      const earlier = seen.get(placeKey(place));
      if (earlier !== undefined && earlier !== registry.name) {
        throw new UserError(
          `\`${earlier}\` and \`${registry.name}\` are the same registry for Cargo; name it once`,
        );
      }
      seen.set(placeKey(place), registry.name);
    }
  }
}
