// The journal beside the credentials file. The file is always the base with the leases laid over
// it, in order; this is all there is to know about the logins on a machine.

import { leasesAfterCargo } from './cargo-edit.ts';
import { sameValue, withoutEmptied } from './document.ts';
import type { CredentialsDocument, RegistryPlace } from './edit.ts';
import { parseCredentials, pathOf, readEntry, removeEntry, setEntry } from './edit.ts';
import type { FileState } from './file.ts';
import { dropPlace, type Entry, entriesOf, type Lease, placeKey } from './lease.ts';
import { movedEdit } from './moved-edit.ts';
import { readSecretKey, sameSecretKey, setSecretKey } from './secret-key.ts';

/** The credentials file as its owner has it. */
export type Base =
  /** `createdFolder`: the topmost folder that a login made for the file. */
  | { readonly kind: 'absent'; readonly createdFolder?: string | undefined }
  | {
      readonly kind: 'file';
      readonly text: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    };

/** Who is logged in, and what the file is without them. */
export interface Logins {
  readonly base: Base;
  readonly leases: readonly Lease[];
}

/** What stands in the journal. A text is `undefined` where there is no file. */
export interface Journal extends Logins {
  /** What the file holds when the last change has been carried out. */
  readonly written: string | undefined;
  /** The leases before that change. */
  readonly former: readonly Lease[];
  /** What the file held before that change. */
  readonly previous: string | undefined;
}

/**
 * Returns the text of the file: the base with the leases laid over it, `undefined` for no file.
 *
 * @param path of the file, for messages
 * @throws UserError when the base is not TOML, or has something else where an entry belongs
 */
export function render({ base, leases }: Logins, path: string): string | undefined {
  const entries = leases.flatMap(entriesOf);
  if (entries.length === 0) return textOf(base);
  const start = parseCredentials(textOf(base) ?? '', path);
  return entries.reduce(layOver, start).text;
}

/**
 * Returns a document with an entry laid over what it has there.
 *
 * @throws UserError when it has something else where the entry belongs
 */
export function layOver(
  document: CredentialsDocument,
  { place, token, provider, asymmetric }: Entry,
): CredentialsDocument {
  if (asymmetric !== undefined) return setSecretKey(document, place, { key: token, ...asymmetric });
  return setEntry(document, place, provider ? { token, provider: 'cargo:token' } : { token });
}

/**
 * Returns the logins as they stand. An edit by somebody else since the last change becomes the new
 * base.
 *
 * @param file the credentials file as it is, with the last change carried out
 * @throws UserError when the file was edited and is not TOML
 */
export function settle(journal: Journal | undefined, file: FileState, path: string): Logins {
  if (journal === undefined) return { base: file, leases: [] };
  return textOf(file) === journal.written ? journal : adopt(journal, file, path);
}

/**
 * How far the last change came: `interrupted` when it was journalled but its file did not reach its
 * place, or not whole; `overtaken` when somebody edited the file after that.
 */
export type Progress = 'carried out' | 'interrupted' | 'overtaken';

/**
 * Tells how far the last change came.
 *
 * @param found what the credentials file holds
 * @param staged what the next file holds that is still beside it
 */
export function progressOf(
  { written, previous }: Journal,
  found: Uint8Array | undefined,
  staged: Uint8Array | undefined,
): Progress {
  if (!isText(staged, written ?? '') || isText(found, written)) return 'carried out';
  if (isText(found, previous) || isTorn(found, previous, written)) return 'interrupted';
  return 'overtaken';
}

/** Returns the journal as it would be if the last change had not been begun. */
export function takenBack(journal: Journal): Journal {
  return { ...journal, leases: journal.former, written: journal.previous };
}

/** Tells whether a file holds a text; `undefined` is that there is none. */
export function isText(bytes: Uint8Array | undefined, text: string | undefined): boolean {
  if (bytes === undefined || text === undefined) return bytes === text;
  return Buffer.from(text).equals(bytes);
}

/** Returns the text of a file; `undefined` when there is none. */
export function textOf(file: FileState | Base): string | undefined {
  return file.kind === 'file' ? file.text : undefined;
}

/** A file that cannot be replaced is overwritten in place: a kill leaves a front part of the new. */
function isTorn(
  found: Uint8Array | undefined,
  previous: string | undefined,
  written: string | undefined,
): boolean {
  if (found === undefined || previous === undefined || written === undefined) return false;
  const [old, next] = [Buffer.from(previous), Buffer.from(written)];
  let same = 0;
  while (same < found.length && found[same] === next[same]) same++;
  return old.subarray(same).equals(found.subarray(same));
}

/** Makes somebody else's edit the base, without what is ours in it, and drops what they changed. */
function adopt(journal: Journal, file: FileState, path: string): Logins {
  const expected = parseCredentials(journal.written ?? '', path);
  const original = parseCredentials(textOf(journal.base) ?? '', path);
  let edited = parseCredentials(textOf(file) ?? '', path);
  const afterCargo = leasesAfterCargo(journal.leases, expected, edited);
  if (afterCargo !== undefined) return { base: journal.base, leases: afterCargo };
  let leases = journal.leases;
  for (const place of placesOf(journal.leases)) {
    if (!isKept(place, expected, edited)) leases = dropPlace(leases, place);
    edited = disown(edited, expected, original, place);
  }
  const exact = leases === journal.leases ? moved(journal, original, edited, file) : undefined;
  return { base: adoptedBase(journal.base, file, exact ?? edited.text), leases };
}

/**
 * Returns the base with the edit at its place and all else as it was, to the byte; `undefined` where
 * that cannot be had.
 *
 * @param disowned what the base must say then
 */
function moved(
  { leases, written }: Journal,
  original: CredentialsDocument,
  disowned: CredentialsDocument,
  file: FileState,
): string | undefined {
  const layers = [original];
  for (const entry of leases.flatMap(entriesOf)) {
    layers.push(layOver(layers.at(-1) ?? original, entry));
  }
  const texts = layers.map((layer) => layer.text);
  if (texts.at(-1) !== written) return undefined;
  const text = movedEdit(texts, textOf(file) ?? '');
  return text !== undefined && saysTheSame(text, disowned, placesOf(leases)) ? text : undefined;
}

/** Tables that hold nothing are all one. */
function saysTheSame(
  text: string,
  { data, path }: CredentialsDocument,
  places: readonly RegistryPlace[],
): boolean {
  try {
    const found = parseCredentials(text, path).data;
    const pruned = places.reduce((all, place) => withoutEmptied(all, pathOf(place), found), data);
    return sameValue(pruned, found);
  } catch {
    return false;
  }
}

function isKept(
  place: RegistryPlace,
  expected: CredentialsDocument,
  edited: CredentialsDocument,
): boolean {
  return (
    readEntry(edited, place).token === readEntry(expected, place).token &&
    sameSecretKey(readSecretKey(edited, place), readSecretKey(expected, place))
  );
}

function adoptedBase(base: Base, file: FileState, text: string): Base {
  // An edit that leaves nothing but what was ours, where there was no file: there is none again.
  const nothingOfTheirs = file.kind === 'absent' || text.trim() === '';
  if (nothingOfTheirs && base.kind === 'absent') return base;
  return file.kind === 'absent' ? file : { ...file, text };
}

/** Replaces each value at a place that is still ours by what the base had there. */
function disown(
  edited: CredentialsDocument,
  expected: CredentialsDocument,
  original: CredentialsDocument,
  place: RegistryPlace,
): CredentialsDocument {
  const was = readEntry(original, place);
  const ours = readEntry(expected, place);
  const isOurs = (key: 'token' | 'credential-provider'): boolean => {
    const value = readEntry(edited, place)[key];
    return value !== undefined && value === ours[key] && value !== was[key];
  };
  let document = edited;
  if (isOurs('token')) {
    document =
      was.token === undefined
        ? removeEntry(document, place, ['token'])
        : setEntry(document, place, { token: was.token });
  }
  const [key, ourKey, wasKey] = [edited, expected, original].map((d) => readSecretKey(d, place));
  if (sameSecretKey(key, ourKey) && !sameSecretKey(key, wasKey)) {
    document = setSecretKey(document, place, wasKey);
  }
  // A login adds a provider only where there is none.
  if (isOurs('credential-provider')) {
    document = removeEntry(document, place, ['credential-provider']);
  }
  return document;
}

/** Returns the places at which leases have entries, each once. */
function placesOf(leases: readonly Lease[]): RegistryPlace[] {
  const places = new Map<string, RegistryPlace>();
  for (const { place } of leases.flatMap(entriesOf)) places.set(placeKey(place), place);
  return [...places.values()];
}
