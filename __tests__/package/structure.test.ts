// Imports point one way, floors are few, and files stay small: what a reader can rely on.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const MOST_LINES = 260;
const MOST_FLOORS = 9;

const files = fs
  .readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

function read(file: string): string {
  return fs.readFileSync(path.join(SRC, file), 'utf8');
}

/** Types count as well, and what is loaded on demand. */
function importsOf(file: string): string[] {
  const found = read(file).matchAll(/\b(?:from|import\()\s*'(\.[^']+)'/g);
  return [...found].map(([, name = '']) => path.posix.join(path.posix.dirname(file), name));
}

/** Returns how many files lie below a file, one importing the other; throws for a circle. */
function floorOf(file: string, way: readonly string[] = []): number {
  assert.ok(!way.includes(file), [...way, file].join(' → '));
  const below = importsOf(file).map((imported) => floorOf(imported, [...way, file]));
  return 1 + Math.max(0, ...below);
}

test('no file imports itself by way of others, and there are few floors', () => {
  assert.ok(files.length > 20);
  const high = files.filter((file) => floorOf(file) > MOST_FLOORS);
  assert.deepEqual(high, []);
});

test('`cargo/` and `credentials/` know nothing of Actions, nor of each other', () => {
  const shared = ['errors.ts', 'tokens.ts', 'json.ts'];
  const wrong = files.flatMap((file) => {
    const [part = ''] = file.split('/');
    if (part !== 'cargo' && part !== 'credentials') return [];
    const imported = importsOf(file).filter((name) => !name.startsWith(`${part}/`));
    return imported.filter((name) => !shared.includes(name)).map((name) => `${file}: ${name}`);
  });
  assert.deepEqual(wrong, []);
});

test(`no source has more than ${MOST_LINES} lines`, () => {
  const long = files.filter((file) => read(file).trimEnd().split('\n').length > MOST_LINES);
  assert.deepEqual(long, []);
});

test('only the entries do something on import', () => {
  // A call at the start of a line; declarations begin with a word.
  const acting = files.filter((file) => /^(?:await |void )?[\w.]+\(/m.test(read(file)));
  assert.deepEqual(
    acting.filter((file) => !['index.ts', 'main.ts', 'post.ts'].includes(file)),
    [],
  );
});
