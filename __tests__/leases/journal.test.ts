// The journal: how far a change came, whose an edit is, and what is refused when it is read.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { FileState } from '../../src/credentials/file.ts';
import {
  type Base,
  type Journal,
  progressOf,
  render,
  settle,
  takenBack,
} from '../../src/credentials/journal.ts';
import { readJournal, removeDraft, writeJournal } from '../../src/credentials/journal-file.ts';
import { type Lease, newLease } from '../../src/credentials/lease.ts';
import { removeFile } from '../../src/credentials/replace.ts';
import { UserError } from '../../src/errors.ts';
import { loginByCargo } from './login-by-cargo.ts';
import { scratch } from './scratch.ts';

const FILE = '/home/credentials.toml';
const OWNED = { kind: 'file', mode: 0o644, uid: 0, gid: 0 } as const;

function fileOf(text: string | undefined, mode = 0o600): FileState {
  return text === undefined ? { kind: 'absent' } : { ...OWNED, text, mode };
}

function leaseOf(name: string, token: string): Lease {
  const place =
    name === 'crates-io' ? ({ kind: name } as const) : ({ kind: 'alternate', name } as const);
  const entries = [{ place, token, provider: place.kind === 'alternate' }];
  return newLease(`${name} ${token}`, name, { kind: 'file', entries }, undefined);
}

/** Returns the journal once these leases have been laid over a base. */
function journalOf(base: Base, leases: readonly Lease[]): Journal {
  const written = render({ base, leases }, FILE);
  return { base, leases, written, former: leases, previous: written };
}

const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text));

function progress(change: Pick<Journal, 'previous' | 'written'>, found?: string, staged?: string) {
  const journal = { ...journalOf({ kind: 'absent' }, []), ...change };
  return progressOf(journal, bytes(found), bytes(staged));
}

const CHANGE = { previous: 'old text\n', written: 'the new text\n' };
const BEGINNING = { previous: undefined, written: 'new\n' };
const END = { previous: 'old\n', written: undefined };

test('a change is interrupted when its file is still beside its place', () => {
  assert.equal(progress(CHANGE, CHANGE.previous, CHANGE.written), 'interrupted');
  assert.equal(progress(BEGINNING, undefined, 'new\n'), 'interrupted');
  assert.equal(progress(END, 'old\n', ''), 'interrupted');
});

test('a change is carried out when its file is in its place', () => {
  for (const staged of [undefined, CHANGE.written]) {
    assert.equal(progress(CHANGE, CHANGE.written, staged), 'carried out');
  }
  assert.equal(progress(END, undefined, ''), 'carried out');
});

test('what is beside the file is not of this change: it was carried out, and then begun anew', () => {
  for (const found of ['old text\n', 'the new text\n', 'an edit', undefined]) {
    for (const staged of [undefined, '', 'the new te', 'another']) {
      assert.equal(progress(CHANGE, found, staged), 'carried out');
    }
  }
  // Somebody puts back the very text of before: that is an edit as any other.
  assert.equal(progress(CHANGE, CHANGE.previous, undefined), 'carried out');
  assert.equal(progress(END, 'old\n', undefined), 'carried out');
});

test('an interrupted change is overtaken by an edit', () => {
  for (const found of ['an edit', '', 'old text\n\n', 'the old text\n', undefined]) {
    assert.equal(progress(CHANGE, found, CHANGE.written), 'overtaken');
  }
  assert.equal(progress(BEGINNING, 'an edit', 'new\n'), 'overtaken');
  assert.equal(progress(END, 'an edit', ''), 'overtaken');
});

test('a file that is written in place is interrupted at any byte', () => {
  const texts = [
    '',
    'a\n',
    '# é€𝄞\n[registry]\ntoken = "short"\n',
    '# é€𝄞 and much more than that\n',
  ];
  for (const previous of texts) {
    for (const written of texts.filter((text) => text !== previous)) {
      const [old, next] = [Buffer.from(previous), Buffer.from(written)];
      const journal = { ...journalOf({ kind: 'absent' }, []), previous, written };
      for (let at = 0; at < next.length; at++) {
        const torn = Buffer.concat([next.subarray(0, at), old.subarray(at)]);
        const expected = torn.equals(next) ? 'carried out' : 'interrupted';
        assert.equal(progressOf(journal, torn, next), expected);
      }
    }
  }
});

test('a change that is taken back leaves what was before it', () => {
  const [first, second] = [leaseOf('alpha', 'one'), leaseOf('beta', 'two')];
  const before = journalOf({ kind: 'absent' }, [first]);
  const after = journalOf({ kind: 'absent' }, [first, second]);
  const journal = { ...after, former: [first], previous: before.written };
  const { leases, written } = takenBack(journal);
  assert.deepEqual([leases, written], [[first], before.written]);
});

const COMMENTED = `# mine
[registries.alpha] # at work
token = """the owner's"""
`;

interface EditCase {
  readonly base: string | undefined;
  readonly leases: readonly (readonly [string, string])[];
  readonly edit: (text: string) => string | undefined;
  /** What the base is then, and whose leases are left. */
  readonly text: string | undefined;
  readonly left: readonly string[];
}

const EDITS: Readonly<Record<string, EditCase>> = {
  'a comment above everything': {
    base: COMMENTED,
    leases: [['alpha', 'T']],
    edit: (text) => `# new\n${text}`,
    text: `# new\n${COMMENTED}`,
    left: ['alpha T'],
  },
  'a comment above everything, with three entries of ours': {
    base: COMMENTED,
    leases: [
      ['alpha', 'T'],
      ['beta', 'U'],
      ['gamma', 'V'],
    ],
    edit: (text) => `# new\n${text}`,
    text: `# new\n${COMMENTED}`,
    left: ['alpha T', 'beta U', 'gamma V'],
  },
  'a table below everything': {
    base: COMMENTED,
    leases: [['beta', 'T']],
    edit: (text) => `${text}\n[x]\ny = 1\n`,
    text: `${COMMENTED}\n[x]\ny = 1\n`,
    left: ['beta T'],
  },
  'a comment between two entries of ours': {
    base: undefined,
    leases: [
      ['alpha', 'T'],
      ['beta', 'U'],
    ],
    edit: (text) => text.replace('\n\n', '\n# between\n\n'),
    text: '# between\n',
    left: ['alpha T', 'beta U'],
  },
  'another key in a table of ours: the table is theirs now, our values are not': {
    base: undefined,
    leases: [['alpha', 'T']],
    edit: (text) => `${text}protocol = "sparse"\n`,
    text: '[registries.alpha]\nprotocol = "sparse"\n',
    left: ['alpha T'],
  },
  'another token in the place of ours': {
    base: COMMENTED,
    leases: [
      ['alpha', 'T'],
      ['beta', 'U'],
    ],
    edit: (text) => text.replace('"T"', '"V"'),
    text: COMMENTED.replace('"""the owner\'s"""', '"V"'),
    left: ['beta U'],
  },
  'our token removed: it does not come back, and neither does what was there before': {
    base: COMMENTED,
    leases: [['alpha', 'T']],
    edit: (text) => text.replace('token = "T"\n', ''),
    text: COMMENTED.replace(/token.*\n/, ''),
    left: [],
  },
  'the token of before put back in the place of ours': {
    base: COMMENTED,
    leases: [['alpha', 'T']],
    edit: () => COMMENTED,
    text: COMMENTED,
    left: [],
  },
  'the file removed': {
    base: COMMENTED,
    leases: [['alpha', 'T']],
    edit: () => undefined,
    text: undefined,
    left: [],
  },
  'the file emptied, where there was none': {
    base: undefined,
    leases: [['alpha', 'T']],
    edit: () => ' \n',
    text: undefined,
    left: [],
  },
  'a key in our table that the base has elsewhere': {
    base: 'a = 1\n',
    leases: [['alpha', 'T']],
    edit: (text) => `${text}a = 2\n`,
    text: 'a = 1\n\n[registries.alpha]\na = 2\n',
    left: ['alpha T'],
  },
  'our token copied to another place: that is theirs': {
    base: undefined,
    leases: [['alpha', 'T']],
    edit: (text) => `${text}\n[registries.copy]\ntoken = "T"\n`,
    text: '\n[registries.copy]\ntoken = "T"\n',
    left: ['alpha T'],
  },
};

for (const [what, { base, leases, edit, text, left }] of Object.entries(EDITS)) {
  test(`an edit by somebody else: ${what}`, () => {
    const ours = leases.map(([name, token]) => leaseOf(name, token));
    const journal = journalOf(fileOf(base, 0o644), ours);
    const found = fileOf(edit(journal.written ?? ''));
    const settled = settle(journal, found, FILE);
    assert.deepEqual([textOf(settled.base), settled.leases.map(({ id }) => id)], [text, left]);
    if (text === undefined) assert.deepEqual(settled.base, { kind: 'absent' });
    // Laid over it again, what is left of ours says what the file said.
    const again = render(settled, FILE);
    for (const { id } of settled.leases) assert.ok(again?.includes(`"${id.split(' ')[1]}"`));
  });
}

function textOf(base: Base): string | undefined {
  return base.kind === 'file' ? base.text : undefined;
}

/** Leases of all kinds, with all that they can have. */
const EVERYTHING: readonly Lease[] = [
  {
    ...leaseOf('crates-io', 'T'),
    revocation: { url: 'https://example.com', token: 'R' },
    marker: '/temp/marker',
    since: { time: 1, boot: 'boot', uptime: 2 },
  },
  newLease(
    'signs',
    'alpha',
    {
      kind: 'file',
      entries: [undefined, 'me'].map((subject) => ({
        place: { kind: 'alternate', name: 'alpha' },
        token: 'K',
        provider: false,
        asymmetric: { subject },
      })),
    },
    undefined,
  ),
  ...(['running', 'held'] as const).map((state) =>
    newLease(
      'by cargo',
      'alpha',
      {
        kind: 'cargo',
        login: {
          registry: 'alpha',
          index: 'sparse+https://example.com/',
          providers: [['cargo:token'], ['keeper', '--vault', 'v']],
          places: [{ kind: 'crates-io' }, { kind: 'alternate', name: 'alpha' }],
          workingDirectory: '/w',
          toolchain: ['+nightly'],
          args: ['--config', 'a=1'],
          env: { CARGO_A: 'x' },
        },
        state,
        kept: state === 'held',
      },
      undefined,
    ),
  ),
];

const [running, held] = EVERYTHING.filter(({ keeper }) => keeper.kind === 'cargo');

test('what Cargo writes for a lease of its own is no edit by somebody else', () => {
  assert.ok(running !== undefined && held !== undefined);
  const base = { kind: 'absent', createdFolder: '/home' } as const;
  const journal = journalOf(base, [running, held]);
  assert.equal(journal.written, undefined);
  const settled = settle(journal, fileOf('[registries.alpha]\ntoken = "T"\n'), FILE);
  const places = [{ kind: 'crates-io' }, { kind: 'alternate', name: 'alpha' }] as const;
  const entries = places.map((place) => ({ place, token: 'T', provider: false }));
  assert.deepEqual(settled, {
    base,
    leases: [{ ...running, keeper: { kind: 'file', entries } }, held],
  });
});

test('a file that is removed takes no lease of Cargo’s with it', () => {
  assert.ok(held !== undefined);
  const journal = journalOf(fileOf(COMMENTED), [held]);
  assert.deepEqual(settle(journal, { kind: 'absent' }, FILE), {
    base: { kind: 'absent' },
    leases: [held],
  });
});

test('an edit by somebody else that is no TOML is refused, without its text', () => {
  const journal = journalOf({ kind: 'absent' }, [leaseOf('alpha', 'T')]);
  const broken = fileOf('[registries.alpha]\ntoken = "a secret\n');
  assert.throws(
    () => settle(journal, broken, FILE),
    (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /`\/home\/credentials.toml`.* line 2/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    },
  );
});

test('a file that says what was written is nobody’s edit', () => {
  const journal = journalOf(fileOf(COMMENTED, 0o644), [leaseOf('alpha', 'T')]);
  assert.equal(settle(journal, fileOf(journal.written, 0o666), FILE), journal);
  assert.deepEqual(settle(undefined, fileOf(COMMENTED), FILE), {
    base: fileOf(COMMENTED),
    leases: [],
  });
});

test('a journal is read as it was written, and nobody else may read it', (t) => {
  const file = path.join(scratch(t), 'journal.json');
  const journals = [
    { ...journalOf(fileOf(COMMENTED), EVERYTHING.slice(0, 1)), former: EVERYTHING },
    journalOf({ kind: 'absent' }, []),
    journalOf({ kind: 'absent', createdFolder: '/home/.cargo' }, [leaseOf('crates-io', 'T')]),
    journalOf(fileOf('\uFEFF# é\u2028\r\n', 0o640), [
      leaseOf('alpha', '"\\'),
      leaseOf('beta', 'U'),
    ]),
  ];
  assert.equal(readJournal(file), undefined);
  for (const journal of journals) {
    writeJournal(file, journal);
    assert.deepEqual(
      JSON.parse(JSON.stringify(readJournal(file))),
      JSON.parse(JSON.stringify(journal)),
    );
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  }
  assert.deepEqual(fs.readdirSync(path.dirname(file)), ['journal.json']);
});

// Windows takes it for a file that is in use, and waits.
const skip = process.platform === 'win32';

test('a journal that can be neither read nor written leaves nothing beside it', { skip }, (t) => {
  const folder = scratch(t);
  const file = path.join(folder, 'journal.json');
  fs.mkdirSync(file);
  for (const [step, words] of [
    [() => readJournal(file), /^cannot read `.*journal\.json`/],
    [() => writeJournal(file, journalOf({ kind: 'absent' }, [])), /^cannot .*`.*journal\.json/],
  ] as const) {
    assert.throws(step, { name: 'UserError', message: words });
    assert.deepEqual(fs.readdirSync(folder), ['journal.json']);
  }
});

test('a journal is removed, and so is the draft of one', (t) => {
  const folder = scratch(t);
  const file = path.join(folder, 'journal.json');
  fs.writeFileSync(path.join(folder, 'journal.json.new'), 'a draft');
  writeJournal(path.join(folder, 'other.json'), journalOf({ kind: 'absent' }, []));
  removeDraft(file);
  assert.deepEqual(fs.readdirSync(folder), ['other.json']);
  removeFile(path.join(folder, 'other.json'));
  assert.deepEqual(fs.readdirSync(folder), []);
});

/** Returns every copy of a value with one of its parts replaced by something of another type. */
function damaged(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const put = (replaced: unknown) =>
      Array.isArray(value)
        ? value.map((one, at) => (String(at) === key ? replaced : one))
        : { ...value, [key]: replaced };
    const others = [null, 1, 'x', true, [], {}].filter((other) => typeOf(other) !== typeOf(part));
    return [...others, ...damaged(part)].map(put);
  });
}

function typeOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

test('a journal that is damaged, or of another version, is refused, without its text', (t) => {
  const file = path.join(scratch(t), 'journal.json');
  const journal = journalOf(fileOf(COMMENTED), [leaseOf('alpha', 'a secret')]);
  writeJournal(file, { ...journal, former: EVERYTHING });
  const text = fs.readFileSync(file, 'utf8');
  const value: unknown = JSON.parse(text);
  const texts = [
    '',
    'null',
    '[]',
    '"x"',
    text.slice(0, -2),
    text.replace('"version":1', '"version":2'),
    text.replace('"kind":"alternate"', '"kind":"another"'),
    text.replace('"kind":"file"', '"kind":"another"'),
    text.replace('"keeper":{"kind":"file"', '"keeper":{"kind":"another"'),
    text.replace('"state":"held"', '"state":"another"'),
    ...damaged(value).map((one) => JSON.stringify(one)),
  ];
  for (const one of texts) {
    fs.writeFileSync(file, one);
    assert.throws(
      () => readJournal(file),
      (error) => {
        assert.ok(error instanceof UserError, one);
        assert.match(
          error.message,
          /journal .*journal\.json` is damaged, .* then remove the journal$/,
        );
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  }
});

const LOGIN = loginByCargo({
  providers: [['cargo:token']],
  places: [{ kind: 'alternate', name: 'alpha' }],
  workingDirectory: '/',
});

/** A lease for which Cargo is at work. */
function runningLease(): Lease {
  const keeper = { kind: 'cargo', login: LOGIN, state: 'running', kept: false } as const;
  return newLease('held', 'alpha', keeper, undefined);
}

test('a journal whose leases are in a state that nobody knows is refused', (t) => {
  const file = path.join(scratch(t), 'journal.json');
  writeJournal(file, journalOf({ kind: 'absent' }, [runningLease()]));
  assert.equal(readJournal(file)?.leases.length, 1);
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"running"', '"asleep"'));
  assert.throws(() => readJournal(file), /is damaged, or of another version/);
});

test('somebody’s edit beside what Cargo writes at the same time is theirs', () => {
  const journal = journalOf(fileOf('', 0o644), [runningLease()]);
  const byCargo = '[registries.alpha]\ntoken = "of cargo"\n';
  const theirs = `${byCargo}[registries.beta]\ntoken = "of the owner"\n`;
  const settled = settle(journal, fileOf(byCargo), FILE);
  assert.deepEqual(
    settled.leases.map(({ keeper: { kind } }) => kind),
    ['file'],
  );
  const edited = settle(journal, fileOf(theirs), FILE);
  assert.deepEqual([textOf(edited.base), edited.leases], [theirs, journal.leases]);
});

test('an edit is kept, though the layout is not the one that this version writes', () => {
  const journal = journalOf(fileOf('# mine\n', 0o644), [leaseOf('alpha', 'T')]);
  const written = `${journal.written}# in another layout\n`;
  const settled = settle({ ...journal, written }, fileOf(`${written}[net]\nretry = 1\n`), FILE);
  assert.match(textOf(settled.base) ?? '', /^# mine\n.*\[net\]\nretry = 1\n$/s);
  assert.doesNotMatch(textOf(settled.base) ?? '', /"T"/);
});
