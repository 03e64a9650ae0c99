// Which edit of the file is Cargo's own, at work for a lease, and what the lease has then.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leasesAfterCargo } from '../../src/credentials/cargo-edit.ts';
import { parseCredentials, type RegistryPlace } from '../../src/credentials/edit.ts';
import { type CargoLogin, type Entry, type Lease, newLease } from '../../src/credentials/lease.ts';
import { loginByCargo } from './login-by-cargo.ts';

const CRATES_IO = { kind: 'crates-io' } as const;
const ALPHA = { kind: 'alternate', name: 'al-pha' } as const;
const SPELT_OTHERWISE = { kind: 'alternate', name: 'al_pha' } as const;
const BETA = { kind: 'alternate', name: 'beta' } as const;

const document = (text: string) => parseCredentials(text, '/home/credentials.toml');

function loginAt(places: readonly RegistryPlace[]): CargoLogin {
  return loginByCargo({ registry: 'any', places });
}

function leaseAt(places: readonly RegistryPlace[], state: 'running' | 'held' = 'running'): Lease {
  const keeper = { kind: 'cargo', login: loginAt(places), state, kept: false } as const;
  return newLease('id', 'any', keeper, undefined);
}

/** Returns the entries that the leases have after an edit, `undefined` if it was not Cargo's. */
function entriesAfter(leases: readonly Lease[], before: string, after: string) {
  const found = leasesAfterCargo(leases, document(before), document(after));
  return found?.map((lease, at) => {
    if (lease.keeper.kind === 'file') return lease.keeper.entries;
    assert.equal(lease, leases[at]);
    return 'as it was';
  });
}

const OWNER = '# mine\n[registries.beta]\ntoken = "b"\n';

/** Of one lease, at the place named first or at both: the file before and after, and its entries. */
const byCargo: Readonly<
  Record<string, readonly [readonly RegistryPlace[], string, string, readonly Entry[] | undefined]>
> = {
  'a token, the comments lost': [
    [ALPHA],
    OWNER,
    '[registries.beta]\ntoken = "b"\n[registries.al-pha]\ntoken = "T"\n',
    [{ place: ALPHA, token: 'T', provider: false }],
  ],
  'another token in the place of the old one': [
    [ALPHA],
    '[registries.al-pha]\ntoken = "old"\n',
    '[registries.al-pha]\ntoken = "T"\n',
    [{ place: ALPHA, token: 'T', provider: false }],
  ],
  'a token in the place of what stood there': [
    [ALPHA],
    '[registries.al-pha]\nsecret-key = "old"\nother = 1\n',
    '[registries.al-pha]\ntoken = "T"\n',
    [{ place: ALPHA, token: 'T', provider: false }],
  ],
  'a token at one of the places where Cargo looks: it is wanted at all of them': [
    [ALPHA, SPELT_OTHERWISE],
    '[registries.al-pha]\ntoken = "old"\n',
    '[registries.al-pha]\ntoken = "old"\n[registries.al_pha]\ntoken = "T"\n',
    [
      { place: ALPHA, token: 'T', provider: false },
      { place: SPELT_OTHERWISE, token: 'T', provider: false },
    ],
  ],
  'the token of crates.io, moved from the top to its table': [
    [CRATES_IO],
    'token = "old"\n',
    '[registry]\ntoken = "T"\n',
    [{ place: CRATES_IO, token: 'T', provider: false }],
  ],
  'a key that signs': [
    [ALPHA],
    '',
    '[registries.al-pha]\nsecret-key = "K"\n',
    [{ place: ALPHA, token: 'K', provider: false, asymmetric: { subject: undefined } }],
  ],
  'a key that signs, and whose it is': [
    [ALPHA, SPELT_OTHERWISE],
    '[registries.al-pha]\nsecret-key = "old"\n',
    '[registries.al-pha]\nsecret-key = "K"\nsecret-key-subject = "S"\n',
    [
      { place: ALPHA, token: 'K', provider: false, asymmetric: { subject: 'S' } },
      { place: SPELT_OTHERWISE, token: 'K', provider: false, asymmetric: { subject: 'S' } },
    ],
  ],
  'a key that signs, now of somebody else': [
    [ALPHA],
    '[registries.al-pha]\nsecret-key = "K"\nsecret-key-subject = "old"\n',
    '[registries.al-pha]\nsecret-key = "K"\nsecret-key-subject = "S"\n',
    [{ place: ALPHA, token: 'K', provider: false, asymmetric: { subject: 'S' } }],
  ],
  'nothing but the comments lost': [[ALPHA], OWNER, '[registries.beta]\ntoken = "b"\n', undefined],
  'a token removed': [
    [ALPHA],
    '[registries.al-pha]\ntoken = "old"\n',
    '[registries.al-pha]\n',
    undefined,
  ],
  'a key that signs removed': [
    [ALPHA],
    '[registries.al-pha]\nsecret-key = "old"\n',
    '[registries]\n',
    undefined,
  ],
};

for (const [what, [places, before, after, entries]] of Object.entries(byCargo)) {
  test(`Cargo's own: ${what}`, () => {
    assert.deepEqual(entriesAfter([leaseAt(places)], before, after), [entries ?? 'as it was']);
  });
}

const TOKEN = '[registries.al-pha]\ntoken = "T"\n';

for (const [what, leases, before, after] of [
  ['Cargo is done with its lease', [leaseAt([ALPHA], 'held')], '', TOKEN],
  ['Cargo has no lease', [], '', TOKEN],
  ['of another registry', [leaseAt([ALPHA])], OWNER, TOKEN],
  ['of another registry as well', [leaseAt([BETA])], OWNER, `${TOKEN}[registries.beta]\n`],
  ['beside the registries', [leaseAt([ALPHA])], '', `${TOKEN}[net]\n`],
  ['of crates.io', [leaseAt([ALPHA])], '', '[registry]\ntoken = "T"\n'],
  ['of crates.io, at the top', [leaseAt([ALPHA])], 'token = "old"\n', TOKEN],
  ['of another than crates.io', [leaseAt([CRATES_IO])], '', `[registry]\ntoken = "T"\n${TOKEN}`],
] as const) {
  test(`somebody else's: ${what}`, () => {
    assert.equal(entriesAfter(leases, before, after), undefined);
  });
}

test('each lease gets what was written for it', () => {
  const file = { kind: 'file', entries: [{ place: ALPHA, token: 'T', provider: true }] } as const;
  const leases = [
    leaseAt([ALPHA], 'held'),
    leaseAt([CRATES_IO]),
    newLease('id', 'any', file, undefined),
    leaseAt([BETA]),
  ];
  const after = `${TOKEN}[registries.beta]\ntoken = "B"\n`;
  assert.deepEqual(entriesAfter(leases, TOKEN, after), [
    'as it was',
    'as it was',
    file.entries,
    [{ place: BETA, token: 'B', provider: false }],
  ]);
});
