// Leases of a key that signs (cargo:paseto), and edits by others beside and over it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCredentials } from '../../src/credentials/edit.ts';
import type { FileState } from '../../src/credentials/file.ts';
import { type Base, render, settle } from '../../src/credentials/journal.ts';
import { type Lease, newLease } from '../../src/credentials/lease.ts';
import { readSecretKey, sameSecretKey, setSecretKey } from '../../src/credentials/secret-key.ts';
import { UserError } from '../../src/errors.ts';

const FILE = '/home/credentials.toml';
const ALPHA = { kind: 'alternate', name: 'alpha' } as const;
const PLAIN = '[registries.alpha]\n';
const KEY = `${PLAIN}secret-key = "K"\n`;
const BOTH = `${KEY}secret-key-subject = "S"\n`;

const document = (text: string) => parseCredentials(text, FILE);
const key = (name: string, subject?: string) => ({ key: name, subject });

for (const [text, expected] of [
  ['', undefined],
  [PLAIN, undefined],
  [`${PLAIN}secret-key-subject = "S"\n`, undefined],
  [KEY, key('K')],
  [BOTH, key('K', 'S')],
] as const) {
  test(`read from ${JSON.stringify(text)}`, () => {
    assert.deepEqual(readSecretKey(document(text), ALPHA), expected);
  });
}

for (const text of [
  `${PLAIN}secret-key = 1\n`,
  `${KEY}secret-key-subject = []\n`,
  'registries = 1',
]) {
  test(`refused, as cargo refuses it: ${JSON.stringify(text)}`, () => {
    assert.throws(() => readSecretKey(document(text), ALPHA), UserError);
  });
}

test('a key of crates.io stands in its table', () => {
  const { text } = setSecretKey(document(''), { kind: 'crates-io' }, key('K', 'S'));
  assert.equal(text, '[registry]\nsecret-key-subject = "S"\nsecret-key = "K"\n');
});

for (const [before, value, after] of [
  [KEY, undefined, ''],
  [BOTH, undefined, ''],
  [`${BOTH}token = "T"\n`, undefined, `${PLAIN}token = "T"\n`],
  [BOTH, key('L'), `${PLAIN}secret-key = "L"\n`],
  [BOTH, key('L', 'R'), BOTH.replace('"K"', '"L"').replace('"S"', '"R"')],
  [KEY, key('K'), KEY],
] as const) {
  test(`${JSON.stringify(before)} with ${JSON.stringify(value)}`, () => {
    assert.equal(setSecretKey(document(before), ALPHA, value).text, after);
  });
}

test('two keys are the same if they are of the same', () => {
  const keys = [undefined, key('K'), key('K', 'S'), key('K', 'R'), key('L', 'S'), key('L')];
  for (const a of keys) {
    for (const b of keys) {
      assert.equal(sameSecretKey(a, b && { ...b }), a === b, JSON.stringify([a, b]));
    }
  }
});

const OWNER = `# mine\n${KEY.replace('"K"', '"of the owner"')}`;

interface EditCase {
  readonly base: string | undefined;
  readonly subject?: string;
  readonly edit: (text: string) => string;
  /** What the base is then, and whether the lease is left. */
  readonly text: string | undefined;
  readonly left: boolean;
}

const EDITS: Readonly<Record<string, EditCase>> = {
  'a comment: the owner’s key is in the base': {
    base: OWNER,
    subject: 'S',
    edit: (text) => text.replace('# mine', '# still mine'),
    text: OWNER.replace('# mine', '# still mine'),
    left: true,
  },
  'without comments, as Cargo writes: the owner’s key is in the base': {
    base: OWNER,
    edit: (text) => text.replace('# mine\n', ''),
    text: OWNER.replace('# mine\n', ''),
    left: true,
  },
  'another table, in the midst of ours: ours is not theirs': {
    base: undefined,
    subject: 'S',
    edit: (text) => text.replace('secret-key-subject', 'protocol = "sparse"\nsecret-key-subject'),
    text: `${PLAIN}protocol = "sparse"\n`,
    left: true,
  },
  'the same key, now of somebody else: that is theirs': {
    base: OWNER,
    subject: 'S',
    edit: (text) => text.replace('"S"', '"R"'),
    text: `# mine\n${PLAIN}secret-key-subject = "R"\nsecret-key = "K"\n`,
    left: false,
  },
  'another key: that is theirs': {
    base: OWNER,
    edit: (text) => text.replace('"K"', '"L"'),
    text: OWNER.replace('"of the owner"', '"L"'),
    left: false,
  },
  'our key removed: it does not come back, and neither does what was there before': {
    base: OWNER,
    edit: (text) => text.replace('secret-key = "K"\n', ''),
    text: `# mine\n${PLAIN}`,
    left: false,
  },
  'a token beside our key: that is theirs': {
    base: OWNER,
    edit: (text) => `${text}token = "T"\n`,
    text: `${OWNER}token = "T"\n`,
    left: false,
  },
};

function leaseOf(subject: string | undefined): Lease {
  const entry = { place: ALPHA, token: 'K', provider: false, asymmetric: { subject } };
  return newLease('id', 'alpha', { kind: 'file', entries: [entry] }, undefined);
}

for (const [what, { base: text, subject, edit, ...expected }] of Object.entries(EDITS)) {
  test(`an edit by somebody else: ${what}`, () => {
    const owned = { kind: 'file', mode: 0o600, uid: 0, gid: 0 } as const;
    const base: Base = text === undefined ? { kind: 'absent' } : { ...owned, text };
    const leases = [leaseOf(subject)];
    const written = render({ base, leases }, FILE);
    const file: FileState = { ...owned, text: edit(written ?? '') };
    const journal = { base, leases, written, former: leases, previous: written };
    const settled = settle(journal, file, FILE);
    assert.deepEqual(settled, {
      base: { ...owned, text: expected.text },
      leases: expected.left ? leases : [],
    });
  });
}
