// Which character of a source a character of the bundle was. The bundler's source map knows lines; within
// a line it loses its place behind a name that the bundler has changed. But it changes nothing else,
// so that the words of both lines can be put side by side.

import { SourceMap } from 'node:module';

/** @typedef {{ readonly source: string, readonly start: number, readonly end: number, readonly from: number }} Piece characters of a source, and the one of the bundle that stands for them */
/** @typedef {{ readonly text: string, readonly at: number }} Word */
/** @typedef {readonly [source: number, bundle: number]} Pair */

/** @param {string} line @returns {Word[]} */
function wordsOf(line) {
  return [...line.matchAll(/\w+|[^\w\s]/g)].map(({ 0: text, index }) => ({ text, at: index }));
}

/**
 * Returns the indices of words that are the same in both: the longest common subsequence.
 *
 * @param {readonly Word[]} source
 * @param {readonly Word[]} bundle
 * @returns {Pair[]}
 */
function common(source, bundle) {
  const lengths = Array.from(
    { length: source.length + 1 },
    () => new Uint16Array(bundle.length + 1),
  );
  const length = (/** @type {number} */ i, /** @type {number} */ j) => lengths[i]?.[j] ?? 0;
  for (let i = source.length - 1; i >= 0; i--) {
    for (let j = bundle.length - 1; j >= 0; j--) {
      const isSame = source[i]?.text === bundle[j]?.text;
      const best = isSame ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
      lengths[i]?.fill(best, j, j + 1);
    }
  }
  /** @type {Pair[]} */
  const pairs = [];
  for (let i = 0, j = 0; i < source.length && j < bundle.length; ) {
    if (source[i]?.text === bundle[j]?.text) pairs.push([i++, j++]);
    else if (length(i + 1, j) > length(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/**
 * Returns for each word of a source's line where the word of the bundle begins that stands for it: the
 * same one, else the first of those in its place, else the next one.
 *
 * @param {readonly Word[]} source
 * @param {readonly Word[]} bundle
 */
function counterparts(source, bundle) {
  const pairs = common(source, bundle);
  return source.map((_, index) => {
    const before = pairs.findLast(([i]) => i < index)?.[1] ?? -1;
    const same = pairs.find(([i]) => i === index)?.[1];
    return bundle[same ?? before + 1]?.at;
  });
}

/** Returns where each line begins. @param {string} text */
function lineStarts(text) {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

/**
 * Returns what stands where in a bundle.
 *
 * @param {string} bundle
 * @param {import('node:module').SourceMapPayload} payload its source map
 * @returns {Piece[]}
 */
export function align(bundle, payload) {
  const map = new SourceMap(payload);
  const texts = new Map(
    payload.sources.map((name, at) => [name, payload.sourcesContent[at] ?? '']),
  );
  const starts = new Map([...texts].map(([name, text]) => [name, lineStarts(text)]));
  const bundleStarts = lineStarts(bundle);
  return bundle.split('\n').flatMap((line, number) => {
    const entry = map.findEntry(number, line.length);
    if (!('originalSource' in entry) || entry.generatedLine !== number) return [];
    const { originalSource: source, originalLine } = entry;
    const start = starts.get(source)?.[originalLine] ?? 0;
    const original = texts.get(source)?.slice(start).split('\n', 1)[0] ?? '';
    const words = wordsOf(original);
    const found = counterparts(words, wordsOf(line));
    return words.flatMap(({ at }, index) => {
      const from = found[index];
      const end = words[index + 1]?.at ?? original.length + 1;
      if (from === undefined) return [];
      return [
        { source, start: start + at, end: start + end, from: (bundleStarts[number] ?? 0) + from },
      ];
    });
  });
}
