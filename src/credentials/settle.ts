// The leases laid over the base, and what becomes of an edit that somebody else made to the result.

import type { TomlTable, TomlValue } from 'smol-toml';
import {
  type Document,
  isTable,
  isValue,
  type Path,
  parseDocument,
  type Value,
  valueAt,
  valuesOf,
} from './document.ts';
import {
  PROVIDER,
  pathOf,
  readEntry,
  removeKeys,
  setEntry,
  setValues,
  spellingOf,
  TOKEN,
} from './edit.ts';
import type { Lease } from './lease.ts';

/** The file as its owner has it. */
export interface Base {
  readonly text: string;
  readonly mode: number;
}

/** Everything there is to know about the logins on a machine. */
export interface Logins {
  /** `undefined`: there is no file. */
  readonly base: Base | undefined;
  readonly leases: readonly Lease[];
}

/**
 * Returns the base with the leases laid over it, in order. `path`: of the file, for messages.
 * Throws UserError when the base has something else where an entry belongs.
 */
export function layOver({ base, leases }: Logins, path: string): string {
  const entries = leases.flatMap((lease) => lease.entries);
  const text = base?.text ?? '';
  return entries.length === 0 ? text : entries.reduce(setEntry, parseDocument(text, path)).text;
}

/**
 * Returns the logins after somebody else's edit. Their text becomes the base, without our values.
 * Where cargo has rewritten the file, which drops comments, only the values that changed are taken
 * over into the base's own text. A lease whose value they changed has no entry there any more.
 * `body`: what the file says now, without our table. `isRewritten`: whether the comment of our
 * table is gone. Throws UserError when the body is not TOML, or has something else where an entry
 * belongs.
 */
export function settle(logins: Logins, body: string, isRewritten: boolean, path: string): Logins {
  const texts: Texts = {
    original: parseDocument(logins.base?.text ?? '', path),
    expected: parseDocument(layOver(logins, path), path),
    edited: parseDocument(body, path),
  };
  const names = new Set(logins.leases.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const changed = [...names].filter(
    (name) => readEntry(texts.edited, name).token !== readEntry(texts.expected, name).token,
  );
  const carried = isRewritten ? carryOver(texts, names) : undefined;
  const { text } =
    carried ?? [...names].reduce((document, name) => disown(document, texts, name), texts.edited);
  const leases = logins.leases.map((lease) => withoutNames(lease, changed, true));
  const isNothing = logins.base === undefined && text.trim() === '';
  return { base: isNothing ? undefined : { text, mode: logins.base?.mode ?? 0o600 }, leases };
}

/** Returns a lease without its entries for some registries. */
export function withoutNames(
  lease: Lease,
  names: readonly (string | undefined)[],
  changed: boolean,
): Lease {
  const entries = lease.entries.filter(({ name }) => !names.includes(name));
  return entries.length === lease.entries.length ? lease : { ...lease, entries, changed };
}

interface Texts {
  readonly original: Document;
  /** With the leases laid over it. */
  readonly expected: Document;
  readonly edited: Document;
}

/** Sets back what is ours at a registry, and puts back what our value had hidden and is gone now. */
function disown(document: Document, texts: Texts, name: string | undefined): Document {
  const [was, ours, now] = [texts.original, texts.expected, document].map((each) =>
    readEntry(each, name),
  );
  if (was === undefined || ours === undefined || now === undefined) return document;
  const isSetBack = (key: 'token' | 'provider') =>
    !same(now[key], was[key]) && (now[key] === undefined || same(now[key], ours[key]));
  let result = document;
  if (isSetBack('provider')) {
    result = setBack(result, texts.original, pathOf(name), pathOf(name), PROVIDER, was.provider);
  }
  if (!isSetBack('token')) return result;
  // A legacy token that our `[registry]` only hides is there still.
  const isThere = was.tokenPath.length === 0 && valueAt(document.data, TOKEN) === was.token;
  const token = isThere && now.tokenPath.length > 0 ? undefined : was.token;
  return setBack(result, texts.original, now.tokenPath, was.tokenPath, TOKEN, token);
}

function same(left: Value | undefined, right: Value | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Sets a key to what the original has there, in the original's own spelling where it can. */
function setBack(
  document: Document,
  original: Document,
  path: Path,
  originalPath: Path,
  key: string,
  value: Value | undefined,
): Document {
  if (value === undefined) return removeKeys(document, path, [key], original);
  const spelling = spellingOf(original, originalPath, key);
  return setValues(document, path, new Map([[key, value]]), undefined, spelling);
}

/** What changed in one table; `undefined` is a value that is gone. */
type Changes = Map<
  string,
  { readonly path: Path; readonly values: Map<string, Value | undefined> }
>;

/** Returns the base with the changed values; `undefined` where one cannot be written. */
function carryOver(texts: Texts, names: ReadonlySet<string | undefined>): Document | undefined {
  const { original, expected, edited } = texts;
  const changes: Changes = new Map();
  if (!collect(modern(expected.data), modern(edited.data), [], changes)) return undefined;
  for (const name of names) {
    const values = changes.get(JSON.stringify(pathOf(name)))?.values;
    // What is gone now was ours, and the base has what it had hidden.
    for (const key of [TOKEN, PROVIDER]) {
      if (values?.has(key) && values.get(key) === undefined) values.delete(key);
    }
  }
  return [...changes.values()].reduce(apply, original);
}

function apply(
  document: Document,
  { path, values }: { path: Path; values: Map<string, Value | undefined> },
): Document {
  const isCratesIo = path.length === 1 && path[0] === 'registry';
  const isLegacy = isCratesIo && readEntry(document, undefined).tokenPath.length === 0;
  const place = isLegacy && [...values.keys()].join() === TOKEN ? [] : path;
  const set = new Map<string, Value>();
  for (const [key, value] of values) if (value !== undefined) set.set(key, value);
  const gone = [...values.keys()].filter((key) => !set.has(key));
  return removeKeys(setValues(document, place, set), place, gone);
}

/** Moves a legacy token to where cargo moves it, or drops it where cargo passes over it. */
function modern(data: TomlTable): TomlTable {
  const { token, ...rest } = data;
  if (typeof token !== 'string') return data;
  return rest['registry'] === undefined ? { ...rest, registry: { token } } : rest;
}

/** Collects what differs; returns `false` where a changed value is none that can be written. */
function collect(before: TomlTable, after: TomlTable, path: Path, changes: Changes): boolean {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, value] = [valueAt(before, key), valueAt(after, key)];
    if (isTable(old ?? {}) && isTable(value ?? {})) {
      const [one, other] = [old, value].map((each) => (isTable(each) ? each : {}));
      if (!collect(one ?? {}, other ?? {}, [...path, key], changes)) return false;
    } else if (spelled(old) !== spelled(value)) {
      if (value !== undefined && !isValue(value)) return false;
      const id = JSON.stringify(path);
      const table = changes.get(id) ?? { path, values: new Map() };
      changes.set(id, table);
      table.values.set(key, value);
    }
  }
  return true;
}

function spelled(value: TomlValue | undefined): string {
  return value === undefined ? '' : JSON.stringify([...valuesOf({ value })]);
}
