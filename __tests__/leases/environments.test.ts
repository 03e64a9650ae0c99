// What can stand in the place of a file: links, mounts, folders, nothing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import type { Variables } from '../support/job.ts';
import { Machine, withMachine } from '../support/machine.ts';
import { readText, snapshot } from '../support/tree.ts';
import { assertRefused, Home, refused, TEXT, visit } from './home.ts';
import { assertDone } from './scenes.ts';
import { type Call, failing, readTrace, tracing, withoutStrace } from './strace.ts';

const skip = process.platform === 'win32' ? 'needs a POSIX system' : false;

/** Each puts something in the place of the file or folder; `{HOME}` is the home folder. */
const LINKS: Readonly<Record<string, (home: Home) => void>> = {
  'a link to a file elsewhere': ({ file, machine }) => {
    const elsewhere = path.join(machine.folder('home', 'elsewhere'), 'real.toml');
    fs.renameSync(file, elsewhere);
    fs.symlinkSync(elsewhere, file);
  },
  'a chain of relative links': ({ file, machine }) => {
    const elsewhere = machine.folder('home', 'elsewhere');
    fs.renameSync(file, path.join(elsewhere, 'real.toml'));
    fs.symlinkSync('real.toml', path.join(elsewhere, 'link'));
    fs.symlinkSync('../elsewhere/link', file);
  },
  'a link that leads nowhere': ({ file, machine }) => {
    fs.rmSync(file);
    fs.symlinkSync(path.join(machine.folder('home', 'elsewhere'), 'not-yet.toml'), file);
  },
  'a link that leads into a folder that is not there': ({ file }) => {
    fs.rmSync(file);
    fs.symlinkSync('../not/there/yet.toml', file);
  },
  'a folder that is a link': ({ folder, machine }) => {
    const elsewhere = path.join(machine.home, 'elsewhere');
    fs.renameSync(folder, elsewhere);
    fs.symlinkSync('elsewhere', folder);
  },
  'an old name': ({ file }) => fs.renameSync(file, file.replace('.toml', '')),
  'an old name, linked to the new one': ({ file }) => {
    fs.symlinkSync('credentials.toml', file.replace('.toml', ''));
  },
};

for (const [what, begin] of Object.entries(LINKS)) {
  test(`a login and a logout with ${what}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      const links = () =>
        Object.entries(snapshot(machine.home)).filter(([, { kind }]) => kind === 'link');
      let before: unknown;
      await visit(home, {
        begin: () => {
          begin(home);
          before = links();
        },
        meanwhile: () => assert.deepEqual(links(), before),
      });
    }),
  );
}

const REFUSED: Readonly<Record<string, readonly [(home: Home) => void, RegExp]>> = {
  'a folder': [
    ({ file }) => {
      fs.rmSync(file);
      fs.mkdirSync(file);
    },
    /^the credentials file must be a regular file, but `.*` is a folder;/,
  ],
  'a FIFO': [
    ({ file }) => {
      fs.rmSync(file);
      assert.equal(spawnSync('mkfifo', [file]).status, 0);
    },
    /^the credentials file must be a regular file, but `.*` is a FIFO;/,
  ],
  'a device': [
    ({ file }) => {
      fs.rmSync(file);
      fs.symlinkSync('/dev/null', file);
    },
    /^the credentials file must be a regular file, but `\/dev\/null` is a device;/,
  ],
  'a link to itself': [
    ({ file }) => {
      fs.rmSync(file);
      fs.symlinkSync('credentials.toml', file);
    },
    /^cannot .* `.*credentials\.toml`: too many symbolic links \(ELOOP\)$/,
  ],
  'a file where the folder should be': [
    ({ folder }) => {
      fs.rmSync(folder, { recursive: true });
      fs.writeFileSync(folder, '');
    },
    /`.*\.cargo`.* (?:folder|exists)/,
  ],
  'a link that leads nowhere where the folder should be': [
    ({ folder }) => {
      fs.rmSync(folder, { recursive: true });
      fs.symlinkSync('nowhere', folder);
    },
    /^cannot follow the links of `.*`: there is no such file or folder \(ENOENT\)$/,
  ],
  'a file that is not UTF-8': [
    ({ file }) => fs.writeFileSync(file, Buffer.from([0x23, 0xff])),
    /^could not read `.*`: line 1 is not valid UTF-8/,
  ],
};

for (const [what, [begin, message]] of Object.entries(REFUSED)) {
  test(`a login is refused with ${what}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      await refused(home, message, { begin: () => begin(home) });
    }),
  );
}

const withoutMounts = ((): string | false => {
  const { status } = spawnSync('unshare', ['-m', 'mount', '--bind', '/tmp', '/tmp']);
  return status === 0 ? false : 'this test may not mount';
})();

/** A home in which the credentials file is mounted over an empty one, for those who start so. */
class MountedHome extends Home {
  /** The real file. */
  readonly real: string;
  readonly under: readonly string[];
  readonly #text: string;

  constructor(machine: Machine, text: string) {
    super(machine, '');
    this.#text = text;
    this.real = path.join(machine.folder('mounted'), 'real.toml');
    fs.writeFileSync(this.real, text);
    fs.chmodSync(this.real, 0o644);
    const mount = `mount --bind '${this.real}' '${this.file}' && exec "$@"`;
    this.under = ['unshare', '-m', 'sh', '-c', mount, 'sh'];
  }

  /** The next job logs in, and out: then all is as it was. */
  async assertGoesOn(): Promise<void> {
    const job = this.machine.job();
    const token = this.machine.token();
    const step = job.step({ registry: 'crates-io', token });
    assertDone(await step.main({}, this.under));
    assert.ok(readText(this.real).includes(token));
    assert.equal(this.owner(this.real)[2], 0o600);
    assertDone(await step.post({}, this.under));
    job.vanish();
    assert.equal(readText(this.real), this.#text);
    assert.equal(this.owner(this.real)[2], 0o644);
    assert.deepEqual(fs.readdirSync(this.folder), ['credentials.toml']);
    assert.equal(readText(this.file), '');
  }

  /** A job is killed before this call, and its runner with it. */
  async kill(call: Pick<Call, 'name' | 'nth'>): Promise<void> {
    const job = this.machine.job();
    const step = job.step({ registry: 'crates-io', token: this.machine.token() });
    const strace = failing(path.join(this.machine.records, 'trace'), call, { kind: 'kill' });
    const { signal } = await step.main({}, [...this.under, ...strace]);
    assert.equal(signal, 'SIGKILL');
    job.vanish();
  }

  /** A job cannot make this call: it says so, and the file is as it was, or it does without. */
  async fail(call: Pick<Call, 'name' | 'nth'>): Promise<void> {
    const job = this.machine.job();
    const step = job.step({ registry: 'crates-io', token: this.machine.token() });
    const fault = { kind: 'error', code: 'ENOSPC' } as const;
    const strace = failing(path.join(this.machine.records, 'trace'), call, fault);
    const result = await step.main({}, [...this.under, ...strace]);
    if (result.code === 0) assertDone(result);
    else {
      // Now and then Node itself makes a call more or less, and another file is hit: the runner's.
      assertRefused(result, /\b(?:ENOSPC|EBUSY)\)?$/);
      assert.equal(readText(this.real), this.#text);
      assert.equal(this.owner(this.real)[2], 0o644);
    }
    assertDone(await step.post({}, this.under));
    job.vanish();
  }

  /** As if the process had been killed when it had written a part of the file. */
  tear(part: number): void {
    const next = fs.readFileSync(this.beside('new'));
    const old = fs.readFileSync(this.real);
    assert.ok(old.equals(Buffer.from(this.#text)));
    const at = Math.floor(next.length * part);
    fs.writeFileSync(this.real, Buffer.concat([next.subarray(0, at), old.subarray(at)]));
  }
}

/** Returns the calls by which a file is written that cannot be replaced. */
async function overwritingCalls(machine: Machine): Promise<readonly Call[]> {
  const home = new MountedHome(machine, TEXT);
  const trace = path.join(machine.records, 'trace');
  const step = machine.job().step({ registry: 'crates-io', token: machine.token() });
  assertDone(await step.main({}, [...home.under, ...tracing(trace)]));
  const calls = readTrace(trace);
  const begin = calls.findLastIndex(({ name }) => name === 'rename');
  const end = calls.findLastIndex(({ paths }) => paths.includes(home.beside('new')));
  return calls.slice(begin, end + 2);
}

const LONG = `${TEXT}# é ${'ü'.repeat(300)}\n`;

describe('a file that is mounted alone', { skip: skip || withoutMounts }, () => {
  for (const text of [TEXT, '', LONG]) {
    test(`${text.length} characters are written in place, and come back`, (t) =>
      withMachine(t, async (machine) => await new MountedHome(machine, text).assertGoesOn()));
  }

  test('a kill at any call while it is written', { skip: withoutStrace }, async (t) => {
    const machine = new Machine();
    const calls = await overwritingCalls(machine).finally(() => machine.dispose());
    const changing = calls.filter(({ changes, name }) => changes || name === 'close');
    assert.ok(changing.length >= 6, calls.map(({ name }) => name).join());
    for (const call of changing) {
      await t.test(`before ${call.name} ${call.nth}`, (t) =>
        withMachine(t, async (machine) => {
          const home = new MountedHome(machine, TEXT);
          await home.kill(call);
          await home.assertGoesOn();
        }),
      );
    }
  });

  test('an error at any call while it is written', { skip: withoutStrace }, async (t) => {
    const machine = new Machine();
    const calls = await overwritingCalls(machine).finally(() => machine.dispose());
    for (const call of calls.filter(({ endsReading }) => !endsReading)) {
      await t.test(`${call.name} ${call.nth}`, (t) =>
        withMachine(t, async (machine) => {
          const home = new MountedHome(machine, TEXT);
          await home.fail(call);
          await home.assertGoesOn();
        }),
      );
    }
  });

  test('a kill in the midst of a write', { skip: withoutStrace }, async (t) => {
    for (const text of [TEXT, LONG]) {
      for (let part = 0; part < 1; part += 0.12) {
        await t.test(`of ${text.length} characters, at ${part}`, (t) =>
          withMachine(t, async (machine) => {
            const home = new MountedHome(machine, text);
            await home.kill({ name: 'chmod', nth: 1 });
            home.tear(part);
            await home.assertGoesOn();
          }),
        );
      }
    }
  });
});

test('a file system without symbolic links', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const home = new Home(machine);
    const trace = path.join(machine.records, 'trace');
    const fault = { kind: 'error', code: 'EPERM', forever: true } as const;
    await visit(home, { under: failing(trace, { name: 'symlink', nth: 1 }, fault) });
  }),
);

test('a folder that can only be read', { skip: skip || withoutMounts }, (t) =>
  withMachine(t, async (machine) => {
    const home = new Home(machine);
    const mount = `mount --bind '${home.folder}' '${home.folder}' && mount -o remount,ro,bind '${home.folder}' && exec "$@"`;
    const under = ['unshare', '-m', 'sh', '-c', mount, 'sh'];
    await refused(home, /^cannot write in `.*\.cargo`: the file system is read-only \(EROFS\)$/, {
      under,
    });
    const step = machine.job().step({ registry: 'crates-io', token: machine.token() });
    assertDone(await step.main());
    const post = await step.post({}, under);
    assert.deepEqual([post.code, post.annotations.error.length], [0, 1]);
    assert.match(
      post.annotations.error.join(),
      /^the token could not be removed from `.*`: .*EROFS/,
    );
    assertDone(await step.post());
    assert.equal(readText(home.file), TEXT);
  }),
);

test(
  'a home folder that can only be read, with nothing there',
  { skip: skip || withoutMounts },
  (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine, false);
      const mount = `mount --bind '${machine.home}' '${machine.home}' && mount -o remount,ro,bind '${machine.home}' && exec "$@"`;
      const under = ['unshare', '-m', 'sh', '-c', mount, 'sh'];
      await refused(
        home,
        /^cannot make the folder `.*\.cargo`: the file system is read-only \(EROFS\)$/,
        { under },
      );
    }),
);

/** Environments in which the runner's files are not what they should be. */
const UNUSUAL: Readonly<Record<string, Variables>> = {
  'no RUNNER_TEMP': { RUNNER_TEMP: undefined },
  'an empty RUNNER_TEMP': { RUNNER_TEMP: '' },
  'a RUNNER_TEMP that is not there': { RUNNER_TEMP: '/not/there' },
  'a RUNNER_TEMP that is not absolute': { RUNNER_TEMP: 'temp' },
};

for (const [what, env] of Object.entries(UNUSUAL)) {
  test(`a login and a logout with ${what}`, (t) =>
    withMachine(t, async (machine) => await visit(new Home(machine), { env })));
}

for (const name of ['GITHUB_STATE', 'GITHUB_OUTPUT']) {
  for (const [what, value] of Object.entries({
    'cannot be written': '/not/there',
    'is not set': undefined,
  })) {
    test(`a login is refused, or undone, when ${name} ${what}`, (t) =>
      withMachine(t, async (machine) => {
        const home = new Home(machine);
        await refused(home, new RegExp(name), { env: { [name]: value } });
      }));
  }
}
