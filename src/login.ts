// The main step with `command: login`, top to bottom.

import { logInByCargo } from './by-cargo.ts';
import type { CheckCancelled } from './cancellation.ts';
import type { Term } from './cargo/term.ts';
import { isHeld, keepHeld } from './credentials/held.ts';
import {
  createMarker,
  isMarkerGone,
  type Lease,
  newLease,
  newLeaseId,
  removeMarker,
} from './credentials/lease.ts';
import { addLeases, endLeases, keepLeases } from './credentials/logins.ts';
import { changeLogins, leasesOf } from './credentials/store.ts';
import { messageOf, UserError } from './errors.ts';
import { secretsGiven } from './given-tokens.ts';
import { endHeld, remains, reportSwept, sweepHeld } from './held-logins.ts';
import type { Inputs } from './inputs.ts';
import { type Login, planLogins } from './plan.ts';
import { revokeTokens } from './revocation.ts';
import * as runner from './runner.ts';
import { saveState } from './state.ts';
import { debugSurroundings, readSurroundings, type Surroundings } from './surroundings.ts';
import { type RequestWithToken, withTokens } from './tokens.ts';
import { warnOfSurroundings } from './warnings.ts';

/**
 * Logs in to every requested registry, or to none.
 *
 * @throws UserError when something is refused or fails; what was written is undone then
 */
export async function login(inputs: Inputs, checkCancelled: CheckCancelled): Promise<void> {
  const requests = await withTokens(inputs, checkCancelled);
  if (requests.length === 0) {
    reportOutputs([], '');
    return;
  }
  try {
    await logIn(requests, inputs, checkCancelled);
  } catch (error) {
    await revokeTokens(new Set(requests.flatMap(({ revocation }) => revocation ?? [])));
    throw error;
  }
}

async function logIn(
  requests: readonly RequestWithToken[],
  inputs: Inputs,
  checkCancelled: CheckCancelled,
): Promise<void> {
  const surroundings = readSurroundings(inputs);
  const logins = planLogins(requests, inputs, surroundings);
  const registries = logins.map(({ registry }) => registry);
  debugSurroundings(surroundings, registries);
  warnOfSurroundings(surroundings, registries);
  const leases = logins.map(leaseFor);
  saveState({
    file: surroundings.file.target,
    leases: leases.map(({ id }) => id),
    markers: leases.flatMap(({ marker }) => marker ?? []),
    held: Object.fromEntries(leases.filter(isHeld).map(({ id, registry }) => [id, registry])),
  });
  await carryOut(inputs, surroundings, logins, leases, checkCancelled);
}

function leaseFor({ registry, keeper, revocation }: Login): Lease {
  const lease = newLease(newLeaseId(), registry.name, keeper, runner.temporaryFolder());
  return { ...lease, revocation };
}

async function carryOut(
  inputs: Inputs,
  surroundings: Surroundings,
  logins: readonly Login[],
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  const { file, term } = surroundings;
  await begin(file.target, leases, checkCancelled);
  try {
    const inFile = await logInHeld(inputs, surroundings, logins, leases, checkCancelled);
    exportIndexes(logins);
    checkCancelled();
    // Late, for the runner passes on the outputs of a step that failed as well.
    reportOutputs(logins, inFile ? file.path : '');
    if (!inputs.logout) await keep(file.target, leases, checkCancelled);
  } catch (error) {
    throw await undo(file.target, leases, error);
  }
  if (term.verbosity !== 'quiet') reportLogins(logins);
}

/** Says what was saved; several lines are a group, of which the log shows the title first. */
function reportLogins(logins: readonly Login[]): void {
  const report = () => {
    for (const { registry, revocation } of logins) {
      const source = revocation === undefined ? '' : `, which ${revocation.url} gave for this job`;
      runner.info(`Login token for \`${registry.name}\` saved${source}`);
    }
  };
  if (logins.length === 1) report();
  else runner.group(`Login tokens for ${logins.length} registries saved`, report);
}

/**
 * Has Cargo log in to what only Cargo can log in to, one after the other. Returns whether any token
 * of the step is in the credentials file then.
 */
async function logInHeld(
  { cargoArgs }: Inputs,
  { config, file, term }: Surroundings,
  logins: readonly Login[],
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<boolean> {
  let inFile = !leases.every(isHeld);
  const warned = new Set([...config.warnings, ...file.warnings].map(firstLine));
  for (const [index, { token }] of logins.entries()) {
    const lease = leases[index];
    if (lease === undefined || !isHeld(lease)) continue;
    const work = { lease, token, providerArgs: cargoArgs.provider };
    const isWanted = () => refuseAfterPost(leases);
    const result = await logInByCargo(file.target, work, isWanted, checkCancelled);
    inFile ||= result.inFile;
    reportWords(result.words, term, warned);
  }
  return inFile;
}

/**
 * Passes on what Cargo said of a login that succeeded: on request all of it, else its warnings.
 *
 * @param warned the first lines of what there was a warning of already; what is new is added
 */
function reportWords(words: string, { verbosity }: Term, warned: Set<string>): void {
  if (words === '' || verbosity === 'quiet') return;
  if (verbosity === 'verbose') {
    runner.info(words);
    return;
  }
  for (const [, text = ''] of words.matchAll(/^warning: (.*)$/gm)) {
    if (!warned.has(text)) runner.warning(text);
    warned.add(text);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1).join();
}

/** Adds the leases. */
async function begin(
  target: string,
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  try {
    for (const { marker } of leases) if (marker !== undefined) createMarker(marker);
    const outcome = await changeLogins(target, checkCancelled, (found) => {
      refuseAfterPost(leases);
      const ours = leases.filter((lease) => !isHeld(lease));
      return { logins: addLeases(found, ours), result: undefined };
    });
    reportSwept(outcome.swept);
    await sweepHeld(target, outcome);
  } catch (error) {
    // As a rule nothing has been written then, so that there is nothing to wait for.
    if (isJournalled(target, leases)) throw await undo(target, leases, error);
    leases.forEach(removeMarker);
    throw error;
  }
}

function isJournalled(target: string, leases: readonly Lease[]): boolean {
  const ids = leases.map(({ id }) => id);
  try {
    return leasesOf(target, ids).length > 0;
  } catch {
    return false;
  }
}

/** A cancelled main step may still run when the post step has logged out already. */
function refuseAfterPost(leases: readonly Lease[]): void {
  if (leases.some(isMarkerGone)) {
    throw new UserError('the job has ended already, so nothing is logged in to any more');
  }
}

/** Makes the logins part of the file as its owner has it, as `cargo login` would (`logout: false`). */
async function keep(
  target: string,
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  const ids = leases.map(({ id }) => id);
  await changeLogins(target, checkCancelled, (found) => ({
    logins: keepHeld(keepLeases(found, ids, target), ids),
    result: undefined,
  }));
  leases.forEach(removeMarker);
}

/** A runner that cancels a step lets it live for some seconds only; the post step comes after it. */
const UNDO_PATIENCE_S = 5;

/** Takes back what was written, and returns the error to be reported. */
async function undo(target: string, leases: readonly Lease[], error: unknown): Promise<unknown> {
  const ids = leases.map(({ id }) => id);
  const deadline = process.uptime() + UNDO_PATIENCE_S;
  const giveUp = () => {
    if (process.uptime() > deadline) throw new UserError('another login or logout takes too long');
  };
  try {
    leases.forEach(removeMarker);
    const outcome = await changeLogins(target, giveUp, (found) => ({
      logins: endLeases(found, ids).logins,
      result: undefined,
    }));
    const { failed } = await endHeld(target, outcome, ids, secretsGiven(), giveUp);
    for (const { lease, why } of failed) runner.warning(`${remains(lease)}: ${why}`);
    return error;
  } catch (cause) {
    const [first, second] = [error, cause].map(messageOf);
    if (first === second) return error;
    return new UserError(
      `${first}\nand what was written could not be taken back: ${second}; the post step tries again`,
      { cause },
    );
  }
}

/** Makes the index that the input gave known to the steps that follow. */
function exportIndexes(logins: readonly Login[]): void {
  for (const { registry } of logins) {
    if (registry.exported !== undefined) {
      runner.exportVariable(registry.exported.key, registry.exported.value);
    }
  }
}

/** @param file the credentials file, empty when no token is in it */
function reportOutputs(logins: readonly Login[], file: string): void {
  runner.setOutput('registry', logins.map(({ registry }) => registry.name).join('\n'));
  runner.setOutput('credentials-file', file);
  runner.setOutput('logged-in', String(logins.length > 0));
}
