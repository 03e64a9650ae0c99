import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';
import { type CredentialsDocument, sameValue } from './document.ts';
import { type Header, type Pair, ScanError, type Span } from './scan.ts';

/** The one change of an edit: the characters of the span give way to `text`. */
export interface Splice extends Span {
  readonly text: string;
}

/** Thrown when an edit cannot be shown to be right; {@link verified} makes a UserError of it. */
class Doubt extends Error {
  override readonly name = 'Doubt';
}

function parsed(text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: true });
  } catch {
    // The parser's error is dropped: its message holds lines of the text.
    throw new Doubt('a piece of the text is not TOML');
  }
}

function assure(condition: boolean): asserts condition {
  if (!condition) throw new Doubt('a span is not what it should be');
}

// All that assures something throws a Doubt where it is not so.

/** Returns what was looked for, which must be there. */
export function assureFound<T>(found: T | undefined): T {
  assure(found !== undefined);
  return found;
}

/**
 * Assures that a span is exactly one value, the given one: no comment, blank or comma beside it.
 * In brackets a comment would swallow the closing one, and anything else would be a second item.
 */
export function assureValue(text: string, span: Span, value: TomlValue): void {
  const spelling = text.slice(span.start, span.end);
  assure(/^[^\s#]/.test(spelling) && /[^\s,]$/.test(spelling));
  const { v } = parsed(`v=[${spelling}]`);
  assure(v !== undefined && sameValue(v, [value]));
}

/** Assures that a spelling is one key, dotted or not, and nothing else: no comment, no new line. */
export function assureKey(spelling: string): void {
  assure(!/[\r\n]/.test(spelling) && !/^[ \t]/.test(spelling));
  // Whatever else it were, it would not do as both: a comment swallows the bracket, or ends the pair.
  parsed(`[${spelling}]`);
  parsed(`${spelling}=true`);
}

/** Assures that a pair is a key, an equals sign and the given value, and nothing else. */
export function assurePair(text: string, pair: Pair, value: TomlValue): void {
  const spelling = text.slice(pair.start, pair.value.start);
  const equals = spelling.lastIndexOf('=');
  assure(equals !== -1 && /^[ \t]*$/.test(spelling.slice(equals + 1)));
  assureKey(spelling.slice(0, equals));
  assureValue(text, pair.value, value);
}

/** Assures that a header is `[`, a key and `]`, and nothing else. */
export function assureHeader(text: string, header: Header): void {
  const spelling = text.slice(header.start, header.end);
  assure(!header.array && spelling.startsWith('[') && spelling.endsWith(']'));
  assureKey(spelling.slice(1, -1).trim());
}

/** Assures that a character stands where it should. */
export function assureCharacter(text: string, at: number, expected: string): void {
  assure(text[at] === expected);
}

/**
 * Assures that what a cut takes away besides the given pieces (in order) is white space, and in an
 * inline table one comma.
 */
export function assureOnly(text: string, cut: Span, pieces: readonly Span[]): void {
  let rest = '';
  let at = cut.start;
  for (const piece of pieces) {
    assure(piece.start >= at && piece.end >= piece.start);
    rest += text.slice(at, piece.start);
    at = piece.end;
  }
  assure(cut.end >= at);
  rest += text.slice(at, cut.end);
  assure(/^[ \t\r\n]*,?[ \t\r\n]*$/.test(rest));
}

/**
 * Returns the document after a splice.
 *
 * @param expect what the text must say afterwards, given what it does say
 * @throws Doubt if it says anything else
 */
export function applySplice(
  document: CredentialsDocument,
  splice: Splice,
  expect: (actual: TomlTable) => TomlTable,
): CredentialsDocument {
  const { path } = document;
  assure(splice.start <= splice.end && splice.end <= document.text.length);
  const text = document.text.slice(0, splice.start) + splice.text + document.text.slice(splice.end);
  const data = parsed(text);
  assure(sameValue(expect(data), data));
  return { path, text, data };
}

/**
 * Returns what `edit` returns.
 *
 * @param key the dotted key that is to be changed, for the message
 * @throws UserError if the edit could not be shown to change that key and nothing else
 */
export function verified<T>(document: CredentialsDocument, key: string, edit: () => T): T {
  try {
    return edit();
  } catch (error) {
    if (!(error instanceof Doubt || error instanceof ScanError)) throw error;
    throw new UserError(
      `refused to edit \`${document.path}\`: no single change of its text would change ` +
        `\`${key}\` and nothing else, so the file is left as it is; ` +
        `give \`${key}\` a line of its own under a table header, or remove it, and try again`,
    );
  }
}
