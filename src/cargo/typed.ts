import { ConfigError, withContext } from './config-error.ts';
import { type ConfigKey, displayKey } from './config-key.ts';
import { type Definition, describe, isHigherPriority, type Value } from './definition.ts';
import type { CargoVariables } from './environment.ts';
import { type ConfigValue, kindOf } from './value.ts';

/** What the typed readers need of a configuration. */
export interface Lookup {
  readonly variables: CargoVariables;
  /**
   * Returns the value that files and `--config` give to the key, the environment aside.
   *
   * @throws ConfigError if the key leads through something that is no table.
   */
  find(key: ConfigKey): ConfigValue | undefined;
  /** Takes note of a warning to print. */
  warn(message: string): void;
}

/** A key to read, and whether variables whose names go on after it count as parts of it. */
export interface Place {
  readonly config: Lookup;
  readonly key: ConfigKey;
  readonly prefixOk: boolean;
}

/** Reads a value of one type; the value must be there. Throws ConfigError if it is not or is no such. */
export type Reader<T> = (place: Place) => T;

/**
 * Returns the value at the place if something defines it (cargo's `deserialize_option`).
 *
 * @throws ConfigError if it is of another type.
 */
export function readOptional<T>(place: Place, read: Reader<T>): T | undefined {
  return hasKey(place) ? read(place) : undefined;
}

/** Cargo's `has_key`. */
function hasKey({ config, key, prefixOk }: Place): boolean {
  if (config.variables.get(key.env) !== undefined) {
    return true;
  }
  if (prefixOk && config.variables.longerThan(key.env) !== undefined) {
    return true;
  }
  if (config.find(key) !== undefined) {
    return true;
  }
  warnOfMisspelling(config, key);
  return false;
}

/**
 * Warns of a variable that was meant for the key but is spelt differently (cargo's
 * `check_environment_key_case_mismatch`).
 */
export function warnOfMisspelling(config: Lookup, key: ConfigKey): void {
  const variable = config.variables.misspelling(key.env);
  if (variable !== undefined) {
    config.warn(
      'environment variables are expected to use uppercase letters and underscores, ' +
        `the variable \`${variable}\` will be ignored and have no effect`,
    );
  }
}

/**
 * Returns a string with its definition (cargo's `get_string_priv`).
 *
 * @throws ConfigError when the key is missing, or its value has another type
 */
export function readString(place: Place): Value<string> {
  const { config, key } = place;
  const found = config.find(key);
  const fromFile = found?.kind === 'string' ? found : undefined;
  return choose(place, found, fromFile, fromVariable(config, key, String), 'a string');
}

/**
 * Returns a boolean with its definition (cargo's `get_bool`).
 *
 * @throws ConfigError when the key is missing, or its value has another type
 */
export function readBoolean(place: Place): Value<boolean> {
  const { config, key } = place;
  const found = config.find(key);
  const fromFile = found?.kind === 'boolean' ? found : undefined;
  return choose(place, found, fromFile, fromVariable(config, key, parseBoolean), 'true/false');
}

/**
 * Returns an integer with its definition (cargo's `get_integer`).
 *
 * @throws ConfigError when the key is missing, or its value has another type
 */
export function readInteger(place: Place): Value<bigint> {
  const { config, key } = place;
  const found = config.find(key);
  const fromFile = found?.kind === 'integer' ? found : undefined;
  return choose(place, found, fromFile, fromVariable(config, key, parseI64), 'an integer');
}

function choose<T>(
  { config, key }: Place,
  found: ConfigValue | undefined,
  fromFile: Value<T> | undefined,
  fromEnv: Value<T> | undefined,
  expected: string,
): Value<T> {
  if (found !== undefined && fromFile === undefined) {
    throw definedError(
      found.definition,
      `\`${displayKey(key)}\` expected ${expected}, but found a ${kindOf(found)}`,
    );
  }
  if (fromFile !== undefined && fromEnv !== undefined) {
    return isHigherPriority(fromFile.definition, fromEnv.definition) ? fromFile : fromEnv;
  }
  const value = fromFile ?? fromEnv;
  if (value === undefined) {
    const variable = config.variables.longerThan(key.env);
    const because = variable === undefined ? '' : ` (expected because \`${variable}\` is set)`;
    throw new ConfigError([`missing config key \`${displayKey(key)}\`${because}`]);
  }
  return value;
}

/** Cargo's `get_config_env`. */
function fromVariable<T>(
  config: Lookup,
  key: ConfigKey,
  parse: (text: string, definition: Definition) => T,
): Value<T> | undefined {
  const text = config.variables.get(key.env);
  if (text === undefined) {
    warnOfMisspelling(config, key);
    return undefined;
  }
  const definition: Definition = { kind: 'environment', key: key.env };
  return { value: parse(text, definition), definition };
}

function parseBoolean(text: string, definition: Definition): boolean {
  if (text !== 'true' && text !== 'false') {
    throw definedError(definition, 'provided string was not `true` or `false`');
  }
  return text === 'true';
}

function parseI64(text: string, definition: Definition): bigint {
  const value = integerFrom(text);
  if (value === undefined) {
    throw definedError(definition, 'invalid digit found in string');
  }
  return value;
}

/** Returns the text as a 64 bit integer, if Rust's `i64::from_str` would. */
export function integerFrom(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) {
    return undefined;
  }
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Returns an error that says where the value in question was defined, as cargo's `ConfigError`. */
export function definedError(definition: Definition, message: string): ConfigError {
  return new ConfigError([`error in ${describe(definition)}: ${message}`]);
}

/**
 * Returns what `read` returns; its errors say which key and which definition they are about (the
 * context that cargo adds to what it reads as a `Value<T>`).
 *
 * @throws ConfigError that holds the one of `read`, and whatever else `read` throws
 */
export function readWithDefinition<T>(place: Place, read: Reader<T>): Value<T> {
  const definition = definitionOf(place);
  const context = () =>
    `error in ${describe(definition)}: could not load config key \`${displayKey(place.key)}\``;
  return { value: withContext(context, () => read(place)), definition };
}

function definitionOf({ config, key }: Place): Definition {
  const variable: Definition = { kind: 'environment', key: key.env };
  const found = config.find(key);
  if (found === undefined) {
    return variable;
  }
  const isSet = config.variables.get(key.env) !== undefined;
  return isSet && isHigherPriority(variable, found.definition) ? variable : found.definition;
}

/**
 * Returns the value of `readString`, its errors with the key: cargo's `Value<String>`.
 *
 * @throws ConfigError when the key is missing, or its value has another type
 */
export function readStringValue(place: Place): Value<string> {
  return readWithDefinition(place, (at) => readString(at).value);
}

/** Returns the error for a value of another type than the key must have (cargo's `expected`). */
export function unexpected(found: ConfigValue, expected: string, key: ConfigKey): ConfigError {
  const name = displayKey(key);
  return new ConfigError([
    `invalid configuration for key \`${name}\`\n` +
      `expected a ${expected}, but found a ${kindOf(found)} ` +
      `for \`${name}\` in ${describe(found.definition)}`,
  ]);
}
