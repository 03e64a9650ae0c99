// Environment variables: their names, their types, and what they win over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configKey, displayKey } from '../../src/cargo/config-key.ts';
import { describe } from '../../src/cargo/definition.ts';
import { CargoVariables } from '../../src/cargo/environment.ts';
import { resolveProvider } from '../../src/cargo/provider.ts';
import { resolveRegistry } from '../../src/cargo/registry.ts';
import { readInteger } from '../../src/cargo/typed.ts';
import { configGet } from './config-get.ts';
import { configFor, load, refusal, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';

for (const [key, variable] of [
  ['registry.default', 'CARGO_REGISTRY_DEFAULT'],
  ['registries.my-reg.index', 'CARGO_REGISTRIES_MY_REG_INDEX'],
  ['registries.My_Reg.credential-provider', 'CARGO_REGISTRIES_MY_REG_CREDENTIAL_PROVIDER'],
  ['registries.é.index', 'CARGO_REGISTRIES_É_INDEX'],
] as const) {
  test(`${key} is ${variable}`, () => {
    assert.equal(configKey(key).env, variable);
  });
}

test('a key is shown as cargo shows it', () => {
  const parts = ['a', 'b-c', 'd.e', 'é', ''];
  assert.equal(displayKey({ parts, env: '' }), 'a.b-c."d.e"."é".');
});

for (const [title, text, cliArgs, expected] of [
  ['wins over a file', 'a.b = "file"', [], ['variable', 'environment variable `CARGO_A_B`']],
  ['counts alone', '', [], ['variable', 'environment variable `CARGO_A_B`']],
  ['counts less than --config', '', ['a.b="cli"'], ['cli', '--config cli option']],
] as const) {
  test(`a variable ${title}`, (t) => {
    const files = { [MAIN]: text };
    const config = configFor(t, { files, cliArgs, env: { CARGO_A_B: 'variable' } });
    const found = config.getString('a.b');
    assert.deepEqual(found && [found.value, describe(found.definition)], expected);
    const any = configGet(config, 'a.b');
    assert.ok(any?.kind === 'string');
    assert.deepEqual([any.value, describe(any.definition)], expected);
  });
}

test('an empty variable is one', (t) => {
  const config = configFor(t, { files: { [MAIN]: 'a = "file"' }, env: { CARGO_A: '' } });
  assert.equal(config.getString('a')?.value, '');
});

for (const [text, kind, value] of [
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['12', 'integer', 12n],
  ['-9223372036854775808', 'integer', -9223372036854775808n],
  ['+7', 'integer', 7n],
  ['9223372036854775808', 'string', '9223372036854775808'],
  ['1.5', 'string', '1.5'],
  ['True', 'string', 'True'],
  ['', 'string', ''],
] as const) {
  test(`of no particular type, \`${text}\` is a ${kind}`, (t) => {
    const found = configGet(configFor(t, { env: { CARGO_A: text } }), 'a');
    assert.deepEqual(found, { kind, value, definition: { kind: 'environment', key: 'CARGO_A' } });
  });
}

test('a list gets the words of its variable, by priority', (t) => {
  const config = configFor(t, {
    files: { [MAIN]: 'a = ["file"]' },
    cliArgs: ['a=["cli"]'],
    env: { CARGO_A: ' two  words ' },
  });
  const expected = ['file', 'two', 'words', 'cli'];
  assert.deepEqual(
    config.getStrings('a')?.map(({ value }) => value),
    expected,
  );
  const found = configGet(config, 'a');
  assert.deepEqual(
    found?.kind === 'list' && found.items.map((item) => item.kind === 'string' && item.value),
    expected,
  );
});

test('a variable alone makes a list', (t) => {
  const config = configFor(t, { env: { CARGO_A: 'two words' } });
  assert.deepEqual(
    config.getStrings('a')?.map(({ value }) => value),
    ['two', 'words'],
  );
});

test('a string that is asked for stays one', (t) => {
  assert.equal(configFor(t, { env: { CARGO_A: '12' } }).getString('a')?.value, '12');
});

test('a boolean that is asked for must be one', (t) => {
  const world = worldFor(t, { env: { CARGO_A: 'yes' }, cliArgs: ['a=true'] });
  assert.equal(
    refusal(world, () => load(world).getBoolean('a')),
    'error in environment variable `CARGO_A`: provided string was not `true` or `false`',
  );
});

for (const [text, read, message] of [
  [
    'a = 5',
    'getString',
    'error in {ROOT}/w/.cargo/config.toml: could not load config key `a`\n\nCaused by:\n' +
      '  error in {ROOT}/w/.cargo/config.toml: `a` expected a string, but found a integer',
  ],
  [
    'a = "true"',
    'getBoolean',
    'error in {ROOT}/w/.cargo/config.toml: `a` expected true/false, but found a string',
  ],
  [
    'a = "b"',
    'getStrings',
    'invalid configuration for key `a`\n' +
      'expected a list, but found a string for `a` in {ROOT}/w/.cargo/config.toml',
  ],
  [
    'a = [["b"]]',
    'getStrings',
    'error in {ROOT}/w/.cargo/config.toml: failed to parse config at `a[0]`\n\nCaused by:\n' +
      '  invalid type: sequence, expected a string',
  ],
  [
    'a = [true]',
    'getStrings',
    'error in {ROOT}/w/.cargo/config.toml: failed to parse config at `a[0]`\n\nCaused by:\n' +
      '  invalid type: boolean `true`, expected a string',
  ],
  [
    'a = [1]',
    'getStrings',
    'error in {ROOT}/w/.cargo/config.toml: failed to parse config at `a[0]`\n\nCaused by:\n' +
      '  invalid type: integer `1`, expected a string',
  ],
  [
    'a = ["b", {}]',
    'getStrings',
    'error in {ROOT}/w/.cargo/config.toml: failed to parse config at `a[1]`\n\nCaused by:\n' +
      '  invalid type: map, expected a string',
  ],
  [
    'a = []',
    'getTable',
    'invalid configuration for key `a`\n' +
      'expected a table, but found a array for `a` in {ROOT}/w/.cargo/config.toml',
  ],
] as const) {
  test(`${text} is not what ${read} asks for`, (t) => {
    const world = worldFor(t, { files: { [MAIN]: text } });
    assert.equal(
      refusal(world, () => load(world)[read]('a')),
      message,
    );
  });
}

for (const [text, env, message] of [
  [
    'a = "5"',
    {},
    'error in {ROOT}/w/.cargo/config.toml: `a` expected an integer, but found a string',
  ],
  [
    '',
    { CARGO_A: '1_0' },
    'error in environment variable `CARGO_A`: invalid digit found in string',
  ],
  ['', {}, 'missing config key `a`'],
] as const) {
  test(`an integer that is asked for must be one: ${text} ${JSON.stringify(env)}`, (t) => {
    const world = worldFor(t, { files: { [MAIN]: text }, env });
    assert.equal(
      refusal(world, () => readInteger(load(world).place('a'))),
      message,
    );
  });
}

test('a key does not lead through a string, even if its variable is set', (t) => {
  const world = worldFor(t, { files: { [MAIN]: 'a.b = "c"' }, env: { CARGO_A_B_C_D: 'x' } });
  assert.equal(
    refusal(world, () => load(world).getString('a.b.c.d')),
    'expected table for configuration key `a.b`, but found string in {ROOT}/w/.cargo/config.toml',
  );
});

test('a variable that goes on after the key is taken for a part of it, as in cargo', (t) => {
  const world = worldFor(t, { env: { CARGO_A_B: 'x' } });
  assert.equal(
    refusal(world, () => load(world).getString('a')),
    'error in environment variable `CARGO_A`: could not load config key `a`\n\nCaused by:\n' +
      '  missing config key `a` (expected because `CARGO_A_B` is set)',
  );
});

test('but not for a part of a field whose name another field goes on from', (t) => {
  const config = configFor(t, {
    files: { [MAIN]: 'registry.secret-key-subject = "s"' },
    env: { CARGO_REGISTRY_SECRET_KEY_SUBJECT: 'x' },
  });
  assert.deepEqual(resolveProvider(config, resolveRegistry(config, 'crates-io')), {
    kind: 'token',
    configured: false,
  });
});

for (const variable of ['cargo_a_b_c', 'CARGO_a_b-c', 'Cargo-A-B-C']) {
  test(`${variable} has no effect, and a warning says so once`, (t) => {
    const config = configFor(t, { env: { [variable]: 'x' } });
    assert.equal(config.getString('a.b-c'), undefined);
    assert.equal(config.withoutCli().getString('a.b-c'), undefined);
    assert.deepEqual(config.warnings, [
      'environment variables are expected to use uppercase letters and underscores, ' +
        `the variable \`${variable}\` will be ignored and have no effect`,
    ]);
  });
}

for (const [text, read] of [
  ['a = "file"', 'getString'],
  ['a = true', 'getBoolean'],
  ['a = ["file"]', 'getStrings'],
] as const) {
  test(`a misspelt variable does not change ${text}, and there is a warning`, (t) => {
    const config = configFor(t, { files: { [MAIN]: text }, env: { cargo_a: 'x' } });
    const without = configFor(t, { files: { [MAIN]: text } });
    const values = (from: typeof config) => [from[read]('a')].flat().map((one) => one?.value);
    assert.deepEqual(values(config), values(without));
    assert.match(config.warnings.join(), /^[^,]*, the variable `cargo_a` will be ignored [^,]*$/);
  });
}

test('there is no warning where the right spelling is there as well', (t) => {
  const config = configFor(t, { env: { cargo_a: 'x', CARGO_A: 'y' } });
  assert.equal(config.getString('a')?.value, 'y');
  assert.deepEqual(config.warnings, []);
});

test('only what configures cargo is kept', () => {
  const env = {
    PATH: 'x',
    CARGO: 'x',
    XCARGO_A: 'x',
    CARGO_A: 'a',
    'cargo-b': 'b',
    CARGO_C: undefined,
  };
  assert.deepEqual(
    [...new CargoVariables(env).entries()],
    [
      ['CARGO_A', 'a'],
      ['cargo-b', 'b'],
    ],
  );
});

test('an unset variable is none', (t) => {
  const { cwd, home } = worldFor(t);
  const config = load({ root: '', cwd, home, env: {}, cliArgs: [], registry: undefined });
  assert.equal(config.getString('a'), undefined);
});
