// The ends of leases whose token a credential provider holds, as the phases of a step see them.

import { existsSync } from 'node:fs';
import { type EndedByCargo, endByCargo, logOutByCargo } from './by-cargo.ts';
import type { CheckCancelled } from './cancellation.ts';
import { companionsOf } from './credentials/commit.ts';
import { type HeldLease, isHeld } from './credentials/held.ts';
import {
  type CargoLogin,
  createMarker,
  type Lease,
  newLease,
  newLeaseId,
  removeMarker,
} from './credentials/lease.ts';
import { isLeftBehind } from './credentials/lock.ts';
import type { Outcome } from './credentials/store.ts';
import { messageOf } from './errors.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';
import type { State } from './state.ts';

const NOTHING_ENDED: EndedByCargo = { loggedOut: [], ended: [], failed: [] };

/**
 * Ends those of the leases that a credential provider holds, as far as they are still there after a
 * change, and those of dead jobs. What becomes of the latter is said here.
 *
 * @param secrets what a provider could print, the tokens of this job
 * @param giveUp throws when it is not worth waiting for other jobs any longer
 * @throws UserError when the credentials file or the journal cannot be changed
 * @throws whatever `giveUp` throws
 */
export async function endHeld(
  target: string,
  { leases, abandoned }: Outcome<unknown>,
  ids: readonly string[],
  secrets: readonly Secret[],
  giveUp: CheckCancelled,
): Promise<EndedByCargo> {
  const mine = leases.filter(isHeld).filter(({ id }) => ids.includes(id));
  if (mine.length === 0 && abandoned.length === 0 && !isSessionLeft(target)) return NOTHING_ENDED;
  const { loggedOut, ended, failed } = await endByCargo(target, ids, secrets, giveUp);
  const isMine = ({ id }: Lease) => ids.includes(id);
  reportSwept(loggedOut.filter((lease) => !isMine(lease)));
  for (const { lease, why } of failed.filter((failure) => !isMine(failure.lease))) {
    runner.warning(`${remains(lease)}, from a job that ended without logging out: ${why}`);
  }
  return {
    loggedOut: loggedOut.filter(isMine),
    ended: ended.filter(isMine),
    failed: failed.filter((failure) => isMine(failure.lease)),
  };
}

/** Ends those leases of a step that a credential provider holds. A failure is a warning. */
export async function endHeldOf(
  { file, leases, held }: State,
  outcome: Outcome<unknown>,
  secrets: readonly Secret[],
): Promise<EndedByCargo> {
  try {
    return await endHeld(file, outcome, leases, secrets, () => {});
  } catch (error) {
    const names = Object.values(held).map((registry) => `\`${registry}\``);
    runner.warning(
      `the token for ${names.join(', ')} may still be with its credential provider: ${messageOf(error)}; the next login on this machine will try again`,
    );
    return NOTHING_ENDED;
  }
}

/** Whether a job was killed while Cargo was at work. */
function isSessionLeft(target: string): boolean {
  return isLeftBehind(companionsOf(target).session);
}

/** How long a login waits to clear away what another job left behind. */
const SWEEP_PATIENCE_S = 10;

/**
 * Ends the leases of dead jobs, if there are any. That this fails is no reason for a login to fail:
 * it is a warning.
 */
export async function sweepHeld(target: string, outcome: Outcome<unknown>): Promise<void> {
  const deadline = process.uptime() + SWEEP_PATIENCE_S;
  try {
    await endHeld(target, outcome, [], [], () => {
      if (process.uptime() > deadline) throw new Error('another login or logout takes too long');
    });
  } catch (error) {
    runner.warning(
      `what a job left behind with a credential provider could not be removed: ${messageOf(error)}; the next login on this machine will try again`,
    );
  }
}

/**
 * Has Cargo log out of a registry now, whoever logged in. Returns whether anybody was.
 *
 * @throws UserError with Cargo's words when it fails
 * @throws whatever `checkCancelled` throws
 */
export async function logOutHeld(
  target: string,
  registry: string,
  login: CargoLogin,
  checkCancelled: CheckCancelled,
): Promise<boolean> {
  const errand = newHeldLease(registry, login);
  if (errand.marker !== undefined) createMarker(errand.marker);
  try {
    return await logOutByCargo(target, errand, checkCancelled);
  } finally {
    removeMarker(errand);
  }
}

function newHeldLease(registry: string, login: CargoLogin): HeldLease {
  const keeper = { kind: 'cargo', login, state: 'running', kept: false } as const;
  const folder = runner.temporaryFolder();
  return { ...newLease(newLeaseId(), registry, keeper, folder), keeper };
}

/** Says whose tokens were found and removed. */
export function reportSwept(swept: readonly Lease[]): void {
  for (const { registry } of swept) {
    runner.info(
      `Removed the token for \`${registry}\` that a job left behind which ended without logging out`,
    );
  }
}

/**
 * Returns those leases of a step that nobody knows any more: it has not logged out, but the journal
 * has none of them. To be asked before the markers are removed, for then any job may end these leases.
 */
export function lostLeases({ leases, markers }: State, known: readonly Lease[]): readonly string[] {
  const begun = markers.filter((marker) => existsSync(marker));
  return leases.filter(
    (id) =>
      begun.some((marker) => marker.endsWith(`-${id}`)) && !known.some((lease) => lease.id === id),
  );
}

/** Says what may remain with providers of logins that nobody knows any more. */
export function warnOfLost(registries: readonly string[]): void {
  for (const registry of registries) {
    runner.warning(
      `the token for \`${registry}\` may still be with its credential provider: the journal of logins beside the credentials file is gone; run \`cargo logout --registry ${registry}\` there`,
    );
  }
}

/** Says what became of the leases of this step whose tokens were with a provider. */
export function reportEnd({ loggedOut, ended, failed }: EndedByCargo): void {
  for (const { registry } of loggedOut) {
    runner.info(`Logout token for \`${registry}\` has been removed from its credential provider`);
  }
  for (const { registry } of ended.filter(isHeld)) {
    runner.info(`The token for \`${registry}\` stays: other jobs of this machine need it`);
  }
  for (const { lease, why } of failed) runner.warning(`${remains(lease)}: ${why}`);
}

/** Says what may remain after a logout that failed. */
export function remains(lease: Lease): string {
  const provider = isHeld(lease) ? lease.keeper.login.providers.map(([name]) => name) : [];
  return `the token for \`${lease.registry}\` may still be with its credential provider (\`${provider.join('`, `')}\`)`;
}
