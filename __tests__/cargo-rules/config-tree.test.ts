// The files of the tree: which are read, in which order, and how they merge.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Config } from '../../src/cargo/config.ts';
import { describe as describeDefinition } from '../../src/cargo/definition.ts';
import { readText } from '../../src/cargo/files.ts';
import type { ConfigValue } from '../../src/cargo/value.ts';
import { errorCode, UserError } from '../../src/errors.ts';
import { configGet } from './config-get.ts';
import { configFor, load, refusal, worldFor } from './world.ts';

/** Returns the value as plain data. */
function plain(found: ConfigValue | undefined): unknown {
  if (found?.kind === 'list') return found.items.map(plain);
  if (found?.kind !== 'table') return found?.value;
  return [...found.entries].map(([key, inner]) => [key, plain(inner)]);
}

function get(config: Config, key: string): unknown {
  return plain(configGet(config, key));
}

function definedIn(config: Config, key: string): string | undefined {
  const found = configGet(config, key);
  return found && describeDefinition(found.definition);
}

// The files that count.

test('files: none at all', (t) => {
  const config = configFor(t);
  assert.deepEqual(config.files, []);
  assert.deepEqual(config.warnings, []);
  assert.equal(configGet(config, 'x'), undefined);
});

test('files: the working directory, its parents, and home, in this order', (t) => {
  const world = worldFor(t, {
    cwd: 'w/a/b',
    files: {
      'w/a/b/.cargo/config.toml': 'x = "nearest"',
      'w/.cargo/config.toml': 'x = "far"\ny = "far"',
      'home/.cargo/config.toml': 'x = "home"\ny = "home"\nz = "home"',
      'elsewhere/.cargo/config.toml': 'other = 1',
    },
  });
  const config = load(world);
  assert.deepEqual(
    config.files.map((file) => path.relative(world.root, file)),
    ['w/a/b/.cargo/config.toml', 'w/.cargo/config.toml', 'home/.cargo/config.toml'].map(
      path.normalize,
    ),
  );
  assert.deepEqual(
    ['x', 'y', 'z', 'other'].map((key) => get(config, key)),
    ['nearest', 'far', 'home', undefined],
  );
  assert.equal(definedIn(config, 'y'), path.join(world.root, 'w', '.cargo', 'config.toml'));
});

test('files: home once, where it is one of the parents', (t) => {
  const config = configFor(t, {
    cwd: 'home/project',
    files: { 'home/.cargo/config.toml': 'x = ["once"]' },
  });
  assert.equal(config.files.length, 1);
  assert.deepEqual(get(config, 'x'), ['once']);
});

test('files: home once, where a link leads from a parent to it', (t) => {
  const files = { 'real/config.toml': 'x = ["once"]', 'w/a/file': '' };
  const env = { CARGO_HOME: '{ROOT}/real' };
  const config = configFor(t, { cwd: 'w/a', files, env, links: { 'w/.cargo': 'real' } });
  assert.deepEqual(get(config, 'x'), ['once']);
  assert.equal(config.files.length, 1);
});

test('files: home once, where it is itself a link to a folder of the tree', (t) => {
  const files = { 'w/.cargo/config.toml': 'x = ["once"]' };
  const env = { CARGO_HOME: '{ROOT}/linked' };
  const config = configFor(t, { files, env, links: { linked: 'w/.cargo' } });
  assert.deepEqual(get(config, 'x'), ['once']);
});

test('files: the same one twice, where two folders have it through links', (t) => {
  const files = { 'shared.toml': 'x = ["a"]', 'w/a/file': '', 'w/.cargo/file': '' };
  const links = { 'w/.cargo/config.toml': 'shared.toml', 'w/a/.cargo': 'w/.cargo' };
  const config = configFor(t, { cwd: 'w/a', files, links });
  assert.deepEqual(get(config, 'x'), ['a', 'a']);
});

test('files: no link that leads nowhere', (t) => {
  for (const target of ['nothing', 'w/.cargo/config.toml']) {
    const config = configFor(t, { links: { 'w/.cargo/config.toml': target } });
    assert.deepEqual(config.files, []);
  }
});

test('files: nothing below a file that is called .cargo', (t) => {
  assert.deepEqual(configFor(t, { files: { 'w/.cargo': 'x = 1' } }).files, []);
});

// The legacy name.

// Where no mode of a file keeps this process from opening it.
const opensAll = process.platform === 'win32' || process.getuid?.() === 0;

const legacy = 'w/.cargo/config';
const current = 'w/.cargo/config.toml';

test('the legacy name counts, with a warning', (t) => {
  const world = worldFor(t, { files: { [legacy]: 'x = 1' } });
  const config = load(world);
  assert.equal(get(config, 'x'), 1n);
  assert.deepEqual(config.warnings, [
    `\`${path.join(world.root, legacy)}\` is deprecated in favor of \`config.toml\`\n` +
      'help: if you need to support cargo 1.38 or earlier, you can symlink `config` to `config.toml`',
  ]);
});

test('the legacy name wins where both are there, with a warning', (t) => {
  const world = worldFor(t, { files: { [legacy]: 'x = 1', [current]: 'x = 2' } });
  const config = load(world);
  const [old, young] = [legacy, current].map((name) => path.join(world.root, name));
  assert.equal(get(config, 'x'), 1n);
  assert.deepEqual(config.warnings, [`both \`${old}\` and \`${young}\` exist. Using \`${old}\``]);
});

test('the legacy name may be a link to the other: no warning', (t) => {
  const config = configFor(t, { files: { [current]: 'x = 2' }, links: { [legacy]: current } });
  assert.equal(get(config, 'x'), 2n);
  assert.deepEqual(config.warnings, []);
  assert.deepEqual(
    config.files.map((file) => path.basename(file)),
    ['config'],
  );
});

test('the legacy name does not count if it cannot be opened', {
  skip: opensAll,
}, (t) => {
  const world = worldFor(t, { files: { [legacy]: 'x = 1', [current]: 'x = 2' } });
  fs.chmodSync(path.join(world.root, legacy), 0);
  assert.equal(get(load(world), 'x'), 2n);
});

test('the present name does not count beside the legacy one if it cannot be opened', {
  skip: opensAll,
}, (t) => {
  const world = worldFor(t, { files: { [legacy]: 'x = 1', [current]: 'x = 2' } });
  fs.chmodSync(path.join(world.root, current), 0);
  const config = load(world);
  assert.equal(get(config, 'x'), 1n);
  assert.match(config.warnings.join(), /^`[^`]*` is deprecated/);
});

test('alone it is refused if it cannot be opened', { skip: opensAll }, (t) => {
  const world = worldFor(t, { files: { [current]: 'x = 2' } });
  fs.chmodSync(path.join(world.root, current), 0);
  assert.match(
    refusal(world, () => load(world)),
    /Permission denied \(os error 13\)$/,
  );
});

test('what the system says of a file that cannot be read', {
  skip: process.platform === 'win32',
}, (t) => {
  const { root } = worldFor(t, { links: { loop: 'loop' } });
  for (const [name, code, message] of [
    ['none', 'ENOENT', 'No such file or directory (os error 2)'],
    ['.', 'EISDIR', 'Is a directory (os error 21)'],
    ['loop', 'ELOOP', 'ELOOP error'],
  ] as const) {
    assert.throws(
      () => readText(path.join(root, name)),
      (error) => {
        assert.ok(error instanceof UserError);
        assert.deepEqual([error.message, errorCode(error.cause)], [message, code]);
        return true;
      },
    );
  }
});

test('the legacy name is refused as a folder', { skip: process.platform === 'win32' }, (t) => {
  const world = worldFor(t, { files: { [`${legacy}/file`]: '', [current]: 'x = 2' } });
  assert.equal(
    refusal(world, () => load(world)),
    'could not load Cargo configuration\n\nCaused by:\n' +
      '  failed to read configuration file `{ROOT}/w/.cargo/config`\n\nCaused by:\n' +
      '  Is a directory (os error 21)',
  );
});

// Merging.

const near = 'w/.cargo/config.toml';
const home = 'home/.cargo/config.toml';

for (const [title, nearText, homeText, key, expected] of [
  ['a nearer value wins', 'x = 1', 'x = 2', 'x', 1n],
  ['whatever the type', 'x = "one"', 'x = 2', 'x', 'one'],
  [
    'tables join',
    '[x]\na = 1',
    '[x]\na = 2\nb = 3',
    'x',
    [
      ['a', 1n],
      ['b', 3n],
    ],
  ],
  [
    'tables join at any depth',
    'x.y.z.a = 1',
    'x.y.z.b = 2',
    'x.y.z',
    [
      ['a', 1n],
      ['b', 2n],
    ],
  ],
  ['lists join, the nearer last', 'x = ["near"]', 'x = ["home"]', 'x', ['home', 'near']],
  ['lists of tables join', '[[x]]\na = 1', '[[x]]\na = 2', 'x', [[['a', 2n]], [['a', 1n]]]],
  [
    'programs replace each other',
    'registries.r.credential-provider = ["near"]',
    'registries.r.credential-provider = ["home", "x"]',
    'registries.r.credential-provider',
    ['near'],
  ],
  [
    'programs replace each other beside other keys',
    'registries.r = { index = "a", credential-provider = ["near"] }',
    'registries.r = { index = "b", credential-provider = ["home"] }',
    'registries.r.credential-provider',
    ['near'],
  ],
  [
    'aliases too',
    'credential-alias.a = ["n"]',
    'credential-alias.a = ["h"]',
    'credential-alias.a',
    ['n'],
  ],
  [
    'the names of prototypes are names',
    '[__proto__]\na = 1',
    '[__proto__]\nb = 2',
    '__proto__',
    [
      ['a', 1n],
      ['b', 2n],
    ],
  ],
  [
    'and so are those of methods',
    'toString.a = 1',
    'toString.constructor = 2',
    'toString.constructor',
    2n,
  ],
  ['an integer of 64 bits', 'x = 9223372036854775807', '', 'x', 9223372036854775807n],
  ['and the least of them', 'x = -9223372036854775808', '', 'x', -9223372036854775808n],
  ['a byte order mark', '\uFEFFx = 1', '', 'x', 1n],
  ['other new lines', 'x = 1\r\ny = 2\r\n', '', 'y', 2n],
] as const) {
  test(`merging: ${title}`, (t) => {
    const config = configFor(t, { files: { [near]: nearText, [home]: homeText } });
    assert.deepEqual(get(config, key), expected);
  });
}

for (const [key, expected] of [
  ['credential-alias.a', ['near']],
  ['doc.browser', ['near']],
  ['host.runner', ['near']],
  ['registries.a.credential-provider', ['near']],
  ['registry.credential-provider', ['near']],
  ['target.a.runner', ['near']],
  ['credential-alias.a.b', ['home', 'near']],
  ['registry.other', ['home', 'near']],
  ['browser', ['home', 'near']],
] as const) {
  test(`lists at ${key} ${expected.length === 1 ? 'replace each other' : 'join'}`, (t) => {
    const files = { [near]: `${key} = ["near"]`, [home]: `${key} = ["home"]` };
    assert.deepEqual(get(configFor(t, { files }), key), expected);
    const above = configFor(t, { files: { [near]: `${key} = ["home"]` }, cliArgs: [files[near]] });
    assert.deepEqual(get(above, key), expected);
  });
}

for (const [kind, value] of [
  ['string', '"a"'],
  ['integer', '1'],
  ['boolean', 'true'],
  ['table', '{ a = 1 }'],
] as const) {
  test(`a list does not merge with a ${kind}`, (t) => {
    const world = worldFor(t, { files: { [near]: 'x.y = []', [home]: `x.y = ${value}` } });
    assert.equal(
      refusal(world, () => load(world)),
      [
        'could not load Cargo configuration',
        'failed to merge configuration at `{ROOT}/home/.cargo/config.toml`',
        'failed to merge key `x` between {ROOT}/w/.cargo/config.toml and {ROOT}/home/.cargo/config.toml',
        'failed to merge key `y` between {ROOT}/w/.cargo/config.toml and {ROOT}/home/.cargo/config.toml',
        'failed to merge config value from `{ROOT}/home/.cargo/config.toml` into ' +
          `\`{ROOT}/w/.cargo/config.toml\`: expected array, but found ${kind}`,
      ].join('\n\nCaused by:\n  '),
    );
  });
}

for (const [into, from, message] of [
  ['{ a = 1 }', '"a"', 'expected table, but found string'],
  ['"a"', '{ a = 1 }', 'expected string, but found table'],
  ['1', '[]', 'expected integer, but found array'],
] as const) {
  test(`${into} does not merge with ${from}`, (t) => {
    const world = worldFor(t, { files: { [near]: `x = ${into}`, [home]: `x = ${from}` } });
    assert.ok(refusal(world, () => load(world)).endsWith(message));
  });
}

// What is no configuration.

for (const [title, text, ...causes] of [
  [
    'TOML that does not parse: line and column, and nothing of the text',
    'fine = 1\ntoken = "hunter2',
    'could not parse TOML configuration in `{ROOT}/w/.cargo/config.toml`',
    'TOML parse error at line 2, column 9',
  ],
  [
    'bytes that are not UTF-8',
    new Uint8Array([0x78, 0x3d, 0x22, 0xff, 0x22]),
    'failed to read configuration file `{ROOT}/w/.cargo/config.toml`',
    'stream did not contain valid UTF-8',
  ],
  [
    'a float',
    'a.b = [1, { "c d" = 1.5 }]',
    'failed to load TOML configuration from `{ROOT}/w/.cargo/config.toml`',
    'failed to parse config at `a.b[1]."c d"`',
    'unsupported TOML configuration type `float`',
  ],
  [
    'a date',
    'a = [1979-05-27]',
    'failed to load TOML configuration from `{ROOT}/w/.cargo/config.toml`',
    'failed to parse config at `a[0]`',
    'unsupported TOML configuration type `datetime`',
  ],
  [
    'an integer of more than 64 bits',
    'a = 9223372036854775808',
    'failed to load TOML configuration from `{ROOT}/w/.cargo/config.toml`',
    'failed to parse config at `a`',
    'integer does not fit into 64 bits',
  ],
  [
    'an integer below those of 64 bits',
    'a = -9223372036854775809',
    'failed to load TOML configuration from `{ROOT}/w/.cargo/config.toml`',
    'failed to parse config at `a`',
    'integer does not fit into 64 bits',
  ],
  [
    'lists within lists without end',
    `a = ${'['.repeat(81)}${']'.repeat(81)}`,
    'could not parse TOML configuration in `{ROOT}/w/.cargo/config.toml`',
    'TOML parse error at line 1, column 85',
  ],
] as const) {
  test(`no configuration: ${title}`, (t) => {
    const world = worldFor(t, { files: { 'w/.cargo/config.toml': text } });
    assert.equal(
      refusal(world, () => load(world)),
      ['could not load Cargo configuration', ...causes].join('\n\nCaused by:\n  '),
    );
  });
}

test('tables within tables without end are refused, and do not overflow', (t) => {
  const world = worldFor(t, { files: { 'w/.cargo/config.toml': `a${'.a'.repeat(5000)} = 1` } });
  assert.match(
    refusal(world, () => load(world)),
    /recursion limit$/,
  );
});

test('80 lists within each other are fine', (t) => {
  const text = `a = ${'['.repeat(80)}${']'.repeat(80)}`;
  const config = configFor(t, { files: { 'w/.cargo/config.toml': text } });
  assert.equal(configGet(config, 'a')?.kind, 'list');
});
