import { emptyLineBefore, endOfLine, newlineBefore, startOfLine } from './lines.ts';
import { type InlinePair, type InlineTable, type Pair, type Span, skipBlanks } from './scan.ts';
import { assureCharacter, type Splice } from './splice.ts';
import type { KeySite, Section, Survey } from './survey.ts';

/**
 * A splice that takes things out: `pairs`, the header of `section` if there is one, and the white
 * space around them, in an inline table with one comma. The text of `kept`, in its midst, it puts
 * back.
 */
export interface Cut extends Splice {
  readonly pairs: readonly Pair[];
  readonly section: Section | undefined;
  readonly kept: Span | undefined;
}

function hasComment(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('#');
}

/** Returns whether a comment follows on the line of `at`, the end of a key, value or header. */
function isCommented(text: string, at: number): boolean {
  return text[skipBlanks(text, at)] === '#';
}

/** At the end of a text without a last new line, the one before the cut goes: see insertLines. */
function wholeLines(text: string, start: number, end: number): Span {
  const unterminated = newlineBefore(text, end) === '';
  return { start: unterminated ? start - newlineBefore(text, start).length : start, end };
}

/** Cuts a pair that stands on lines of its own; a comment behind it stays. */
function cutLines(text: string, pair: Pair, section: Section | undefined): Cut {
  const taken = { text: '', pairs: [pair], section: undefined, kept: undefined };
  const comment = skipBlanks(text, pair.value.end);
  if (text[comment] === '#') return { ...taken, start: pair.start, end: comment };
  const mark = section?.pairs.length === 1 ? markBelowHeader(text, section) : undefined;
  const start = mark ?? startOfLine(text, pair.start);
  return { ...taken, ...wholeLines(text, start, endOfLine(text, pair.value.end)) };
}

/** Returns where the empty line is that `insertion` puts between a bare header and its new pairs. */
function markBelowHeader(text: string, { header, pairs }: Section): number | undefined {
  const [first] = pairs;
  if (first === undefined) return undefined;
  const mark = emptyLineBefore(text, startOfLine(text, first.start));
  return mark === endOfLine(text, header.end) ? mark : undefined;
}

/** Returns whether comments speak for the section: above its header, on its lines, or below them. */
function isCommentedSection(text: string, section: Section, last: Pair): boolean {
  const start = startOfLine(text, section.header.start);
  const above = text.slice(startOfLine(text, start - 1), start);
  if (above.trimStart().startsWith('#')) return true;
  let at = section.header.end;
  for (const pair of section.pairs) {
    if (hasComment(text, at, pair.start)) return true;
    at = pair.value.end;
  }
  return isCommented(text, last.value.end) || hasOwnCommentBelow(text, section, last);
}

/** Comments right above the next header are that header's; all others below the pairs are ours. */
function hasOwnCommentBelow(text: string, { next }: Section, last: Pair): boolean {
  const start = endOfLine(text, last.value.end);
  if (next === undefined) return hasComment(text, start, text.length);
  const lines = text.slice(start, startOfLine(text, next.start)).split('\n');
  const gap = lines.slice(0, -1).findLastIndex((line) => line.trim() === '');
  return lines.slice(0, gap + 1).some((line) => line.includes('#'));
}

/**
 * Cuts a whole section, its header and the empty line above included, if all of its pairs go. It
 * returns `undefined` if the header must stay: for its comments, or as it was there before.
 */
function cutSection(text: string, section: Section, going: ReadonlySet<Pair>): Cut | undefined {
  const last = section.pairs.at(-1);
  if (last === undefined || !section.pairs.every((pair) => going.has(pair))) return undefined;
  if (markBelowHeader(text, section) !== undefined) return undefined;
  if (isCommentedSection(text, section, last)) return undefined;
  const start = startOfLine(text, section.header.start);
  const end = endOfLine(text, last.value.end);
  const span = wholeLines(text, emptyLineBefore(text, start) ?? start, end);
  return { ...span, text: '', pairs: section.pairs, section, kept: undefined };
}

function blankAt(text: string, at: number): 0 | 1 {
  return text[at] === ' ' ? 1 : 0;
}

/** Cuts one pair of an inline table, with one comma; comments beside it stay. */
function cutInline(text: string, table: InlineTable, pair: InlinePair): Cut {
  const position = table.pairs.indexOf(pair);
  const { start, value } = pair;
  const before = table.pairs[position - 1]?.comma;
  const taken = { text: '', pairs: [pair], section: undefined, kept: undefined };
  for (const comma of [before, pair.comma]) {
    if (comma !== undefined) assureCharacter(text, comma, ',');
  }
  if (before !== undefined && !hasComment(text, before, start)) {
    return { ...taken, start: before, end: value.end };
  }
  if (pair.comma !== undefined) {
    return { ...taken, start, ...throughComma(text, pair, pair.comma, table.pairs[position + 1]) };
  }
  // Behind a comment the comma before stays too: where comments may stand, it may be the last.
  if (before !== undefined) return { ...taken, start, end: value.end };
  return {
    ...taken,
    start: start - blankAt(text, start - 1),
    end: value.end + blankAt(text, value.end),
  };
}

/** The end of a cut that takes the comma behind the pair, but no comment before or behind that. */
function throughComma(
  text: string,
  pair: Pair,
  comma: number,
  next: Pair | undefined,
): Pick<Cut, 'end' | 'text' | 'kept'> {
  const between = { start: pair.value.end, end: comma };
  if (hasComment(text, between.start, comma)) {
    return { end: comma + 1, text: text.slice(between.start, comma), kept: between };
  }
  const joined = next !== undefined && !hasComment(text, comma, next.start);
  const end = joined ? next.start : skipBlanks(text, comma + 1);
  return { end, text: '', kept: undefined };
}

function isLine(site: KeySite): site is Extract<KeySite, { kind: 'line' }> {
  return site.kind === 'line';
}

/**
 * Returns a cut that takes out one of the keys at `sites`, or all the keys of a section with its
 * header, unless comments speak for that. All comments stay. `undefined` where there is nothing to
 * take out.
 *
 * @throws Doubt, which `verified` (in splice.ts) makes a UserError of
 */
export function cut(text: string, sites: readonly KeySite[], found: Survey): Cut | undefined {
  const pairs = sites.filter(isLine).map((site) => site.pair);
  const [pair] = pairs;
  if (pair === undefined) {
    const [site] = sites;
    return site?.kind === 'inline' ? cutInline(text, site.table, site.pair) : undefined;
  }
  const whole = found.section && cutSection(text, found.section, new Set(pairs));
  return whole ?? cutLines(text, pair, found.section);
}
