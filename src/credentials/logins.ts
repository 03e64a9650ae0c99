// What a step makes of the logins on a machine: leases added, ended, or made the owner's own.

import { parseCredentials, type RegistryPlace, readEntry, removeEntry } from './edit.ts';
import { type Base, type Logins, layOver, textOf } from './journal.ts';
import { dropPlace, entriesOf, type Lease, placeKey } from './lease.ts';
import { PRIVATE } from './replace.ts';

/** Returns the logins with leases laid over those that are there. */
export function addLeases({ base, leases }: Logins, added: readonly Lease[]): Logins {
  return { base, leases: [...leases, ...added] };
}

/**
 * Returns the logins without the leases with these ids, and the leases that were ended. Those whose
 * token a credential provider holds remain until Cargo has logged out.
 */
export function endLeases(
  { base, leases }: Logins,
  ids: readonly string[],
): { readonly logins: Logins; readonly ended: readonly Lease[] } {
  const ended = leases.filter(({ id, keeper }) => ids.includes(id) && keeper.kind === 'file');
  return { logins: { base, leases: leases.filter((lease) => !ended.includes(lease)) }, ended };
}

/**
 * Returns the logins with the entries of some leases in the base, where they stay. As after a
 * `cargo login`, no other job's token stands before them.
 *
 * @param path of the credentials file, for messages
 * @throws UserError when the base cannot be parsed or edited
 */
export function keepLeases(logins: Logins, ids: readonly string[], path: string): Logins {
  const { logins: others, ended } = endLeases(logins, ids);
  const entries = ended.flatMap(entriesOf);
  if (entries.length === 0) return others;
  let document = parseCredentials(textOf(others.base) ?? '', path);
  for (const entry of entries) document = layOver(document, entry);
  const leases = entries.reduce<readonly Lease[]>(
    (left, { place }) => dropPlace(left, place),
    others.leases,
  );
  return { base: { ...fileOf(others.base), text: document.text, mode: PRIVATE }, leases };
}

function fileOf(base: Base): Base & { readonly kind: 'file' } {
  if (base.kind === 'file') return base;
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  return { kind: 'file', text: '', mode: PRIVATE, uid, gid };
}

/**
 * Returns the logins without any token at these places, the owner's and every lease's, as after a
 * `cargo logout`; and the places at which there was one.
 *
 * @param path of the credentials file, for messages
 * @throws UserError when the base cannot be parsed or edited
 */
export function removePlaces(
  logins: Logins,
  places: readonly RegistryPlace[],
  path: string,
): { readonly logins: Logins; readonly removed: readonly RegistryPlace[] } {
  let document = parseCredentials(textOf(logins.base) ?? '', path);
  let { leases } = logins;
  const removed: RegistryPlace[] = [];
  for (const place of places) {
    const left = dropPlace(leases, place);
    const isLeased = leases
      .flatMap(entriesOf)
      .some((entry) => placeKey(entry.place) === placeKey(place));
    if (isLeased || readEntry(document, place).token !== undefined) removed.push(place);
    leases = left;
    document = removeEntry(document, place);
  }
  const base = logins.base.kind === 'file' ? { ...logins.base, text: document.text } : logins.base;
  return { logins: { base, leases }, removed };
}
