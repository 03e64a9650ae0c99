// Leases whose token a credential provider holds. A provider holds one token for a registry: a later
// login replaces it, and one logout ends it for all. So the last lease logs out.

import { hostIdentity, now } from '../host.ts';
import type { Logins } from './journal.ts';
import { type CargoLogin, isDead, type Lease } from './lease.ts';
import { endLeases } from './logins.ts';

/** A lease whose token a credential provider holds. */
export type HeldLease = Lease & { readonly keeper: { readonly kind: 'cargo' } };

/** Tells whether a credential provider holds the token of a lease. */
export function isHeld(lease: Lease): lease is HeldLease {
  return lease.keeper.kind === 'cargo';
}

/** Returns a text that is equal for logins of which the later replaces the earlier. */
function holderOf({ index, providers }: CargoLogin): string {
  return JSON.stringify([index ?? null, providers]);
}

function sharesHolder(lease: Lease, login: CargoLogin): boolean {
  return isHeld(lease) && holderOf(lease.keeper.login) === holderOf(login);
}

/** Returns the logins with a lease that Cargo is about to log in, or out, for. */
export function beginRun(
  { base, leases }: Logins,
  lease: HeldLease,
  work: 'login' | 'logout',
): Logins {
  const { login } = lease.keeper;
  // A login replaces the token that was to stay.
  const others = leases.map((other) =>
    work === 'login' && sharesHolder(other, login) ? withKeeper(other, { kept: false }) : other,
  );
  return { base, leases: [...others, withKeeper(lease, { state: 'running' })] };
}

/** Returns the logins once Cargo has logged in for a lease. */
export function endRun({ base, leases }: Logins, id: string): Logins {
  return {
    base,
    leases: leases.map((lease) => (lease.id === id ? withKeeper(lease, { state: 'held' }) : lease)),
  };
}

function withKeeper(
  lease: Lease,
  changes: { readonly state?: 'running' | 'held'; readonly kept?: boolean },
): Lease {
  return isHeld(lease) ? { ...lease, keeper: { ...lease.keeper, ...changes } } : lease;
}

/** Returns the logins without these leases, whoever holds their token. */
export function dropLeases({ base, leases }: Logins, ids: readonly string[]): Logins {
  return { base, leases: leases.filter(({ id }) => !ids.includes(id)) };
}

/** Returns the leases whose token is where that of this login is. */
export function leasesSharing({ leases }: Logins, login: CargoLogin): Lease[] {
  return leases.filter((lease) => sharesHolder(lease, login));
}

/**
 * Returns the logins without any lease whose token was where that of this login is. One whose token
 * is still to be revoked remains for that.
 */
export function dropSharing({ base, leases }: Logins, login: CargoLogin): Logins {
  return {
    base,
    leases: leases.flatMap((lease): Lease[] => {
      if (!sharesHolder(lease, login)) return [lease];
      return lease.revocation === undefined
        ? []
        : [{ ...lease, keeper: { kind: 'file', entries: [] } }];
    }),
  };
}

/**
 * Returns the logins without these leases, their tokens left where they are: other jobs that share
 * them do not log out any more. Where another job has replaced the token meanwhile, that goes.
 */
export function keepHeld(logins: Logins, ids: readonly string[]): Logins {
  const keeping = logins.leases.filter(isHeld).filter(({ id }) => ids.includes(id));
  return keeping.reduce((left, lease) => {
    const sharing = leasesSharing(left, lease.keeper.login);
    const isLatest = sharing.at(-1)?.id === lease.id;
    const { base, leases } = dropLeases(left, [lease.id]);
    return {
      base,
      leases: leases.map((other) =>
        isLatest && isAmong(other, sharing) ? withKeeper(other, { kept: true }) : other,
      ),
    };
  }, logins);
}

/** What the end of some leases comes to. */
export interface HeldEnd {
  readonly logins: Logins;
  /** Leases that have ended: their token was in the file after all, or somebody else needs it. */
  readonly ended: readonly Lease[];
  /** Leases for which Cargo has to log out; they remain until it has. */
  readonly due: readonly HeldLease[];
}

/** Returns the logins with these leases, and those of jobs that are dead, ended as far as it goes. */
export function beginEnd(logins: Logins, ids: readonly string[]): HeldEnd {
  const [moment, host] = [now(), hostIdentity()];
  const { logins: rest, ended } = endLeases(logins, ids);
  const ending = rest.leases
    .filter(isHeld)
    .filter((lease) => ids.includes(lease.id) || isDead(lease, moment, host));
  const due = lastOfEach(ending).filter(
    ({ keeper }) =>
      !keeper.kept &&
      !rest.leases.some((lease) => !isAmong(lease, ending) && sharesHolder(lease, keeper.login)),
  );
  const leases = rest.leases
    .filter((lease) => !isAmong(lease, ending) || isAmong(lease, due))
    .map((lease) => (isAmong(lease, due) ? withKeeper(lease, { state: 'running' }) : lease));
  const gone = ending.filter((lease) => !isAmong(lease, due));
  return { logins: { base: rest.base, leases }, ended: [...ended, ...gone], due };
}

function isAmong(lease: Lease, leases: readonly Lease[]): boolean {
  return leases.some(({ id }) => id === lease.id);
}

/** Returns of the leases that share a holder the last: its folder is the likeliest to be there. */
function lastOfEach(leases: readonly HeldLease[]): HeldLease[] {
  const last = new Map(leases.map((lease) => [holderOf(lease.keeper.login), lease]));
  return [...last.values()];
}
