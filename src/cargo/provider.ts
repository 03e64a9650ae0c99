import type { TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';
import { type Config, type Definition, describe, type Found, wrongType } from './config.ts';
import type { Registry } from './registry.ts';

const TOKEN = 'cargo:token';
const FROM_STDOUT = 'cargo:token-from-stdout';
/** Each works on one operating system. On others it passes every request to the next provider. */
const KEYCHAINS = ['cargo:libsecret', 'cargo:macos-keychain', 'cargo:wincred'];
const GLOBAL = ['registry', 'global-credential-providers'];

/** Who keeps a registry's token. */
export type Keeper =
  | {
      readonly kind: 'file';
      /** The setting that led to the file; `undefined` when no provider is configured. */
      readonly definition: Definition | undefined;
      /**
       * The `credential-provider` to write beside the token, if later cargo commands need it. It is
       * a string or a list, as in the configuration files: cargo refuses to merge the two forms.
       */
      readonly provider: string | readonly string[] | undefined;
    }
  | {
      readonly kind: 'program';
      /** Programs with their arguments, in the order in which cargo asks them. */
      readonly providers: readonly (readonly string[])[];
      readonly definition: Definition;
    };

type Words = Found<readonly string[]>;

/**
 * Returns who keeps the token of the registry: its own `credential-provider`, else the providers of
 * `registry.global-credential-providers` from last to first, else the credentials file. Source:
 * `credential_provider` in cargo's src/util/auth/mod.rs. Throws UserError for a provider of the
 * wrong type, and for `cargo:token-from-stdout`, which stores no token.
 */
export function resolveProvider(config: Config, registry: Registry): Keeper {
  const key = ownKey(registry.names.at(-1));
  const own = config.get(...key);
  const words = own === undefined ? globalProviders(config) : [wordsOf(own, key)];
  const [chosen] = words;
  if (chosen === undefined) return inFile(config, registry, undefined);
  const { definition } = chosen;
  const providers = words.map(({ value }) => withoutAlias(config, value));
  // Keychains of a global list are skipped if `cargo:token` is the first other provider. The list
  // that Cargo's book recommends then works on a machine without a desktop.
  const others = providers.filter(
    ([program = '']) => own !== undefined || !KEYCHAINS.includes(program),
  );
  if (others[0]?.[0] === TOKEN) return inFile(config, registry, definition);
  if (providers[0]?.[0] === FROM_STDOUT) {
    throw new UserError(
      `\`${registry.name}\` gets its token from a program whenever Cargo needs one (\`${FROM_STDOUT}\` in ` +
        `${describe(definition)}), so it needs no login. Remove this step, ` +
        `or set \`${key.join('.')}\` to \`${TOKEN}\` to store a token.`,
    );
  }
  return { kind: 'program', providers, definition };
}

/** @param name the name in `[registries]`; `undefined` for crates.io */
function ownKey(name: string | undefined): readonly string[] {
  return [...(name === undefined ? ['registry'] : ['registries', name]), 'credential-provider'];
}

/** Returns the entries of all global lists, in the order in which cargo asks them. */
function globalProviders(config: Config): readonly Words[] {
  return config.all(...GLOBAL).flatMap(({ value, definition }) => {
    const isList = Array.isArray(value) || definition.kind === 'environment';
    const list = isList ? stringsIn(value) : undefined;
    if (list === undefined) throw wrongType(GLOBAL, 'a list of strings', definition);
    return list.map((text) => ({ value: split(text), definition })).reverse();
  });
}

function wordsOf({ value, definition }: Found, key: readonly string[]): Words {
  const words = stringsIn(value) ?? [];
  if (words.length > 0) return { value: words, definition };
  throw wrongType(key, 'a provider: a string or a list of strings', definition);
}

function stringsIn(value: TomlValue): readonly string[] | undefined {
  if (typeof value === 'string') return split(value);
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value : undefined;
}

function split(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Returns a provider with its alias resolved (cargo's `resolve_credential_alias`). */
function withoutAlias(config: Config, words: readonly string[]): readonly string[] {
  const [name = '', ...args] = words;
  if (name.startsWith('cargo:') || args.length > 0) return words;
  const alias = config.get('credential-alias', name);
  const found = alias === undefined ? [] : (stringsIn(alias.value) ?? []);
  // Cargo ignores an alias that it cannot read.
  return found.length > 0 ? found : words;
}

function inFile(config: Config, registry: Registry, definition: Definition | undefined): Keeper {
  const names = registry.kind === 'crates-io' ? [undefined] : registry.names;
  const own = names
    .flatMap((name) => config.all(...ownKey(name)))
    .filter((found) => found.definition.kind === 'file')
    .map(({ value }) => value);
  const form = own.some((value) => Array.isArray(value)) ? [TOKEN] : TOKEN;
  // crates.io needs it only if another provider is configured, which later commands could ask.
  const isNeeded =
    registry.kind === 'alternate' ||
    [...own.flat(), ...globalProviders(config).map(({ value }) => value[0])].some(
      (program) => program !== TOKEN,
    );
  return { kind: 'file', definition, provider: isNeeded ? form : undefined };
}
