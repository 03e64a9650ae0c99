// The search for tokens has to find them wherever an action may have let one go.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { withMachine } from './machine.ts';
import { jobWith, machineOf, skipOnWindows } from './stand-in.ts';

const LEAKS: Readonly<Record<string, string>> = {
  'on standard output': `console.log('saved ' + token)`,
  'on standard error': `console.error(token)`,
  'in an annotation': `console.log('::error::bad token ' + token)`,
  'in a debug line': `console.log('::debug::' + token)`,
  'beside a mask': `console.log('::add-mask::' + token); console.log(token)`,
  'in what only looks like a mask': `console.log('x ::add-mask::' + token)`,
  'without its scheme': `console.log(token.slice(7))`,
  'in base64': `console.log(btoa(token))`,
  'in base64, behind a user name': `console.log(btoa('user:' + token.slice(7)))`,
  'in base64, one further': `console.log(btoa('users:' + token.slice(7)))`,
  'in base64, two further': `console.log(btoa('some-us:' + token.slice(7) + '!'))`,
  'in hexadecimal': `console.log(Buffer.from(token).toString('hex'))`,
  'in part': `console.log(token.slice(20, 32) + '…')`,
  'in state': `append('GITHUB_STATE', 'token=' + token + '\\n')`,
  'in state, by command': `console.log('::save-state name=token::' + token)`,
  'in an output': `append('GITHUB_OUTPUT', 'token<<E\\n' + token + '\\nE\\n')`,
  'in the environment of later steps': `append('GITHUB_ENV', 'CARGO_REGISTRY_TOKEN=' + token)`,
  'in the summary': `append('GITHUB_STEP_SUMMARY', '# ' + token)`,
  'in the path': `append('GITHUB_PATH', '/' + token.slice(7))`,
  'in the temporary folder of the job': `fs.writeFileSync(env.RUNNER_TEMP + '/marker', token)`,
  'in the temporary folder of the system': `fs.writeFileSync(env.TMPDIR + '/x', token)`,
  'in the name of a file': `fs.writeFileSync(env.HOME + '/.lock-' + token.slice(7), '')`,
  'in the name of a folder of the workspace': `fs.mkdirSync(token.slice(7))`,
};
for (const [where, main] of Object.entries(LEAKS)) {
  test(`the search finds one ${where}, also when the job is over`, async (t) => {
    const machine = machineOf(t);
    const job = jobWith(machine, main);
    const token = `Bearer ${machine.token()}`;
    const result = await job.step({ token }).main();
    assert.equal(result.code, 0, 'the stand-in does what it should');
    for (const name of fs.readdirSync(machine.home)) fs.rmSync(path.join(machine.home, name));
    job.vanish();
    assert.throws(
      () => machine.assertNoLeaks(),
      (error: Error) => /secret \d+ \(/.test(error.message) && !error.message.includes(token),
    );
  });
}

test('the search finds none where they belong: in masks and in Cargo’s home', (t) =>
  withMachine(t, async (machine) => {
    const job = jobWith(
      machine,
      `console.log('::add-mask::' + token); console.log('::add-mask::' + btoa(token));
      fs.mkdirSync(env.HOME + '/.cargo');
      fs.writeFileSync(env.HOME + '/.cargo/credentials.toml', 'token = "' + token + '"', { mode: 0o640 });
      append('GITHUB_STATE', 'home=' + env.HOME);`,
    );
    await job.step({ token: machine.token() }).main();
    const file = path.join(job.cargoHome, 'credentials.toml');
    const mode = skipOnWindows ? '0666' : '0640';
    assert.deepEqual(machine.filesWithSecrets(), [{ path: file, mode }]);
  }));

test('the search knows the tokens among the inputs by itself', async (t) => {
  const inputs = [
    { token: '  cargo login  abcd-efgh\n' },
    { token: 'abcd-efgh\nsecond-line' },
    { tokens: '# comment=nothing\n\none=Basic abcd-efgh\n' },
    { tokens: 'x=12345678\r\nabcd-efgh' },
    { token: 'é\x07abcd-efgh' },
  ];
  for (const input of inputs) {
    const machine = machineOf(t);
    await jobWith(machine, `console.log('abcd-efgh')`).step(input).main();
    assert.throws(() => machine.assertNoLeaks(), JSON.stringify(input));
  }
});

const AWKWARD = 'per%cent/"quoted">>>???~~~';
const DISGUISES: Readonly<Record<string, string>> = {
  'in a URL': `console.log('https://user:' + encodeURIComponent(token) + '@host')`,
  'in JSON': `console.log(JSON.stringify({ token }))`,
  'in base64 for URLs': `console.log(Buffer.from('user:' + token).toString('base64url'))`,
  'with the escapes of the runner': `console.log('::error::' + token.replaceAll('%', '%25'))`,
};
for (const [where, main] of Object.entries(DISGUISES)) {
  test(`the search finds a token with special characters ${where}`, async (t) => {
    const machine = machineOf(t);
    await jobWith(machine, main).step({ token: AWKWARD }).main();
    assert.throws(() => machine.assertNoLeaks());
  });
}

test('the search finds what was there only between two phases, or came after them', async (t) => {
  const marker = `env.RUNNER_TEMP + '/marker'`;
  for (const later of ['post', 'afterwards', 'name'] as const) {
    const machine = machineOf(t);
    const leaves = later === 'post' ? `fs.writeFileSync(${marker}, token)` : '';
    const job = jobWith(machine, leaves, `fs.rmSync(${marker}, { force: true })`);
    const token = machine.token();
    const step = job.step({ token });
    await step.main();
    await step.post();
    if (later === 'afterwards') fs.writeFileSync(path.join(job.runnerTemp, 'marker'), token);
    if (later === 'name') machine.folder('home', token);
    if (later === 'post') fs.rmSync(job.runnerTemp, { recursive: true });
    assert.throws(() => machine.assertNoLeaks(), later);
  }
});

test('the search finds one in the runner’s temporary folder before that is wiped', async (t) => {
  const machine = machineOf(t);
  const job = machine.job();
  fs.writeFileSync(path.join(job.runnerTemp, 'marker'), machine.token());
  job.vanish();
  assert.throws(() => machine.assertNoLeaks(), /marker/);
});

test('the search finds one among the arguments of a phase', { skip: skipOnWindows }, async (t) => {
  const machine = machineOf(t);
  const under = ['sh', '-c', 'exec "$@"', machine.token()];
  await jobWith(machine, '').step().main({}, under);
  assert.throws(() => machine.assertNoLeaks(), /the arguments of main/);
});

test('the search finds one in a file that the environment names instead of the runner’s', async (t) => {
  const machine = machineOf(t);
  const GITHUB_STATE = path.join(machine.home, 'state');
  const step = jobWith(machine, `append('GITHUB_STATE', token)`).step({ token: machine.token() });
  await step.main({ GITHUB_STATE });
  assert.throws(() => machine.assertNoLeaks(), /GITHUB_STATE/);
});

test('the search finds one among recorded arguments', async (t) => {
  const machine = machineOf(t);
  const calls = path.join(machine.records, 'provider.calls');
  fs.writeFileSync(calls, `login ${machine.token()}`);
  assert.throws(() => machine.assertNoLeaks(), /provider\.calls/);
});

test('the search finds one in the path of a request', async (t) => {
  const machine = machineOf(t);
  const { url } = await machine.registry();
  await fetch(`${url}/${machine.token()}`);
  assert.throws(() => machine.assertNoLeaks(), /path of a request/);
});

test('the search takes no token that it could not tell from ordinary text', (t) =>
  withMachine(t, (machine) => {
    assert.throws(() => machine.secret('Bearer 1234567'), /needs 8 characters/);
    assert.throws(() => jobWith(machine, '').step({ token: 'short' }), /needs 8 characters/);
    assert.doesNotThrow(() => jobWith(machine, '').step({ token: ' \n' }));
  }));

test('the search is done at the end of each test with a machine', async (t) => {
  const leaking = withMachine(t, (machine) => {
    machine.record('somewhere', machine.token());
  });
  await assert.rejects(leaking, /tokens where no token may be/);
});
