// Files, folders and users as they come.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { withMachine } from '../support/machine.ts';
import { readText, snapshot } from '../support/tree.ts';
import { Home, TEXT, visit } from './home.ts';
import { assertDone } from './scenes.ts';

const skip = process.platform === 'win32' ? 'needs a POSIX system' : false;

describe('whatever the umask', { skip }, () => {
  for (const umask of ['000', '022', '077', '777']) {
    const under = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'];
    test(`${umask}, over a file`, (t) =>
      withMachine(t, async (machine) => {
        const home = new Home(machine);
        await visit(home, {
          under,
          meanwhile: (token) => {
            const found = machine.filesWithSecrets();
            assert.equal(found.length, 2);
            for (const { mode } of found) assert.equal(mode, '0600');
            assert.ok(readText(home.beside('json')).includes(token));
          },
        });
      }));
    if (umask === '777') continue;
    test(`${umask}, with nothing there`, (t) =>
      withMachine(t, async (machine) => {
        const home = new Home(machine, undefined);
        const modes = () => machine.filesWithSecrets().map(({ mode }) => mode);
        await visit(home, { under, meanwhile: () => assert.deepEqual(modes(), ['0600', '0600']) });
      }));
  }
});

for (const mode of [0o400, 0o600, 0o640, 0o644, 0o666, 0o4755]) {
  test(`the mode ${mode.toString(8)} comes back`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine, TEXT, mode);
      await visit(home, { meanwhile: () => assert.equal(home.owner()[2], 0o600) });
    }),
  );
}

/** A user of no name, with no rights of its own. */
const NOBODY = 61_234;
const AS_NOBODY = ['setpriv', '--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'];
const withoutRoot = ((): string | false => {
  if (process.getuid?.() !== 0) return 'needs to be root';
  const [program = '', ...args] = [...AS_NOBODY, process.execPath, '-e', '0'];
  const { status } = spawnSync(program, args, { cwd: '/', stdio: 'ignore' });
  return status === 0 ? false : 'no other user may run node here';
})();

/** Gives a folder of the machine, and all in it, to the other user; the way there is open. */
function giveToNobody(home: Home, folder: string): void {
  fs.chmodSync(home.machine.root, 0o755);
  const { status } = spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
  assert.equal(status, 0);
}

describe('files of other users', { skip: skip || withoutRoot }, () => {
  test('root logs in with another user’s file, which stays his', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      giveToNobody(home, machine.home);
      const isHis = () => assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o600]);
      await visit(home, { meanwhile: isHis });
      assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o644]);
    }));

  test('a user logs in with his own', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      const job = machine.job();
      giveToNobody(home, machine.root);
      const step = job.step({ registry: 'crates-io', token: machine.token() });
      fs.mkdirSync(path.join(job.runnerTemp, '_runner_file_commands'), { mode: 0o777 });
      const before = snapshot(machine.home);
      const open = ['sh', '-c', 'chmod 666 "$GITHUB_STATE" "$GITHUB_OUTPUT"; exec "$@"', 'sh'];
      assertDone(await step.main({}, [...open, ...AS_NOBODY]));
      assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o600]);
      assertDone(await step.post({}, AS_NOBODY));
      assert.deepEqual(snapshot(machine.home), before);
      assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o644]);
    }));
});
