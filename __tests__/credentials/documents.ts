// Generates credentials files: valid TOML 1.1 of all shapes, mostly around the place of a token.

import fc from 'fast-check';
import { parse } from 'smol-toml';

const NAMES = [
  ...['registries', 'registries', 'registries', 'registry', 'registry', 'x', 'x', 'x', 'y'],
  ...['token', 'token', 'index', 'secret-key', 'credential-provider', 'sub', 'other'],
  ...['__proto__', 'constructor', 'toString', '', 'a.b', 'ключ', 'q"q', "q'q", 'b\\s', '1', '-'],
];

const FRAGMENTS = [
  ...['a', 'cargo:token', ' ', '\t', '#', '"', "'", '""', "''", '\\', ',', '=', '.', '[', ']'],
  ...['{', '}', '[registries.x]', 'token = "no"', 'é', '😀', '\u2028', '→'],
];

const SCALARS = [
  ...['1', '-17', '+0', '9007199254740993', '0xDEAD_beef', '0o17', '0b1', '1_000', 'true', 'false'],
  ...['1.0', '-0.0', '1e6', '1_0.5e-3', 'inf', '-inf', 'nan', '+nan', '1979-05-27', '07:32:00.5'],
  ...['1979-05-27 07:32:00', '1979-05-27T07:32:00Z', '1979-05-27t07:32:00.25-07:00', '07:32'],
  ...[
    '"""\\\n   folded \\\n\n  on"""',
    '"\\e\\x41\\u00e9\\U0001F600"',
    '"""four""""',
    "'''five'''''",
  ],
];

const space = fc.constantFrom('', '', ' ', '\t', '  ');

function escaped(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
  return codes.map((code) => (code < 0x100 ? `\\x${hex(code, 2)}` : `\\U${hex(code, 8)}`)).join('');
}

type Style = 'bare' | 'basic' | 'literal' | 'escaped' | 'multi-line basic' | 'multi-line literal';

/** Spells a string in a style. Falls back to a basic string if the style cannot express it. */
function spell(text: string, style: Style): string {
  const basic = JSON.stringify(text).replaceAll('\x7f', '\\u007f');
  const raw = text.replaceAll('\\', '\\\\').replaceAll('"""', '""\\"');
  if (style === 'bare' && /^[A-Za-z0-9_-]+$/.test(text)) return text;
  if (style === 'literal' && !/['\x00-\x08\x0a-\x1f\x7f]/.test(text)) return `'${text}'`;
  if (style === 'escaped') return `"${escaped(text)}"`;
  if (style === 'multi-line basic' && !text.endsWith('"')) return `"""\n${raw}"""`;
  if (style === 'multi-line literal' && !text.includes("''")) return `'''${text.trim()}'''`;
  return basic;
}

const keyStyle = fc.constantFrom<Style>('bare', 'bare', 'bare', 'basic', 'literal', 'escaped');
const valueStyle = fc.constantFrom<Style>(
  ...(['basic', 'basic', 'literal', 'escaped', 'multi-line basic', 'multi-line literal'] as const),
);

/** A dotted key of these names, in any spelling. */
function keyOf(names: readonly string[]): fc.Arbitrary<string> {
  const spelled = names.map((name) =>
    fc
      .tuple(keyStyle, space, space)
      .map(([style, before, after]) => before + spell(name, style) + after),
  );
  return fc.tuple(...spelled).map((parts) => parts.join('.').trim());
}

const key = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4, size: 'max' })
  .chain(keyOf);

const words = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 }).map((all) => all.join(''));
const lines = fc.array(words, { maxLength: 3 }).map((all) => all.join('\n'));
const comment = words.map((text) => `#${text}`);
const string = fc.oneof(
  fc.tuple(words, valueStyle).map(([text, style]) => spell(text, style)),
  fc
    .tuple(lines, fc.constantFrom<Style>('multi-line basic', 'multi-line literal'))
    .map(([text, style]) => spell(text, style)),
);
// The text between values in brackets: whitespace, newlines and comments.
const gap = fc.oneof(
  { weight: 6, arbitrary: space },
  { weight: 1, arbitrary: fc.constant('\n') },
  { weight: 1, arbitrary: comment.map((text) => ` ${text}\n  `) },
);

interface Items {
  readonly items: readonly (readonly [string, string, string])[];
  readonly trailing: boolean;
  readonly inner: string;
}

function bracket(open: string, { items, trailing, inner }: Items, close: string): string {
  const listed = items.map(([before, item, after]) => before + item + after).join(',');
  return `${open}${listed}${trailing && items.length > 0 ? ',' : ''}${inner}${close}`;
}

function itemsOf(item: fc.Arbitrary<string>): fc.Arbitrary<Items> {
  return fc.record({
    items: fc.array(fc.tuple(gap, item, gap), { maxLength: 3 }),
    trailing: fc.boolean(),
    inner: gap,
  });
}

const { value } = fc.letrec<{ value: string; array: string; table: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: string },
    { weight: 2, arbitrary: fc.constantFrom(...SCALARS) },
    { weight: 1, arbitrary: tie('array') },
    { weight: 2, arbitrary: tie('table') },
  ),
  array: itemsOf(tie('value')).map((items) => bracket('[', items, ']')),
  table: itemsOf(
    fc
      .tuple(key, space, space, tie('value'))
      .map(([name, before, after, inner]) => `${name}${before}=${after}${inner}`),
  ).map((items) => bracket('{', items, '}')),
}));

const endOfLine = fc.oneof(
  { weight: 3, arbitrary: space },
  { weight: 1, arbitrary: comment.map((text) => ` ${text}`) },
);

const pair = fc
  .tuple(space, key, space, space, value)
  .map(([indent, name, before, after, what]) => `${indent}${name}${before}=${after}${what}`);
const header = fc
  .tuple(space, space, key, space, fc.boolean(), fc.nat(3))
  .map(([indent, before, name, after, array, often]) =>
    array && often === 0
      ? `${indent}[[${before}${name}${after}]]`
      : `${indent}[${before}${name}${after}]`,
  );
// A table that holds a token, spelled with the first `depth` of its names in a header.
const leaf = fc.constantFrom('token', 'token', 'index', 'credential-provider', 'secret-key', 'sub');
const placePath = fc.oneof(
  { weight: 1, arbitrary: fc.constant(['registry']) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('x', 'x', 'y', '__proto__').map((name) => ['registries', name]),
  },
);

function leafPair(names: readonly string[]): fc.Arbitrary<string> {
  return leaf
    .chain((name) => fc.tuple(space, keyOf([...names, name]), space, string, endOfLine))
    .map(([indent, name, blank, what, end]) => `${indent}${name}${blank}= ${what}${end}`);
}

function bracedPair(names: readonly string[], split: number): fc.Arbitrary<string> {
  const inner = leaf
    .chain((name) => fc.tuple(keyOf([...names.slice(split), name]), space, string))
    .map(([name, blank, what]) => `${name}${blank}=${what}`);
  return fc
    .tuple(keyOf(names.slice(0, split)), space, itemsOf(inner), endOfLine)
    .map(([name, blank, items, end]) => `${name}${blank}=${bracket('{', items, '}')}${end}`);
}

function pairsOf(names: readonly string[]): fc.Arbitrary<string> {
  const pairs = fc.array(leafPair(names), { maxLength: 3 }).map((all) => all.join('\n'));
  const splits = names.map((_, index) => bracedPair(names, index + 1));
  return fc.oneof({ weight: 2, arbitrary: pairs }, ...splits);
}

const near = fc
  .tuple(placePath, fc.nat(2), endOfLine, space)
  .chain(([path, depth, end, indent]) => {
    const names = path.slice(0, depth);
    const rest = pairsOf(path.slice(depth));
    if (names.length === 0) return rest;
    return fc.tuple(keyOf(names), rest).map(([name, text]) => `${indent}[${name}]${end}\n${text}`);
  });
const legacy = fc.tuple(keyOf(['token']), string).map(([name, text]) => `${name} = ${text}`);

const line = fc.oneof(
  { weight: 4, arbitrary: near },
  { weight: 1, arbitrary: legacy },
  { weight: 2, arbitrary: fc.tuple(pair, endOfLine).map(([text, end]) => text + end) },
  { weight: 2, arbitrary: fc.tuple(header, endOfLine).map(([text, end]) => text + end) },
  { weight: 1, arbitrary: space },
  { weight: 1, arbitrary: fc.tuple(space, comment).map(([indent, text]) => indent + text) },
);

export function isToml(text: string): boolean {
  try {
    parse(text, { integersAsBigInt: true });
    return true;
  } catch {
    return false;
  }
}

function assemble(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) {
    if (isToml(`${text}${part}\n`)) text += `${part}\n`;
  }
  return text;
}

/** Replaces each newline with CRLF where the pattern is true. The pattern repeats. */
function rewriteLines(text: string, pattern: readonly boolean[]): string {
  let index = 0;
  return text.replaceAll('\n', () => (pattern[index++ % pattern.length] ? '\r\n' : '\n'));
}

/** A file of random lines that form valid TOML, with the line ends of any system. */
export const credentialsText: fc.Arbitrary<string> = fc
  .record({
    parts: fc.array(line, { maxLength: 12, size: 'max' }),
    newlines: fc.oneof(
      fc.constantFrom([false], [false], [true]),
      fc.array(fc.boolean(), { minLength: 1 }),
    ),
    terminated: fc.boolean(),
    mark: fc.nat(5).map((often) => often === 0),
  })
  .map(({ parts, newlines, terminated, mark }) => {
    const text = rewriteLines(assemble(parts), newlines);
    return (mark ? '\uFEFF' : '') + (terminated ? text : text.replace(/\r?\n$/, ''));
  })
  .filter(isToml);

/** The name of a registry, as in `[registries.NAME]`; `undefined` is crates.io. */
export const registryName: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'x',
      'x',
      'x',
      'x',
      'x',
      'x',
      'y',
      '__proto__',
      'constructor',
      'ключ',
    ),
  },
);

/** A token: mostly what cargo allows, sometimes any string at all. */
export const anyToken: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('new', 'old', 'Bearer $& $1 $$', '"', '\\', "'", '#', '\t', '→'),
  fc.string({ unit: 'grapheme-ascii' }),
  fc.string({ unit: 'binary' }),
);
