import { dirname, extname, resolve } from 'node:path';
import { ConfigError, withContext } from './config-error.ts';
import { type Definition, describe, pathOf } from './definition.ts';
import { exists, readText } from './files.ts';
import { parseToml } from './toml.ts';
import { type ConfigValue, kindOf, mergeTables, type TableValue, tableFromToml } from './value.ts';

/** What the loading of one file and its includes needs and leaves behind. */
export interface Loading {
  readonly cwd: string;
  /** Why the file is read: found in the tree, or named on the command line. */
  readonly why: 'path' | 'cli';
  /** The files of this one load so far. Cargo takes a second mention of any of them for a cycle. */
  readonly seen: Set<string>;
  /** Every file read, in order. */
  readonly files: string[];
}

interface Include {
  readonly path: string;
  readonly optional: boolean;
  readonly definition: Definition;
}

/**
 * Returns the configuration in the file, what it includes merged below it (cargo's `_load_file`).
 *
 * @throws ConfigError if the file cannot be read or parsed, or an include cannot be loaded.
 */
export function loadFile(path: string, loading: Loading): TableValue {
  if (loading.seen.has(path)) {
    throw new ConfigError([`config \`include\` cycle detected with path \`${path}\``]);
  }
  loading.seen.add(path);
  loading.files.push(path);
  const text = withContext(
    () => `failed to read configuration file \`${path}\``,
    () => readText(path),
  );
  return loadText(text, path, loading);
}

/**
 * Returns the configuration in `text`, which stands in the file `path`, with its includes.
 *
 * @throws ConfigError if the text is not TOML or an include cannot be loaded.
 */
export function loadText(text: string, path: string, loading: Loading): TableValue {
  const document = withContext(
    () => `could not parse TOML configuration in \`${path}\``,
    () => parseToml(text),
  );
  const table = withContext(
    () => `failed to load TOML configuration from \`${path}\``,
    () => tableFromToml({ kind: loading.why, path }, document),
  );
  return loadIncludes(table, loading);
}

/**
 * Returns the table with the files of its `include` merged below it (cargo's `load_includes`).
 *
 * @throws ConfigError if `include` is not understood or a file cannot be loaded.
 */
export function loadIncludes(table: TableValue, loading: Loading): TableValue {
  const value = table.entries.get('include');
  if (value === undefined) {
    return table;
  }
  const entries = new Map(table.entries);
  entries.delete('include');
  const below = includesOf(value).reduce(
    (root, include) => addInclude(root, include, loading),
    emptyTable(table.definition),
  );
  return mergeTables(below, { ...table, entries }, true);
}

/** Returns a table with nothing in it. */
export function emptyTable(definition: Definition): TableValue {
  return { kind: 'table', entries: new Map(), definition };
}

function addInclude(root: TableValue, include: Include, loading: Loading): TableValue {
  const file = pathOf(include.definition);
  const path = resolve(file === undefined ? loading.cwd : dirname(file), include.path);
  if (include.optional && !exists(path)) {
    return root;
  }
  return withContext(
    () =>
      `failed to load config include \`${include.path}\` from \`${describe(include.definition)}\``,
    () => mergeTables(root, loadFile(path, loading), true),
  );
}

/** Cargo's `include_paths`. */
function includesOf(value: ConfigValue): readonly Include[] {
  if (value.kind !== 'list') {
    throw new ConfigError([
      'expected a list of strings or a list of tables, ' +
        `but found ${kindOf(value)} at \`include\` in \`${describe(value.definition)}\``,
    ]);
  }
  const includes = value.items.map(includeOf);
  for (const include of includes) {
    checkPath(include);
  }
  return includes;
}

function includeOf(item: ConfigValue, index: number): Include {
  const { definition } = item;
  if (item.kind === 'string') {
    return { path: item.value, optional: false, definition };
  }
  if (item.kind !== 'table') {
    throw new ConfigError([
      `expected a string or table, but found ${kindOf(item)} ` +
        `at \`include[${index}]\` in ${describe(definition)}`,
    ]);
  }
  const path = item.entries.get('path');
  const optional = item.entries.get('optional');
  if (path === undefined) {
    throw new ConfigError([
      `missing field \`path\` at \`include[${index}]\` in \`${describe(definition)}\``,
    ]);
  }
  if (path.kind !== 'string') {
    throw wrongField(path, 'string', `include[${index}].path`, definition);
  }
  if (optional !== undefined && optional.kind !== 'boolean') {
    throw wrongField(optional, 'boolean', `include[${index}].optional`, definition);
  }
  return { path: path.value, optional: optional?.value ?? false, definition };
}

function wrongField(
  found: ConfigValue,
  expected: string,
  place: string,
  definition: Definition,
): ConfigError {
  return new ConfigError([
    `expected a ${expected}, but found ${kindOf(found)} at \`${place}\` in \`${describe(definition)}\``,
  ]);
}

function checkPath({ path, definition }: Include): void {
  const expected =
    extname(path) !== '.toml'
      ? 'ending with `.toml`'
      : /[*?[\]]/.test(path)
        ? 'without glob patterns'
        : /[{}]/.test(path)
          ? 'without template braces'
          : undefined;
  if (expected !== undefined) {
    throw new ConfigError([
      `expected a config include path ${expected}, ` +
        `but found \`${path}\` from \`${describe(definition)}\``,
    ]);
  }
}
