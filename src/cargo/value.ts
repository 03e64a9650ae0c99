import type { TomlValue } from 'smol-toml';
import { ConfigError, withContext } from './config-error.ts';
import { escapeKeyPart, matchesKey } from './config-key.ts';
import { compareDefinitions, type Definition, describe } from './definition.ts';

/** A list; each item knows where it was defined. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly ConfigValue[];
  readonly definition: Definition;
}

/** A table of the configuration. */
export interface TableValue {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, ConfigValue>;
  readonly definition: Definition;
}

/** A value of the configuration, every part with its definition (src/context/config_value.rs). */
export type ConfigValue =
  | { readonly kind: 'string'; readonly value: string; readonly definition: Definition }
  | { readonly kind: 'integer'; readonly value: bigint; readonly definition: Definition }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly definition: Definition }
  | ListValue
  | TableValue;

const DESCRIPTION = {
  string: 'string',
  integer: 'integer',
  boolean: 'boolean',
  list: 'array',
  table: 'table',
} as const;

// Lists that name a program: the nearer one replaces the other (cargo's NON_MERGEABLE_LISTS).
const NON_MERGEABLE_LISTS = [
  'credential-alias.*',
  'doc.browser',
  'host.runner',
  'registries.*.credential-provider',
  'registry.credential-provider',
  'target.*.runner',
];

const I64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

// Far above what the toml crate lets through; it only keeps the recursion bounded.
const MAX_DEPTH = 500;

/** Returns the kind of a value in cargo's words. */
export function kindOf(value: ConfigValue): string {
  return DESCRIPTION[value.kind];
}

/** Tells whether lists at this place replace each other instead of being joined. */
export function isNonMergeableList(parts: readonly string[]): boolean {
  return NON_MERGEABLE_LISTS.some((pattern) => matchesKey(parts, pattern));
}

/**
 * Returns a parsed document as a configuration table (cargo's `ConfigValue::from_toml`).
 *
 * @throws ConfigError for what Cargo's configuration does not know: floats and dates.
 */
export function tableFromToml(
  definition: Definition,
  document: Readonly<Record<string, TomlValue>>,
): TableValue {
  return tableAt(definition, document, []);
}

function tableAt(
  definition: Definition,
  table: Readonly<Record<string, TomlValue>>,
  path: readonly (string | number)[],
): TableValue {
  const entries = new Map<string, ConfigValue>();
  for (const [key, value] of Object.entries(table)) {
    entries.set(key, fromToml(definition, value, [...path, key]));
  }
  return { kind: 'table', entries, definition };
}

function fromToml(
  definition: Definition,
  value: TomlValue,
  path: readonly (string | number)[],
): ConfigValue {
  if (path.length > MAX_DEPTH) {
    throw unsupported(path, 'recursion limit');
  }
  if (typeof value === 'string') {
    return { kind: 'string', value, definition };
  }
  if (typeof value === 'boolean') {
    return { kind: 'boolean', value, definition };
  }
  if (typeof value === 'bigint') {
    return { kind: 'integer', value: checkI64(value, path), definition };
  }
  if (typeof value === 'number') {
    throw unsupported(path, 'unsupported TOML configuration type `float`');
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => fromToml(definition, item, [...path, index]));
    return { kind: 'list', items, definition };
  }
  if (isTable(value)) {
    return tableAt(definition, value, path);
  }
  throw unsupported(path, 'unsupported TOML configuration type `datetime`');
}

/** Tells a parsed table from the objects that the parser uses for dates: only it has no prototype. */
export function isTable(value: TomlValue | undefined): value is Record<string, TomlValue> {
  return typeof value === 'object' && Object.getPrototypeOf(value) === null;
}

function checkI64(value: bigint, path: readonly (string | number)[]): bigint {
  if (value < I64.min || value > I64.max) {
    throw unsupported(path, 'integer does not fit into 64 bits');
  }
  return value;
}

function unsupported(path: readonly (string | number)[], reason: string): ConfigError {
  const at = path.map((part, index) =>
    typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${escapeKeyPart(part)}`,
  );
  return new ConfigError([`failed to parse config at \`${at.join('')}\``, reason]);
}

/**
 * Returns `from` merged into `into` (cargo's `ConfigValue::merge`). With `force`, the values of
 * `from` override and its lists go behind; without, `into` is the nearer one and stays. Without
 * force cargo compares priorities as well; but then both come from files, which have the same.
 *
 * @throws ConfigError if a table or list meets another kind of value.
 */
export function mergeTables(into: TableValue, from: TableValue, force: boolean): TableValue {
  return mergeTableAt(into, from, force, []);
}

function mergeTableAt(
  into: TableValue,
  from: TableValue,
  force: boolean,
  path: readonly string[],
): TableValue {
  const entries = new Map(into.entries);
  for (const [key, value] of from.entries) {
    const old = entries.get(key);
    entries.set(key, old === undefined ? value : mergeKey(old, value, force, [...path, key]));
  }
  return { ...into, entries };
}

function mergeKey(
  into: ConfigValue,
  from: ConfigValue,
  force: boolean,
  path: readonly string[],
): ConfigValue {
  const context = () =>
    `failed to merge key \`${path.at(-1)}\` between ` +
    `${describe(into.definition)} and ${describe(from.definition)}`;
  return withContext(context, () => mergeValue(into, from, force, path));
}

function mergeValue(
  into: ConfigValue,
  from: ConfigValue,
  force: boolean,
  path: readonly string[],
): ConfigValue {
  if (into.kind === 'list' && from.kind === 'list') {
    return { ...into, items: mergeItems(into, from, force, path) };
  }
  if (into.kind === 'table' && from.kind === 'table') {
    return mergeTableAt(into, from, force, path);
  }
  if ([into, from].some(({ kind }) => kind === 'list' || kind === 'table')) {
    throw new ConfigError([
      `failed to merge config value from \`${describe(from.definition)}\` into ` +
        `\`${describe(into.definition)}\`: expected ${kindOf(into)}, but found ${kindOf(from)}`,
    ]);
  }
  return force ? from : into;
}

function mergeItems(
  into: ListValue,
  from: ListValue,
  force: boolean,
  path: readonly string[],
): readonly ConfigValue[] {
  if (isNonMergeableList(path)) {
    return force ? from.items : into.items;
  }
  return sortItems(force ? [...into.items, ...from.items] : [...from.items, ...into.items]);
}

/** Returns the items with those of higher priority last; the order of equals stays. */
export function sortItems(items: readonly ConfigValue[]): readonly ConfigValue[] {
  return items.toSorted((a, b) => compareDefinitions(a.definition, b.definition));
}
