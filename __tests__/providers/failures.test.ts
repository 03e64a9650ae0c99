// A login that fails is one error, with Cargo's own words and no token in them, and leaves nothing.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { recordArguments, registriesToml } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { StepResult } from '../support/step-result.ts';
import {
  type Behaviour,
  companions,
  jobWithCargo,
  KNOWS_NO_URL,
  skip,
  TestProvider,
} from './scene.ts';

/** Logs in once, with one provider for `mine`, and ends the job. */
async function attempt(machine: Machine, provider: string, env = {}, inputs = {}) {
  const registry = await machine.registry();
  const job = jobWithCargo(machine, { env });
  const list = JSON.stringify(provider.split(' '));
  const index = registriesToml({ mine: registry.indexUrl });
  job.write('.cargo/config.toml', `${index}credential-provider = ${list}\n`);
  const main = await job.step({ registry: 'mine', token: machine.token(), ...inputs }).main();
  const [post] = await job.end();
  return { job, main, post };
}

/** Logs in with a provider for `mine`. */
async function loggedIn(machine: Machine, provider: TestProvider) {
  const registry = await machine.registry();
  const job = jobWithCargo(machine);
  const index = registriesToml({ mine: registry.indexUrl });
  job.write('.cargo/config.toml', `${index}credential-provider = ["${provider.program}"]\n`);
  const step = job.step({ registry: 'mine', token: machine.token() });
  assert.equal((await step.main()).code, 0);
  return { job, step };
}

function assertRefused(main: StepResult, ...words: readonly RegExp[]): void {
  assert.deepEqual([main.code, main.annotations.error.length], [1, 1]);
  for (const expected of words) assert.match(main.annotations.error[0] ?? '', expected);
  assert.deepEqual([main.stderr, main.suspicious, main.problems], ['', [], []]);
}

const refusals: Readonly<Record<string, readonly [Behaviour, ...RegExp[]]>> = {
  'it fails with a message': [
    { answers: { login: { Err: { kind: 'other', message: 'the vault is locked', 'caused-by': [] } } } },
    /^`cargo login` for `mine` failed:\n/,
    /failed action `login`/,
    /the vault is locked/,
  ],
  'its message holds the token': [
    {
      says: 'got {token}, {base64} or {hex}',
      answers: { login: { Err: { kind: 'other', message: '"{token}" is bad', 'caused-by': [] } } },
    },
    /got \*\*\*, \*\*\*=* or \*\*\*/,
    /\*\*\*" is bad/,
  ],
  'it prints what a runner would take for commands': [
    { says: '::error::mine\n::stop-commands::x\n##[error]b\u001b[31mred\u001b[0m\u0007', answers: { login: { Err: { kind: 'not-found' } } } },
    /:\u200b:error::mine/,
    /##\u200b\[error\]bred/,
    /\\u\{7\}/,
  ],
  'it knows no such registry': [KNOWS_NO_URL, /no credential providers could handle the request/],
  'it does not log in': [
    { answers: { login: { Err: { kind: 'operation-not-supported' } } } },
    /requested operation not supported/,
  ],
  'it speaks another protocol': [{ hello: '{"v":[2]}' }, /supports protocol versions \[2\]/],
  'it does not speak the protocol': [{ hello: 'hello' }, /failed to deserialize hello/],
}; // biome-ignore format: a table

for (const [name, [behaviour, ...words]] of Object.entries(refusals)) {
  test(`a provider fails: ${name}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const provider = new TestProvider(machine, 'provider', behaviour);
      const { job, main, post } = await attempt(machine, provider.program);
      assertRefused(main, ...words);
      assert.deepEqual(provider.actions().filter((action) => action !== 'login'), []); // biome-ignore format: one thing
      assert.deepEqual([post?.code, companions(job.cargoHome)], [0, []]);
      assert.ok(!fs.existsSync(path.join(job.cargoHome, 'credentials.toml')));
    }),
  );
}

test('a provider that dies has perhaps stored the token: cargo logs out', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider', { answers: { login: 'crash' } });
    const { job, main, post } = await attempt(machine, provider.program);
    assertRefused(main, /^`cargo login` for `mine` failed:\n/, /failed to deserialize response/);
    assert.deepEqual(provider.actions(), ['login', 'logout']);
    assert.deepEqual([post?.code, companions(job.cargoHome)], [0, []]);
  }),
);

for (const [program, ...words] of [
  ['/no/such/program', /failed to spawn credential process/],
  ['cargo:token-from-stdout false', /`cargo:token-from-stdout false` failed action `login`/, /requested operation not supported/], // biome-ignore format: a row
  ['cargo:paseto', /cargo:paseto requires -Zasymmetric-token/],
] as const) {
  test(`in cargo’s words: ${program}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const { job, main } = await attempt(machine, program);
      assertRefused(main, ...words);
      assert.deepEqual(companions(job.cargoHome), []);
    }),
  );
}

test('without cargo the error says which provider needs it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const env = { PATH: machine.folder('empty') };
    const { job, main } = await attempt(machine, 'cargo:libsecret', env);
    assertRefused(main, /cargo is not on PATH/, /`cargo:libsecret`/, /`mine`/);
    assert.ok(!fs.existsSync(job.cargoHome));
  }),
);

test('an old cargo is never given the token: it would write it in plain text', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const old = path.join(machine.folder('old'), 'cargo');
    fs.writeFileSync(old, '#!/bin/sh\necho "cargo 1.73.0 (9c4383fb5 2023-08-26)"\n', {
      mode: 0o755,
    });
    const { bin, calls } = recordArguments(machine.records, 'cargo', old);
    const env = { PATH: [bin, process.env['PATH']].join(path.delimiter) };
    const { job, main } = await attempt(machine, 'cargo:libsecret', env);
    assertRefused(main, /^cargo 1\.73 calls no credential provider/, /1\.74 or newer/);
    assert.deepEqual(calls(), [['--version']]);
    assert.deepEqual(companions(job.cargoHome), []);
  }),
);

test('what cargo itself cannot do is said in its words', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const inputs = { config: 'registries.mine.index="sparse+http://127.0.0.1:9/"' };
    const { main } = await attempt(machine, provider.program, {}, inputs);
    assertRefused(main, /error: /, /127\.0\.0\.1/);
    assert.deepEqual(provider.requests(), []);
  }),
);

test('a login that fails leaves what the owner had logged in to', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const registry = await machine.registry();
    const job = jobWithCargo(machine);
    const index = registriesToml({ mine: registry.indexUrl });
    job.write('.cargo/config.toml', `${index}credential-provider = ["${provider.program}"]\n`);
    const owners = machine.token();
    await job.cargo().login(owners, ['--registry', 'mine']);
    provider.behave({
      answers: { login: { Err: { kind: 'other', message: 'no', 'caused-by': [] } } },
    });
    assert.equal((await job.step({ registry: 'mine', token: machine.token() }).main()).code, 1);
    await job.end();
    assert.deepEqual(provider.tokens(), [owners]);
  }),
);

test('several registries: one that fails takes the others with it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const [good, bad] = [new TestProvider(machine, 'good'), new TestProvider(machine, 'bad', { hello: '' })]; // biome-ignore format: a pair
    const [one, two] = [await machine.registry(), await machine.registry()];
    const job = jobWithCargo(machine);
    job.write(
      '.cargo/config.toml',
      `${registriesToml({ one: one.indexUrl })}credential-provider = ["${good.program}"]\n` +
        `${registriesToml({ two: two.indexUrl })}credential-provider = ["${bad.program}"]\n` +
        registriesToml({ file: two.indexUrl.replace('/index/', '/other/') }),
    );
    const tokens = ['file', 'one', 'two'].map((name) => `${name}=${machine.token()}`).join('\n');
    const main = await job.step({ tokens }).main();
    assertRefused(main, /`cargo login` for `two` failed/);
    assert.deepEqual([good.actions(), good.tokens()], [['login', 'logout'], []]);
    assert.deepEqual([companions(job.cargoHome), fs.existsSync(path.join(job.cargoHome, 'credentials.toml'))], [[], false]); // biome-ignore format: one thing
  }),
);

const losses: Readonly<Record<string, (workspace: string, bin: string) => void>> = {
  'the working directory': (workspace) => fs.renameSync(workspace, `${workspace}.gone`),
  cargo: (_, bin) => fs.rmSync(bin, { recursive: true }),
};
for (const [what, lose] of Object.entries(losses)) {
  test(`gone when the job ends: ${what}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const provider = new TestProvider(machine, 'provider');
      const registry = await machine.registry();
      const bin = machine.folder('bin');
      const workspace = machine.folder('workspace');
      const job = jobWithCargo(machine, { workspace: machine.folder('elsewhere') });
      const [cargo] = (job.environment()['PATH'] ?? '').split(path.delimiter);
      fs.symlinkSync(path.join(cargo ?? '', 'cargo'), path.join(bin, 'cargo'));
      fs.mkdirSync(path.join(workspace, '.cargo'));
      fs.writeFileSync(
        path.join(workspace, '.cargo', 'config.toml'),
        `${registriesToml({ mine: registry.indexUrl })}credential-provider = ["${provider.program}"]\n`,
      );
      const env = { PATH: `${bin}:/usr/bin:/bin` };
      const step = job.step({ registry: 'mine', token: machine.token(), 'working-directory': workspace }); // biome-ignore format: one thing
      assert.equal((await step.main(env)).code, 0);
      lose(workspace, bin);
      const post = await step.post(env);
      assert.deepEqual([post.code, post.annotations.error], [0, []]);
      assert.equal(post.annotations.warning.length, 1);
      assert.match(post.annotations.warning[0] ?? '', /^the token for `mine` may still be with its credential provider \(`.*provider`\): /); // biome-ignore format: one thing
      assert.match(post.annotations.warning[0] ?? '', what === 'cargo' ? /not on PATH/ : /not there any more/); // biome-ignore format: one thing
      const kept = what === 'cargo' ? ['.credentials.toml.cargo-login.json'] : [];
      assert.deepEqual([companions(job.cargoHome), provider.tokens().length], [kept, 1]);
      job.vanish();
      const later = jobWithCargo(machine);
      await later.step({ token: machine.token() }).main();
      await later.end();
      assert.deepEqual([companions(job.cargoHome), provider.tokens().length], [[], 1 - kept.length]); // biome-ignore format: one thing
    }),
  );
}

test('a logout that fails is a warning, and shows no token either', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { job } = await loggedIn(machine, provider);
    provider.behave({ says: 'stuck with {token}', answers: { logout: 'crash' } });
    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    assert.match(post?.annotations.warning[0] ?? '', /`cargo logout` for `mine` failed:\nstuck with \*\*\*/); // biome-ignore format: one thing
    assert.deepEqual(companions(job.cargoHome), []);
  }),
);

test('a journal that is damaged: the error names the provider, not the file', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { job, step } = await loggedIn(machine, provider);
    const journal = path.join(job.cargoHome, '.credentials.toml.cargo-login.json');
    const text = fs.readFileSync(journal, 'utf8');
    fs.writeFileSync(journal, '{');
    const damaged = await step.post();
    assert.equal(damaged.code, 0);
    assert.match(
      damaged.annotations.error.join(),
      /^the token could not be removed from the credential provider of `mine`: the journal .* damaged/,
    );
    fs.writeFileSync(journal, text);
    assert.equal((await step.post()).code, 0);
    assert.deepEqual([companions(job.cargoHome), provider.tokens()], [[], []]);
  }),
);

/** A cargo that does as it is told: a shell's words for `--version` and for all else. */
function standIn(machine: Machine, version: string, command: string): string {
  const bin = machine.folder('stand-in');
  const script = `#!/bin/sh\ncase "$*" in *--version*) ${version};; *) ${command};; esac\n`;
  fs.writeFileSync(path.join(bin, 'cargo'), script, { mode: 0o755 });
  return [bin, process.env['PATH']].join(path.delimiter);
}

const VERSION = 'echo "cargo 1.95.0 (000000000 2026-01-01)"';
const oddCargos: Readonly<Record<string, readonly [version: string, command: string, RegExp]>> = {
  'it cannot tell its version': ['echo broken >&2; exit 1', 'exit 0', /^`cargo --version` failed:\nbroken$/],
  'it tells nothing': ['exit 1', 'exit 0', /^`cargo --version` failed$/],
  'it fails without a word': [VERSION, 'exit 7', /^`cargo login` for `mine` failed with code 7$/],
  'it is killed': [VERSION, 'kill -9 $$', /^`cargo login` for `mine` was killed \(SIGKILL\)$/],
  'it says too much': [
    VERSION,
    'i=0; while [ $i -lt 500 ]; do echo "line $i"; i=$((i+1)); done; exit 1',
    /^`cargo login` for `mine` failed:\n…(?:.|\n){2900,}line 499$/,
  ],
}; // biome-ignore format: a table
for (const [what, [version, command, message]] of Object.entries(oddCargos)) {
  test(`a cargo is broken: ${what}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const env = { PATH: standIn(machine, version, command) };
      const { job, main } = await attempt(machine, 'cargo:libsecret', env);
      assertRefused(main, message);
      assert.deepEqual(companions(job.cargoHome), []);
    }),
  );
}

test('a cargo that cannot be started', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const PATH = standIn(machine, VERSION, 'exit 0');
    const cargo = path.join(machine.folder('stand-in'), 'cargo');
    const registry = await machine.registry();
    const job = jobWithCargo(machine, { env: { PATH } });
    const index = registriesToml({ mine: registry.indexUrl });
    job.write('.cargo/config.toml', `${index}credential-provider = ["cargo:libsecret"]\n`);
    assert.equal((await job.step({ registry: 'mine', token: machine.token() }).main()).code, 0);
    fs.writeFileSync(cargo, '#!/no/such/shell\n');
    const broken = await job.step({ registry: 'mine', token: machine.token() }).main();
    assertRefused(broken, /^`cargo --version` failed$/);
    const [, post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    assert.match(post?.annotations.warning.join() ?? '', /could not be started \(ENOENT\)/);
    assert.deepEqual(companions(job.cargoHome), []);
  }),
);

test('what a failed login has to take back may fail as well', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const good = new TestProvider(machine, 'good', { answers: { logout: 'crash' } });
    const bad = new TestProvider(machine, 'bad', { hello: '' });
    const [one, two] = [await machine.registry(), await machine.registry()];
    const job = jobWithCargo(machine);
    job.write(
      '.cargo/config.toml',
      `${registriesToml({ one: one.indexUrl })}credential-provider = ["${good.program}"]\n` +
        `${registriesToml({ two: two.indexUrl })}credential-provider = ["${bad.program}"]\n`,
    );
    const tokens = ['one', 'two'].map((name) => `${name}=${machine.token()}`).join('\n');
    const main = await job.step({ tokens }).main();
    assertRefused(main, /`cargo login` for `two` failed/);
    assert.match(main.annotations.warning.join(), /^the token for `one` may still be with its credential provider/); // biome-ignore format: one thing
  }),
);

test('gone when the job ends: Cargo’s home', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { job, step } = await loggedIn(machine, provider);
    fs.rmSync(job.cargoHome, { recursive: true });
    const post = await step.post();
    assert.deepEqual([post.code, post.annotations.error, post.text], [0, [], []]);
    assert.match(post.annotations.warning.join(), /^the token for `mine` may still be with its credential provider: the journal .* is gone/); // biome-ignore format: one thing
  }),
);

test('a folder in the place of the lock for providers', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { job, step } = await loggedIn(machine, provider);
    const lock = path.join(job.cargoHome, '.credentials.toml.cargo-login.session');
    fs.mkdirSync(lock);
    const refused = await job.step({ registry: 'mine', token: machine.token() }).main();
    assertRefused(refused, /^cannot write in `.*\.cargo`: .* \(EISDIR\)/);
    const other = job.step({ registry: 'crates-io', token: machine.token() });
    const main = await other.main();
    assert.equal(main.code, 0);
    assert.match(main.annotations.warning.join(), /^what a job left behind with a credential provider could not be removed: /); // biome-ignore format: one thing
    const post = await step.post();
    assert.deepEqual([post.code, post.annotations.error], [0, []]);
    assert.match(post.annotations.warning.join(), /^the token for `mine` may still be with its credential provider: /); // biome-ignore format: one thing
    fs.rmdirSync(lock);
    await other.post();
    await step.post();
    assert.deepEqual([provider.tokens(), companions(job.cargoHome)], [[], []]);
  }),
);
