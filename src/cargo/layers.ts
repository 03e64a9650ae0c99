// The layers of Cargo's configuration: files with `include`s, and lines of the input `config`.

import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { systemFailure, UserError } from '../errors.ts';

/** Where a value was defined: a variable, the path of a file, or the key of a `config` line. */
export interface Definition {
  readonly kind: 'environment' | 'file' | 'argument';
  readonly name: string;
}

/** The values of one file, or of one line of the input `config`. */
export interface Layer {
  readonly table: TomlTable;
  readonly definition: Definition;
}

/** Returns a definition as text for a message. */
export function describe({ kind, name }: Definition): string {
  if (kind === 'file') return `\`${name}\``;
  return kind === 'environment'
    ? `environment variable \`${name}\``
    : `input \`config\` (\`${name}=…\`)`;
}

/** Returns the error for a value of the wrong type. */
export function wrongType(
  key: readonly string[],
  expected: string,
  definition: Definition,
): UserError {
  return new UserError(`\`${key.join('.')}\` in ${describe(definition)} must be ${expected}`);
}

/** Tells whether a value is a table. The parser's tables have no prototype; lists and dates do. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && Object.getPrototypeOf(value) === null;
}

/**
 * Returns the layers of the files in `cwd` and its parents, the nearest first, then of the file in
 * Cargo's home (`walk_tree`). Throws UserError for a file that cannot be read, is not TOML, or has
 * a wrong `include`.
 */
export function treeLayers(cwd: string, home: string): readonly Layer[] {
  const inTree = foldersFrom(cwd).map((folder) => join(folder, '.cargo', 'config'));
  const layers: Layer[] = [];
  for (const legacy of new Set([...inTree, join(home, 'config')])) {
    // `config`, the legacy name, takes precedence over `config.toml` (`get_file_path`).
    const path = existsSync(legacy) ? legacy : `${legacy}.toml`;
    if (existsSync(path)) layers.push(...fileLayers(path, new Set()));
  }
  return layers;
}

/** Returns a folder and all its parents. */
function foldersFrom(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersFrom(parent)];
}

/**
 * Returns the layers of one `--config` argument: a file, or `KEY=VALUE` (cargo's
 * `cli_args_as_table`). Throws UserError for anything else, and for a token, which cargo refuses
 * too. The message does not show the value, which may be a secret.
 */
export function argumentLayers(line: string, cwd: string): readonly Layer[] {
  const path = resolve(cwd, line);
  if (existsSync(path)) return fileLayers(path, new Set());
  if (!line.includes('=')) {
    throw new UserError('input `config` has a line that is neither KEY=VALUE nor a file');
  }
  const definition: Definition = { kind: 'argument', name: line.replace(/\s*=.*/s, '') };
  if (/(^|[.{,\s"'])(token|secret-key)["']?\s*=/.test(line)) {
    throw new UserError(`${describe(definition)} must not hold a token; use the input \`token\``);
  }
  return withIncludes(layerOf(line, definition), cwd, new Set());
}

/** Parses a text, and returns it as a layer. Throws UserError when it is not TOML. */
export function layerOf(text: string, definition: Definition): Layer {
  try {
    return { table: parse(text, { integersAsBigInt: true }), definition };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The parser's message quotes the text, which may hold a token.
    const { line, column } = error;
    const hint = definition.kind === 'argument' ? '; a string needs quotes' : '';
    throw new UserError(
      `${describe(definition)} is not valid TOML: line ${line}, column ${column}${hint}`,
    );
  }
}

/** @param seen the files read so far; cargo refuses to include a file twice */
function fileLayers(path: string, seen: Set<string>): readonly Layer[] {
  if (seen.has(path)) throw new UserError(`\`${path}\` is included more than once`);
  const layer = layerOf(readText(path), { kind: 'file', name: path });
  return withIncludes(layer, dirname(path), seen.add(path));
}

function readText(path: string): string {
  try {
    // Opening a FIFO or a device could block forever.
    if (!statSync(path).isFile())
      throw new UserError(`cannot read \`${path}\`: it is not a regular file`);
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) throw new UserError(`\`${path}\` is not encoded in UTF-8`);
    return bytes.toString();
  } catch (error) {
    throw error instanceof UserError ? error : systemFailure('read', path, error);
  }
}

/** Returns the layer, followed by the layers that it includes, the last one first. */
function withIncludes(layer: Layer, folder: string, seen: Set<string>): readonly Layer[] {
  const include = layer.table['include'];
  if (include === undefined) return [layer];
  const wrong = wrongType(['include'], 'a list of paths', layer.definition);
  if (!Array.isArray(include)) throw wrong;
  const below = include.map((item): readonly Layer[] => {
    const { path, optional } = isTable(item) ? item : { path: item };
    if (typeof path !== 'string') throw wrong;
    const file = resolve(folder, path);
    return optional === true && !existsSync(file) ? [] : fileLayers(file, seen);
  });
  return [layer, ...below.toReversed().flat()];
}
