import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from './environment.ts';

/**
 * Returns Cargo's home as an absolute, normalised path: `CARGO_HOME`, where an empty one counts as
 * unset and a relative one counts from the working directory, else `.cargo` in the user's home
 * (cargo's `homedir` and the home crate's `cargo_home_with_cwd`).
 */
export function cargoHome(env: Environment, cwd: string, homeFolder: string): string {
  const configured = env['CARGO_HOME'] ?? '';
  return resolve(cwd, configured === '' ? join(homeFolder, '.cargo') : configured);
}

/**
 * Returns the folder as a process sees it that works in it. The search for configuration walks up
 * from there, and on Unix that is the real path, with no link in it.
 *
 * @throws the file system's error if there is no such folder.
 */
export function workingDirectory(folder: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? resolve(folder) : realpathSync.native(folder);
}
