// Edits of the credentials file. Each is one splice, and counts only when the parser confirms it.

import { parse, TomlError, type TomlTable } from 'smol-toml';
import { UserError } from '../errors.ts';
import {
  type Document,
  EMPTY,
  isValue,
  type Path,
  spellPath,
  spellValue,
  tableAt,
  type Value,
  valueAt,
  valuesOf,
  wrongType,
} from './document.ts';
import type { Entry } from './lease.ts';
import { commentsOf, ScanError, type Scanner, scan } from './scan.ts';
import { cutLines, cutSite, insertion, type Splice, survey } from './splice.ts';

/** Thrown when an edit cannot be shown to be right; {@link verified} makes a UserError of it. */
class Doubt extends Error {
  override readonly name = 'Doubt';
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Doubt('the scanner did not find what the parser found');
  return value;
}

/**
 * Returns the document after an edit. `name`: of what is edited, for messages. `edit`: returns the
 * splice, or `undefined` for none. `expect`: changes the values to those that the document is to
 * have then. Throws UserError when the splice does anything else, or a comment is lost.
 */
function verified(
  document: Document,
  name: Path,
  edit: (text: string) => Splice | undefined,
  expect: (values: Map<string, string>) => void,
): Document {
  const { text: before, path } = document;
  try {
    const splice = edit(before);
    if (splice === undefined) return document;
    const { start, end, text } = splice;
    if (!(start >= 0 && start <= end && end <= before.length)) throw new Doubt('no span');
    const after = before.slice(0, start) + text + before.slice(end);
    const data = parse(after, { integersAsBigInt: true });
    const expected = valuesOf(document.data);
    expect(expected);
    const actual = valuesOf(data);
    // Whether tables on the path are empty, or there at all, says nothing.
    for (let depth = 0; depth <= name.length; depth++) {
      const id = JSON.stringify(name.slice(0, depth));
      for (const values of [expected, actual]) if (values.get(id) === EMPTY) values.delete(id);
    }
    const isSame =
      actual.size === expected.size &&
      [...actual].every(([key, value]) => expected.get(key) === value);
    if (!isSame || commentsOf(after) !== commentsOf(before)) throw new Doubt('another change');
    return { path, text: after, data };
  } catch (error) {
    const isDoubt =
      error instanceof Doubt || error instanceof ScanError || error instanceof TomlError;
    if (!isDoubt) throw error;
    const key = spellPath(name);
    throw new UserError(
      `refused to edit \`${path}\`: no single change of its text changes \`${key}\` and nothing ` +
        `else, so the file is left as it is; give \`${key}\` a line of its own under a table ` +
        'header, or remove it, and try again',
    );
  }
}

/** Removes a value with everything in it, and puts another in its place. */
function change(values: Map<string, string>, path: Path, value?: Value): void {
  const id = JSON.stringify(path);
  const within = `${id.slice(0, -1)},`;
  for (const key of values.keys()) {
    if (key === id || key.startsWith(within)) values.delete(key);
  }
  if (value === undefined) return;
  for (const [key, spelled] of valuesOf({ '': typeof value === 'string' ? value : [...value] })) {
    values.set(key === '[""]' ? id : within + key.slice('["",'.length), spelled);
  }
}

/**
 * Returns the document with values set in the table at `path`: each in the place of the value that
 * is there, those that are missing in one place (see {@link insertion}). `spelling`: of a value
 * that takes the place of another, where it is to be a certain one. Throws UserError when a table
 * on the path is no table, or an edit cannot be verified.
 */
export function setValues(
  document: Document,
  path: Path,
  values: ReadonlyMap<string, Value>,
  scanner: Scanner = scan,
  spelling?: string,
): Document {
  const table = tableAt(document, path) ?? {};
  const missing = new Map<string, Value>();
  let result = document;
  for (const [key, value] of values) {
    const old = valueAt(table, key);
    if (old === undefined) missing.set(key, value);
    if (old === undefined || (isValue(old) && JSON.stringify(old) === JSON.stringify(value)))
      continue;
    const replace = (text: string) => {
      const { start, end } = found(survey(text, path, scanner).keys.get(key)).item.value;
      if (/^\s|[\s,]$/.test(text.slice(start, end))) throw new Doubt('more than a value');
      return { start, end, text: spelling ?? spellValue(value) };
    };
    const name = [...path, key];
    result = verified(result, name, replace, (all) => change(all, name, value));
  }
  const [first] = missing.keys();
  if (first === undefined) return result;
  const add = (text: string) => insertion(text, path, missing, survey(text, path, scanner));
  return verified(result, [...path, first], add, (all) => {
    for (const [key, value] of missing) change(all, [...path, key], value);
  });
}

/**
 * Returns the document without keys of the table at `path`, and without what is left empty then:
 * the table's header, or inline tables. Comments stay. `original`: its headers and tables stay even
 * where they are empty. Throws UserError when a table on the path is no table, or an edit cannot be
 * verified.
 */
export function removeKeys(
  document: Document,
  path: Path,
  keys: readonly string[],
  original?: Document,
  scanner: Scanner = scan,
): Document {
  const table = tableAt(document, path) ?? {};
  let result = document;
  for (const key of keys) {
    if (valueAt(table, key) === undefined) continue;
    const name = [...path, key];
    const cut = (text: string) => cutSite(text, found(survey(text, path, scanner).keys.get(key)));
    result = verified(result, name, cut, (all) => change(all, name));
  }
  if (result === document) return document;
  for (let depth = path.length; depth > 0; depth--) {
    const inner = path.slice(0, depth);
    const isEmpty = Object.keys(tableAt(result, inner) ?? {}).length === 0;
    const cut = (text: string) =>
      isEmpty || inner.length === path.length
        ? cutEmptied(text, inner, isEmpty, original, scanner)
        : undefined;
    result = verified(result, inner, cut, () => {});
  }
  return result;
}

/** Removes what spells a table and says nothing any more, where no comment is lost with it. */
function cutEmptied(
  text: string,
  path: Path,
  isEmpty: boolean,
  original: Document | undefined,
  scanner: Scanner,
): Splice | undefined {
  const { section } = survey(text, path, scanner);
  if (section !== undefined) {
    const wasThere = original && survey(original.text, path, scan).section !== undefined;
    return section.first !== undefined || wasThere
      ? undefined
      : cutLines(text, section.header, true);
  }
  const site = survey(text, path.slice(0, -1), scanner).keys.get(path.at(-1) ?? '');
  if (site === undefined || !isEmpty || (original && tableAt(original, path))) return undefined;
  const { start, end } = site.item.value;
  return text.slice(start, end).includes('#') ? undefined : cutSite(text, site);
}

/** Returns how the document spells the value of a key of the table at `path`. */
export function spellingOf({ text }: Document, path: Path, key: string): string | undefined {
  const { value } = survey(text, path, scan).keys.get(key)?.item ?? {};
  return value && text.slice(value.start, value.end);
}

/** What the file says of a registry. */
export interface FoundEntry {
  readonly token: string | undefined;
  readonly provider: Value | undefined;
  /** The table that holds the token: the top of the document for the legacy `token` of old files. */
  readonly tokenPath: Path;
}

export const TOKEN = 'token';
export const PROVIDER = 'credential-provider';

/** What `cargo logout` removes (cargo's `save_credentials` in src/context/mod.rs). */
const LOGOUT_KEYS = [TOKEN, 'secret-key', 'secret-key-subject'];

/** Returns the path of the table of a registry; `undefined` names crates.io. */
export function pathOf(name: string | undefined): Path {
  return name === undefined ? ['registry'] : ['registries', name];
}

/**
 * Returns what the file says of a registry. The legacy top-level `token` counts only where there is
 * no `[registry]`, not even an empty one (cargo's `load_credentials` in src/context/mod.rs). Throws
 * UserError when a value on the path has a type that cargo refuses.
 */
export function readEntry(document: Document, name: string | undefined): FoundEntry {
  const path = pathOf(name);
  const table = tableAt(document, path);
  if (table === undefined && name === undefined) {
    const token = stringAt(document, [], document.data, TOKEN);
    return { token, provider: undefined, tokenPath: token === undefined ? path : [] };
  }
  const [token] = LOGOUT_KEYS.map((key) => stringAt(document, path, table ?? {}, key));
  const provider = valueAt(table ?? {}, PROVIDER);
  if (provider === undefined || isValue(provider)) return { token, provider, tokenPath: path };
  const expected = 'a string or array of strings';
  throw wrongType(document.path, [...path, PROVIDER], expected, provider);
}

function stringAt({ path: file }: Document, path: Path, table: TomlTable, key: string) {
  const value = valueAt(table, key);
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(file, [...path, key], 'a string', value);
}

/**
 * Returns the document with an entry in it. A legacy token of crates.io is replaced in its place;
 * with a provider it gets a `[registry]`, which makes cargo pass over the legacy one. Throws
 * UserError when a value on the path has a type that cargo refuses, or an edit cannot be verified.
 */
export function setEntry(document: Document, { name, token, provider }: Entry): Document {
  const { tokenPath } = readEntry(document, name);
  const path = provider === undefined ? tokenPath : pathOf(name);
  const values = new Map<string, Value>([[TOKEN, token]]);
  if (provider !== undefined) values.set(PROVIDER, provider);
  return setValues(document, path, values);
}

/**
 * Returns the document without what `cargo logout` removes, and without a `credential-provider`
 * that only says `cargo:token` where nothing else is left. No empty table is left. Throws UserError
 * when a value on the path has a type that cargo refuses, or an edit cannot be verified.
 */
export function removeEntry(document: Document, name: string | undefined): Document {
  readEntry(document, name); // checks the types
  const table = tableAt(document, pathOf(name)) ?? {};
  const rest = Object.keys(table).filter((key) => !LOGOUT_KEYS.includes(key));
  const isLoggedIn = rest.length < Object.keys(table).length;
  const isOurs = rest.length === 1 && [valueAt(table, PROVIDER)].flat().join() === 'cargo:token';
  const keys = isOurs && isLoggedIn ? [...LOGOUT_KEYS, PROVIDER] : LOGOUT_KEYS;
  const without = removeKeys(document, pathOf(name), keys);
  const isLegacy = name === undefined && typeof valueAt(without.data, TOKEN) === 'string';
  return isLegacy ? removeKeys(without, [], [TOKEN]) : without;
}
