// How Cargo's home looks: what an action may have changed in it.

import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What cargo and rustup keep there for themselves. */
const CARGO_OWN = /^(bin|env.*|git|registry|\.global-cache|\.package-cache.*|\.crates.*)$/;

/** Returns where Cargo's home is. */
export function cargoHome() {
  return resolve(process.env['CARGO_HOME'] || join(homedir(), '.cargo'));
}

/**
 * Returns the files of a Cargo home, by name, with their modes and bytes.
 * @param {string} home
 */
export function look(home) {
  const names = existsSync(home) ? readdirSync(home).filter((name) => !CARGO_OWN.test(name)) : [];
  /** @type {Record<string, string>} */
  const files = {};
  for (const name of names) {
    try {
      const { mode } = lstatSync(join(home, name));
      files[name] = `${mode.toString(8)} ${readFileSync(join(home, name), 'latin1')}`;
    } catch {
      // Another job that shares the folder has just removed it, or it is a link that leads nowhere.
    }
  }
  return files;
}
