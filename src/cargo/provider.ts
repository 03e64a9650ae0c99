import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Definition, describe, rootOf } from './definition.ts';
import type { Registry } from './registry.ts';
import { type Program, readProgram, readRegistryConfig } from './registry-config.ts';

/**
 * Who keeps a registry's token. `token` is cargo's own `cargo:token`, the credentials file;
 * `configured` tells whether any configuration names it. Every other one is cargo's business: each
 * entry of `providers` is a program and its arguments, the one to try first in front.
 */
export type Provider =
  | {
      readonly kind: 'token';
      readonly configured: boolean;
      readonly definition?: Definition | undefined;
    }
  | {
      readonly kind: 'cargo';
      readonly providers: readonly (readonly string[])[];
      readonly definition?: Definition | undefined;
    };

/** A provider that only Cargo can call. */
export type ProviderByCargo = Extract<Provider, { readonly kind: 'cargo' }>;

const TOKEN_PROVIDER = 'cargo:token';

// Cargo's BUILT_IN_PROVIDERS, and the one system on which each exists, if it is tied to one.
const BUILT_IN_PROVIDERS: ReadonlyMap<string, NodeJS.Platform | undefined> = new Map([
  [TOKEN_PROVIDER, undefined],
  ['cargo:paseto', undefined],
  ['cargo:token-from-stdout', undefined],
  ['cargo:wincred', 'win32'],
  ['cargo:macos-keychain', 'darwin'],
  ['cargo:libsecret', 'linux'],
]);

/**
 * Returns who keeps the token of the registry (cargo's `credential_provider`, src/util/auth/mod.rs):
 * the provider of the registry itself, else the global ones, last first, else `cargo:token`.
 *
 * @throws ConfigError if the configuration of the registry or of the providers has wrong types.
 */
export function resolveProvider(config: Config, registry: Registry): Provider {
  const { provider, secretKey } = readRegistryConfig(config, registry);
  const global = globalPrograms(config);
  // Cargo looks through the global ones in any case, and may warn of them.
  const globalProviders = global.map((program) => resolveAlias(config, program));
  const providers = provider === undefined ? globalProviders : [resolveAlias(config, provider)];
  const definition = provider === undefined ? global[0]?.definition : provider.definition;
  if (definition === undefined) {
    return { kind: 'token', configured: false };
  }
  const [acting] = providers.filter(([program = '']) => existsHere(program, config.platform));
  if (acting?.[0] !== TOKEN_PROVIDER) {
    return { kind: 'cargo', providers, definition };
  }
  if (provider !== undefined && secretKey !== undefined) {
    config.warn(
      `registry \`${registry.name}\` has a secret-key configured in ${describe(secretKey)} that ` +
        'will be ignored because this registry is configured to use ' +
        `credential-provider \`${TOKEN_PROVIDER}\``,
    );
  }
  return { kind: 'token', configured: true, definition };
}

// A provider of another system hands every request on to the next one.
function existsHere(program: string, platform: NodeJS.Platform): boolean {
  const only = BUILT_IN_PROVIDERS.get(program);
  return only === undefined || only === platform;
}

function globalPrograms(config: Config): readonly Program[] {
  const texts = config.getStrings('registry.global-credential-providers') ?? [];
  return texts.toReversed().map(({ value, definition }) => {
    const words = value.split(/[\t\n\f\r ]+/).filter((word) => word !== '');
    return { value: words, definition };
  });
}

/** Returns the program to run (cargo's `resolve_credential_alias`). */
function resolveAlias(config: Config, provider: Program): readonly string[] {
  const [name = '', ...args] = provider.value;
  const alias = args.length === 0 ? aliasFor(config, name) : undefined;
  if (alias === undefined || BUILT_IN_PROVIDERS.has(name)) {
    if (alias !== undefined) {
      config.warn(
        `credential-alias \`${name}\` (defined in \`${describe(alias.definition)}\`) will be ` +
          'ignored because it would shadow a built-in credential-provider',
      );
    }
    return withPath(config, provider);
  }
  return withPath(config, alias);
}

/** Returns the alias; cargo takes one that it cannot read for none. */
function aliasFor(config: Config, name: string): Program | undefined {
  try {
    return readProgram(config.place(`credential-alias.${name}`));
  } catch (error) {
    if (error instanceof ConfigError) {
      return undefined;
    }
    throw error;
  }
}

/** Cargo's `resolve_program`: a path counts from where it is defined, a mere name does not. */
function withPath(config: Config, { value, definition }: Program): readonly string[] {
  const [program = '', ...args] = value;
  const isPath = program.includes('/') || (config.platform === 'win32' && program.includes('\\'));
  return [isPath ? resolve(rootOf(definition, config.cwd), program) : program, ...args];
}
