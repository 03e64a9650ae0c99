// A credentials file as data: parsing it, and the values of its tables.

import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';

/** A TOML file: its path (for messages), its text, and what the text says. */
export interface Document {
  readonly path: string;
  readonly text: string;
  readonly data: TomlTable;
}

/** A value that a login writes. */
export type Value = string | readonly string[];

/** The path of a table, from the top of the document. */
export type Path = readonly string[];

/** The same text is often asked for again. */
let last: Document | undefined;

/**
 * Returns the document that `text` makes. Throws UserError when the text is not TOML. The parser's
 * own message and code block hold lines of the file, so only its first line, which quotes nothing,
 * is passed on.
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

/** Parses TOML. Integers become `bigint`: those of a valid file may be too large for a double. */
export function parseToml(text: string): TomlTable {
  return parse(text, { integersAsBigInt: true });
}

/** Returns whether a value is a table. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** Tells whether a value is one that a login can write: a string or a list of strings. */
export function isValue(value: TomlValue | undefined): value is string | string[] {
  return [value].flat().every((item) => typeof item === 'string');
}

/** Tells whether two values are the same, in whatever order their keys stand. */
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

/** Returns the value of a key, or `undefined`; keys named like parts of a prototype are ordinary. */
export function valueAt(table: TomlTable, key: string): TomlValue | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/**
 * Returns the table at `path`, or `undefined` where there is none. Throws UserError when a value on
 * the path is not a table.
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

/** Returns a TOML basic string on one line. JSON's escapes are TOML's; DEL is escaped too. */
export function basicString(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}

/** Returns a value as TOML spells it. */
export function spellValue(value: Value): string {
  return typeof value === 'string' ? basicString(value) : `[${value.map(basicString).join(', ')}]`;
}

/** Returns a dotted key as TOML spells it. */
export function spellPath(path: Path): string {
  return path.map((name) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : basicString(name))).join('.');
}
