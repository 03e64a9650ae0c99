// Every error and every warning stands in docs/trouble.md, and nothing else does.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { sourceTexts, textsIn } from './messages.ts';

const ROOT = new URL('../../', import.meta.url);
const PAGES = ['README.md', 'docs/trouble.md'];

/** What is given to one of these is a message, however short. */
const SINKS = /^(UserError|ConfigError|PassingFailure|definedError|refused|warn|warning|error)$/;
/** What is given to one of these is no trouble: it tells what was done, or what is being done. */
const REPORTS = /^(info|debug|group)$/;
/** The shortest text that is a sentence, and no mere name of something. */
const WORDS = 4;

/** Texts that are long enough, and are shown to nobody. */
const INTERNAL = [
  // Caught where it is thrown: what the scanner cannot place is refused in other words.
  'the scanner found no way on at index …',
  'a piece of the text is not TOML',
  'a span is not what it should be',
  'the path of a string has at least one part',
  // Parts of reports.
  ', which … gave for this job',
  'Nothing left to log out of',
  'name of alternative registry `…` set to `…`',
  // What was expected in the place of something else.
  'a string or array of strings',
  'string or array of strings',
  // The name that requests give to this action.
  'cargo-login-action/… (https://github.com/OWNER/cargo-login-action)',
];

const texts = sourceTexts().filter(({ call }) => !REPORTS.test(call));
const messages = new Set(
  texts
    .filter(({ text, call }) => SINKS.test(call) || wordsIn(text) >= WORDS)
    .filter(({ text }) => wordsIn(text) > 0 && !INTERNAL.includes(text))
    .map(({ text }) => text),
);
const tables = PAGES.map((page) => ({ page, ...readTables(page) }));

function wordsIn(text: string): number {
  return (text.match(/[\p{L}\d'_-]+/gu) ?? []).length;
}

/** Returns the code in the tables of a page on trouble: in the first column, and in all. */
function readTables(page: string): { readonly first: string[]; readonly all: string[] } {
  const text = fs.readFileSync(new URL(page, ROOT), 'utf8');
  const section = /^## Trouble$(.*?)^## /ms.exec(text)?.[1] ?? text;
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return {
    first: rows.flatMap((row) => codeIn(row.split(/(?<!\\)\|/)[1] ?? '')),
    all: rows.flatMap(codeIn),
  };
}

/** https://spec.commonmark.org/0.31.2/#code-spans */
function codeIn(markdown: string): string[] {
  return [...markdown.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , code = '']) =>
    code.replace(/^ (.*) $/, '$1'),
  );
}

test('texts are found in whatever form a source has them', () => {
  const source = `
    function f(a: string): never { throw new UserError(\`one \${a} two\` + " three"); }
    warning(b ? 'four five' : \`six \${c ? 'seven eight' : ''}\\n  nine\`);
    g('word');`;
  assert.deepEqual(textsIn(source), [
    { text: 'one … two three', call: 'UserError' },
    { text: 'four five', call: 'warning' },
    { text: 'six … nine', call: 'warning' },
    { text: 'seven eight', call: 'warning' },
  ]);
});

test('every message of the action is in the pages on trouble', () => {
  assert.ok(messages.size > 100);
  const listed = new Set(tables.flatMap(({ all }) => all));
  assert.deepEqual(
    [...messages].filter((message) => !listed.has(message)),
    [],
  );
});

for (const { page, first } of tables) {
  test(`${page} lists no message that the action does not have, and none twice`, () => {
    assert.ok(first.length > 0);
    const known = new Set(texts.map(({ text }) => text));
    assert.deepEqual(
      first.filter((message, index) => !known.has(message) || first.indexOf(message) !== index),
      [],
    );
  });
}

test('what is left out of the pages is still in the sources', () => {
  const all = new Set(sourceTexts().map(({ text }) => text));
  assert.deepEqual(
    INTERNAL.filter((text) => !all.has(text)),
    [],
  );
});
