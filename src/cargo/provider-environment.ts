import type { Environment } from './environment.ts';

/** Variables that decide where Cargo's home is, what a registry is, and which provider Cargo calls. */
const CONFIGURATION =
  /^CARGO_(HOME|REGISTRIES_.+_(INDEX|CREDENTIAL_PROVIDER)|REGISTRY_(GLOBAL_CREDENTIAL_PROVIDERS|CREDENTIAL_PROVIDER)|CREDENTIAL_ALIAS_.+)$/;

/** Returns what of the environment a later `cargo logout` has to see as `cargo login` saw it. */
export function providerConfiguration(env: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && CONFIGURATION.test(name) ? [[name, value]] : [],
    ),
  );
}

/** What the runner gives to an action and not to a `run:` step; there are tokens among it. */
const OF_AN_ACTION = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|CACHE|RESULTS)_)/i;

/**
 * Returns the environment for cargo and its providers: that of a `run:` step, with the configuration
 * as it was recorded.
 */
export function providerEnvironment(
  env: Environment,
  recorded: Readonly<Record<string, string>>,
): Environment {
  const others = Object.entries(env).filter(
    ([name]) => !OF_AN_ACTION.test(name) && !CONFIGURATION.test(name),
  );
  return { ...Object.fromEntries(others), ...recorded };
}
