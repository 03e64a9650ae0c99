// Cases that cargo refuses and the action accepts. Some go beyond `cargo login`. The others are
// mistakes in the configuration that do not affect the login and are left to later cargo commands.

import type { Surroundings } from './settings.ts';
import type { Scene, World } from './world.ts';

interface Kind {
  readonly name: string;
  /** Tells whether cargo refused because of this, judging from its message or its arguments. */
  readonly applies: (message: string, world: World) => boolean;
  /** A scene that shows it, with the registry `alpha`. */
  readonly example: (surroundings: Surroundings) => Partial<Scene>;
}

const alpha = (index = '') => `registries.alpha.index = "${index}"\n`;
const inFile = (text: string) => ({ files: { 'w/.cargo/config.toml': text } });
const withAlpha =
  (text: string) =>
  ({ open }: Surroundings) =>
    inFile(alpha(open[0]) + text);

/** Tells whether the first line of the message, the failure itself, matches. */
const says = (pattern: RegExp) => (message: string) => pattern.test(message.split('\n')[0] ?? '');
const saysAnywhere = (pattern: RegExp) => (message: string) => pattern.test(message);

export const LEFT_TO_CARGO: readonly Kind[] = [
  {
    name: 'a login needs no network and no index',
    applies: saysAnywhere(/failed to (?:fetch|query|download|update)|unable to update/i),
    example: () => inFile(alpha('sparse+http://127.0.0.1:9/')),
  },
  {
    name: 'a registry that requires authentication needs no provider before the login',
    applies: saysAnywhere(/authenticated registries require a credential-provider/),
    example: ({ guarded }) => inFile(alpha(guarded)),
  },
  {
    name: '`crates.io` is a name',
    applies: (_, { registry }) => registry === 'crates.io',
    example: () => ({ registry: 'crates.io' }),
  },
  {
    name: 'inputs are trimmed, and an empty one is not given',
    applies: (_, { registry = 'x', cliArgs }) =>
      [registry, ...cliArgs].some((text) => text !== text.trim() || /^$|\n/.test(text)),
    example: (surroundings) => ({ ...withAlpha('')(surroundings), registry: ' alpha ' }),
  },
  {
    name: 'the index of another registry',
    applies: says(/^invalid url|^expected a string.* for `registries\..*\.index`/),
    example: withAlpha('registries.beta.index = "no url"'),
  },
  {
    name: 'keys of the registry’s table that a login does not read',
    applies: says(
      /`(registry|registries\.[^.]*)\.(token|secret-key|secret-key-subject|protocol|default)`/,
    ),
    example: withAlpha('registries.alpha.protocol = 5'),
  },
  {
    name: '`registry.index`',
    applies: says(/`registry\.index`/),
    example: withAlpha('registry.index = "x"'),
  },
  {
    name: 'the protocol of crates.io',
    applies: says(/unsupported registry protocol/),
    example: withAlpha('registries.crates-io.protocol = "x"'),
  },
  {
    name: '`[source]`, where it does not decide',
    applies: says(/\bsource\b/),
    example: withAlpha('source.other.branch = "main"'),
  },
  {
    name: '`[term]`',
    applies: says(/\bterm\b|--color/),
    example: withAlpha('term = { quiet = true, verbose = true }'),
  },
  {
    name: 'files that do not merge',
    applies: saysAnywhere(/failed to merge/),
    example: ({ open }) => ({
      files: {
        'w/.cargo/config.toml': `${alpha(open[0])}x = 1\n`,
        'home/.cargo/config.toml': 'x = [1]\n',
      },
    }),
  },
  {
    name: 'a float or a date',
    applies: saysAnywhere(/unsupported TOML configuration type/),
    example: withAlpha('x = 1.5'),
  },
  {
    name: 'an `include` that is written wrongly',
    applies: saysAnywhere(/include(\[| path)/),
    example: ({ open }) => ({
      files: {
        'w/.cargo/config.toml': `include = [{ path = "a.toml", optional = 1 }]\n${alpha(open[0])}`,
        'w/.cargo/a.toml': '',
      },
    }),
  },
  {
    name: 'a `config` line that is no single value',
    applies: saysAnywhere(/which is not accepted|dotted key expression|non-whitespace decoration/),
    example: ({ open }) => ({ cliArgs: [`registries.alpha={ index = "${open[0]}" }`] }),
  },
  {
    name: 'a table that the login does not read',
    applies: says(/^expected table/),
    example: ({ open }) => ({
      files: {
        'w/.cargo/config.toml': alpha(open[0]),
        'home/.cargo/credentials.toml': 'registry = "x"\n',
      },
    }),
  },
];
