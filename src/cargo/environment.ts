/** The environment variables of the process, as they were at one moment. */
export type Environment = Readonly<Record<string, string | undefined>>;

const CONFIGURATION_PREFIX = 'CARGO_';

/**
 * The part of the environment that configures cargo (cargo's `Env`, src/context/environment.rs).
 * Names count exactly as they are written, on Windows too, as in cargo.
 */
export class CargoVariables {
  readonly #values = new Map<string, string>();
  readonly #normalized = new Map<string, string>();

  constructor(env: Environment) {
    for (const [key, value] of Object.entries(env)) {
      const normalized = key.toUpperCase().replaceAll('-', '_');
      if (value !== undefined && normalized.startsWith(CONFIGURATION_PREFIX)) {
        this.#values.set(key, value);
        this.#normalized.set(normalized, key);
      }
    }
  }

  /** Returns the value of the variable; an empty one counts as set. */
  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  /** Returns a variable whose name is that of `key` and more parts, if there is one. */
  longerThan(key: string): string | undefined {
    return [...this.#values.keys()].find((other) => other.startsWith(`${key}_`));
  }

  /** Returns the variable that was meant for `key`, which is not set, but is spelt otherwise. */
  misspelling(key: string): string | undefined {
    return this.#normalized.get(key);
  }

  /** Returns the variables as pairs of name and value. */
  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }
}
