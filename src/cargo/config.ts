// Cargo's configuration: finds the definition of a key that takes effect.

import { join, resolve } from 'node:path';
import type { TomlValue } from 'smol-toml';
import type { CargoArguments } from './arguments.ts';
import {
  argumentLayers,
  type Definition,
  isTable,
  type Layer,
  layerOf,
  treeLayers,
  wrongType,
} from './layers.ts';

export { type Definition, describe, wrongType } from './layers.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A value with the place that defines it. */
export interface Found<T = TomlValue> {
  readonly value: T;
  readonly definition: Definition;
}

/** Everything that decides Cargo's configuration. */
interface Sources {
  /** The working directory: on Unix the real path, because cargo walks up from there. */
  readonly cwd: string;
  /** Cargo's home, as `cargoHome` returns it. */
  readonly home: string;
  readonly env: Environment;
  /** The lines of the input `config`, in order. */
  readonly args: readonly string[];
  /** The owner's credentials file. Only its settings for credential providers count. */
  readonly credentials: { readonly path: string; readonly text: string } | undefined;
}

/**
 * Returns Cargo's home as an absolute path (`cargo_home_with_cwd` in cargo's crates/home). An empty
 * `CARGO_HOME` counts as unset. A relative one starts at the working directory.
 */
export function cargoHome(env: Environment, cwd: string, userHome: string): string {
  return resolve(cwd, env['CARGO_HOME'] || join(userHome, '.cargo'));
}

/** Cargo's configuration (cargo's src/context/mod.rs). The first layer that has a key wins. */
export class Config {
  readonly sources: Sources;
  readonly #above: readonly Layer[];
  readonly #below: readonly Layer[];
  readonly #stored: readonly Layer[];

  /**
   * Reads the lines of the input `config`, the files from the working directory upwards, and the
   * file in Cargo's home, each with its `include`s. Throws UserError for a line or file that cannot
   * be read, is not TOML, or has a wrong `include`.
   */
  constructor(sources: Sources) {
    const { cwd, home, args, credentials } = sources;
    this.sources = sources;
    this.#above = args.toReversed().flatMap((line) => argumentLayers(line, cwd));
    this.#below = treeLayers(cwd, home);
    // Most credentials files hold only tokens, and need no parsing here.
    this.#stored = credentials?.text.includes('credential-')
      ? [layerOf(credentials.text, { kind: 'file', name: credentials.path })]
      : [];
  }

  /** The files that were read, in order of precedence. */
  get files(): readonly string[] {
    const definitions = [...this.#above, ...this.#below].map(({ definition }) => definition);
    return definitions.flatMap(({ kind, name }) => (kind === 'file' ? [name] : []));
  }

  /**
   * Returns all definitions of a key. The first one takes effect. Throws UserError when a parent of
   * the key is not a table.
   */
  all(...key: readonly string[]): readonly Found[] {
    const name = `CARGO_${environmentSpelling(key.join('_'))}`;
    // Cargo does not read `CARGO_SOURCE_CRATES_IO_…`: it spells a source's name as the file does.
    const value = key[0] === 'source' ? undefined : this.sources.env[name];
    const variable: readonly Found[] =
      value === undefined ? [] : [{ value, definition: { kind: 'environment', name } }];
    const [above, below] = [valuesIn(this.#above, key), valuesIn(this.#below, key)];
    const stored = name.includes('CREDENTIAL_') ? valuesIn(this.#stored, key) : [];
    // Cargo merges the credentials file over both files and arguments (`load_credentials`).
    return stored.length > 0
      ? [...variable, ...stored, ...above, ...below]
      : [...above, ...variable, ...below];
  }

  /** Returns the definition of a key that takes effect. Throws as `all` does. */
  get(...key: readonly string[]): Found | undefined {
    return this.all(...key)[0];
  }

  /** Returns a string. Throws as `all` does, and UserError when the value is not a string. */
  string(...key: readonly string[]): Found<string> | undefined {
    const found = this.get(...key);
    if (found === undefined) return undefined;
    const { value, definition } = found;
    if (typeof value !== 'string') throw wrongType(key, 'a string', definition);
    return { value, definition };
  }

  /** Returns the index of each registry, by name: from files and arguments, then from variables. */
  indexes(): readonly (readonly [string, Found])[] {
    const found = new Map<string, Found>();
    const layers = [...this.#above, ...this.#below].toReversed();
    for (const { value: registries, definition } of valuesIn(layers, ['registries'])) {
      for (const [name, table] of Object.entries(isTable(registries) ? registries : {})) {
        const value = isTable(table) ? table['index'] : undefined;
        if (value !== undefined) found.set(name, { value, definition });
      }
    }
    const variables: (readonly [string, Found])[] = [];
    for (const key of Object.keys(this.sources.env)) {
      if (!key.startsWith('CARGO_REGISTRIES_')) continue;
      const [, name] = /^CARGO_REGISTRIES_(.+)_INDEX$/.exec(key) ?? [];
      const value = this.sources.env[key];
      if (name === undefined || value === undefined) continue;
      const definition: Definition = { kind: 'environment', name: key };
      variables.push([name.toLowerCase(), { value, definition }]);
    }
    return [...found, ...variables];
  }
}

/** Returns a part of a key as cargo spells it in the name of a variable. */
export function environmentSpelling(part: string): string {
  return part.replaceAll('-', '_').toUpperCase();
}

function valuesIn(layers: readonly Layer[], key: readonly string[]): readonly Found[] {
  const found: Found[] = [];
  for (const { table, definition } of layers) {
    let value: TomlValue | undefined = table;
    for (const [index, part] of key.entries()) {
      if (value === undefined) break;
      if (!isTable(value)) throw wrongType(key.slice(0, index), 'a table', definition);
      value = value[part];
    }
    if (value !== undefined) found.push({ value, definition });
  }
  return found;
}

/** Tells whether a login should be silent: `-q`, or `term.quiet` without `-v`. */
export function isQuiet(config: Config, { quiet, verbose }: CargoArguments): boolean {
  const configured = config.get('term', 'quiet')?.value;
  return quiet || (!verbose && (configured === true || configured === 'true'));
}
