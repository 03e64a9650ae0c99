// What is no credentials file: the error says where, and shows nothing of the text.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import {
  type CredentialsDocument,
  decodeCredentials,
  parseCredentials,
  type RegistryPlace,
  readEntry,
  removeEntry,
  removeKeys,
  setEntry,
  setString,
} from '../../src/credentials/edit.ts';
import { addStrings, tableAt } from '../../src/credentials/keys.ts';
import { UserError } from '../../src/errors.ts';
import { WRONG_TYPES } from './wrong-types.ts';

const FILE = '/home/credentials.toml';
const SECRET = 'cio-secret';

/** Returns the message of the refusal, which neither shows the text nor carries what would. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof UserError, inspect(error));
    assert.doesNotMatch(inspect(error, { showHidden: true, depth: null }), new RegExp(SECRET));
    assert.equal(error.cause, undefined);
    return error.message;
  }
  return assert.fail('it was not refused');
}

describe('bytes that are not UTF-8', () => {
  const line = (text: string) => [...Buffer.from(text)];
  const cases: readonly (readonly [string, readonly number[], number])[] = [
    ['a stray byte', [...line(`token = "${SECRET}`), 0xff], 1],
    [
      'on a later line',
      [...line(`a = 1\r\ntoken = "${SECRET}"\n# `), 0xe9, ...line('\nb = 2\n')],
      3,
    ],
    ['a character cut short at the end', [...line(`# ${SECRET}\n`), 0xe2, 0x82], 2],
    ['a character cut short by a new line', [...line('# '), 0xe2, 0x82, ...line('\n\n')], 1],
    ['an overlong form', [...line('\n\n# '), 0xc0, 0xaf], 3],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], 1],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 1],
  ];
  for (const [title, bytes, number] of cases) {
    test(title, () => {
      const message = refusal(() => decodeCredentials(Uint8Array.from(bytes), FILE));
      assert.match(message, /`\/home\/credentials\.toml`/);
      assert.match(message, new RegExp(`line ${number} is not valid UTF-8; correct that line`));
    });
  }

  test('valid ones come through whole, byte order mark and all', () => {
    const text = '\uFEFF# é 😀 \u0000 \uFFFD\r\n';
    assert.equal(decodeCredentials(Buffer.from(text), FILE), text);
    assert.equal(decodeCredentials(new Uint8Array(), FILE), '');
  });
});

describe('text that is not TOML', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['no value', `token = "${SECRET}"\nb =\n`, 'line 2, column 4'],
    ['no quote', `token = ${SECRET}\n`, 'line 1, column 9'],
    ['an open string', `a = 1\r\ntoken = "${SECRET}\r\n`, 'line 2, column 20'],
    ['an open multi-line string', `a = 1\ntoken = '''${SECRET}\n`, 'line 2, column 9'],
    ['after a byte order mark', `\uFEFFtoken = ${SECRET}\n`, 'line 1, column 9'],
    ['on a line after a byte order mark', `\uFEFF\ntoken = ${SECRET}\n`, 'line 2, column 9'],
    ['a key twice', `token = "${SECRET}"\n token = "${SECRET}"\n`, 'line 2, column 2'],
    ['a table twice', `[a]\ntoken = "${SECRET}"\n[a]\n`, 'line 3, column 2'],
    ['two pairs on a line', `a = 1 token = "${SECRET}"\n`, 'line 1, column 7'],
    ['an unknown escape', `token = "${SECRET}\\q"\n`, 'line 1, column 21'],
    ['a control character', `# ${SECRET}\u0000\n`, 'line 1, column 13'],
    ['a lone carriage return', `a = 1\rtoken = "${SECRET}"\n`, 'line 1, column 6'],
    ['an open header', `[registries.x\ntoken = "${SECRET}"\n`, 'line 1, column 14'],
    ['JSON', `{"token": "${SECRET}"}`, 'line 1, column 1'],
    ['too deep', `a = ${'['.repeat(2000)}"${SECRET}"${']'.repeat(2000)}`, 'line 1, column 1005'],
  ];
  for (const [title, text, place] of cases) {
    test(title, () => {
      const message = refusal(() => parseCredentials(text, FILE));
      assert.equal(
        message,
        `could not parse \`${FILE}\` as TOML: the error is at ${place}; ` +
          'correct it, or remove the file and log in again',
      );
    });
  }
});

describe('a value of a type that cargo refuses', () => {
  for (const { text, place, expected } of WRONG_TYPES) {
    test(JSON.stringify(text), () => {
      const start = parseCredentials(text, FILE);
      const message = `${expected} in \`${FILE}\`; correct or remove it there, and try again`;
      assert.equal(
        refusal(() => readEntry(start, place)),
        message,
      );
      assert.equal(
        refusal(() => setEntry(start, place, { token: 'NEW' })),
        message,
      );
      assert.equal(
        refusal(() => removeEntry(start, place)),
        message,
      );
    });
  }

  const elsewhere: readonly (readonly [string, RegistryPlace])[] = [
    ['registries = "a"\n', { kind: 'crates-io' }],
    ['registry = 1\ntoken = 2\n', { kind: 'alternate', name: 'x' }],
    ['[registries.y]\ntoken = 1\n', { kind: 'alternate', name: 'x' }],
    ['token = 5\n[registry]\n', { kind: 'crates-io' }],
  ];
  for (const [text, place] of elsewhere) {
    test(`${JSON.stringify(text)} is no matter for ${place.kind}`, () => {
      const set = setEntry(parseCredentials(text, FILE), place, { token: 'NEW' });
      assert.equal(readEntry(set, place).token, 'NEW');
    });
  }
});

const document = (text: string): CredentialsDocument => parseCredentials(text, FILE);

describe('keys at large', () => {
  test('a string is set at any path', () => {
    assert.equal(setString(document('[b]\n'), ['a'], 'v').text, 'a = "v"\n[b]\n');
    assert.equal(setString(document('[b]\r\n'), ['a'], 'v').text, 'a = "v"\r\n[b]\r\n');
    assert.equal(setString(document(''), ['a', 'b', 'c d'], 'v').text, '[a.b]\n"c d" = "v"\n');
    assert.equal(setString(document('a = {}\n'), ['a', 'b', 'c'], 'v').text, 'a = { b.c = "v" }\n');
    assert.equal(setString(document('a = 1 \t # c\n'), ['a'], 'v').text, 'a = "v" \t # c\n');
    const deep = setString(document('a = {}\n'), ['a', 'b', 'c d', 'e'], 'v');
    assert.equal(deep.text, 'a = { b."c d".e = "v" }\n');
    assert.equal(setString(document('a = [1, # one\n2]\n'), ['a'], 'v').text, 'a = "v"\n');
  });

  test('keys are removed from any table', () => {
    const start = document('a = 1\n[t]\nb = 2\nc = [3]\nd = { e = 1 }\n');
    assert.equal(removeKeys(start, [], ['a', 'z']).text, '[t]\nb = 2\nc = [3]\nd = { e = 1 }\n');
    assert.equal(removeKeys(start, ['t'], ['b', 'd']).text, 'a = 1\n[t]\nc = [3]\n');
    assert.equal(removeKeys(start, ['t'], ['b', 'c', 'd']).text, 'a = 1\n');
    assert.equal(removeKeys(start, ['u', 'v'], ['b']), start);
  });

  test('a table that is spread over lines, as a value', () => {
    for (const text of ['[t.k]\na = 1\n', 't.k.a = 1\n', '[[t.k]]\n']) {
      const refused = /^refused to edit `\/home\/credentials\.toml`: .* `t\.k` .*/;
      assert.match(
        refusal(() => removeKeys(document(text), ['t'], ['k'])),
        refused,
      );
      assert.match(
        refusal(() => setString(document(text), ['t', 'k'], 'v')),
        refused,
      );
    }
  });
});

describe('keys at large, refused', () => {
  test('a string that TOML cannot hold', () => {
    assert.match(
      refusal(() => setString(document(''), ['a'], `${SECRET}\uD800`)),
      /^refused .* change `a` and nothing else/,
    );
    const values = new Map([
      ['b', `${SECRET}\uD800`],
      ['c', 'v'],
    ]);
    assert.match(
      refusal(() => addStrings(document(''), ['a'], values)),
      /^refused .* change `a\.b` and nothing else/,
    );
  });

  test('a string in what is no table', () => {
    assert.match(
      refusal(() => addStrings(document('a = 1\n'), ['a'], new Map([['b', 'v']]))),
      /^expected a table, but found an integer for `a` in/,
    );
  });

  test('a name that is no bare key, shown in quotes', () => {
    for (const name of ['b c', ' b', 'b ', 'é', '']) {
      assert.match(
        refusal(() => tableAt(document(`[a]\n"${name}" = 1\n`), ['a', name])),
        new RegExp(`for \`a\\."${name}"\` in`),
      );
    }
  });

  test('a string without a key', () => {
    assert.throws(() => setString(document(''), [], 'v'), {
      name: 'RangeError',
      message: 'the path of a string has at least one part',
    });
  });
});
