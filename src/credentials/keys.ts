import type { TomlTable, TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';
import { type Cut, cut } from './cut.ts';
import {
  type CredentialsDocument,
  describeType,
  isTable,
  valueAt,
  withoutEmptied,
  withValues,
} from './document.ts';
import { basicString, insertion } from './insertion.ts';
import { type Scanner, type Span, tomlScanner } from './scan.ts';
import {
  applySplice,
  assureFound,
  assureHeader,
  assureOnly,
  assurePair,
  assureValue,
  verified,
} from './splice.ts';
import { survey } from './survey.ts';

function spelled(path: readonly string[]): string {
  return path.map((name) => (/^[\w-]+$/.test(name) ? name : `"${name}"`)).join('.');
}

/** Returns the error for a value whose type cargo refuses. */
export function wrongType(
  { path: file }: CredentialsDocument,
  path: readonly string[],
  expected: string,
  found: TomlValue,
): UserError {
  return new UserError(
    `expected ${expected}, but found ${describeType(found)} for \`${spelled(path)}\` ` +
      `in \`${file}\`; correct or remove it there, and try again`,
  );
}

/**
 * Returns the table at `path`, or `undefined` if the file does not have it.
 *
 * @throws UserError if a value on the way is not a table
 */
export function tableAt(
  document: CredentialsDocument,
  path: readonly string[],
): TomlTable | undefined {
  let table = document.data;
  for (const [index, name] of path.entries()) {
    const value = valueAt(table, name);
    if (value === undefined) return undefined;
    if (!isTable(value)) throw wrongType(document, path.slice(0, index + 1), 'a table', value);
    table = value;
  }
  return table;
}

/**
 * Returns the document with the string at `path` set: put in the place of the value that is there,
 * or added (see {@link insertion}), together with the tables on the way.
 *
 * @throws UserError if a table on the way is none, or if the edit could not be verified
 */
export function setString(
  document: CredentialsDocument,
  path: readonly string[],
  value: string,
  scanner: Scanner = tomlScanner,
): CredentialsDocument {
  const key = path.at(-1);
  if (key === undefined) throw new RangeError('the path of a string has at least one part');
  const tablePath = path.slice(0, -1);
  const old = valueAt(tableAt(document, tablePath) ?? {}, key);
  const values = new Map([[key, value]]);
  if (old === value) return document;
  if (old === undefined) return addStrings(document, tablePath, values, scanner);
  return verified(document, spelled(path), () => {
    const site = assureFound(survey(document.text, tablePath, scanner).keys.get(key));
    const span = site.pair.value;
    assureValue(document.text, span, old);
    return applySplice(document, { ...span, text: basicString(value) }, () =>
      withValues(document.data, tablePath, values),
    );
  });
}

/**
 * Returns the document with new keys, all in one place (see {@link insertion}), and with the tables
 * on the way to them.
 *
 * @throws UserError if a table on the way is none, or if the edit could not be verified
 */
export function addStrings(
  document: CredentialsDocument,
  path: readonly string[],
  values: ReadonlyMap<string, string>,
  scanner: Scanner = tomlScanner,
): CredentialsDocument {
  tableAt(document, path);
  return verified(document, spelled([...path, ...values.keys()].slice(0, path.length + 1)), () => {
    const found = survey(document.text, path, scanner);
    return applySplice(document, insertion(document.text, path, values, found), () =>
      withValues(document.data, path, values),
    );
  });
}

/**
 * Returns the document without the given keys of the table at `path`, of which not all need be
 * there. A header goes with its last key (see {@link cut}).
 *
 * @throws UserError if a table on the way is none, or if the edit could not be verified
 */
export function removeKeys(
  document: CredentialsDocument,
  path: readonly string[],
  keys: readonly string[],
  scanner: Scanner = tomlScanner,
): CredentialsDocument {
  const table = tableAt(document, path) ?? {};
  const present = keys.filter((key) => Object.hasOwn(table, key));
  const [first] = present;
  if (first === undefined) return document;
  const rest = verified(document, spelled([...path, first]), () =>
    removeSome(document, path, present, scanner),
  );
  return removeKeys(rest, path, keys, scanner);
}

/** Takes out as many of the keys, all of them present, as one cut can. */
function removeSome(
  document: CredentialsDocument,
  path: readonly string[],
  keys: readonly string[],
  scanner: Scanner,
): CredentialsDocument {
  const found = survey(document.text, path, scanner);
  const sites = keys.map((key) => assureFound(found.keys.get(key)));
  const splice = assureFound(cut(document.text, sites, found));
  const going = keys.filter((_, index) => {
    const site = sites[index];
    return site !== undefined && splice.pairs.includes(site.pair);
  });
  assureCut(document, path, going, splice);
  return applySplice(document, splice, (actual) => {
    const values = new Map(going.map((key) => [key, undefined]));
    return withoutEmptied(withValues(document.data, path, values), path, actual);
  });
}

/** Assures that a cut takes the given keys of the table at `path`, perhaps its header, and no more. */
function assureCut(
  document: CredentialsDocument,
  path: readonly string[],
  keys: readonly string[],
  splice: Cut,
): void {
  const { text } = document;
  const table = tableAt(document, path) ?? {};
  const pieces: Span[] = [];
  if (splice.section !== undefined) {
    assureHeader(text, splice.section.header);
    pieces.push(splice.section.header);
  }
  for (const pair of splice.pairs) {
    const name = pair.key.at(-1)?.name ?? '';
    assurePair(text, pair, assureFound(keys.includes(name) ? valueAt(table, name) : undefined));
    pieces.push({ start: pair.start, end: pair.value.end });
  }
  if (splice.kept !== undefined) pieces.push(splice.kept);
  assureOnly(text, splice, pieces);
}
