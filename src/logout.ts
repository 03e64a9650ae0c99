// The post step, and the main step with `command: logout`.

import { resolveRegistry } from './cargo/registry.ts';
import type { CheckCancelled } from './credentials/lock.ts';
import { endLeases, removePlaces } from './credentials/logins.ts';
import { removeFile } from './credentials/replace.ts';
import { changeLogins } from './credentials/store.ts';
import { messageOf } from './errors.ts';
import type { Inputs } from './inputs.ts';
import { reportSwept } from './login.ts';
import { placesOf } from './plan.ts';
import * as runner from './runner.ts';
import { readState, type State } from './state.ts';
import { readSurroundings } from './surroundings.ts';
import { warnOfSurroundings } from './warnings.ts';

/**
 * Ends the leases of the main step. It trusts nothing but the saved state, may run any number of
 * times, and never fails the job.
 */
export async function logoutAtEnd(): Promise<void> {
  const found = readState();
  if (found.kind === 'none') {
    runner.info('Nothing to log out of: the main step did not log in');
    return;
  }
  if (found.kind === 'unreadable') {
    runner.error(
      'the state that the main step saved cannot be read, so its token may still be there; ' +
        "look at the credentials file in Cargo's home of this machine",
    );
    return;
  }
  await endLogins(found.state);
}

async function endLogins({ file, leases, markers }: State): Promise<void> {
  try {
    // First of all: a main step that still runs sees by its marker that it must not write any more.
    for (const marker of markers) removeFile(marker);
    const { result, swept } = await changeLogins(
      file,
      () => {},
      (found) => {
        const { logins, ended } = endLeases(found, leases);
        return { logins, result: ended };
      },
    );
    reportSwept(swept);
    for (const { registry } of result) reportLogout(registry);
    if (result.length === 0) runner.info('Nothing left to log out of');
  } catch (error) {
    runner.error(
      `the token could not be removed from \`${file}\`: ${messageOf(error)}\n` +
        'Remove it there; the next login on this machine will try again',
    );
  }
}

function reportLogout(registry: string): void {
  runner.info(`Logout token for \`${registry}\` has been removed from local storage`);
}

/**
 * Removes the entries of the requested registries now, whoever put them there, as `cargo logout`
 * does. That there is none is no error.
 *
 * @throws UserError when something is refused or fails
 */
export async function logoutNow(inputs: Inputs, checkCancelled: CheckCancelled): Promise<void> {
  const surroundings = readSurroundings(inputs);
  const registries = inputs.requests.map(({ registry }) =>
    resolveRegistry(surroundings.config, registry, { index: inputs.index }),
  );
  warnOfSurroundings(surroundings, registries);
  const { file, term } = surroundings;
  const places = registries.map(placesOf);
  const { result, swept } = await changeLogins(file.target, checkCancelled, (found) => {
    const { logins, removed } = removePlaces(found, places.flat(), file.target);
    return { logins, result: removed };
  });
  reportSwept(swept);
  runner.setOutput('registry', registries.map(({ name }) => name).join('\n'));
  runner.setOutput('credentials-file', file.path);
  runner.setOutput('logged-in', 'false');
  if (term.verbosity === 'quiet') return;
  registries.forEach(({ name }, index) => {
    if (places[index]?.some((place) => result.includes(place))) reportLogout(name);
    else runner.info(`Logout not currently logged in to \`${name}\``);
  });
}
