// The post step, and the main step with `command: logout`.

import { isQuiet } from './cargo/arguments.ts';
import type { Lease } from './credentials/lease.ts';
import { type Ended, endLeases, readLeases, removeEntries } from './credentials/store.ts';
import { messageOf } from './errors.ts';
import { type Inputs, readCargoInputs, secretsGiven } from './inputs.ts';
import { revokeToken, warnOfUnrevoked } from './obtain-tokens.ts';
import {
  type Machine,
  namesOf,
  programOf,
  readMachine,
  resolveTarget,
  type Target,
} from './plan.ts';
import { reportLogout, reportSwept } from './report.ts';
import * as runner from './runner.ts';
import { Secret } from './secret.ts';
import { readState, type State } from './state.ts';

/**
 * Ends the logins of the main step. It trusts only the saved state and its inputs, may run any
 * number of times, and never fails the job.
 */
export async function logoutAtEnd(): Promise<void> {
  const state = readState();
  if (state === 'none') {
    runner.info('Nothing to log out of: the main step did not log in');
  } else if (state === 'damaged') {
    runner.error(
      'the state that the main step saved is damaged, so its token may still be stored; look at the credentials file in the Cargo home of this machine',
    );
  } else {
    await endLogins(state).catch((error: unknown) => reportNotRemoved(state, messageOf(error)));
  }
}

async function endLogins(state: State): Promise<void> {
  const { file, kept, logins } = state;
  const ids = logins.map(({ id }) => id);
  if (kept) {
    for (const { registry } of logins) {
      runner.info(`The login to \`${registry}\` was kept, as \`logout: false\` asks`);
    }
    return;
  }
  const known = readLeases(file).filter(({ id }) => ids.includes(id));
  // First, so that a process that is killed here can be repeated.
  const issued = await revokeTokens(state, known);
  const given = {
    names: logins.flatMap(({ names }) => names),
    tokens: secretsGiven().map((secret) => secret.expose()),
  };
  const ended = await endLeases(file, ids, () => {}, given, runner.temporaryFolder());
  report(ended, state);
  if (ended.due.length === 0) return;
  const { endWithCargo } = await import('./on-demand.ts');
  await endWithCargo(ended.due, readCargoInputs(), [...secretsGiven(), ...issued]);
}

/** Returns the tokens that had to be revoked. */
async function revokeTokens({ logins }: State, known: readonly Lease[]): Promise<Secret[]> {
  const issued: Secret[] = [];
  for (const { id, issuer } of logins) {
    if (issuer === undefined) continue;
    const revocation = known.find((lease) => lease.id === id)?.revocation;
    if (revocation === undefined) {
      warnOfUnrevoked(issuer, 'it is no longer in the credentials file');
    } else {
      const token = new Secret(revocation.token);
      issued.push(token);
      await revokeToken(revocation.url, token);
    }
  }
  return issued;
}

function report(ended: Ended, { file, logins }: State): void {
  const { removed, due, shared, changed, byToken, lost, swept } = ended;
  reportSwept(swept);
  const gone = logins.filter(({ names }) => names.some((name) => byToken.includes(name)));
  for (const { registry } of [...removed, ...gone]) reportLogout(registry);
  for (const { registry } of changed) {
    runner.info(`The entry for \`${registry}\` was changed during the job, so it stays as it is`);
  }
  for (const { registry, provider } of shared) {
    runner.info(`The login to \`${registry}\` with \`${provider}\` stays: other jobs need it`);
  }
  const names = logins.map(({ registry }) => `\`${registry}\``).join(', ');
  if (lost) {
    runner.warning(
      `the credentials file \`${file}\` no longer records the login to ${names}; a token that was moved or copied during the job may still be stored`,
    );
  } else if (removed.length + gone.length + changed.length + shared.length + due.length === 0) {
    runner.info(`Nothing left to log out of: ${names} already ended`);
  }
}

function reportNotRemoved({ file, logins }: State, why: string): void {
  const names = logins.map(({ registry }) => `\`${registry}\``).join(', ');
  runner.error(
    `the token for ${names} could not be removed from \`${file}\`: ${why}\n` +
      'Remove it there; the next login or logout on this machine will try again',
  );
}

/**
 * Removes the entries of the requested registries now, whoever wrote them, as `cargo logout` does.
 * A registry without an entry is not an error.
 *
 * @throws UserError when something is refused or fails
 */
export async function logoutNow(inputs: Inputs): Promise<void> {
  const checkCancelled = runner.listenForCancellation();
  const machine = readMachine(inputs);
  const targets = inputs.requests.map(({ registry }) => resolveTarget(registry, inputs, machine));
  for (const text of targets.flatMap(({ registry }) => registry.warnings)) runner.warning(text);
  const inFile = targets.filter(({ keeper }) => keeper.kind === 'file');
  // First, because a step that has logged out should not fail after that.
  runner.setOutput('registry', targets.map(({ registry }) => registry.name).join('\n'));
  runner.setOutput('credentials-file', inFile.length > 0 ? machine.file.path : '');
  runner.setOutput('logged-in', 'false');
  const names = inFile.flatMap(({ registry }) => namesOf(registry));
  const { removed, swept } = await removeEntries(machine.file.target, names, checkCancelled);
  reportSwept(swept);
  for (const target of targets) {
    const wasLoggedIn =
      target.keeper.kind === 'file'
        ? namesOf(target.registry).some((name) => removed.includes(name))
        : await logOut(target, inputs);
    reportNow(target, wasLoggedIn, inputs, machine);
  }
}

function reportNow(
  { registry }: Target,
  wasLoggedIn: boolean,
  { cargoArgs }: Inputs,
  { config }: Machine,
): void {
  if (isQuiet(config, cargoArgs)) return;
  if (wasLoggedIn) reportLogout(registry.name);
  else runner.info(`Logout not currently logged in to \`${registry.name}\``);
}

async function logOut(target: Target, inputs: Inputs): Promise<boolean> {
  const { logOutWithCargo } = await import('./on-demand.ts');
  return await logOutWithCargo(target.registry.name, programOf(target), inputs, secretsGiven());
}
