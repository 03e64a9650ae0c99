// Windows refuses to touch what is open; the choices for that are pure, so they are tried here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently } from '../../src/credentials/replace.ts';
import { isInUse } from '../../src/errors.ts';

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
  test(`${code} is a file in use on Windows only`, () => {
    assert.equal(isInUse(refusal(code), 'win32'), true);
    assert.equal(isInUse(refusal(code), 'linux'), false);
    assert.equal(isInUse(refusal(code), 'darwin'), false);
  });
}

test('what is missing, or no error of the system, is not in use', () => {
  for (const error of [refusal('ENOENT'), new Error('x'), 'x', undefined]) {
    assert.equal(isInUse(error, 'win32'), false);
  }
});

test('a file that comes free is changed after all', () => {
  let attempts = 0;
  const change = (): void => {
    attempts++;
    if (attempts < 3) throw refusal('EBUSY');
  };
  patiently(change, 'win32');
  assert.equal(attempts, 3);
});

test('nothing is tried again elsewhere', () => {
  let attempts = 0;
  const change = (): void => {
    attempts++;
    throw refusal('EBUSY');
  };
  assert.throws(() => patiently(change, 'linux'), { code: 'EBUSY' });
  assert.equal(attempts, 1);
});

test('a file that does not come free is an error in the end', () => {
  assert.throws(
    () => {
      patiently(() => {
        throw refusal('EACCES');
      }, 'win32');
    },
    { code: 'EACCES' },
  );
});
