import { parse } from 'smol-toml';

/** Part of a text: `start` is the index of its first character, `end` the index after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One part of a dotted key: its name, unquoted, and the index after its spelling in the text. */
export interface KeyPart {
  readonly name: string;
  readonly end: number;
}

/** `key = value`; `start` is where the key begins. */
export interface Pair {
  readonly kind: 'pair';
  readonly key: readonly KeyPart[];
  readonly start: number;
  readonly value: Span;
}

/** `[path]`, or `[[path]]` when `array`; the span reaches from the first to the last bracket. */
export interface Header extends Span {
  readonly kind: 'header';
  readonly path: readonly string[];
  readonly array: boolean;
}

export type Statement = Header | Pair;

/** A pair of an inline table, with the index of the comma that follows it, if one does. */
export interface InlinePair extends Pair {
  readonly comma: number | undefined;
}

/** An inline table; `open` is the index of its opening brace. */
export interface InlineTable {
  readonly open: number;
  readonly pairs: readonly InlinePair[];
}

/** Finds where things stand in a TOML text. What it finds is never trusted: see splice.ts. */
export interface Scanner {
  readonly statements: (text: string) => readonly Statement[];
  readonly inlineTable: (text: string, open: number) => InlineTable;
}

/** Thrown when a text is not what the scanner expects at that place. It holds none of the text. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
}

const BYTE_ORDER_MARK = '\uFEFF';
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const SCALAR = /[^,\]}#\r\n]+/y;

/** Returns the index of the first character that belongs to the document: after a byte order mark. */
export function startOfContent(text: string): number {
  return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
}

/** Returns the index of the first character from `at` on that is neither blank nor tab. */
export function skipBlanks(text: string, at: number): number {
  let here = at;
  while (text[here] === ' ' || text[here] === '\t') here++;
  return here;
}

/** Returns the index of the first character from `at` on outside of blanks, new lines and comments. */
function skipTrivia(text: string, at: number): number {
  let here = at;
  for (;;) {
    const character = text[here];
    if (character === '#') {
      here = endOfComment(text, here);
    } else if (
      character === ' ' ||
      character === '\t' ||
      character === '\r' ||
      character === '\n'
    ) {
      here++;
    } else {
      return here;
    }
  }
}

function endOfComment(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}

function fail(at: number): never {
  throw new ScanError(`the scanner found no way on at index ${at}`);
}

/** Returns `next` if it lies beyond `at`: no loop of the scanner may stand still. */
function advance(at: number, next: number): number {
  return next > at ? next : fail(at);
}

function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : fail(at);
}

function endOfString(text: string, at: number): number {
  const quote = text[at] === '"' ? '"' : "'";
  const multiline = text.startsWith(quote.repeat(3), at);
  const closing = multiline ? quote.repeat(3) : quote;
  let here = at + closing.length;
  while (!text.startsWith(closing, here)) {
    if (here >= text.length) fail(at);
    here += quote === '"' && text[here] === '\\' ? 2 : 1;
  }
  here += closing.length;
  // A multi-line string may end in one or two quotes of its own, before the three that close it.
  for (let own = 0; multiline && own < 2 && text[here] === quote; own++) here++;
  return here;
}

function endOfScalar(text: string, at: number): number {
  let end = endOfMatch(SCALAR, text, at);
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return advance(at, end);
}

/** Returns the index after an array or inline table: brackets are counted, strings passed over. */
function endOfBrackets(text: string, at: number): number {
  let depth = 0;
  let here = at;
  do {
    const character = text[here];
    if (character === undefined) fail(at);
    if (character === '"' || character === "'") here = endOfString(text, here);
    else if (character === '#') here = endOfComment(text, here);
    else here++;
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
  } while (depth > 0);
  return here;
}

function endOfValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"' || first === "'") return endOfString(text, at);
  if (first === '[' || first === '{') return endOfBrackets(text, at);
  return endOfScalar(text, at);
}

function nameOf(spelling: string, at: number): string {
  const quote = spelling[0];
  if (quote !== '"' && quote !== "'") return spelling;
  if (quote === "'" || !spelling.includes('\\')) return spelling.slice(1, -1);
  // Escapes are left to the parser, so that there is only one opinion of what they mean.
  return unescaped(spelling) ?? fail(at);
}

function unescaped(spelling: string): string | undefined {
  try {
    return Object.keys(parse(`${spelling}=0`))[0];
  } catch {
    // Its message would hold the text.
    return undefined;
  }
}

function scanKey(text: string, at: number): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  let here = at;
  for (;;) {
    const quoted = text[here] === '"' || text[here] === "'";
    const end = quoted ? endOfString(text, here) : endOfMatch(BARE_KEY, text, here);
    parts.push({ name: nameOf(text.slice(here, end), here), end });
    const dot = skipBlanks(text, end);
    if (text[dot] !== '.') return parts;
    here = advance(here, skipBlanks(text, dot + 1));
  }
}

/** Returns the index after `expected`, which must be the next thing after blanks. */
function expectNext(text: string, at: number, expected: string): number {
  const here = skipBlanks(text, at);
  return text.startsWith(expected, here) ? here + expected.length : fail(here);
}

function endOfKey(parts: readonly KeyPart[], at: number): number {
  return parts.at(-1)?.end ?? fail(at);
}

function scanHeader(text: string, start: number): Header {
  const array = text.startsWith('[[', start);
  const parts = scanKey(text, skipBlanks(text, start + (array ? 2 : 1)));
  const end = expectNext(text, endOfKey(parts, start), array ? ']]' : ']');
  return { kind: 'header', path: parts.map((part) => part.name), array, start, end };
}

function scanPair(text: string, start: number): Pair {
  const key = scanKey(text, start);
  const valueStart = skipBlanks(text, expectNext(text, endOfKey(key, start), '='));
  return {
    kind: 'pair',
    key,
    start,
    value: { start: valueStart, end: endOfValue(text, valueStart) },
  };
}

/** Returns the index after a statement, without the rest of its line. */
function endOfStatement(statement: Statement): number {
  return statement.kind === 'header' ? statement.end : statement.value.end;
}

function scanStatements(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let at = skipTrivia(text, startOfContent(text));
  while (at < text.length) {
    const statement = text[at] === '[' ? scanHeader(text, at) : scanPair(text, at);
    statements.push(statement);
    at = advance(at, skipTrivia(text, endOfStatement(statement)));
  }
  return statements;
}

function scanInlineTable(text: string, open: number): InlineTable {
  if (text[open] !== '{') fail(open);
  const pairs: InlinePair[] = [];
  let at = skipTrivia(text, open + 1);
  while (text[at] !== '}') {
    const pair = scanPair(text, at);
    const next = skipTrivia(text, pair.value.end);
    const comma = text[next] === ',' ? next : undefined;
    pairs.push({ ...pair, comma });
    at = advance(at, comma === undefined ? next : skipTrivia(text, comma + 1));
  }
  return { open, pairs };
}

/**
 * The scanner for valid TOML 1.1: it finds statements and the pairs of inline tables, and nothing
 * more. On a text that is not valid it may throw a {@link ScanError} or return nonsense.
 */
export const tomlScanner: Scanner = { statements: scanStatements, inlineTable: scanInlineTable };
