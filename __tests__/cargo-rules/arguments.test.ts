// What `cargo-args` may be: words as a shell splits them, and none that carries a token or makes the
// login another one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCargoArguments } from '../../src/cargo/arguments.ts';
import { splitWords } from '../../src/cargo/words.ts';
import { UserError } from '../../src/errors.ts';
import { skipOnWindows } from '../support/stand-in.ts';

const words = [
  ['', []],
  ['  \n\t ', []],
  ['a  b\nc', ['a', 'b', 'c']],
  [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
  [`a'b'"c"d`, ['abcd']],
  [`'' ""`, ['', '']],
  [`"it's" 'say "hi"'`, ["it's", 'say "hi"']],
  ['"\\"\\\\\\$\\`\\n"', ['"\\$`\\n']],
  ["'a\\'", ['a\\']],
  ['a\\\nb "c\\\nd"', ['ab', 'cd']],
  ['$HOME *.x `id` #no', ['$HOME', '*.x', '`id`', '#no']],
  ['"a\nb"', ['a\nb']],
] as const;
for (const [text, expected] of words) {
  test(`words: ${JSON.stringify(text)}`, () => assert.deepEqual(splitWords(text, 'it'), expected));
}

for (const [text, message] of [
  [
    "a 'b",
    /^it has a ' without its counterpart, at character 3; close it, or put a backslash before it$/,
  ],
  ['"a\\"', /^it has a " without its counterpart, at character 1/],
  ['a\\', /^it ends with a backslash/],
] as const) {
  test(`no words: ${JSON.stringify(text)}`, () => {
    assert.throws(() => splitWords(text, 'it'), { name: 'UserError', message });
  });
}

test('words are split as a shell splits them', { skip: skipOnWindows }, () => {
  // What a shell would expand or take for an operator is left out: nothing of that is done here.
  const text = fc.string({ unit: fc.constantFrom(...' \t\'"\\ab-+=') });
  const texts = fc.sample(text, 3_000);
  const split = texts.flatMap((each) => {
    try {
      return [{ text: each, words: splitWords(each, 'it') }];
    } catch (error) {
      assert.ok(error instanceof UserError);
      return [];
    }
  });
  const script = split.map((each) => `set -- ${each.text}\nprintf '%s\\0' "$#" "$@"\n`).join('');
  const { stdout } = spawnSync('sh', [], { input: script, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const judged = stdout.split('\0').slice(0, -1);
  const ours = split.flatMap((each) => [String(each.words.length), ...each.words]);
  assert.deepEqual(judged, ours);
  assert.ok(split.length > 500 && split.length < texts.length);
});

const understood = [
  ['', {}],
  ['+nightly -Z asymmetric-token', { toolchain: ['+nightly'], options: ['-Z', 'asymmetric-token'] }],
  ['-Zasymmetric-token -Z=x', { options: ['-Zasymmetric-token', '-Z=x'] }],
  ['-vv --verbose', { options: ['-vv', '--verbose'], term: { verbose: true } }],
  ['-q', { options: ['-q'], term: { quiet: true } }],
  ['--color always', { options: ['--color', 'always'], term: { color: 'always' } }],
  ['--color=never', { options: ['--color=never'], term: { color: 'never' } }],
  ['-- --token x -C +y', { provider: ['--token', 'x', '-C', '+y'] }],
  ['-v -- -- -v', { options: ['-v'], term: { verbose: true }, provider: ['--', '-v'] }],
] as const; // biome-ignore format: a table
for (const [text, expected] of understood) {
  test(`understood: ${text}`, () => {
    const nothing = { toolchain: [], options: [], term: {}, provider: [] };
    assert.deepEqual(parseCargoArguments(text, 'it'), { ...nothing, ...expected });
  });
}

const SECRET = 'cio0123456789abcdef';
const refused = [
  [`--token ${SECRET}`, /^it cannot have `--token`; use the input `token`/],
  [`--token=${SECRET}`, /^it cannot have `--token`; use the input `token`/],
  [SECRET, /^it has a word that is no option; .* never a token/],
  [`-v ${SECRET}`, /^it has a word that is no option/],
  [`-${SECRET}`, /^it has a word that is no option/],
  ['--registry x', /^it cannot have `--registry`; use the input `registry`/],
  ['--index=x', /^it cannot have `--index`; use the input `index`/],
  ['--config x', /^it cannot have `--config`; use the input `config`/],
  ['-C x', /^it cannot have `-C`; use the input `working-directory`/],
  ['-Cx', /^it cannot have `-C`; use the input `working-directory`/],
  ['--offline', /^it cannot have `--offline`; it takes `\+TOOLCHAIN` first, /],
  ['--help', /^it cannot have `--help`/],
  ['-V', /^it cannot have `-V`/],
  ['-v +nightly', /^it has a toolchain that is not its first word/],
  ['-Z', /^it ends where `-Z FLAG` wants a value/],
  ['--color', /^it ends where `--color WHEN` wants a value/],
  ['-Z help', /^it has `-Z help`, which does not log in$/],
  ['-Zhelp', /^it has `-Z help`, which does not log in$/],
  ['-Z=help', /^it has `-Z help`, which does not log in$/],
  ...[
    '-vq',
    'x-v',
    '-qv',
    '-qq',
    'x-q',
    '--verbose2',
    'x--verbose',
    '--quiet2',
    'x--quiet',
    '-1',
    '--Color',
    'x--frozen',
    '--frozen1',
    '-',
    'x-V',
    'x-Zfoo',
    'x--color=always',
  ].map(
    (word) => [word, /^it has a word that is no option; it takes `\+TOOLCHAIN` first, /] as const,
  ),
] as const;
for (const [text, message] of refused) {
  test(`refused: ${text}`, () => {
    const check = (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      assert.ok(!error.message.includes(SECRET));
      return true;
    };
    assert.throws(() => parseCargoArguments(text, 'it'), check);
  });
}
