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
 * Returns the document that `text` makes. Integers become `bigint`: those of a valid file may be
 * larger than a double can hold. Throws UserError when the text is not TOML. The parser's own
 * message and code block hold lines of the file, so only its first line, which quotes nothing, is
 * passed on.
 */
export function parseDocument(text: string, path: string): Document {
  if (last?.text === text && last.path === path) return last;
  try {
    last = { path, text, data: parse(text, { integersAsBigInt: true }) };
    return last;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, message } = error;
    const column = line === 1 ? error.column - (text.startsWith('\uFEFF') ? 1 : 0) : error.column;
    const [, reason] = /^Invalid TOML document: ([a-z][a-z ,:.-]*)\n/.exec(message) ?? [];
    throw new UserError(
      `could not parse \`${path}\` as TOML: line ${line}, column ${column}` +
        `${reason === undefined ? '' : `: ${reason}`}; ` +
        'correct that line, or delete the file and log in again',
    );
  }
}

/** Returns whether a value is a table. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** Tells whether a value is one that a login can write: a string or a list of strings. */
export function isValue(value: TomlValue): value is string | string[] {
  if (typeof value === 'string') return true;
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Returns the value of a key, or `undefined`; keys named like parts of a prototype are ordinary. */
export function valueAt(table: TomlTable, key: string): TomlValue | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Returns the error for a value whose type cargo refuses. */
export function wrongType(file: string, path: Path, expected: string, value: TomlValue): UserError {
  return new UserError(
    `expected ${expected}, but found ${typeName(value)} for \`${spellPath(path)}\` ` +
      `in \`${file}\`; correct or remove it there, and try again`,
  );
}

/** Names a type in cargo's words. */
function typeName(value: TomlValue): string {
  if (Array.isArray(value)) return 'an array';
  if (isTable(value)) return 'a table';
  if (value instanceof Date) return 'a datetime';
  if (typeof value === 'bigint') return 'an integer';
  return typeof value === 'number' ? 'a float' : `a ${typeof value}`;
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
    if (!isTable(value)) throw wrongType(file, path.slice(0, index + 1), 'a table', value);
    table = value;
  }
  return table;
}

/** What {@link valuesOf} says of a table without values. */
export const EMPTY = 'empty table';

/**
 * Returns all values of a document by the path of each, spelled so that the same values are equal texts.
 * It needs no stack: a dotted key nests tables as deeply as a file is long.
 */
export function valuesOf(data: TomlTable): Map<string, string> {
  const values = new Map<string, string>();
  const pending: [Path, TomlValue][] = [[[], data]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, value] = next;
    if (Array.isArray(value)) values.set(JSON.stringify(path), `array of ${value.length}`);
    if (Array.isArray(value) || isTable(value)) {
      const items = Object.entries(value);
      if (items.length === 0 && isTable(value)) values.set(JSON.stringify(path), EMPTY);
      for (const [key, item] of items) pending.push([[...path, key], item]);
    } else {
      const text = value instanceof Date ? value.toISOString() : String(value);
      values.set(JSON.stringify(path), `${typeof value} ${Object.is(value, -0) ? '-0' : text}`);
    }
  }
  return values;
}

/** Returns a TOML basic string on one line. JSON's escapes are TOML's; DEL is escaped too. */
export function basicString(value: string): string {
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}

/** Returns a value as TOML spells it. */
export function spellValue(value: Value): string {
  return typeof value === 'string' ? basicString(value) : `[${value.map(basicString).join(', ')}]`;
}

/** Returns a key as TOML spells it. */
export function spellKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : basicString(name);
}

/** Returns a dotted key as TOML spells it. */
export function spellPath(path: Path): string {
  return path.map(spellKey).join('.');
}
