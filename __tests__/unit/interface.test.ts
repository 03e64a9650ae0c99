// The interface is the same everywhere it is written down: action.yml, README.md, and the sources.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = path.join(REPOSITORY, 'src');

const readme = fs.readFileSync(path.join(REPOSITORY, 'README.md'), 'utf8');
const metadata: unknown = parse(fs.readFileSync(path.join(REPOSITORY, 'action.yml'), 'utf8'));
const sources = fs
  .readdirSync(SOURCES)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => fs.readFileSync(path.join(SOURCES, name), 'utf8'))
  .join('\n');

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner, key) => new Map(Object.entries(Object(inner))).get(key), value);
}

const namesIn = (section: string) => Object.keys(Object(at(metadata, section))).sort();

/** Returns the rows of the table below a heading, as cells. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  return section
    .replace(/\n## [\s\S]*/, '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

const unquoted = (cell = '') => cell.replaceAll('`', '');
const documented = (heading: string) =>
  tableBelow(heading)
    .map(([name]) => unquoted(name))
    .sort();

/** Returns the names that the sources give to these functions, each once. */
function namesGivenTo(functions: string): readonly string[] {
  const calls = sources.matchAll(new RegExp(`\\b(?:${functions})\\('([a-z-]+)'`, 'g'));
  return [...new Set([...calls].map(([, name = '']) => name))].sort();
}

test('the sources read the inputs of action.yml, and no others', () => {
  const readers = 'input|rawInput|optional|oneOf|boolean|lines';
  assert.deepEqual(namesGivenTo(readers), namesIn('inputs'));
});

test('the sources set the outputs of action.yml, and no others', () => {
  assert.deepEqual(namesGivenTo('setOutput'), namesIn('outputs'));
});

test('README.md has a row for every input and every output, and for nothing else', () => {
  assert.deepEqual(documented('Inputs'), namesIn('inputs'));
  assert.deepEqual(documented('Outputs'), namesIn('outputs'));
});

for (const [name = '', value] of tableBelow('Inputs')) {
  test(`README.md and action.yml agree on the default of ${name}`, () => {
    const given = at(metadata, 'inputs', unquoted(name), 'default') ?? '';
    assert.equal(unquoted(value), given);
  });
}

test('every input and output is described, and none is required', () => {
  for (const section of ['inputs', 'outputs']) {
    for (const name of namesIn(section)) {
      assert.equal(typeof at(metadata, section, name, 'description'), 'string', name);
      assert.equal(at(metadata, section, name, 'required'), undefined, name);
    }
  }
});

test('both phases run on node24, and post always does', () => {
  const { using, main, post, ...others } = Object(at(metadata, 'runs'));
  assert.equal(using, 'node24');
  assert.deepEqual(others, {});
  for (const phase of [main, post]) assert.ok(fs.existsSync(path.join(REPOSITORY, phase)), phase);
});

test('the pages that README.md points to are there', () => {
  const targets = [...readme.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, target = '']) => target);
  assert.ok(targets.length > 2);
  for (const target of targets) assert.ok(fs.existsSync(path.join(REPOSITORY, target)), target);
});
