// The journal beside the credentials file. The file is always the base with the leases laid over
// it, in order; this is all there is to know about the logins on a machine.

import type { CredentialsDocument, RegistryPlace } from './edit.ts';
import { parseCredentials, readEntry, removeEntry, setEntry } from './edit.ts';
import type { FileState } from './file.ts';
import { dropPlace, type Entry, entriesOf, type Lease, placeKey } from './lease.ts';

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

export interface Logins {
  readonly base: Base;
  readonly leases: readonly Lease[];
}

/** What stands in the journal. A text is `undefined` where there is no file. */
export interface Journal extends Logins {
  /** What the file holds when the last change was carried out. */
  readonly written: string | undefined;
  /** What it held before. */
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

function layOver(document: CredentialsDocument, { place, token, provider }: Entry) {
  return setEntry(document, place, provider ? { token, provider: 'cargo:token' } : { token });
}

/**
 * Returns the logins as they stand. An edit by somebody else since the last change becomes the new
 * base.
 *
 * @param file the credentials file as it is, with an interrupted change carried out
 * @throws UserError when the file was edited and is not TOML
 */
export function settle(journal: Journal | undefined, file: FileState, path: string): Logins {
  if (journal === undefined) return { base: file, leases: [] };
  return textOf(file) === journal.written ? journal : adopt(journal, file, path);
}

/**
 * Tells whether the last change was journalled, but its new file did not reach its place whole.
 *
 * @param staged whether the new file is still there, beside its place
 */
export function isInterrupted(journal: Journal, file: FileState, staged: boolean): boolean {
  const { previous, written } = journal;
  const text = textOf(file);
  if (text === written || (written !== undefined && !staged)) return false;
  return text === previous || isTorn(text, previous, written);
}

/** Returns the text of a file; `undefined` when there is none. */
export function textOf(file: FileState | Base): string | undefined {
  return file.kind === 'file' ? file.text : undefined;
}

/** A file that cannot be replaced is overwritten in place: a kill leaves a front part of the new. */
function isTorn(
  text: string | undefined,
  previous: string | undefined,
  written: string | undefined,
): boolean {
  if (text === undefined || previous === undefined || written === undefined) return false;
  let same = 0;
  while (same < text.length && text[same] === written[same]) same++;
  return same > 0 && text.slice(same) === previous.slice(same);
}

/** Makes somebody else's edit the base, without what is ours in it, and drops what they changed. */
function adopt(journal: Journal, file: FileState, path: string): Logins {
  const expected = parseCredentials(journal.written ?? '', path);
  const original = parseCredentials(textOf(journal.base) ?? '', path);
  let edited = parseCredentials(textOf(file) ?? '', path);
  let leases = journal.leases;
  for (const place of placesOf(journal.leases)) {
    const kept = readEntry(edited, place).token === readEntry(expected, place).token;
    if (!kept) leases = dropPlace(leases, place);
    edited = disown(edited, expected, original, place);
  }
  return { base: adoptedBase(journal.base, file, edited.text), leases };
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
