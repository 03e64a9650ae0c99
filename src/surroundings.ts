// What a login or logout finds on the machine: Cargo's home, its configuration, its credentials.

import { sep } from 'node:path';
import { type Config, loadConfig } from './cargo/config.ts';
import { cargoHome } from './cargo/home.ts';
import { resolveTerm, type Term } from './cargo/term.ts';
import { type CredentialsFile, locateCredentials } from './credentials/file.ts';
import { textOf } from './credentials/journal.ts';
import { readBase } from './credentials/store.ts';
import type { Inputs } from './inputs.ts';
import * as runner from './runner.ts';

export interface Surroundings {
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
    term: resolveTerm(config),
  };
}

/** Tells whether a folder lies in the workspace, where caches and artifacts may pick it up. */
export function isInWorkspace(folder: string): boolean {
  const workspace = runner.workspace();
  return (
    folder === workspace || folder.startsWith(workspace.endsWith(sep) ? workspace : workspace + sep)
  );
}
