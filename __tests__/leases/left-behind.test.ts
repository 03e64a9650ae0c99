// What others left: journals of every age, changes half done, files that were changed meanwhile.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { readJournal, writeJournal } from '../../src/credentials/journal-file.ts';
import type { Lease } from '../../src/credentials/lease.ts';
import { registriesToml } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Step } from '../support/step.ts';
import { readText, snapshot } from '../support/tree.ts';
import { assertRefused, Home, refused, TEXT } from './home.ts';
import { assertDone } from './scenes.ts';
import { failing, withoutStrace } from './strace.ts';

const DAY = 24 * 60 * 60;

interface LoggedIn {
  readonly home: Home;
  readonly job: Job;
  readonly step: Step;
  readonly token: string;
}

/** A job that has logged in to a registry of its own. */
async function loggedIn(machine: Machine, home = new Home(machine)): Promise<LoggedIn> {
  const job = machine.job();
  job.write('.cargo/config.toml', registriesToml({ own: 'sparse+http://127.0.0.1:9/index/' }));
  const token = machine.token();
  const step = job.step({ registry: 'own', token });
  assertDone(await step.main());
  return { home, job, step, token };
}

/** Changes the leases that stand in the journal. */
function changeLeases(home: Home, change: (lease: Lease) => Lease): void {
  const journal = readJournal(home.beside('json'));
  assert.ok(journal !== undefined);
  writeJournal(home.beside('json'), { ...journal, leases: journal.leases.map(change) });
}

/** What may have become of a lease and its marker, and whether the next job sweeps it. */
interface Fate {
  readonly change: (lease: Lease) => Lease;
  readonly wiped?: boolean;
  readonly swept: boolean;
}

const ago = (lease: Lease, days: number, boot = lease.since.boot): Lease => ({
  ...lease,
  since: {
    boot,
    time: lease.since.time - days * DAY * 1000,
    uptime: lease.since.uptime - (boot === lease.since.boot ? days * DAY : 0),
  },
});
const atTime = (lease: Lease, time: number): Lease => ({
  ...lease,
  since: { ...lease.since, time },
});

const FATES: Readonly<Record<string, Fate>> = {
  'a job that goes on': { change: (lease) => lease, swept: false },
  'a job whose runner was killed': { change: (lease) => lease, wiped: true, swept: true },
  'a job of four days': { change: (lease) => ago(lease, 4), swept: false },
  'a job of six days': { change: (lease) => ago(lease, 6), swept: true },
  'a job of four days, before a restart': {
    change: (lease) => ago(lease, 4, 'other'),
    swept: false,
  },
  'a job of six days, before a restart': { change: (lease) => ago(lease, 6, 'other'), swept: true },
  'a clock that was set forward by a year': {
    change: (lease) => atTime(lease, lease.since.time - 365 * DAY * 1000),
    swept: false,
  },
  'a clock that was set back by a year': {
    change: (lease) => atTime(lease, lease.since.time + 365 * DAY * 1000),
    swept: false,
  },
  'a clock that was set back, and a restart': {
    change: (lease) => ago(atTime(lease, lease.since.time + 365 * DAY * 1000), 0, 'other'),
    swept: false,
  },
  'a job of another host': {
    change: (lease) => ({ ...lease, host: 'another' }),
    wiped: true,
    swept: false,
  },
  'a job of another host, six days old': {
    change: (lease) => ({ ...ago(lease, 6, 'other'), host: 'another' }),
    swept: true,
  },
  'a job without a marker': {
    change: ({ marker: _, ...lease }) => ({ ...lease, marker: undefined }),
    wiped: true,
    swept: false,
  },
};

describe('what the next job makes of a lease', () => {
  for (const [what, { change, wiped, swept }] of Object.entries(FATES)) {
    test(what, (t) =>
      withMachine(t, async (machine) => {
        const { home, job, step, token } = await loggedIn(machine);
        changeLeases(home, change);
        if (wiped === true) job.vanish();
        const next = machine.job();
        const own = machine.token();
        const main = await next.step({ registry: 'crates-io', token: own }).main();
        assertDone(main);
        assert.equal(main.text.join().includes('Removed the token for `own`'), swept);
        assert.deepEqual(
          [own, token].map((one) => readText(home.file).includes(one)),
          [true, !swept],
        );
        for (const result of await next.end()) assertDone(result);
        assert.equal(readText(home.file).includes(token), !swept);
        assertDone(await step.post());
        assert.deepEqual(snapshot(home.folder), {
          '.': { kind: 'folder', mode: '0755' },
          'credentials.toml': { kind: 'file', mode: '0644', bytes: TEXT },
        });
      }),
    );
  }

  test('five jobs whose runner was killed', (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      const before = snapshot(machine.home);
      for (let nth = 0; nth < 5; nth++) (await loggedIn(machine, home)).job.vanish();
      const next = machine.job();
      assertDone(await next.step({ registry: 'crates-io', token: machine.token() }).main());
      for (const result of await next.end()) assertDone(result);
      assert.deepEqual(snapshot(machine.home), before);
    }));
});

test('of two jobs the first to end leaves no trace of its token', (t) =>
  withMachine(t, async (machine) => {
    const { home, step, token } = await loggedIn(machine);
    const other = machine.job();
    const kept = machine.token();
    assertDone(await other.step({ registry: 'crates-io', token: kept }).main());
    assertDone(await step.post());
    const texts = fs.readdirSync(home.folder).map((name) => readText(path.join(home.folder, name)));
    assert.deepEqual(
      [token, kept].map((one) => texts.join().includes(one)),
      [false, true],
    );
    for (const result of await other.end()) assertDone(result);
  }));

const JOURNALS: Readonly<Record<string, (text: string) => string>> = {
  'that is cut off': (text) => text.slice(0, text.length / 2),
  'that is empty': () => '',
  'of a newer version': (text) => text.replace('"version":1', '"version":2'),
  'that says something else': () => '{"version":1}',
};

for (const [what, damage] of Object.entries(JOURNALS)) {
  test(`a journal ${what} is let alone, and so is the file`, (t) =>
    withMachine(t, async (machine) => {
      const { home, step } = await loggedIn(machine);
      const journal = readText(home.beside('json'));
      fs.writeFileSync(home.beside('json'), damage(journal));
      const before = snapshot(machine.home);
      const next = machine.job().step({ registry: 'crates-io', token: machine.token() });
      assertRefused(
        await next.main(),
        /^the journal of logins `.*\.json` is damaged, or of another/,
      );
      const post = await step.post();
      assert.deepEqual([post.code, post.stderr, post.annotations.error.length], [0, '', 1]);
      assert.match(
        post.annotations.error.join(),
        /^the token could not be removed from `.*` is damaged/s,
      );
      assert.deepEqual(snapshot(machine.home), before);
      fs.writeFileSync(home.beside('json'), journal);
      assertDone(await step.post());
      assert.equal(readText(home.file), TEXT);
    }));
}

/** What others do to the files between main and post. */
const MEANWHILE: Readonly<
  Record<
    string,
    { readonly act: (home: Home) => void; readonly text: string | undefined; readonly token?: true }
  >
> = {
  'a comment is added': {
    act: ({ file }) => fs.appendFileSync(file, '# new\n'),
    text: `${TEXT}# new\n`,
  },
  'the file is removed, as a cache does it': {
    act: ({ file }) => fs.rmSync(file),
    text: undefined,
  },
  'the whole folder is removed': {
    act: ({ folder }) => fs.rmSync(folder, { recursive: true }),
    text: undefined,
  },
  'the file is replaced by what it was': {
    act: ({ file }) => fs.writeFileSync(file, TEXT),
    text: TEXT,
  },
  'a file of the old name comes': {
    act: ({ folder }) => fs.writeFileSync(path.join(folder, 'credentials'), '# old\n'),
    text: TEXT,
  },
  'others may read it': { act: ({ file }) => fs.chmodSync(file, 0o666), text: TEXT },
  'the file is a link now': {
    act: ({ file, machine }) => {
      const elsewhere = path.join(machine.home, 'elsewhere');
      fs.renameSync(file, elsewhere);
      fs.symlinkSync(elsewhere, file);
    },
    text: TEXT,
  },
};

describe('what happens between main and post', () => {
  for (const [what, { act, text }] of Object.entries(MEANWHILE)) {
    test(what, (t) =>
      withMachine(t, async (machine) => {
        const { home, step, token } = await loggedIn(machine);
        act(home);
        assertDone(await step.post());
        for (const entry of Object.values(snapshot(machine.home))) {
          if (entry.kind === 'file') assert.ok(!entry.bytes.includes(token));
        }
        const { file } = home;
        assert.equal(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined, text);
        const left = fs.existsSync(home.folder) ? fs.readdirSync(home.folder) : [];
        assert.deepEqual(
          left.filter((name) => name.includes('cargo-login')),
          [],
        );
        assertDone(await step.post());
      }),
    );
  }
});

const TABLE = '\n[registries.theirs]\ntoken = "added by hand"\n';

/**
 * Starts a process that is killed before it renames a file: first the journal, then the credentials
 * file.
 */
function killing(machine: Machine, nth: 1 | 2 = 2): readonly string[] {
  const trace = path.join(machine.records, 'trace');
  return failing(trace, { name: 'rename', nth }, { kind: 'kill' });
}

/** The next job logs in and out; then there is the file as it was, with what was added to it. */
async function assertGoesOn({ machine, file, folder }: Home): Promise<void> {
  const next = machine.job();
  assertDone(await next.step({ registry: 'crates-io', token: machine.token() }).main());
  for (const result of await next.end()) assertDone(result);
  assert.equal(readText(file), TEXT + TABLE);
  assert.deepEqual(fs.readdirSync(folder), ['credentials.toml']);
}

test('a login is killed, and the next change changes nothing', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const { home } = await loggedIn(machine);
    const names = fs.readdirSync(home.folder);
    const killed = machine.job();
    const step = killed.step({ registry: 'crates-io', token: machine.token() });
    assert.equal((await step.main({}, killing(machine, 1))).signal, 'SIGKILL');
    killed.vanish();
    const next = machine.job();
    next.write('.cargo/config.toml', registriesToml({ none: 'sparse+http://127.0.0.1:9/none/' }));
    assertDone(await next.step({ command: 'logout', registry: 'none' }).main());
    assert.deepEqual(fs.readdirSync(home.folder), names);
  }),
);

test('a login is killed, and the file edited before the next', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const home = new Home(machine);
    const job = machine.job();
    const step = job.step({ registry: 'crates-io', token: machine.token() });
    assert.equal((await step.main({}, killing(machine))).signal, 'SIGKILL');
    assert.equal(readText(home.file), TEXT);
    fs.appendFileSync(home.file, TABLE);
    job.vanish();
    await assertGoesOn(home);
  }),
);

test('a logout is killed, and the file edited before the next', { skip: withoutStrace }, (t) =>
  withMachine(t, async (machine) => {
    const { home, job, step, token } = await loggedIn(machine);
    assert.equal((await step.post({}, killing(machine))).signal, 'SIGKILL');
    assert.ok(readText(home.file).includes(token));
    fs.appendFileSync(home.file, TABLE);
    job.vanish();
    await assertGoesOn(home);
  }),
);

for (const phase of ['main', 'post'] as const) {
  test(`the file is edited while ${phase} is about to write it`, { skip: withoutStrace }, (t) =>
    withMachine(t, async (machine) => {
      const home = new Home(machine);
      const step = machine.job().step({ registry: 'crates-io', token: machine.token() });
      const trace = path.join(machine.records, 'trace');
      const fault = { kind: 'delay', milliseconds: 600 } as const;
      const held = failing(trace, { name: 'rename', nth: 1 }, fault);
      const edit = async () => {
        while (!readText(home.beside('json.new')).endsWith('}')) await setTimeout(2);
        fs.appendFileSync(home.file, TABLE);
      };
      for (const one of ['main', 'post'] as const) {
        const isHit = one === phase;
        const [result] = await Promise.all([step[one]({}, isHit ? held : []), isHit && edit()]);
        assertDone(result);
        if (one === 'main' && isHit) assert.ok(readText(home.file).includes('theirs'));
      }
      assert.equal(readText(home.file), TEXT + TABLE);
      assert.deepEqual(fs.readdirSync(home.folder), ['credentials.toml']);
    }),
  );
}

test('a journal that nobody can read: an error, and all stays as it is', (t) =>
  withMachine(t, async (machine) => {
    const home = new Home(machine);
    fs.writeFileSync(home.beside('json'), 'words');
    await refused(home, /^the journal .* is damaged, or of another version/);
  }));
