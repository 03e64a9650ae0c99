// The `config` lines, which are cargo's `--config`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../src/cargo/definition.ts';
import { configGet } from './config-get.ts';
import { configFor, load, refusal, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';

for (const [title, cliArgs, expected] of [
  ['a value', ['a.b="c"'], 'c'],
  ['blanks around everything', ['  a . b  =  "c"  '], 'c'],
  ['quoted keys', ['"a".\'b\'="c"'], 'c'],
  ['the last of several', ['a.b="1"', 'a.b="c"'], 'c'],
  ['an escaped quote and a number sign', ['a.b="\\"#"'], '"#'],
  ['a literal string', ["a.b='c # \\'"], 'c # \\'],
  ['a string of several lines', ['a.b="""\n#c\\\n  d"""'], '#cd'],
  ['a literal string of several lines', ["a.b='''\n#'c''''"], "#'c'"],
  ['a number sign in a string', ['a.b="c # d"'], 'c # d'],
  ['a quote and a number sign in a literal string', ["a.b='''c'#d'''"], "c'#d"],
  ['a line before and after', ['\na.b="c"\n'], 'c'],
  ['a comment on a line of its own, behind', ['a.b="c"\n# why'], 'c'],
] as const) {
  test(`${title}: ${JSON.stringify(cliArgs)}`, (t) => {
    const config = configFor(t, { files: { [MAIN]: 'a.b = "file"' }, cliArgs });
    const found = config.getString('a.b');
    assert.deepEqual(found && [found.value, describe(found.definition)], [
      expected,
      '--config cli option',
    ]);
  });
}

test('lists join, later ones behind, and a list may hold comments and tables', (t) => {
  const files = { [MAIN]: 'a = ["file"]' };
  const cliArgs = ['a=["one", # ] # "no"\n "two"]', 'a=["three"]', 'b=[{ c = 1 }]'];
  const config = configFor(t, { files, cliArgs });
  assert.deepEqual(
    config.getStrings('a')?.map(({ value }) => value),
    ['file', 'one', 'two', 'three'],
  );
  assert.equal(configGet(config, 'b')?.kind, 'list');
});

test('asked for everything, it is what files and lines say', (t) => {
  const files = { [MAIN]: 'a = "file"\nb = "file"' };
  const config = configFor(t, { files, cliArgs: ['a="cli"'], env: { CARGO: 'x', CARGO_B: 'x' } });
  const found = configGet(config);
  assert.ok(found?.kind === 'table');
  const values = [...found.entries].map(([key, value]) => [
    key,
    value.kind === 'string' && value.value,
  ]);
  assert.deepEqual(values, [
    ['a', 'cli'],
    ['b', 'file'],
  ]);
});

test('a program given here replaces the one in the files', (t) => {
  const files = { [MAIN]: 'registry.credential-provider = ["file", "x"]' };
  const config = configFor(t, { files, cliArgs: ['registry.credential-provider=["cli"]'] });
  assert.deepEqual(
    config.getStrings('registry.credential-provider')?.map(({ value }) => value),
    ['cli'],
  );
});

test('a path is a file, which may hold tokens and include others', (t) => {
  const world = worldFor(t, {
    files: {
      [MAIN]: 'a = "file"\nb = "file"',
      'w/extra.json': 'include = ["more.toml"]\na = "extra"\n[registry]\ntoken = "fine"',
      'w/more.toml': 'b = "more"',
    },
    cliArgs: ['extra.json'],
    env: { CARGO_A: 'variable' },
  });
  const config = load(world);
  assert.deepEqual(
    ['a', 'b'].map((key) => config.getString(key)?.value),
    ['extra', 'more'],
  );
  assert.deepEqual(config.getString('a')?.definition, {
    kind: 'cli',
    path: `${world.cwd}/extra.json`.replaceAll('/', process.platform === 'win32' ? '\\' : '/'),
  });
});

test('include works here too, from the working directory', (t) => {
  const files = { 'w/a/more.toml': 'a = "more"' };
  const env = { CARGO_A: 'variable' };
  const config = configFor(t, { files, cwd: 'w/a', env, cliArgs: ['include=["more.toml"]'] });
  assert.equal(config.getString('a')?.value, 'more');
});

test('a file whose name looks like a value is a file', (t) => {
  const config = configFor(t, { files: { 'w/a=1': 'b = "file"' }, cliArgs: ['a=1'] });
  assert.equal(config.getString('b')?.value, 'file');
  assert.equal(configGet(config, 'a'), undefined);
});

const EXPRESSION = 'was not a TOML dotted key expression (such as `build.jobs = 2`)';
const DECORATION = 'includes non-whitespace decoration';
const INLINE = 'sets a value to an inline table, which is not accepted';

for (const [arg, message] of [
  ['', `--config argument \`\` ${EXPRESSION}`],
  ['# nothing', `--config argument \`# nothing\` ${EXPRESSION}`],
  ['[a]\nb=1', `--config argument \`[a]\nb=…\` ${EXPRESSION}`],
  ['[a]', `--config argument \`[a]\` ${EXPRESSION}`],
  ['a=1\nb=2', `--config argument \`a=…\` ${EXPRESSION}`],
  ['a.b=1\na.c=2', `--config argument \`a.b=…\` ${EXPRESSION}`],
  ['a=1\n[b]', `--config argument \`a=…\` ${EXPRESSION}`],
  ['a="hunter2" # why', `--config argument \`a=…\` ${DECORATION}`],
  ['# why\na=1', `--config argument \`# why\na=…\` ${DECORATION}`],
  ['a=["""#"]""", 1] # why', `--config argument \`a=…\` ${DECORATION}`],
  ['a="""x"""" # "', `--config argument \`a=…\` ${DECORATION}`],
  ["a='''x'''' # '", `--config argument \`a=…\` ${DECORATION}`],
  ['[a]\nb={}', `--config argument \`[a]\nb=…\` ${EXPRESSION}`],
  ['a = { b = 1 }', `--config argument \`a =…\` ${INLINE}`],
  ['# why\na={}', `--config argument \`# why\na=…\` ${INLINE}`],
  ['# why\na={ b = 1 }', `--config argument \`# why\na=…\` ${INLINE}`],
  ['a={ token = "hunter2" }', `--config argument \`a=…\` ${INLINE}`],
  ['a."=".b={}', `--config argument \`a."=…\` ${INLINE}`],
  [
    '[[a]]\nb=1',
    '--config argument `[[a]]\nb=…` sets a value to an array of tables, which is not accepted',
  ],
  [
    'a',
    'failed to parse value from --config argument `a` as a dotted key expression\n\nCaused by:\n' +
      '  TOML parse error at line 1, column 1',
  ],
  [
    'token="hunter2',
    'failed to parse value from --config argument `token=…` as a dotted key expression\n\nCaused by:\n' +
      '  TOML parse error at line 1, column 7',
  ],
  [
    'a=1.5',
    'failed to convert --config argument `a=…`\n\nCaused by:\n' +
      '  failed to parse config at `a`\n\nCaused by:\n  unsupported TOML configuration type `float`',
  ],
  [
    'include=["no.toml"]',
    'failed to load --config include\n\nCaused by:\n' +
      '  failed to load config include `no.toml` from `--config cli option`\n\nCaused by:\n' +
      '  failed to read configuration file `{ROOT}/w/no.toml`\n\nCaused by:\n' +
      '  No such file or directory (os error 2)',
  ],
  [
    'registry.token="hunter2"',
    'registry.token cannot be set through --config for security reasons',
  ],
  [
    'registry."secret-key"=1',
    'registry.secret-key cannot be set through --config for security reasons',
  ],
  [
    'registries.my-reg.token="hunter2"',
    'registries.my-reg.token cannot be set through --config for security reasons',
  ],
  [
    'registries.__proto__.secret-key="hunter2"',
    'registries.__proto__.secret-key cannot be set through --config for security reasons',
  ],
] as const) {
  test(`refused: ${JSON.stringify(arg)}`, (t) => {
    const world = worldFor(t, { cliArgs: [arg] });
    const shown = refusal(world, () => load(world));
    assert.equal(shown, message);
    assert.doesNotMatch(shown, /hunter2/);
  });
}

for (const key of [
  'registry.tokens',
  'registries.a.b.token',
  'token',
  'registry.secret-key-subject',
]) {
  test(`not refused: ${key}`, (t) => {
    assert.equal(configFor(t, { cliArgs: [`${key}="x"`] }).getString(key)?.value, 'x');
  });
}

test('refused: a folder', { skip: process.platform === 'win32' }, (t) => {
  const world = worldFor(t, { cliArgs: ['.'] });
  assert.equal(
    refusal(world, () => load(world)),
    'failed to load config from `{ROOT}/w/.`\n\nCaused by:\n' +
      '  failed to read configuration file `{ROOT}/w/.`\n\nCaused by:\n' +
      '  Is a directory (os error 21)',
  );
});

test('refused: the same file twice, as in cargo', (t) => {
  const world = worldFor(t, { files: { 'w/x.toml': '' }, cliArgs: ['x.toml', 'x.toml'] });
  assert.match(
    refusal(world, () => load(world)),
    /cycle detected with path `[^`]*x.toml`$/,
  );
});

test('refused: a list for a string of the files', (t) => {
  const world = worldFor(t, { files: { [MAIN]: 'a = "x"' }, cliArgs: ['a=["y"]'] });
  assert.equal(
    refusal(world, () => load(world)),
    'failed to merge key `a` between {ROOT}/w/.cargo/config.toml and --config cli option\n\nCaused by:\n' +
      '  failed to merge config value from `--config cli option` into `{ROOT}/w/.cargo/config.toml`: ' +
      'expected string, but found array',
  );
});

test('refused: two that do not merge', (t) => {
  const world = worldFor(t, { cliArgs: ['a=1', 'a.b=2'] });
  assert.match(
    refusal(world, () => load(world)),
    /^failed to merge --config argument `a\.b=…`\n/,
  );
});

test('later cargo commands see none of it', (t) => {
  const files = { [MAIN]: 'a = "file"' };
  const config = configFor(t, { files, cliArgs: ['a="cli"', 'b="cli"'] });
  assert.equal(config.getString('a')?.value, 'cli');
  assert.equal(config.withoutCli().getString('a')?.value, 'file');
  assert.equal(config.withoutCli().getString('b'), undefined);
});
