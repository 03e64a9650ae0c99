// The pages lead where they say, and their pictures can be drawn.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const pages = fs.globSync(['*.md', 'docs/*.md', '.github/*.md'], { cwd: ROOT });

function read(page: string): string {
  return fs.readFileSync(path.join(ROOT, page), 'utf8');
}

/** https://docs.github.com/get-started/writing-on-github, "Section links" */
function anchorsOf(page: string): string[] {
  const text = read(page).replace(/^```.*?^```$/gms, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\d _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

for (const page of pages) {
  test(`${page}: links lead somewhere`, () => {
    const text = read(page).replace(/^```.*?^```$/gms, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https:\/\//.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const found = path.join(path.dirname(page), file);
      const absolute = path.join(ROOT, file === '' ? page : found);
      assert.ok(fs.existsSync(absolute), `${page}: ${target}`);
      if (anchor === undefined) continue;
      assert.ok(anchorsOf(file === '' ? page : found).includes(anchor), `${page}: ${target}`);
    }
  });

  test(`${page}: every participant of a picture is declared, and no line ends too early`, () => {
    for (const [, picture = ''] of read(page).matchAll(/^```mermaid\n(.*?)^```$/gms)) {
      assert.match(picture, /^sequenceDiagram\n/);
      // Mermaid takes a semicolon for the end of a line.
      assert.doesNotMatch(picture, /;/);
      const declared = [...picture.matchAll(/^ *participant (\w+) as /gm)].map(([, name]) => name);
      for (const [, from, to] of picture.matchAll(/^ *(\w+)-->?>?(\w+): /gm)) {
        assert.ok(declared.includes(from) && declared.includes(to), `${from} to ${to}`);
      }
    }
  });
}

test('CONTRIBUTING.md tells where everything is', () => {
  const rows = read('CONTRIBUTING.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const named = rows.flatMap((row) => {
    const [, first = ''] = row.split('|');
    return [...first.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  });
  const entries = (folder: string) =>
    fs
      .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  const folders = entries('__tests__').filter((name) => name !== 'support/');
  const missing = [...entries('src'), ...folders].filter((name) => !named.includes(name));
  assert.deepEqual(missing, []);
});
