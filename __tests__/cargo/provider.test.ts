// Who keeps a token, the credentials file or a program, and which provider is written beside it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../src/cargo/config.ts';
import { type Keeper, resolveProvider } from '../../src/cargo/provider.ts';
import { resolveRegistry } from '../../src/cargo/registry.ts';
import { load, portable, refusal, type Scene, type World, worldFor } from './world.ts';

const INDEX = 'registries.acme.index = "sparse+https://acme.example/"\n';
const OWN = 'registries.acme.credential-provider';
const GLOBAL = 'registry.global-credential-providers';
const ACME = 'CARGO_REGISTRIES_ACME_CREDENTIAL_PROVIDER';
const BOOK = `${GLOBAL} = ["cargo:token", "cargo:libsecret", "cargo:macos-keychain", "cargo:wincred"]\n`;
const KEYCHAIN = {
  linux: 'cargo:libsecret',
  darwin: 'cargo:macos-keychain',
  win32: 'cargo:wincred',
};
const here =
  Object.entries(KEYCHAIN).find(([platform]) => platform === process.platform)?.[1] ?? '';
const foreign = here === 'cargo:wincred' ? 'cargo:libsecret' : 'cargo:wincred';

const config = (text: string) => ({ files: { 'w/.cargo/config.toml': INDEX + text } });

function keeperOf(world: World): Keeper {
  const found = load(world);
  const registry = world.registry ?? 'acme';
  return resolveProvider(
    found,
    resolveRegistry(found, { registry, index: undefined, earlier: new Map() }),
  );
}

/** A scene, and the `credential-provider` to write beside the token. */
const IN_FILE: Readonly<Record<string, readonly [Partial<Scene>, string | readonly string[] | undefined]>> = {
  'by default': [config(''), 'cargo:token'],
  'the registry’s own provider': [config(`${OWN} = "cargo:token"`), 'cargo:token'],
  'the registry’s own provider, as a list': [config(`${OWN} = ["cargo:token"]`), ['cargo:token']],
  'a variable of the step only (B1)': [{ ...config(''), env: { [ACME]: 'cargo:token' } }, 'cargo:token'],
  'a variable over a list in a file': [{ ...config(`${OWN} = ["vault"]`), env: { [ACME]: 'cargo:token' } }, ['cargo:token']],
  'a `config` line over a string in a file (B3)': [{ ...config(`${OWN} = "vault"`), cliArgs: [`${OWN}="cargo:token"`] }, 'cargo:token'],
  'a list in a `config` line over a string in a file, written as a string': [{ ...config(`${OWN} = "vault"`), cliArgs: [`${OWN}=["cargo:token"]`] }, 'cargo:token'],
  'a `config` line over the list in Cargo’s book (B3)': [{ ...config(BOOK), cliArgs: [`${OWN}="cargo:token"`] }, 'cargo:token'],
  'the list in Cargo’s book (B2)': [config(BOOK), 'cargo:token'],
  'a global list that ends with cargo:token': [config(`${GLOBAL} = ["vault", "cargo:token"]`), 'cargo:token'],
  'an empty global list': [config(`${GLOBAL} = []`), 'cargo:token'],
  'a global list that ends with a keychain of another system': [config(`${GLOBAL} = ["vault", "cargo:token", "${foreign}"]`), 'cargo:token'],
  'an alias': [config(`${OWN} = "mine"\ncredential-alias.mine = "cargo:token"`), 'cargo:token'],
  'a string in the owner’s credentials file': [
    { files: { 'w/.cargo/config.toml': `${INDEX}${OWN} = "vault"`, 'home/.cargo/credentials.toml': `${OWN} = "cargo:token"` } },
    'cargo:token',
  ],
  'a list in the owner’s credentials file': [
    { files: { 'w/.cargo/config.toml': INDEX, 'home/.cargo/credentials.toml': `${OWN} = ["cargo:token"]` } },
    ['cargo:token'],
  ],
  'crates.io, by default': [{ registry: 'crates-io' }, undefined],
  'crates.io, its own provider': [{ registry: 'crates-io', ...config('registry.credential-provider = "cargo:token"') }, undefined],
  'crates.io, a global list of only cargo:token': [{ registry: 'crates-io', ...config(`${GLOBAL} = ["cargo:token"]`) }, undefined],
  'crates.io, the list in Cargo’s book': [{ registry: 'crates-io', ...config(BOOK) }, 'cargo:token'],
  'crates.io, a `config` line over a file': [
    {
      registry: 'crates-io',
      ...config('registry.credential-provider = "vault"'),
      cliArgs: ['registry.credential-provider="cargo:token"'],
    },
    'cargo:token',
  ],
  'an index from a variable, with a list in a file under the name with a dash': [
    { registry: 'my-reg', files: { 'w/.cargo/config.toml': 'registries.my-reg.credential-provider = ["vault"]' }, env: { CARGO_REGISTRIES_MY_REG_INDEX: 'sparse+https://x.example/' } },
    ['cargo:token'],
  ],
}; // biome-ignore format: a table

for (const [name, [scene, expected]] of Object.entries(IN_FILE)) {
  test(`the file keeps the token: ${name}`, (t) => {
    const { kind, ...keeper } = keeperOf(worldFor(t, scene));
    assert.equal(kind, 'file');
    assert.deepEqual({ ...keeper, definition: 0 }, { definition: 0, provider: expected });
  });
}

const PROGRAMS: Readonly<Record<string, readonly [Partial<Scene>, readonly (readonly string[])[]]>> = {
  'the registry’s own provider, a string': [config(`${OWN} = "vault --team  work"`), [['vault', '--team', 'work']]],
  'the registry’s own provider, a list': [config(`${OWN} = ["vault", "a b"]`), [['vault', 'a b']]],
  'a variable': [{ ...config(''), env: { [ACME]: 'vault --work' } }, [['vault', '--work']]],
  'a `config` line': [{ ...config(`${OWN} = "cargo:token"`), cliArgs: [`${OWN}="vault"`] }, [['vault']]],
  'an alias': [
    { files: { 'w/.cargo/config.toml': `${INDEX}${OWN} = "mine"`, 'home/.cargo/config.toml': 'credential-alias.mine = ["bin/vault", "x"]' } },
    [['bin/vault', 'x']],
  ],
  'an alias from a variable': [{ ...config(`${OWN} = "mine"`), env: { CARGO_CREDENTIAL_ALIAS_MINE: 'vault y' } }, [['vault', 'y']]],
  'the name of an alias, but with arguments': [config(`${OWN} = "mine x"\ncredential-alias.mine = "vault"`), [['mine', 'x']]],
  'an alias with a value of the wrong type is ignored': [config(`${OWN} = "mine"\ncredential-alias.mine = 5`), [['mine']]],
  'the registry’s own provider, a keychain': [config(`${OWN} = "${here}"`), [[here]]],
  'cargo:paseto': [config(`${OWN} = "cargo:paseto"`), [['cargo:paseto']]],
  'the global list, last first': [config(`${GLOBAL} = ["cargo:token", "one a", "two"]`), [['two'], ['one', 'a'], ['cargo:token']]],
  'the global list that ends with a program and a keychain': [
    config(`${GLOBAL} = ["cargo:token", "vault", "${here}"]`),
    [[here], ['vault'], ['cargo:token']],
  ],
  'the global list without cargo:token': [config(`${GLOBAL} = ["vault", "${here}"]`), [[here], ['vault']]],
  'the lists of all layers': [
    {
      files: { 'w/.cargo/config.toml': `${INDEX}${GLOBAL} = ["near"]`, 'home/.cargo/config.toml': `${GLOBAL} = ["far"]` },
      env: { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'variable-1 variable-2' },
      cliArgs: [`${GLOBAL}=["line"]`],
    },
    [['line'], ['variable-2'], ['variable-1'], ['near'], ['far']],
  ],
  'crates.io': [{ registry: 'crates-io', ...config('registry.credential-provider = "vault"') }, [['vault']]],
  'the provider of crates.io is not used for another registry': [config(`registry.credential-provider = "cargo:token"\n${GLOBAL} = ["vault"]`), [['vault']]],
}; // biome-ignore format: a table

for (const [name, [scene, expected]] of Object.entries(PROGRAMS)) {
  test(`a program keeps the token: ${name}`, (t) => {
    const world = worldFor(t, { registry: 'acme', ...scene });
    const keeper = keeperOf(world);
    const { providers = [] } = keeper.kind === 'program' ? keeper : {};
    assert.deepEqual(
      providers.map((words) => words.map((word) => portable(word, world.root))),
      expected,
    );
  });
}

const REFUSED: Readonly<Record<string, readonly [string, string | RegExp]>> = {
  'a value of another type': [`${OWN} = 5`, `\`${OWN}\` in \`{ROOT}/w/.cargo/config.toml\` must be a provider: a string or a list of strings`],
  'a list with a value of another type': [`${OWN} = ["cargo:token", 1]`, /must be a provider: a string or a list of strings$/],
  'an empty list': [`${OWN} = []`, /must be a provider: a string/],
  'an empty string': [`${OWN} = " "`, /must be a provider: a string/],
  'a global list that is a string': [`${GLOBAL} = "vault"`, `\`${GLOBAL}\` in \`{ROOT}/w/.cargo/config.toml\` must be a list of strings`],
  'a global list with a value of another type': [`${GLOBAL} = [1]`, /must be a list of strings/],
  'cargo:token-from-stdout (B6)': [
    `${OWN} = "cargo:token-from-stdout aws codeartifact get-authorization-token"`,
    '`acme` gets its token from a program whenever Cargo needs one (`cargo:token-from-stdout` in `{ROOT}/w/.cargo/config.toml`), so it needs no login. ' +
      `Remove this step, or set \`${OWN}\` to \`cargo:token\` to store a token.`,
  ],
  'cargo:token-from-stdout in a global list': [`${GLOBAL} = ["cargo:token-from-stdout x"]`, /so it needs no login/],
}; // biome-ignore format: a table

for (const [name, [text, message]] of Object.entries(REFUSED)) {
  test(`a provider is refused: ${name}`, (t) => {
    const world = worldFor(t, config(text));
    const shown = refusal(world, () => keeperOf(world));
    if (typeof message === 'string') assert.equal(shown, message);
    else assert.match(shown, message);
  });
}

test('a provider is returned with the place that defines it', (t) => {
  const placeOf = (scene: Partial<Scene>) => {
    const { definition } = keeperOf(worldFor(t, scene));
    return definition && describe(definition);
  };
  assert.equal(placeOf(config('')), undefined);
  assert.match(placeOf(config(`${OWN} = "cargo:token"`)) ?? '', /config\.toml`$/);
  assert.match(placeOf(config(`${GLOBAL} = ["vault"]`)) ?? '', /config\.toml`$/);
  const variable = { ...config(''), env: { [ACME]: 'vault' } };
  assert.equal(placeOf(variable), `environment variable \`${ACME}\``);
});
