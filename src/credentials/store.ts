// What a job does to the logins of one credentials file. Every function throws UserError when that
// fails, and what `check` throws, which it calls while it waits; nothing is written then.

import { UserError } from '../errors.ts';
import { change, type Swept } from './change.ts';
import { parseDocument } from './document.ts';
import { removeEntry, setEntry, tokenOf } from './edit.ts';
import { PRIVATE } from './file.ts';
import { createMarker, isMarkerGone, type Lease, removeMarker } from './lease.ts';
import { type Base, type Logins, layOver, type Name, withoutNames } from './state.ts';

/** What a post step knows itself. */
export interface Known {
  /** Ids of its leases. */
  readonly ids: readonly string[];
  /** RUNNER_TEMP, where their markers are. */
  readonly temp: string | undefined;
  /** The registries that its inputs name, and their tokens. */
  readonly names: readonly Name[];
  readonly tokens: readonly string[];
}

/** What became of the leases of a post step. */
export interface Ended extends Swept {
  /** Nothing of them is in the file any more. `changed`: somebody had changed or removed the entry. */
  readonly removed: readonly Lease[];
  /** A credential provider holds their token, and no other live lease needs it: run `cargo logout`. */
  readonly due: readonly Lease[];
  /** A credential provider holds their token, and another live lease needs it. */
  readonly shared: readonly Lease[];
  /** Registries whose entry was removed by its token, as our table was gone. */
  readonly byToken: readonly Name[];
  /** Nothing is known of any of them, and nothing was removed, though the post step did not run yet. */
  readonly lost: boolean;
}

/**
 * Adds leases to the file, and makes their markers. Throws UserError also where another job is logged
 * in to a registry of the same name with another index.
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

/** Cargo finds a token by the registry's name, and would send it to whatever index the job names. */
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

/** Takes the entries of leases out of the file, and removes their markers. */
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
    // Without its marker our own lease must not be taken for that of a dead job.
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
 * Makes leases part of the base, as if `cargo login` had written them. Leases of others lose their
 * entries for these registries.
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
 * Returns the names that were logged in.
 */
export async function removeEntries(target: string, names: readonly Name[], check: () => void) {
  // A token that is to be revoked still needs its lease.
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
