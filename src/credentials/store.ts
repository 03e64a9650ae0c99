// The operations of a job on the logins of one credentials file. Every function throws UserError
// when it fails. It calls `check` until it starts the change, and throws what `check` throws. After
// an error, the file is unchanged.

import { UserError } from '../errors.ts';
import { change, type Swept } from './change.ts';
import { parseDocument } from './document.ts';
import { removeEntry, setEntry, tokenOf } from './edit.ts';
import { PRIVATE } from './file.ts';
import { createMarker, isMarkerGone, type Lease, removeMarker } from './lease.ts';
import { type Base, type Logins, layOver, type Name, withoutNames } from './state.ts';

/** What a step knows about its own logins. */
export interface Known {
  /** The ids of its leases. */
  readonly ids: readonly string[];
  /** RUNNER_TEMP, the folder of their markers. */
  readonly temp: string | undefined;
  /** The names that it wrote to the file, and the tokens in its inputs. */
  readonly names: readonly Name[];
  readonly tokens: readonly string[];
}

/** The result of ending leases. */
export interface Ended extends Swept {
  /** Leases without a provider. The file no longer has their entries. */
  readonly removed: readonly Lease[];
  /** Leases whose token a provider holds. No other live lease needs it: run `cargo logout`. */
  readonly due: readonly Lease[];
  /** Leases whose token a provider holds. Another live lease needs it. */
  readonly shared: readonly Lease[];
  /** Names whose entry was found and removed by its token, because the leases were gone. */
  readonly byToken: readonly Name[];
  /** Whether the file has none of the leases, a marker is still there, and nothing was removed. */
  readonly lost: boolean;
}

/**
 * Adds leases to the file, and creates their markers. Also throws UserError if another job is
 * logged in to a registry of the same name but with a different index.
 */
export async function addLeases(target: string, leases: readonly Lease[], check: () => void) {
  try {
    leases.forEach(createMarker);
    return await change(target, check, ({ base, leases: live }) => {
      refuseOtherIndex(leases, live);
      return { base, leases: [...live, ...leases] };
    });
  } catch (error) {
    leases.forEach(removeMarker);
    throw error;
  }
}

/** Cargo finds a token by registry name, and would send it to whichever index a job configures. */
function refuseOtherIndex(leases: readonly Lease[], live: readonly Lease[]): void {
  for (const { registry, index, entries } of leases) {
    const names = entries.map(({ name }) => name);
    const isSame = (each: Lease) => each.entries.some(({ name }) => names.includes(name));
    const other = live.find((each) => each.index !== index && isSame(each));
    if (other !== undefined) {
      throw new UserError(
        `a job on this machine is already logged in to a registry \`${registry}\` with the index ${other.index}, but the index here is ${index}; ` +
          'Cargo would send the token of one job to the wrong server. Use different registry names, or give each job its own CARGO_HOME',
      );
    }
  }
}

/** Removes the entries of leases from the file. Removes their markers even after an error. */
export async function endLeases(target: string, known: Known, check: () => void): Promise<Ended> {
  const { ids, temp, names, tokens } = known;
  const end = ({ base, leases }: Logins) => {
    const ours = leases.filter(({ id }) => ids.includes(id));
    const others = leases.filter(({ id }) => !ids.includes(id));
    const held = ours.filter(({ provider }) => provider !== undefined);
    const isShared = ({ provider, index }: Lease) =>
      others.some((other) => other.provider === provider && other.index === index);
    const isLost = ours.length === 0 && ids.some((id) => !isMarkerGone({ id, temp }));
    const tokenNow = (name: Name) => tokenOf(parseDocument(base?.text ?? '', target), name);
    const byToken = names.filter(
      (name) => isLost && tokens.some((each) => each === tokenNow(name)),
    );
    return {
      base: without(base, byToken, target),
      leases: others,
      removed: ours.filter(({ provider }) => provider === undefined),
      due: held.filter((lease) => !isShared(lease)),
      shared: held.filter(isShared),
      byToken,
      lost: isLost && byToken.length === 0,
    };
  };
  try {
    // A lease of this job may have lost its marker. `ids` keeps it from being dropped as dead.
    return await change(target, check, end, ids);
  } finally {
    for (const id of ids) removeMarker({ id, temp });
  }
}

/** Returns the base without the entries of some registries. */
function without(base: Base | undefined, names: readonly Name[], path: string): Base | undefined {
  if (base === undefined || names.length === 0) return base;
  return { ...base, text: names.reduce(removeEntry, parseDocument(base.text, path)).text };
}

/**
 * Moves the entries of leases into the base, as if `cargo login` had written them. Leases of other
 * jobs lose their entries for these registries.
 */
export async function keepLeases(target: string, kept: readonly Lease[], check: () => void) {
  const ids = kept.map(({ id }) => id);
  const entries = kept.flatMap((lease) => lease.entries);
  const names = entries.map(({ name }) => name);
  const keep = ({ base, leases }: Logins) => {
    const others = leases.filter(({ id }) => !ids.includes(id));
    const { text } = entries.reduce(setEntry, parseDocument(base?.text ?? '', target));
    return {
      base: entries.length === 0 ? base : { text, mode: PRIVATE },
      leases: others.map((lease) => withoutNames(lease, names, true)),
    };
  };
  await change(target, check, keep, ids);
  kept.forEach(removeMarker);
}

/**
 * Removes the entries of registries from the base and from all leases, as `cargo logout` would.
 * Returns the names that had a token.
 */
export async function removeEntries(target: string, names: readonly Name[], check: () => void) {
  // A lease is also needed to log out with a provider, or to revoke a token.
  const isNeeded = ({ entries, provider, revocation }: Lease) =>
    entries.length > 0 || provider !== undefined || revocation !== undefined;
  return await change(target, check, (logins) => {
    const visible = parseDocument(layOver(logins, target), target);
    const leases = logins.leases.map((lease) => withoutNames(lease, names, lease.changed));
    return {
      base: without(logins.base, names, target),
      leases: leases.filter(isNeeded),
      removed: names.filter((name) => tokenOf(visible, name) !== undefined),
    };
  });
}
