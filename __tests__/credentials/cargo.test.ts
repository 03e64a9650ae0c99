// Checks edits with real cargo: it reads a token that was written, and finds none that was removed.
// Its own logins and logouts between main and post do not harm the owner's file. LONG=1 tries every
// spelling, and random files. SEED repeats a run.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { TomlValue } from 'smol-toml';
import { parseDocument } from '../../src/credentials/document.ts';
import { removeEntry, setEntry, tokenOf } from '../../src/credentials/edit.ts';
import { messageOf } from '../../src/errors.ts';
import { Cargo, type Channel, registriesToml, toolchain, withoutCargo } from '../support/cargo.ts';
import { modeHere } from '../support/platform.ts';
import { credentialsText, registryName } from './documents.ts';
import { Home, login } from './home.ts';
import { inParallel, pause } from './processes.ts';
import { ABSENT, absentCase, PRESENT, presentCase } from './spellings.ts';
import { failing, withoutStrace } from './strace.ts';
import { WRONG_TYPES } from './wrong-types.ts';

const isLong = process.env['LONG'] !== undefined;
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
// A token with spaces, tabs, quotes and dollar signs.
const TOKEN = 'Bearer a\t"b" \'c\' \\d $& #e';

/** The token of the last request for each crate. */
const shown = new Map<string, string | undefined>();
/** A registry that lists a crate's owners for anyone, and records the tokens that it receives. */
const server = http.createServer((request, response) => {
  const crate = /^\/api\/v1\/crates\/([^/]+)\/owners$/.exec(request.url ?? '')?.[1];
  if (crate !== undefined) shown.set(crate, request.headers.authorization);
  const config = { dl: `${origin()}/dl`, api: origin() };
  response.end(JSON.stringify(crate === undefined ? config : { users: [] }));
});

function origin(): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

let crates = 0;

/** Returns real cargo for a home whose configuration defines these registries. */
function cargoFor(home: Home, names: readonly (string | undefined)[], channel: Channel = 'stable') {
  const index = `sparse+${origin()}/index/`;
  const tables = names.flatMap((name) =>
    name === undefined ? [] : [[`"${name}"`, `${index}${encodeURIComponent(name)}/`]],
  );
  fs.writeFileSync(
    path.join(home.folder, 'config.toml'),
    registriesToml(Object.fromEntries(tables)),
  );
  const env = { HOME: home.root, CARGO_HOME: home.folder };
  // Cargo treats every registry with this index as crates.io.
  const isCratesIo = names.includes(undefined);
  const cratesIo = isCratesIo ? { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: index } : {};
  return new Cargo({ cwd: home.root, env: { ...env, ...cratesIo }, channel });
}

function argsFor(name: string | undefined): readonly string[] {
  return name === undefined ? [] : ['--registry', name];
}

/** Returns the token that cargo sends to the registry, `undefined` if it finds none in the text. */
async function tokenIn(text: string, name: string | undefined): Promise<string | undefined> {
  const home = new Home(undefined, text);
  try {
    const crate = `crate-${++crates}`;
    const args = ['owner', '--list', crate, ...argsFor(name)];
    const { code, stderr } = await cargoFor(home, [name]).run(args);
    if (code !== 0) assert.match(stderr, /no token found/, text);
    return shown.get(crate);
  } finally {
    home.remove();
  }
}

/** Returns the exit code of cargo's own login or logout, and the text that it leaves. */
async function byCargo(text: string, name: string | undefined, token: string | undefined) {
  const home = new Home(undefined, text);
  try {
    const cargo = cargoFor(home, [name]);
    const args = argsFor(name);
    const { code } = await (token === undefined ? cargo.logout(args) : cargo.login(token, args));
    return { code, text: home.text ?? '' };
  } finally {
    home.remove();
  }
}

/** Tells whether cargo accepts the value. It refuses a file with a float or a date anywhere. */
function isForCargo(value: TomlValue): boolean {
  if (typeof value === 'number' || value instanceof Date) return false;
  if (typeof value !== 'object') return true;
  return !('credential-provider' in value) && Object.values(value).every(isForCargo);
}

interface Case {
  readonly name: string | undefined;
  readonly text: string;
}

function isComparable({ name, text }: Case): boolean {
  const { data } = parseDocument(text, 'credentials.toml');
  // `cargo login` makes a top-level token effective again that `[registry]` hides.
  const isHidden = 'token' in data && (name !== undefined || typeof data['token'] !== 'string');
  return isForCargo(data) && !isHidden;
}

function some(groups: typeof ABSENT, beforeOf: (row: string) => string): readonly Case[] {
  return groups
    .flatMap(({ name, rows }) => rows.map((row) => ({ name, text: beforeOf(row) })))
    .filter(isComparable)
    .filter((_, index) => isLong || index % 12 === 0);
}

const absent = some(ABSENT, (row) => absentCase(row).before);
const present = some(PRESENT, (row) => presentCase(row).before);

/** Returns whether the removal was refused, for example because of a comment in an inline table. */
async function checkLogin({ name, text }: Case): Promise<boolean> {
  const start = parseDocument(text, 'credentials.toml');
  const set = setEntry(start, { name, token: TOKEN, provider: undefined });
  assert.equal(await tokenIn(set.text, name), TOKEN, set.text);
  const { code, text: theirs } = await byCargo(text, name, TOKEN);
  assert.equal(code, 0, text);
  assert.equal(tokenOf(parseDocument(theirs, 'credentials.toml'), name), TOKEN);
  let without = set;
  try {
    without = removeEntry(set, name);
  } catch (error) {
    assert.match(messageOf(error), /^refused to edit `credentials.toml`/);
    return true;
  }
  assert.equal(await tokenIn(without.text, name), undefined, without.text);
  return false;
}

/** Lets cargo log in and out between main and post. The owner's comments must remain. */
async function between(t: TestContext, channel: Channel): Promise<void> {
  const text = '# mine\n[registries.one]\ntoken = "of-the-owner" # keep\n';
  const home = new Home(t, text);
  const cargo = cargoFor(home, ['one', 'two'], channel);
  const done = async (name: string, token?: string) => {
    const args = argsFor(name);
    const { code, stderr } = await (token ? cargo.login(token, args) : cargo.logout(args));
    assert.equal(code, 0, stderr);
    home.calm();
  };
  const first = await home.login(login('ours'));
  await done('two', 'theirs');
  assert.deepEqual([home.token('one'), home.token('two')], ['ours', 'theirs']);
  await home.end([first]);
  assert.equal(home.text, `${text}\n[registries.two]\ntoken = "theirs"\n`);
  const second = await home.login(login('ours'));
  await done('two');
  await done('one');
  const { removed } = await home.end([second]);
  assert.equal(removed[0]?.changed, true);
  assert.equal(home.text, text);
  fs.chmodSync(home.file, 0o644);
  const third = await home.login(login('ours'));
  await done('one', 'theirs');
  await home.end([third]);
  assert.equal(home.text, text.replace('of-the-owner', 'theirs'));
  assert.equal(home.mode, modeHere(0o600), 'private, as cargo made it');
}

async function halfWritten(t: TestContext): Promise<void> {
  const home = new Home(
    t,
    '# a comment that is longer than what cargo adds\n[registry]\ntoken = "o"\n',
  );
  const cargo = cargoFor(home, ['two']);
  const lease = await home.login(login('the-token'));
  const shim = path.join(home.root, 'cargo');
  const trace = path.join(home.root, 'trace');
  const delay = failing(trace, { name: 'ftruncate', nth: 1 }, { kind: 'delay', milliseconds: 300 });
  const real = path.join(toolchain()?.bin ?? '', 'cargo');
  const command = [delay[0], '-f', ...delay.slice(1), real].map((word) => `'${word}'`).join(' ');
  fs.writeFileSync(shim, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  const old = home.text;
  const child = spawn(shim, ['login', '--registry', 'two'], { cwd: home.root, env: cargo.env });
  const closed = new Promise((done) => child.on('close', done));
  child.stdin.end('theirs\n');
  while (home.text === old) await pause(2);
  await home.end([lease]);
  assert.equal(await closed, 0);
  assert.deepEqual([home.token('two'), home.token(undefined)], ['theirs', 'o']);
  assert.match(home.text ?? '', /^# a comment/);
  assert.doesNotMatch(home.text ?? '', /the-token|cargo-login/);
}

describe('with real cargo', { skip: withoutCargo() }, () => {
  before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('cargo reads a token that a login wrote, and finds none that a logout removed', async () => {
    const cases = [...absent, ...present];
    let refused = 0;
    await inParallel(cases, async (one) => {
      if (await checkLogin(one)) refused++;
    });
    assert.ok(refused < cases.length / 10, `${refused} of ${cases.length} removals refused`);
  });

  test('cargo finds no token after a logout, and the action none after `cargo logout`', async () => {
    await inParallel(present, async ({ name, text }) => {
      const without = removeEntry(parseDocument(text, 'credentials.toml'), name);
      assert.equal(await tokenIn(without.text, name), undefined, without.text);
      const { code, text: theirs } = await byCargo(text, name, undefined);
      assert.equal(code, 0, text);
      assert.equal(tokenOf(parseDocument(theirs, 'credentials.toml'), name), undefined);
    });
  });

  test('cargo refuses the value types that the action refuses', async () => {
    const few = WRONG_TYPES.filter((_, index) => isLong || index % 4 === 0);
    await inParallel(few, async ({ name, text }) => {
      assert.deepEqual(await byCargo(text, name, TOKEN), { code: 101, text });
    });
  });

  test('cargo reads edits of random files', { skip: !isLong && 'set LONG=1' }, async (t) => {
    t.diagnostic(`SEED=${seed}`);
    const files = fc.record({ name: registryName, text: credentialsText });
    const cases = fc.sample(files, { numRuns: 400, seed }).filter(isComparable);
    await inParallel(cases, async (one) => {
      if ((await byCargo(one.text, one.name, TOKEN)).code === 0) await checkLogin(one);
    });
  });

  for (const channel of ['stable', 'nightly'] as const) {
    test(
      `logins and logouts of ${channel} cargo between main and post keep the owner’s comments`,
      { skip: withoutCargo(channel) },
      (t) => between(t, channel),
    );
  }

  test('a logout waits for cargo to truncate the file (A9)', { skip: withoutStrace }, halfWritten);
});
