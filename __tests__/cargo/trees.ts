// Generates scenes: configuration trees, mostly valid, some at the edges of cargo's rules.

import fc from 'fast-check';
import { KEEPER, PASSER } from './login.ts';
import {
  anySetting,
  fileOf,
  indexes,
  KEEPER_PATH,
  key,
  mostly,
  NAMES,
  name,
  oneOf,
  providers,
  quote,
  type Setting,
  type Settings,
  type Surroundings,
  settingsOf,
} from './settings.ts';
import type { Scene } from './world.ts';

const broken = oneOf('a =', '[registry', 'a = 1\na = 2', 'a = "\\q"', 'a = 1979-05-27', '\u0000');

/** Files that a tree can have. The last ones are only reached by `include`. */
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

/** Returns a generator of scenes. */
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
