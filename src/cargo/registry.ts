import type { TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';
import { type Config, type Definition, describe, environmentSpelling } from './config.ts';

const CRATES_IO = 'crates-io';
const SPARSE = 'sparse+';
const CRATES_IO_SPARSE = `${SPARSE}https://index.crates.io/`;
const CRATES_IO_GIT = 'https://github.com/rust-lang/crates.io-index';

/** The registry that a login is for. */
export interface Registry {
  /** The name as the user gave it; `crates-io` for `crates.io`. */
  readonly name: string;
  /** As for cargo, a registry with the index of crates.io is `crates-io` under any name. */
  readonly kind: 'crates-io' | 'alternate';
  /** `definition` is `undefined` for the built-in index of crates.io and the input `index`. */
  readonly index: { readonly url: string; readonly definition: Definition | undefined };
  /**
   * The names in `[registries]` that need the token: the registry's own name, then the name that
   * cargo uses, if that is another one (rust-lang/cargo#11737). Empty for crates.io.
   */
  readonly names: readonly string[];
  /** The variable that passes the input `index` to later steps. */
  readonly exported: { readonly name: string; readonly value: string } | undefined;
  readonly warnings: readonly string[];
}

/** The inputs that select the registry, and the logins so far. */
export interface Asked {
  readonly registry: string | undefined;
  readonly index: string | undefined;
  /** The indexes of earlier logins, by registry name. */
  readonly earlier: ReadonlyMap<string, string>;
}

/**
 * Returns the registry with the given name, else that of `registry.default`, else crates.io
 * (cargo's `registry_or_index` and `get_source_id`). Throws UserError for an invalid name or URL,
 * an undefined registry, and two names with one index. Also throws it if crates.io is the default
 * but another source replaces it.
 */
export function resolveRegistry(config: Config, asked: Asked): Registry {
  const chosen = asked.registry === undefined ? config.string('registry', 'default') : undefined;
  const name = asked.registry === 'crates.io' ? CRATES_IO : (asked.registry ?? chosen?.value);
  if (name === undefined || name === CRATES_IO) return cratesIo(config, asked, name !== undefined);
  const origin = chosen && `\`registry.default\` in ${describe(chosen.definition)}`;
  checkName(name, origin ?? 'input `registry`');
  const found = indexOf(config, name, asked);
  if (found === undefined) throw undefinedRegistry(config, name, origin);
  // Cargo's `is_crates_io`
  const isCratesIo = [CRATES_IO_SPARSE, CRATES_IO_GIT].includes(found.index.url);
  const kind = isCratesIo ? 'crates-io' : 'alternate';
  const names = kind === 'crates-io' ? [] : namesOf(config, name, found);
  return { ...found, name, kind, names, warnings: warningsFor(found.index) };
}

/** Returns the environment variable that Cargo prefers to a stored token, even if it is empty. */
export function tokenVariable({ names }: Registry): string {
  const name = names.at(-1);
  return name === undefined
    ? 'CARGO_REGISTRY_TOKEN'
    : `CARGO_REGISTRIES_${environmentSpelling(name)}_TOKEN`;
}

function cratesIo(config: Config, { index }: Asked, isNamed: boolean): Registry {
  if (index !== undefined) {
    throw new UserError(
      'input `index` is for a registry other than crates.io; name that registry in `registry`',
    );
  }
  const replacement = isNamed ? undefined : config.string('source', CRATES_IO, 'replace-with');
  if (replacement !== undefined) {
    const { value, definition } = replacement;
    throw new UserError(
      `${describe(definition)} replaces crates-io with \`${value}\`, so the step must name its registry.\n` +
        `${adviceFor(config, value)}\nFor crates.io, add \`registry: ${CRATES_IO}\` to the step.`,
    );
  }
  const builtIn = { url: CRATES_IO_SPARSE, definition: undefined };
  const nothing = { names: [], exported: undefined, warnings: [] };
  return { name: CRATES_IO, kind: 'crates-io', index: builtIn, ...nothing };
}

/** A string, because V8 would take half a millisecond to compile a literal in every run. */
const UNICODE_NAME = '^[\\p{XID_Start}_][\\p{XID_Continue}-]*$';

/** Throws UserError if cargo does not accept the name (`validate_registry_name`). */
function checkName(name: string, origin: string): void {
  if (/^[A-Za-z_][\w-]*$/.test(name) || new RegExp(UNICODE_NAME, 'u').test(name)) return;
  const advice = /[:/]|.\../.test(name)
    ? "an address: use the name in `[registries.NAME]` of Cargo's configuration, " +
      'and put the URL of the index into the input `index`'
    : 'not a registry name; use a letter or `_`, then letters, digits, `-`, or `_`';
  throw new UserError(`${origin} is \`${name}\`, ${advice}`);
}

type FoundIndex = Pick<Registry, 'index' | 'exported'>;

function indexOf(config: Config, name: string, asked: Asked): FoundIndex | undefined {
  const configured = config.string('registries', name, 'index');
  const given = asked.index === undefined ? undefined : parseIndexUrl(asked.index, 'input `index`');
  if (configured === undefined) {
    const variable = `CARGO_REGISTRIES_${environmentSpelling(name)}_INDEX`;
    if (given === undefined) return undefined;
    const exported = { name: variable, value: given };
    return { index: { url: given, definition: undefined }, exported };
  }
  const { value, definition } = configured;
  const url = parseIndexUrl(value, `\`registries.${name}.index\` in ${describe(definition)}`);
  if (given === undefined || canonicalUrl(given) === canonicalUrl(url)) {
    return { index: { url, definition }, exported: undefined };
  }
  const isOurs = definition.kind === 'environment' && asked.earlier.get(name) === url;
  const by = isOurs ? `an earlier step of this action (${definition.name})` : describe(definition);
  throw new UserError(
    `input \`index\` is \`${given}\`, but ${by} sets the index of \`${name}\` to ` +
      `\`${url}\`. Correct the one that is wrong, or use another name in \`registry\`.`,
  );
}

/**
 * Returns the names that need the token. Cargo identifies a registry only by its index. It looks up
 * the name for an index in the environment first, where it finds `my_reg` instead of `my-reg`
 * (`registry_credential_config_raw_uncached`).
 */
function namesOf(config: Config, name: string, { index, exported }: FoundIndex): readonly string[] {
  const [inVariables, inFiles] = [new Set<string>(), new Set<string>()];
  if (exported !== undefined) inVariables.add(environmentSpelling(name).toLowerCase());
  for (const [key, { value, definition }] of config.indexes()) {
    const isOther = value !== index.url && canonicalUrl(value) !== canonicalUrl(index.url);
    if (isOther) continue;
    (definition.kind === 'environment' ? inVariables : inFiles).add(key);
  }
  const names = [...(inVariables.size > 0 ? inVariables : inFiles)].sort();
  if (names.length > 1) {
    throw new UserError(
      `the registries \`${names.join('`, `')}\` have one index, \`${index.url}\`, ` +
        'and Cargo cannot tell them apart; remove all but one from the configuration',
    );
  }
  const [used = name] = names;
  return used === name ? [name] : [name, used];
}

function warningsFor({ url, definition }: Registry['index']): readonly string[] {
  if (!url.startsWith('http') || !url.endsWith('/')) return [];
  const origin = definition === undefined ? 'input `index`' : describe(definition);
  return [
    `Cargo treats the index \`${url}\` (${origin}) as a git repository; ` +
      `if it is a sparse index, write \`sparse+${url}\``,
  ];
}

/** @param origin where the name was given, if not in the input */
function undefinedRegistry(config: Config, name: string, origin: string | undefined): UserError {
  const { cwd, home } = config.sources;
  const defined = config
    .indexes()
    .map(([key, { definition }]) => `\`${key}\` (${describe(definition)})`)
    .join(', ');
  return new UserError(
    `no configuration defines the registry \`${name}\`${origin === undefined ? '' : ` (${origin})`}\n` +
      (defined === ''
        ? `No registry is defined in \`${cwd}\` and its parents, in \`${home}\`, or in the environment.\n`
        : `These are defined: ${defined}.\n`) +
      adviceFor(config, name),
  );
}

/** Returns advice on how to log in to the registry of that name. */
function adviceFor(config: Config, name: string): string {
  const source = config.get('source', name);
  if (config.get('registries', name, 'index') !== undefined) {
    return `For \`${name}\`, add \`registry: ${name}\` to the step.`;
  }
  if (source === undefined) {
    return (
      'If `.cargo/config.toml` is in your repository, run actions/checkout before this step, and set ' +
      '`working-directory` if it is in a subfolder. ' +
      "Otherwise, put the URL of the registry's index into `index`."
    );
  }
  const url = config.string('source', name, 'registry')?.value ?? '…';
  return (
    `\`[source.${name}]\` in ${describe(source.definition)} is not a registry: to log in to it, ` +
    `add \`[registries.${name}]\` with \`index = "${url}"\` to the configuration, ` +
    `and \`registry: ${name}\` to the step.`
  );
}

/**
 * Returns the URL of an index as cargo writes it. `origin`: where the text was given, for the
 * message. Throws UserError if cargo refuses it: not a URL, with a password, or sparse without a
 * slash at the end (`resolve_registry_index`, `CanonicalUrl::new`, `HttpRegistry::new`).
 */
function parseIndexUrl(text: string, origin: string): string {
  const wrong = (what: string) => new UserError(`the index \`${text}\` (${origin}) ${what}`);
  const url = urlOf(text);
  if (url === undefined) throw wrong('is not a URL such as `sparse+https://…/` or `ssh://git@…`');
  const { href, password } = url;
  if (password !== '') throw wrong('must not contain a password');
  if (href.startsWith(SPARSE) && !href.endsWith('/')) throw wrong('must end in a slash');
  return href;
}

function urlOf(text: TomlValue): URL | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isUrl = url.href[url.protocol.length] === '/' && URL.canParse(url.href.replace(SPARSE, ''));
  return isUrl ? url : undefined;
}

/**
 * Returns the same text for all spellings of one index (cargo's `CanonicalUrl`); `undefined` if
 * `text` is not a URL.
 */
function canonicalUrl(text: TomlValue): string | undefined {
  const url = urlOf(text);
  if (url === undefined) return undefined;
  const { protocol, username, hostname, host, pathname, search, hash } = url;
  // On GitHub, the protocol and the case of the path do not matter.
  const isGitHub = hostname === 'github.com';
  const [scheme, path] = isGitHub ? ['https:', pathname.toLowerCase()] : [protocol, pathname];
  const plain = path.replace(/(?<=.)\/$/, '').replace(/\.git$/, '');
  return `${scheme}//${username}@${host}${plain}${search}${hash}`;
}
