// A login and a logout edit every spelling of a token's place exactly, byte for byte.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Document, parseDocument } from '../../src/credentials/document.ts';
import { pathOf, removeEntry, setEntry, setKeys, tokenOf } from '../../src/credentials/edit.ts';
import {
  ABSENT,
  absentCase,
  LEGACY,
  MANNERS,
  PRESENT,
  presentCase,
  WITH_PROVIDER,
} from './spellings.ts';

const PROVIDER = 'credential-provider';

function document(text: string): Document {
  return parseDocument(text, '/home/credentials.toml');
}

function login(start: Document, name: string | undefined, token: string, provider?: string) {
  return setEntry(start, { name, token, provider });
}

/** Asserts the text of an edit, and that its document equals the document parsed from that text. */
function assertText(actual: Document, expected: string): void {
  assert.equal(actual.text, expected);
  assert.deepEqual(actual, document(expected));
}

/** Removes the keys again, as after an edit by others. An inline table goes with its last key. */
function assertUndone(set: Document, path: readonly string[], start: Document): void {
  const { text, data } = setKeys(set, path, GONE, start);
  assert.deepEqual(data, document(text).data);
  if (start.text.includes('{') || start.text.includes('registries.x.sub')) return;
  if (/\[registr[a-z]+\.(?:x\.|sub)/.test(start.text)) return;
  assert.ok([start.text, `${start.text}\n`, `${start.text}\r\n`].includes(text), text);
}

const GONE = new Map([
  ['token', undefined],
  [PROVIDER, undefined],
]);

/** Returns the manners that change the text. CRLF does not change a text without a line end. */
function mannersOf(text: string) {
  return [...MANNERS.values()].filter((write, index) => index === 0 || write(text) !== text);
}

for (const { title, name, rows } of ABSENT) {
  test(`a login adds the token ${title}`, () => {
    for (const row of rows) {
      const { before, after } = absentCase(row);
      for (const write of mannersOf(before)) {
        const start = document(write(before));
        const set = login(start, name, 'NEW');
        assertText(set, write(after));
        assert.equal(tokenOf(set, name), 'NEW');
        const again = write(after).replace('"NEW"', '"x \\"y\\""');
        assertText(login(set, name, 'x "y"'), again);
        assert.equal(login(set, name, 'NEW'), set, 'nothing to change');
        if (start.text.includes('#') || start.text.includes(PROVIDER)) continue;
        assertUndone(set, pathOf(name), start);
      }
    }
  });
}

for (const { title, name, rows } of PRESENT) {
  test(`a login replaces and a logout removes the token ${title}`, () => {
    for (const row of rows) {
      const { before, replaced, removed } = presentCase(row);
      for (const write of mannersOf(before)) {
        const start = document(write(before));
        assertText(login(start, name, 'NEW'), write(replaced));
        const without = removeEntry(start, name);
        assertText(without, write(removed));
        assert.equal(tokenOf(without, name), undefined);
        assert.equal(removeEntry(without, name), without, 'nothing to remove');
      }
    }
  });
}

test('a login adds the token and the provider in one edit', () => {
  for (const row of WITH_PROVIDER.rows) {
    const { before, after } = absentCase(row);
    for (const write of mannersOf(before)) {
      const start = document(write(before));
      const set = login(start, 'x', 'NEW', 'cargo:token');
      assertText(set, write(after));
      if (!before.includes('#')) assertUndone(set, ['registries', 'x'], start);
    }
  }
});

describe('a provider', () => {
  for (const [before, after] of [
    ['token = "OLD"\n', 'token = "NEW"\ncredential-provider = "cargo:token"\n'],
    ['credential-provider = "other"\n', 'credential-provider = "cargo:token"\ntoken = "NEW"\n'],
    ['credential-provider = ["a", "b"]\n', 'credential-provider = "cargo:token"\ntoken = "NEW"\n'],
    [
      "credential-provider = 'cargo:token'\n",
      'credential-provider = \'cargo:token\'\ntoken = "NEW"\n',
    ],
  ] as const) {
    test(`is set in an entry with ${JSON.stringify(before)}`, () => {
      const set = login(document(`[registries.x]\n${before}`), 'x', 'NEW', 'cargo:token');
      assert.deepEqual(set.data, document(`[registries.x]\n${after}`).data);
    });
  }

  test('can be written as a list', () => {
    const set = setEntry(document(''), {
      name: 'x',
      token: 'NEW',
      provider: ['cargo:token', 'a b'],
    });
    assertText(
      set,
      '[registries.x]\ntoken = "NEW"\ncredential-provider = ["cargo:token", "a b"]\n',
    );
  });

  test('of crates.io goes into a new table that hides a legacy token', () => {
    const set = login(document('token = "OLD"\n'), undefined, 'NEW', 'cargo:token');
    assertText(
      set,
      'token = "OLD"\n\n[registry]\ntoken = "NEW"\ncredential-provider = "cargo:token"\n',
    );
  });

  test('is removed with the token only if it names nothing but cargo:token', () => {
    const start = (text: string) => document(`[registries.x]\ntoken = "OLD"\n${text}`);
    assertText(removeEntry(start('credential-provider = ["cargo:token"]\n'), 'x'), '');
    const rest = 'credential-provider = ["cargo:token", "other"]\n';
    assertText(removeEntry(start(rest), 'x'), `[registries.x]\n${rest}`);
    const table = 'credential-provider.a = "b"\n';
    assertText(removeEntry(start(table), 'x'), `[registries.x]\n${table}`);
    const alone = document('[registries.x]\ncredential-provider = "cargo:token"\n');
    assert.equal(removeEntry(alone, 'x'), alone);
  });
});

test('a logout removes a legacy token of crates.io, and a login hides it', () => {
  for (const row of LEGACY) {
    const { before, removed } = presentCase(row);
    for (const write of mannersOf(before)) {
      const start = document(write(before));
      assert.equal(tokenOf(start, undefined), 'OLD');
      assertText(removeEntry(start, undefined), write(removed));
      const set = login(start, undefined, 'NEW');
      assert.equal(tokenOf(set, undefined), 'NEW');
      assertText(
        removeEntry(set, undefined),
        write(/\n$|^$/.test(removed) ? removed : `${removed}\n`),
      );
    }
  }
});

test('a logout of crates.io also removes a legacy token that `[registry]` hides', () => {
  const start = document('token = "dead"\n[registry]\ntoken = "OLD"\n[net]\n');
  assertText(removeEntry(start, undefined), '[net]\n');
});

test('any string can be a token', () => {
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
    const added = login(document(''), 'x', token);
    assertText(added, `[registries.x]\ntoken = ${spelling}\n`);
    assert.equal(tokenOf(added, 'x'), token);
    assertText(
      login(document("registries.x.token='old'#c"), 'x', token),
      `registries.x.token=${spelling}#c`,
    );
  }
});

test('keys can be set and removed in any table', () => {
  const set = (text: string, path: readonly string[], key: string) =>
    setKeys(document(text), path, new Map([[key, 'v']])).text;
  assert.equal(set('', ['a', 'b'], 'c d'), '[a.b]\n"c d" = "v"\n');
  assert.equal(set('a = {}\n', ['a', 'b', 'c d'], 'e'), 'a = { b."c d".e = "v" }\n');
  assert.equal(set('a = 1 \t # c\n', [], 'a'), 'a = "v" \t # c\n');
  const start = document('a = 1\n[t]\nb = 2\nc = [3]\nd = { e = 1 }\n');
  const without = (path: readonly string[], ...keys: string[]) =>
    setKeys(start, path, new Map(keys.map((key) => [key, undefined])));
  assert.equal(without([], 'a', 'z').text, '[t]\nb = 2\nc = [3]\nd = { e = 1 }\n');
  assert.equal(without(['t'], 'b', 'd').text, 'a = 1\n[t]\nc = [3]\n');
  assert.equal(without(['t'], 'b', 'c', 'd').text, 'a = 1\n');
  assert.equal(without(['u', 'v'], 'b'), start);
  const both = new Map([
    ['b', undefined],
    ['new', 'v'],
  ]);
  assertText(setKeys(document('[t]\nb = 2\n'), ['t'], both), '[t]\nnew = "v"\n');
});

for (const before of ['', '\n', 'k = 1\n', '\uFEFF', '[registries]\n', '# c\n']) {
  test(`three logins can be undone in any order in a file with ${JSON.stringify(before)}`, () => {
    const start = document(before);
    const all = ['a', 'b', 'c'].reduce((each, name) => login(each, name, name), start);
    for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
      const remove = (each: Document, name: string) =>
        setKeys(each, ['registries', name], GONE, start);
      assertText([...order].reduce(remove, all), before);
    }
  });
}
