// Logins and logouts that cargo has to do, because only cargo can call a credential provider.

import { type CargoCall, type CargoResult, runCargo } from './cargo/program.ts';
import type { Lease } from './credentials/lease.ts';
import { messageOf, UserError } from './errors.ts';
import type { CargoInputs } from './inputs.ts';
import * as runner from './runner.ts';
import type { Secret } from './tokens.ts';

/**
 * Runs `cargo login` with the token on standard input. `secrets`: what the provider could print.
 * Returns `refused` when the provider has not stored the token, `unsure` when it may have, and
 * whatever `checkCancelled` throws, when cargo has been stopped.
 */
export async function logInWithCargo(
  lease: Lease,
  token: Secret,
  inputs: CargoInputs,
  secrets: readonly Secret[],
  checkCancelled: () => void,
): Promise<CargoResult> {
  const result = await runCargo(callOf(lease, inputs, secrets, checkCancelled), token);
  if (result.kind !== 'done') return result;
  const { words } = result;
  if (inputs.cargoArgs.verbose && words !== '') runner.info(words);
  else for (const [, text = ''] of words.matchAll(/^warning: (.*)$/gm)) runner.warning(text);
  return result;
}

function callOf(
  { registry, provider }: Pick<Lease, 'registry' | 'provider'>,
  inputs: CargoInputs,
  secrets: readonly Secret[],
  checkCancelled: () => void,
): CargoCall {
  return { registry, provider, ...inputs, env: runner.environment(), secrets, checkCancelled };
}

/**
 * Runs `cargo logout`. `login`: the registry, and the provider's program for messages. `secrets`:
 * what the provider could print. Returns whether anybody was logged in. Throws UserError with
 * cargo's words when it fails.
 */
export async function logOutWithCargo(
  login: Pick<Lease, 'registry' | 'provider'>,
  inputs: CargoInputs,
  secrets: readonly Secret[],
): Promise<boolean> {
  const result = await runCargo(callOf(login, inputs, secrets, () => {}));
  if (result.kind !== 'done') throw new UserError(result.why);
  return !/not currently logged in/.test(result.words);
}

/**
 * Ends logins with a provider: cargo logs out. A failure is a warning. `due`: the leases that no
 * other job needs. `secrets`: what the provider could print.
 */
export async function endWithCargo(
  due: readonly Lease[],
  inputs: CargoInputs,
  secrets: readonly Secret[],
): Promise<void> {
  for (const lease of due) {
    const { registry, provider } = lease;
    try {
      await logOutWithCargo(lease, inputs, secrets);
      runner.info(`Logout token for \`${registry}\` has been removed by \`${provider}\``);
    } catch (error) {
      runner.warning(
        `the token for \`${registry}\` may still be stored by its credential provider \`${provider}\`: ${messageOf(error)}\n${logoutAdvice(registry)}`,
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
        `a job ended without logging out of \`${registry}\`, so the credential provider \`${provider}\` may still hold its token\n${logoutAdvice(registry)}`,
      );
    }
  }
}

function logoutAdvice(registry: string): string {
  return `To remove it, run \`cargo logout --registry ${registry}\` on this machine`;
}
