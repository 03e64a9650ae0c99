// The keys of `cargo:paseto`, which stand in the credentials file where a token would.

import { valueAt } from './document.ts';
import {
  type CredentialsDocument,
  pathOf,
  type RegistryPlace,
  readEntry,
  removeEntry,
  setString,
} from './edit.ts';
import { tableAt } from './keys.ts';

const KEY = 'secret-key';
const SUBJECT = 'secret-key-subject';

/** A secret key, and whose it is if the file says so. */
export interface SecretKey {
  readonly key: string;
  readonly subject: string | undefined;
}

/**
 * Returns the secret key that the file has for a registry.
 *
 * @throws UserError if a value on the way has a type that cargo refuses
 */
export function readSecretKey(
  document: CredentialsDocument,
  place: RegistryPlace,
): SecretKey | undefined {
  readEntry(document, place); // checks the types
  const table = tableAt(document, pathOf(place)) ?? {};
  const [key, subject] = [valueAt(table, KEY), valueAt(table, SUBJECT)];
  if (typeof key !== 'string') return undefined;
  return { key, subject: typeof subject === 'string' ? subject : undefined };
}

/**
 * Returns the document with this secret key in the entry of a registry, or with none. Everything
 * else in the entry stays.
 *
 * @throws UserError if a value on the way has a type that cargo refuses, or if the edit could not
 * be verified
 */
export function setSecretKey(
  document: CredentialsDocument,
  place: RegistryPlace,
  value: SecretKey | undefined,
): CredentialsDocument {
  if (value === undefined) return removeEntry(document, place, [KEY, SUBJECT]);
  const path = pathOf(place);
  const changed = setString(document, [...path, KEY], value.key);
  return value.subject === undefined
    ? removeEntry(changed, place, [SUBJECT])
    : setString(changed, [...path, SUBJECT], value.subject);
}

/** Tells whether two secret keys are the same. */
export function sameSecretKey(a: SecretKey | undefined, b: SecretKey | undefined): boolean {
  return a?.key === b?.key && a?.subject === b?.subject;
}
