// What no test reaches, held against what is argued: argued-coverage.json says for what reasons code
// need not be reached, and for each which code that is, by the first line of it.

import { readFileSync } from 'node:fs';

/** @typedef {import('./reached.mjs').Place} Place */
/** @typedef {readonly { readonly why: string, readonly code: Readonly<Record<string, readonly string[]>> }[]} Argued */

/**
 * What is argued.
 *
 * @type {Argued}
 */
export const ARGUED = JSON.parse(
  readFileSync(new URL('argued-coverage.json', import.meta.url), 'utf8'),
);

/** @param {Place} outer @param {Place} inner */
function isAround(outer, inner) {
  return outer !== inner && isUpTo(outer.start, inner.start) && isUpTo(inner.end, outer.end);
}

/** @param {Place['start']} first @param {Place['start']} second */
function isUpTo(first, second) {
  return first.line === second.line ? first.column <= second.column : first.line < second.line;
}

/**
 * Returns what no test reaches, without what lies within something else that none reaches.
 *
 * @param {readonly Place[]} places of one file
 * @returns {readonly Place[]}
 */
function unreached(places) {
  const none = places.filter(({ count }) => count === 0);
  const outermost = none.filter(
    (place, index) =>
      !none.some((other, at) => isAround(other, place) && (at < index || !isAround(place, other))),
  );
  return outermost.toSorted((a, b) => (isUpTo(a.start, b.start) ? -1 : 1));
}

/**
 * Returns what is wrong: what is neither reached nor argued, and what is argued and is not there.
 *
 * @param {readonly Place[]} places
 * @param {Argued} argued
 * @returns {readonly string[]}
 */
export function complaints(places, argued = ARGUED) {
  const files = new Set(
    [places.map(({ name }) => name), ...argued.map(({ code }) => Object.keys(code))].flat(),
  );
  return [...files].sort().flatMap((file) => {
    const here = places.filter(({ name }) => name === file);
    const entries = argued.flatMap(({ code }) => code[file] ?? []);
    const left = [...entries];
    const open = unreached(here).filter(({ words }) => {
      const at = left.indexOf(words);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return [
      ...open.map(({ start, words }) => `${file}:${start.line}: no test reaches  ${words}`),
      ...entries
        .filter((code) => !here.some(({ words }) => words === code))
        .map((code) => `${file}: argued, and not there any more:  ${code}`),
    ];
  });
}
