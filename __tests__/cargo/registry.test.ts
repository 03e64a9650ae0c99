// Which registry a step selects, and under which names its token is stored.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../src/cargo/config.ts';
import { type Registry, tokenVariable } from '../../src/cargo/registry.ts';
import { configured, defined, portable, resolve, type Scene, worldFor } from './world.ts';

const ONE = 'sparse+https://one.example/index/';
const TWO = 'sparse+https://two.example/index/';
const CRATES_IO = 'sparse+https://index.crates.io/';
const SECOND = 'CARGO_REGISTRIES_MY_REG_INDEX';

interface Row {
  readonly scene: Partial<Scene>;
  readonly index?: string;
  readonly name?: string;
  readonly kind?: Registry['kind'];
  readonly url?: string;
  readonly names?: readonly string[];
  readonly exported?: Registry['exported'];
  readonly warnings?: readonly RegExp[];
}

const RESOLVED: Readonly<Record<string, Row>> = {
  'a step without a name selects crates.io': { scene: {}, name: 'crates-io', kind: 'crates-io', url: CRATES_IO, names: [] },
  '`crates-io` selects crates.io': { scene: { registry: 'crates-io' }, name: 'crates-io', kind: 'crates-io', url: CRATES_IO },
  '`crates.io` selects crates.io': { scene: { registry: 'crates.io' }, name: 'crates-io', kind: 'crates-io' },
  'a configured name': {
    scene: { registry: 'one', ...configured(defined({ one: ONE, two: TWO })) },
    name: 'one', kind: 'alternate', url: ONE, names: ['one'],
  },
  'the configured default': { scene: configured(`registry.default = "one"\n${defined({ one: ONE })}`), name: 'one', url: ONE },
  'crates-io as the configured default': { scene: configured('registry.default = "crates-io"'), name: 'crates-io' },
  'a name overrides the default': {
    scene: { registry: 'two', ...configured(`registry.default = "one"\n${defined({ one: ONE, two: TWO })}`) },
    name: 'two',
  },
  'a name with Unicode letters': { scene: { registry: 'é-1', ...configured(defined({ '"é-1"': ONE })) }, names: ['é-1'] },
  'an index from a variable gives two spellings (cargo#11737)': {
    scene: { registry: 'my-reg', env: { [SECOND]: ONE } },
    url: ONE, names: ['my-reg', 'my_reg'],
  },
  'a variable and a file with the same index': {
    scene: { registry: 'my-reg', env: { [SECOND]: ONE }, ...configured(defined({ 'my-reg': ONE })) },
    names: ['my-reg', 'my_reg'],
  },
  'a variable for a name without a dash': { scene: { registry: 'one', env: { CARGO_REGISTRIES_ONE_INDEX: ONE } }, names: ['one'] },
  'a variable of another name with the same index': {
    scene: { registry: 'one', env: { CARGO_REGISTRIES_OTHER_INDEX: ONE }, ...configured(defined({ one: ONE })) },
    names: ['one', 'other'],
  },
  'another spelling of the same index in a variable': {
    scene: { registry: 'one', env: { CARGO_REGISTRIES_OTHER_INDEX: 'https://github.com/O/R.git' }, ...configured(defined({ one: 'http://github.com/o/r' })) },
    names: ['one', 'other'],
  },
  'wrong definitions of other registries are ignored': {
    scene: { registry: 'one', ...configured(`${defined({ one: ONE, two: 'no url' })}[registries]\nthree = 3\n`) },
    names: ['one'],
  },
  'an index from the input': {
    scene: { registry: 'my-reg' }, index: ONE,
    kind: 'alternate', url: ONE, names: ['my-reg', 'my_reg'], exported: { name: SECOND, value: ONE },
  },
  'the same index from the input as from a file': {
    scene: { registry: 'my-reg', ...configured(defined({ 'my-reg': ONE })) }, index: ONE,
    names: ['my-reg'],
  },
  'the same index from the input as from an earlier step': {
    scene: { registry: 'my-reg', env: { [SECOND]: ONE } }, index: ONE,
    names: ['my-reg', 'my_reg'],
  },
  'crates.io under another name': {
    scene: { registry: 'mirror', ...configured(defined({ mirror: CRATES_IO })) },
    name: 'mirror', kind: 'crates-io', names: [],
  },
  'crates.io’s git index in another spelling': {
    scene: { registry: 'mirror', ...configured(defined({ mirror: 'https://GitHub.com/rust-lang/crates.io-index' })) },
    kind: 'crates-io', names: [],
  },
  'crates.io is replaced by a source, but named': {
    scene: { registry: 'crates-io', ...configured(`source.crates-io.replace-with = "one"\n${defined({ one: ONE })}`) },
    kind: 'crates-io',
  },
  'an HTTP index without `sparse+` (C7)': {
    scene: { registry: 'one', ...configured(defined({ one: 'https://one.example/index/' })) },
    warnings: [/^Cargo treats the index `https:\/\/one\.example\/index\/` \(`.*config\.toml`\) as a git repository; if it is a sparse index, write `sparse\+https:/],
  },
  'an HTTP index without `sparse+` from the input': {
    scene: { registry: 'one' }, index: 'https://one.example/index/',
    warnings: [/\(input `index`\)/], exported: { name: 'CARGO_REGISTRIES_ONE_INDEX', value: 'https://one.example/index/' },
  },
  'a git index that ends without a slash': { scene: { registry: 'one' }, index: 'https://one.example/index', warnings: [], exported: { name: 'CARGO_REGISTRIES_ONE_INDEX', value: 'https://one.example/index' } },
}; // biome-ignore format: a table

for (const [name, { scene, index, url, warnings = [], ...expected }] of Object.entries(RESOLVED)) {
  test(`a registry is resolved: ${name}`, (t) => {
    const found = resolve(worldFor(t, scene), { index });
    const all = { exported: undefined, ...expected };
    for (const [key, value] of Object.entries(all))
      assert.deepEqual(Reflect.get(found, key), value, key);
    if (url !== undefined) assert.equal(found.index.url, url);
    assert.equal(found.warnings.length, warnings.length);
    for (const [at, pattern] of warnings.entries()) assert.match(found.warnings[at] ?? '', pattern);
  });
}

test('an index is returned with the place that defines it', (t) => {
  const world = worldFor(t, { registry: 'one', ...configured(defined({ one: ONE })) });
  const { definition } = resolve(world, {}).index;
  assert.equal(
    definition && portable(describe(definition), world.root),
    '`{ROOT}/w/.cargo/config.toml`',
  );
  assert.equal(
    resolve(worldFor(t, { registry: 'one' }), { index: ONE }).index.definition,
    undefined,
  );
});

test('`tokenVariable` returns the variable that cargo prefers to a stored token', (t) => {
  const variableOf = (scene: Partial<Scene>) => tokenVariable(resolve(worldFor(t, scene), {}));
  assert.equal(variableOf({}), 'CARGO_REGISTRY_TOKEN');
  const file = configured(defined({ 'my-reg': ONE }));
  assert.equal(variableOf({ registry: 'my-reg', ...file }), 'CARGO_REGISTRIES_MY_REG_TOKEN');
  const other = { registry: 'my-reg', env: { CARGO_REGISTRIES_OTHER_INDEX: ONE }, ...file };
  assert.equal(variableOf(other), 'CARGO_REGISTRIES_OTHER_TOKEN');
});
