// Every spelling of the place of a token: what a login and a logout make of it, to the byte.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type CredentialsDocument,
  parseCredentials,
  type RegistryPlace,
  readEntry,
  removeEntry,
  setEntry,
} from '../../src/credentials/edit.ts';
import { ABSENT, absentCase, MANNERS, PRESENT, presentCase, WITH_PROVIDER } from './spellings.ts';

const ADDED = ['token', 'credential-provider'];

function document(text: string): CredentialsDocument {
  return parseCredentials(text, '/home/credentials.toml');
}

/** A document that an edit returns must be the one that its text makes. */
function assertText(actual: CredentialsDocument, expected: string): void {
  assert.equal(actual.text, expected);
  assert.deepEqual(actual, document(expected));
}

/** A text of one line has no new line that could be another: what is added then ends in `\n`. */
function mannersOf(text: string) {
  return [...MANNERS].filter(([manner, write]) => manner === '' || write(text) !== text);
}

function setAndRemove(place: RegistryPlace, before: string, after: string): void {
  const set = setEntry(document(before), place, { token: 'NEW' });
  assertText(set, after);
  assert.equal(readEntry(set, place).token, 'NEW');
  assertText(setEntry(set, place, { token: 'x "y"' }), after.replace('"NEW"', '"x \\"y\\""'));
  assert.equal(setEntry(set, place, { token: 'NEW' }), set, 'nothing to change');
  assertText(removeEntry(set, place, ['token']), before);
}

for (const { title, place, rows } of ABSENT) {
  describe(`a login, ${title}`, () => {
    for (const row of rows) {
      for (const [manner, write] of mannersOf(absentCase(row).before)) {
        test(`${JSON.stringify(absentCase(row).before)}${manner}`, () => {
          const { before, after } = absentCase(row);
          setAndRemove(place, write(before), write(after));
        });
      }
    }
  });
}

for (const { title, place, rows } of PRESENT) {
  describe(`a login and a logout, ${title}`, () => {
    for (const row of rows) {
      for (const [manner, write] of mannersOf(presentCase(row).before)) {
        test(`${JSON.stringify(presentCase(row).before)}${manner}`, () => {
          const { before, replaced, removed } = presentCase(row);
          const start = document(write(before));
          assertText(setEntry(start, place, { token: 'NEW' }), write(replaced));
          const without = removeEntry(start, place);
          assertText(without, write(removed));
          assert.equal(readEntry(without, place).token, undefined);
          assert.equal(removeEntry(without, place), without, 'nothing to remove');
        });
      }
    }
  });
}

describe('a login, in a file whose lines end differently', () => {
  for (const row of [
    'a = 1\nb = 2\r\n«\r\n[registries.x]\r\ntoken = "NEW"\r\n»',
    'a = 1\r\nb = 2\n«\n[registries.x]\ntoken = "NEW"\n»',
    'a = 1\n[registries.x]\r\n«token = "NEW"\r\n»index = "i"\n',
    'a = 1\r\n[registries.x]\n«token = "NEW"\n»index = "i"\r\n',
    '[registries.x]\r\n«token = "NEW"\r\n»\nindex = "i"\n',
  ]) {
    test(JSON.stringify(row), () => {
      const { before, after } = absentCase(row);
      setAndRemove({ kind: 'alternate', name: 'x' }, before, after);
    });
  }
});

describe('a login, with a provider', () => {
  const { place, rows } = WITH_PROVIDER;
  for (const row of rows) {
    test(JSON.stringify(absentCase(row).before), () => {
      const { before, after } = absentCase(row);
      const set = setEntry(document(before), place, { token: 'NEW', provider: 'cargo:token' });
      assertText(set, after);
      assertText(removeEntry(set, place, ADDED), before);
    });
  }
});

describe('a login where the entry is there in part', () => {
  const place = { kind: 'alternate', name: 'x' } as const;
  const entry = { token: 'NEW', provider: 'cargo:token' } as const;

  test('a provider that is there stays', () => {
    const start = document('[registries.x]\ncredential-provider = ["a", "b"]\n');
    const after = '[registries.x]\ntoken = "NEW"\ncredential-provider = ["a", "b"]\n';
    assertText(setEntry(start, place, entry), after);
  });

  test('beside a token that is there, a missing provider is added', () => {
    const start = document('[registries.x]\nindex = "i"\ntoken = "OLD" # mine\n');
    const after =
      '[registries.x]\ncredential-provider = "cargo:token"\nindex = "i"\ntoken = "NEW" # mine\n';
    assertText(setEntry(start, place, entry), after);
  });

  test('a top-level token is replaced in its place', () => {
    const start = document('token = "OLD" # legacy\n');
    assertText(
      setEntry(start, { kind: 'crates-io' }, { token: 'NEW' }),
      'token = "NEW" # legacy\n',
    );
  });

  test('with a provider, a top-level token is left behind, and comes back', () => {
    const start = document('token = "OLD"\n');
    const set = setEntry(start, { kind: 'crates-io' }, entry);
    const added = '\n[registry]\ntoken = "NEW"\ncredential-provider = "cargo:token"\n';
    assertText(set, `token = "OLD"\n${added}`);
    assertText(removeEntry(set, { kind: 'crates-io' }, ADDED), 'token = "OLD"\n');
  });

  test('a logout takes a top-level token that nothing reads, too', () => {
    const start = document('token = "dead"\n[registry]\ntoken = "OLD"\ndefault = "x"\n');
    assertText(removeEntry(start, { kind: 'crates-io' }), '[registry]\ndefault = "x"\n');
  });

  test('but nothing else that is called so', () => {
    const start = document('token = ["dead"]\n[registry]\ntoken = "OLD"\n');
    assertText(removeEntry(start, { kind: 'crates-io' }), 'token = ["dead"]\n');
  });
});

describe('any string can be a token', () => {
  const place = { kind: 'alternate', name: 'x' } as const;
  for (const [token, spelling] of [
    ['', '""'],
    ['Bearer $& $1 $$', '"Bearer $& $1 $$"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ["it's", '"it\'s"'],
    ['\t\n\r\b\f', '"\\t\\n\\r\\b\\f"'],
    ['\u0000\u001b\u007f', '"\\u0000\\u001b\\u007f"'],
    ['é 😀 \u2028', '"é 😀 \u2028"'],
    ['# [registries.x]', '"# [registries.x]"'],
  ] as const) {
    test(JSON.stringify(token), () => {
      const added = setEntry(document(''), place, { token });
      assertText(added, `[registries.x]\ntoken = ${spelling}\n`);
      assert.equal(readEntry(added, place).token, token);
      const replaced = setEntry(document("registries.x.token='old'#c"), place, { token });
      assertText(replaced, `registries.x.token=${spelling}#c`);
    });
  }
});

describe('several registries', () => {
  const names = ['a', 'b', 'c'];
  const set = (start: CredentialsDocument) =>
    names.reduce((doc, name) => setEntry(doc, { kind: 'alternate', name }, { token: name }), start);

  for (const before of ['', '\n', 'k = 1', 'k = 1\n', '\uFEFF', 'registries = {}', '# c']) {
    test(`${JSON.stringify(before)}: they can go in any order`, () => {
      for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
        const left = [...order].reduce(
          (doc, name) => removeEntry(doc, { kind: 'alternate', name }, ADDED),
          set(document(before)),
        );
        assertText(left, before);
      }
    });
  }

  test('ten thousand of them are no obstacle', () => {
    const entry = (index: number) => `\n[registries.r${index}] # one\ntoken = "${index}"\n`;
    const text = Array.from({ length: 10_000 }, (_, index) => entry(index)).join('');
    const place = { kind: 'alternate', name: 'x' } as const;
    const added = setEntry(document(text), place, { token: 'NEW' });
    assertText(added, `${text}\n[registries.x]\ntoken = "NEW"\n`);
    assertText(removeEntry(added, place, ADDED), text);
  });
});
