// How logins and logouts change the credentials file, one case at a time.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { readLogins } from '../../src/credentials/change.ts';
import { locateCredentials } from '../../src/credentials/file.ts';
import { newLease } from '../../src/credentials/lease.ts';
import { addLeases, endLeases, keepLeases, removeEntries } from '../../src/credentials/store.ts';
import { UserError } from '../../src/errors.ts';
import { modeHere, skipOnWindows } from '../support/platform.ts';
import { cargoLogin, cargoLogout } from './as-cargo.ts';
import { asOrdinaryUser, Home, login, never } from './home.ts';
import { pause } from './processes.ts';

const isRoot = process.getuid?.() === 0;

test('a login adds one table at the end, and a logout restores the owner’s bytes and mode', async (t) => {
  const text = "\uFEFF# mine\r\n[registries.one]\r\ntoken = 'of-the-owner' # c";
  const home = new Home(t, text, 0o640);
  const lease = await home.login(login('t'));
  const comment = '# Jobs that are logged in (cargo-login-action). It goes when they end.';
  const end = `\n${comment}\n\\[cargo-login\\]\nstate = "[^\n]*"\n$`.replace(/[().]/g, '\\$&');
  assert.match(home.text ?? '', new RegExp(end.replaceAll('\\\\', '\\')));
  assert.equal(home.mode, modeHere(0o600));
  assert.equal(readLogins(home.file).base?.text, text);
  assert.deepEqual(await home.end([lease]).then(({ removed }) => removed.length), 1);
  assert.equal(home.text, text);
  assert.equal(home.mode, modeHere(0o640));
});

test('a login writes only credentials.toml (A2), and a logout removes file and folder', async (t) => {
  const home = new Home(t);
  const lease = await home.login(login('the-token'));
  assert.deepEqual(fs.readdirSync(home.folder), ['credentials.toml']);
  await home.end([lease]);
  assert.equal(fs.existsSync(path.dirname(home.folder)), false);
  assert.deepEqual(home.names, []);
});

test('a login creates a folder that others cannot write to (A14)', {
  skip: skipOnWindows,
}, async (t) => {
  const home = new Home(t);
  const umask = process.umask(0);
  t.after(() => process.umask(umask));
  const lease = await home.login(login('t'));
  assert.deepEqual([fs.statSync(home.folder).mode & 0o777, home.mode], [0o755, 0o600]);
  process.umask(0o077);
  await home.end([lease]);
  await home.login(login('t'));
  assert.equal(fs.statSync(home.folder).mode & 0o777, 0o700);
});

test('the newest live login provides the token, in whatever order the jobs end', async (t) => {
  const home = new Home(t, 'registries.one.token = "of-the-owner"\n');
  const first = await home.login(login('first'));
  const second = await home.login(login('second'));
  assert.equal(home.token('one'), 'second');
  await home.end([second]);
  assert.equal(home.token('one'), 'first');
  const third = await home.login(login('third'));
  await home.end([first]);
  assert.equal(home.token('one'), 'third');
  await home.end([third]);
  assert.equal(home.text, 'registries.one.token = "of-the-owner"\n');
});

test('a login is refused if a live job has the registry with another index (A11)', async (t) => {
  const home = new Home(t, '');
  const [one, other] = ['sparse+https://first.example/', 'sparse+https://second.example/'];
  const lease = await home.login(login('t', ['one'], { index: one }));
  const before = home.text;
  await assert.rejects(home.login(login('u', ['one'], { index: other })), (error) => {
    assert.ok(error instanceof UserError);
    assert.ok(error.message.includes(one) && error.message.includes(other));
    return true;
  });
  assert.equal(home.text, before);
  assert.deepEqual(home.names, [`cargo-login-${lease.id}`, 'credentials.toml']);
  home.vanish(lease);
  await home.login(login('u', ['one'], { index: other }));
});

test('a cancelled login leaves nothing', async (t) => {
  const home = new Home(t);
  const cancelled = new Error('cancelled');
  const adding = addLeases(home.file, [home.lease(login('t'))], () => {
    throw cancelled;
  });
  await assert.rejects(adding, cancelled);
  assert.equal(fs.existsSync(path.dirname(home.folder)), false);
  assert.deepEqual(home.names, []);
});

test('a login drops and reports the leases of dead jobs', async (t) => {
  const home = new Home(t, '# mine\n');
  const dead = await home.login(login('dead', ['two']));
  const held = login('x', [], { provider: 'my-provider', registry: 'held', entries: [] });
  const gone = await home.login(held);
  for (const lease of [dead, gone]) home.vanish(lease);
  const lease = home.lease(login('t'));
  const { swept } = await home.add(lease);
  assert.deepEqual(
    swept.map(({ id }) => id),
    [dead.id, gone.id],
  );
  assert.equal(home.token('two'), undefined);
  assert.deepEqual((await home.end([lease])).swept, []);
  assert.equal(home.text, '# mine\n');
});

const OWNER = '# mine\n[registries.one]\ntoken = "of-the-owner" # keep\n\n[registries.two]\n';

test('a logout keeps what others wrote by hand during the job, byte for byte', async (t) => {
  const home = new Home(t, OWNER);
  const lease = await home.login(login('t'));
  home.edit((text) => `# above\n${text}\n[registries.new]\ntoken = "new" # below\n`);
  assert.deepEqual(await home.end([lease]).then(({ removed }) => removed.length), 1);
  assert.equal(home.text, `# above\n${OWNER}\n[registries.new]\ntoken = "new" # below\n`);
});

test('a logout restores the comments that `cargo login` removed during the job', async (t) => {
  const home = new Home(t, OWNER);
  const lease = await home.login(login('t'));
  home.edit((text) => cargoLogin(text, 'new', 'new'));
  assert.doesNotMatch(home.text ?? '', /^# /m);
  await home.end([lease]);
  assert.equal(home.text, `${OWNER}\n[registries.new]\ntoken = "new"\n`);
});

test('a logout removes the file after `cargo logout` if there was none before the job', async (t) => {
  const home = new Home(t);
  const lease = await home.login(login('t'));
  home.edit((text) => cargoLogout(text, 'two'));
  await home.end([lease]);
  assert.equal(fs.existsSync(path.dirname(home.folder)), false);
});

test('a token that others put in our entry ends the lease and stays', async (t) => {
  for (const change of [
    (text: string) => text.replace('token = "t"', 'token = "theirs"'),
    (text: string) => cargoLogin(text, 'one', 'theirs'),
  ]) {
    const home = new Home(t, OWNER);
    const lease = await home.login(login('t'));
    home.edit(change);
    const { removed, lost } = await home.end([lease]);
    assert.deepEqual([removed.map(({ changed }) => changed), lost], [[true], false]);
    assert.equal(home.text, OWNER.replace('of-the-owner', 'theirs'));
  }
});

test('`cargo logout` of our entry ends the lease and restores the owner’s token', async (t) => {
  const home = new Home(t, OWNER);
  const lease = await home.login(login('t'));
  home.edit((text) => cargoLogout(text, 'one'));
  await home.end([await home.login(login('u', ['two']))]);
  assert.equal(home.token('one'), 'of-the-owner');
  assert.equal((await home.end([lease])).removed[0]?.changed, true);
  assert.equal(home.text, OWNER);
});

test('a mode that others set during the job stays', { skip: skipOnWindows }, async (t) => {
  const home = new Home(t, OWNER);
  const lease = await home.login(login('t'));
  fs.chmodSync(home.file, 0o660);
  await home.end([lease]);
  assert.equal(home.mode, 0o660);
});

test('if an edit by others cannot be carried over, their text becomes the owner’s file', async (t) => {
  const home = new Home(t, '# mine\n[net]\nretry = 2\n');
  const lease = await home.login(login('t'));
  home.edit((text) => cargoLogin(text, 'new', 'new').replace(/^retry = 2$/m, 'retry = 3'));
  await home.end([lease]);
  assert.match(home.text ?? '', /^\n?\[net\]\nretry = 3\n/);
  assert.deepEqual([home.token('new'), home.token('one')], ['new', undefined]);
});

test('a logout waits for the end of a half-written edit by others (A9)', async (t) => {
  const home = new Home(t, '# a comment that makes the file long\n[registry]\ntoken = "o"\n');
  const lease = await home.login(login('the-token'));
  const old = home.text ?? '';
  const next = cargoLogin(old, 'new', 'new');
  assert.ok(next.length < old.length);
  // Cargo writes in place and then truncates the file.
  const descriptor = fs.openSync(home.file, 'r+');
  fs.writeSync(descriptor, next);
  const ending = home.end([lease]);
  await pause(300);
  fs.ftruncateSync(descriptor, next.length);
  fs.closeSync(descriptor);
  await ending;
  assert.deepEqual([home.token('new'), home.token(undefined)], ['new', 'o']);
  assert.doesNotMatch(home.text ?? '', /the-token|oken = ".*oken = "n.*oken/s);
  assert.match(home.text ?? '', /^# a comment/);
});

test('an edit by others right before a login reads the file is kept', async (t) => {
  const home = new Home(t, OWNER);
  let looks = 0;
  const lease = home.lease(login('t'));
  // The check runs under the lock, right before the file is read.
  await addLeases(home.file, [lease], () => {
    looks++;
    if (looks === 1) home.edit((text) => `${text}# theirs\n`);
  });
  await home.end([lease]);
  assert.equal(home.text, `${OWNER}# theirs\n`);
});

test('a damaged table `[cargo-login]` is an error, and nothing is written', async (t) => {
  const home = new Home(t, OWNER);
  const lease = await home.login(login('the-token'));
  for (const change of [
    (text: string) => text.replace('\\"version\\":1', '\\"version\\":2'),
    (text: string) => text.replace('\\"leases\\":[', '\\"leases\\":[[],'),
    (text: string) => text.replace(/state = .*/, 'state = 1'),
    (text: string) => text.replace(/state = .*/, 'state = "{"'),
    (text: string) => text.replace(/state = .*/, ''),
    (text: string) => text.replace('[cargo-login]', '[[cargo-login]]'),
  ]) {
    const right = home.text ?? '';
    home.edit(change);
    const wrong = home.text;
    await assert.rejects(home.login(login('u', ['two'])), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^the table `\[cargo-login\]` in `.*` is damaged/);
      assert.doesNotMatch(`${error.message}${error.stack}`, /the-token/);
      return true;
    });
    assert.equal(home.text, wrong);
    home.edit(() => right);
  }
  await home.end([lease]);
  assert.equal(home.text, OWNER);
});

test('a post step finds its entry by the token if our table is gone (A5)', async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = await home.login(login('t'));
  home.edit((text) => text.replace(/\n# Jobs .*$/s, ''));
  const { byToken, lost, removed } = await home.end([lease], { names: ['one'], tokens: ['t'] });
  assert.deepEqual([byToken, lost, removed.length], [['one'], false, 0]);
  assert.equal(home.text, '# mine\n');
  assert.deepEqual(home.names, ['credentials.toml']);
});

test('a post step reports a login that it cannot find as lost (A5)', async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = await home.login(login('t'));
  home.edit(() => '[registries.one]\ntoken = "another"\n');
  const { byToken, lost } = await home.end([lease], { names: ['one'], tokens: ['t'] });
  assert.deepEqual([byToken, lost], [[], true]);
  assert.equal(home.token('one'), 'another');
  const next = await home.login(login('t', ['two']));
  fs.rmSync(home.folder, { recursive: true });
  assert.equal((await home.end([next])).lost, true);
});

test('a post step can run twice, and after another job has dropped its lease', async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = await home.login(login('t'));
  await home.end([lease]);
  assert.equal((await home.end([lease], { names: ['one'], tokens: ['t'] })).lost, false);
  const swept = await home.login(login('t'));
  home.vanish(swept);
  await home.end([]);
  assert.equal((await home.end([swept], { names: ['one'], tokens: ['t'] })).lost, false);
});

test('a post step never treats its own lease as dead', async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = await home.login(login('t'));
  home.vanish(lease);
  const { removed, swept } = await home.end([lease]);
  assert.deepEqual([removed.length, swept.length], [1, 0]);
});

test('a post step works without RUNNER_TEMP', async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = newLease(login('t'), undefined);
  await home.add(lease);
  const known = { temp: undefined, names: ['one'], tokens: ['t'] };
  assert.equal((await home.end([lease], known)).removed.length, 1);
  await home.add(lease);
  home.edit((text) => text.replace(/\n# Jobs .*$/s, ''));
  const { byToken, lost } = await home.end([lease], known);
  assert.deepEqual([byToken, lost, home.text], [['one'], false, '# mine\n']);
});

test('a post step tells which providers to log out of, and which other jobs still need', async (t) => {
  const home = new Home(t, '# mine\n');
  const held = (more = {}) =>
    login('', [], { entries: [], registry: 'held', provider: 'p --x', index: 'i', ...more });
  const [first, second] = [await home.login(held()), await home.login(held())];
  const other = await home.login(held({ index: 'j' }));
  const result = await home.end([first]);
  assert.deepEqual([result.due.length, result.shared.length, result.removed.length], [0, 1, 0]);
  const rest = await home.end([second, other]);
  assert.deepEqual(
    rest.due.map(({ id }) => id),
    [second.id, other.id],
  );
  assert.equal(home.text, '# mine\n');
});

test('a post step reports an error if it may not read the folder (A4)', {
  skip: skipOnWindows,
}, async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = await home.login(login('t'));
  await asOrdinaryUser(home, home.folder, async () => {
    const message = /^cannot [a-z ]+ `.*`: permission denied \(EACCES\)$/;
    await assert.rejects(home.end([lease]), { name: 'UserError', message });
    assert.throws(() => locateCredentials(home.folder), { name: 'UserError', message });
    assert.throws(() => readLogins(home.file), { name: 'UserError', message });
  });
});

test('a kept login is written into the owner’s file and replaces the entries of jobs', async (t) => {
  const home = new Home(t, '# mine\n');
  const lease = await home.login(login('t'));
  const kept = [await home.login(login('kept')), await home.login(login('c', [undefined]))];
  await keepLeases(home.file, kept, never);
  assert.deepEqual([home.token('one'), home.token(undefined)], ['kept', 'c']);
  assert.equal((await home.end([lease])).removed[0]?.changed, true);
  const one = '[registries.one]\ntoken = "kept"\ncredential-provider = "cargo:token"\n';
  assert.equal(home.text, `# mine\n\n${one}\n[registry]\ntoken = "c"\n`);
  assert.equal(home.mode, modeHere(0o600));
});

test('command: logout removes an entry with its provider and its empty table (A15)', async (t) => {
  for (const [text, rest] of [
    ['[registries]\none = { token = "x" }\n', ''],
    ['[registries.one] # mine\ntoken = "x"\n', '# mine\n'],
    ['[registries.one]\ntoken = "x"\ncredential-provider = "cargo:token"\n', ''],
    ['[registries.two]\n', '[registries.two]\n'],
  ] as const) {
    const home = new Home(t, text);
    const lease = await home.login(login('t'));
    assert.deepEqual((await removeEntries(home.file, ['one', undefined], never)).removed, ['one']);
    assert.equal(home.text, rest);
    assert.equal((await home.end([lease])).lost, false);
    assert.deepEqual((await removeEntries(home.file, ['one'], never)).removed, []);
  }
});

test('command: logout keeps the lease of a token that has to be revoked', async (t) => {
  const home = new Home(t, '');
  const revocation = { url: 'https://crates.example', token: 't' };
  const lease = await home.login(login('t', [undefined], { revocation }));
  await removeEntries(home.file, [undefined], never);
  assert.equal(home.token(undefined), undefined);
  assert.deepEqual((await home.end([lease])).removed[0]?.revocation, revocation);
  assert.equal(home.text, '');
});

test('command: logout of a missing entry creates no folder', async (t) => {
  const home = new Home(t);
  assert.deepEqual((await removeEntries(home.file, ['one'], never)).removed, []);
  assert.equal(fs.existsSync(home.folder), false);
});

test('the file is `credentials` if that exists, else `credentials.toml`', (t) => {
  const home = new Home(t, '');
  assert.deepEqual(locateCredentials(home.folder), { path: home.file, target: home.file });
  fs.rmSync(home.file);
  assert.deepEqual(locateCredentials(home.folder), { path: home.file, target: home.file });
  const legacy = path.join(home.folder, 'credentials');
  fs.writeFileSync(legacy, '');
  assert.deepEqual(locateCredentials(home.folder), { path: legacy, target: legacy });
});

test('a login and a logout follow a link and keep it', { skip: skipOnWindows }, async (t) => {
  const home = new Home(t, '');
  const real = path.join(home.root, 'real.toml');
  fs.rmSync(home.file);
  fs.symlinkSync('../../real.toml', home.file);
  assert.deepEqual(locateCredentials(home.folder), { path: home.file, target: real });
  const lease = newLease(login('t'), home.temp);
  await addLeases(real, [lease], never);
  assert.deepEqual(locateCredentials(home.folder), { path: home.file, target: real });
  assert.equal(home.token('one'), 't');
  const known = { ids: [lease.id], temp: home.temp, names: [], tokens: [] };
  await endLeases(real, known, never);
  assert.deepEqual([fs.existsSync(real), fs.readlinkSync(home.file)], [false, '../../real.toml']);
});

test('a login refuses anything but a regular file with valid TOML', async (t) => {
  const home = new Home(t, '');
  const refused = async (message: RegExp) => {
    await assert.rejects(home.login(login('t')), { name: 'UserError', message });
    assert.deepEqual(fs.readdirSync(home.temp), []);
  };
  fs.rmSync(home.file);
  fs.mkdirSync(home.file);
  await refused(/must be a regular file, but `.*` is a folder/);
  fs.rmdirSync(home.file);
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [home.file]);
    await refused(/must be a regular file, but `.*` is a pipe, socket or device/);
    fs.rmSync(home.file);
  }
  fs.writeFileSync(home.file, Buffer.from([0x61, 0x0a, 0xff]));
  await refused(/^could not read `.*`: line 2 is not valid UTF-8; correct that line/);
  fs.writeFileSync(home.file, 'token = "a"b"\n');
  await refused(/^could not parse `.*` as TOML: line 1, column /);
  fs.rmSync(home.folder, { recursive: true });
  fs.writeFileSync(home.folder, '');
  if (!skipOnWindows) {
    assert.throws(
      () => locateCredentials(home.folder),
      /^UserError: Cargo's home must be a folder/,
    );
  }
  await refused(/^(?:Cargo's home must be a folder|cannot write in)/);
  if (skipOnWindows) return;
  fs.rmSync(home.folder);
  fs.symlinkSync('.cargo', home.folder);
  assert.throws(() => locateCredentials(home.folder), { name: 'UserError', message: /ELOOP/ });
});

test('the file keeps its owner and its group', {
  skip: !isRoot && 'only root gives files away',
}, async (t) => {
  const home = new Home(t, '# mine\n');
  fs.chownSync(home.file, 1234, 2345);
  const lease = await home.login(login('t'));
  const owner = () => [fs.statSync(home.file).uid, fs.statSync(home.file).gid];
  assert.deepEqual(owner(), [1234, 2345]);
  await home.end([lease]);
  assert.deepEqual(owner(), [1234, 2345]);
});

test('a login refuses a file that is a mount point', { skip: withoutMounts() }, async (t) => {
  const home = new Home(t, '# mine\n');
  const other = path.join(home.root, 'other');
  fs.writeFileSync(other, '# mounted\n');
  execFileSync('mount', ['--bind', other, home.file]);
  try {
    const message = /^cannot replace `.*`, which is a mount point; mount its folder instead/;
    await assert.rejects(home.login(login('t')), { name: 'UserError', message });
    assert.deepEqual([home.text, home.names], ['# mounted\n', ['credentials.toml']]);
  } finally {
    execFileSync('umount', [home.file]);
  }
});

test('a login and a logout in a file of ten thousand entries take under 0.5 s of CPU time (E4)', async (t) => {
  const entry = (_: unknown, index: number) =>
    `\n[registries.r${index}] # one\ntoken = "${index}"\n`;
  const text = Array.from({ length: 10_000 }, entry).join('');
  const home = new Home(t, text);
  const begun = process.cpuUsage();
  const lease = await home.login(login('t'));
  await home.end([lease]);
  const { user, system } = process.cpuUsage(begun);
  assert.equal(home.text, text);
  assert.ok(user + system < 500_000, `${(user + system) / 1000} ms`);
});

function withoutMounts(): string | false {
  if (!isRoot) return 'only root mounts';
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'no mounts here';
  }
}
