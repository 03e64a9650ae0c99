// The symbol that util.inspect looks for; taken from the registry so that node:util need not be loaded.
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

const HIDDEN = '***';

/**
 * A value that does not print: `String()`, template literals, `JSON.stringify` and `util.inspect`
 * show `***`. The model is cargo's own `Secret` (credential/cargo-credential/src/secret.rs).
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the value itself, for the places that store or send it. */
  expose(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [INSPECT](): string {
    return HIDDEN;
  }
}
