// A credentials file as data: parses it, and looks up the values of its tables.

import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';

/** A TOML file: its path (for messages), its text, and the parsed text. */
export interface Document {
  readonly path: string;
  readonly text: string;
  readonly data: TomlTable;
}

/** A value that a login writes. */
export type Value = string | readonly string[];

/** The names that lead to a table, from the top of the document. */
export type Path = readonly string[];

/** The last document, because the same text is often parsed again. */
let last: Document | undefined;

/**
 * Parses `text`, and returns it as a document. Throws UserError when the text is not TOML. The
 * error has only the first line of the parser's message, because the rest quotes the file.
 */
export function parseDocument(text: string, path: string): Document {
  if (last?.text === text && last.path === path) return last;
  try {
    last = { path, text, data: parseToml(text) };
    return last;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column, message } = error;
    const [, reason] = /^Invalid TOML document: ([a-z][a-z ,:.-]*)\n/.exec(message) ?? [];
    throw new UserError(
      `could not parse \`${path}\` as TOML: line ${line}, column ${column}` +
        `${reason === undefined ? '' : `: ${reason}`}; ` +
        'correct that line, or delete the file and log in again',
    );
  }
}

/** Parses TOML. Integers become `bigint`, because a double is too small for some of them. */
export function parseToml(text: string): TomlTable {
  return parse(text, { integersAsBigInt: true });
}

/** Tells whether a value is a table. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** Tells whether a login can write a value: it is a string or a list of strings. */
export function isValue(value: TomlValue | undefined): value is string | string[] {
  return [value].flat().every((item) => typeof item === 'string');
}

/** Tells whether two values are the same. The order of keys does not matter. */
export function isSame(left: TomlValue | Value | undefined, right: typeof left): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return Object.is(left, right);
  if (left instanceof Date) return JSON.stringify(left) === JSON.stringify(right);
  const [ours, theirs] = [Object.entries(left), new Map<string, TomlValue>(Object.entries(right))];
  return (
    Array.isArray(left) === Array.isArray(right) &&
    ours.length === theirs.size &&
    ours.every(([key, value]) => theirs.has(key) && isSame(value, theirs.get(key)))
  );
}

/** Returns the value of a key, or `undefined`. Keys such as `constructor` are ordinary keys. */
export function valueAt(table: TomlTable, key: string): TomlValue | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/**
 * Returns the table at `path`, or `undefined` if it does not exist. Throws UserError when a value
 * on the path is not a table.
 */
export function tableAt({ path: file, data }: Document, path: Path): TomlTable | undefined {
  let table = data;
  for (const [index, name] of path.entries()) {
    const value = valueAt(table, name);
    if (value === undefined) return undefined;
    if (!isTable(value)) throw wrongType(file, path.slice(0, index + 1), 'a table');
    table = value;
  }
  return table;
}

/** Returns the error for a value whose type cargo refuses. */
export function wrongType(file: string, path: Path, expected: string): UserError {
  return new UserError(
    `\`${spellPath(path)}\` in \`${file}\` must be ${expected}; correct or remove it there, and try again`,
  );
}

/** Returns a TOML basic string on one line. TOML has JSON's escapes, and needs one for DEL too. */
export function basicString(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}

/** Returns a value in TOML syntax. */
export function spellValue(value: Value): string {
  return typeof value === 'string' ? basicString(value) : `[${value.map(basicString).join(', ')}]`;
}

/** Returns a dotted key in TOML syntax. */
export function spellPath(path: Path): string {
  return path.map((name) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : basicString(name))).join('.');
}
