// `term.quiet`, `term.verbose` and `term.color`, from files, variables and flags.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTerm, type TermFlags } from '../../src/cargo/term.ts';
import { load, refusal, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';

type Row = readonly [
  text: string,
  env: Readonly<Record<string, string>>,
  flags: TermFlags,
  expected: string,
];

const TABLE: readonly Row[] = [
  ['', {}, {}, 'normal auto'],
  ['[term]', {}, {}, 'normal auto'],
  ['term.quiet = true', {}, {}, 'quiet auto'],
  ['term.verbose = true', {}, {}, 'verbose auto'],
  ['term = { quiet = true, verbose = false }', {}, {}, 'quiet auto'],
  ['term.color = "never"', {}, {}, 'normal never'],
  ['term.color = "always"', {}, {}, 'normal always'],
  ['term.color = "auto"', {}, {}, 'normal auto'],
  ['term.color = "always"', { CARGO_TERM_COLOR: 'never' }, {}, 'normal never'],
  ['', { CARGO_TERM_QUIET: 'true' }, {}, 'quiet auto'],
  ['', { CARGO_TERM_VERBOSE: 'true' }, {}, 'verbose auto'],
  ['term.quiet = true', { CARGO_TERM_QUIET: 'false' }, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_VERBOSE: 'false' }, {}, 'quiet auto'],
  ['term.quiet = true', {}, { verbose: true }, 'verbose auto'],
  ['term = { quiet = true, verbose = true }', {}, { quiet: true }, 'quiet auto'],
  ['term.color = "no such"', {}, { color: 'never' }, 'normal never'],
  // As in cargo, one field that is wrong spoils them all, in silence.
  ['term = { quiet = true, verbose = 1 }', {}, {}, 'normal auto'],
  ['term = { quiet = true, color = 1 }', {}, {}, 'normal auto'],
  ['term = { quiet = true, unicode = "x" }', {}, {}, 'normal auto'],
  ['term = { quiet = true, hyperlinks = "x" }', {}, {}, 'normal auto'],
  ['term = { quiet = true, progress.when = "x" }', {}, {}, 'normal auto'],
  ['term = { quiet = true, progress.when = "always" }', {}, {}, 'normal auto'],
  ['term = { quiet = true, progress.width = -1 }', {}, {}, 'normal auto'],
  ['term = { quiet = true, progress.width = "x" }', {}, {}, 'normal auto'],
  [
    'term = { quiet = true, progress.when = "always" }',
    { CARGO_TERM_PROGRESS_WIDTH: '80' },
    {},
    'quiet auto',
  ],
  [
    'term = { quiet = true, progress.when = "always" }',
    { CARGO_TERM_PROGRESS_WIDTH: 'x' },
    {},
    'normal auto',
  ],
  ['term = { quiet = true, progress = 1 }', {}, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_COLOR_X: 'x' }, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_VERBOSE: 'x' }, {}, 'normal auto'],
  ['term = 1', {}, {}, 'normal auto'],
  ['term = { quiet = true, progress = { when = "always", width = 80 } }', {}, {}, 'quiet auto'],
  ['term = { quiet = true, progress = { when = "never", width = 0 } }', {}, {}, 'quiet auto'],
  ['term = { quiet = true, progress.width = "80" }', {}, {}, 'normal auto'],
  ['term = { quiet = true, progress.term-integration = "x" }', {}, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_PROGRESS_WIDTH: '+80' }, {}, 'quiet auto'],
  ['term.quiet = true', { CARGO_TERM_PROGRESS_WIDTH: 'wide' }, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_PROGRESS_WHEN: 'always' }, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_PROGRESS_TERM_INTEGRATION: 'x' }, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_HYPERLINKS: 'x' }, {}, 'normal auto'],
  ['term.quiet = true', { CARGO_TERM_UNICODE: 'x' }, {}, 'normal auto'],
  ['term = { quiet = true, progress.when = "never" }', {}, {}, 'quiet auto'],
  ['term = { quiet = true, progress.when = "auto" }', {}, {}, 'quiet auto'],
  ['term = { quiet = true, other = 1 }', {}, {}, 'quiet auto'],
];

for (const [text, env, flags, expected] of TABLE) {
  test(`${text} ${JSON.stringify(env)} ${JSON.stringify(flags)}: ${expected}`, (t) => {
    const config = load(worldFor(t, { files: { [MAIN]: text }, env }));
    const { verbosity, color } = resolveTerm(config, flags);
    assert.equal(`${verbosity} ${color}`, expected);
  });
}

test('a credentials file has no say', (t) => {
  const config = load(worldFor(t)).withCredentials('term.quiet = true', '/f');
  assert.equal(resolveTerm(config).verbosity, 'normal');
});

for (const [text, env, flags, message] of [
  [
    'term.quiet = true',
    { CARGO_TERM_VERBOSE: 'true' },
    {},
    'cannot set both `term.verbose` and `term.quiet` (defined in environment variable ' +
      '`CARGO_TERM_VERBOSE` and {ROOT}/w/.cargo/config.toml)',
  ],
  ['', {}, { quiet: true, verbose: true }, 'cannot set both --verbose and --quiet'],
  [
    'term.color = "red"',
    {},
    {},
    'argument for --color must be auto, always, or never, but found `red` ' +
      '(`term.color` in {ROOT}/w/.cargo/config.toml)',
  ],
  ['', {}, { color: '' }, 'argument for --color must be auto, always, or never, but found ``'],
] as const) {
  test(`refused: ${text} ${JSON.stringify(env)} ${JSON.stringify(flags)}`, (t) => {
    const world = worldFor(t, { files: { [MAIN]: text }, env });
    const shown = refusal(world, () => resolveTerm(load(world), flags));
    assert.equal(shown.replaceAll('\\', '/'), message);
  });
}
