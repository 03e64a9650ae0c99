// Who keeps the token: the registry's own provider, the global ones, aliases, and what cargo ships.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Config } from '../../src/cargo/config.ts';
import { describe } from '../../src/cargo/definition.ts';
import { type Provider, resolveProvider } from '../../src/cargo/provider.ts';
import { resolveRegistry } from '../../src/cargo/registry.ts';
import { load, refusal, type Scene, type World, worldFor } from './world.ts';

interface Setting {
  /** Configuration of the project, to which the registry `one` is added. */
  readonly text?: string;
  readonly env?: Scene['env'];
  readonly cliArgs?: Scene['cliArgs'];
  /** Text of the credentials file. */
  readonly credentials?: string;
  /** `one` if not given. */
  readonly registry?: string;
  readonly platform?: NodeJS.Platform;
}

const MAIN = 'w/.cargo/config.toml';
const INDEX = 'registries.one.index = "sparse+https://one.example/"\n';

function worldOf(t: TestContext, { text = '', env = {}, cliArgs = [] }: Setting): World {
  return worldFor(t, { files: { [MAIN]: `${INDEX}${text}` }, env, cliArgs });
}

function configOf(world: World, { credentials, platform = 'linux' }: Setting): Config {
  const config = load(world, platform);
  const file = path.join(world.root, 'home', '.cargo', 'credentials.toml');
  return credentials === undefined ? config : config.withCredentials(credentials, file);
}

function providerOf(config: Config, { registry = 'one' }: Setting): Provider {
  return resolveProvider(config, resolveRegistry(config, registry));
}

/** Returns the provider in short: whether it is cargo:token, and in which words it was configured. */
function shortly({ root }: World, provider: Provider): unknown {
  if (provider.kind === 'token') return provider.configured ? 'token, configured' : 'token';
  return provider.providers.map((words) => words.join(' ').replaceAll(root, '{ROOT}'));
}

const GLOBAL = 'registry.global-credential-providers';
const OWN = 'registries.one.credential-provider';

const TABLE: readonly (readonly [title: string, setting: Setting, expected: unknown])[] = [
  ['nothing configured', {}, 'token'],
  ['an empty global list', { text: `${GLOBAL} = []` }, 'token'],
  ['its own', { text: `${OWN} = "cargo:token"` }, 'token, configured'],
  ['its own as a list', { text: `${OWN} = ["cargo:token"]` }, 'token, configured'],
  [
    'its own, with arguments that do not matter',
    { text: `${OWN} = "cargo:token x"` },
    'token, configured',
  ],
  ['its own program', { text: `${OWN} = "keeper -v  x"` }, ['keeper -v x']],
  ['its own program as a list', { text: `${OWN} = ["keeper", "a b"]` }, ['keeper a b']],
  [
    'its own goes before global ones',
    { text: `${OWN} = "cargo:token"\n${GLOBAL} = ["keeper"]` },
    'token, configured',
  ],
  ['that of another registry', { text: 'registries.two.credential-provider = "keeper"' }, 'token'],
  ['that of crates-io', { text: 'registry.credential-provider = "keeper"' }, 'token'],
  [
    'that of crates-io, for crates-io',
    { text: 'registry.credential-provider = "keeper"', registry: 'crates-io' },
    ['keeper'],
  ],
  [
    '`registries.crates-io` is not that of crates-io',
    { text: 'registries.crates-io.credential-provider = "keeper"', registry: 'crates-io' },
    'token',
  ],
  [
    'global ones, last first',
    { text: `${GLOBAL} = ["cargo:token", "keeper a", "other"]` },
    ['other', 'keeper a', 'cargo:token'],
  ],
  [
    'global ones, cargo:token last',
    { text: `${GLOBAL} = ["keeper", "cargo:token"]` },
    'token, configured',
  ],
  [
    'of another system: handed on',
    { text: `${GLOBAL} = ["cargo:token", "cargo:macos-keychain", "cargo:wincred"]` },
    'token, configured',
  ],
  [
    'of this system',
    { text: `${GLOBAL} = ["cargo:token", "cargo:wincred"]`, platform: 'win32' },
    ['cargo:wincred', 'cargo:token'],
  ],
  [
    'of this system too',
    { text: `${GLOBAL} = ["cargo:token", "cargo:libsecret"]` },
    ['cargo:libsecret', 'cargo:token'],
  ],
  [
    'the keychain',
    { text: `${OWN} = "cargo:macos-keychain"`, platform: 'darwin' },
    ['cargo:macos-keychain'],
  ],
  ['nothing that takes it', { text: `${OWN} = "cargo:wincred"` }, ['cargo:wincred']],
  ['paseto', { text: `${OWN} = "cargo:paseto"` }, ['cargo:paseto']],
  [
    'from a program',
    { text: `${OWN} = "cargo:token-from-stdout x y"` },
    ['cargo:token-from-stdout x y'],
  ],
  ['an empty word', { text: `${GLOBAL} = [""]` }, ['']],
  [
    'a path counts from above .cargo',
    { text: `${OWN} = "bin/keeper x/y"` },
    ['{ROOT}/w/bin/keeper x/y'],
  ],
  [
    'a path on the command line counts from the working directory',
    { cliArgs: [`${OWN}="./keeper"`] },
    ['{ROOT}/w/keeper'],
  ],
  ['an absolute path', { text: `${OWN} = "{ROOT}/keeper"` }, ['{ROOT}/keeper']],
  [
    'its own from the environment',
    { env: { CARGO_REGISTRIES_ONE_CREDENTIAL_PROVIDER: 'bin/keeper x' } },
    ['{ROOT}/w/bin/keeper x'],
  ],
  [
    'the environment replaces the file',
    {
      text: `${OWN} = ["keeper", "x"]`,
      env: { CARGO_REGISTRIES_ONE_CREDENTIAL_PROVIDER: 'cargo:token' },
    },
    'token, configured',
  ],
  [
    '--config replaces the environment',
    {
      cliArgs: [`${OWN}=["keeper"]`],
      env: { CARGO_REGISTRIES_ONE_CREDENTIAL_PROVIDER: 'cargo:token' },
    },
    ['keeper'],
  ],
  [
    'global ones of the environment join those of the file',
    {
      text: `${GLOBAL} = ["one"]`,
      env: { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'two three' },
    },
    ['three', 'two', 'one'],
  ],
  [
    'an alias',
    { text: `${OWN} = "nick"\ncredential-alias.nick = ["cargo:token"]` },
    'token, configured',
  ],
  [
    'an alias with arguments',
    { text: `${GLOBAL} = ["nick"]\ncredential-alias.nick = "bin/keeper x"` },
    ['{ROOT}/w/bin/keeper x'],
  ],
  [
    'an alias of the environment',
    { text: `${OWN} = "nick"`, env: { CARGO_CREDENTIAL_ALIAS_NICK: 'cargo:token' } },
    'token, configured',
  ],
  [
    'no alias where there are arguments',
    { text: `${OWN} = "nick x"\ncredential-alias.nick = "cargo:token"` },
    ['nick x'],
  ],
  [
    'no alias of an alias',
    { text: `${OWN} = "a"\ncredential-alias = { a = "b", b = "cargo:token" }` },
    ['b'],
  ],
  ['no alias that is empty', { text: `${OWN} = "nick"\ncredential-alias.nick = []` }, ['nick']],
  ['no alias of a wrong type', { text: `${OWN} = "nick"\ncredential-alias.nick = 1` }, ['nick']],
  [
    'credentials name it',
    { credentials: `${OWN} = "cargo:token"`, text: `${OWN} = "keeper"` },
    'token, configured',
  ],
  [
    'credentials name another',
    { credentials: `${OWN} = "keeper"`, cliArgs: [`${OWN}="cargo:token"`] },
    ['keeper'],
  ],
  [
    'credentials name one for crates-io',
    { credentials: 'registry.credential-provider = "keeper"', registry: 'crates-io' },
    ['keeper'],
  ],
  [
    'an index of the environment: cargo reads another table',
    {
      text: 'registries.my-reg.credential-provider = "keeper"',
      env: { CARGO_REGISTRIES_MY_REG_INDEX: 'https://a' },
      registry: 'my-reg',
    },
    'token',
  ],
  [
    'an index of the environment: the variable counts all the same',
    {
      env: {
        CARGO_REGISTRIES_MY_REG_INDEX: 'https://a',
        CARGO_REGISTRIES_MY_REG_CREDENTIAL_PROVIDER: 'keeper',
      },
      registry: 'my-reg',
    },
    ['keeper'],
  ],
  [
    "crates.io's index by another name: crates-io's provider",
    {
      text: 'registry.credential-provider = "keeper"\nregistries.mine.index = "sparse+https://index.crates.io/"',
      registry: 'mine',
    },
    ['keeper'],
  ],
  [
    'a registry that cargo finds no name for',
    {
      text: 'registries.mine = { index = "file:index", credential-provider = "keeper" }',
      registry: 'mine',
    },
    'token',
  ],
];

for (const [title, setting, expected] of TABLE) {
  test(title, { skip: process.platform === 'win32' && title.includes('path') }, (t) => {
    const world = worldOf(t, setting);
    const provider = providerOf(configOf(world, setting), setting);
    assert.deepEqual(shortly(world, provider), expected);
  });
}

test('what it says of a later command is without --config', (t) => {
  const world = worldOf(t, { cliArgs: [`${OWN}="cargo:token"`] });
  const config = configOf(world, {});
  const registry = resolveRegistry(config, 'one');
  assert.deepEqual(resolveProvider(config, registry), {
    kind: 'token',
    configured: true,
    definition: { kind: 'cli' },
  });
  assert.deepEqual(resolveProvider(config.withoutCli(), registry), {
    kind: 'token',
    configured: false,
  });
});

test('it says where the first of them was defined', (t) => {
  const setting = {
    text: `${GLOBAL} = ["keeper"]`,
    env: { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'x' },
  };
  const { definition } = providerOf(configOf(worldOf(t, setting), setting), setting);
  assert.equal(
    definition && describe(definition),
    'environment variable `CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS`',
  );
});

for (const [name, platform] of [
  ['cargo:wincred', 'win32'],
  ['cargo:macos-keychain', 'darwin'],
  ['cargo:libsecret', 'linux'],
] as const) {
  test(`${name} exists on ${platform}, and nowhere else`, (t) => {
    const text = `${GLOBAL} = ["cargo:token", "${name}"]`;
    for (const other of ['win32', 'darwin', 'linux'] as const) {
      const setting = { text, platform: other };
      const { kind } = providerOf(configOf(worldOf(t, setting), setting), setting);
      assert.equal(kind, other === platform ? 'cargo' : 'token', other);
    }
  });
}

test('the words of a global one are split at any blanks', (t) => {
  const setting = { text: `${GLOBAL} = [" \\tkeeper\\t -a\\n\\fb \\r"]` };
  const provider = providerOf(configOf(worldOf(t, setting), setting), setting);
  assert.deepEqual(provider.kind === 'cargo' && provider.providers, [['keeper', '-a', 'b']]);
});

test('a backslash makes a path on Windows only', (t) => {
  const world = worldOf(t, { text: `${OWN} = 'bin\\keeper'` });
  for (const [platform, program] of [
    ['win32', path.resolve(world.cwd, 'bin\\keeper')],
    ['linux', 'bin\\keeper'],
  ] as const) {
    const provider = providerOf(configOf(world, { platform }), {});
    assert.deepEqual(provider.kind === 'cargo' && provider.providers, [[program]]);
  }
});

for (const name of [
  'cargo:token',
  'cargo:paseto',
  'cargo:token-from-stdout',
  'cargo:wincred',
  'cargo:macos-keychain',
  'cargo:libsecret',
]) {
  test(`an alias does not hide ${name}, and a warning says so`, (t) => {
    const setting = { text: `${OWN} = "${name}"\ncredential-alias."${name}" = "keeper"` };
    const world = worldOf(t, setting);
    const config = configOf(world, setting);
    const provider = providerOf(config, setting);
    if (provider.kind === 'cargo') assert.deepEqual(provider.providers, [[name]]);
    else assert.deepEqual([name, provider.configured], ['cargo:token', true]);
    assert.deepEqual(config.warnings, [
      `credential-alias \`${name}\` (defined in \`${path.join(world.root, MAIN)}\`) will be ` +
        'ignored because it would shadow a built-in credential-provider',
    ]);
  });
}

test('the warning comes for a global one too, even where the registry has its own', (t) => {
  const alias = 'credential-alias."cargo:token" = "keeper"';
  const setting = { text: `${OWN} = "keeper"\n${GLOBAL} = ["cargo:token"]\n${alias}` };
  const config = configOf(worldOf(t, setting), setting);
  assert.equal(providerOf(config, setting).kind, 'cargo');
  assert.match(config.warnings.join(), /^credential-alias `cargo:token` .*built-in/);
});

test('cargo warns of no misspelt variable for a field that nothing defines', (t) => {
  const misspelt = { cargo_registries_one_token: 'x', cargo_registries_one_secret_key: 'x' };
  for (const env of [misspelt, { ...misspelt, CARGO_REGISTRIES_ONE_PROTOCOL: 'sparse' }]) {
    const config = configOf(worldOf(t, { env }), {});
    assert.deepEqual(providerOf(config, {}), { kind: 'token', configured: false });
    assert.deepEqual(config.warnings, []);
  }
});

test('a secret key that will not be used gives a warning', (t) => {
  const setting = { text: `${OWN} = "cargo:token"\nregistries.one.secret-key = "hunter2"` };
  const world = worldOf(t, setting);
  const config = configOf(world, setting);
  providerOf(config, setting);
  assert.deepEqual(config.warnings, [
    `registry \`one\` has a secret-key configured in ${path.join(world.root, MAIN)} that will be ` +
      'ignored because this registry is configured to use credential-provider `cargo:token`',
  ]);
});

test('a secret key beside global providers gives none, as in cargo', (t) => {
  const setting = { text: `${GLOBAL} = ["cargo:token"]\nregistries.one.secret-key = "hunter2"` };
  const config = configOf(worldOf(t, setting), setting);
  providerOf(config, setting);
  assert.deepEqual(config.warnings, []);
});

const FILE = '{ROOT}/w/.cargo/config.toml';
const wrong = (key: string, expected: string, found: string) =>
  `error in ${FILE}: \`${key}\` expected ${expected}, but found a ${found}`;

for (const [title, setting, message] of [
  [
    'an empty list',
    { text: `${OWN} = []` },
    `invalid length 0, expected at least one element (\`${OWN}\` in ${FILE})`,
  ],
  [
    'a blank variable',
    { env: { CARGO_REGISTRIES_ONE_CREDENTIAL_PROVIDER: ' ' } },
    `invalid length 0, expected at least one element (\`${OWN}\` in environment variable \`CARGO_REGISTRIES_ONE_CREDENTIAL_PROVIDER\`)`,
  ],
  [
    'a number',
    { text: `${OWN} = 1` },
    `error in ${FILE}: could not load config key \`${OWN}\`\n\nCaused by:\n` +
      `  invalid configuration for key \`${OWN}\`\n` +
      `  expected a string or array of strings, but found a integer for \`${OWN}\` in ${FILE}`,
  ],
  [
    'a number in a list',
    { text: `${OWN} = ["keeper", 1]` },
    `error in ${FILE}: could not load config key \`${OWN}\`\n\nCaused by:\n  ${wrong(OWN, 'string', 'integer')}`,
  ],
  [
    'a global one that is no list',
    { text: `${GLOBAL} = "cargo:token"` },
    `invalid configuration for key \`${GLOBAL}\`\nexpected a list, but found a string for \`${GLOBAL}\` in ${FILE}`,
  ],
  [
    'a number among global ones',
    { text: `${GLOBAL} = ["keeper", 1]` },
    `error in ${FILE}: failed to parse config at \`${GLOBAL}[1]\`\n\nCaused by:\n  invalid type: integer \`1\`, expected a string`,
  ],
  [
    'a table among global ones',
    { text: `${GLOBAL} = ["keeper", { a = 1 }]` },
    `error in ${FILE}: failed to parse config at \`${GLOBAL}[1]\`\n\nCaused by:\n  invalid type: map, expected a string`,
  ],
  [
    'a token that is a number',
    { text: 'registries.one.token = 1' },
    `error in ${FILE}: could not load config key \`registries.one.token\`\n\nCaused by:\n  ${wrong('registries.one.token', 'a string', 'integer')}`,
  ],
  [
    'whose key it is, a number',
    { text: 'registries.one.secret-key-subject = 1' },
    wrong('registries.one.secret-key-subject', 'a string', 'integer'),
  ],
  [
    'a protocol that is a number',
    { text: 'registries.one.protocol = 1' },
    wrong('registries.one.protocol', 'a string', 'integer'),
  ],
  [
    'a secret key that is a list, in the credentials',
    { credentials: 'registry.secret-key = []', registry: 'crates-io' },
    'error in {ROOT}/home/.cargo/credentials.toml: could not load config key `registry.secret-key`\n\n' +
      'Caused by:\n  error in {ROOT}/home/.cargo/credentials.toml: `registry.secret-key` expected a string, but found a array',
  ],
  [
    'a default that is a number, for crates-io',
    { text: 'registry.default = 1', registry: 'crates-io' },
    wrong('registry.default', 'a string', 'integer'),
  ],
  [
    'registry.index in the credentials',
    { credentials: 'registry.index = "x"', registry: 'crates-io' },
    'the `registry.index` config value is no longer supported (defined in {ROOT}/home/.cargo/credentials.toml)\n' +
      'Use `[source]` replacement to alter the default index for crates.io.',
  ],
] as const) {
  test(`refused: ${title}`, (t) => {
    const world = worldOf(t, setting);
    const shown = refusal(world, () => providerOf(configOf(world, setting), setting));
    assert.equal(shown.replaceAll('\\', '/'), message);
  });
}
