// What a splice takes away has to be shown to be what it should be; each way to be wrong is refused.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCredentials } from '../../src/credentials/document.ts';
import type { Header, Pair, Span } from '../../src/credentials/scan.ts';
import {
  applySplice,
  assureCharacter,
  assureHeader,
  assureKey,
  assureOnly,
  assurePair,
  assureValue,
  verified,
} from '../../src/credentials/splice.ts';
import { UserError } from '../../src/errors.ts';

const DOUBT = { name: 'Doubt' };

/** Returns the text without its marks, and the spans that stood between « and ». */
function marked(text: string): { readonly text: string; readonly spans: readonly Span[] } {
  const parts = text.split(/[«»]/);
  const spans: Span[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) spans.push({ start: at, end: at + part.length });
    at += part.length;
  }
  return { text: parts.join(''), spans };
}

function spanOf(spans: readonly Span[], index: number): Span {
  return spans[index] ?? assert.fail('no such mark');
}

/** Tries an assurance on texts that hold and on texts that do not. */
function table(
  title: string,
  assure: (row: string) => void,
  right: readonly string[],
  wrong: readonly string[],
): void {
  describe(title, () => {
    for (const row of right) test(`${JSON.stringify(row)} holds`, () => assure(row));
    for (const row of wrong) {
      test(`${JSON.stringify(row)} does not`, () => assert.throws(() => assure(row), DOUBT));
    }
  });
}

table(
  'one value, which is `old`',
  (row) => {
    const { text, spans } = marked(row);
    assureValue(text, spanOf(spans, 0), 'old');
  },
  ['a = «"old"» # c\n', "a = «'old'»", 'a = «"""\nold"""»\n', 'a = {b = «"\\x6fld"», c = 1}'],
  [
    ...['a = « "old"»\n', 'a = «"old" »\n', 'a = «"old"\n»', 'a = "«old»"\n', 'a = «"old»"\n'],
    ...['a = «"old" # c»\n', '«# c\n"old"»\n', 'a = {b = «"old",» c = 1}', 'a = [«"old", 1»]'],
    ...[
      'a = «"new"»\n',
      'a = «old»\n',
      'a = ["new", «"old", "old"»]',
      'a = «»"old"',
      'a = «"old"]»',
    ],
    ...['a = [«"old"\n#c\n,"old"»]', '«a = "old"»\n'],
  ],
);

table(
  'one key',
  assureKey,
  ['a', 'a.b', '"a" . \'b\'', '"a=b"', '"#"', 'a ', '"\\x61"', '1.2'],
  [
    ...['', ' a', 'a\n', '# a', 'a # b', 'a = true # b', 'a]  # b', 'a = 1\nb', 'a.', 'a b', '['],
    ...['a=', '"a', 'a, b', '\ta'],
  ],
);

table(
  'one header',
  (row) => {
    const { text, spans } = marked(row);
    const header: Header = { kind: 'header', path: ['x'], array: false, ...spanOf(spans, 0) };
    assureHeader(text, header);
  },
  ['«[x]» # c\n', ' «[ "x" . y ]»\n'],
  [
    ...['« [x]»\n', '«[x] »\n', '«[x] # c]»\n', '«[x] # c»\n', '[«x»]\n', '«[[x]]»\n', '«[x»]\n'],
    ...['«[x]\n[y]»\n', '«[x]\ny = [1]»\n', '«(x]»\n', '«[x)»\n', '«"x"»\n'],
  ],
);

test('the header of an array is not the one header of a table', () => {
  const header = { kind: 'header', path: ['x'], start: 0, end: 3 } as const;
  assureHeader('[x]', { ...header, array: false });
  assert.throws(() => assureHeader('[x]', { ...header, array: true }), DOUBT);
});

table(
  'one pair, whose value is `old`',
  (row) => {
    const { text, spans } = marked(row);
    const { start } = spanOf(spans, 0);
    const pair: Pair = { kind: 'pair', key: [], start, value: spanOf(spans, 1) };
    assurePair(text, pair, 'old');
  },
  ['«»a = «"old"»\n', '«»a=«"old"»\n', ' «»"a=b".c=«"old"» # c\n'],
  [
    ...[
      '«» a = «"old"»\n',
      '«»a = «"new"»\n',
      '«»a = b = «"old"»\n',
      '«»a «= "old"»\n',
      '«»a = # «"old"»\n',
    ],
    ...['«»b = 1\na = «"old"»\n', '«»# = «"old"»\n', '«»= «"old"»\n', '«»a = 1 # = «"old"»\n'],
  ],
);

table(
  'nothing between but white space, and one comma',
  (row) => {
    const { text, spans } = marked(row);
    assureOnly(text, { start: 0, end: text.length }, spans);
  },
  ['«a»', ' \r\n«a»\t\n', ',«a»', '«a» , ', '«a» \n «b»\n', ', «a»«b»'],
  ['«a»b', '#«a»', '«a» # c\n', '«a»,,', ',«a»,', '«a».', 'x«a»', '«a»\u00a0', '[x]\n«a»\n'],
);

test('pieces have to come in order, inside the cut', () => {
  const [a, b] = [
    { start: 0, end: 1 },
    { start: 2, end: 3 },
  ];
  assureOnly('a b', { start: 0, end: 3 }, [a, b]);
  assert.throws(() => assureOnly('a b', { start: 0, end: 3 }, [b, a]), DOUBT);
  assert.throws(() => assureOnly('a b', { start: 0, end: 2 }, [a, b]), DOUBT);
  assert.throws(() => assureOnly('a b', { start: 1, end: 3 }, [a, b]), DOUBT);
  assert.throws(() => assureOnly('a b', { start: 0, end: 3 }, [{ start: 1, end: 0 }]), DOUBT);
  assert.throws(
    () => assureOnly('a b', { start: 0, end: 3 }, [{ start: Number.NaN, end: 1 }]),
    DOUBT,
  );
});

test('a piece may be empty, but must not run backwards', () => {
  assureOnly('  ', { start: 0, end: 2 }, [{ start: 1, end: 1 }]);
  assert.throws(() => assureOnly('  ', { start: 0, end: 2 }, [{ start: 2, end: 1 }]), DOUBT);
});

test('a character has to be the one that is expected', () => {
  assureCharacter('{,}', 1, ',');
  for (const at of [-1, 0, 2, 3, Number.NaN]) {
    assert.throws(() => assureCharacter('{,}', at, ','), DOUBT);
  }
});

describe('a splice', () => {
  const start = parseCredentials('a = 1 # one\n', '/f');
  const same = () => start.data;

  test('that says what is expected is made', () => {
    assert.equal(
      applySplice(start, { start: 0, end: 0, text: '# new\n' }, same).text,
      '# new\na = 1 # one\n',
    );
  });

  for (const [title, splice] of [
    ['that says something else', { start: 4, end: 5, text: '2' }],
    ['that says more', { start: 0, end: 0, text: 'b = 1\n' }],
    ['that says less', { start: 0, end: 12, text: '' }],
    ['that is no TOML', { start: 4, end: 5, text: '' }],
    ['that runs backwards', { start: 3, end: 2, text: ' ' }],
    ['that runs backwards through a comment', { start: 11, end: 10, text: '' }],
    ['that reaches beyond the text', { start: 12, end: 13, text: '' }],
    ['that is nowhere', { start: Number.NaN, end: 12, text: '' }],
  ] as const) {
    test(`${title} is refused`, () => {
      assert.throws(() => applySplice(start, splice, same), DOUBT);
    });
  }
});

describe('what a refusal lets through', () => {
  const document = parseCredentials('', '/f');

  test('a doubt becomes an error for the user', () => {
    assert.throws(
      () => verified(document, 'a.b', () => assureKey('')),
      new UserError(
        'refused to edit `/f`: no single change of its text would change `a.b` and nothing else, ' +
          'so the file is left as it is; ' +
          'give `a.b` a line of its own under a table header, or remove it, and try again',
      ),
    );
  });

  test('a mistake of ours stays what it is', () => {
    const mistake = new TypeError('mine');
    const edit = () => {
      throw mistake;
    };
    assert.throws(() => verified(document, 'a.b', edit), mistake);
  });
});
