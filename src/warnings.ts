// What an ordinary login never warns of, but what would make it useless, or unsafe, in silence.

import type { Registry } from './cargo/registry.ts';
import * as runner from './runner.ts';
import { isInWorkspace, type Surroundings } from './surroundings.ts';

/** Prints Cargo's own warnings, and those about this job. */
export function warnOfSurroundings(
  { config, file, home }: Surroundings,
  registries: readonly Registry[],
): void {
  for (const text of [...config.warnings, ...file.warnings]) runner.warning(text);
  for (const { notes } of registries) for (const text of notes) runner.info(`note: ${text}`);
  const env = runner.environment();
  for (const variable of new Set(registries.flatMap(tokenVariables))) {
    if (env[variable] !== undefined) runner.warning(tokenWarning(variable, env[variable]));
  }
  if (isInWorkspace(home)) {
    runner.warning(
      `Cargo's home \`${home}\` lies in the workspace, where a cache or an artifact may pick up the token; set CARGO_HOME to a folder outside`,
    );
  }
}

/** Returns the variables in which Cargo looks for a token before it looks into any file. */
function tokenVariables({ kind, tokenNames }: Registry): string[] {
  if (kind === 'crates-io') return ['CARGO_REGISTRY_TOKEN'];
  return tokenNames.map(
    (name) => `CARGO_REGISTRIES_${name.replaceAll('-', '_').toUpperCase()}_TOKEN`,
  );
}

function tokenWarning(variable: string, value: string): string {
  const state = value === '' ? 'set, though empty' : 'set';
  return `the environment variable ${variable} is ${state}: Cargo will take it before the token that this step stores; unset it`;
}
