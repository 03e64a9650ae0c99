// Who keeps a token: the credentials file or a program, and what must stand beside the token.

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

/** A scene, and what is to stand beside the token. */
const IN_FILE: Readonly<Record<string, readonly [Partial<Scene>, string | readonly string[] | undefined]>> = {
  'by default': [config(''), 'cargo:token'],
  'the registry’s own': [config(`${OWN} = "cargo:token"`), 'cargo:token'],
  'the registry’s own, as a list': [config(`${OWN} = ["cargo:token"]`), ['cargo:token']],
  'from a variable of the step only (B1)': [{ ...config(''), env: { [ACME]: 'cargo:token' } }, 'cargo:token'],
  'from a variable, over a list in a file': [{ ...config(`${OWN} = ["vault"]`), env: { [ACME]: 'cargo:token' } }, ['cargo:token']],
  'from a line, over a string in a file (B3)': [{ ...config(`${OWN} = "vault"`), cliArgs: [`${OWN}="cargo:token"`] }, 'cargo:token'],
  'a line with a list, over a string in a file: the form of the file': [{ ...config(`${OWN} = "vault"`), cliArgs: [`${OWN}=["cargo:token"]`] }, 'cargo:token'],
  'a line over the list in Cargo’s book (B3)': [{ ...config(BOOK), cliArgs: [`${OWN}="cargo:token"`] }, 'cargo:token'],
  'the list in Cargo’s book (B2)': [config(BOOK), 'cargo:token'],
  'a global list, the last of which is the file': [config(`${GLOBAL} = ["vault", "cargo:token"]`), 'cargo:token'],
  'a global list that is empty': [config(`${GLOBAL} = []`), 'cargo:token'],
  'a global list, one of another system last': [config(`${GLOBAL} = ["vault", "cargo:token", "${foreign}"]`), 'cargo:token'],
  'an alias': [config(`${OWN} = "mine"\ncredential-alias.mine = "cargo:token"`), 'cargo:token'],
  'in the owner’s credentials file': [
    { files: { 'w/.cargo/config.toml': `${INDEX}${OWN} = "vault"`, 'home/.cargo/credentials.toml': `${OWN} = "cargo:token"` } },
    'cargo:token',
  ],
  'as a list in the owner’s credentials file': [
    { files: { 'w/.cargo/config.toml': INDEX, 'home/.cargo/credentials.toml': `${OWN} = ["cargo:token"]` } },
    ['cargo:token'],
  ],
  'crates.io, by default': [{ registry: 'crates-io' }, undefined],
  'crates.io, its own': [{ registry: 'crates-io', ...config('registry.credential-provider = "cargo:token"') }, undefined],
  'crates.io, a global list that names nothing else': [{ registry: 'crates-io', ...config(`${GLOBAL} = ["cargo:token"]`) }, undefined],
  'crates.io, the list in Cargo’s book': [{ registry: 'crates-io', ...config(BOOK) }, 'cargo:token'],
  'crates.io, a line over a file': [
    {
      registry: 'crates-io',
      ...config('registry.credential-provider = "vault"'),
      cliArgs: ['registry.credential-provider="cargo:token"'],
    },
    'cargo:token',
  ],
  'the index from a variable: the form for the name in the file': [
    { registry: 'my-reg', files: { 'w/.cargo/config.toml': 'registries.my-reg.credential-provider = ["vault"]' }, env: { CARGO_REGISTRIES_MY_REG_INDEX: 'sparse+https://x.example/' } },
    ['cargo:token'],
  ],
}; // biome-ignore format: a table

for (const [name, [scene, expected]] of Object.entries(IN_FILE)) {
  test(`in the file: ${name}`, (t) => {
    const { kind, ...keeper } = keeperOf(worldFor(t, scene));
    assert.equal(kind, 'file');
    assert.deepEqual({ ...keeper, definition: 0 }, { definition: 0, provider: expected });
  });
}

const PROGRAMS: Readonly<Record<string, readonly [Partial<Scene>, readonly (readonly string[])[]]>> = {
  'the registry’s own, a string': [config(`${OWN} = "vault --team  work"`), [['vault', '--team', 'work']]],
  'the registry’s own, a list': [config(`${OWN} = ["vault", "a b"]`), [['vault', 'a b']]],
  'a variable': [{ ...config(''), env: { [ACME]: 'vault --work' } }, [['vault', '--work']]],
  'a line': [{ ...config(`${OWN} = "cargo:token"`), cliArgs: [`${OWN}="vault"`] }, [['vault']]],
  'an alias': [
    { files: { 'w/.cargo/config.toml': `${INDEX}${OWN} = "mine"`, 'home/.cargo/config.toml': 'credential-alias.mine = ["bin/vault", "x"]' } },
    [['bin/vault', 'x']],
  ],
  'an alias from a variable': [{ ...config(`${OWN} = "mine"`), env: { CARGO_CREDENTIAL_ALIAS_MINE: 'vault y' } }, [['vault', 'y']]],
  'no alias where there are arguments': [config(`${OWN} = "mine x"\ncredential-alias.mine = "vault"`), [['mine', 'x']]],
  'an alias that cargo cannot read': [config(`${OWN} = "mine"\ncredential-alias.mine = 5`), [['mine']]],
  'a keychain that is the registry’s own': [config(`${OWN} = "${here}"`), [[here]]],
  'cargo:paseto': [config(`${OWN} = "cargo:paseto"`), [['cargo:paseto']]],
  'the global list, last first': [config(`${GLOBAL} = ["cargo:token", "one a", "two"]`), [['two'], ['one', 'a'], ['cargo:token']]],
  'the global list, a keychain last, with a program between': [
    config(`${GLOBAL} = ["cargo:token", "vault", "${here}"]`),
    [[here], ['vault'], ['cargo:token']],
  ],
  'the global list without the file': [config(`${GLOBAL} = ["vault", "${here}"]`), [[here], ['vault']]],
  'the lists of all layers': [
    {
      files: { 'w/.cargo/config.toml': `${INDEX}${GLOBAL} = ["near"]`, 'home/.cargo/config.toml': `${GLOBAL} = ["far"]` },
      env: { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'variable-1 variable-2' },
      cliArgs: [`${GLOBAL}=["line"]`],
    },
    [['line'], ['variable-2'], ['variable-1'], ['near'], ['far']],
  ],
  'crates.io': [{ registry: 'crates-io', ...config('registry.credential-provider = "vault"') }, [['vault']]],
  'not that of crates.io': [config(`registry.credential-provider = "cargo:token"\n${GLOBAL} = ["vault"]`), [['vault']]],
}; // biome-ignore format: a table

for (const [name, [scene, expected]] of Object.entries(PROGRAMS)) {
  test(`a program: ${name}`, (t) => {
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
  'another type': [`${OWN} = 5`, `\`${OWN}\` in \`{ROOT}/w/.cargo/config.toml\` must be a provider: a string or a list of strings`],
  'a list of another type': [`${OWN} = ["cargo:token", 1]`, /must be a provider: a string or a list of strings$/],
  'an empty list': [`${OWN} = []`, /must be a provider: a string/],
  'an empty string': [`${OWN} = " "`, /must be a provider: a string/],
  'a global list that is none': [`${GLOBAL} = "vault"`, `\`${GLOBAL}\` in \`{ROOT}/w/.cargo/config.toml\` must be a list of strings`],
  'a global list of another type': [`${GLOBAL} = [1]`, /must be a list of strings/],
  'cargo:token-from-stdout (B6)': [
    `${OWN} = "cargo:token-from-stdout aws codeartifact get-authorization-token"`,
    '`acme` gets its token from a program whenever Cargo needs one (`cargo:token-from-stdout` in `{ROOT}/w/.cargo/config.toml`), so it needs no login. ' +
      `Remove this step, or to store a token, set \`${OWN}\` to \`cargo:token\` instead.`,
  ],
  'cargo:token-from-stdout in a global list': [`${GLOBAL} = ["cargo:token-from-stdout x"]`, /so it needs no login/],
}; // biome-ignore format: a table

for (const [name, [text, message]] of Object.entries(REFUSED)) {
  test(`refused: ${name}`, (t) => {
    const world = worldFor(t, config(text));
    const shown = refusal(world, () => keeperOf(world));
    if (typeof message === 'string') assert.equal(shown, message);
    else assert.match(shown, message);
  });
}

test('who keeps the token comes with the place that says so', (t) => {
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
