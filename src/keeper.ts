// Who keeps the token of a login: the credentials file, or a credential provider that Cargo calls.

import { describe } from './cargo/definition.ts';
import { type ProviderByCargo, resolveProvider } from './cargo/provider.ts';
import { providerConfiguration } from './cargo/provider-environment.ts';
import type { Registry } from './cargo/registry.ts';
import type { RegistryPlace } from './credentials/edit.ts';
import type { CargoLogin, Entry, Keeper } from './credentials/lease.ts';
import { UserError } from './errors.ts';
import { secretsGiven } from './given-tokens.ts';
import type { Inputs } from './inputs.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Returns who is to keep a token.
 *
 * @throws UserError when the configuration of providers is wrong, or an argument holds the token
 */
export function keeperFor(
  registry: Registry,
  token: Secret,
  inputs: Inputs,
  surroundings: Surroundings,
): Keeper {
  const { config } = surroundings;
  const provider = resolveProvider(config, registry);
  if (runner.isDebug()) {
    const where = provider.definition === undefined ? 'by default' : describe(provider.definition);
    runner.debug(`who keeps the token of \`${registry.name}\`: ${provider.kind}, ${where}`);
  }
  if (provider.kind === 'cargo') {
    refuseTokensAsArguments(inputs);
    const login = cargoLoginFor(registry, provider, inputs, surroundings);
    return { kind: 'cargo', login, state: 'running', kept: false };
  }
  // What later cargo commands will see: they know nothing of this step's `config` lines.
  const laterConfig = config.withoutCli();
  const later = laterConfig === config ? provider : resolveProvider(laterConfig, registry);
  const isConfigured = later.kind !== 'token' || later.configured;
  const entries = placesOf(registry).map(
    (place): Entry => ({
      place,
      token: token.expose(),
      provider: place.kind === 'alternate' && !isConfigured,
    }),
  );
  return { kind: 'file', entries };
}

/** Returns the tables of the credentials file in which Cargo looks for a registry's token. */
export function placesOf({ kind, tokenNames }: Registry): RegistryPlace[] {
  if (kind === 'crates-io') return [{ kind }];
  return tokenNames.map((name) => ({ kind: 'alternate', name }));
}

/** Providers of Cargo's own that write into the credentials file. */
const FILE_PROVIDERS = ['cargo:token', 'cargo:paseto'];

/** Returns what Cargo has to be called with, now and when it is to log out. */
export function cargoLoginFor(
  registry: Registry,
  { providers }: ProviderByCargo,
  { config, cargoArgs, workingDirectory }: Inputs,
  { home }: Surroundings,
): CargoLogin {
  const { name, kind, index, exported } = registry;
  const own = exported === undefined ? {} : { [exported.key]: exported.value };
  const mayWrite = providers.some(([program = '']) => FILE_PROVIDERS.includes(program));
  return {
    registry: name,
    index: kind === 'crates-io' ? undefined : index?.url,
    providers,
    places: mayWrite ? placesOf(registry) : [],
    workingDirectory,
    toolchain: cargoArgs.toolchain,
    args: [...config.flatMap((line) => ['--config', line]), ...cargoArgs.options],
    env: { ...providerConfiguration(runner.environment()), CARGO_HOME: home, ...own },
  };
}

/** A short token can be a part of anything. */
const SHORTEST = 8;

/** Every process of the machine can read the arguments of every other, and the journal keeps them. */
function refuseTokensAsArguments({ cargoArgs, config }: Inputs): void {
  const { toolchain, options, provider } = cargoArgs;
  const tokens = secretsGiven()
    .map((secret) => secret.expose())
    .filter((token) => token.length >= SHORTEST);
  const hasToken = (words: readonly string[]) =>
    words.some((word) => tokens.some((token) => word.includes(token)));
  for (const [name, words] of [
    ['cargo-args', [...toolchain, ...options, ...provider]],
    ['config', config],
  ] as const) {
    if (!hasToken(words)) continue;
    throw new UserError(
      `input \`${name}\` holds the token, and every process of the machine can read arguments; take it out: the provider gets the token from Cargo`,
    );
  }
}
