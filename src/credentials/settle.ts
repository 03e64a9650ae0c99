// The leases laid over the base, and what becomes of an edit that somebody else made to the result.

import type { TomlTable } from 'smol-toml';
import { attempt } from '../errors.ts';
import {
  type Document,
  isSame,
  isTable,
  isValue,
  type Path,
  parseDocument,
  tableAt,
  type Value,
  valueAt,
} from './document.ts';
import { PROVIDER, pathOf, setEntry, setKeys, TOKEN, tokenOf, type Values } from './edit.ts';
import type { Lease } from './lease.ts';
import type { Logins } from './state.ts';

/** A registry's name in the file; `undefined` is crates.io. */
type Name = string | undefined;

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
 * Returns the logins after somebody else's edit. Their text becomes the base, with our values set
 * back. Where cargo has rewritten the file, which drops comments, the values that changed are taken
 * over into the base's own text instead, if they can be. A lease whose value they changed has no
 * entry there any more. `body`: what the file says now, without our table. `isRewritten`: whether
 * the comment of our table is gone. Throws UserError when the body is not TOML, or has something
 * else where an entry belongs.
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
  return { base: isNothing ? undefined : { text, mode: logins.base?.mode ?? 0o600 }, leases };
}

/** Returns a lease without its entries for some registries. */
export function withoutNames(lease: Lease, names: readonly Name[], changed: boolean): Lease {
  const entries = lease.entries.filter(({ name }) => !names.includes(name));
  return entries.length === lease.entries.length ? lease : { ...lease, entries, changed };
}

/** Sets back to the base what of ours still stands at a registry, or has been removed there. */
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

/** Yields what differs, table by table. Throws when a value is none that can be written. */
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
