import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Definition, describe } from './definition.ts';
import { type IndexUrl, indexUrl, isSpellingOf, parseUrl, shownUrl } from './index-url.ts';
import { kindOf } from './value.ts';

/** A variable that later cargo commands will see. */
export interface ExportedVariable {
  readonly key: string;
  readonly value: string;
}

interface DefinedName {
  readonly name: string;
  readonly definition: Definition;
}

/**
 * Returns the name under which cargo will read the configuration of the registry with this index,
 * its token among it; `undefined` if it finds none. Cargo knows registries by their index only, and
 * asks the environment first, where names are upper-case with underscores
 * (`registry_credential_config_raw_uncached`, rust-lang/cargo#11737).
 *
 * @throws ConfigError if several names have this index, or a registry's index is none.
 */
export function configNameOf(
  config: Config,
  index: IndexUrl,
  exported: ExportedVariable | undefined,
): string | undefined {
  const inVariables = namesInVariables(config, index, exported);
  const names = inVariables.length > 0 ? inVariables : namesInTables(config, index);
  if (names.length > 1) {
    throw ambiguous(names, index);
  }
  return names[0]?.name;
}

function ambiguous(found: readonly DefinedName[], index: IndexUrl): ConfigError {
  const names = found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const protocol = index.isSparse ? '' : 'registry+';
  const places = names.map(({ name, definition }) => `\`${name}\` in ${describe(definition)}`);
  return new ConfigError([
    'multiple registries are configured with the same index url ' +
      `'${protocol}${shownUrl(index.url)}': ${names.map(({ name }) => name).join(', ')}\n` +
      `(${places.join(', ')})`,
  ]);
}

function namesInVariables(
  config: Config,
  index: IndexUrl,
  exported: ExportedVariable | undefined,
): readonly DefinedName[] {
  const variables = new Map(config.variables.entries());
  if (exported !== undefined) {
    variables.set(exported.key, exported.value);
  }
  return [...variables].flatMap(([key, value]) => {
    const name = nameInVariable(key);
    return name !== undefined && isSpellingOf(index, value)
      ? [{ name, definition: { kind: 'environment', key } }]
      : [];
  });
}

/** Returns the name of the registry whose index the variable gives, as cargo takes it from there. */
export function nameInVariable(key: string): string | undefined {
  return /^CARGO_REGISTRIES_(.*)_INDEX$/s.exec(key)?.[1]?.toLowerCase();
}

function namesInTables(config: Config, index: IndexUrl): readonly DefinedName[] {
  return [...(config.getTable('registries')?.entries ?? [])].flatMap(([name, table]) => {
    if (table.kind !== 'table') {
      throw wrongType('table', kindOf(table), `registries.${name}`, table.definition);
    }
    const text = table.entries.get('index');
    if (text === undefined) {
      return [];
    }
    const { definition } = text;
    if (text.kind !== 'string') {
      throw wrongType('string', kindOf(text), `registries.${name}.index`, definition);
    }
    return indexUrl(parseUrl(text.value)).canonical === index.canonical
      ? [{ name, definition }]
      : [];
  });
}

function wrongType(
  expected: string,
  found: string,
  key: string,
  definition: Definition,
): ConfigError {
  return new ConfigError([
    `expected a ${expected}, but found a ${found} for \`${key}\` in ${describe(definition)}`,
  ]);
}
