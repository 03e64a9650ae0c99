import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { ConfigError, withContext } from './config-error.ts';
import { type ConfigKey, configKey, sensitiveChildKey } from './config-key.ts';
import { describe, rootOf, type Value } from './definition.ts';
import { Fields, readTable } from './fields.ts';
import { checkSparseUrl, indexUrl, parseUrl } from './index-url.ts';
import { CRATES_IO } from './registry-name.ts';
import {
  describeSource,
  identityOf,
  isCratesIo,
  type SourceId,
  type SourceIds,
} from './source-id.ts';
import { readOptional, readStringValue } from './typed.ts';
import type { TableValue } from './value.ts';

interface SourceConfig {
  readonly id: SourceId;
  readonly replaceWith?: Value<string> | undefined;
}

const KEYS = [
  'replace-with',
  'directory',
  'registry',
  'local-registry',
  'git',
  'branch',
  'tag',
  'rev',
] as const;

type Key = (typeof KEYS)[number];

type SourceDefinition = Readonly<Partial<Record<Key, Value<string> | undefined>>>;

/**
 * Returns the `[source]` table, if anything defines it.
 *
 * @throws ConfigError if it is something else
 */
export function configuredSources(config: Config): TableValue | undefined {
  return readOptional(config.place('source'), () => readTable(config, configKey('source')));
}

/** The `[source]` table: which source stands for which (cargo's `SourceConfigMap`). */
export class SourceConfigMap {
  readonly #config: Config;
  readonly #ids: SourceIds;
  readonly #configs = new Map<string, SourceConfig>();
  readonly #names = new Map<string, string>();

  /** Takes what is built in. Throws ConfigError if `registry.index` or the protocol is refused. */
  constructor(config: Config, ids: SourceIds) {
    this.#config = config;
    this.#ids = ids;
    this.#add(CRATES_IO, { id: ids.cratesIo() }, '');
    this.#add(CRATES_IO, { id: ids.builtInCratesIo() }, '');
  }

  /**
   * Adds what the configuration defines.
   *
   * @throws ConfigError for a source that is not defined, defined twice, or of wrong types.
   */
  addConfigured(sources: TableValue): void {
    const key = configKey('source');
    for (const [name, { definition }] of sources.entries) {
      const source = readDefinition(this.#config, sensitiveChildKey(key, name));
      this.#addDefinition(name, source, describe(definition));
    }
  }

  /**
   * Returns the source that stands for `id`, which may be `id` itself (cargo's `load`).
   *
   * @throws ConfigError where the replacements lead nowhere, in a circle, or to a source that
   * cannot stand for a registry.
   */
  replacementOf(id: SourceId): SourceId {
    const name = this.#names.get(identityOf(id));
    if (name === undefined) {
      return loaded(id);
    }
    const end = this.#follow(name);
    const replacement = loaded(end.id);
    if (identityOf(replacement) === identityOf(id)) {
      return replacement;
    }
    loaded(id);
    if (replacement.kind === 'git') {
      throw new ConfigError([
        `cannot replace \`${name}\` with \`${end.name}\`, the source \`${name}\` supports ` +
          `checksums, but \`${end.name}\` does not\n\n` +
          `a lock file compatible with \`${name}\` cannot be generated in this situation\n`,
      ]);
    }
    return replacement;
  }

  #follow(first: string): { readonly id: SourceId; readonly name: string } {
    const passed = new Set<string>();
    let name = first;
    let location = '';
    for (;;) {
      const source = this.#configs.get(name);
      if (source === undefined) {
        return { id: this.#registryNamed(name, first, location), name };
      }
      if (source.replaceWith === undefined) {
        return { id: source.id, name };
      }
      passed.add(name);
      name = source.replaceWith.value;
      location = describe(source.replaceWith.definition);
      if (passed.has(name)) {
        throw new ConfigError([
          `detected a cycle of \`replace-with\` sources, the source \`${name}\` is eventually ` +
            `replaced with itself (configuration in \`${location}\`)`,
        ]);
      }
    }
  }

  #registryNamed(name: string, first: string, location: string): SourceId {
    const notFound = () =>
      `could not find a configured source with the name \`${name}\` ` +
      `when attempting to lookup \`${first}\` (configuration in \`${location}\`)`;
    const id = withContext(notFound, () => this.#ids.named(name));
    if (id === undefined) {
      throw new ConfigError([notFound()]);
    }
    return id;
  }

  #add(name: string, source: SourceConfig, place: string): void {
    const identity = identityOf(source.id);
    const earlier = this.#names.get(identity);
    if (earlier !== undefined && name !== CRATES_IO) {
      throw new ConfigError([
        `source \`${name}\` defines source ${describeSource(source.id)}, ` +
          `but that source is already defined by \`${earlier}\` (in ${place})\n` +
          'note: Sources are not allowed to be defined multiple times.',
      ]);
    }
    this.#names.set(identity, name);
    this.#configs.set(name, source);
  }

  /** Cargo's `add_config`. */
  #addDefinition(name: string, definition: SourceDefinition, place: string): void {
    const ids = this.#locations(name, definition);
    const [id] = ids.length === 0 && name === CRATES_IO ? [this.#ids.builtInCratesIo()] : ids;
    if (id === undefined) {
      throw new ConfigError([
        `no source location specified for \`source.${name}\`, need ` +
          `\`registry\`, \`local-registry\`, \`directory\`, or \`git\` defined (in ${place})`,
      ]);
    }
    if (ids.length > 1) {
      throw new ConfigError([
        `more than one source location specified for \`source.${name}\` (in ${place})`,
      ]);
    }
    this.#add(name, { id, replaceWith: definition['replace-with'] }, place);
  }

  #locations(name: string, definition: SourceDefinition): readonly SourceId[] {
    const { registry, directory, git } = definition;
    const local = definition['local-registry'];
    const ids: SourceId[] = [];
    if (registry !== undefined) {
      const index = indexUrl(urlOf(registry, `source.${name}.registry`));
      ids.push(this.#ids.registry(index, 'source', name));
    }
    if (local !== undefined) {
      ids.push(this.#ids.intern({ kind: 'local-registry', path: this.#pathOf(local) }));
    }
    if (directory !== undefined) {
      ids.push(this.#ids.intern({ kind: 'directory', path: this.#pathOf(directory) }));
    }
    if (git === undefined) {
      refuseReferences(name, definition);
    } else {
      const index = indexUrl(urlOf(git, `source.${name}.git`));
      ids.push(this.#ids.intern({ kind: 'git', index, reference: referenceOf(definition) }));
    }
    return ids;
  }

  #pathOf({ value, definition }: Value<string>): string {
    return resolve(rootOf(definition, this.#config.cwd), value);
  }
}

function readDefinition(config: Config, key: ConfigKey): SourceDefinition {
  const fields = new Fields({ config, key, prefixOk: true }, KEYS);
  return Object.fromEntries(KEYS.map((name) => [name, fields.optional(name, readStringValue)]));
}

function urlOf({ value, definition }: Value<string>, key: string): URL {
  return withContext(
    () => `configuration key \`${key}\` specified an invalid URL (in ${describe(definition)})`,
    () => parseUrl(value),
  );
}

const REFERENCES = ['branch', 'tag', 'rev'] as const;

function referenceOf(definition: SourceDefinition): string {
  const key = REFERENCES.find((name) => definition[name] !== undefined);
  return key === undefined ? '' : `?${key}=${definition[key]?.value}`;
}

function refuseReferences(name: string, definition: SourceDefinition): void {
  for (const key of REFERENCES) {
    const value = definition[key];
    if (value !== undefined) {
      throw new ConfigError([
        `source definition \`source.${name}\` specifies \`${key}\`, but that requires ` +
          `a \`git\` key to be specified (in ${describe(value.definition)})`,
      ]);
    }
  }
}

// Cargo makes the source itself here; what can fail then is a sparse URL.
function loaded(id: SourceId): SourceId {
  if (id.kind === 'registry' && !isCratesIo(id.index)) {
    checkSparseUrl(id.index);
  }
  return id;
}
