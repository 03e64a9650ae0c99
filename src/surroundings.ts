// What a login or logout finds on the machine: Cargo's home, its configuration, its credentials.

import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { type Config, loadConfig } from './cargo/config.ts';
import { describe } from './cargo/definition.ts';
import { findFile } from './cargo/files.ts';
import { cargoHome } from './cargo/home.ts';
import { shownUrl } from './cargo/index-url.ts';
import type { Registry } from './cargo/registry.ts';
import { resolveTerm, type Term } from './cargo/term.ts';
import { targetOf } from './credentials/file.ts';
import { textOf } from './credentials/journal.ts';
import { readBase } from './credentials/store.ts';
import type { Inputs } from './inputs.ts';
import * as runner from './runner.ts';

/** Which file holds the credentials. */
export interface CredentialsFile {
  /** As Cargo names it, below Cargo's home. */
  readonly path: string;
  /** Where it is, with symbolic links followed; it need not exist. */
  readonly target: string;
  /** What Cargo would warn of. */
  readonly warnings: readonly string[];
}

/** What a step finds. */
export interface Surroundings {
  /** Absolute path of Cargo's home. */
  readonly home: string;
  readonly file: CredentialsFile;
  /** Cargo's configuration with the values of the credentials file, as its owner has it. */
  readonly config: Config;
  readonly term: Term;
}

/**
 * Reads what decides which registry is meant and who keeps its token. Nothing is written.
 *
 * @throws UserError when a file cannot be read or is not what it must be
 */
export function readSurroundings(inputs: Inputs): Surroundings {
  const env = runner.environment();
  const cwd = inputs.workingDirectory;
  const home = cargoHome(env, cwd, runner.homeFolder());
  const config = loadConfig({ cwd, home, env, cliArgs: inputs.config });
  const file = locateCredentials(home);
  const base = textOf(readBase(file.target));
  return {
    home,
    file,
    config: base === undefined ? config : config.withCredentials(base, file.path),
    term: resolveTerm(config, inputs.cargoArgs.term),
  };
}

/** Cargo's `save_credentials`: `credentials` if it is there, else `credentials.toml`. */
function locateCredentials(home: string): CredentialsFile {
  const found = findFile(home, 'credentials');
  const path = found?.path ?? join(home, 'credentials.toml');
  return { path, target: targetOf(path), warnings: [found?.warning ?? []].flat() };
}

/** Says, with step debugging on, what was read and which file defined which registry. */
export function debugSurroundings(
  { home, file, config }: Surroundings,
  registries: readonly Registry[],
): void {
  if (!runner.isDebug()) return;
  runner.debug(`Cargo's home: \`${home}\``);
  for (const path of config.files) runner.debug(`configuration: \`${path}\``);
  runner.debug(`credentials file: \`${file.path}\``);
  for (const { name, index } of registries) {
    const where =
      index === undefined
        ? 'built in'
        : `\`${shownUrl(index.url)}\`, defined in ${describe(index.definition)}`;
    runner.debug(`registry \`${name}\`: ${where}`);
  }
}

/**
 * Tells whether a folder lies in the workspace, where caches and artifacts may pick it up; where
 * symbolic links lead decides.
 */
export function isInWorkspace(folder: string): boolean {
  return join(realPath(folder), sep).startsWith(join(realPath(runner.workspace()), sep));
}

/**
 * Returns the path without symbolic links, as far as there is something at the path; in the letters
 * of the file system, where it takes capitals and small letters for the same.
 */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
