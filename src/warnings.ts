// What an ordinary login never warns of, but what would make it useless, or unsafe, in silence.

import type { Config } from './cargo/config.ts';
import { environmentSpelling } from './cargo/config-key.ts';
import { resolveProvider } from './cargo/provider.ts';
import type { Registry } from './cargo/registry.ts';
import * as runner from './runner.ts';
import { isInWorkspace, type Surroundings } from './surroundings.ts';

/**
 * Prints Cargo's own warnings, and those about this job.
 *
 * @throws UserError when the configuration of providers that later steps see is wrong
 */
export function warnOfSurroundings(
  { config, file, home }: Surroundings,
  registries: readonly Registry[],
): void {
  const variables = tokenVariables(config.withoutCli(), registries);
  for (const text of [...config.warnings, ...file.warnings]) runner.warning(text);
  for (const { notes } of registries) for (const text of notes) runner.info(`note: ${text}`);
  for (const [variable, value] of variables) runner.warning(tokenWarning(variable, value));
  if (isInWorkspace(home)) {
    runner.warning(
      `Cargo's home \`${home}\` lies in the workspace, where a cache or an artifact may pick up the token; set CARGO_HOME to a folder outside`,
    );
  }
}

/**
 * Returns the variables that are set, and their values, in which Cargo looks for a token before it
 * looks into any file; none for a registry whose token another provider than its own keeps.
 */
function tokenVariables(
  config: Config,
  registries: readonly Registry[],
): ReadonlyMap<string, string> {
  const env = runner.environment();
  const variables = new Map<string, string>();
  for (const registry of registries) {
    const variable = tokenVariable(registry);
    const value = variable && env[variable];
    if (variable === undefined || value === undefined) continue;
    if (resolveProvider(config, registry).kind === 'token') variables.set(variable, value);
  }
  return variables;
}

/** None for a registry whose name Cargo will not find out. */
function tokenVariable(registry: Registry): string | undefined {
  if (registry.kind === 'crates-io') return 'CARGO_REGISTRY_TOKEN';
  const { configName: name } = registry;
  return name && `CARGO_REGISTRIES_${environmentSpelling(name)}_TOKEN`;
}

function tokenWarning(variable: string, value: string): string {
  const state = value === '' ? 'set, though empty' : 'set';
  return `the environment variable ${variable} is ${state}: Cargo will take it before any token that is stored; unset it`;
}
