import type { TomlTable, TomlValue } from 'smol-toml';
import { type CredentialsDocument, valueAt } from './document.ts';
import { addStrings, removeKeys, setString, tableAt, wrongType } from './keys.ts';
import { type Scanner, tomlScanner } from './scan.ts';

export { type CredentialsDocument, decodeCredentials, parseCredentials } from './document.ts';
export { removeKeys, setString } from './keys.ts';

/** Which registry's entry is meant: crates.io has a table of its own. */
export type RegistryPlace =
  | { readonly kind: 'crates-io' }
  | { readonly kind: 'alternate'; readonly name: string };

/** What the file says of a registry; `legacy` if its token is the top-level one of old files. */
export interface Entry {
  readonly token: string | undefined;
  readonly 'credential-provider': string | readonly string[] | undefined;
  readonly legacy: boolean;
}

/** What a login writes. The provider is written only where the entry names none. */
export interface NewEntry {
  readonly token: string;
  readonly provider?: 'cargo:token' | undefined;
}

const TOKEN = 'token';
const PROVIDER = 'credential-provider';

/** The keys that `cargo logout` removes (cargo's `save_credentials` in src/context/mod.rs). */
const LOGOUT_KEYS: readonly string[] = [TOKEN, 'secret-key', 'secret-key-subject'];

function readString(
  document: CredentialsDocument,
  table: TomlTable,
  path: readonly string[],
  key: string,
): string | undefined {
  const value = valueAt(table, key);
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(document, [...path, key], 'a string', value);
}

function isStrings(value: TomlValue): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function readProvider(
  document: CredentialsDocument,
  table: TomlTable,
  path: readonly string[],
): Entry[typeof PROVIDER] {
  const provider = valueAt(table, PROVIDER);
  if (provider === undefined || typeof provider === 'string' || isStrings(provider)) {
    return provider;
  }
  throw wrongType(document, [...path, PROVIDER], 'a string or array of strings', provider);
}

/** Returns the path of the table that holds a registry's entry. */
export function pathOf(place: RegistryPlace): readonly string[] {
  return place.kind === 'crates-io' ? ['registry'] : ['registries', place.name];
}

/**
 * Returns what the file says of a registry, as cargo reads it: the token of crates.io is that of
 * `[registry]`, or the top-level `token` of old files, which counts only where there is no
 * `[registry]`, not even an empty one (cargo's `load_credentials` in src/context/mod.rs).
 *
 * @throws UserError if a value on the way has a type that cargo refuses
 */
export function readEntry(document: CredentialsDocument, place: RegistryPlace): Entry {
  const path = pathOf(place);
  const table = tableAt(document, path);
  if (table !== undefined) {
    for (const key of LOGOUT_KEYS) readString(document, table, path, key);
    const token = readString(document, table, path, TOKEN);
    return { token, [PROVIDER]: readProvider(document, table, path), legacy: false };
  }
  const token =
    place.kind === 'crates-io' ? readString(document, document.data, [], TOKEN) : undefined;
  return { token, [PROVIDER]: undefined, legacy: token !== undefined };
}

/**
 * Returns the document after a login: the token replaced or added, and the provider added where it
 * is given and the entry names none. Of crates.io, a token of the old kind is replaced in its
 * place; with a provider it gets its `[registry]`, which makes cargo pass over the old one.
 *
 * @throws UserError if a value on the way has a type that cargo refuses, or if the edit could not
 * be verified
 */
export function setEntry(
  document: CredentialsDocument,
  place: RegistryPlace,
  { token, provider }: NewEntry,
  scanner: Scanner = tomlScanner,
): CredentialsDocument {
  const path = pathOf(place);
  const present = readEntry(document, place);
  const newProvider = present[PROVIDER] === undefined ? provider : undefined;
  if (present.legacy && newProvider === undefined) {
    return setString(document, [TOKEN], token, scanner);
  }
  const added = new Map<string, string>();
  if (present.token === undefined || present.legacy) added.set(TOKEN, token);
  if (newProvider !== undefined) added.set(PROVIDER, newProvider);
  const replaced = added.has(TOKEN)
    ? document
    : setString(document, [...path, TOKEN], token, scanner);
  return added.size === 0 ? replaced : addStrings(replaced, path, added, scanner);
}

/**
 * Returns the document without keys of the entry, as far as it has them. The other keys stay, and
 * so do all comments.
 *
 * @param keys those to be removed where the entry is read from; by default, those that
 * `cargo logout` removes, and for crates.io also a top-level token that nothing reads any more
 * @throws UserError if a value on the way has a type that cargo refuses, or if the edit could not
 * be verified
 */
export function removeEntry(
  document: CredentialsDocument,
  place: RegistryPlace,
  keys?: readonly string[],
  scanner: Scanner = tomlScanner,
): CredentialsDocument {
  const { legacy } = readEntry(document, place);
  const rest = removeKeys(document, pathOf(place), keys ?? LOGOUT_KEYS, scanner);
  const dead = place.kind === 'crates-io' && typeof valueAt(rest.data, TOKEN) === 'string';
  const goes = keys === undefined ? dead : legacy && keys.includes(TOKEN);
  return goes ? removeKeys(rest, [], [TOKEN], scanner) : rest;
}
