// The leases of a login step as a whole: begun, kept, or taken back.

import type { CheckCancelled } from './cancellation.ts';
import { isHeld, keepHeld } from './credentials/held.ts';
import { createMarker, isMarkerGone, type Lease, removeMarker } from './credentials/lease.ts';
import { addLeases, endLeases, keepLeases } from './credentials/logins.ts';
import { changeLogins, leasesOf } from './credentials/store.ts';
import { messageOf, UserError } from './errors.ts';
import { secretsGiven } from './given-tokens.ts';
import { endHeld, remains, reportSwept, sweepHeld } from './held-logins.ts';
import * as runner from './runner.ts';

/**
 * Adds the leases of a step.
 *
 * @throws UserError when that fails; nothing is left of them then
 * @throws whatever `checkCancelled` throws
 */
export async function begin(
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

/**
 * A cancelled main step may still run when the post step has logged out already.
 *
 * @throws UserError when that is so
 */
export function refuseAfterPost(leases: readonly Lease[]): void {
  if (leases.some(isMarkerGone)) {
    throw new UserError('the job has ended already, so nothing is logged in to any more');
  }
}

/**
 * Makes the logins part of the file as its owner has it, as `cargo login` would (`logout: false`).
 *
 * @throws UserError when that fails
 * @throws whatever `checkCancelled` throws
 */
export async function keep(
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
export async function undo(
  target: string,
  leases: readonly Lease[],
  error: unknown,
): Promise<unknown> {
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
