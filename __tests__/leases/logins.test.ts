// What becomes of the logins on a machine when leases come, end, are kept, or give way to a logout.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Base } from '../../src/credentials/journal.ts';
import { type Entry, type Keeper, type Lease, newLease } from '../../src/credentials/lease.ts';
import { addLeases, endLeases, keepLeases, removePlaces } from '../../src/credentials/logins.ts';
import { loginByCargo } from './login-by-cargo.ts';

const FILE = '/home/credentials.toml';
const CRATES_IO = { kind: 'crates-io' } as const;
const ALPHA = { kind: 'alternate', name: 'alpha' } as const;
const BETA = { kind: 'alternate', name: 'beta' } as const;
const ABSENT: Base = { kind: 'absent', createdFolder: '/home' };

function baseOf(text: string): Base {
  return { kind: 'file', text, mode: 0o644, uid: 7, gid: 8 };
}

function entry(place: Entry['place'], token: string): Entry {
  return { place, token, provider: false };
}

function leaseOf(id: string, ...entries: readonly Entry[]): Lease {
  return newLease(id, id, { kind: 'file', entries }, undefined);
}

const BY_CARGO: Keeper = {
  kind: 'cargo',
  login: loginByCargo({ places: [ALPHA] }),
  state: 'held',
  kept: false,
};

const one = leaseOf('one', entry(ALPHA, '1'));
const two = leaseOf('two', entry(ALPHA, '2'), entry(BETA, '2'));
const held = newLease('held', 'alpha', BY_CARGO, undefined);
const ids = (leases: readonly Lease[]) => leases.map(({ id }) => id);

test('a new lease is laid over those that are there', () => {
  const { base, leases } = addLeases({ base: ABSENT, leases: [two] }, [one, held]);
  assert.deepEqual([base, leases], [ABSENT, [two, one, held]]);
});

test('leases end; those that Cargo has to end stay', () => {
  const all = { base: ABSENT, leases: [one, held, two] };
  const { logins, ended } = endLeases(all, ['held', 'one', 'another']);
  assert.deepEqual([logins, ended], [{ base: ABSENT, leases: [held, two] }, [one]]);
});

test('a login that is kept is the owner’s, and nobody’s token stands before it', () => {
  const base = baseOf('# mine\n[registries.alpha]\ntoken = "0"\n');
  const kept = keepLeases({ base, leases: [one, held, two] }, ['one'], FILE);
  assert.deepEqual(kept.base, {
    ...base,
    text: '# mine\n[registries.alpha]\ntoken = "1"\n',
    mode: 0o600,
  });
  assert.deepEqual(ids(kept.leases), ['held', 'two']);
  assert.deepEqual(kept.leases[0], held);
  assert.deepEqual(kept.leases[1]?.keeper, { kind: 'file', entries: [entry(BETA, '2')] });
});

test('a login that is kept where there was no file makes one', () => {
  const kept = keepLeases({ base: ABSENT, leases: [two] }, ['two'], FILE);
  const text = '[registries.alpha]\ntoken = "2"\n\n[registries.beta]\ntoken = "2"\n';
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  assert.deepEqual(kept, { base: { kind: 'file', text, mode: 0o600, uid, gid }, leases: [] });
});

test('with nothing to keep, the base stays as it is', () => {
  for (const base of [ABSENT, baseOf('this is no TOML')]) {
    assert.deepEqual(keepLeases({ base, leases: [one, held] }, ['held', 'another'], FILE), {
      base,
      leases: [one, held],
    });
    const none = leaseOf('none');
    assert.deepEqual(keepLeases({ base, leases: [one, none] }, ['none'], FILE), {
      base,
      leases: [one],
    });
  }
});

const BOTH = '[registry]\ntoken = "0"\n\n[registries.alpha] # at work\ntoken = "0"\n';

test('a logout takes the owner’s token, and that of every lease', () => {
  const all = { base: baseOf(BOTH), leases: [one, held, two] };
  const { logins, removed } = removePlaces(all, [ALPHA], FILE);
  const text = '[registry]\ntoken = "0"\n\n[registries.alpha] # at work\n';
  assert.deepEqual(logins.base, baseOf(text));
  assert.deepEqual(ids(logins.leases), ['held', 'two']);
  assert.deepEqual(removed, [ALPHA]);
});

test('a logout says where there was a token: of a lease, of the owner, or none', () => {
  const all = { base: baseOf(BOTH), leases: [leaseOf('three', entry(BETA, '3'))] };
  const { logins, removed } = removePlaces(
    all,
    [{ kind: 'alternate', name: 'gamma' }, BETA, CRATES_IO],
    FILE,
  );
  assert.deepEqual(removed, [BETA, CRATES_IO]);
  assert.deepEqual(logins, {
    base: baseOf('\n[registries.alpha] # at work\ntoken = "0"\n'),
    leases: [],
  });
});

test('a logout makes no file', () => {
  const three = leaseOf('three', entry(BETA, '3'));
  const { logins, removed } = removePlaces({ base: ABSENT, leases: [one, three] }, [ALPHA], FILE);
  assert.deepEqual([logins, removed], [{ base: ABSENT, leases: [three] }, [ALPHA]]);
});
