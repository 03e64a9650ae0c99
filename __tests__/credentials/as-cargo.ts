// Imitates `cargo login` and `cargo logout`, which rewrite a credentials file without comments and
// with the keys in another order.

import { parse, stringify, type TomlTable } from 'smol-toml';

function tableIn(table: TomlTable, key: string): TomlTable {
  const inner = table[key];
  if (typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)) return inner;
  const made: TomlTable = {};
  table[key] = made;
  return made;
}

function rewrite(text: string, change: (data: TomlTable) => void): string {
  const data = parse(text.replace(/^\uFEFF/, ''));
  if (typeof data['token'] === 'string' && data['registry'] === undefined) {
    data['registry'] = { token: data['token'] };
    delete data['token'];
  }
  change(data);
  return stringify(Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Does what `cargo login --registry NAME` does. For crates.io it replaces the whole table. */
export function cargoLogin(text: string, name: string | undefined, token: string): string {
  return rewrite(text, (data) => {
    if (name === undefined) data['registry'] = { token };
    else tableIn(tableIn(data, 'registries'), name)['token'] = token;
  });
}

/** Does what `cargo logout --registry NAME` does: it leaves an empty table. */
export function cargoLogout(text: string, name: string | undefined): string {
  return rewrite(text, (data) => {
    const table =
      name === undefined ? tableIn(data, 'registry') : tableIn(tableIn(data, 'registries'), name);
    delete table['token'];
  });
}
