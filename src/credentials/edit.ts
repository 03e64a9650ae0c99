// Edits of the credentials file. Each edit is one splice, which the parser must confirm.

import type { TomlTable, TomlValue } from 'smol-toml';
import { attempt, UserError } from '../errors.ts';
import {
  type Document,
  isSame,
  isTable,
  type Path,
  parseToml,
  spellPath,
  spellValue,
  tableAt,
  type Value,
  valueAt,
  wrongType,
} from './document.ts';
import type { Entry } from './lease.ts';
import { hasComment, headerOf, type Item, pairOf, type Span, scan, startsWith } from './scan.ts';

/** New values for keys of a table; `undefined` removes a key. */
export type Values = ReadonlyMap<string, Value | undefined>;

/** The one change of an edit: `text` replaces the span. */
interface Splice extends Span {
  readonly text: string;
}

/**
 * Returns the document with keys of the table at `path` set or removed. Tables on the path that
 * become empty are removed too, except those in `base`. Throws UserError when a value on the path
 * is not a table, or an edit cannot be verified.
 */
export function setKeys(document: Document, path: Path, values: Values, base?: Document): Document {
  const table = tableAt(document, path);
  const missing = new Map<string, Value>();
  let result = document;
  for (const [key, value] of values) {
    const old = valueAt(table ?? {}, key);
    if (isSame(old, value)) continue;
    if (old === undefined && value !== undefined) missing.set(key, value);
    else {
      const change = new Map([[key, value]]);
      result = verified(result, path, change, ({ text }) => replacement(text, path, key, value));
    }
  }
  if (missing.size > 0) {
    const add = (place: typeof insertion) =>
      verified(result, path, missing, (start) => place(start, path, missing));
    // A new table at the end needs no scan. It fails only if the table belongs in an inline table.
    return (table === undefined ? attempt(() => add(newTable)) : undefined) ?? add(insertion);
  }
  return result === document ? document : withoutEmpty(result, path, base);
}

/**
 * Returns the document after an edit of the table at `path`. Throws UserError when no splice was
 * found, or when the splice removes a comment or does not change exactly these values.
 */
function verified(
  document: Document,
  path: Path,
  values: Values,
  edit: (document: Document) => Splice,
): Document {
  const before = document.text;
  const edited = attempt((): Document | undefined => {
    const { start, end, text } = edit(document);
    const after = before.slice(0, start) + text + before.slice(end);
    const data = parseToml(after);
    const isRight = isSame(changed(data, path, new Map()), changed(document.data, path, values));
    if (!isRight || hasComment(before.slice(start, end))) return undefined;
    return { path: document.path, text: after, data };
  });
  if (edited !== undefined) return edited;
  const key = spellPath([...path, ...values.keys()].slice(0, path.length + 1));
  throw new UserError(
    `refused to edit \`${document.path}\`: cannot change only \`${key}\`; ` +
      `write \`${key}\` on its own line under a table header, or remove it, and try again`,
  );
}

/** Returns a table with new values at `path`. Tables on the path that become empty are removed. */
function changed(table: TomlTable, [name, ...rest]: Path, values: Values): TomlTable {
  const copy = new Map<string, TomlValue>(Object.entries(table));
  if (name === undefined) {
    for (const [key, value] of values) {
      if (value === undefined) copy.delete(key);
      else copy.set(key, typeof value === 'string' ? value : [...value]);
    }
  } else {
    const inner = valueAt(table, name) ?? {};
    const next = isTable(inner) ? changed(inner, rest, values) : inner;
    copy.set(name, next);
    if (isSame(next, {})) copy.delete(name);
  }
  return Object.fromEntries(copy);
}

/** Returns the index at which the next line starts, after the line that contains `at`. */
function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** Returns the splice that replaces the value of a key, or removes the key. */
function replacement(text: string, path: Path, key: string, value: Value | undefined): Splice {
  const items = scan(text);
  const item = pairOf(items, [...path, key]);
  if (item?.value === undefined) throw new Error('the scanner did not find what the parser found');
  return value === undefined
    ? removal(text, item, items)
    : { ...item.value, text: spellValue(value) };
}

/** Removes a pair with its line or with one comma. The only pair takes its inline table with it. */
function removal(text: string, item: Item, items: readonly Item[]): Splice {
  if (item.parent === undefined) return lineRemoval(text, item, false);
  const among = items.filter(({ parent }) => parent === item.parent);
  const index = among.indexOf(item);
  const [before, after] = [among[index - 1], among[index + 1]];
  if (after !== undefined) return { start: item.start, end: after.start, text: '' };
  if (before !== undefined) return { start: before.end, end: item.end, text: '' };
  return removal(text, item.parent, items);
}

/** Removes a line, and for a header one empty line above it. A comment on the line stays. */
function lineRemoval(text: string, { start, end }: Span, isHeader: boolean): Splice {
  const next = end + text.slice(end).search(/[^ \t]|$/);
  if (text[next] === '#') return { start, end: next, text: '' };
  const above = isHeader ? /(?:(?<=\n|^\uFEFF?)\r?\n)?[ \t]*$/ : /[ \t]*$/;
  return { start: text.slice(0, start).search(above), end: nextLine(text, end), text: '' };
}

/** Removes the headers of empty tables on a path, except for tables in `base`. */
function withoutEmpty(document: Document, path: Path, base: Document | undefined): Document {
  let result = document;
  for (let table = path; table.length > 0; table = table.slice(0, -1)) {
    const isOfBase = base !== undefined && tableAt(base, table) !== undefined;
    if (isOfBase || !isSame(tableAt(result, table), {})) continue;
    result = verified(result, table, new Map(), ({ text }) => {
      const header = headerOf(scan(text), table);
      return header ? lineRemoval(text, header, true) : { start: 0, end: 0, text: '' };
    });
  }
  return result;
}

/**
 * Returns the splice that adds keys to the table at `path`: below its header, else in the innermost
 * inline table on the path, else after a dotted key, else below a new header at the end.
 */
function insertion(document: Document, path: Path, values: ReadonlyMap<string, Value>): Splice {
  const { text } = document;
  const pairs = (depth: number) => spellPairs(path.slice(depth), values);
  const items = scan(text);
  const header = headerOf(items, path);
  if (header !== undefined) return newLines(text, nextLine(text, header.end), pairs(path.length));
  const braces = items.findLast(
    ({ path: outer, value }) => value && text[value.start] === '{' && startsWith(path, outer),
  );
  if (braces?.value !== undefined) {
    const added = pairs(braces.path.length).join(', ');
    const end = items.findLast(({ parent }) => parent === braces)?.end;
    const at = end ?? braces.value.start + 1;
    return { start: at, end: at, text: end === undefined ? ` ${added} ` : `, ${added}` };
  }
  const sibling = items.findLast(
    (item) => item.value && item.depth < path.length && startsWith(item.path, path),
  );
  if (sibling !== undefined)
    return newLines(text, nextLine(text, sibling.end), pairs(sibling.depth));
  return newTable(document, path, values);
}

/** Returns the splice that adds a table at the end. */
function newTable({ text }: Document, path: Path, values: ReadonlyMap<string, Value>): Splice {
  const lines = [`[${spellPath(path)}]`, ...spellPairs([], values)];
  return newLines(text, text.length, ['', '\uFEFF'].includes(text) ? lines : ['', ...lines]);
}

function spellPairs(table: Path, values: ReadonlyMap<string, Value>): readonly string[] {
  return [...values].map(([key, value]) => `${spellPath([...table, key])} = ${spellValue(value)}`);
}

/** Inserts lines at the start of a line, or after a last line that has no line end. */
function newLines(text: string, at: number, lines: readonly string[]): Splice {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const isAtStart = at === 0 || '\n\uFEFF'.includes(text[at - 1] ?? '');
  const block = lines.map((line) => line + newline).join('');
  return { start: at, end: at, text: isAtStart ? block : newline + block };
}

export const TOKEN = 'token';
export const PROVIDER = 'credential-provider';

/** The keys that `cargo logout` removes (cargo's `save_credentials` in src/context/mod.rs). */
const LOGOUT_KEYS = [TOKEN, 'secret-key', 'secret-key-subject'];

/** Returns the path of the table of a registry; `undefined` is crates.io. */
export function pathOf(name: string | undefined): Path {
  return name === undefined ? ['registry'] : ['registries', name];
}

/**
 * Returns the token of a registry. The legacy top-level `token` counts only if there is no
 * `[registry]`, not even an empty one (cargo's `load_credentials` in src/context/mod.rs). Throws
 * UserError when a value on the path has a type that cargo refuses.
 */
export function tokenOf(document: Document, name: string | undefined): string | undefined {
  const table = tableAt(document, pathOf(name));
  const isLegacy = table === undefined && name === undefined;
  const token = valueAt(isLegacy ? document.data : (table ?? {}), TOKEN);
  if (token === undefined || typeof token === 'string') return token;
  throw wrongType(document.path, isLegacy ? [TOKEN] : [...pathOf(name), TOKEN], 'a string');
}

/**
 * Returns the document with an entry added or replaced. A legacy token of crates.io stays, but
 * cargo ignores it. Throws UserError when a value on the path has a type that cargo refuses, or
 * when an edit cannot be verified.
 */
export function setEntry(document: Document, { name, token, provider }: Entry): Document {
  tokenOf(document, name); // checks the types
  const values = new Map<string, Value>([[TOKEN, token]]);
  if (provider !== undefined) values.set(PROVIDER, provider);
  return setKeys(document, pathOf(name), values);
}

/**
 * Returns the document without the token of a registry. This also removes its other secrets, a
 * legacy token, a `credential-provider` of `cargo:token` if no other key is left, and tables that
 * become empty. Throws UserError as {@link setEntry} does.
 */
export function removeEntry(document: Document, name: string | undefined): Document {
  if (tokenOf(document, name) === undefined) return document;
  const isLegacy = name === undefined && typeof valueAt(document.data, TOKEN) === 'string';
  const start = isLegacy ? setKeys(document, [], new Map([[TOKEN, undefined]])) : document;
  const table = tableAt(start, pathOf(name)) ?? {};
  const rest = Object.keys(table).filter((key) => !LOGOUT_KEYS.includes(key));
  const provider = valueAt(table, PROVIDER);
  const saysToken = isSame(provider, 'cargo:token') || isSame(provider, ['cargo:token']);
  const keys = saysToken && rest.length === 1 ? [...LOGOUT_KEYS, PROVIDER] : LOGOUT_KEYS;
  return setKeys(start, pathOf(name), new Map(keys.map((key) => [key, undefined])));
}
