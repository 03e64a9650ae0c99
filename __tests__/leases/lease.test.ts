// When a lease is dead, and what is left of it when something is taken from it.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  createMarker,
  dropPlace,
  entriesOf,
  holdsToken,
  isDead,
  isMarkerGone,
  type Lease,
  newLease,
  newLeaseId,
  placeKey,
  removeMarker,
} from '../../src/credentials/lease.ts';
import { hostIdentity, type Moment, now } from '../../src/host.ts';
import { loginByCargo } from './login-by-cargo.ts';
import { scratch } from './scratch.ts';

const DAY = 24 * 60 * 60;
const ALPHA = { kind: 'alternate', name: 'alpha' } as const;
const KEEPER = {
  kind: 'file',
  entries: [
    { place: { kind: 'crates-io' }, token: 'a token', provider: false },
    { place: ALPHA, token: 'a token', provider: true },
  ],
} as const;

function leaseIn(t: TestContext): Lease {
  const lease = newLease(newLeaseId(), 'alpha', KEEPER, scratch(t));
  createMarker(lease.marker ?? '');
  return lease;
}

function after(moment: Moment, seconds: number): Moment {
  return { ...moment, time: moment.time + seconds * 1000, uptime: moment.uptime + seconds };
}

const host = hostIdentity();
const skip = process.platform === 'linux' ? false : 'needs /proc';

test('a lease lives as long as its marker is there, up to five days', (t) => {
  const lease = leaseIn(t);
  assert.equal(isDead(lease, now(), host), false);
  assert.equal(isDead(lease, after(lease.since, 5 * DAY), host), false);
  assert.equal(isDead(lease, after(lease.since, 5 * DAY + 1), host), true);
});

test('a lease is dead when the runner has emptied the folder of its marker', (t) => {
  const lease = leaseIn(t);
  assert.equal(isMarkerGone(lease), false);
  removeMarker(lease);
  assert.equal(isMarkerGone(lease), true);
  assert.equal(isDead(lease, now(), host), true);
});

test('of a lease on another host, or without a marker, only the age counts', (t) => {
  const lease = leaseIn(t);
  const unmarked = newLease('id', 'alpha', KEEPER, undefined);
  removeMarker(lease);
  for (const one of [{ ...lease, host: 'another' }, unmarked]) {
    assert.equal(isDead(one, now(), host), false);
    assert.equal(isDead(one, after(one.since, 6 * DAY), host), true);
  }
  assert.equal(isMarkerGone(unmarked), false);
});

test('a marker is not gone when its folder is, or cannot be seen', (t) => {
  const lease = leaseIn(t);
  const folder = path.dirname(lease.marker ?? '');
  fs.rmSync(folder, { recursive: true });
  assert.equal(isDead(lease, now(), host), false);
  fs.writeFileSync(folder, 'a file');
  assert.equal(isDead(lease, now(), host), false);
});

test('a marker that cannot be looked at is not gone', {
  skip: process.platform === 'win32',
}, (t) => {
  const lease = leaseIn(t);
  fs.rmSync(lease.marker ?? '');
  fs.symlinkSync(lease.marker ?? '', lease.marker ?? '');
  assert.equal(isMarkerGone(lease), false);
  assert.equal(isDead(lease, now(), host), false);
});

test('the marker of another host is let alone', (t) => {
  const lease = leaseIn(t);
  removeMarker({ ...lease, host: 'another' });
  assert.equal(isMarkerGone(lease), false);
});

test('the clock of the machine is set: no lease ages by that', { skip }, (t) => {
  const lease = leaseIn(t);
  for (const time of [0, lease.since.time + 100 * DAY * 1000]) {
    assert.equal(isDead(lease, { ...lease.since, time }, host), false);
  }
});

test('a marker is new, and nobody else’s', (t) => {
  const lease = leaseIn(t);
  assert.throws(() => createMarker(lease.marker ?? ''), {
    name: 'UserError',
    message: /^cannot write /,
  });
  assert.equal(fs.statSync(lease.marker ?? '').mode & 0o777, 0o600);
  assert.equal(fs.statSync(lease.marker ?? '').size, 0);
});

test('no two leases have one id', () => {
  const ids = Array.from({ length: 10_000 }, newLeaseId);
  assert.equal(new Set(ids).size, ids.length);
});

test('a lease without an entry stays for a token that is to be revoked', (t) => {
  const revocation = { url: 'https://example.com', token: 'a token' };
  const entries = KEEPER.entries.slice(1);
  const lease: Lease = { ...leaseIn(t), keeper: { kind: 'file', entries }, revocation };
  const left = dropPlace([lease], ALPHA);
  assert.deepEqual(left, [{ ...lease, keeper: { kind: 'file', entries: [] } }]);
  assert.deepEqual([lease, ...left].map(holdsToken), [true, false]);
});

test('a lease of Cargo’s has no entries, and stands for a token', (t) => {
  const login = loginByCargo({ places: [ALPHA] });
  const keeper = { kind: 'cargo', login, state: 'held', kept: false } as const;
  const lease: Lease = { ...leaseIn(t), keeper };
  assert.deepEqual(entriesOf(lease), []);
  assert.equal(holdsToken(lease), true);
  assert.deepEqual(dropPlace([lease], ALPHA), [lease]);
});

test('no two places have one key', () => {
  const names = ['undefined', 'registry', 'registries', ''];
  const keys = names.map((name) => placeKey({ kind: 'alternate', name }));
  assert.equal(placeKey({ kind: 'crates-io' }), 'registry');
  assert.equal(new Set([...keys, 'registry']).size, names.length + 1);
});

test('a lease without its entry at a place keeps the others, and is gone with the last', (t) => {
  const lease = leaseIn(t);
  const [rest, ...none] = dropPlace([lease], { kind: 'crates-io' });
  assert.ok(rest !== undefined && rest.keeper.kind === 'file');
  assert.deepEqual([rest.keeper.entries.map(({ place }) => place), none], [[ALPHA], []]);
  assert.deepEqual(dropPlace([rest], ALPHA), []);
  assert.deepEqual(dropPlace([lease], { kind: 'alternate', name: 'Alpha' }), [lease]);
});
