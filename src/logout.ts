// The post step, and the main step with `command: logout`.

import { dirname } from 'node:path';
import type { CheckCancelled } from './cancellation.ts';
import { type ProviderByCargo, resolveProvider } from './cargo/provider.ts';
import { type Registry, resolveRegistry } from './cargo/registry.ts';
import { isHeld } from './credentials/held.ts';
import { holdsToken, removeMarkers } from './credentials/lease.ts';
import { endLeases, removePlaces } from './credentials/logins.ts';
import { changeLogins, leasesOf } from './credentials/store.ts';
import { messageOf } from './errors.ts';
import { secretsGiven } from './given-tokens.ts';
import {
  endHeldOf,
  logOutHeld,
  lostLeases,
  reportEnd,
  reportSwept,
  sweepHeld,
  warnOfLost,
} from './held-logins.ts';
import { isFolder } from './host.ts';
import type { Inputs } from './inputs.ts';
import { cargoLoginFor, placesOf } from './keeper.ts';
import { revokeTokens, warnOfUnrevoked } from './revocation.ts';
import * as runner from './runner.ts';
import { readState, type State } from './state.ts';
import { debugSurroundings, readSurroundings, type Surroundings } from './surroundings.ts';
import { warnOfSurroundings } from './warnings.ts';

const NOTHING_LEFT = 'Nothing left to log out of';

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

async function endLogins(state: State): Promise<void> {
  const { file, leases } = state;
  try {
    const isThere = isFolder(dirname(file));
    const lost = endJob(state, isThere);
    if (!isThere) {
      if (lost === 0) runner.info(NOTHING_LEFT);
      return;
    }
    // Before the leases end: if this process is killed here, it can be done again.
    await revokeTokens(leasesOf(file, leases).flatMap(({ revocation }) => revocation ?? []));
    const patient = () => {};
    const outcome = await changeLogins(file, patient, (found) => {
      const { logins, ended } = endLeases(found, leases);
      return { logins, result: ended };
    });
    reportSwept(outcome.swept);
    const held = await endHeldOf(state, outcome, secretsGiven());
    const ended = [...outcome.result, ...held.ended].filter(holdsToken);
    for (const { registry } of ended.filter((lease) => !isHeld(lease))) reportLogout(registry);
    reportEnd(held);
    const count = ended.length + held.loggedOut.length + held.failed.length + lost;
    if (count === 0) runner.info(NOTHING_LEFT);
  } catch (error) {
    reportNotRemoved(state, messageOf(error));
  }
}

function reportNotRemoved({ file, leases, held }: State, why: string): void {
  const names = Object.values(held).map((registry) => `\`${registry}\``);
  const holders = [
    ...(leases.some((id) => held[id] === undefined) ? [`\`${file}\``] : []),
    ...(names.length > 0 ? [`the credential provider of ${names.join(', ')}`] : []),
  ];
  runner.error(
    `the token could not be removed from ${holders.join(' and ')}: ${why}\n` +
      'Remove it there; the next login on this machine will try again',
  );
}

/**
 * Removes the markers, first of all: a main step that still runs sees by its marker that it must not
 * write any more, and a later job that this one has ended, even where the journal cannot be read now.
 *
 * @param isThere whether there is still a folder for the credentials file
 * @returns of how many tokens it warned, of which nobody knows any more what has become
 * @throws UserError when the journal cannot be read; the markers are gone then
 */
function endJob(state: State, isThere: boolean): number {
  try {
    const known = isThere ? leasesOf(state.file, state.leases) : [];
    const lost = lostLeases(state, known);
    const held = lost.flatMap((id) => state.held[id] ?? []);
    const revocable = lost.flatMap((id) => state.revocable[id] ?? []);
    warnOfLost(held);
    for (const url of revocable) warnOfUnrevoked(url, 'the journal of logins does not know it');
    return held.length + revocable.length;
  } finally {
    removeMarkers(state.markers);
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
  debugSurroundings(surroundings, registries);
  warnOfSurroundings(surroundings, registries);
  const { file, term } = surroundings;
  const [own, held] = byKeeper(registries, surroundings);
  // First of all: what can fail must not fail when the tokens are gone already.
  runner.setOutput('registry', registries.map(({ name }) => name).join('\n'));
  runner.setOutput('credentials-file', own.length > 0 ? file.path : '');
  runner.setOutput('logged-in', 'false');
  const places = own.map(placesOf);
  const outcome = await changeLogins(file.target, checkCancelled, (found) => {
    const { logins, removed } = removePlaces(found, places.flat(), file.target);
    return { logins, result: removed };
  });
  reportSwept(outcome.swept);
  await sweepHeld(file.target, outcome);
  const report = (name: string, wasLoggedIn: boolean): void => {
    if (term.verbosity === 'quiet') return;
    if (wasLoggedIn) reportLogout(name);
    else runner.info(`Logout not currently logged in to \`${name}\``);
  };
  own.forEach(({ name }, index) => {
    report(name, places[index]?.some((place) => outcome.result.includes(place)) === true);
  });
  for (const { registry, provider } of held) {
    const login = cargoLoginFor(registry, provider, inputs, surroundings);
    report(registry.name, await logOutHeld(file.target, registry.name, login, checkCancelled));
  }
}

interface HeldRegistry {
  readonly registry: Registry;
  readonly provider: ProviderByCargo;
}

/** Parts registries by who keeps their tokens: the file, or a provider that Cargo calls. */
function byKeeper(
  registries: readonly Registry[],
  { config }: Surroundings,
): readonly [Registry[], HeldRegistry[]] {
  const [own, held]: [Registry[], HeldRegistry[]] = [[], []];
  for (const registry of registries) {
    const provider = resolveProvider(config, registry);
    if (provider.kind === 'cargo') held.push({ registry, provider });
    else own.push(registry);
  }
  return [own, held];
}
