import { endOfLine, newlineFor, startOfLine } from './lines.ts';
import { startOfContent } from './scan.ts';
import { assureCharacter, assureKey, type Splice } from './splice.ts';
import type { Braces, Section, Sibling, Survey } from './survey.ts';

/** Returns a TOML basic string, on one line, that stands for `value`. */
export function basicString(value: string): string {
  // JSON's escapes are all TOML's as well; TOML also wants DEL escaped.
  return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
}

function keySpelling(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : basicString(name);
}

function pathSpelling(path: readonly string[]): string {
  return path.map(keySpelling).join('.');
}

function spellPairs(prefix: string, values: ReadonlyMap<string, string>): readonly string[] {
  return [...values].map(([key, value]) => `${prefix}${keySpelling(key)} = ${basicString(value)}`);
}

/** Returns the indentation of the line of `at`, if only blanks stand before `at` there. */
function indentation(text: string, at: number): string {
  const before = text.slice(startOfLine(text, at), at);
  return /^[ \t]*$/.test(before) ? before : '';
}

/**
 * Puts lines at the start of a line, or at the end of a text that ends without a new line; then
 * the last of them has none either, and taking them out gives the text back.
 */
function insertLines(text: string, at: number, lines: readonly string[]): Splice {
  const newline = newlineFor(text, at);
  const atLineStart = at === startOfContent(text) || text[at - 1] === '\n';
  const block = atLineStart
    ? lines.map((line) => line + newline).join('')
    : lines.map((line) => newline + line).join('');
  return { start: at, end: at, text: block };
}

function belowHeader(text: string, section: Section, values: ReadonlyMap<string, string>): Splice {
  const [first] = section.pairs;
  const lines = spellPairs(first === undefined ? '' : indentation(text, first.start), values);
  // The blank line tells the cut that this header was here before its first pair.
  const marked = first === undefined ? ['', ...lines] : lines;
  return insertLines(text, endOfLine(text, section.header.end), marked);
}

function insideBraces(text: string, braces: Braces, values: ReadonlyMap<string, string>): Splice {
  const prefix = braces.path.map((name) => `${keySpelling(name)}.`).join('');
  const pairs = spellPairs(prefix, values).join(', ');
  const last = braces.table.pairs.at(-1);
  assureCharacter(text, braces.table.open, '{');
  const at = last === undefined ? braces.table.open + 1 : last.value.end;
  return { start: at, end: at, text: last === undefined ? ` ${pairs} ` : `, ${pairs}` };
}

function besideSibling(
  text: string,
  { pair, through }: Sibling,
  values: ReadonlyMap<string, string>,
): Splice {
  const spelling = text.slice(pair.start, through.end);
  assureKey(spelling);
  const prefix = `${indentation(text, pair.start)}${spelling}.`;
  return insertLines(text, endOfLine(text, pair.value.end), spellPairs(prefix, values));
}

function newSection(
  text: string,
  path: readonly string[],
  values: ReadonlyMap<string, string>,
): Splice {
  const lines = [`[${pathSpelling(path)}]`, ...spellPairs('', values)];
  const first = text.length === startOfContent(text);
  // Always one blank line, whatever stands before it: so the cut knows what to take.
  return insertLines(text, text.length, first ? lines : ['', ...lines]);
}

/**
 * Returns the splice that gives new keys to the table at `path`. It only adds, and adds nothing
 * that `cut` (in cut.ts) would not take out again to the byte. The first of these places that there
 * is: below the table's own header, in the innermost inline table, after the last line whose
 * dotted key leads through the table, under a new header at the end.
 *
 * @throws Doubt, which `verified` (in splice.ts) makes a UserError of
 */
export function insertion(
  text: string,
  path: readonly string[],
  values: ReadonlyMap<string, string>,
  found: Survey,
): Splice {
  if (path.length === 0) return insertLines(text, startOfContent(text), spellPairs('', values));
  if (found.section !== undefined) return belowHeader(text, found.section, values);
  if (found.braces !== undefined) return insideBraces(text, found.braces, values);
  if (found.sibling !== undefined) return besideSibling(text, found.sibling, values);
  return newSection(text, path, values);
}
