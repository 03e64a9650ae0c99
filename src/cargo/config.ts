import { loadCliArguments } from './cli-config.ts';
import { ConfigError, withContext } from './config-error.ts';
import { type ConfigKey, configKey, displayKey } from './config-key.ts';
import { layOver, readCredentials } from './credentials-layer.ts';
import { describe, type Value } from './definition.ts';
import { CargoVariables, type Environment } from './environment.ts';
import { readTable } from './fields.ts';
import { configFiles } from './files.ts';
import { emptyTable, loadFile } from './include.ts';
import { readStrings } from './lists.ts';
import { type Lookup, type Place, readBoolean, readOptional, readStringValue } from './typed.ts';
import { type ConfigValue, kindOf, mergeTables, type TableValue } from './value.ts';

export type { Environment } from './environment.ts';

/** Everything that decides Cargo's configuration. */
export interface ConfigSources {
  /** The working directory: absolute, and on Unix the real path, as the system reports it. */
  readonly cwd: string;
  /** Cargo's home, as `cargoHome` returns it. */
  readonly home: string;
  readonly env: Environment;
  /** The `--config` arguments, in order. */
  readonly cliArgs: readonly string[];
  /** Decides which built-in credential providers exist; this process's platform if not given. */
  readonly platform?: NodeJS.Platform;
}

/** What all views of one configuration share. */
interface Base {
  readonly sources: ConfigSources;
  readonly variables: CargoVariables;
  readonly files: readonly string[];
  readonly warnings: Set<string>;
}

interface Layers {
  readonly files: TableValue;
  readonly cli: TableValue;
  readonly credentials?: TableValue;
}

/**
 * Reads Cargo's configuration: the files of the tree, Cargo's home and what they include, the
 * environment, and the `--config` arguments (src/context/mod.rs).
 *
 * @throws ConfigError where cargo refuses: what cannot be read, parsed or merged, a cyclic include.
 */
export function loadConfig(sources: ConfigSources): Config {
  const { cwd, env, cliArgs } = sources;
  const read: string[] = [];
  const warnings = new Set<string>();
  const cli = loadCliArguments(cliArgs, cwd, read);
  const files = withContext(
    () => 'could not load Cargo configuration',
    () => loadTree(sources, read, warnings),
  );
  const base = { sources, variables: new CargoVariables(env), files: read, warnings };
  return new Config(base, { files, cli });
}

/** Cargo's `load_values_from`. */
function loadTree({ cwd, home }: ConfigSources, read: string[], warnings: Set<string>): TableValue {
  let merged = emptyTable({ kind: 'built-in' });
  for (const { path, warning } of configFiles(cwd, home)) {
    if (warning !== undefined) {
      warnings.add(warning);
    }
    const table = loadFile(path, { cwd, why: 'path', seen: new Set(), files: read });
    merged = withContext(
      () => `failed to merge configuration at \`${path}\``,
      () => mergeTables(merged, table, false),
    );
  }
  return merged;
}

/** Cargo's configuration. Its getters throw `ConfigError`, in cargo's words. */
export class Config implements Lookup {
  readonly #base: Base;
  readonly #layers: Layers;
  readonly #values: TableValue;
  readonly #credentials: ReadonlyMap<string, ConfigValue>;

  constructor(base: Base, layers: Layers) {
    this.#base = base;
    this.#layers = layers;
    this.#values = mergeTables(layers.files, layers.cli, true);
    this.#credentials = layOver(this.#values, layers.credentials);
  }

  get cwd(): string {
    return this.#base.sources.cwd;
  }

  get home(): string {
    return this.#base.sources.home;
  }

  get platform(): NodeJS.Platform {
    return this.#base.sources.platform ?? process.platform;
  }

  get variables(): CargoVariables {
    return this.#base.variables;
  }

  /** The configuration files that were read, in order. */
  get files(): readonly string[] {
    return this.#base.files;
  }

  /** What cargo warns of, so far: reading a value can add to it. */
  get warnings(): readonly string[] {
    return [...this.#base.warnings];
  }

  /** Takes note of a warning; the same one counts once. */
  warn(message: string): void {
    this.#base.warnings.add(message);
  }

  /** Returns the configuration of later cargo commands, which get none of the `--config` lines. */
  withoutCli(): Config {
    if (this.#layers.cli.entries.size === 0) {
      return this;
    }
    return new Config(this.#base, { ...this.#layers, cli: emptyTable({ kind: 'cli' }) });
  }

  /** Returns the configuration as it is before cargo reads the credentials file. */
  withoutCredentials(): Config {
    const { files, cli, credentials } = this.#layers;
    return credentials === undefined ? this : new Config(this.#base, { files, cli });
  }

  /**
   * Returns the configuration with the credentials file above it (cargo's `load_credentials`).
   *
   * @throws ConfigError if the text or what it includes is no configuration, or does not merge.
   */
  withCredentials(text: string, path: string): Config {
    const credentials = readCredentials(text, path, this.cwd);
    return new Config(this.#base, { ...this.#layers, credentials });
  }

  /** Cargo's `get_cv`: files and `--config`, not the environment. */
  find(key: ConfigKey): ConfigValue | undefined {
    const [top, ...rest] = key.parts;
    if (top === undefined) {
      return this.#values;
    }
    const inCredentials = descend(this.#credentials.get(top), key, rest);
    return inCredentials ?? descend(this.#values.entries.get(top), key, rest);
  }

  /** Returns the string, if anything defines it. */
  getString(dotted: string): Value<string> | undefined {
    return readOptional(this.place(dotted), readStringValue);
  }

  /** Returns the boolean, if anything defines it. */
  getBoolean(dotted: string): Value<boolean> | undefined {
    return readOptional(this.place(dotted), readBoolean);
  }

  /** Returns the list of strings, the variable's joined in, if anything defines it. */
  getStrings(dotted: string): readonly Value<string>[] | undefined {
    return readOptional(this.place(dotted), readStrings);
  }

  /** Returns the table that files and `--config` define. */
  getTable(dotted: string): TableValue | undefined {
    return readTable(this, configKey(dotted));
  }

  /** Returns the place of a key, for the readers. */
  place(dotted: string): Place {
    return { config: this, key: configKey(dotted), prefixOk: true };
  }
}

function descend(
  start: ConfigValue | undefined,
  key: ConfigKey,
  rest: readonly string[],
): ConfigValue | undefined {
  let value = start;
  for (const [index, part] of rest.entries()) {
    if (value !== undefined && value.kind !== 'table') {
      const soFar = displayKey({ ...key, parts: key.parts.slice(0, index + 1) });
      throw new ConfigError([
        `expected table for configuration key \`${soFar}\`, ` +
          `but found ${kindOf(value)} in ${describe(value.definition)}`,
      ]);
    }
    value = value?.entries.get(part);
  }
  return value;
}
