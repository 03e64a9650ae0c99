// Generated scenes: configuration that cargo could meet, mostly sound, near the edges of its rules.

import fc from 'fast-check';
import { KEEPER, PASSER } from './outcome.ts';
import type { Scene } from './world.ts';

/** What a scene can name that really exists. */
export interface Surroundings {
  /** Index URLs of registries that anyone may read. */
  readonly open: readonly string[];
  /** The index URL of a registry that asks for a token even for its index. */
  readonly guarded: string;
  /** Folders with a git index, if there is a git to make them. */
  readonly repositories: readonly string[];
}

interface Setting {
  readonly key: string;
  readonly value: string;
}

type Settings = fc.Arbitrary<readonly Setting[]>;

const NAMES = ['alpha', 'beta', 'my-reg', 'my_reg', 'Alpha', 'é', '__proto__', 'constructor'];
const SOURCES = ['crates-io', 's1', 's2'];
const KEEPER_PATH = '{ROOT}/bin/keeper';

const quote = (text: string) => JSON.stringify(text);

/** Returns the usual values mostly, and a rare one once in so many times. */
function mostly<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, times: number): fc.Arbitrary<T> {
  return fc.oneof({ weight: times - 1, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Values for `registries.NAME.index`. */
function indexes({ open, guarded, repositories }: Surroundings): fc.Arbitrary<string> {
  const [first = ''] = open;
  const git = repositories.flatMap((folder) => [`file://${folder}`, `file://${folder}/`]);
  const sound = [...open, ...open, ...open, ...open, guarded, ...git].map(quote);
  const cratesIo = [
    'https://github.com/rust-lang/crates.io-index',
    'https://GitHub.com/rust-lang/crates.io-index',
    'https://github.com/Rust-Lang/crates.io-index.git',
    'sparse+https://index.crates.io/',
  ].map(quote);
  const odd = [
    first.slice(0, -1),
    first.replace('http:', 'HTTP:'),
    first.replace('127.0.0.1', 'user@127.0.0.1'),
    first.replace('127.0.0.1', 'user:word@127.0.0.1'),
    first.replace('127.0.0.1', 'user:@127.0.0.1'),
    'sparse+https:///',
    'sparse+example.com:index/',
    'git@example.com:index.git',
    'example.com:index',
    'index',
    '',
    'https://',
    'https://exa mple.com/',
    'https://example.com:99999/',
    'file:repository',
    ' https://example.com:443/x/../y ',
  ].map(quote);
  const usual = mostly(oneOf(...sound), oneOf(...cratesIo), 15);
  return mostly(usual, oneOf(...odd, '5', 'true', '["a"]', '{}'), 20);
}

const providers = mostly(
  oneOf('cargo:token', 'cargo:token', 'cargo:token x', KEEPER_PATH, 'nick', 'tools/keeper', 'tall'),
  oneOf('cargo:wincred', 'cargo:paseto', 'cargo:token-from-stdout', 'none', '', ' '),
  8,
);
const providerValue = mostly(providers.map(quote), oneOf('5', 'false', '{ a = "b" }'), 15);
// Lists of programs replace each other only in theory: cargo forgets which key it is at when a
// table has other keys in common, and then joins them. So only one file has such lists.
const providerList = oneOf(
  '["cargo:token"]',
  '["{ROOT}/bin/keeper", "a"]',
  '[]',
  '["nick"]',
  '["cargo:token", 1]',
);
const globalProviders = mostly(
  oneOf(
    '["cargo:token"]',
    '["{ROOT}/bin/keeper"]',
    '["{ROOT}/bin/keeper", "cargo:token"]',
    '["cargo:token", "{ROOT}/bin/keeper"]',
    '["cargo:token", "{ROOT}/bin/passer"]',
    '["cargo:token", "cargo:wincred", "cargo:macos-keychain"]',
    '["cargo:token x y"]',
    '["nick"]',
    '[]',
  ),
  oneOf('"cargo:token"', '[5]', '["none"]', '[""]'),
  8,
);

const name = oneOf(...NAMES, 'alpha', 'alpha', 'beta', 'my-reg', 'my-reg');
const key = (...parts: readonly string[]) =>
  parts.map((part) => (/^[A-Za-z0-9_-]+$/.test(part) ? part : quote(part))).join('.');

function setting(
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<string>,
  weight: number,
): fc.WeightedArbitrary<Setting> {
  return { weight, arbitrary: fc.record({ key: keys, value: values }) };
}

function anySetting(surroundings: Surroundings, lists: boolean): fc.Arbitrary<Setting> {
  const inRegistry = (last: string) => name.map((part) => key('registries', part, last));
  const ofOwn = lists ? fc.oneof(providerValue, providerList) : providerValue;
  return fc.oneof(
    setting(inRegistry('index'), indexes(surroundings), 30),
    setting(inRegistry('credential-provider'), ofOwn, 5),
    setting(inRegistry('token'), mostly(oneOf('"old"'), oneOf('5'), 5), 2),
    setting(inRegistry('protocol'), mostly(oneOf('"sparse"', '"git"'), oneOf('5'), 5), 1),
    setting(
      fc.constant('registry.default'),
      mostly(name.map(quote), oneOf('"crates-io"', '"no"', '"1"', '""', '5'), 6),
      6,
    ),
    setting(fc.constant('registry.global-credential-providers'), globalProviders, 3),
    setting(fc.constant('registry.credential-provider'), ofOwn, 2),
    setting(
      oneOf('registry.token', 'registry.secret-key'),
      mostly(oneOf('"old"'), oneOf('5'), 5),
      3,
    ),
    setting(
      oneOf('credential-alias.nick', 'credential-alias.tall', 'credential-alias."cargo:token"'),
      ofOwn,
      4,
    ),
    setting(
      fc.constant('registries.crates-io.protocol'),
      mostly(oneOf('"sparse"', '"git"'), oneOf('"x"'), 4),
      1,
    ),
    setting(fc.constant('source.crates-io.replace-with'), replacement, 2),
    setting(oneOf('term.quiet', 'term.verbose'), mostly(booleans, oneOf('5'), 5), 2),
    setting(
      fc.constant('term.color'),
      mostly(oneOf('"never"', '"always"'), oneOf('"red"', '5'), 5),
      1,
    ),
    setting(oneOf('x', 'x.y'), mostly(oneOf('1'), oneOf('["l"]', '1.5'), 5), 2),
    { weight: 2, arbitrary: sourceSetting(surroundings) },
    setting(
      oneOf('registries', 'registry', 'include', 'registry.index'),
      oneOf('"https://example.com"', '1'),
      1,
    ),
  );
}

function sourceSetting({ open }: Surroundings): fc.Arbitrary<Setting> {
  const ofSource = (last: string) => oneOf(...SOURCES).map((part) => key('source', part, last));
  const urls = mostly(
    oneOf(...open.map(quote)),
    oneOf('"sparse+http://127.0.0.1:9"', '"no url"'),
    6,
  );
  return fc.oneof(
    setting(fc.constant('source.s1.replace-with'), oneOf('"s2"', '"crates-io"', '"beta"', '5'), 1),
    setting(ofSource('directory'), oneOf('"vendor"'), 1),
    setting(ofSource('local-registry'), oneOf('"/local"'), 1),
    setting(ofSource('git'), oneOf('"https://example.com/r"', '"no url"'), 1),
    setting(ofSource('branch'), oneOf('"main"'), 1),
    setting(oneOf('source.s1.registry', 'source.s2.registry'), urls, 5),
  );
}

const booleans = oneOf('true', 'false');
const replacement = oneOf('"s1"', '"s2"', '"alpha"', '"my-reg"', '"nowhere"', '"crates-io"', '5');

/** Writes settings as a file, the first of those that contradict each other. */
function fileOf(settings: readonly Setting[]): string {
  const kept: Setting[] = [];
  for (const candidate of settings) {
    const clashes = kept.some(
      ({ key: other }) =>
        `${other}.`.startsWith(`${candidate.key}.`) || `${candidate.key}.`.startsWith(`${other}.`),
    );
    if (!clashes) kept.push(candidate);
  }
  return kept.map(({ key: left, value }) => `${left} = ${value}\n`).join('');
}

function settingsOf(surroundings: Surroundings, lists: boolean, most: number): Settings {
  return fc.array(anySetting(surroundings, lists), { maxLength: most });
}

const broken = oneOf('a =', '[registry', 'a = 1\na = 2', 'a = "\\q"', 'a = 1979-05-27', '\u0000');

/** Files of the tree that may be there; the last ones are only reached by `include`. */
const PLACES = [
  'w/.cargo/config.toml',
  'w/a/.cargo/config.toml',
  'w/a/b/.cargo/config.toml',
  'w/a/.cargo/config',
  'home/.cargo/config.toml',
  'w/.cargo/more.toml',
  'w/a/.cargo/more.toml',
  'extra.toml',
] as const;

const include = mostly(
  oneOf(
    '"more.toml"',
    '{ path = "more.toml" }',
    '"./more.toml"',
    '{ path = "no.toml", optional = true }',
  ),
  oneOf(
    '{ path = "more.toml", optional = 1 }',
    '"no.toml"',
    '"config.toml"',
    '"more.txt"',
    '"*.toml"',
    '{ optional = true }',
    '5',
  ),
  6,
);

/** Registries that most scenes have, each with an index of its own. */
function usualRegistries({ open }: Surroundings): Settings {
  const names = fc.shuffledSubarray(['alpha', 'beta', 'my-reg'], { minLength: 1 });
  const registries = names.map((found) =>
    found.map((part, index) => ({
      key: key('registries', part, 'index'),
      value: quote(open[index] ?? ''),
    })),
  );
  return mostly<readonly Setting[]>(registries, fc.constant([]), 6);
}

function content(surroundings: Surroundings, base: Settings, lists: boolean): fc.Arbitrary<string> {
  const includes = mostly<readonly string[]>(
    fc.constant([]),
    fc.array(include, { maxLength: 2 }),
    5,
  );
  const settings = settingsOf(surroundings, lists, 3);
  const text = fc.tuple(includes, settings, base).map(([paths, own, more]) => {
    const value = `[${paths.join(', ')}]`;
    return fileOf([...(paths.length === 0 ? [] : [{ key: 'include', value }]), ...own, ...more]);
  });
  return mostly(text, broken, 60);
}

function files(surroundings: Surroundings): fc.Arbitrary<Readonly<Record<string, string>>> {
  const none = fc.constant(undefined);
  const entries = PLACES.map((place, index) => {
    const base = index === 0 ? usualRegistries(surroundings) : fc.constant([]);
    const text = content(surroundings, base, index === 0);
    const found = index < 2 ? mostly(text, none, 8) : mostly(none, text, 4);
    return found.map(
      (written) => [place, written ?? (INCLUDED.test(place) ? '' : undefined)] as const,
    );
  });
  return fc
    .tuple(...entries)
    .map((all) =>
      Object.fromEntries(
        all.flatMap(([place, text]) => (text === undefined ? [] : [[place, text]])),
      ),
    );
}

const INCLUDED = /more|extra/;

function credentials(surroundings: Surroundings): fc.Arbitrary<string | undefined> {
  const settings = settingsOf(surroundings, false, 2).map(fileOf);
  const legacy = oneOf('token = "old"\n', 'token = "old"\n[registry]\n');
  const text = mostly(mostly(settings, legacy, 8), broken, 25);
  return mostly(fc.constant(undefined), text, 3);
}

function variables(surroundings: Surroundings): fc.Arbitrary<Readonly<Record<string, string>>> {
  const unquoted = indexes(surroundings).map((text) => text.replace(/^"(.*)"$/, '$1'));
  const spelt = oneOf('ALPHA', 'ALPHA', 'BETA', 'MY_REG', 'MY_REG', 'alpha', 'MY-REG', 'MY');
  const pair = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<string>, weight: number) => ({
    weight,
    arbitrary: fc.tuple(keys, values),
  });
  const ofRegistry = (last: string) => spelt.map((part) => `CARGO_REGISTRIES_${part}_${last}`);
  const variable = fc.oneof(
    pair(ofRegistry('INDEX'), unquoted, 8),
    pair(ofRegistry('CREDENTIAL_PROVIDER'), providers, 3),
    pair(ofRegistry('TOKEN'), oneOf('', 'other'), 2),
    pair(oneOf('SECRET_KEY_SUBJECT', 'INDEX_TOKEN', 'TOKEN_X').chain(ofRegistry), oneOf('x'), 1),
    pair(fc.constant('CARGO_REGISTRY_DEFAULT'), name, 4),
    pair(fc.constant('CARGO_REGISTRY_DEFAULT'), oneOf('', 'crates-io', 'true', '5'), 1),
    pair(
      fc.constant('CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS'),
      oneOf('cargo:token', 'cargo:token {ROOT}/bin/keeper', 'nick', '', '{ROOT}/bin/passer'),
      2,
    ),
    pair(fc.constant('CARGO_REGISTRY_CREDENTIAL_PROVIDER'), providers, 2),
    pair(oneOf('CARGO_CREDENTIAL_ALIAS_NICK', 'CARGO_CREDENTIAL_ALIAS_TALL'), providers, 2),
    pair(fc.constant('CARGO_CREDENTIAL_ALIAS_CARGO:TOKEN'), oneOf(KEEPER_PATH), 1),
    pair(oneOf('CARGO_TERM_QUIET', 'CARGO_TERM_VERBOSE'), oneOf('true', 'false', 'x'), 1),
    pair(fc.constant('CARGO_TERM_COLOR'), oneOf('never', 'always', 'blue'), 1),
    pair(fc.constant('CARGO_TERM_PROGRESS_WHEN'), oneOf('never', 'always', 'x'), 1),
    pair(oneOf('CARGO_SOURCE_s1_REGISTRY'), oneOf(...surroundings.open), 1),
    pair(oneOf('CARGO_HOME'), oneOf('', '{ROOT}/w/.cargo', '{ROOT}/linked', '../ch', 'ch'), 2),
  );
  return fc.array(variable, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
}

function cliArguments(surroundings: Surroundings): fc.Arbitrary<readonly string[]> {
  const sound = anySetting(surroundings, false).map(({ key: left, value }) => `${left}=${value}`);
  const odd = oneOf(
    '{ROOT}/extra.toml',
    '.cargo/config.toml',
    'registries.alpha.token="x"',
    'registry.token="x"',
    'registries.alpha={ index = "x" }',
    '[registry]\ndefault = "alpha"',
    'registry.default="alpha" # why',
    'registry . "default" = \'alpha\'',
    'a=1\nb=2',
    'include=["{ROOT}/extra.toml"]',
    '',
  );
  const argument = fc.oneof({ weight: 8, arbitrary: sound }, { weight: 1, arbitrary: odd });
  return fc.array(argument, { maxLength: 2 });
}

/** Scenes to try, as a generator of them. */
export function scenes(surroundings: Surroundings): fc.Arbitrary<Scene> {
  const registry = fc.oneof(
    { weight: 12, arbitrary: oneOf('alpha', 'alpha', 'beta', 'my-reg', 'my-reg') },
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: oneOf('crates-io') },
    { weight: 2, arbitrary: oneOf(...NAMES, 'crates.io', 'CRATES-IO', '1a', '', 'a b', 'no') },
  );
  return fc
    .record({
      files: files(surroundings),
      credentials: credentials(surroundings),
      cwd: oneOf('w', 'w/a', 'w/a/b', 'link/b'),
      env: fc.oneof(fc.constant({}), variables(surroundings)),
      cliArgs: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: cliArguments(surroundings) },
      ),
      registry,
    })
    .map(({ files: tree, credentials: text, ...rest }) => ({
      ...rest,
      home: 'home',
      files: {
        'bin/keeper': KEEPER,
        'bin/passer': PASSER,
        'w/tools/keeper': KEEPER,
        'w/a/b/here': '',
        ...tree,
        ...(text === undefined ? {} : { 'home/.cargo/credentials.toml': text }),
      },
      links: { link: 'w/a', linked: 'w/.cargo' },
    }));
}
