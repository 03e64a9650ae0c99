// Users, modes and masks as they come.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { withMachine } from '../support/machine.ts';
import { readText } from '../support/tree.ts';
import { Home, refused, TEXT, visit } from './home.ts';

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
        const home = new Home(machine, false);
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
const BECOME = ['setpriv', '--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'];
/** As the runner would, it gives the user the files for state and outputs. */
const AS_NOBODY = [
  'sh',
  '-c',
  'chmod 666 "$GITHUB_STATE" "$GITHUB_OUTPUT"; exec "$@"',
  'sh',
  ...BECOME,
];

const withoutRoot = ((): string | false => {
  if (process.getuid?.() !== 0) return 'needs to be root';
  const [program = '', ...args] = [...BECOME, process.execPath, '-e', '0'];
  const { status } = spawnSync(program, args, { cwd: '/', stdio: 'ignore' });
  return status === 0 ? false : 'no other user may run node here';
})();

/** Gives the whole machine to the other user, and then what is at these paths back to root. */
function giveToNobody({ machine }: Home, ...roots: readonly string[]): void {
  const { status } = spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, machine.root]);
  assert.equal(status, 0);
  for (const root of roots) fs.chownSync(root, 0, 0);
}

describe('files of other users', { skip: skip || withoutRoot }, () => {
  test('root logs in with another user’s file, which stays his', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      giveToNobody(home);
      const isHis = () => assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o600]);
      await visit(home, { meanwhile: isHis });
      assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o644]);
    }));

  test('a user logs in with his own', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      giveToNobody(home);
      const isHis = () => assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o600]);
      const begin = () => giveToNobody(home);
      await visit(home, { under: AS_NOBODY, begin, meanwhile: isHis });
      assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o644]);
    }));

  const REFUSED: Readonly<Record<string, readonly [(home: Home) => void, RegExp]>> = {
    'a file that another user owns': [
      (home) => giveToNobody(home, home.file),
      /^the credentials file belongs to another user \(0\) than the job \(61234\)/,
    ],
    'a file that he may not read': [
      (home) => {
        fs.chmodSync(home.file, 0o600);
        giveToNobody(home, home.file);
      },
      /^cannot read `.*credentials.toml`: permission denied \(EACCES\)$/,
    ],
    'a folder in which he may not write': [
      (home) => giveToNobody(home, home.folder),
      /^cannot write in `.*\.cargo`: permission denied \(EACCES\)$/,
    ],
    'a home folder in which he may not make one': [
      (home) => {
        fs.rmSync(home.folder, { recursive: true });
        giveToNobody(home, home.machine.home);
      },
      /^cannot make the folder `.*\.cargo`: permission denied \(EACCES\)$/,
    ],
  };
  for (const [what, [begin, message]] of Object.entries(REFUSED)) {
    test(`a user is refused: ${what}`, (t) =>
      withMachine(t, async (machine) => {
        const home = new Home(machine);
        await refused(home, message, { under: AS_NOBODY, begin: () => begin(home) });
      }));
  }
});

describe('what is not one’s own', { skip: skip || withoutRoot }, () => {
  test('a user logs in with his own, of a group that he is not in', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      const begin = () => {
        giveToNobody(home);
        fs.chownSync(home.file, NOBODY, 0);
      };
      await visit(home, { under: AS_NOBODY, begin });
      // Nobody can give the file back to a group that he is not in.
      assert.deepEqual(home.owner(), [NOBODY, NOBODY, 0o644]);
    }));

  test('a legacy configuration that he may not read is passed over, as by cargo', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      const legacy = path.join(home.folder, 'config');
      fs.writeFileSync(legacy, 'no TOML', { mode: 0o600 });
      await visit(home, { under: AS_NOBODY, begin: () => giveToNobody(home, legacy) });
    }));

  test('a process of another user runs', () => {
    const host = new URL('../../src/host.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(host)}).then((m) => console.log(m.isRunning(1, undefined)))`;
    const [program = '', ...args] = [...BECOME, process.execPath, '-e', script];
    assert.equal(spawnSync(program, args, { cwd: '/' }).stdout.toString(), 'true\n');
  });
});
