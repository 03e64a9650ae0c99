// A change under the lock, and what others may do to the file and its folder just then.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { newLease } from '../../src/credentials/lease.ts';
import { addLeases } from '../../src/credentials/logins.ts';
import { changeLogins } from '../../src/credentials/store.ts';
import { idleProcess, ownedBy } from './processes.ts';
import { scratch } from './scratch.ts';

const skip = process.platform === 'linux' ? false : 'needs /proc';
const TOKEN = 'a token of ours';

function lease() {
  const entries = [{ place: { kind: 'crates-io' }, token: TOKEN, provider: false }] as const;
  return newLease('mine', 'crates-io', { kind: 'file', entries }, undefined);
}

test('somebody edits the file again and again: an error, and the last edit stands', async (t) => {
  const target = path.join(scratch(t), 'credentials.toml');
  let edits = 0;
  const change = changeLogins(
    target,
    () => {},
    (found) => {
      fs.writeFileSync(target, `# edit ${++edits}\n`);
      return { logins: addLeases(found, [lease()]), result: undefined };
    },
  );
  await assert.rejects(change, {
    name: 'UserError',
    message: /^somebody edits `.*` again and again/,
  });
  assert.equal(edits, 10);
  assert.equal(fs.readFileSync(target, 'utf8'), '# edit 10\n');
  assert.deepEqual(fs.readdirSync(path.dirname(target)), ['credentials.toml']);
});

test('a folder that another job removes while its lock is waited for is made again', {
  skip,
}, async (t) => {
  const folder = path.join(scratch(t), 'home', '.cargo');
  const target = path.join(folder, 'credentials.toml');
  fs.mkdirSync(folder, { recursive: true });
  fs.symlinkSync(
    ownedBy(idleProcess(t).pid),
    `${path.join(folder, '.credentials.toml')}.cargo-login.lock`,
  );
  let waits = 0;
  const whileWaiting = () => {
    if (waits++ === 0) fs.rmSync(folder, { recursive: true });
  };
  await changeLogins(target, whileWaiting, (found) => ({
    logins: addLeases(found, [lease()]),
    result: undefined,
  }));
  assert.ok(fs.readFileSync(target, 'utf8').includes(TOKEN));
});
