// Imports point one way, and files stay small: what a reader can rely on.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const MOST_LINES = 250;

/** From the bottom up. A part may import from itself and from what stands before it. */
const PARTS: readonly (readonly string[])[] = [
  ['cancellation.ts', 'errors.ts', 'secret.ts', 'scheme.ts'],
  ['host.ts', 'redact.ts'],
  ['credentials/'],
  ['cargo/'],
  // What stands before it knows nothing of Actions.
  ['runner.ts'],
  ['state.ts', 'missing-token.ts', 'trusted-publishing-url.ts'],
  ['inputs.ts', 'input-values.ts', 'given-tokens.ts'],
  ['surroundings.ts', 'keeper.ts', 'warnings.ts'],
  ['http.ts', 'trusted-publishing.ts', 'revocation.ts', 'tokens.ts', 'plan.ts'],
  ['provider-session.ts', 'by-cargo.ts', 'held-logins.ts', 'step-leases.ts'],
  ['login.ts', 'logout.ts'],
  ['index.ts'],
  ['main.ts', 'post.ts'],
];

const files = fs
  .readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

function partOf(file: string): number {
  return PARTS.findIndex((names) =>
    names.some((name) => (name.endsWith('/') ? file.startsWith(name) : file === name)),
  );
}

function read(file: string): string {
  return fs.readFileSync(path.join(SRC, file), 'utf8');
}

/** Types count as well, and what is loaded on demand. */
function importsOf(file: string): string[] {
  const found = read(file).matchAll(/\b(?:from|import\()\s*'(\.[^']+)'/g);
  return [...found].map(([, name = '']) => path.posix.join(path.posix.dirname(file), name));
}

test('every source belongs to a part', () => {
  assert.ok(files.length > 50);
  assert.deepEqual(
    files.filter((file) => partOf(file) === -1),
    [],
  );
});

test('imports point one way', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => partOf(imported) > partOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
  assert.deepEqual(wrong, []);
});

test('no source imports itself by way of others', () => {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    assert.ok(!way.includes(file), [...way, file].join(' → '));
    if (done.has(file)) return;
    for (const imported of importsOf(file)) visit(imported, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});

test(`no source has more than ${MOST_LINES} lines`, () => {
  const long = files.filter((file) => read(file).trimEnd().split('\n').length > MOST_LINES);
  assert.deepEqual(long, []);
});

test('only the entries do something on import', () => {
  // A call at the start of a line; declarations begin with a word.
  const acting = files.filter((file) => /^(?:await )?[\w.]+\(/m.test(read(file)));
  assert.deepEqual(acting.sort(), ['main.ts', 'post.ts']);
});
