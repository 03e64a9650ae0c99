// Logins and logouts that cargo has to do, because only cargo can call a credential provider.

import { type CargoCall, type CargoResult, runCargo } from './cargo/program.ts';
import type { Lease } from './credentials/lease.ts';
import { messageOf, UserError } from './errors.ts';
import type { CargoInputs } from './inputs.ts';
import { logoutAdvice } from './report.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';

/**
 * Runs `cargo login` with the token on standard input.
 *
 * @param secrets what the provider could print
 * @returns `refused` when the provider has not stored the token, `unsure` when it may have
 * @throws whatever `checkCancelled` throws, when cargo has been stopped
 */
export async function logInWithCargo(
  { registry, provider }: Lease,
  token: Secret,
  inputs: CargoInputs,
  secrets: readonly Secret[],
  checkCancelled: () => void,
): Promise<CargoResult> {
  const call = { ...callOf(registry, provider, inputs, secrets), checkCancelled };
  const result = await runCargo(call, token);
  if (result.kind !== 'done') return result;
  const { words } = result;
  if (inputs.cargoArgs.verbose && words !== '') runner.info(words);
  else for (const [, text = ''] of words.matchAll(/^warning: (.*)$/gm)) runner.warning(text);
  return result;
}

function callOf(
  registry: string,
  provider: string | undefined,
  { config, workingDirectory: cwd, cargoArgs }: CargoInputs,
  secrets: readonly Secret[],
): CargoCall {
  const env = runner.environment();
  const checkCancelled = () => {};
  return {
    registry,
    provider: provider ?? '',
    cargoArgs,
    config,
    cwd,
    env,
    secrets,
    checkCancelled,
  };
}

/**
 * Runs `cargo logout`.
 *
 * @param provider its program, for messages
 * @param secrets what the provider could print
 * @returns whether anybody was logged in
 * @throws UserError with cargo's words when it fails
 */
export async function logOutWithCargo(
  registry: string,
  provider: string | undefined,
  inputs: CargoInputs,
  secrets: readonly Secret[],
): Promise<boolean> {
  const result = await runCargo(callOf(registry, provider, inputs, secrets));
  if (result.kind !== 'done') throw new UserError(result.why);
  return !/not currently logged in/.test(result.words);
}

/**
 * Ends logins with a provider: cargo logs out. A failure is a warning.
 *
 * @param due the leases that no other job needs
 * @param secrets what the provider could print
 */
export async function endWithCargo(
  due: readonly Lease[],
  inputs: CargoInputs,
  secrets: readonly Secret[],
): Promise<void> {
  for (const { registry, provider } of due) {
    try {
      await logOutWithCargo(registry, provider, inputs, secrets);
      runner.info(`Logout token for \`${registry}\` has been removed by \`${provider}\``);
    } catch (error) {
      runner.warning(
        `the token for \`${registry}\` may still be stored by its credential provider \`${provider}\`: ${messageOf(error)}\n${logoutAdvice(registry)}`,
      );
    }
  }
}
