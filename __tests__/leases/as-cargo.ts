// What cargo makes of a credentials file: nothing but the data is kept, and an old token moves.
// Source: `save_credentials` in cargo's src/context/mod.rs.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse, stringify, type TomlTable } from 'smol-toml';
import type { EditedRegistry } from './play.ts';

/** Does to a file what `cargo login` does. */
export function cargoLogin(file: string, registry: EditedRegistry, token: string): void {
  rewrite(file, (data) => {
    if (registry === 'crates-io') data['registry'] = { token };
    else Object.assign(tableIn(tableIn(data, 'registries'), registry), { token });
  });
}

/** Does to a file what `cargo logout` does. */
export function cargoLogout(file: string, registry: EditedRegistry): void {
  rewrite(file, (data) => {
    if (registry === 'crates-io') delete tableIn(data, 'registry')['token'];
    else delete tableIn(tableIn(data, 'registries'), registry)['token'];
  });
}

function rewrite(file: string, change: (data: TomlTable) => void): void {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const data = parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: true });
  const { token, ...rest } = data;
  const moved: TomlTable = token === undefined ? data : { ...rest, registry: { token } };
  change(moved);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, stringify(moved));
  fs.chmodSync(file, 0o600);
}

/** Returns the table of that name, made where there is none. */
function tableIn(data: TomlTable, name: string): TomlTable {
  const found = data[name];
  if (typeof found === 'object' && !Array.isArray(found) && !(found instanceof Date)) return found;
  const made: TomlTable = {};
  data[name] = made;
  return made;
}
