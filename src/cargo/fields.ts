import { type ConfigKey, childKey } from './config-key.ts';
import { type Lookup, type Place, type Reader, readOptional, unexpected } from './typed.ts';
import type { TableValue } from './value.ts';

/**
 * Returns the table that files and `--config` give to the key.
 *
 * @throws ConfigError if it is something else (cargo's `get_table`).
 */
export function readTable(config: Lookup, key: ConfigKey): TableValue | undefined {
  const found = config.find(key);
  if (found !== undefined && found.kind !== 'table') {
    throw unexpected(found, 'table', key);
  }
  return found;
}

/** The fields of a table that something defines, to be read one by one. */
export class Fields {
  readonly #place: Place;
  readonly #names: ReadonlySet<string>;

  /**
   * Takes the fields `known` of the table at the place (cargo's `ConfigMapAccess::new_struct`).
   *
   * @throws ConfigError if there is something else than a table.
   */
  constructor(place: Place, known: readonly string[]) {
    const table = readTable(place.config, place.key);
    const isAnySet = place.config.variables.longerThan(place.key.env) !== undefined;
    this.#place = place;
    this.#names = new Set([
      ...(isAnySet ? known.filter((name) => this.#isSet(name)) : []),
      ...(table?.entries.keys() ?? []),
    ]);
  }

  #isSet(name: string): boolean {
    const { env } = childKey(this.#place.key, name);
    const { variables } = this.#place.config;
    return variables.get(env) !== undefined || variables.longerThan(env) !== undefined;
  }

  /** Returns the field if it is defined. Throws ConfigError if it is of another type. */
  optional<T>(name: string, read: Reader<T>): T | undefined {
    if (!this.#names.has(name)) {
      return undefined;
    }
    const place = {
      config: this.#place.config,
      key: childKey(this.#place.key, name),
      prefixOk: !this.#hasLonger(name),
    };
    return readOptional(place, read);
  }

  // Where one field's name goes on from another's, the variable of the longer one says nothing
  // about the shorter.
  #hasLonger(name: string): boolean {
    const prefix = `${name}_`.replaceAll('-', '_');
    return [...this.#names].some((other) => other.replaceAll('-', '_').startsWith(prefix));
  }
}
