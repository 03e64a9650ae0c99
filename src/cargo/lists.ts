import { ConfigError } from './config-error.ts';
import { type ConfigKey, displayKey } from './config-key.ts';
import { type Definition, describe, isHigherPriority, type Value } from './definition.ts';
import { definedError, type Lookup, type Place, unexpected, warnOfMisspelling } from './typed.ts';
import { type ConfigValue, isNonMergeableList, kindOf, sortItems } from './value.ts';

/**
 * Returns the strings of a list, those of an environment variable included: cargo's
 * `Vec<Value<String>>`.
 *
 * @throws ConfigError for a value of another type
 */
export function readStrings({ config, key }: Place): readonly Value<string>[] {
  const found = config.find(key);
  if (found !== undefined && found.kind !== 'list') {
    throw unexpected(found, 'list', key);
  }
  return withVariable(config, key, found?.items ?? []).map((item, index) => {
    if (item.kind !== 'string') {
      throw new ConfigError([
        `error in ${describe(item.definition)}: ` +
          `failed to parse config at \`${displayKey(key)}[${index}]\``,
        `invalid type: ${rustTypeOf(item)}, expected a string`,
      ]);
    }
    return item;
  });
}

function rustTypeOf(value: Exclude<ConfigValue, { readonly kind: 'string' }>): string {
  switch (value.kind) {
    case 'integer':
    case 'boolean':
      return `${value.kind} \`${value.value}\``;
    case 'list':
      return 'sequence';
    case 'table':
      return 'map';
  }
}

/**
 * Returns a list of strings, or a string split at blanks: cargo's `StringList`.
 *
 * @throws ConfigError for a value of another type
 */
export function readStringList({ config, key }: Place): readonly string[] {
  const found = config.find(key);
  return withVariable(config, key, ownItems(found, key)).map((item) => {
    if (item.kind !== 'string') {
      throw definedError(
        item.definition,
        `\`${displayKey(key)}\` expected string, but found a ${kindOf(item)}`,
      );
    }
    return item.value;
  });
}

function ownItems(found: ConfigValue | undefined, key: ConfigKey): readonly ConfigValue[] {
  if (found?.kind === 'string') {
    return words(found.value, found.definition);
  }
  if (found !== undefined && found.kind !== 'list') {
    throw unexpected(found, 'string or array of strings', key);
  }
  return found?.items ?? [];
}

function words(text: string, definition: Definition): readonly ConfigValue[] {
  const parts = text.split(/\p{White_Space}+/u).filter((part) => part !== '');
  return parts.map((value) => ({ kind: 'string', value, definition }));
}

/** Returns the items with those of the environment variable joined in (cargo's `get_env_list`). */
export function withVariable(
  config: Lookup,
  key: ConfigKey,
  items: readonly ConfigValue[],
): readonly ConfigValue[] {
  const text = config.variables.get(key.env);
  if (text === undefined) {
    warnOfMisspelling(config, key);
    return items;
  }
  const definition: Definition = { kind: 'environment', key: key.env };
  if (!isNonMergeableList(key.parts)) {
    return sortItems([...items, ...words(text, definition)]);
  }
  const first = items[0];
  return first !== undefined && isHigherPriority(first.definition, definition)
    ? items
    : words(text, definition);
}
