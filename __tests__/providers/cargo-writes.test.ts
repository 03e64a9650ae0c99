// Providers of Cargo's own that keep a token in the credentials file, where only Cargo can tell
// whether they will: `cargo:token` behind others, and `cargo:paseto`. What plain cargo would have in
// the file is there, the rest of the file stays as its owner wrote it, and in the end it is as before.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'smol-toml';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import { snapshot } from '../support/tree.ts';
import {
  companions,
  jobWithCargo,
  KNOWS_NO_URL,
  NO_ANNOTATIONS,
  skip,
  TestProvider,
  writeHomeConfig,
} from './scene.ts';

const OWNERS = `# kept by hand
[registries."other"] # why it is here
token = 'of the owner'

`;

function credentials(machine: Machine, text?: string): string {
  const file = path.join(machine.folder('home', '.cargo'), 'credentials.toml');
  if (text !== undefined) fs.writeFileSync(file, text, { mode: 0o640 });
  return file;
}

/** `mine` goes to a provider that does not know it, and then to `cargo:token`. */
async function fallThrough(machine: Machine): Promise<TestProvider> {
  const provider = new TestProvider(machine, 'provider', KNOWS_NO_URL);
  const { indexUrl } = await machine.registry();
  writeHomeConfig(
    machine,
    `[registry]\nglobal-credential-providers = ["cargo:token", "${provider.program}"]\n${registriesToml({ mine: indexUrl })}`,
  );
  return provider;
}

/** Returns what plain cargo makes of a credentials file, on a machine of the same kind. */
async function plainLogin(job: Job, file: string, token: string, args: readonly string[]) {
  const [before, mode] = fs.existsSync(file)
    ? [fs.readFileSync(file), fs.statSync(file).mode & 0o777]
    : [undefined, 0];
  const { code, stderr } = await job.cargo().login(token, args);
  assert.equal(code, 0, stderr);
  const made = parse(fs.readFileSync(file, 'utf8'));
  if (before === undefined) fs.rmSync(file);
  else {
    fs.writeFileSync(file, before);
    fs.chmodSync(file, mode);
  }
  return made;
}

for (const [name, text] of [
  ['a file with comments', OWNERS],
  ['no file', undefined],
  ['the owner’s token for the same registry', `${OWNERS}[registries]\nmine.token = "earlier" # mine\n`],
  ['an empty file', ''],
] as const /* biome-ignore format: a table */) {
  test(`cargo:token behind another provider: ${name}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      await fallThrough(machine);
      const job = jobWithCargo(machine);
      const file = credentials(machine, text);
      const token = machine.token();
      const plain = await plainLogin(job, file, token, ['--registry', 'mine']);
      const before = snapshot(file);

      const main = await job.step({ registry: 'mine', token }).main();
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
      assert.equal(main.outputs['credentials-file'], file);
      const written = fs.readFileSync(file, 'utf8');
      assert.deepEqual(parse(written), plain);
      assert.equal(fs.statSync(file).mode & 0o777, 0o600);
      for (const comment of text?.match(/#.*/g) ?? [])
        assert.ok(written.includes(comment), comment);
      const [post] = await job.end();
      assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);
      assert.deepEqual(snapshot(file), before);
      assert.deepEqual(companions(job.cargoHome), []);
    }),
  );
}

test('the post step needs no cargo for what cargo put into the file', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await fallThrough(machine);
    const file = credentials(machine, OWNERS);
    const job = jobWithCargo(machine);
    const step = job.step({ registry: 'mine', token: machine.token() });
    await step.main();
    provider.forget();
    const post = await step.post({ PATH: machine.folder('empty') });
    assert.deepEqual([post.code, post.annotations], [0, NO_ANNOTATIONS]);
    assert.deepEqual([provider.requests(), fs.readFileSync(file, 'utf8')], [[], OWNERS]);
  }),
);

test('while cargo may write the file nobody else does', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await fallThrough(machine);
    provider.behave({ answers: { login: 'hang' } });
    const job = jobWithCargo(machine);
    const { child, done } = job.step({ registry: 'mine', token: machine.token() }).spawnMain();
    while (provider.requests().length === 0) await sleep(5);
    assert.ok(companions(job.cargoHome).includes('.credentials.toml.cargo-login.lock'));
    child.kill('SIGINT');
    assert.equal((await done).code, 1);
    await job.end();
    assert.deepEqual(companions(job.cargoHome), []);
  }),
);

test('a logout by the provider takes no token of the owner out of the file', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await fallThrough(machine);
    provider.behave({});
    const text = `${OWNERS}[registries.mine]\ntoken = "earlier" # mine\n`;
    const file = credentials(machine, text);
    const before = snapshot(file);
    const job = jobWithCargo(machine);
    await job.step({ registry: 'mine', token: machine.token() }).main();
    assert.equal(provider.tokens().length, 1);
    // Somebody has logged out already: cargo goes on to `cargo:token` then.
    provider.behave({ answers: { logout: { Err: { kind: 'not-found' } } } });
    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    assert.deepEqual(provider.actions(), ['login', 'logout']);
    assert.deepEqual([snapshot(file), companions(job.cargoHome)], [before, []]);
  }),
);

test('`command: logout` takes the owner’s token out, and nothing else', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await fallThrough(machine);
    const line = 'token = "earlier"\n';
    const file = credentials(machine, `${OWNERS}[registries.mine] # mine\n${line}`);
    const job = jobWithCargo(machine);
    await job.step({ registry: 'mine', token: machine.token() }).main();
    const main = await job.step({ registry: 'mine', command: 'logout' }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    const after = `${OWNERS}[registries.mine] # mine\n`;
    assert.equal(fs.readFileSync(file, 'utf8'), after);
    const again = await job.step({ registry: 'mine', command: 'logout' }).main();
    assert.match(again.stdout, /^Logout not currently logged in to `mine`/m);
    await job.end();
    assert.deepEqual([fs.readFileSync(file, 'utf8'), companions(job.cargoHome)], [after, []]);
    assert.ok(provider.actions().includes('logout'));
  }),
);

test('crates.io, and a file of the old kind', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider', KNOWS_NO_URL);
    const { indexUrl } = await machine.registry();
    const list = `["cargo:token", "${provider.program}"]`;
    writeHomeConfig(machine, `[registry]\nglobal-credential-providers = ${list}\n`);
    const env = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: indexUrl };
    const job = jobWithCargo(machine, { env });
    const file = credentials(machine, `token = "very old" # since 2015\n${OWNERS}`);
    const before = snapshot(file);
    const token = machine.token();
    const main = await job.step({ token }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    assert.match(fs.readFileSync(file, 'utf8'), new RegExp(`^token = "${token}" # since 2015\n# kept by hand`)); // biome-ignore format: one thing
    await job.end();
    assert.deepEqual([snapshot(file), companions(job.cargoHome)], [before, []]);
  }),
);

test(
  'an index from a variable: the token stands under both names (rust-lang/cargo#11737)',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const provider = new TestProvider(machine, 'provider', KNOWS_NO_URL);
      const { indexUrl } = await machine.registry();
      const list = `["cargo:token", "${provider.program}"]`;
      writeHomeConfig(machine, `[registry]\nglobal-credential-providers = ${list}\n`);
      const job = jobWithCargo(machine, { env: { CARGO_REGISTRIES_MY_REG_INDEX: indexUrl } });
      const token = machine.token();
      const main = await job.step({ registry: 'my-reg', token }).main();
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
      const { registries } = parse(fs.readFileSync(credentials(machine), 'utf8'));
      const both = { 'my-reg': { token }, my_reg: { token } };
      assert.equal(JSON.stringify(registries), JSON.stringify(both));
      await job.end();
      assert.ok(!fs.existsSync(credentials(machine)));
    }),
);

test('SIGKILL at any moment: the file is as before after the next job', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await fallThrough(machine);
    const file = credentials(machine, OWNERS);
    const before = snapshot(file);
    for (let ms = 40; ms < 440; ms += 60) {
      const dead = jobWithCargo(machine);
      const { child, done } = dead.step({ registry: 'mine', token: machine.token() }).spawnMain();
      await sleep(ms);
      child.kill('SIGKILL');
      await done;
      dead.vanish();
      const next = jobWithCargo(machine);
      assert.equal((await next.step({ registry: 'mine', token: machine.token() }).main()).code, 0);
      await next.end();
      assert.deepEqual([snapshot(file), companions(next.cargoHome)], [before, []]);
    }
    assert.ok(provider.requests().length > 0);
  }),
);

test('SIGKILL when cargo has written the file, before anybody has seen it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await fallThrough(machine);
    const file = credentials(machine, OWNERS);
    const before = snapshot(file);
    const dead = jobWithCargo(machine);
    const token = machine.token();
    const { child, done } = dead.step({ registry: 'mine', token }).spawnMain();
    while (provider.requests().length === 0) await sleep(5);
    child.kill('SIGSTOP');
    while (!fs.readFileSync(file, 'utf8').includes(token)) await sleep(5);
    child.kill('SIGKILL');
    await done;
    assert.ok(!fs.readFileSync(file, 'utf8').includes('kept by hand'), 'cargo keeps no comment');
    dead.vanish();
    const next = jobWithCargo(machine);
    const inputs = { index: 'sparse+http://127.0.0.1:9/', config: 'registries.other.credential-provider="cargo:token"' }; // biome-ignore format: one thing
    const main = await next.step({ registry: 'other', token: machine.token(), ...inputs }).main();
    assert.equal(main.code, 0);
    assert.ok(!fs.readFileSync(file, 'utf8').includes(token));
    await next.end();
    assert.deepEqual([snapshot(file), companions(next.cargoHome)], [before, []]);
  }),
);

const NIGHTLY = skipOnWindows || withoutCargo('nightly');
const KEY = 'k3.secret.fNYVuMvBgOlljt9TDohnaYLblghqaHoQquVZwgR6X12cBFHZLFsaU3q7X3k1Zn36';

test('cargo:paseto: the secret key, and whose it is', { skip: NIGHTLY }, (t) =>
  withMachine(t, async (machine) => {
    const { indexUrl } = await machine.registry();
    machine.secret(KEY);
    const config = `${registriesToml({ mine: indexUrl })}credential-provider = ["cargo:paseto"]\n`;
    writeHomeConfig(machine, config);
    const job = jobWithCargo(machine, {}, 'nightly');
    const file = credentials(machine, OWNERS);
    const args = ['--registry', 'mine', '-Z', 'asymmetric-token', '--', '--key-subject', 'me'];
    const cargo = job.cargo({ channel: 'nightly' });
    assert.equal((await cargo.login(KEY, args)).code, 0);
    const plain = parse(fs.readFileSync(file, 'utf8'));
    credentials(machine, OWNERS);

    const inputs = { 'cargo-args': '-Z asymmetric-token -- --key-subject me' };
    const main = await job.step({ registry: 'mine', token: KEY, ...inputs }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    const written = fs.readFileSync(file, 'utf8');
    assert.deepEqual(parse(written), plain);
    assert.ok(written.startsWith(OWNERS.trimEnd()));
    fs.appendFileSync(file, '# added by the owner\n');
    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);
    assert.equal(fs.readFileSync(file, 'utf8'), `${OWNERS}# added by the owner\n`);
    assert.deepEqual(companions(job.cargoHome), []);
  }),
);

test(
  'cargo:paseto in the default list, by `-Z` alone: `cargo:token` comes first',
  { skip: NIGHTLY },
  (
    t, // biome-ignore format: a title
  ) =>
    withMachine(t, async (machine) => {
      const { indexUrl } = await machine.registry();
      writeHomeConfig(machine, registriesToml({ mine: indexUrl }));
      const job = jobWithCargo(machine, {}, 'nightly');
      const inputs = { 'cargo-args': '-Z asymmetric-token' };
      const token = machine.token();
      const main = await job.step({ registry: 'mine', token, ...inputs }).main();
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
      assert.ok(fs.readFileSync(credentials(machine), 'utf8').includes(token));
      await job.end();
      assert.ok(!fs.existsSync(credentials(machine)));
    }),
);

test('a logout now, where nobody has ever logged in', { skip }, (t) =>
  withMachine(t, async (machine) => {
    await fallThrough(machine);
    const job = jobWithCargo(machine);
    const before = snapshot(machine.home);
    const main = await job.step({ registry: 'mine', command: 'logout' }).main();
    assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
    assert.deepEqual(snapshot(machine.home), before);
  }),
);
