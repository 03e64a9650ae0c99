import { parse } from 'smol-toml';

/** Part of a text: `start` is the index of its first character, `end` the index after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A header, or a key with its value. */
export interface Item extends Span {
  /** Its names, from the top of the document. */
  readonly path: readonly string[];
  /** The index after each part of its own key. */
  readonly parts: readonly number[];
  /** `undefined`: it is a header. */
  readonly value: Span | undefined;
  /** What an inline table holds. */
  readonly inner: readonly Item[] | undefined;
  /** The comma behind it in an inline table. */
  readonly comma: number | undefined;
}

/** Finds what stands where in a valid TOML text. Its answers are never trusted: see edit.ts. */
export type Scanner = (text: string) => readonly Item[];

/** Thrown when a text is not what the scanner expects. It holds none of the text. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
}

const TRIVIA = /(?:[ \t\r\n]+|#[^\n]*)*/y;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const SCALAR = /[^,\]}#\r\n]*[^,\]}#\r\n \t]/y;
const BETWEEN_BRACKETS = /[^[\]{}"'#]+|#[^\n]*/y;
const STRING =
  /"""(?:[^\\"]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"[^\\"\n]*(?:\\.[^\\"\n]*)*"|'[^'\n]*'/y;

/** Returns the comments of a valid text. */
export function commentsOf(text: string): string {
  if (!text.includes('#')) return '';
  const pieces = text.match(new RegExp(`${STRING.source}|#[^\\r\\n]*`, 'g')) ?? [];
  return pieces.filter((piece) => piece.startsWith('#')).join('\n');
}

/** Returns the index of the first character behind a byte order mark. */
export function startOfContent(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

/** Returns the index of the first character from `at` on that is neither blank nor tab. */
export function skipBlanks(text: string, at: number): number {
  let here = at;
  while (text[here] === ' ' || text[here] === '\t') here++;
  return here;
}

function fail(at: number): never {
  throw new ScanError(`the scanner found no way on at index ${at}`);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : fail(at);
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}

/** Returns the index after `expected`, which must be the next thing after blanks. */
function expectNext(text: string, at: number, expected: string): number {
  const here = skipBlanks(text, at);
  return text.startsWith(expected, here) ? here + expected.length : fail(here);
}

function endOfValue(text: string, at: number): number {
  if (isQuote(text[at])) return endOf(STRING, text, at);
  if (text[at] !== '[' && text[at] !== '{') return endOf(SCALAR, text, at);
  let [here, depth] = [at, 0];
  do {
    const character = text[here] ?? fail(at);
    if ('[{'.includes(character)) depth++;
    if (']}'.includes(character)) depth--;
    if ('[{]}'.includes(character)) here++;
    else here = endOf(isQuote(character) ? STRING : BETWEEN_BRACKETS, text, here);
  } while (depth > 0);
  return here;
}

/** Leaves escapes to the parser, so that there is only one opinion of what they mean. */
function nameOf(spelling: string, at: number): string {
  if (!isQuote(spelling[0])) return spelling;
  if (!spelling.startsWith('"') || !spelling.includes('\\')) return spelling.slice(1, -1);
  try {
    return Object.keys(parse(`${spelling}=0`))[0] ?? fail(at);
  } catch {
    return fail(at); // the parser's message holds the text
  }
}

function scanKey(text: string, start: number): Pick<Item, 'path' | 'parts' | 'end'> {
  const path: string[] = [];
  const parts: number[] = [];
  for (let at = start; ; ) {
    const end = endOf(isQuote(text[at]) ? STRING : BARE_KEY, text, at);
    path.push(nameOf(text.slice(at, end), at));
    parts.push(end);
    const dot = skipBlanks(text, end);
    if (text[dot] !== '.') return { path, parts, end };
    at = skipBlanks(text, dot + 1);
  }
}

function scanPair(text: string, start: number, table: Item['path']): Item & { value: Span } {
  const key = scanKey(text, start);
  const at = skipBlanks(text, expectNext(text, key.end, '='));
  const value = { start: at, end: endOfValue(text, at) };
  const path = [...table, ...key.path];
  const inner = text[at] === '{' ? scanInline(text, at + 1, path) : undefined;
  return { ...key, start, end: value.end, path, value, inner, comma: undefined };
}

function scanInline(text: string, start: number, table: Item['path']): readonly Item[] {
  const items: Item[] = [];
  let at = endOf(TRIVIA, text, start);
  while (text[at] !== '}') {
    const pair = scanPair(text, at, table);
    const next = endOf(TRIVIA, text, pair.end);
    const comma = text[next] === ',' ? next : undefined;
    items.push({ ...pair, comma });
    at = comma === undefined ? next : endOf(TRIVIA, text, comma + 1);
  }
  return items;
}

/** What stands below an array of tables is nowhere that anything here asks for. */
const NOWHERE = ['', '', ''];

/**
 * The scanner for valid TOML 1.1. On a text that is not valid it may throw a {@link ScanError} or return
 * nonsense.
 */
export const scan: Scanner = (text) => {
  const items: Item[] = [];
  let table: Item['path'] = [];
  let at = endOf(TRIVIA, text, startOfContent(text));
  while (at < text.length) {
    let item: Item;
    if (text[at] === '[') {
      const isArray = text.startsWith('[[', at);
      const key = scanKey(text, skipBlanks(text, at + (isArray ? 2 : 1)));
      const end = expectNext(text, key.end, isArray ? ']]' : ']');
      table = isArray ? NOWHERE : key.path;
      item = {
        ...key,
        path: table,
        start: at,
        end,
        value: undefined,
        inner: undefined,
        comma: undefined,
      };
    } else item = scanPair(text, at, table);
    items.push(item);
    at = endOf(TRIVIA, text, item.end);
  }
  return items;
};
