// Logins and logouts that cargo has to do, because only cargo can call a credential provider.

import type { CargoCall, CargoResult } from './cargo/program.ts';
import type { Lease } from './credentials/lease.ts';
import { messageOf, UserError } from './errors.ts';
import { type CargoInputs, secretsGiven } from './inputs.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';

/**
 * Runs `cargo login` with the token on standard input.
 *
 * @returns `refused` when the provider has not stored the token, `unsure` when it may have
 * @throws whatever `checkCancelled` throws, when cargo has been stopped
 */
export async function logInWithCargo(
  { registry, provider }: Lease,
  token: Secret,
  inputs: CargoInputs,
  checkCancelled: () => void,
): Promise<CargoResult> {
  const { runCargo } = await import('./cargo/program.ts');
  const call = { ...callOf(registry, provider, inputs, [token]), checkCancelled };
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
  issued: readonly Secret[],
): CargoCall {
  const secrets = [...secretsGiven(), ...issued];
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
 * @param issued tokens that trusted publishing got, which the provider could print
 * @returns whether anybody was logged in
 * @throws UserError with cargo's words when it fails
 */
export async function logOutWithCargo(
  registry: string,
  provider: string | undefined,
  inputs: CargoInputs,
  issued: readonly Secret[],
): Promise<boolean> {
  const { runCargo } = await import('./cargo/program.ts');
  const result = await runCargo(callOf(registry, provider, inputs, issued));
  if (result.kind !== 'done') throw new UserError(result.why);
  return !/not currently logged in/.test(result.words);
}

/**
 * Ends logins with a provider: cargo logs out. A failure is a warning.
 *
 * @param due the leases that no other job needs
 * @param issued tokens that trusted publishing got, which the provider could print
 */
export async function endWithCargo(
  due: readonly Lease[],
  inputs: CargoInputs,
  issued: readonly Secret[],
): Promise<void> {
  for (const { registry, provider } of due) {
    try {
      await logOutWithCargo(registry, provider, inputs, issued);
      runner.info(`Logout token for \`${registry}\` has been removed by \`${provider}\``);
    } catch (error) {
      runner.warning(
        `the token for \`${registry}\` may still be stored by its credential provider \`${provider}\`: ${messageOf(error)}\n${adviceFor(registry)}`,
      );
    }
  }
}

/** Reports the leases of jobs that ended without logging out. */
export function reportSwept(swept: readonly Lease[]): void {
  for (const { registry, provider } of swept) {
    if (provider === undefined) {
      runner.info(`Removed the token for \`${registry}\` of a job that ended without logging out`);
    } else {
      runner.warning(
        `a job ended without logging out of \`${registry}\`, so the credential provider \`${provider}\` may still hold its token\n${adviceFor(registry)}`,
      );
    }
  }
}

function adviceFor(registry: string): string {
  return `To remove it, run \`cargo logout --registry ${registry}\` on this machine`;
}
