// What cargo itself does to the credentials file when this action has it log in or out. It writes
// the file anew, without comments; so of its edit only the values count.

import type { TomlTable } from 'smol-toml';
import { sameValue, withValues } from './document.ts';
import { type CredentialsDocument, type RegistryPlace, readEntry } from './edit.ts';
import type { Entry, Lease } from './lease.ts';
import { readSecretKey, sameSecretKey } from './secret-key.ts';

/**
 * Returns the leases after an edit that cargo made for one of them, or `undefined` when it is
 * somebody else's: cargo is at work on none of them, or more has changed than the entry of such a
 * one. Of a lease whose entry cargo wrote, the token is in the file, as of any other.
 *
 * @param expected what the file held before
 * @throws UserError if an entry has a type that cargo refuses
 */
export function leasesAfterCargo(
  leases: readonly Lease[],
  expected: CredentialsDocument,
  edited: CredentialsDocument,
): readonly Lease[] | undefined {
  const places = leases.flatMap(runningPlaces);
  if (places.length === 0) return undefined;
  const rest = (data: TomlTable) => places.reduce(withoutPlace, data);
  if (!sameValue(rest(expected.data), rest(edited.data))) return undefined;
  return leases.map((lease) => {
    const entries = writtenEntries(runningPlaces(lease), expected, edited);
    return entries.length === 0 ? lease : { ...lease, keeper: { kind: 'file', entries } };
  });
}

/** Returns where cargo may be writing for a lease now. */
function runningPlaces({ keeper }: Lease): readonly RegistryPlace[] {
  return keeper.kind === 'cargo' && keeper.state === 'running' ? keeper.login.places : [];
}

/** Cargo moves or drops whatever stands beside a token, and an old top-level token with it. */
function withoutPlace(data: TomlTable, place: RegistryPlace): TomlTable {
  return place.kind === 'crates-io'
    ? withValues(data, [], new Map([['registry', undefined], ['token', undefined]])) // biome-ignore format: two pairs
    : withValues(data, ['registries'], new Map([[place.name, undefined]]));
}

/** Returns what cargo wrote, at all the places where it will look for it. */
function writtenEntries(
  places: readonly RegistryPlace[],
  expected: CredentialsDocument,
  edited: CredentialsDocument,
): readonly Entry[] {
  for (const place of places) {
    const { token } = readEntry(edited, place);
    if (token !== undefined && token !== readEntry(expected, place).token) {
      return places.map((each) => ({ place: each, token, provider: false }));
    }
    const key = readSecretKey(edited, place);
    if (key !== undefined && !sameSecretKey(key, readSecretKey(expected, place))) {
      const asymmetric = { subject: key.subject };
      return places.map((each) => ({ place: each, token: key.key, provider: false, asymmetric }));
    }
  }
  return [];
}
