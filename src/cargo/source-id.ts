import type { Config } from './config.ts';
import { ConfigError, withContext } from './config-error.ts';
import { type Definition, describe, rootOf } from './definition.ts';
import { checkIndexUrl, type IndexUrl } from './index-url.ts';
import { CRATES_IO, checkRegistryName } from './registry-name.ts';

/** The git index of crates.io. */
export const CRATES_IO_GIT_INDEX: IndexUrl = {
  url: 'https://github.com/rust-lang/crates.io-index',
  canonical: 'https://github.com/rust-lang/crates.io-index',
  isSparse: false,
};
/** The sparse index of crates.io. */
export const CRATES_IO_SPARSE_INDEX: IndexUrl = {
  url: 'sparse+https://index.crates.io/',
  canonical: 'sparse+https://index.crates.io/',
  isSparse: true,
};

/** The name of a source, and the table that gives it: `[registries]` or `[source]`. */
export interface SourceName {
  readonly table: 'registries' | 'source';
  readonly name: string;
}

/** Where packages come from, as far as the way from a name to a registry needs it (`SourceId`). */
export type SourceId =
  | { readonly kind: 'registry'; readonly index: IndexUrl; readonly name: SourceName }
  | { readonly kind: 'local-registry' | 'directory'; readonly path: string }
  | { readonly kind: 'git'; readonly index: IndexUrl; readonly reference: string };

/** Returns a text that two ids of the same source have in common (cargo's `SourceId::cmp`). */
export function identityOf(id: SourceId): string {
  switch (id.kind) {
    case 'registry':
      return `${id.index.isSparse ? 'sparse' : 'registry'} ${id.index.canonical}`;
    case 'git':
      return `git ${id.index.canonical}${id.reference}`;
    default:
      return `${id.kind} ${id.path}`;
  }
}

/** Returns the source in cargo's words. */
export function describeSource(id: SourceId): string {
  switch (id.kind) {
    case 'registry':
      return `registry \`${id.name.name}\``;
    case 'local-registry':
      return `registry \`${id.path}\``;
    case 'directory':
      return `dir ${id.path}`;
    case 'git':
      return `${id.index.url}${id.reference}`;
  }
}

/** Tells whether the URL is crates.io's own, letter by letter (cargo's `is_crates_io`). */
export function isCratesIo({ url }: IndexUrl): boolean {
  return url === CRATES_IO_GIT_INDEX.url || url === CRATES_IO_SPARSE_INDEX.url;
}

/** A registry's index and where it was defined. */
export interface DefinedIndex {
  readonly index: IndexUrl;
  readonly definition: Definition;
}

/**
 * The sources of one resolution. Like cargo it keeps one id for a source, under the name by which
 * it was asked for first.
 */
export class SourceIds {
  readonly #config: Config;
  readonly #known = new Map<string, SourceId>();

  constructor(config: Config) {
    this.#config = config;
  }

  /** Returns the id that is kept for this source. */
  intern(id: SourceId): SourceId {
    const identity = identityOf(id);
    const known = this.#known.get(identity) ?? id;
    this.#known.set(identity, known);
    return known;
  }

  /**
   * Returns crates.io (cargo's `crates_io_source_id`).
   *
   * @throws ConfigError if `registry.index` is set.
   */
  cratesIo(): SourceId {
    checkRegistryIndexNotSet(this.#config);
    return this.registry(CRATES_IO_GIT_INDEX, 'registries', CRATES_IO);
  }

  /**
   * Returns crates.io by the protocol that `registries.crates-io.protocol` names.
   *
   * @throws ConfigError if there is no such protocol (cargo's `crates_io_is_sparse`).
   */
  builtInCratesIo(): SourceId {
    const protocol = this.#config.getString('registries.crates-io.protocol');
    if (protocol?.value === 'git') {
      return this.cratesIo();
    }
    if (protocol !== undefined && protocol.value !== 'sparse') {
      throw new ConfigError([
        `unsupported registry protocol \`${protocol.value}\` ` +
          `(defined in ${describe(protocol.definition)})`,
      ]);
    }
    return this.registry(CRATES_IO_SPARSE_INDEX, 'registries', CRATES_IO);
  }

  /** Returns the registry with this index, under this name unless it has one already. */
  registry(index: IndexUrl, table: SourceName['table'], name: string): SourceId {
    return this.intern({ kind: 'registry', index, name: { table, name } });
  }

  /**
   * Returns the registry that the configuration calls so, or `undefined` (`SourceId::alt_registry`).
   * crates.io is none of them: `SourceConfigMap` always knows it.
   *
   * @throws ConfigError if the name or the index is none.
   */
  named(name: string): SourceId | undefined {
    const defined = this.indexOf(name);
    return defined && this.registry(defined.index, 'registries', name);
  }

  /**
   * Returns the index that is defined for the name (cargo's `get_registry_index`).
   *
   * @throws ConfigError if it is no index URL.
   */
  indexOf(name: string): DefinedIndex | undefined {
    checkRegistryName(name);
    const text = this.#config.getString(`registries.${name}.index`);
    if (text === undefined) {
      return undefined;
    }
    const { value, definition } = text;
    const index = withContext(
      () => `invalid index URL for registry \`${name}\` defined in ${describe(definition)}`,
      () => checkIndexUrl(value, rootOf(definition, this.#config.cwd)),
    );
    return { index, definition };
  }
}

/** Throws ConfigError if `registry.index` is set (cargo's `check_registry_index_not_set`). */
export function checkRegistryIndexNotSet(config: Config): void {
  const index = config.getString('registry.index');
  if (index !== undefined) {
    throw new ConfigError([
      'the `registry.index` config value is no longer supported ' +
        `(defined in ${describe(index.definition)})\n` +
        'Use `[source]` replacement to alter the default index for crates.io.',
    ]);
  }
}
