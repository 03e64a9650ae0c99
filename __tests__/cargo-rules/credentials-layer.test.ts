// The values of a credentials file, laid over the configuration as cargo does when it reads tokens.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configFor, load, refusal, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';
const FILE = 'home/.cargo/credentials.toml';

function values(config: ReturnType<typeof load>, keys: readonly string[]) {
  return keys.map((key) => config.getString(key)?.value);
}

test('they win over files and even over --config, but not over the environment', (t) => {
  const world = worldFor(t, {
    files: { [MAIN]: 'registries.a = { index = "i", token = "file", other = "file" }\nx = "x"' },
    cliArgs: ['registries.a.credential-provider="cli"'],
    env: { CARGO_REGISTRIES_A_NAME: 'variable' },
  });
  const text = '[registries.a]\ntoken = "own"\ncredential-provider = "own"\nname = "own"';
  const config = load(world).withCredentials(text, `${world.root}/${FILE}`);
  const keys = ['token', 'credential-provider', 'name', 'index', 'other'];
  assert.deepEqual(
    values(
      config,
      keys.map((key) => `registries.a.${key}`),
    ),
    ['own', 'own', 'variable', 'i', 'file'],
  );
  assert.equal(config.getString('x')?.value, 'x');
  assert.deepEqual(config.getString('registries.a.token')?.definition, {
    kind: 'path',
    path: `${world.root}/${FILE}`,
  });
});

test('they stay when the --config lines go, and go when they are taken off', (t) => {
  const config = configFor(t, { cliArgs: ['a.b="cli"'] }).withCredentials('[a]\nc = "own"', '/f');
  assert.deepEqual(values(config, ['a.b', 'a.c']), ['cli', 'own']);
  assert.deepEqual(values(config.withoutCli(), ['a.b', 'a.c']), [undefined, 'own']);
  assert.deepEqual(values(config.withoutCredentials(), ['a.b', 'a.c']), ['cli', undefined]);
});

for (const [title, text, expected] of [
  ['an old token', 'token = "old"', 'old'],
  ['an old token beside a new one', 'token = "old"\n[registry]\ntoken = "new"', 'new'],
  ['an old token beside an empty table', 'token = "old"\n[registry]', undefined],
] as const) {
  test(title, (t) => {
    const config = configFor(t).withCredentials(text, '/f');
    assert.equal(config.getString('registry.token')?.value, expected);
    assert.equal(config.getString('token'), undefined);
  });
}

test('without a token they have no table for one', (t) => {
  assert.equal(configFor(t).withCredentials('x = "own"', '/f').getTable('registry'), undefined);
});

test('they may include others', (t) => {
  const world = worldFor(t, { files: { 'home/.cargo/more.toml': 'registry.token = "more"' } });
  const config = load(world).withCredentials('include = ["more.toml"]', `${world.root}/${FILE}`);
  assert.equal(config.getString('registry.token')?.value, 'more');
});

for (const [title, text, message] of [
  [
    'a file that includes itself',
    'include = ["credentials.toml"]',
    'failed to load config include `credentials.toml` from `{ROOT}/home/.cargo/credentials.toml`' +
      '\n\nCaused by:\n  config `include` cycle detected with path `{ROOT}/home/.cargo/credentials.toml`',
  ],
  [
    'text that is no TOML, without showing it',
    '[registry]\ntoken = "hunter2',
    'could not parse TOML configuration in `{ROOT}/home/.cargo/credentials.toml`\n\nCaused by:\n' +
      '  TOML parse error at line 2, column 9',
  ],
  [
    'a float anywhere',
    '[registry]\ntoken = "hunter2"\n[a.b]\nc = 1.0',
    'failed to load TOML configuration from `{ROOT}/home/.cargo/credentials.toml`\n\nCaused by:\n' +
      '  failed to parse config at `a.b.c`\n\nCaused by:\n  unsupported TOML configuration type `float`',
  ],
  [
    'another kind of value than the configuration has',
    'x = "hunter2"',
    'failed to merge key `x` between {ROOT}/w/.cargo/config.toml and ' +
      '{ROOT}/home/.cargo/credentials.toml\n\nCaused by:\n  failed to merge config value from ' +
      '`{ROOT}/home/.cargo/credentials.toml` into `{ROOT}/w/.cargo/config.toml`: ' +
      'expected array, but found string',
  ],
] as const) {
  test(`refused: ${title}`, (t) => {
    const world = worldFor(t, { files: { [MAIN]: 'x = []', [FILE]: text } });
    const step = () => load(world).withCredentials(text, `${world.root}/${FILE}`);
    assert.equal(refusal(world, step), message);
  });
}
