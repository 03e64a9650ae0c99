// Logins and logouts that cargo must do, because only cargo can call a credential provider.

import { type CargoCall, type CargoResult, runCargo } from './cargo/program.ts';
import type { Lease } from './credentials/lease.ts';
import { messageOf, UserError } from './errors.ts';
import { type CargoInputs, secretsGiven } from './inputs.ts';
import * as runner from './runner.ts';
import { Secret } from './tokens.ts';

/** The parts of a login that a cargo call needs. `provider`: its program, for messages. */
type Held = Pick<Lease, 'registry' | 'provider' | 'revocation'>;

/**
 * Runs `cargo login` with the token on standard input. Returns `done`, `refused` if the provider
 * has not stored the token, or `unsure` if it may have. If `checkCancelled` throws, it stops cargo
 * and passes the error on. (This bundle has its own copy of `runner`, which receives no signals.)
 */
export async function logInWithCargo(
  login: Held,
  token: Secret,
  inputs: CargoInputs,
  checkCancelled: () => void,
): Promise<CargoResult> {
  const result = await runCargo(callOf(login, inputs, checkCancelled), token);
  if (result.kind !== 'done') return result;
  const { words } = result;
  if (inputs.cargoArgs.verbose && words !== '') runner.info(words);
  else for (const [, text = ''] of words.matchAll(/^warning: (.*)$/gm)) runner.warning(text);
  return result;
}

function callOf(login: Held, inputs: CargoInputs, checkCancelled: () => void): CargoCall {
  const { registry, provider, revocation } = login;
  // The secrets that the provider could print.
  const secrets = [...secretsGiven(), new Secret(revocation?.token ?? '')];
  return { registry, provider, ...inputs, env: runner.environment(), secrets, checkCancelled };
}

/**
 * Runs `cargo logout`. Returns whether a token was stored. Throws UserError with cargo's output
 * when it fails.
 */
export async function logOutWithCargo(login: Held, inputs: CargoInputs): Promise<boolean> {
  const result = await runCargo(callOf(login, inputs, () => {}));
  if (result.kind !== 'done') throw new UserError(result.why);
  return !/not currently logged in/.test(result.words);
}

/** Logs out with cargo for each lease in `due`. A failure is only a warning. */
export async function endWithCargo(due: readonly Lease[], inputs: () => CargoInputs) {
  for (const lease of due) {
    const { registry, provider } = lease;
    try {
      const was = (await logOutWithCargo(lease, inputs())) ? 'has been' : 'was already';
      runner.info(`Logout token for \`${registry}\` ${was} removed by \`${provider}\``);
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
