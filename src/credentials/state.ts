// The form of the credentials file while jobs are logged in. The body is the owner's file (the
// base) with the entries of the leases set. The `[cargo-login]` table after it holds the base and
// the leases as one JSON string, because older cargo refuses some other types in this file. Every
// cargo ignores the table, and keeps it when it writes the file.

import type { TomlTable } from 'smol-toml';
import { attempt, UserError } from '../errors.ts';
import { type Checked, list, number, object, optional, parseJson, text } from '../json.ts';
import {
  basicString,
  type Document,
  isSame,
  isTable,
  isValue,
  type Path,
  parseDocument,
  parseToml,
  tableAt,
  type Value,
  valueAt,
} from './document.ts';
import { PROVIDER, pathOf, setEntry, setKeys, TOKEN, tokenOf, type Values } from './edit.ts';
import { checkLease, type Lease } from './lease.ts';

const checkBase = object({ text, mode: number });

const checkState = object({
  version: number,
  /** `undefined` if the owner has no file. */
  base: optional(checkBase),
  leases: list(checkLease),
  /** The topmost folder that a login made for the file. */
  folder: optional(text),
  /** The checksum of the body that was written with this state. */
  body: text,
});

/** The owner's file, without the logins of jobs: its text and its mode. */
export type Base = Checked<typeof checkBase>;

/** The content of the table. */
export type State = Checked<typeof checkState>;

/** The logins of one credentials file. */
export type Logins = Pick<State, 'base' | 'leases'>;

const VERSION = 1;
const HEADER = '[cargo-login]';
const COMMENT = '# Jobs that are logged in (cargo-login-action). It goes when they end.';
/** The table in any spelling that cargo uses, with its comment unless cargo rewrote the file. */
const OURS = /(# Jobs [^\n]*\n)?^\[cargo-login\]\r?\nstate = ((?:(?:'''|""")\r?\n)?[^\n]*)\n?/m;

/** Returns the text of a file with the table. */
export function withState(
  body: string,
  { base, leases, folder }: Omit<State, 'body' | 'version'>,
): string {
  const state = { version: VERSION, base, folder, leases, body: checksum(body) };
  const separator = body === '' ? '' : '\n';
  return `${body}${separator}${COMMENT}\n${HEADER}\nstate = ${basicString(JSON.stringify(state))}\n`;
}

/** Returns a checksum that detects edits. It need not resist attacks: a collision gains nothing. */
export function checksum(body: string): string {
  let hash = 0;
  for (let index = 0; index < body.length; index++) {
    hash = Math.imul(hash ^ body.charCodeAt(index), 0x9e3779b1);
  }
  return `${body.length}-${hash >>> 0}`;
}

/**
 * Returns the parts of a credentials file. `body`: the text without the table, including text that
 * others added below it. `state`: the content of the table. `isRewritten`: whether the comment of
 * the table is gone, because cargo rewrote the file. Throws UserError when this version did not
 * write the table.
 */
export function splitState(text: string, path: string) {
  if (!text.includes(HEADER)) return { body: text, state: undefined, isRewritten: false };
  const [found = '', comment, string = ''] = OURS.exec(text) ?? [];
  const state = parseJson(contentOf(string), checkState);
  if (state?.version !== VERSION) {
    throw new UserError(
      `the table \`${HEADER}\` in \`${path}\` is damaged, or another version of this action wrote it; ` +
        'when no job is running, delete that table and the tokens that jobs left there',
    );
  }
  const [before = '', after = ''] = text.split(found);
  // The line end that separates the body from the table is removed too.
  const body = before.replace(after === '' ? /\r?\n$/ : /(?<=^|\n)\r?\n$/, '') + after;
  return { body, state, isRewritten: comment === undefined };
}

/** Returns the value of a TOML string: a JSON string as written here, or in cargo's spelling. */
function contentOf(string: string): string {
  const content: unknown =
    attempt(() => JSON.parse(string)) ?? attempt(() => parseToml(`state = ${string}`)['state']);
  return typeof content === 'string' ? content : '';
}

/** The name of a registry in the file; `undefined` is crates.io. */
export type Name = string | undefined;

/**
 * Returns the text of the base with the entries of the leases set, in order. `path`: the file, for
 * messages. Throws UserError when the base has a value of a wrong type in the place of an entry.
 */
export function layOver({ base, leases }: Logins, path: string): string {
  const entries = leases.flatMap((lease) => lease.entries);
  const text = base?.text ?? '';
  return entries.length === 0 ? text : entries.reduce(setEntry, parseDocument(text, path)).text;
}

/**
 * Returns the logins after another program edited the file. The edited text becomes the base, with
 * the values of leases set back. If cargo rewrote the file, its comments are gone. The changed
 * values then go into the text of the old base, if possible. A lease loses an entry whose token was
 * changed. `body` and `isRewritten`: as returned by `splitState`. Throws UserError when the body is
 * not TOML, or has a value of a wrong type in the place of an entry.
 */
export function settle(logins: Logins, body: string, isRewritten: boolean, path: string): Logins {
  const base = parseDocument(logins.base?.text ?? '', path);
  const laid = parseDocument(layOver(logins, path), path);
  const edited = parseDocument(body, path);
  const entries = logins.leases.flatMap((lease) => lease.entries);
  const names = [...new Set(entries.map(({ name }) => name))];
  const changed = names.filter((name) => tokenOf(edited, name) !== tokenOf(laid, name));
  const mended = names.reduce((document, name) => setBack(document, base, laid, name), edited);
  const carried = isRewritten ? attempt(() => carryOver(base, mended)) : undefined;
  const { text } = carried ?? mended;
  const leases = logins.leases.map((lease) => withoutNames(lease, changed, true));
  const isNothing = logins.base === undefined && text.trim() === '';
  // Cargo makes the file private when it writes it.
  const mode = (!isRewritten && logins.base?.mode) || 0o600;
  return { base: isNothing ? undefined : { text, mode }, leases };
}

/** Returns a lease without its entries for some registries. */
export function withoutNames(lease: Lease, names: readonly Name[], changed: boolean): Lease {
  const entries = lease.entries.filter(({ name }) => !names.includes(name));
  return entries.length === lease.entries.length ? lease : { ...lease, entries, changed };
}

/** Sets the values of a registry back to the base if they are of a lease, or were removed. */
function setBack(document: Document, base: Document, laid: Document, name: Name): Document {
  const values = new Map<string, Value | undefined>();
  for (const key of [TOKEN, PROVIDER]) {
    const [was, ours, now] = [base, laid, document].map((each) =>
      valueAt(tableAt(each, pathOf(name)) ?? {}, key),
    );
    if (now === undefined || isSame(now, ours)) values.set(key, isValue(was) ? was : undefined);
  }
  return setKeys(document, pathOf(name), values, base);
}

/** Returns the base with all values of another document. Throws when one cannot be written. */
function carryOver(base: Document, other: Document): Document {
  let result = base;
  for (const [path, values] of differences(base.data, other.data, [])) {
    result = setKeys(result, path, values);
  }
  return result;
}

/** Yields the differences, table by table. Throws when a value cannot be written. */
function* differences(before: TomlTable, after: TomlTable, path: Path): Generator<[Path, Values]> {
  const values = new Map<string, Value | undefined>();
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [valueAt(before, key), valueAt(after, key)];
    const [inner, other] = [old ?? {}, now ?? {}];
    if (isTable(inner) && isTable(other)) yield* differences(inner, other, [...path, key]);
    else if (!isSame(old, now)) {
      if (now !== undefined && !isValue(now)) throw new TypeError('no value that can be written');
      values.set(key, now);
    }
  }
  yield [path, values];
}
