// What a credentials file says, read without the code under test.

import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import type { Keys } from './model.ts';

/** Returns the tokens and providers of a credentials file; there may be none. */
export function keysOf(text: string | undefined): Keys {
  const data = parse((text ?? '').replace(/^\uFEFF/, ''), { integersAsBigInt: true });
  const keys: Keys = new Map();
  // Cargo reads the token of old files only where there is no table for it.
  if (data['registry'] === undefined) note(keys, 'registry', { token: data['token'] ?? [] });
  else note(keys, 'registry', tableOf(data['registry']));
  for (const [name, table] of Object.entries(tableOf(data['registries']))) {
    note(keys, `registries.${name}`, tableOf(table));
  }
  return keys;
}

function note(keys: Keys, place: string, table: TomlTable): void {
  const { token, 'credential-provider': provider } = table;
  if (typeof token === 'string') keys.set(`${place} token`, token);
  if (provider !== undefined) keys.set(`${place} provider`, String(provider));
}

function tableOf(value: TomlValue | undefined): TomlTable {
  if (value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Date) {
    throw new TypeError('no table');
  }
  return value;
}
