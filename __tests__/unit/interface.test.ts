// action.yml, README.md and the sources have the same interface. Links in the pages have a target.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

const read = (name: string) => fs.readFileSync(path.join(ROOT, name), 'utf8');
const metadata: unknown = parse(read('action.yml'));

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner, key) => new Map(Object.entries(Object(inner))).get(key), value);
}

const namesIn = (section: string) => Object.keys(Object(at(metadata, section))).sort();

/** Returns the first cells of the table below a heading of README.md, without backquotes. */
function documented(heading: string): readonly string[] {
  const [, section = ''] = read('README.md').split(`\n## ${heading}\n`);
  const rows = section.replace(/\n## [\s\S]*/, '').matchAll(/^\| `([^`]+)` \|/gm);
  return [...rows].map(([, name = '']) => name).sort();
}

test('README.md has a row for every input and every output, and for nothing else', () => {
  assert.deepEqual(documented('Inputs'), namesIn('inputs'));
  assert.deepEqual(documented('Outputs'), namesIn('outputs'));
});

test('the sources use every input and output of action.yml, and no others', () => {
  const files = fs.globSync('*.ts', { cwd: SOURCES });
  const text = files.map((file) => fs.readFileSync(path.join(SOURCES, file), 'utf8')).join('\n');
  const readers = 'input|rawInput|optional|oneOf|isTrue|inputLines';
  const calls = text.matchAll(new RegExp(`\\b(?:${readers})\\(\\s*'([a-z-]+)'`, 'g'));
  const blocks = [...text.matchAll(/setOutputs\(\{([\s\S]*?)\n {2}\}\);/g)];
  const keys = blocks.flatMap(([, block = '']) => [...block.matchAll(/^ {4}'?([a-z-]+)'?:/gm)]);
  const given = [...calls, ...keys].map(([, name = '']) => name);
  assert.deepEqual(
    [...new Set(given)].sort(),
    [...new Set([...namesIn('inputs'), ...namesIn('outputs')])].sort(),
  );
});

test('every input and output is described, none is required, and both phases run on node24', () => {
  for (const section of ['inputs', 'outputs']) {
    for (const name of namesIn(section)) {
      assert.equal(typeof at(metadata, section, name, 'description'), 'string', name);
      assert.equal(at(metadata, section, name, 'required'), undefined, name);
    }
  }
  const runs = { using: 'node24', main: 'dist/main.js', post: 'dist/post.js' };
  assert.deepEqual(at(metadata, 'runs'), runs);
});

const PAGES = fs.globSync(['*.md', 'docs/*.md', '.github/*.md'], { cwd: ROOT });

/** https://docs.github.com/get-started/writing-on-github, "Section links" */
function anchorsOf(page: string): string[] {
  const headings = read(page)
    .replace(/^```.*?^```$/gms, '')
    .matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\d _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

for (const page of PAGES) {
  test(`${page}: every relative link has a target`, () => {
    const text = read(page).replace(/^```.*?^```$/gms, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https:\/\//.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const found = file === '' ? page : path.join(path.dirname(page), file);
      assert.ok(fs.existsSync(path.join(ROOT, found)), `${page}: ${target}`);
      if (anchor !== undefined) assert.ok(anchorsOf(found).includes(anchor), `${page}: ${target}`);
    }
  });
}

test('README.md and CONTRIBUTING.md name every script of package.json, and no others', () => {
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    read('package.json'),
  );
  const text = ['README.md', 'CONTRIBUTING.md'].map(read).join('\n');
  const named = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = '']) => name);
  const all = Object.keys(scripts).filter((name) => name !== 'test');
  assert.deepEqual([...new Set(named)].sort(), all.sort());
});
