// Finds the positions of headers, keys and values in a TOML text.

import { parse } from 'smol-toml';

/** Part of a text: `start` is the index of its first character, `end` the index after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A header, or a key with its value. Keys of inline tables follow the key of that table. */
export interface Item extends Span {
  /** The names of the header or key, from the top of the document. */
  readonly path: readonly string[];
  /** How many of these names come from the header or inline table that contains the key. */
  readonly depth: number;
  /** `undefined` for a header. */
  readonly value: Span | undefined;
  /** The key whose inline table contains this one. */
  readonly parent: Item | undefined;
}

/** A string in any of TOML's spellings. */
const STRING =
  /"""(?:[^\\"]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"[^\\"\n]*(?:\\.[^\\"\n]*)*"|'[^'\n]*'/y;
/** Whitespace, comments, and the byte order mark at the start of the text. */
const TRIVIA = /\uFEFF?(?:[ \t\r\n]+|#[^\n]*)*/y;
const COMMA = /,/y;
const OPEN_HEADER = /\[\[?[ \t]*/y;
const CLOSE_HEADER = /[ \t]*\]\]?/y;
const BARE = /[A-Za-z0-9_-]+/y;
const DOT = /[ \t]*\.[ \t]*/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const OPEN = /[[{]/y;
const SCALAR = /[^,\]}#\r\n]*[^,\]}#\r\n \t]/y;
const IN_BRACKETS = /[[{\]}]|[^[\]{}"'#]+|#[^\n]*/y;

/** Tells whether a part of a valid text contains a comment. */
export function hasComment(text: string): boolean {
  return text.includes('#') && text.replace(new RegExp(STRING, 'g'), '').includes('#');
}

/** Returns the header of a table. */
export function headerOf(items: readonly Item[], table: Item['path']): Item | undefined {
  return items.find(({ value, path }) => value === undefined && isPath(path, table));
}

/** Returns the pair of a key and its value. */
export function pairOf(items: readonly Item[], key: Item['path']): Item | undefined {
  return items.find(({ value, path }) => value !== undefined && isPath(path, key));
}

function isPath(left: Item['path'], right: Item['path']): boolean {
  return left.length === right.length && startsWith(left, right);
}

/** Tells whether `path` is `start` or continues it. */
export function startsWith(path: Item['path'], start: Item['path']): boolean {
  return start.every((name, index) => name === path[index]);
}

/** The path for everything below an array of tables. Nothing looks it up. */
const NOWHERE = ['', '', ''];

/** Returns the items of a valid text. For invalid text it returns wrong items, or throws. */
export function scan(text: string): readonly Item[] {
  const reader = new Reader(text);
  let table: Item['path'] = [];
  reader.need(TRIVIA);
  while (reader.at < text.length) {
    const start = reader.at;
    const open = reader.take(OPEN_HEADER);
    if (open === undefined) reader.pair(table, undefined);
    else {
      const path = reader.key();
      reader.need(CLOSE_HEADER);
      table = open.startsWith('[[') ? NOWHERE : path;
      const header = { path: table, depth: 0, value: undefined, parent: undefined };
      reader.items.push({ ...header, start, end: reader.at });
    }
    reader.need(TRIVIA);
  }
  return reader.items;
}

/** Reads a text from start to end. */
class Reader {
  readonly items: Item[] = [];
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Returns the match at the current position, and moves past it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  need(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === undefined) throw new Error(`the scanner found no way on at index ${this.at}`);
    return found;
  }

  key(): Item['path'] {
    const names: string[] = [];
    do names.push(nameOf(this.take(BARE) ?? this.need(STRING)));
    while (this.take(DOT) !== undefined);
    return names;
  }

  pair(table: Item['path'], parent: Item | undefined): void {
    const start = this.at;
    const path = [...table, ...this.key()];
    this.need(EQUALS);
    const value = { start: this.at, end: this.#endOfValue() };
    const item = { path, depth: table.length, start, end: value.end, value, parent };
    this.items.push(item);
    if (this.text[value.start] !== '{') return;
    this.at = value.start + 1;
    this.need(TRIVIA);
    while (this.text[this.at] !== '}') {
      this.pair(path, item);
      this.need(TRIVIA);
      this.take(COMMA);
      this.need(TRIVIA);
    }
    this.at = value.end;
  }

  #endOfValue(): number {
    if (this.take(OPEN) === undefined) this.take(STRING) ?? this.need(SCALAR);
    else {
      for (let depth = 1; depth > 0; ) {
        const piece = this.take(STRING) ?? this.need(IN_BRACKETS);
        if (piece === '[' || piece === '{') depth++;
        if (piece === ']' || piece === '}') depth--;
      }
    }
    return this.at;
  }
}

/** Returns the name that a key spells. The parser resolves escapes, so both always agree. */
function nameOf(spelling: string): string {
  if (/^"[\s\S]*\\/.test(spelling)) return Object.keys(parse(`${spelling}=0`)).join();
  return spelling.replace(/^["']|["']$/g, '');
}
