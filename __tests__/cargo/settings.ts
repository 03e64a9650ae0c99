// Generates settings for scenes: mostly valid, some at the edges of cargo's rules.

import fc from 'fast-check';

/** Existing registries and repositories that a scene can use. */
export interface Surroundings {
  /** Index URLs of registries that anyone may read. */
  readonly open: readonly string[];
  /** The index URL of a registry that requires a token even for its index. */
  readonly guarded: string;
  /** Folders with a git index. Empty without git. */
  readonly repositories: readonly string[];
}

export interface Setting {
  readonly key: string;
  readonly value: string;
}

export type Settings = fc.Arbitrary<readonly Setting[]>;

export const NAMES = [
  'alpha',
  'beta',
  'my-reg',
  'my_reg',
  'Alpha',
  'é',
  '__proto__',
  'constructor',
];
const SOURCES = ['crates-io', 's1', 's2'];
export const KEEPER_PATH = '{ROOT}/bin/keeper';

export const quote = (text: string) => JSON.stringify(text);

/** Returns a usual value, but a rare one once in so many times. */
export function mostly<T>(
  usual: fc.Arbitrary<T>,
  rare: fc.Arbitrary<T>,
  times: number,
): fc.Arbitrary<T> {
  return fc.oneof({ weight: times - 1, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

export const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Values for `registries.NAME.index`. */
export function indexes({ open, guarded, repositories }: Surroundings): fc.Arbitrary<string> {
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

export const providers = mostly(
  oneOf('cargo:token', 'cargo:token', 'cargo:token x', KEEPER_PATH, 'nick', 'tools/keeper', 'tall'),
  oneOf('cargo:wincred', 'cargo:paseto', 'cargo:token-from-stdout', 'none', '', ' '),
  8,
);
const providerValue = mostly(providers.map(quote), oneOf('5', 'false', '{ a = "b" }'), 15);
// In theory a list replaces the list of another file. In practice cargo joins them if their tables
// have other keys in common. So only one file has such lists. None names an alias, because an alias
// has no effect when arguments are joined to it.
const providerList = oneOf(
  '["cargo:token"]',
  '["{ROOT}/bin/keeper", "a"]',
  '[]',
  '["cargo:token", 1]',
);
const globalProviders = mostly(
  oneOf(
    '["cargo:token"]',
    '["{ROOT}/bin/keeper"]',
    '["{ROOT}/bin/keeper", "cargo:token"]',
    '["cargo:token", "{ROOT}/bin/keeper"]',
    '["cargo:token", "{ROOT}/bin/passer"]',
    // Cargo skips the keychains of other systems. It would use the keychain of this one.
    `["cargo:token", "${process.platform === 'darwin' ? 'cargo:wincred' : 'cargo:macos-keychain'}"]`,
    '["cargo:token x y"]',
    '["nick"]',
    '[]',
  ),
  oneOf('"cargo:token"', '[5]', '["none"]', '[""]'),
  8,
);

export const name = oneOf(...NAMES, 'alpha', 'alpha', 'beta', 'my-reg', 'my-reg');
export const key = (...parts: readonly string[]) =>
  parts.map((part) => (/^[A-Za-z0-9_-]+$/.test(part) ? part : quote(part))).join('.');

function setting(
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<string>,
  weight: number,
): fc.WeightedArbitrary<Setting> {
  return { weight, arbitrary: fc.record({ key: keys, value: values }) };
}

export function anySetting(surroundings: Surroundings, lists: boolean): fc.Arbitrary<Setting> {
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

/** Writes settings as a file. Of settings that contradict each other, it writes the first. */
export function fileOf(settings: readonly Setting[]): string {
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

export function settingsOf(surroundings: Surroundings, lists: boolean, most: number): Settings {
  return fc.array(anySetting(surroundings, lists), { maxLength: most });
}
