/**
 * The name of a configuration value, in its two spellings: the parts of the TOML key and the
 * environment variable (cargo's `ConfigKey`, src/context/key.rs).
 */
export interface ConfigKey {
  readonly parts: readonly string[];
  readonly env: string;
}

/** The key of the whole configuration. */
export const ROOT_KEY: ConfigKey = { parts: [], env: 'CARGO' };

const BARE_KEY = /^[A-Za-z0-9_-]*$/;

/** Returns the key for a dotted name; quoting is not understood, as in cargo's `from_str`. */
export function configKey(dotted: string): ConfigKey {
  return dotted.split('.').reduce(childKey, ROOT_KEY);
}

/** Returns the key below `key`; in the environment's spelling it is upper-case, with `_` for `-`. */
export function childKey(key: ConfigKey, part: string): ConfigKey {
  return { parts: [...key.parts, part], env: `${key.env}_${environmentSpelling(part)}` };
}

/** Returns the key below `key` that the environment spells as the file does (a map's own keys). */
export function sensitiveChildKey(key: ConfigKey, part: string): ConfigKey {
  return { parts: [...key.parts, part], env: `${key.env}_${part}` };
}

/** Returns the part as it stands in the name of an environment variable. */
export function environmentSpelling(part: string): string {
  return part.replaceAll('-', '_').toUpperCase();
}

/** Returns the key as cargo shows it: dotted, quoted where TOML asks for it. */
export function displayKey(key: ConfigKey): string {
  return key.parts.map(escapeKeyPart).join('.');
}

/** Returns one part of a key, quoted if TOML asks for it (cargo's `escape_key_part`). */
export function escapeKeyPart(part: string): string {
  return BARE_KEY.test(part) ? part : JSON.stringify(part);
}

/** Tells whether the parts are those of the pattern, where `*` stands for any one part. */
export function matchesKey(parts: readonly string[], pattern: string): boolean {
  const wanted = pattern.split('.');
  return (
    parts.length === wanted.length &&
    wanted.every((part, index) => part === '*' || part === parts[index])
  );
}
