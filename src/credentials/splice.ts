// The splice that an edit makes: where the place of a key is, and what is inserted or removed there.

import { type Path, spellKey, spellPath, spellValue, type Value } from './document.ts';
import { type Item, type Scanner, type Span, skipBlanks, startOfContent } from './scan.ts';

/** The one change of an edit: `text` takes the place of the span. */
export interface Splice extends Span {
  readonly text: string;
}

/** Where a key has its value; `among` is what the inline table holds that it stands in. */
export interface Site {
  readonly item: Item & { readonly value: Span };
  readonly among: readonly Item[] | undefined;
}

/** Where a table stands. It can be spelled by a header, by dotted keys and by inline tables. */
export interface Survey {
  readonly keys: Map<string, Site>;
  /** Its header, and the first pair right below that. */
  section: { readonly header: Item; readonly first: Item | undefined } | undefined;
  /** The innermost inline table that is the table, or holds it. */
  braces: Site | undefined;
  /** The last pair whose dotted key leads through the table, until `end`. */
  sibling: { readonly item: Item; readonly end: number } | undefined;
}

/**
 * Returns where the table at `path` and its keys stand in a text. Throws ScanError when the text is
 * not what the scanner expects.
 */
export function survey(text: string, path: Path, scanner: Scanner): Survey {
  const found: Survey = {
    keys: new Map(),
    section: undefined,
    braces: undefined,
    sibling: undefined,
  };
  const visit = (item: Item, among?: readonly Item[]) => {
    const { value, inner } = item;
    const depth = item.path.length - path.length;
    if (value === undefined) return;
    const site = { item: { ...item, value }, among };
    if (depth > 0 && path.every((name, index) => name === item.path[index])) {
      if (depth === 1) found.keys.set(item.path.at(-1) ?? '', site);
      const end = item.parts[item.parts.length - depth - 1];
      if (end !== undefined) found.sibling = { item, end };
    } else if (inner !== undefined && item.path.every((name, index) => name === path[index])) {
      found.braces = site;
      for (const each of inner) visit(each, inner);
    }
  };
  const items = scanner(text);
  for (const [index, item] of items.entries()) {
    visit(item);
    const isHeader = item.value === undefined && item.path.length === path.length;
    if (!isHeader || !item.path.every((name, at) => name === path[at])) continue;
    const next = items[index + 1];
    found.section = { header: item, first: next?.value && next };
  }
  return found;
}

/** Returns the index of the first character of the line that `at` is in. */
function startOfLine(text: string, at: number): number {
  const newline = at === 0 ? -1 : text.lastIndexOf('\n', at - 1);
  return Math.max(newline + 1, startOfContent(text));
}

/** Returns the index after the line that `at` is in, its new line included. */
function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** Returns the new line that ends right before `at`, or the empty string. */
function newlineBefore(text: string, at: number): string {
  if (text[at - 1] !== '\n') return '';
  return text[at - 2] === '\r' ? '\r\n' : '\n';
}

/** Inserts lines at the start of a line, or behind a last line that has no new line. */
function insertLines(text: string, at: number, lines: readonly string[]): Splice {
  const before = text.lastIndexOf('\n', Math.max(at - 1, 0));
  const newline = newlineBefore(text, (before === -1 ? text.indexOf('\n') : before) + 1) || '\n';
  const isAtStart = at === startOfContent(text) || text[at - 1] === '\n';
  const block = lines.map((line) => (isAtStart ? line + newline : newline + line)).join('');
  return { start: at, end: at, text: block };
}

/** Returns the indentation of a pair, where it begins its line. */
function indentation(text: string, item: Item | undefined): string {
  const before = item === undefined ? '' : text.slice(startOfLine(text, item.start), item.start);
  return /^[ \t]*$/.test(before) ? before : '';
}

/**
 * Returns the splice that adds keys to the table at `path`: below its header, else in its innermost
 * inline table, else beside a dotted key, else below a new header at the end.
 */
export function insertion(
  text: string,
  path: Path,
  values: ReadonlyMap<string, Value>,
  { section, braces, sibling }: Survey,
): Splice {
  const pairs = (prefix: string) =>
    [...values].map(([key, value]) => `${prefix}${spellKey(key)} = ${spellValue(value)}`);
  if (path.length === 0) return insertLines(text, startOfContent(text), pairs(''));
  if (section !== undefined) {
    const at = endOfLine(text, section.header.end);
    return insertLines(text, at, pairs(indentation(text, section.first)));
  }
  if (braces !== undefined) {
    const { path: outer, value, inner } = braces.item;
    const last = inner?.at(-1);
    const prefix = path.slice(outer.length).map((name) => `${spellKey(name)}.`);
    const added = pairs(prefix.join('')).join(', ');
    const at = last?.end ?? value.start + 1;
    return { start: at, end: at, text: last === undefined ? ` ${added} ` : `, ${added}` };
  }
  if (sibling !== undefined) {
    const { item, end } = sibling;
    const prefix = `${indentation(text, item)}${text.slice(item.start, end)}.`;
    return insertLines(text, endOfLine(text, item.end), pairs(prefix));
  }
  const lines = [`[${spellPath(path)}]`, ...pairs('')];
  const isFirst = text.length === startOfContent(text);
  return insertLines(text, text.length, isFirst ? lines : ['', ...lines]);
}

/** Removes what stands on lines of its own, and with a header one empty line above. Comments stay. */
export function cutLines(text: string, span: Span, isHeader: boolean): Splice {
  const next = skipBlanks(text, span.end);
  if (text[next] === '#') return { start: span.start, end: next, text: '' };
  let start = startOfLine(text, span.start);
  const end = endOfLine(text, span.end);
  const above = start - newlineBefore(text, start).length;
  if (isHeader && above < start && startOfLine(text, above) === above) start = above;
  // Where the text ends without a new line, the one before the cut goes.
  if (newlineBefore(text, end) === '') start -= newlineBefore(text, start).length;
  return { start, end, text: '' };
}

/** Removes a pair of an inline table, and one comma. */
function cutInline(text: string, item: Item, among: readonly Item[]): Splice {
  const index = among.findIndex(({ start }) => start === item.start);
  const { start, end, comma } = item;
  const before = among[index - 1]?.comma;
  if (before !== undefined) return { start: before, end, text: '' };
  if (comma !== undefined) {
    return { start, end: among[index + 1]?.start ?? skipBlanks(text, comma + 1), text: '' };
  }
  const blank = (at: number) => (text[at] === ' ' ? 1 : 0);
  return { start: start - blank(start - 1), end: end + blank(end), text: '' };
}

/** Returns the splice that removes a key with its value. */
export function cutSite(text: string, { item, among }: Site): Splice {
  return among === undefined ? cutLines(text, item, false) : cutInline(text, item, among);
}
