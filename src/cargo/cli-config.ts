import { isAbsolute, sep } from 'node:path';
import type { TomlTable, TomlValue } from 'smol-toml';
import { ConfigError, withContext } from './config-error.ts';
import { exists } from './files.ts';
import { emptyTable, type Loading, loadFile, loadIncludes } from './include.ts';
import { parseToml } from './toml.ts';
import { isTable, mergeTables, type TableValue, tableFromToml } from './value.ts';

/**
 * Returns the `--config` arguments as one table, later ones above earlier ones (cargo's
 * `cli_args_as_table`). An argument that names an existing file is that file; any other is one
 * `KEY=VALUE`.
 *
 * @throws ConfigError for an argument that cargo refuses. Of an argument only the key is shown.
 */
export function loadCliArguments(
  args: readonly string[],
  cwd: string,
  files: string[],
): TableValue {
  const seen = new Set<string>();
  return args.reduce(
    (loaded, arg) => {
      const argument = loadArgument(arg, { cwd, why: 'cli', seen, files });
      const table = withContext(
        () => 'failed to load --config include',
        () => loadIncludes(argument, { cwd, why: 'cli', seen: new Set(), files }),
      );
      return withContext(
        () => `failed to merge --config argument \`${shown(arg)}\``,
        () => mergeTables(loaded, table, true),
      );
    },
    emptyTable({ kind: 'cli' }),
  );
}

function loadArgument(arg: string, loading: Loading): TableValue {
  // Joined as Rust joins, without resolving `..`: the file's folders count as they are written.
  const path = isAbsolute(arg) ? arg : `${loading.cwd}${sep}${arg}`;
  if (arg !== '' && exists(path)) {
    return withContext(
      () => `failed to load config from \`${path}\``,
      () => loadFile(path, loading),
    );
  }
  const document = dottedKeyExpression(arg);
  refuseSecrets(document);
  return withContext(
    () => `failed to convert --config argument \`${shown(arg)}\``,
    () => tableFromToml({ kind: 'cli' }, document),
  );
}

// A value may be a secret that does not belong there, so messages show no more than the key.
function shown(arg: string): string {
  const end = arg.indexOf('=');
  return end === -1 ? arg : `${arg.slice(0, end)}=…`;
}

/** Cargo's `toml_dotted_keys`: one dotted key, one value that is no table, nothing besides. */
function dottedKeyExpression(arg: string): TomlTable {
  const document = withContext(
    () =>
      `failed to parse value from --config argument \`${shown(arg)}\` as a dotted key expression`,
    () => parseToml(arg),
  );
  const fault = faultIn(arg, document);
  if (fault !== undefined) {
    throw new ConfigError([`--config argument \`${shown(arg)}\` ${fault}`]);
  }
  return document;
}

function faultIn(arg: string, document: TomlTable): string | undefined {
  const start = arg.search(/[^\s\uFEFF]/);
  const equals = endOf(arg, start, '=');
  const value = arg.slice(equals + 1).trimStart();
  if (arg.startsWith('[[', start)) {
    return 'sets a value to an array of tables, which is not accepted';
  }
  if (arg[start] !== '[' && value.startsWith('{')) {
    return 'sets a value to an inline table, which is not accepted';
  }
  if (arg[start] === '[' || !isSingleValue(document)) {
    return 'was not a TOML dotted key expression (such as `build.jobs = 2`)';
  }
  if (arg[start] === '#' || value[endOf(value, 0, '#\n')] === '#') {
    return 'includes non-whitespace decoration';
  }
  return undefined;
}

function isSingleValue(value: TomlValue | undefined): boolean {
  if (!isTable(value)) {
    return value !== undefined;
  }
  const inner = Object.values(value);
  return inner.length === 1 && isSingleValue(inner[0]);
}

const STRING_OR_COMMENT = /"""(?:[^\\]|\\.)*?"""+|'''.*?'''+|"(?:[^"\\]|\\.)*"|'[^']*'|#[^\n]*/sy;

/**
 * Returns where the first of the characters stands outside strings and arrays, or the end. The
 * text is valid TOML by now, so brackets match and strings end.
 */
function endOf(text: string, start: number, characters: string): number {
  let depth = 0;
  let at = Math.max(start, 0);
  while (at < text.length) {
    const character = text.charAt(at);
    if (depth === 0 && characters.includes(character)) {
      return at;
    }
    depth += character === '[' ? 1 : character === ']' ? -1 : 0;
    at += skipped(text, at);
  }
  return at;
}

function skipped(text: string, at: number): number {
  STRING_OR_COMMENT.lastIndex = at;
  return STRING_OR_COMMENT.exec(text)?.[0].length ?? 1;
}

const REFUSED = ['token', 'secret-key'] as const;

function refuseSecrets(document: TomlTable): void {
  const registry = tableOf(document['registry']);
  const registries = Object.entries(tableOf(document['registries']));
  for (const key of REFUSED) {
    if (key in registry) {
      throw refused(`registry.${key}`);
    }
    const named = registries.find(([, value]) => key in tableOf(value));
    if (named !== undefined) {
      throw refused(`registries.${named[0]}.${key}`);
    }
  }
}

function tableOf(value: TomlValue | undefined): TomlTable {
  return isTable(value) ? value : Object.create(null);
}

function refused(key: string): ConfigError {
  return new ConfigError([`${key} cannot be set through --config for security reasons`]);
}
