// `include` in a configuration file: its forms, what wins, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configGet } from './config-get.ts';
import { configFor, load, refusal, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';

/** Returns the string values of keys. */
function values(config: ReturnType<typeof load>, keys: readonly string[]) {
  return keys.map((key) => config.getString(key)?.value);
}

test('the file itself wins over what it includes, and a later include over an earlier one', (t) => {
  const config = configFor(t, {
    files: {
      [MAIN]: 'include = ["one.toml", { path = "two.toml" }]\na = "main"',
      'w/.cargo/one.toml': 'a = "one"\nb = "one"\nc = "one"',
      'w/.cargo/two.toml': 'a = "two"\nb = "two"',
      'home/.cargo/config.toml': 'c = "home"\nd = "home"',
    },
  });
  assert.deepEqual(values(config, ['a', 'b', 'c', 'd']), ['main', 'two', 'one', 'home']);
  assert.equal(configGet(config, 'include'), undefined);
});

test('lists join, what is included first', (t) => {
  const config = configFor(t, {
    files: {
      [MAIN]:
        'x = ["main"]\n[[include]]\npath = "one.toml"\nunknown = 1\n[[include]]\npath = "two.toml"',
      'w/.cargo/one.toml': 'x = ["one"]',
      'w/.cargo/two.toml': 'x = ["two"]',
    },
  });
  assert.deepEqual(
    config.getStrings('x')?.map(({ value }) => value),
    ['one', 'two', 'main'],
  );
});

test('a path counts from the folder of the file that has it, and is resolved', (t) => {
  const world = worldFor(t, {
    files: {
      [MAIN]: 'include = ["../conf/./one.toml", "{ROOT}/two.toml"]',
      'w/conf/one.toml': 'include = ["three.toml"]',
      'w/conf/three.toml': 'a = "three"',
      'w/.cargo/three.toml': 'a = "wrong"',
      'two.toml': 'b = "two"',
    },
  });
  const config = load(world);
  assert.deepEqual(values(config, ['a', 'b']), ['three', 'two']);
  assert.deepEqual(
    config.files.map((file) => file.slice(world.root.length + 1).replaceAll('\\', '/')),
    [MAIN, 'w/conf/one.toml', 'w/conf/three.toml', 'two.toml'],
  );
});

test('a file that is not said to be optional must be there', (t) => {
  for (const include of ['"no.toml"', '{ path = "no.toml" }']) {
    const world = worldFor(t, { files: { [MAIN]: `include = [${include}]` } });
    assert.match(
      refusal(world, () => load(world)),
      /No such file or directory \(os error 2\)$/,
    );
  }
});

test('an optional file may be missing, or be there', (t) => {
  const include = '{ path = "no.toml", optional = true }, { path = "yes.toml", optional = true }';
  const files = { [MAIN]: `include = [${include}]`, 'w/.cargo/yes.toml': 'a = "yes"' };
  assert.deepEqual(values(configFor(t, { files }), ['a']), ['yes']);
});

const MISSING = 'failed to load config include `no.toml` from `{ROOT}/w/.cargo/config.toml`';

for (const [include, ...causes] of [
  [
    '"no.toml"',
    'expected a list of strings or a list of tables, but found string at `include` in `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '[1]',
    'expected a string or table, but found integer at `include[0]` in {ROOT}/w/.cargo/config.toml',
  ],
  ['["a.toml", {}]', 'missing field `path` at `include[1]` in `{ROOT}/w/.cargo/config.toml`'],
  [
    '[{ path = 1 }]',
    'expected a string, but found integer at `include[0].path` in `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '[{ path = "a.toml", optional = "yes" }]',
    'expected a boolean, but found string at `include[0].optional` in `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '["a.json"]',
    'expected a config include path ending with `.toml`, but found `a.json` from `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '[".toml"]',
    'expected a config include path ending with `.toml`, but found `.toml` from `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '["*.toml"]',
    'expected a config include path without glob patterns, but found `*.toml` from `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '["{a}.toml"]',
    'expected a config include path without template braces, but found `{a}.toml` from `{ROOT}/w/.cargo/config.toml`',
  ],
  [
    '["no.toml"]',
    MISSING,
    'failed to read configuration file `{ROOT}/w/.cargo/no.toml`',
    'No such file or directory (os error 2)',
  ],
  [
    '[{ path = "no.toml", optional = false }]',
    MISSING,
    'failed to read configuration file `{ROOT}/w/.cargo/no.toml`',
    'No such file or directory (os error 2)',
  ],
] as const) {
  test(`include = ${include} is refused`, (t) => {
    const world = worldFor(t, { files: { [MAIN]: `include = ${include}` } });
    assert.equal(
      refusal(world, () => load(world)),
      ['could not load Cargo configuration', ...causes].join('\n\nCaused by:\n  '),
    );
  });
}

test('a circle is refused, with the way around it', (t) => {
  const world = worldFor(t, {
    files: {
      [MAIN]: 'include = ["one.toml"]',
      'w/.cargo/one.toml': 'include = ["../.cargo/config.toml"]',
    },
  });
  assert.equal(
    refusal(world, () => load(world)),
    [
      'could not load Cargo configuration',
      'failed to load config include `one.toml` from `{ROOT}/w/.cargo/config.toml`',
      'failed to load config include `../.cargo/config.toml` from `{ROOT}/w/.cargo/one.toml`',
      'config `include` cycle detected with path `{ROOT}/w/.cargo/config.toml`',
    ].join('\n\nCaused by:\n  '),
  );
});

test('so is a file that is included twice, circle or not, as in cargo', (t) => {
  const files = { [MAIN]: 'include = ["one.toml", "one.toml"]', 'w/.cargo/one.toml': '' };
  const world = worldFor(t, { files });
  assert.match(
    refusal(world, () => load(world)),
    /cycle detected with path `[^`]*one.toml`$/,
  );
});

test('but two files of the tree may include the same one', (t) => {
  const files = {
    'shared.toml': 'x = ["s"]',
    [MAIN]: 'include = ["../../shared.toml"]',
    'home/.cargo/config.toml': 'include = ["../../shared.toml"]',
  };
  assert.equal(configFor(t, { files }).getStrings('x')?.length, 2);
});

test('an include of another kind does not merge', (t) => {
  const world = worldFor(t, {
    files: {
      [MAIN]: 'include = ["one.toml", "two.toml"]',
      'w/.cargo/one.toml': 'x = 1',
      'w/.cargo/two.toml': 'x = []',
    },
  });
  assert.equal(
    refusal(world, () => load(world)),
    [
      'could not load Cargo configuration',
      'failed to load config include `two.toml` from `{ROOT}/w/.cargo/config.toml`',
      'failed to merge key `x` between {ROOT}/w/.cargo/one.toml and {ROOT}/w/.cargo/two.toml',
      'failed to merge config value from `{ROOT}/w/.cargo/two.toml` into `{ROOT}/w/.cargo/one.toml`: expected integer, but found array',
    ].join('\n\nCaused by:\n  '),
  );
});
