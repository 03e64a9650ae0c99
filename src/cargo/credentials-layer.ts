import { loadText } from './include.ts';
import { type ConfigValue, mergeTables, type TableValue } from './value.ts';

/**
 * Returns the values of a credentials file, those that it includes among them, the legacy token in
 * its present place (cargo's `load_credentials`).
 *
 * @throws ConfigError if the text or what it includes is no configuration.
 */
export function readCredentials(text: string, path: string, cwd: string): TableValue {
  const table = loadText(text, path, { cwd, why: 'path', seen: new Set([path]), files: [] });
  const token = table.entries.get('token');
  if (token === undefined) {
    return table;
  }
  const { definition } = table;
  const entries = new Map(table.entries);
  entries.delete('token');
  // Beside a `[registry]`, even an empty one, the legacy token counts nothing.
  if (!entries.has('registry')) {
    entries.set('registry', { kind: 'table', entries: new Map([['token', token]]), definition });
  }
  return { ...table, entries };
}

/**
 * Returns the top tables that the credentials touch, with the values of the credentials above the
 * others, whatever the others' priority.
 *
 * @throws ConfigError if the two do not merge.
 */
export function layOver(
  values: TableValue,
  credentials: TableValue | undefined,
): ReadonlyMap<string, ConfigValue> {
  if (credentials === undefined) {
    return new Map();
  }
  const touched = [...values.entries].filter(([key]) => credentials.entries.has(key));
  return mergeTables({ ...values, entries: new Map(touched) }, credentials, true).entries;
}
