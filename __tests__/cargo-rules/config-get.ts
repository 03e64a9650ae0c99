// What `cargo config get` would show: any value, whatever its type.

import type { Config } from '../../src/cargo/config.ts';
import { configKey, ROOT_KEY } from '../../src/cargo/config-key.ts';
import { type Definition, isHigherPriority } from '../../src/cargo/definition.ts';
import { withVariable } from '../../src/cargo/lists.ts';
import { integerFrom } from '../../src/cargo/typed.ts';
import type { ConfigValue } from '../../src/cargo/value.ts';

/** Cargo's `get_cv_with_env`: the value of a key; without one, all but the environment. */
export function configGet(config: Config, dotted?: string): ConfigValue | undefined {
  if (dotted === undefined) return config.find(ROOT_KEY);
  const key = configKey(dotted);
  const found = config.find(key);
  const variable = config.variables.get(key.env);
  if (variable === undefined) return found;
  const definition: Definition = { kind: 'environment', key: key.env };
  if (found?.kind === 'list') {
    const items = withVariable(config, key, found.items);
    return fromVariable(variable, definition) ?? { ...found, items };
  }
  if (found !== undefined && !isHigherPriority(definition, found.definition)) return found;
  return fromVariable(variable, definition) ?? { kind: 'string', value: variable, definition };
}

function fromVariable(text: string, definition: Definition): ConfigValue | undefined {
  if (text === 'true' || text === 'false') {
    return { kind: 'boolean', value: text === 'true', definition };
  }
  const integer = integerFrom(text);
  return integer === undefined ? undefined : { kind: 'integer', value: integer, definition };
}
