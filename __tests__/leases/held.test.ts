// Leases whose token a credential provider holds: which of them go together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropSharing, isHeld, keepHeld } from '../../src/credentials/held.ts';
import type { Logins } from '../../src/credentials/journal.ts';
import { type CargoLogin, type Lease, newLease } from '../../src/credentials/lease.ts';
import { loginByCargo } from './login-by-cargo.ts';

function loginTo(registry: string, provider: string): CargoLogin {
  const index = `sparse+https://${registry}.example/`;
  return loginByCargo({ registry, index, providers: [[provider]], workingDirectory: '/' });
}

function heldLease(id: string, registry: string, provider = 'one'): Lease {
  const login = loginTo(registry, provider);
  return newLease(id, registry, { kind: 'cargo', login, state: 'held', kept: false }, undefined);
}

const inFile = newLease('in file', 'alpha', { kind: 'file', entries: [] }, undefined);
const logins = (...leases: readonly Lease[]): Logins => ({ base: { kind: 'absent' }, leases });
const ids = ({ leases }: Logins) => leases.map(({ id }) => id);
const kept = ({ leases }: Logins) => leases.map((lease) => isHeld(lease) && lease.keeper.kept);

test('who is logged out takes those along whose token was in the same place', () => {
  const all = logins(
    heldLease('mine', 'alpha'),
    heldLease('another job’s', 'alpha'),
    heldLease('with another provider', 'alpha', 'two'),
    heldLease('of another registry', 'beta'),
    inFile,
  );
  const left = dropSharing(all, loginTo('alpha', 'one'));
  assert.deepEqual(ids(left), ['with another provider', 'of another registry', 'in file']);
});

test('a token that is still to be revoked is not forgotten', () => {
  const revocation = { url: 'https://crates.example', token: 'a token' };
  const [lease] = dropSharing(
    logins({ ...heldLease('mine', 'alpha'), revocation }),
    loginTo('alpha', 'one'),
  ).leases;
  assert.deepEqual(lease?.revocation, revocation);
  assert.deepEqual(lease?.keeper, { kind: 'file', entries: [] });
});

test('a login that is to stay is the last: those who share it log out no more', () => {
  const [other, mine] = [heldLease('other', 'alpha'), heldLease('mine', 'alpha')];
  const left = keepHeld(logins(other, heldLease('beta', 'beta'), mine), ['mine']);
  assert.deepEqual(
    [ids(left), kept(left)],
    [
      ['other', 'beta'],
      [true, false],
    ],
  );
});

test('a login that was to stay and has been replaced goes with the one that replaced it', () => {
  const [mine, later] = [heldLease('mine', 'alpha'), heldLease('later', 'alpha')];
  const left = keepHeld(logins(mine, later), ['mine']);
  assert.deepEqual([ids(left), kept(left)], [['later'], [false]]);
});
