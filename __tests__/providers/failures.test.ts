// A failed login is one error that quotes cargo without the token. It leaves nothing behind.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { StepResult } from '../support/step-result.ts';
import {
  type Behaviour,
  jobWithCargo,
  KNOWS_NO_URL,
  leftIn,
  sharedProvider,
  skip,
  TestProvider,
} from './scene.ts';

/** Logs in once, with one provider for `mine`, and ends the job. */
async function attempt(machine: Machine, provider: string, env = {}) {
  const registry = await machine.registry();
  const job = jobWithCargo(machine, { env });
  const index = registriesToml({ mine: registry.indexUrl });
  const list = JSON.stringify(provider.split(' '));
  job.write('.cargo/config.toml', `${index}credential-provider = ${list}\n`);
  const main = await job.step({ registry: 'mine', token: machine.token() }).main();
  const [post] = await job.end();
  assert.deepEqual([post?.code, post?.annotations.error, leftIn(job.cargoHome)], [0, [], []]);
  return main;
}

function assertRefused(main: StepResult, ...words: readonly RegExp[]): void {
  assert.deepEqual([main.code, main.annotations.error.length], [1, 1], main.stdout);
  for (const expected of words) assert.match(main.annotations.error[0] ?? '', expected);
  assert.deepEqual([main.stderr, main.suspicious, main.problems], ['', [], []]);
}

const REFUSALS: Readonly<Record<string, readonly [Behaviour, ...RegExp[]]>> = {
  'the error quotes its reason': [
    { answers: { login: { Err: { kind: 'other', message: 'the vault is locked', 'caused-by': [] } } } },
    /^`cargo login` for `mine` \(credential provider `.*provider`\) failed with exit code 101:\n/,
    /the vault is locked/,
  ],
  'the error hides a token that the provider prints': [
    {
      says: 'got {token} or {base64}',
      answers: { login: { Err: { kind: 'other', message: '"{token}" is bad', 'caused-by': [] } } },
    },
    /got \*\*\* or \*\*\*=*/,
    /\*\*\*" is bad/,
  ],
  'workflow commands that it prints have no effect': [
    { says: '::error::mine\n##[error]b\u001b[31mred\u001b[0m', answers: { login: { Err: { kind: 'not-found' } } } },
    /:\u200b:error::mine/,
    /##\u200b\[error\]bred/,
  ],
  'it does not support the registry': [KNOWS_NO_URL, /no credential providers could handle the request/],
  'it speaks another version of the protocol': [{ hello: '{"v":[2]}' }, /supports protocol versions \[2\]/],
}; // biome-ignore format: a table

for (const [name, [behaviour, ...words]] of Object.entries(REFUSALS)) {
  test(`a provider fails: ${name}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const provider = new TestProvider(machine, 'provider', behaviour);
      assertRefused(await attempt(machine, provider.program), ...words);
      assert.ok(!provider.actions().includes('logout'));
    }),
  );
}

test(
  'post logs out of a provider that died during its answer and may hold the token',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const provider = new TestProvider(machine, 'provider', { answers: { login: 'crash' } });
      assertRefused(await attempt(machine, provider.program), /failed to deserialize response/);
      assert.deepEqual(provider.actions(), ['login', 'logout']);
    }),
);

test('a provider that does not exist is an error', { skip }, (t) =>
  withMachine(t, async (machine) => {
    assertRefused(await attempt(machine, '/no/such/program'), /failed to spawn credential process/);
  }),
);

test('without cargo on PATH, the error names the provider that needs it', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const main = await attempt(machine, 'cargo:libsecret', { PATH: machine.folder('empty') });
    assertRefused(main, /`cargo:libsecret`/, /`mine`/, /cargo is not on PATH; install Rust/);
  }),
);

test('a cargo that exits before it reads the token is one error (E3)', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const bin = machine.folder('bin');
    fs.writeFileSync(path.join(bin, 'cargo'), '#!/bin/sh\nexit 7\n', { mode: 0o755 });
    for (let run = 0; run < 3; run++) {
      assertRefused(
        await attempt(machine, 'vault', { PATH: `${bin}:/usr/bin:/bin` }),
        /failed with exit code 7$/,
      );
    }
  }),
);

test('a login with cargo:token-from-stdout is refused as needless (B6)', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const main = await attempt(machine, 'cargo:token-from-stdout aws codeartifact');
    assertRefused(main, /so it needs no login\. Remove this step/, /config\.toml/);
  }),
);

test('if the login to one of several registries fails, the others are undone', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const good = new TestProvider(machine, 'good');
    const bad = new TestProvider(machine, 'bad', { hello: '{"v":[2]}' });
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
    assertRefused(main, /`cargo login` for `two`/);
    assert.deepEqual([good.actions(), good.tokens()], [['login', 'logout'], []]);
    assert.deepEqual(leftIn(job.cargoHome), []);
  }),
);

test('a failed logout is a warning with the command to run and without the token', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine);
    const job = jobWithCargo(machine);
    assert.equal((await job.step({ registry: 'mine', token: machine.token() }).main()).code, 0);
    provider.behave({ says: 'stuck with {token}', answers: { logout: 'crash' } });
    const [post] = await job.end();
    assert.deepEqual([post?.code, post?.annotations.error], [0, []]);
    const [warning = '', ...others] = post?.annotations.warning ?? [];
    assert.deepEqual(others, []);
    assert.match(warning, /`mine` may still be stored by .*provider/);
    assert.match(warning, /stuck with \*\*\*/);
    assert.match(warning, /run `cargo logout --registry mine`/);
    assert.deepEqual(leftIn(job.cargoHome), []);
  }),
);
