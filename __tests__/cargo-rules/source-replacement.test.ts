// `[source]`: where crates.io is replaced by another source, and what cargo refuses there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveRegistry } from '../../src/cargo/registry.ts';
import { load, refusal, worldFor } from './world.ts';

const MAIN = 'w/.cargo/config.toml';
const ONE = 'sparse+https://one.example/';
const WHERE = '(`source.crates-io` in {ROOT}/w/.cargo/config.toml)';

function resolve(t: Parameters<typeof worldFor>[0], text: string, name?: string) {
  const world = worldFor(t, { files: { [MAIN]: text } });
  return { world, step: () => resolveRegistry(load(world), name) };
}

for (const [title, text, name, expected] of [
  [
    'sources that replace nothing',
    `[source.s]\nregistry = "${ONE}"\n[source.t]\ndirectory = "d"`,
    undefined,
    'crates-io',
  ],
  ['crates-io itself', 'source.crates-io = {}', undefined, 'crates-io'],
  [
    'crates-io with its own index',
    'source.crates-io.registry = "sparse+https://index.crates.io/"',
    undefined,
    'crates-io',
  ],
  ['crates-io by git', 'registries.crates-io.protocol = "git"', undefined, 'crates-io'],
  [
    'a registry that a source replaces',
    `registries.one.index = "${ONE}"\n[source.s]\nregistry = "${ONE}"\nreplace-with = "t"\n[source.t]\ndirectory = "d"`,
    'one',
    'one',
  ],
  [
    'sources that differ in their reference, or in their kind',
    [
      '[source.a]\ngit = "https://a/b"',
      '[source.b]\ngit = "https://a/b"\nbranch = "x"',
      '[source.c]\ngit = "https://a/b"\ntag = "x"',
      '[source.d]\ngit = "https://a/b"\nrev = "x"',
      '[source.e]\ngit = "https://a/b"\nrev = "y"',
      '[source.f]\nregistry = "https://a/b"',
      '[source.g]\ndirectory = "/d"',
      '[source.h]\nlocal-registry = "/d"',
    ].join('\n'),
    undefined,
    'crates-io',
  ],
  [
    'a replaced crates-io that is asked for',
    'source.crates-io.replace-with = "t"\nsource.t.directory = "d"',
    'crates-io',
    'crates-io',
  ],
] as const) {
  test(`fine: ${title}`, (t) => {
    assert.equal(resolve(t, text, name).step().name, expected);
  });
}

test('fine: a source by a variable, which is spelt as in the file', (t) => {
  const files = { [MAIN]: 'source.s = {}' };
  const found = worldFor(t, { files, env: { CARGO_SOURCE_s_REGISTRY: ONE } });
  assert.equal(resolveRegistry(load(found), undefined).name, 'crates-io');
  const wrong = worldFor(t, { files, env: { CARGO_SOURCE_S_REGISTRY: ONE } });
  assert.match(
    refusal(wrong, () => resolveRegistry(load(wrong), undefined)),
    /^no source location/,
  );
});

const ONE_INSTEAD = `crates-io is replaced with remote registry one ${WHERE};\ninclude \`registry: one\` or \`registry: crates-io\``;
const other = (source: string) =>
  `crates-io is replaced with non-remote-registry source ${source} ${WHERE};\ninclude \`registry: crates-io\` to use crates.io`;

for (const [text, message] of [
  [`source.crates-io.replace-with = "one"\nregistries.one.index = "${ONE}"`, ONE_INSTEAD],
  [
    `source.crates-io.replace-with = "s"\nsource.s = { directory = "d", replace-with = "one" }\nregistries.one.index = "${ONE}"`,
    ONE_INSTEAD,
  ],
  [`source.crates-io.replace-with = "s"\nsource.s.registry = "${ONE}"`, other('registry `s`')],
  [`source.crates-io.registry = "${ONE}"`, other('registry `crates-io`')],
  ['source.crates-io.replace-with = "s"\nsource.s.directory = "d"', other('dir {ROOT}/w/d')],
  ['source.crates-io.replace-with = "s"\nsource.s.local-registry = "/d"', other('registry `/d`')],
  ['source.crates-io.directory = "d"', other('dir {ROOT}/w/d')],
  [
    'source.crates-io = { git = "https://a/b", branch = "c" }',
    'cannot replace `crates-io` with `crates-io`, the source `crates-io` supports checksums, but `crates-io` does not\n\n' +
      'a lock file compatible with `crates-io` cannot be generated in this situation\n',
  ],
  [
    'source.crates-io.replace-with = "s"\nsource.s.git = "https://a/b"',
    'cannot replace `crates-io` with `s`, the source `crates-io` supports checksums, but `s` does not\n\n' +
      'a lock file compatible with `crates-io` cannot be generated in this situation\n',
  ],
  [
    'source.crates-io.replace-with = "s"',
    'could not find a configured source with the name `s` when attempting to lookup `crates-io` ' +
      '(configuration in `{ROOT}/w/.cargo/config.toml`)',
  ],
  [
    'source.crates-io.replace-with = "one"\nregistries.one.index = "sparse+https://a"',
    'could not find a configured source with the name `one` when attempting to lookup `crates-io` ' +
      '(configuration in `{ROOT}/w/.cargo/config.toml`)\n\nCaused by:\n' +
      '  invalid index URL for registry `one` defined in {ROOT}/w/.cargo/config.toml\n\nCaused by:\n' +
      '  sparse registry url must end in a slash `/`: sparse+https://a',
  ],
  [
    'source.crates-io.replace-with = "a b"',
    'could not find a configured source with the name `a b` when attempting to lookup `crates-io` ' +
      '(configuration in `{ROOT}/w/.cargo/config.toml`)\n\nCaused by:\n' +
      '  invalid character ` ` in registry name: `a b`, characters must be Unicode XID characters ' +
      '(numbers, `-`, `_`, or most letters)',
  ],
  [
    'source.crates-io.replace-with = "s"\nsource.s.registry = "sparse+https://a"',
    'sparse registry url must end in a slash `/`: sparse+https://a',
  ],
  [
    'source.s.git = "x"',
    'configuration key `source.s.git` specified an invalid URL ' +
      '(in {ROOT}/w/.cargo/config.toml)\n\nCaused by:\n  invalid url `x`: relative URL without a base',
  ],
  [
    'source.crates-io.replace-with = "crates-io"',
    'detected a cycle of `replace-with` sources, the source `crates-io` is eventually replaced ' +
      'with itself (configuration in `{ROOT}/w/.cargo/config.toml`)',
  ],
  [
    // Cargo does not come back from this one.
    'source.crates-io.replace-with = "s"\nsource.s = { directory = "d", replace-with = "t" }\n' +
      'source.t = { directory = "e", replace-with = "s" }',
    'detected a cycle of `replace-with` sources, the source `s` is eventually replaced ' +
      'with itself (configuration in `{ROOT}/w/.cargo/config.toml`)',
  ],
  [
    'source.s = {}',
    'no source location specified for `source.s`, need `registry`, `local-registry`, `directory`, ' +
      'or `git` defined (in {ROOT}/w/.cargo/config.toml)',
  ],
  [
    `source.s = { directory = "d", registry = "${ONE}" }`,
    'more than one source location specified for `source.s` (in {ROOT}/w/.cargo/config.toml)',
  ],
  [
    'source.s = { directory = "d", branch = "main" }',
    'source definition `source.s` specifies `branch`, but that requires a `git` key to be ' +
      'specified (in {ROOT}/w/.cargo/config.toml)',
  ],
  [
    'source.s = { directory = "d", tag = "v1" }',
    'source definition `source.s` specifies `tag`, but that requires a `git` key to be ' +
      'specified (in {ROOT}/w/.cargo/config.toml)',
  ],
  [
    'source.s = { directory = "d", rev = "abc" }',
    'source definition `source.s` specifies `rev`, but that requires a `git` key to be ' +
      'specified (in {ROOT}/w/.cargo/config.toml)',
  ],
  ...(
    [
      ['git = "https://a/b", tag = "x"', 'git = "https://a/b.git", tag = "x"', 'https://a/b?tag=x'],
      ['git = "https://a/b"', 'git = "https://a/b/"', 'https://a/b'],
      ['directory = "d"', 'directory = "./d"', 'dir {ROOT}/w/d'],
      ['local-registry = "d"', 'local-registry = "e/../d"', 'registry `{ROOT}/w/d`'],
      [`registry = "${ONE}"`, `registry = "${ONE}"`, 'registry `s`'],
    ] as const
  ).map(
    ([first, second, shown]) =>
      [
        `source.s = { ${first} }\nsource.t = { ${second} }`,
        `source \`t\` defines source ${shown}, but that source is already defined by \`s\` ` +
          '(in {ROOT}/w/.cargo/config.toml)\n' +
          'note: Sources are not allowed to be defined multiple times.',
      ] as const,
  ),
  [
    'source.s.registry = "https://github.com/Rust-Lang/crates.io-index/"',
    'source `s` defines source registry `crates-io`, but that source is already defined by ' +
      '`crates-io` (in {ROOT}/w/.cargo/config.toml)\n' +
      'note: Sources are not allowed to be defined multiple times.',
  ],
  [
    'source.s.git = { a = 1 }',
    'error in {ROOT}/w/.cargo/config.toml: could not load config key `source.s.git`\n\nCaused by:\n' +
      '  error in {ROOT}/w/.cargo/config.toml: `source.s.git` expected a string, but found a table',
  ],
  [
    'source.s.registry = "x"',
    'configuration key `source.s.registry` specified an invalid URL ' +
      '(in {ROOT}/w/.cargo/config.toml)\n\nCaused by:\n  invalid url `x`: relative URL without a base',
  ],
  [
    'source.s = 1',
    'invalid configuration for key `source.s`\n' +
      'expected a table, but found a integer for `source.s` in {ROOT}/w/.cargo/config.toml',
  ],
  [
    'source = 1',
    'invalid configuration for key `source`\n' +
      'expected a table, but found a integer for `source` in {ROOT}/w/.cargo/config.toml',
  ],
] as const) {
  test(`refused: ${text}`, (t) => {
    const { world, step } = resolve(t, text);
    assert.equal(refusal(world, step).replaceAll('\\', '/'), message);
  });
}
