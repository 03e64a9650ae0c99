import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';

/** A credentials file: where it stands (for messages), its text, and what that text says. */
export interface CredentialsDocument {
  readonly path: string;
  readonly text: string;
  readonly data: TomlTable;
}

const NEWLINE = 0x0a;

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No character of UTF-8 contains the byte of a new line, so the lines can be tried one by one. */
function firstInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const newline = bytes.indexOf(NEWLINE, start);
    if (newline === -1 || decodeStrictly(bytes.subarray(start, newline)) === undefined) return line;
    start = newline + 1;
    line++;
  }
}

/**
 * Returns the text of a credentials file, a byte order mark included. Nothing is replaced, so that
 * the text can be written back as it was.
 *
 * @throws UserError if the bytes are not UTF-8; it names the file and the line, and quotes nothing.
 */
export function decodeCredentials(bytes: Uint8Array, path: string): string {
  const text = decodeStrictly(bytes);
  if (text !== undefined) return text;
  throw new UserError(
    `could not read \`${path}\`: line ${firstInvalidLine(bytes)} is not valid UTF-8; ` +
      'correct that line, or remove the file and log in again',
  );
}

/**
 * Returns the document that `text` makes. Integers become `bigint`: the numbers of a valid file may
 * be larger than a double can hold.
 *
 * @throws UserError if the text is not TOML. It names the file, line and column and quotes nothing:
 * the parser's own message holds lines of the file, so it is not passed on, not even as the cause.
 */
export function parseCredentials(text: string, path: string): CredentialsDocument {
  try {
    return { path, text, data: parse(text, { integersAsBigInt: true }) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line } = error;
    const column = line === 1 && text.startsWith('\uFEFF') ? error.column - 1 : error.column;
    throw new UserError(
      `could not parse \`${path}\` as TOML: the error is at line ${line}, column ${column}; ` +
        'correct it, or remove the file and log in again',
    );
  }
}

/** Returns whether a value is a table. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** Returns the value of a key, or `undefined`; keys named like parts of a prototype are ordinary. */
export function valueAt(table: TomlTable, key: string): TomlValue | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Returns the type of a value in cargo's words, with its article. */
export function describeType(value: TomlValue): string {
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a datetime';
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    case 'bigint':
      return 'an integer';
    case 'number':
      return 'a float';
    default:
      return 'a table';
  }
}

function copyTable(table: TomlTable): TomlTable {
  // Without a prototype, as the parser's own tables: `__proto__` is a key like any other.
  return Object.assign<TomlTable, TomlTable>(Object.create(null), table);
}

/**
 * Returns a copy of `table` with the values at `path` set, tables on the way made where they are
 * missing; a value of `undefined` removes its key. What does not change is shared with the original.
 */
export function withValues(
  table: TomlTable,
  path: readonly string[],
  values: ReadonlyMap<string, string | undefined>,
): TomlTable {
  const copy = copyTable(table);
  const [first, ...rest] = path;
  if (first !== undefined) {
    const inner = valueAt(table, first);
    copy[first] = withValues(isTable(inner) ? inner : {}, rest, values);
    return copy;
  }
  for (const [key, value] of values) {
    if (value === undefined) delete copy[key];
    else copy[key] = value;
  }
  return copy;
}

/**
 * Returns a copy of `table` without the tables along `path` that are empty in it and that `other`
 * does not have at all.
 */
export function withoutEmptied(
  table: TomlTable,
  path: readonly string[],
  other: TomlTable,
): TomlTable {
  const [first, ...rest] = path;
  if (first === undefined) return table;
  const inner = valueAt(table, first);
  if (!isTable(inner)) return table;
  const counterpart = valueAt(other, first);
  const pruned = withoutEmptied(inner, rest, isTable(counterpart) ? counterpart : {});
  const copy = copyTable(table);
  copy[first] = pruned;
  if (counterpart === undefined && Object.keys(pruned).length === 0) delete copy[first];
  return copy;
}

type Couple = readonly [TomlValue | undefined, TomlValue | undefined];

function pushItems(left: TomlValue[], right: TomlValue[], pending: Couple[]): boolean {
  if (left.length !== right.length) return false;
  left.forEach((item, index) => {
    pending.push([item, right[index]]);
  });
  return true;
}

function pushEntries(left: TomlTable, right: TomlTable, pending: Couple[]): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(right, key)) return false;
    pending.push([left[key], right[key]]);
  }
  return true;
}

function samePart([left, right]: Couple, pending: Couple[]): boolean {
  if (Array.isArray(left) && Array.isArray(right)) return pushItems(left, right, pending);
  if (left instanceof Date && right instanceof Date) {
    return left.toISOString() === right.toISOString();
  }
  if (isTable(left) && isTable(right)) return pushEntries(left, right, pending);
  // Tells 0 from -0, and takes NaN for equal to itself.
  return Object.is(left, right);
}

/**
 * Returns whether two values say the same, in any order of keys. It takes time in proportion to
 * their size, and no stack: a dotted key can nest tables as deeply as a file is long.
 */
export function sameValue(left: TomlValue, right: TomlValue): boolean {
  const pending: Couple[] = [[left, right]];
  for (let couple = pending.pop(); couple !== undefined; couple = pending.pop()) {
    if (!samePart(couple, pending)) return false;
  }
  return true;
}
