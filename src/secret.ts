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

/**
 * Returns foreign text with `***` in place of the secrets, of their last word (a token without its
 * scheme), of what that word is in base64 (Basic credentials), and of their usual encodings.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
  const parts = secrets.flatMap((secret) => {
    const bare = secret.expose().split(' ').at(-1) ?? '';
    const decoded = Buffer.from(bare, 'base64').toString();
    const isBasic = /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(decoded);
    const password = decoded.slice(decoded.indexOf(':') + 1);
    return isBasic ? [secret.expose(), bare, decoded, password] : [secret.expose(), bare];
  });
  const forms = parts.flatMap((part) => [
    part,
    JSON.stringify(part).slice(1, -1),
    encodeURIComponent(part),
    Buffer.from(part).toString('base64').replace(/=+$/, ''),
  ]);
  // The longest first, because one may be a part of another.
  const ordered = forms.filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return ordered.reduce((redacted, form) => redacted.replaceAll(form, HIDDEN), text);
}
