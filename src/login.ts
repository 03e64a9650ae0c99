// The main step with `command: login`, top to bottom.

import {
  createMarker,
  isMarkerGone,
  type Lease,
  newLease,
  newLeaseId,
  removeMarker,
} from './credentials/lease.ts';
import type { CheckCancelled } from './credentials/lock.ts';
import { addLeases, endLeases, keepLeases } from './credentials/logins.ts';
import { changeLogins } from './credentials/store.ts';
import { messageOf, UserError } from './errors.ts';
import type { Inputs } from './inputs.ts';
import { type Login, planLogins } from './plan.ts';
import * as runner from './runner.ts';
import { saveState } from './state.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';
import { withTokens } from './tokens.ts';
import { warnOfSurroundings } from './warnings.ts';

/**
 * Logs in to every requested registry, or to none.
 *
 * @throws UserError when something is refused or fails; what was written is undone then
 */
export async function login(inputs: Inputs, checkCancelled: CheckCancelled): Promise<void> {
  const requests = withTokens(inputs);
  if (requests.length === 0) {
    reportOutputs([], '');
    return;
  }
  const surroundings = readSurroundings(inputs);
  const logins = planLogins(requests, inputs, surroundings);
  warnOfSurroundings(
    surroundings,
    logins.map(({ registry }) => registry),
  );
  const leases = logins.map(leaseFor);
  saveState({
    file: surroundings.file.target,
    leases: leases.map(({ id }) => id),
    markers: leases.flatMap(({ marker }) => marker ?? []),
  });
  await carryOut(inputs, surroundings, logins, leases, checkCancelled);
}

function leaseFor({ registry, keeper }: Login): Lease {
  return newLease(newLeaseId(), registry.name, keeper, runner.temporaryFolder());
}

async function carryOut(
  inputs: Inputs,
  { file, term }: Surroundings,
  logins: readonly Login[],
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  try {
    for (const { marker } of leases) if (marker !== undefined) createMarker(marker);
    const { swept } = await changeLogins(file.target, checkCancelled, (found) => {
      refuseAfterPost(leases);
      return { logins: addLeases(found, leases), result: undefined };
    });
    reportSwept(swept);
    reportOutputs(logins, file.path);
    exportIndexes(logins);
    checkCancelled();
    if (!inputs.logout) await keep(file.target, leases, checkCancelled);
  } catch (error) {
    throw await undo(file.target, leases, error);
  }
  if (term.verbosity === 'quiet') return;
  for (const { registry } of logins) runner.info(`Login token for \`${registry.name}\` saved`);
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
    logins: keepLeases(found, ids, target),
    result: undefined,
  }));
  leases.forEach(removeMarker);
}

/** Takes back what was written, and returns the error to be reported. */
async function undo(target: string, leases: readonly Lease[], error: unknown): Promise<unknown> {
  const ids = leases.map(({ id }) => id);
  try {
    leases.forEach(removeMarker);
    await changeLogins(
      target,
      () => {},
      (found) => ({
        logins: endLeases(found, ids).logins,
        result: undefined,
      }),
    );
    return error;
  } catch (cause) {
    const [first, second] = [error, cause].map(messageOf);
    if (first === second) return error;
    return new UserError(`${first}\nand what was written could not be taken back: ${second}`, {
      cause,
    });
  }
}

/** Says whose tokens were found and removed. */
export function reportSwept(swept: readonly Lease[]): void {
  for (const { registry } of swept) {
    runner.info(
      `Removed the token for \`${registry}\` that a job left behind which ended without logging out`,
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

function reportOutputs(logins: readonly Login[], file: string): void {
  const inFile = logins.some(({ keeper }) => keeper.kind === 'file');
  runner.setOutput('registry', logins.map(({ registry }) => registry.name).join('\n'));
  runner.setOutput('credentials-file', inFile ? file : '');
  runner.setOutput('logged-in', String(logins.length > 0));
}
