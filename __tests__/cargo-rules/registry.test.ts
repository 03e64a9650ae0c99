// From a name, or none, to the registry: its index, and the names under which its token must stand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Registry, type RegistryOptions, resolveRegistry } from '../../src/cargo/registry.ts';
import { load, refusal, type Scene, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';
const ONE = 'sparse+https://one.example/index/';
const TWO = 'sparse+https://two.example/index/';
const CRATES_IO: Registry = { kind: 'crates-io', name: 'crates-io', tokenNames: [], notes: [] };

type Row = readonly [
  title: string,
  name: string | undefined,
  scene: Partial<Scene>,
  expected: Partial<Registry>,
];

/** A scene with this configuration in the project. */
const configured = (text: string, more: Partial<Scene> = {}): Partial<Scene> => ({
  files: { [MAIN]: text },
  ...more,
});

const byName = (name: string, index: string) => `[registries.${name}]\nindex = "${index}"\n`;

function assertHas(registry: Registry, expected: Partial<Registry>): void {
  const found = new Map<string, unknown>(Object.entries(registry));
  for (const [key, value] of Object.entries(expected)) assert.deepEqual(found.get(key), value, key);
}

const FOUND: readonly Row[] = [
  ['nothing is asked for or configured', undefined, {}, CRATES_IO],
  ['crates-io by name', 'crates-io', {}, CRATES_IO],
  ['crates.io by its other name', 'crates.io', {}, CRATES_IO],
  [
    'the default',
    undefined,
    configured(`registry.default = "one"\n${byName('one', ONE)}`),
    { kind: 'alternate', name: 'one', tokenNames: ['one'] },
  ],
  ['crates-io as default', undefined, configured('registry.default = "crates-io"'), CRATES_IO],
  [
    'the default of the environment',
    undefined,
    configured(`registry.default = "no"\n${byName('one', ONE)}`, {
      env: { CARGO_REGISTRY_DEFAULT: 'one' },
    }),
    { name: 'one' },
  ],
  [
    'a name, whatever the default',
    'two',
    configured(`registry.default = "one"\n${byName('one', ONE)}${byName('two', TWO)}`),
    { name: 'two', tokenNames: ['two'], configName: 'two', notes: [] },
  ],
  [
    'a variable that says the same, and is no index of a registry',
    'one',
    configured(byName('one', ONE), {
      env: {
        CARGO_OTHER: ONE,
        CARGO_CARGO_REGISTRIES_TWO_INDEX: ONE,
        CARGO_REGISTRIES_TWO_INDEX_OLD: ONE,
      },
    }),
    { name: 'one', tokenNames: ['one'], configName: 'one', notes: [] },
  ],
  [
    'crates-io by its sparse index',
    undefined,
    configured('registries.crates-io.protocol = "sparse"'),
    CRATES_IO,
  ],
  ['case counts', 'One', configured(byName('One', ONE) + byName('one', TWO)), { name: 'One' }],
  [
    'the name of a prototype',
    '__proto__',
    configured(byName('__proto__', ONE)),
    { tokenNames: ['__proto__'] },
  ],
  [
    'an index in the environment: cargo looks under another name',
    'my-reg',
    { env: { CARGO_REGISTRIES_MY_REG_INDEX: ONE } },
    {
      kind: 'alternate',
      name: 'my-reg',
      tokenNames: ['my-reg', 'my_reg'],
      configName: 'my_reg',
      notes: [`name of alternative registry \`${ONE}\` set to \`my_reg\``],
    },
  ],
  [
    'an index in the environment, under a name that stays the same',
    'my_reg',
    { env: { CARGO_REGISTRIES_MY_REG_INDEX: ONE } },
    { tokenNames: ['my_reg'], notes: [] },
  ],
  [
    'the environment names another index for the same name',
    'One',
    configured(byName('One', TWO), { env: { CARGO_REGISTRIES_ONE_INDEX: ONE } }),
    {
      index: { url: ONE, definition: { kind: 'environment', key: 'CARGO_REGISTRIES_ONE_INDEX' } },
      tokenNames: ['One', 'one'],
    },
  ],
  [
    'the environment gives the index a second name: that counts',
    'one',
    configured(byName('one', ONE), { env: { CARGO_REGISTRIES_OTHER_INDEX: ONE } }),
    { tokenNames: ['one', 'other'] },
  ],
  [
    'a variable that holds no URL counts nothing',
    'one',
    configured(byName('one', ONE), { env: { CARGO_REGISTRIES_OTHER_INDEX: 'no url' } }),
    { tokenNames: ['one'] },
  ],
  [
    'an index from --config',
    'one',
    configured(byName('one', TWO), { cliArgs: [`registries.one.index="${ONE}"`] }),
    { index: { url: ONE, definition: { kind: 'cli' } }, tokenNames: ['one'] },
  ],
  [
    "crates.io's own sparse index",
    'mine',
    configured(byName('mine', 'sparse+https://index.crates.io/')),
    { kind: 'crates-io', name: 'mine', tokenNames: [], notes: [] },
  ],
  [
    "crates.io's own git index",
    'mine',
    configured(byName('mine', 'https://GitHub.com/rust-lang/crates.io-index')),
    { kind: 'crates-io', name: 'mine', tokenNames: [] },
  ],
  [
    "crates.io's git index, spelt differently: another registry to cargo",
    'mine',
    configured(byName('mine', 'https://github.com/rust-lang/crates.io-index.git')),
    { kind: 'alternate', tokenNames: ['mine'] },
  ],
  [
    'a relative index: cargo will not find the name by it',
    'one',
    configured(byName('one', 'file:index')),
    { tokenNames: ['one'], configName: undefined },
  ],
  [
    'crates-io asked for, though another stands for it',
    'crates-io',
    configured(`source.crates-io.replace-with = "one"\n${byName('one', ONE)}`),
    CRATES_IO,
  ],
  [
    'crates-io by default, though another stands for it',
    undefined,
    configured(
      `source.crates-io.replace-with = "one"\nregistry.default = "crates-io"\n${byName('one', ONE)}`,
    ),
    CRATES_IO,
  ],
];

for (const [title, name, scene, expected] of FOUND) {
  test(title, (t) => {
    assertHas(resolveRegistry(load(worldFor(t, scene)), name), expected);
  });
}

test('a relative index counts from above the .cargo of its file, one in a variable from where it runs', (t) => {
  const scene = configured('registries.one.index = "file:index"', {
    cwd: 'w/a',
    env: { CARGO_REGISTRIES_TWO_INDEX: 'file:index' },
  });
  const world = worldFor(t, scene);
  const at = (folder: string) => new URL(`file://${world.root}/${folder}/index`).href;
  assert.equal(resolveRegistry(load(world), 'one').index?.url, at('w'));
  assert.equal(resolveRegistry(load(world), 'two').index?.url, at('w/a'));
});

test('what a credentials file says of registries does not count', (t) => {
  const world = worldFor(t, configured(byName('one', ONE)));
  const text = `registry.default = "two"\n${byName('two', TWO)}`;
  const config = load(world).withCredentials(text, '/f');
  assert.equal(resolveRegistry(config, undefined).name, 'crates-io');
  assert.match(
    refusal(world, () => resolveRegistry(config, 'two')),
    /was not found/,
  );
});

type Refused = readonly [
  title: string,
  name: string | undefined,
  scene: Partial<Scene>,
  message: string | RegExp,
];

const HINT =
  'Run actions/checkout before this step if `.cargo/config.toml` is in the repository, or give `index`.';
const NOT_FOUND = 'registry index was not found in any configuration';
const INVALID =
  'invalid index URL for registry `one` defined in {ROOT}/w/.cargo/config.toml\n\nCaused by:\n  ';

const REFUSED: readonly Refused[] = [
  [
    'nothing defines it, or anything',
    'one',
    {},
    `${NOT_FOUND}: \`one\`\nNo registry is defined: looked in \`{ROOT}/w\` and its parents, ` +
      `in \`{ROOT}/home/.cargo\`, and in the environment.\n${HINT}`,
  ],
  [
    'others are defined',
    'three',
    configured(byName('one', ONE), { env: { CARGO_REGISTRIES_TWO_INDEX: TWO } }),
    `${NOT_FOUND}: \`three\`\nDefined are \`one\` ({ROOT}/w/.cargo/config.toml), ` +
      `\`two\` (environment variable \`CARGO_REGISTRIES_TWO_INDEX\`).\n${HINT}`,
  ],
  [
    'one is defined, and others only named',
    'three',
    configured(
      `registries.four = 1\nregistries.two.protocol = "sparse"\nregistries.one.index = "${ONE}"`,
      { env: { CARGO_OTHER: 'x' } },
    ),
    `${NOT_FOUND}: \`three\`\nDefined are \`one\` ({ROOT}/w/.cargo/config.toml).\n${HINT}`,
  ],
  [
    'the default is defined by nothing',
    undefined,
    configured(`registry.default = "two"\n${byName('one', ONE)}`),
    `${NOT_FOUND}: \`two\` (\`registry.default\` in {ROOT}/w/.cargo/config.toml)\n` +
      `Defined are \`one\` ({ROOT}/w/.cargo/config.toml).\n${HINT}`,
  ],
  [
    'the default is no name',
    undefined,
    { env: { CARGO_REGISTRY_DEFAULT: 'crates.io' } },
    'invalid character `.` in registry name: `crates.io`, characters must be Unicode XID ' +
      'characters (numbers, `-`, `_`, or most letters) ' +
      '(`registry.default` in environment variable `CARGO_REGISTRY_DEFAULT`)',
  ],
  ['an empty name', '', {}, 'registry name cannot be empty'],
  [
    'a default of the wrong type',
    undefined,
    configured('registry.default = 1'),
    /`registry\.default` expected a string, but found a integer$/,
  ],
  [
    'a registry of the wrong type',
    'one',
    configured('registries.one = "x"'),
    'expected table for configuration key `registries.one`, but found string in {ROOT}/w/.cargo/config.toml',
  ],
  [
    'an index of the wrong type',
    'one',
    configured('registries.one.index = 1'),
    /`registries\.one\.index` expected a string, but found a integer$/,
  ],
  [
    'an index with a password',
    'one',
    configured(byName('one', 'https://a:hunter2@b/')),
    `${INVALID}registry URLs may not contain passwords`,
  ],
  [
    'a relative index',
    'one',
    configured(byName('one', 'index')),
    `${INVALID}invalid url \`index\`: relative URL without a base`,
  ],
  [
    'an index for the command line of git',
    'one',
    configured(byName('one', 'git@a:b')),
    `${INVALID}invalid url \`git@a:b\`: relative URL without a base; try using \`ssh://git@a/b\` instead`,
  ],
  [
    'a sparse index without a slash',
    'one',
    configured(byName('one', 'sparse+https://a')),
    `${INVALID}sparse registry url must end in a slash \`/\`: sparse+https://a`,
  ],
  [
    'no index of any other registry may be wrong',
    'one',
    configured(byName('one', ONE) + byName('two', 'x')),
    'invalid url `x`: relative URL without a base',
  ],
  [
    'no other registry may be of the wrong type',
    'one',
    configured(`${byName('one', ONE)}[registries]\ntwo = 1`),
    'expected a table, but found a integer for `registries.two` in {ROOT}/w/.cargo/config.toml',
  ],
  [
    'no other index may be of the wrong type',
    'one',
    configured(`${byName('one', ONE)}[registries.two]\nindex = []`),
    'expected a string, but found a array for `registries.two.index` in {ROOT}/w/.cargo/config.toml',
  ],
  [
    'two names for one index',
    'one',
    configured(byName('two', ONE) + byName('one', ONE)),
    `multiple registries are configured with the same index url '${ONE}': one, two\n` +
      '(`one` in {ROOT}/w/.cargo/config.toml, `two` in {ROOT}/w/.cargo/config.toml)',
  ],
  [
    'three names for one index',
    'b',
    configured(byName('b', ONE) + byName('c', ONE) + byName('a', ONE)),
    /': a, b, c\n\(`a` in .*, `b` in .*, `c` in .*\)$/,
  ],
  [
    'two names for one git index, in the environment',
    'one',
    {
      env: {
        CARGO_REGISTRIES_ONE_INDEX: 'https://a/b',
        CARGO_REGISTRIES_B_INDEX: 'https://a/b.git',
      },
    },
    "multiple registries are configured with the same index url 'registry+https://a/b': b, one\n" +
      '(`b` in environment variable `CARGO_REGISTRIES_B_INDEX`, ' +
      '`one` in environment variable `CARGO_REGISTRIES_ONE_INDEX`)',
  ],
  [
    'registry.index, whatever is asked for',
    'one',
    configured(`registry.index = "https://a"\n${byName('one', ONE)}`),
    'the `registry.index` config value is no longer supported (defined in {ROOT}/w/.cargo/config.toml)\n' +
      'Use `[source]` replacement to alter the default index for crates.io.',
  ],
  [
    'a protocol that is none',
    undefined,
    configured('registries.crates-io.protocol = "ftp"'),
    'unsupported registry protocol `ftp` (defined in {ROOT}/w/.cargo/config.toml)',
  ],
];

for (const [title, name, scene, message] of REFUSED) {
  test(`refused: ${title}`, (t) => {
    const world = worldFor(t, scene);
    const shown = refusal(world, () => resolveRegistry(load(world), name));
    if (typeof message === 'string') assert.equal(shown.replaceAll('\\', '/'), message);
    else assert.match(shown, message);
    assert.doesNotMatch(shown, /hunter2/);
  });
}

test('twenty names are shown', (t) => {
  const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
  const world = worldFor(t, configured(names.map((name) => byName(name, ONE)).join('')));
  const shown = refusal(world, () => resolveRegistry(load(world), 'other'));
  assert.match(shown, /`r0` .*`r19` \([^,]*\)\.\n/);
});

test('of very many names the first are shown', (t) => {
  const names = Array.from({ length: 200 }, (_, index) => `r${index}`);
  const world = worldFor(t, configured(names.map((name) => byName(name, ONE)).join('')));
  const shown = refusal(world, () => resolveRegistry(load(world), 'other'));
  assert.match(shown, /`r0` .*`r19` \([^,]*\) and 180 more\.\n/);
});

type Given = readonly [
  title: string,
  options: RegistryOptions,
  scene: Partial<Scene>,
  expected: Partial<Registry>,
];

const EXPORTED = { key: 'CARGO_REGISTRIES_MY_REG_INDEX', value: ONE };

const GIVEN: readonly Given[] = [
  [
    'an index for a name that nothing defines',
    { index: ONE },
    {},
    {
      kind: 'alternate',
      tokenNames: ['my-reg', 'my_reg'],
      index: { url: ONE, definition: { kind: 'environment', key: EXPORTED.key } },
      exported: EXPORTED,
    },
  ],
  [
    'none given',
    { index: undefined },
    configured(byName('my-reg', ONE)),
    { tokenNames: ['my-reg'], exported: undefined },
  ],
  [
    'the same index as in the configuration: nothing is exported',
    { index: ONE },
    configured(byName('my-reg', ONE)),
    { tokenNames: ['my-reg'], exported: undefined },
  ],
  [
    'the same index as in the environment',
    { index: ONE },
    { env: { CARGO_REGISTRIES_MY_REG_INDEX: ONE } },
    { tokenNames: ['my-reg', 'my_reg'], exported: undefined },
  ],
  [
    "crates.io's own",
    { index: 'sparse+https://index.crates.io/' },
    {},
    { kind: 'crates-io', name: 'my-reg', tokenNames: [] },
  ],
];

for (const [title, options, scene, expected] of GIVEN) {
  test(`given: ${title}`, (t) => {
    assertHas(resolveRegistry(load(worldFor(t, scene)), 'my-reg', options), expected);
  });
}

test('given: a relative file is exported as an absolute one', (t) => {
  const world = worldFor(t);
  const { exported } = resolveRegistry(load(world), 'my-reg', { index: 'file:index' });
  assert.equal(exported?.value, new URL(`file://${world.cwd}/index`).href);
});

for (const [title, name, index, scene, message] of [
  [
    'another index than in the configuration',
    'my-reg',
    TWO,
    configured(byName('my-reg', ONE)),
    `\`index\` is \`${TWO}\`, but the index of \`my-reg\` is \`${ONE}\` according to ` +
      '{ROOT}/w/.cargo/config.toml; correct one of them or drop `index`',
  ],
  [
    'the same as another name has',
    'my-reg',
    ONE,
    { env: { CARGO_REGISTRIES_OTHER_INDEX: ONE } },
    `multiple registries are configured with the same index url '${ONE}': my_reg, other\n` +
      '(`my_reg` in environment variable `CARGO_REGISTRIES_MY_REG_INDEX`, ' +
      '`other` in environment variable `CARGO_REGISTRIES_OTHER_INDEX`)',
  ],
  ['no URL', 'my-reg', 'example.com', {}, 'invalid url `example.com`: relative URL without a base'],
  [
    'one for crates-io',
    'crates.io',
    ONE,
    {},
    '`index` is for a registry that no configuration defines, and `crates-io` is built in; ' +
      'name the registry with `registry`',
  ],
  [
    'one for nothing',
    undefined,
    ONE,
    {},
    '`index` is for a registry that no configuration defines, and `crates-io` is built in; ' +
      'name the registry with `registry`',
  ],
] as const) {
  test(`given and refused: ${title}`, (t) => {
    const world = worldFor(t, scene);
    const shown = refusal(world, () => resolveRegistry(load(world), name, { index }));
    assert.equal(shown, message);
  });
}

test('refused: what is named is not defined, nor is a registry without an index', (t) => {
  const text = `registries.no-table = 1\n[registries.no-index]\ntoken = "t"\n${byName('one', ONE)}`;
  const world = worldFor(t, configured(text));
  assert.match(
    refusal(world, () => resolveRegistry(load(world), 'no-index')),
    /^registry index was not found in any configuration: `no-index`\nDefined are `one` \([^)]*\)\.\n/,
  );
});
