// Errors of the system, in words that a user can act upon.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import { test } from 'node:test';
import { withContext } from '../../src/cargo/config-error.ts';
import { errorCode, messageOf, systemFailure, UserError } from '../../src/errors.ts';

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

test('a real failure is told with path, reason and code, and without Node’s words', () => {
  const cause = failureOf(() => fs.readFileSync('/nowhere/file'));
  const error = systemFailure('read', '/nowhere/file', cause);
  assert.ok(error instanceof UserError);
  assert.equal(
    error.message,
    'cannot read `/nowhere/file`: there is no such file or folder (ENOENT)',
  );
  assert.equal(error.cause, cause);
});

const codes = 'EACCES EBUSY EDQUOT EEXIST EIO ELOOP EMFILE ENOENT ENOSPC ENOTDIR EPERM EROFS';
for (const code of codes.split(' ')) {
  test(`${code} has a reason of its own`, () => {
    assert.ok(code in os.constants.errno);
    const cause = Object.assign(new Error('words of Node'), { code });
    const { message } = systemFailure('write', '/a', cause);
    assert.match(message, new RegExp(`^cannot write \`/a\`: [a-z -]+ \\(${code}\\)$`));
    assert.doesNotMatch(message, /words of Node|an error of the system/);
  });
}

test('an error without a known code is told all the same', () => {
  const message = (cause: unknown) => systemFailure('write', '/a', cause).message;
  assert.equal(message(new Error('x')), 'cannot write `/a`: an error of the system');
  assert.equal(
    message(Object.assign(new Error('x'), { code: 'EODD' })),
    'cannot write `/a`: an error of the system (EODD)',
  );
  assert.equal(message('text'), 'cannot write `/a`: an error of the system');
});

test('the code of an error is a string, or there is none', () => {
  assert.equal(errorCode(Object.assign(new Error('x'), { code: 'ENOENT' })), 'ENOENT');
  assert.equal(errorCode(Object.assign(new Error('x'), { code: 5 })), undefined);
  assert.equal(errorCode(new Error('x')), undefined);
  assert.equal(errorCode({ code: 'ENOENT' }), undefined);
  assert.equal(errorCode(undefined), undefined);
});

test('whatever is thrown has a message', () => {
  assert.equal(messageOf(new Error('x')), 'x');
  assert.equal(messageOf('text'), 'text');
  assert.equal(messageOf(undefined), 'undefined');
  assert.equal(messageOf(null), 'null');
});

test('an error that no user can mend goes through a context as it is', () => {
  const fault = new TypeError('a fault of the program');
  const step = () => {
    throw fault;
  };
  assert.equal(
    failureOf(() => withContext(() => 'reading something', step)),
    fault,
  );
});
