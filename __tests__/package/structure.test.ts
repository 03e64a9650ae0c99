// Imports have no cycles and few floors, and files stay small.

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

/** Returns the imports of a file, including types and dynamic imports. */
function importsOf(file: string): string[] {
  const found = read(file).matchAll(/\b(?:from|import\()\s*'(\.[^']+)'/g);
  return [...found].map(([, name = '']) => path.posix.join(path.posix.dirname(file), name));
}

/** Returns the number of files in the longest chain of imports from a file. Throws for a cycle. */
function floorOf(file: string, way: readonly string[] = []): number {
  assert.ok(!way.includes(file), [...way, file].join(' → '));
  const below = importsOf(file).map((imported) => floorOf(imported, [...way, file]));
  return 1 + Math.max(0, ...below);
}

test('imports have no cycles and few floors', () => {
  assert.ok(files.length > 20);
  const high = files.filter((file) => floorOf(file) > MOST_FLOORS);
  assert.deepEqual(high, []);
});

test('`cargo/` and `credentials/` import neither each other nor code for Actions', () => {
  const shared = ['errors.ts', 'tokens.ts', 'json.ts'];
  const wrong = files.flatMap((file) => {
    const [part = ''] = file.split('/');
    if (part !== 'cargo' && part !== 'credentials') return [];
    const imported = importsOf(file).filter((name) => !name.startsWith(`${part}/`));
    return imported.filter((name) => !shared.includes(name)).map((name) => `${file}: ${name}`);
  });
  assert.deepEqual(wrong, []);
});

test(`no source file has more than ${MOST_LINES} lines`, () => {
  const long = files.filter((file) => read(file).trimEnd().split('\n').length > MOST_LINES);
  assert.deepEqual(long, []);
});

test('only the entry files run code on import', () => {
  // Finds calls at the start of a line. Declarations begin with a keyword.
  const acting = files.filter((file) => /^(?:await |void )?[\w.]+\(/m.test(read(file)));
  assert.deepEqual(
    acting.filter((file) => !['index.ts', 'main.ts', 'post.ts'].includes(file)),
    [],
  );
});
