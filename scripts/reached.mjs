// What of a source the tests have reached: V8's counts of all processes, added up, and put to the
// statements, branches and functions that they belong to.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { convert } from 'ast-v8-to-istanbul';

/** @typedef {{ readonly name: string, readonly text: string, readonly code: string }} Source `code` is `text` with blanks in place of types */
/** @typedef {{ readonly kind: 'statement' | 'branch' | 'function', readonly name: string, readonly start: Position, readonly end: Position, readonly words: string, readonly count: number }} Place `words` are the rest of its first line */
/** @typedef {{ readonly startOffset: number, readonly endOffset: number, readonly count: number }} Range */
/** @typedef {{ readonly url: string, readonly functions: readonly { readonly ranges: readonly Range[] }[] }} Script */
/** @typedef {{ readonly line: number, readonly column: number }} Position */
/** @typedef {{ readonly start: Position, readonly end: Position }} Location */

/**
 * Adds up how often each character of each script was run, in all processes.
 *
 * @param {string} folder of V8's coverage, a file for each process
 * @param {ReadonlyMap<string, number>} lengths of the scripts, by their addresses
 * @returns {Map<string, Uint32Array>} by their addresses
 */
export function addUp(folder, lengths) {
  const sums = new Map([...lengths].map(([url, length]) => [url, new Uint32Array(length)]));
  for (const file of readdirSync(folder)) {
    /** @type {{ readonly result: readonly Script[] }} */
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const { url, functions } of result) {
      const sum = sums.get(url);
      const ranges = functions.flatMap((each) => each.ranges);
      if (sum !== undefined) add(sum, ranges);
    }
  }
  return sums;
}

/** Of the ranges around a character the smallest counts. @param {Uint32Array} sum @param {readonly Range[]} ranges */
function add(sum, ranges) {
  const size = (/** @type {Range} */ { startOffset, endOffset }) => endOffset - startOffset;
  const counts = new Uint32Array(sum.length);
  for (const { startOffset, endOffset, count } of ranges.toSorted((a, b) => size(b) - size(a))) {
    counts.fill(count, startOffset, endOffset);
  }
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (counts[at] ?? 0);
}

/** Returns ranges in each of which all was run equally often. @param {Uint32Array} counts @returns {Range[]} */
function rangesOf(counts) {
  const starts = [...counts.keys()].filter((at) => at === 0 || counts[at] !== counts[at - 1]);
  return starts.map((startOffset, index) => ({
    startOffset,
    endOffset: starts[index + 1] ?? counts.length,
    count: counts[startOffset] ?? 0,
  }));
}

/**
 * Returns every statement, branch and function of a source, and how often each was run.
 *
 * @param {Source} source
 * @param {Uint32Array} counts how often each character was run
 * @returns {Promise<readonly Place[]>}
 */
export async function placesOf({ name, text, code }, counts) {
  const functions = [{ functionName: '', isBlockCoverage: true, ranges: rangesOf(counts) }];
  const ast = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const coverage = { url: `file:///${name}`, functions };
  const [data] = Object.values(await convert({ code, ast, coverage }));
  if (data === undefined) return [];
  const { statementMap, s, fnMap, f, branchMap, b } = data;
  /** @param {Place['kind']} kind @param {Location} location @param {number | undefined} count */
  const place = (kind, { start, end }, count = 0) => ({
    kind,
    name,
    start,
    // Where a line ends the library gives no column.
    end: { line: end.line, column: end.column ?? Number.POSITIVE_INFINITY },
    words: wordsAt(text, start),
    count,
  });
  return [
    ...Object.entries(fnMap).map(([key, { decl, loc }]) =>
      place('function', { start: decl.start, end: loc.end }, f[key]),
    ),
    ...Object.entries(branchMap).flatMap(([key, { type, loc, locations }]) =>
      locations.map((location, index) => {
        const count = b[key]?.[index];
        if (type !== 'if') return place('branch', location, count);
        // An `if` without an `else` has a second branch all the same, but no place for it; and the
        // place of the first one has the second in it.
        const second = locations[1]?.start.line === undefined ? undefined : locations[1];
        if (index === 0) return place('branch', { ...loc, end: second?.start ?? loc.end }, count);
        const words = `else of ${wordsAt(text, loc.start)}`;
        return { ...place('branch', second ?? { start: loc.start, end: loc.start }, count), words };
      }),
    ),
    ...Object.entries(statementMap).map(([key, location]) => place('statement', location, s[key])),
  ];
}

/** @param {string} text @param {Position} position */
function wordsAt(text, { line, column }) {
  return (text.split('\n')[line - 1] ?? '').slice(column).trimEnd();
}
