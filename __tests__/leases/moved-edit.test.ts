// What an edit of the file is in the base: the texts of the one and of the other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedEdit } from '../../src/credentials/moved-edit.ts';

/** The layers, the edited text, and the base with that edit; `undefined` where it touches ours. */
const rows: readonly (readonly [readonly string[], string, string | undefined])[] = [
  [['abc'], 'abc', 'abc'],
  [['abc'], 'aXc', 'aXc'],
  [['abc'], '', ''],
  [[''], 'X', 'X'],
  [[], 'X', 'X'],
  // Something laid over it in its midst, at its beginning, at its end.
  [['ab', 'a-b'], 'Xa-b', 'Xab'],
  [['ab', 'a-b'], 'X-b', 'Xb'],
  [['ab', 'a-b'], 'aX-b', 'aXb'],
  [['ab', 'a-b'], 'a-Xb', 'aXb'],
  [['ab', 'a-b'], 'a-bX', 'abX'],
  [['ab', 'a-b'], 'a-', 'a'],
  [['ab', 'a-b'], '-b', 'b'],
  [['ab', 'a-b'], 'aXb', undefined],
  [['ab', 'a-b'], 'ab', undefined],
  [['ab', 'a-b'], 'X', undefined],
  [['ab', 'a--b'], 'a-X-b', undefined],
  [['ab', 'a--b'], 'a-Xb', undefined],
  [['ab', 'a--b'], 'aX-b', undefined],
  [['ab', '-ab'], '-aXb', 'aXb'],
  [['ab', '-ab'], 'X-ab', 'Xab'],
  [['ab', 'ab-'], 'ab-X', 'abX'],
  [['ab', 'ab-'], 'aXb-', 'aXb'],
  // In the place of something else, of another length.
  [['a123b', 'a-b'], 'Xa-b', 'Xa123b'],
  [['a123b', 'a-b'], 'a-Xb', 'a123Xb'],
  [['a123b', 'a-b'], 'a-bX', 'a123bX'],
  [['a1b', 'a---b'], 'a---X', 'a1X'],
  [['a1b', 'a---b'], 'a---Xb', 'a1Xb'],
  [['a1b', 'a---b'], 'a--b', undefined],
  [['a1b', 'ab'], 'abX', 'a1bX'],
  [['a1b', 'ab'], 'aXb', 'aX1b'],
  // One thing after the other, in any order.
  [['abc', 'a-bc', 'a-b=c'], 'a-X=c', 'aXc'],
  [['abc', 'a-bc', 'a-b=c'], 'a-b=X', 'abX'],
  [['abc', 'a-bc', 'a-b=c'], 'X-b=c', 'Xbc'],
  [['abc', 'ab=c', 'a-b=c'], 'a-X=c', 'aXc'],
  [['abc', 'ab=c', 'a-b=c'], 'a-b=X', 'abX'],
  [['abc', 'ab=c', 'a-b=c'], 'a-bXc', undefined],
  [['abc', 'a-bc', 'a-b=c'], 'aXb=c', undefined],
  [['abc', 'a-bc', 'a-b=c'], 'Xc', undefined],
  // Laid over what was laid over before.
  [['ab', 'a-b', 'a=+b'], 'a=+bX', 'abX'],
  [['ab', 'a-b', 'a=+b'], 'Xa=+b', 'Xab'],
  // Where the same could have been put in at several places, it is the last of them.
  [['aa', 'aaa'], 'aaaX', 'aaX'],
  [['aa', 'aaa'], 'Xaaa', 'Xaa'],
  [['a', 'aa'], 'a', undefined],
];

for (const [layers, edited, expected] of rows) {
  test(`${JSON.stringify(layers)}, edited to ${JSON.stringify(edited)}`, () => {
    assert.equal(movedEdit(layers, edited), expected);
  });
}
