// The messages of the action, taken out of its sources: what the code itself holds as text.

import * as fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify_sync } from 'terser';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** A text in the sources; `…` stands for what is put in at run time. */
export interface SourceText {
  /** Relative to `src/`. */
  readonly file: string;
  readonly text: string;
  /** What it is given to, directly or as a part: the name of the innermost function or class. */
  readonly call: string;
}

type Node = Readonly<Record<string, unknown>>;

/** Returns every text in `src/` that could be one for people: one with a blank in it. */
export function sourceTexts(): readonly SourceText[] {
  return fs
    .globSync('**/*.ts', { cwd: SOURCES })
    .toSorted()
    .flatMap((file) => {
      const typescript = fs.readFileSync(path.join(SOURCES, file), 'utf8');
      return textsIn(typescript).map((found) => ({ file, ...found }));
    });
}

/** Returns the texts of a source with a blank in it. */
export function textsIn(typescript: string): readonly Omit<SourceText, 'file'>[] {
  return search(parse(stripTypeScriptTypes(typescript)), '');
}

/** Returns the syntax tree, in the form of https://github.com/estree/estree. */
function parse(javascript: string): unknown {
  const format = { beautify: false, spidermonkey: true };
  const options = { module: true, compress: false, mangle: false, format };
  const result: object = minify_sync(javascript, options);
  return new Map<string, unknown>(Object.entries(result)).get('ast');
}

function search(value: unknown, call: string): Omit<SourceText, 'file'>[] {
  if (Array.isArray(value)) return value.flatMap((item) => search(item, call));
  if (!isNode(value)) return [];
  const inside = calledBy(value) ?? call;
  const text = textOf(value);
  if (text === undefined) return Object.values(value).flatMap((child) => search(child, inside));
  const parts = insertions(value).flatMap((part) => search(part, inside));
  return / /.test(text) ? [{ text: inOneLine(text), call: inside }, ...parts] : parts;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function field(value: unknown, name: string): unknown {
  return isNode(value) ? value[name] : undefined;
}

/** Returns the name of what a node calls. */
function calledBy({ type, callee }: Node): string | undefined {
  if (type !== 'CallExpression' && type !== 'NewExpression') return undefined;
  const name = field(callee, 'name') ?? field(field(callee, 'property'), 'name');
  return typeof name === 'string' ? name : undefined;
}

/** Returns the text of a literal, a template or a sum of such. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { type, value } = node;
  if (type === 'Literal') return typeof value === 'string' ? value : undefined;
  if (type === 'TemplateLiteral') {
    return listOf(node['quasis'])
      .map((quasi) => field(field(quasi, 'value'), 'cooked'))
      .join('…');
  }
  if (type !== 'BinaryExpression' || node['operator'] !== '+') return undefined;
  const [left, right] = [textOf(node['left']), textOf(node['right'])];
  return left === undefined && right === undefined ? undefined : `${left ?? '…'}${right ?? '…'}`;
}

/** Returns what is put into a text: it may hold texts of its own. */
function insertions(node: unknown): readonly unknown[] {
  const type = field(node, 'type');
  if (type === 'Literal') return [];
  if (type === 'TemplateLiteral') return listOf(field(node, 'expressions'));
  if (type !== 'BinaryExpression') return [node];
  return ['left', 'right'].flatMap((side) => insertions(field(node, side)));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function inOneLine(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/…{2,}/g, '…')
    .trim();
}
