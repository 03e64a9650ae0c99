// Logins and logouts that Cargo itself has to do, since only Cargo can call a credential provider.

import type { CheckCancelled } from './cancellation.ts';
import {
  type CargoCall,
  type CargoOutcome,
  cargoLogin,
  cargoLogout,
  LIMIT_MS,
} from './cargo/cli.ts';
import { parseCredentials, type RegistryPlace, readEntry } from './credentials/edit.ts';
import { readState } from './credentials/file.ts';
import {
  beginEnd,
  beginRun,
  dropLeases,
  dropSharing,
  endRun,
  type HeldLease,
  leasesSharing,
} from './credentials/held.ts';
import { textOf } from './credentials/journal.ts';
import { type CargoLogin, isOutdated, type Lease, removeMarker } from './credentials/lease.ts';
import { removePlaces } from './credentials/logins.ts';
import { readSecretKey } from './credentials/secret-key.ts';
import type { Outcome } from './credentials/store.ts';
import { UserError } from './errors.ts';
import { now } from './host.ts';
import { inProviderSession, type ProviderSession } from './provider-session.ts';
import * as runner from './runner.ts';
import { Secret } from './secret.ts';

/** A lease that Cargo is to log in for. */
export interface LoginByCargo {
  readonly lease: HeldLease;
  readonly token: Secret;
  /** What the provider gets from the command line. */
  readonly providerArgs: readonly string[];
}

/** What became of it: Cargo may have put the token into the credentials file after all. */
export interface LoggedIn {
  readonly inFile: boolean;
  /** What Cargo printed, without the token. */
  readonly words: string;
}

/**
 * Has Cargo log in. The lease is in the journal before Cargo runs.
 *
 * @param target absolute path of the credentials file
 * @param checkWanted throws when the login is not wanted any more
 * @throws UserError with Cargo's words when it fails; the lease is in the journal then if the
 * provider may hold the token nevertheless
 * @throws whatever `checkCancelled` and `checkWanted` throw
 */
export async function logInByCargo(
  target: string,
  { lease, token, providerArgs }: LoginByCargo,
  checkWanted: () => void,
  checkCancelled: CheckCancelled,
): Promise<LoggedIn> {
  const { login } = lease.keeper;
  return await inProviderSession(target, checkCancelled, async (session) => {
    await session.change((found) => {
      checkWanted();
      return { logins: beginRun(found, lease, 'login'), result: undefined };
    });
    const outcome = await session.run(login, (onStart) =>
      cargoLogin(callFor(login, [token], checkCancelled, onStart), token, providerArgs),
    );
    if (outcome.kind === 'refused' || outcome.kind === 'no cargo') await drop(session, lease);
    if (outcome.kind !== 'done') throw new UserError(outcome.why);
    const { leases } = await endRunOf(session, lease);
    const kept = leases.find(({ id }) => id === lease.id);
    return { inFile: kept?.keeper.kind === 'file', words: outcome.words };
  });
}

async function endRunOf(session: ProviderSession, { id }: Lease): Promise<Outcome<void>> {
  return await session.change((found) => ({ logins: endRun(found, id), result: undefined }));
}

async function drop(session: ProviderSession, { id }: Lease): Promise<void> {
  await session.change((found) => ({ logins: dropLeases(found, [id]), result: undefined }));
}

function callFor(
  login: CargoLogin,
  secrets: readonly Secret[],
  checkCancelled: CheckCancelled,
  onStart: (pid: number) => void,
): CargoCall {
  const env = runner.environment();
  const settings = { env, secrets, limitMs: LIMIT_MS, debug: runner.debug };
  return { login, ...settings, checkCancelled, onStart };
}

/** What became of leases that were to end. */
export interface EndedByCargo {
  /** Cargo has logged out for these. */
  readonly loggedOut: readonly Lease[];
  /** Ended without a logout: another job needs the token, or it was in the file. */
  readonly ended: readonly Lease[];
  /** Cargo could not log out for these, and why. */
  readonly failed: readonly { readonly lease: Lease; readonly why: string }[];
}

/**
 * Ends leases, and those of jobs that have ended without a word: Cargo logs out for those that are
 * the last to need a token. A failure is a part of the result; it is tried again by a later job only
 * where there was no cargo at all.
 *
 * @param target absolute path of the credentials file
 * @param secrets what a provider could print
 * @param giveUp throws when it is not worth waiting for other jobs any longer
 * @throws UserError when the credentials file or the journal cannot be changed
 * @throws whatever `giveUp` throws
 */
export async function endByCargo(
  target: string,
  ids: readonly string[],
  secrets: readonly Secret[],
  giveUp: CheckCancelled,
): Promise<EndedByCargo> {
  return await inProviderSession(target, giveUp, async (session) => {
    const { result } = await session.change((found) => {
      const end = beginEnd(found, ids);
      return { logins: end.logins, result: end };
    });
    const loggedOut: Lease[] = [];
    const failed: { lease: Lease; why: string }[] = [];
    for (const lease of result.due) {
      const { login } = lease.keeper;
      // Of another job's token nothing is known by which it could be hidden.
      const known = ids.includes(lease.id) ? [...secrets, ...exchangedFor(lease)] : [];
      const outcome = await session.run(login, (onStart) =>
        cargoLogout(callFor(login, known, () => {}, onStart)),
      );
      await (isForLater(lease, outcome) ? endRunOf : drop)(session, lease);
      if (outcome.kind === 'done') loggedOut.push(lease);
      else failed.push({ lease, why: outcome.why });
    }
    return { loggedOut, ended: result.ended, failed };
  });
}

/** A job that has cargo on PATH can log out for one that had not, or that removed it too early. */
function isForLater(lease: Lease, { kind }: CargoOutcome): boolean {
  return kind === 'no cargo' && lease.marker !== undefined && !isOutdated(lease, now());
}

/** Returns the token that a registry gave for the identity of a job. */
function exchangedFor({ revocation }: Lease): Secret[] {
  return revocation === undefined ? [] : [new Secret(revocation.token)];
}

/**
 * Has Cargo log out now, whoever logged in.
 *
 * @param target absolute path of the credentials file
 * @param errand a lease of its own, for the time that it takes
 * @returns whether anybody was logged in
 * @throws UserError with Cargo's words when it fails
 * @throws whatever `checkCancelled` throws
 */
export async function logOutByCargo(
  target: string,
  errand: HeldLease,
  checkCancelled: CheckCancelled,
): Promise<boolean> {
  const { login } = errand.keeper;
  return await inProviderSession(target, checkCancelled, async (session) => {
    await session.change((found) => ({
      logins: beginRun(found, errand, 'logout'),
      result: undefined,
    }));
    try {
      const { outcome, fromFile } = await session.run(login, async (onStart) => {
        const before = tokensAt(target, login.places);
        const outcome = await cargoLogout(callFor(login, [], checkCancelled, onStart));
        return { outcome, fromFile: tokensAt(target, login.places) !== before };
      });
      if (outcome.kind !== 'done') throw new UserError(outcome.why);
      await forgetLogin(session, target, login, fromFile);
      return !/not currently logged in/.test(outcome.words);
    } finally {
      await drop(session, errand);
    }
  });
}

/** Removes what is known of a login, and from the file what Cargo has removed from it. */
async function forgetLogin(
  session: ProviderSession,
  target: string,
  login: CargoLogin,
  fromFile: boolean,
): Promise<void> {
  const { result: gone } = await session.change((found) => {
    const rest = fromFile ? removePlaces(found, login.places, target).logins : found;
    return { logins: dropSharing(rest, login), result: leasesSharing(found, login) };
  });
  gone.forEach(removeMarker);
}

/** Returns a text that is equal for the same tokens. */
function tokensAt(target: string, places: readonly RegistryPlace[]): string {
  if (places.length === 0) return '';
  const document = parseCredentials(textOf(readState(target)) ?? '', target);
  return JSON.stringify(
    places.map((place) => [readEntry(document, place).token, readSecretKey(document, place)]),
  );
}
