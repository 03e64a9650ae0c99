import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Definition, describe, type Value } from './definition.ts';
import { Fields } from './fields.ts';
import { readStringList, readStrings } from './lists.ts';
import type { Registry } from './registry.ts';
import { checkRegistryIndexNotSet } from './source-id.ts';
import {
  type Place,
  readOptional,
  readString,
  readStringValue,
  readWithDefinition,
} from './typed.ts';

/** A program and its arguments, as they stand in the configuration (cargo's `PathAndArgs`). */
export type Program = Value<readonly string[]>;

/** What `[registry]` or `[registries.NAME]` says of credentials. */
export interface RegistryConfig {
  readonly provider?: Program | undefined;
  /** Where a secret key is defined. */
  readonly secretKey?: Definition | undefined;
}

/**
 * Returns the registry's own configuration (cargo's `registry_credential_config_raw`).
 *
 * @throws ConfigError if anything in the registry's table is of a wrong type.
 */
export function readRegistryConfig(config: Config, registry: Registry): RegistryConfig {
  if (registry.kind === 'crates-io') {
    checkRegistryIndexNotSet(config);
    return readOptional(config.place('registry'), readGlobalTable) ?? {};
  }
  const { configName } = registry;
  const place = configName === undefined ? undefined : config.place(`registries.${configName}`);
  return (place && readOptional(place, readRegistryTable)) ?? {};
}

const COMMON_KEYS = [
  'index',
  'token',
  'credential-provider',
  'secret-key',
  'secret-key-subject',
] as const;

/** Cargo's `RegistryConfig`. */
function readRegistryTable(place: Place): RegistryConfig {
  const fields = new Fields(place, [...COMMON_KEYS, 'protocol']);
  fields.optional('protocol', readString);
  return readCommon(fields);
}

/** Cargo's `GlobalRegistryConfig`. */
function readGlobalTable(place: Place): RegistryConfig {
  const fields = new Fields(place, [...COMMON_KEYS, 'default', 'global-credential-providers']);
  fields.optional('default', readString);
  fields.optional('global-credential-providers', readStrings);
  return readCommon(fields);
}

// Every field is read, for its type: cargo refuses the table for any of them.
function readCommon(fields: Fields): RegistryConfig {
  fields.optional('index', readString);
  fields.optional('token', readStringValue);
  fields.optional('secret-key-subject', readString);
  return {
    secretKey: fields.optional('secret-key', readStringValue)?.definition,
    provider: fields.optional('credential-provider', readProgram),
  };
}

/**
 * Returns the program at the place.
 *
 * @throws ConfigError if it is no string or list of strings, or empty.
 */
export function readProgram(place: Place): Program {
  const program = readWithDefinition(place, readStringList);
  if (program.value.length === 0) {
    throw new ConfigError([
      'invalid length 0, expected at least one element ' +
        `(\`${place.key.parts.join('.')}\` in ${describe(program.definition)})`,
    ]);
  }
  return program;
}
