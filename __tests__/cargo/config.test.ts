// Which definition of a key takes effect, and which files and lines are refused.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { Config, cargoHome, describe } from '../../src/cargo/config.ts';
import { skipOnWindows } from '../support/platform.ts';
import { configFor, load, portable, refusal, type Scene, worldFor } from './world.ts';

const defaultIs = (name: string) => `registry.default = "${name}"\n`;
const HERE = 'w/.cargo/config.toml';
const HOME = 'home/.cargo/config.toml';
const CREDENTIALS = 'home/.cargo/credentials.toml';

/** A configuration, and the value of `registry.default` that takes effect. */
const ORDER: Readonly<Record<string, readonly [Partial<Scene>, string | undefined]>> = {
  'an empty tree defines nothing': [{}, undefined],
  'the home folder is read': [{ files: { [HOME]: defaultIs('home') } }, 'home'],
  'a file in the tree overrides the home folder': [
    { files: { [HOME]: defaultIs('home'), [HERE]: defaultIs('here') } },
    'here',
  ],
  'the nearest file takes effect': [
    { files: { [HERE]: defaultIs('parent'), 'w/a/b/.cargo/config.toml': defaultIs('near') }, cwd: 'w/a/b' },
    'near',
  ],
  'a file of a parent takes effect if no nearer file has the key': [
    { files: { [HERE]: defaultIs('parent'), 'w/a/.cargo/config.toml': 'registry.x = 1' }, cwd: 'w/a' },
    'parent',
  ],
  'a file in a subfolder is not read': [{ files: { 'w/a/.cargo/config.toml': defaultIs('below') } }, undefined],
  'the legacy name takes effect if both files exist': [{ files: { 'w/.cargo/config': defaultIs('old'), [HERE]: defaultIs('new') } }, 'old'],
  'a variable overrides every file': [
    { files: { [HERE]: defaultIs('here') }, env: { CARGO_REGISTRY_DEFAULT: 'variable' } },
    'variable',
  ],
  'an empty variable takes effect': [
    { files: { [HERE]: defaultIs('here') }, env: { CARGO_REGISTRY_DEFAULT: '' } },
    '',
  ],
  'a variable in lower case is ignored': [
    { files: { [HERE]: defaultIs('here') }, env: { cargo_registry_default: 'variable' } },
    'here',
  ],
  'a `config` line overrides a variable': [
    { cliArgs: ['registry.default="line"'], env: { CARGO_REGISTRY_DEFAULT: 'variable' } },
    'line',
  ],
  'the last `config` line takes effect': [{ cliArgs: ['registry.default="one"', "registry . 'default' = 'two'"] }, 'two'],
  'a `config` line can name a file': [
    { files: { 'w/extra.toml': defaultIs('extra'), [HERE]: defaultIs('here') }, cliArgs: ['extra.toml'] },
    'extra',
  ],
  'a file overrides the file that it includes': [
    { files: { [HERE]: `include = ["more.toml"]\n${defaultIs('here')}`, 'w/.cargo/more.toml': defaultIs('more') } },
    'here',
  ],
  'an included file overrides a farther file': [
    { files: { [HERE]: 'include = ["more.toml"]', 'w/.cargo/more.toml': defaultIs('more'), [HOME]: defaultIs('home') } },
    'more',
  ],
  'the later include takes effect': [
    { files: { [HERE]: 'include = ["a.toml", { path = "b.toml" }]', 'w/.cargo/a.toml': defaultIs('a'), 'w/.cargo/b.toml': defaultIs('b') } },
    'b',
  ],
  'an included file can include another file': [
    { files: { [HERE]: 'include = ["a.toml"]', 'w/.cargo/a.toml': 'include = ["../b.toml"]', 'w/b.toml': defaultIs('b') } },
    'b',
  ],
  'a missing optional include is ignored': [
    { files: { [HERE]: `include = [{ path = "no.toml", optional = true }]\n${defaultIs('here')}` } },
    'here',
  ],
  'an include in a `config` line is relative to the working directory': [
    { files: { 'w/more.toml': defaultIs('more') }, cliArgs: ['include=["more.toml"]'] },
    'more',
  ],
  'CARGO_HOME replaces the home folder': [
    { files: { 'other/config.toml': defaultIs('other'), [HOME]: defaultIs('home') }, env: { CARGO_HOME: '../other' } },
    'other',
  ],
  'a byte order mark is accepted': [{ files: { [HERE]: `\ufeff${defaultIs('here')}` } }, 'here'],
  'the credentials file cannot define it': [{ files: { [CREDENTIALS]: `${defaultIs('stored')}[x]\ncredential-provider = ""` } }, undefined],
}; // biome-ignore format: a table

for (const [name, [scene, expected]] of Object.entries(ORDER)) {
  test(`registry.default: ${name}`, (t) => {
    assert.equal(configFor(t, scene).string('registry', 'default')?.value, expected);
  });
}

test('a value is returned with the place that defines it', (t) => {
  const provider = '[registries.a]\ncredential-provider = "stored"\n';
  const world = worldFor(t, {
    files: { [HERE]: 'term.quiet = true', [CREDENTIALS]: provider },
    env: { CARGO_REGISTRIES_MY_REG_INDEX: 'x' },
    cliArgs: ['registries.a.credential-provider="line"', 'registry.default="secret"'],
  });
  const config = load(world);
  const places = [
    ['term', 'quiet'],
    ['registries', 'my-reg', 'index'],
    ['registry', 'default'],
    ['registries', 'a', 'credential-provider'],
  ].map((key) => {
    const found = config.get(...key);
    return found && portable(describe(found.definition), world.root);
  });
  assert.deepEqual(places, [
    '`{ROOT}/w/.cargo/config.toml`',
    'environment variable `CARGO_REGISTRIES_MY_REG_INDEX`',
    'input `config` (`registry.default=…`)',
    '`{ROOT}/home/.cargo/credentials.toml`',
  ]);
});

test('a variable overrides the credentials file, which overrides a `config` line', (t) => {
  const scene = {
    files: { [CREDENTIALS]: '[registries.a]\ncredential-provider = "stored"\n' },
    cliArgs: ['registries.a.credential-provider="line"'],
    env: { CARGO_REGISTRIES_A_CREDENTIAL_PROVIDER: 'variable' },
  };
  const values = configFor(t, scene).all('registries', 'a', 'credential-provider');
  assert.deepEqual(
    values.map(({ value }) => value),
    ['variable', 'stored', 'line'],
  );
});

test('configuration files are listed in order of precedence', (t) => {
  const files = {
    [HERE]: 'include = ["more.toml"]',
    'w/.cargo/more.toml': '',
    [HOME]: '',
    'w/x.toml': '',
  };
  const world = worldFor(t, { files, cliArgs: ['x.toml'] });
  const names = load(world).files.map((file) => portable(file, world.root).replace('{ROOT}/', ''));
  assert.deepEqual(names, ['w/x.toml', HERE, 'w/.cargo/more.toml', HOME]);
});

const REFUSED: Readonly<Record<string, readonly [Partial<Scene>, string | RegExp]>> = {
  'a file that is not TOML': [
    { files: { [HERE]: 'a = 1\nb = "secret' } },
    '`{ROOT}/w/.cargo/config.toml` is not valid TOML: line 2, column 5',
  ],
  'a file that is not UTF-8': [
    { files: { [HERE]: Uint8Array.of(0x61, 0xff) } },
    '`{ROOT}/w/.cargo/config.toml` is not encoded in UTF-8',
  ],
  'a folder in place of a file': [
    { files: { 'w/.cargo/config.toml/x': '' } },
    'cannot read `{ROOT}/w/.cargo/config.toml`: it is not a regular file',
  ],
  'an include that is missing': [
    { files: { [HERE]: 'include = ["no.toml"]' } },
    /^cannot read `\{ROOT\}\/w\/\.cargo\/no\.toml`: .*\(ENOENT\)$/,
  ],
  'an include of itself': [
    { files: { [HERE]: 'include = ["config.toml"]' } },
    '`{ROOT}/w/.cargo/config.toml` is included more than once',
  ],
  'an include that is not a list': [
    { files: { [HERE]: 'include = "a.toml"' } },
    '`include` in `{ROOT}/w/.cargo/config.toml` must be a list of paths',
  ],
  'an include that is not a path': [
    { files: { [HERE]: 'include = [5]' } },
    '`include` in `{ROOT}/w/.cargo/config.toml` must be a list of paths',
  ],
  'a `config` line without quotes': [
    { cliArgs: ['registry.default=secret'] },
    'input `config` (`registry.default=…`) is not valid TOML: line 1, column 18; a string needs quotes',
  ],
  'a `config` line without a key': [
    { cliArgs: ['no-file.toml'] },
    'input `config` has a line that is neither KEY=VALUE nor a file',
  ],
  ...Object.fromEntries(
    ['registry.token', 'registries.a.token', 'registries.a."secret-key"', 'registries . a . token '].map((key) => [
      `a token in a \`config\` line: ${key}`,
      [{ cliArgs: [`${key}="secret"`] }, `input \`config\` (\`${key.trim()}=…\`) must not hold a token; use the input \`token\``],
    ]),
  ),
  'a token in a table of a `config` line': [
    { cliArgs: ['registries.a={ token = "secret" }'] },
    'input `config` (`registries.a=…`) must not hold a token; use the input `token`',
  ],
}; // biome-ignore format: a table

for (const [name, [scene, message]] of Object.entries(REFUSED)) {
  test(`the configuration is refused: ${name}`, (t) => {
    const world = worldFor(t, scene);
    const shown = refusal(world, () => load(world));
    if (typeof message === 'string') assert.equal(shown, message);
    else assert.match(shown, message);
  });
}

test('the word `token` in a value of a `config` line is accepted', (t) => {
  const line = 'registries.a.credential-provider=["vault", "--token=file"]';
  assert.ok(configFor(t, { cliArgs: [line] }).get('registries', 'a'));
});

test('a key below a value that is not a table is refused', (t) => {
  const world = worldFor(t, { files: { [HERE]: 'registries = "x"' } });
  assert.equal(
    refusal(world, () => load(world).string('registries', 'a', 'index')),
    '`registries` in `{ROOT}/w/.cargo/config.toml` must be a table',
  );
});

test('a value of the wrong type is refused', (t) => {
  for (const value of ['5', 'true', '[1]', '{ a = 1 }', '1979-05-27']) {
    const world = worldFor(t, { files: { [HERE]: `registry.default = ${value}` } });
    assert.equal(
      refusal(world, () => load(world).string('registry', 'default')),
      '`registry.default` in `{ROOT}/w/.cargo/config.toml` must be a string',
    );
  }
});

test('a FIFO or device as configuration is refused at once (A13)', { skip: skipOnWindows }, (t) => {
  for (const make of [
    (file: string) => execFileSync('mkfifo', [file]),
    (file: string) => fs.symlinkSync('/dev/zero', file),
  ]) {
    const world = worldFor(t, { files: { 'w/.cargo/x': '' } });
    make(path.join(world.root, HERE));
    assert.match(
      refusal(world, () => load(world)),
      /it is not a regular file$/,
    );
  }
});

test('Cargo’s home is CARGO_HOME, else `.cargo` in the home folder', () => {
  const at = (home: string | undefined) =>
    cargoHome({ CARGO_HOME: home }, path.resolve('/w/a'), path.resolve('/home/me'));
  assert.equal(at(undefined), path.resolve('/home/me/.cargo'));
  assert.equal(at(''), path.resolve('/home/me/.cargo'));
  assert.equal(at('../cargo'), path.resolve('/w/cargo'));
  assert.equal(at(path.resolve('/cargo')), path.resolve('/cargo'));
});

test('missing folders contain no configuration files', () => {
  const sources = { cwd: path.resolve('/no/such'), home: path.resolve('/no'), env: {}, args: [] };
  assert.deepEqual(new Config({ ...sources, credentials: undefined }).files, []);
});
