// The input `cargo-args`: which arguments are accepted, and which are refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCargoArguments } from '../../src/cargo/arguments.ts';
import { isQuiet } from '../../src/cargo/config.ts';
import { configFor, refusal } from './world.ts';

const NOTHING = { toolchain: [], options: [], provider: [], quiet: false, verbose: false };
const parse = (text: string) => parseCargoArguments(text, 'input `cargo-args`');

const UNDERSTOOD = {
  '': {},
  ' \n\t ': {},
  '+nightly': { toolchain: ['+nightly'] },
  '-Z asymmetric-token': { options: ['-Z', 'asymmetric-token'] },
  '-Zone -Z two': { options: ['-Zone', '-Z', 'two'] },
  '-q': { options: ['-q'], quiet: true },
  '--quiet': { options: ['--quiet'], quiet: true },
  '-vv --color never': { options: ['-vv', '--color', 'never'], verbose: true },
  '--verbose --color=always': { options: ['--verbose', '--color=always'], verbose: true },
  '+1.80 -v -- --account me': { toolchain: ['+1.80'], options: ['-v'], provider: ['--account', 'me'], verbose: true },
  '-- -q --registry x +y': { provider: ['-q', '--registry', 'x', '+y'] },
  '--': {},
}; // biome-ignore format: a table

for (const [text, expected] of Object.entries(UNDERSTOOD)) {
  test(`cargo-args accepts ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parse(text), { ...NOTHING, ...expected });
  });
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  "'a b' c": ['a b', 'c'],
  '"a b"': ['a b'],
  '"it\'s"': ["it's"],
  '\'$HOME\' "$HOME"': ['$HOME', '$HOME'],
  'C:\\a "C:\\b c"': ['C:\\a', 'C:\\b c'],
  "it's": ["it's"],
  '\'\' ""': ['', ''],
  'a"b c"d': ['ab cd'],
  'a\nb': ['a', 'b'],
};

for (const [text, words] of Object.entries(WORDS)) {
  test(`cargo-args splits ${JSON.stringify(text)} into ${JSON.stringify(words)}`, () => {
    assert.deepEqual(parse(`-- ${text}`).provider, words);
  });
}

const UNACCEPTED =
  /^input `cargo-args` has an argument that is not accepted\. It takes `\+TOOLCHAIN` first, .* use the inputs `token`, /;
const REFUSED: Readonly<Record<string, RegExp>> = {
  'cioSecret': UNACCEPTED,
  '-v +nightly': UNACCEPTED,
  '--offline': UNACCEPTED,
  '--color': UNACCEPTED,
  '-Z': UNACCEPTED,
  '--registry x': UNACCEPTED,
  '--token cioSecret': UNACCEPTED,
  '--config=x': UNACCEPTED,
  "'a": UNACCEPTED,
}; // biome-ignore format: a table

for (const [text, message] of Object.entries(REFUSED)) {
  test(`cargo-args refuses ${JSON.stringify(text)}`, () => {
    const shown = refusal({ root: '/no/root' }, () => parse(text));
    assert.match(shown, message);
    assert.doesNotMatch(shown, /Secret/);
  });
}

test('a login is silent with -q, and with `term.quiet` unless -v is given', (t) => {
  const files = { 'w/.cargo/config.toml': 'term.quiet = true' };
  const quiet = configFor(t, { files });
  const normal = configFor(t);
  const byVariable = configFor(t, { env: { CARGO_TERM_QUIET: 'true' } });
  const results = [[normal, ''], [normal, '-q'], [quiet, ''], [quiet, '-v'], [byVariable, '']] as const; // biome-ignore format: pairs
  assert.deepEqual(
    results.map(([config, text]) => isQuiet(config, parse(text))),
    [false, true, true, false, true],
  );
});
