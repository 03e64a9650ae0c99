// The post step, and the main step with `command: logout`.

import { isQuiet } from './cargo/config.ts';
import { readLogins } from './credentials/change.ts';
import { isMarkerGone } from './credentials/lease.ts';
import { type Ended, endLeases, removeEntries } from './credentials/store.ts';
import { attempt, messageOf } from './errors.ts';
import { type Inputs, readCargoInputs, secretsGiven } from './inputs.ts';
import { revokeToken } from './obtain-tokens.ts';
import { namesOf, programOf, readMachine, resolveTarget } from './plan.ts';
import * as runner from './runner.ts';
import { readState, type State } from './state.ts';
import { Secret } from './tokens.ts';

/**
 * Ends the logins of the main step. It trusts only the saved state and the inputs. It can run any
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
    try {
      await endLogins(state);
    } catch (error) {
      runner.error(
        `the token for ${registriesOf(state)} could not be removed from \`${state.file}\`: ${messageOf(error)}\n` +
          'Remove it there; the next login or logout on this machine will try again',
      );
    }
  }
}

function registriesOf({ logins }: State): string {
  return logins.map(({ registry }) => `\`${registry}\``).join(', ');
}

async function endLogins(state: State): Promise<void> {
  const { file, kept, logins } = state;
  if (kept) {
    runner.info(`The login to ${registriesOf(state)} was kept, as \`logout: false\` asks`);
    return;
  }
  // Revoked first: the file still holds the tokens if the step is killed here and runs again.
  await revokeTokens(state);
  const known = {
    ids: logins.map(({ id }) => id),
    temp: runner.temporaryFolder(),
    names: logins.flatMap(({ names }) => names),
    tokens: secretsGiven().map((secret) => secret.expose()),
  };
  const ended = await endLeases(file, known, () => {});
  report(ended, state);
  if (ended.due.length + ended.swept.length === 0) return;
  const { endWithCargo, reportSwept } = await import('./on-demand.ts');
  reportSwept(ended.swept);
  await endWithCargo(ended.due, readCargoInputs);
}

async function revokeTokens({ file, logins }: State): Promise<void> {
  for (const { id, issuer } of logins) {
    if (issuer === undefined) continue;
    const lease = attempt(() => readLogins(file))?.leases.find((each) => each.id === id);
    // The main step or an earlier post step has ended the lease and revoked the token.
    if (lease === undefined && isMarkerGone({ id, temp: runner.temporaryFolder() })) continue;
    await revokeToken(issuer, lease?.revocation && new Secret(lease.revocation.token));
  }
}

function report(ended: Ended, state: State): void {
  const { file, logins } = state;
  const { removed, due, shared, byToken, lost } = ended;
  const gone = logins.filter(({ names }) => names.some((name) => byToken.includes(name)));
  for (const { registry } of gone) reportLogout(registry);
  for (const { registry, changed } of removed) {
    if (!changed) reportLogout(registry);
    else
      runner.info(
        `The entry for \`${registry}\` was changed or removed during the job, so it is left as it is`,
      );
  }
  for (const { registry, provider } of shared) {
    runner.info(`The login to \`${registry}\` with \`${provider}\` stays: other jobs need it`);
  }
  if (lost) {
    runner.warning(
      `the credentials file \`${file}\` does not record the login to ${registriesOf(state)}; a token that was moved or copied during the job may still be stored. If the main step was killed early, nothing is stored`,
    );
  } else if (removed.length + gone.length + shared.length + due.length === 0) {
    runner.info(`Already logged out of ${registriesOf(state)}`);
  }
}

/** Reports a logout with cargo's message. */
function reportLogout(registry: string): void {
  runner.info(`Logout token for \`${registry}\` has been removed from local storage`);
}

/**
 * Removes the entries of the requested registries now, as `cargo logout` does, even if another job
 * or program wrote them. A registry without an entry is no error. Throws UserError when it fails.
 */
export async function logoutNow(inputs: Inputs): Promise<void> {
  const machine = readMachine(inputs);
  const targets = inputs.requests.map(({ registry }) => resolveTarget(registry, inputs, machine));
  for (const text of targets.flatMap(({ registry }) => registry.warnings)) runner.warning(text);
  const inFile = targets.filter(({ keeper }) => keeper.kind === 'file');
  // Set first: once the step has logged out, a failure to write the outputs should not fail it.
  runner.setOutputs({
    registry: targets.map(({ registry }) => registry.name).join('\n'),
    'credentials-file': inFile.length > 0 ? machine.file.path : '',
    'logged-in': 'false',
  });
  const names = inFile.flatMap(({ registry }) => namesOf(registry));
  const { removed, swept } = await removeEntries(machine.file.target, names, runner.checkCancelled);
  if (swept.length > 0) (await import('./on-demand.ts')).reportSwept(swept);
  for (const target of targets) {
    const { registry, keeper } = target;
    let wasLoggedIn = namesOf(registry).some((each) => removed.includes(each));
    if (keeper.kind === 'program') {
      const { logOutWithCargo } = await import('./on-demand.ts');
      const login = { registry: registry.name, provider: programOf(target), revocation: undefined };
      wasLoggedIn = await logOutWithCargo(login, inputs);
    }
    if (isQuiet(machine.config, inputs.cargoArgs)) continue;
    if (wasLoggedIn) reportLogout(registry.name);
    else runner.info(`Logout not currently logged in to \`${registry.name}\``);
  }
}
