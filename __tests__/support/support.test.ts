// Tests of the harness: it must find every leak. It runs stand-ins for the action.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { withoutCargo } from './cargo.ts';
import { withMachine } from './machine.ts';
import { skipOnWindows } from './platform.ts';
import { LeakSearch } from './secrets.ts';
import { jobWith, machineOf } from './stand-in.ts';
import { snapshot } from './tree.ts';
import { parseLog, parsePairs } from './workflow-commands.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const FORMS: Readonly<Record<string, (token: string) => string>> = {
  'as it is': (token) => `saved ${token}.`,
  'without its scheme': (token) => token.slice(7),
  'in part': (token) => `${token.slice(20, 32)}…`,
  'in base64': base64,
  'in base64 after a user name': (token) => base64(`user:${token.slice(7)}`),
  'in base64, shifted by one byte': (token) => base64(`users:${token.slice(7)}`),
  'in base64 for URLs': (token) => Buffer.from(token).toString('base64url'),
  'in hexadecimal': (token) => Buffer.from(token).toString('hex'),
  'in a URL': (token) => encodeURIComponent(token.slice(7)),
  'in JSON': (token) => JSON.stringify({ token }),
};
for (const token of ['Bearer 0123456789abcdef0123456789', 'Bearer per%cent/"quoted">>>???~~~']) {
  for (const [form, shown] of Object.entries(FORMS)) {
    test(`the leak search finds ${token} ${form}`, () => {
      const search = new LeakSearch();
      search.add(token, 'any part');
      search.record('somewhere', shown(token));
      assert.equal(search.leaks().length, 1);
      assert.ok(!search.leaks().join().includes(token.slice(7)));
    });
  }
}

test('the leak search rejects a token of fewer than 8 characters', () => {
  assert.throws(() => new LeakSearch().add('Bearer 1234567'), /needs 8 characters/);
});

/** Mistakes by which an action leaks its token. */
const LEAKS: readonly string[] = [
  `console.log('saved ' + token)`,
  `console.error(token)`,
  `console.log('::debug::' + token)`,
  `append('GITHUB_STATE', 'token=' + token + '\\n')`,
  `append('GITHUB_OUTPUT', 'token<<E\\n' + token + '\\nE\\n')`,
  `append('GITHUB_ENV', 'CARGO_REGISTRY_TOKEN=' + token)`,
  `append('GITHUB_STEP_SUMMARY', '# ' + token)`,
  `fs.writeFileSync(env.RUNNER_TEMP + '/marker', token)`,
  `fs.writeFileSync(env.HOME + '/.lock-' + token.slice(7), '')`,
];
for (const main of LEAKS) {
  test(`the leak search finds, after the job has ended, what leaked through ${main}`, async (t) => {
    const machine = machineOf(t);
    const job = jobWith(machine, main);
    const token = `Bearer ${machine.token()}`;
    assert.equal((await job.step({ token }).main()).code, 0);
    for (const name of fs.readdirSync(machine.home)) fs.rmSync(path.join(machine.home, name));
    job.vanish();
    assert.throws(
      () => machine.assertNoLeaks(),
      (error: Error) => /secret \d+ \(/.test(error.message) && !error.message.includes(token),
    );
  });
}

test('the leak search covers the arguments of processes and the paths of requests', async (t) => {
  const machine = machineOf(t);
  machine.record('the arguments of main', machine.token());
  assert.throws(() => machine.assertNoLeaks(), /arguments of main/);
  const other = machineOf(t);
  const { url } = await other.registry();
  await fetch(`${url}/${other.token()}`);
  assert.throws(() => other.assertNoLeaks(), /path of a request/);
});

test('a token in a mask or in Cargo’s home is not a leak', (t) =>
  withMachine(t, async (machine) => {
    const main = `console.log('::add-mask::' + token); fs.mkdirSync(env.HOME + '/.cargo');
      fs.writeFileSync(env.HOME + '/.cargo/credentials.toml', 'token = "' + token + '"');`;
    const job = jobWith(machine, main);
    await job.step({ token: machine.token() }).main();
    const found = machine.filesWithSecrets().map(({ path: file }) => file);
    assert.deepEqual(found, [path.join(job.cargoHome, 'credentials.toml')]);
  }));

test('a step gets default inputs, passes state to its post, and exports variables to later steps', (t) =>
  withMachine(t, async (machine) => {
    process.env['CARGO_REGISTRY_TOKEN'] = 'of-the-developer';
    t.after(() => delete process.env['CARGO_REGISTRY_TOKEN']);
    const job = jobWith(
      machine,
      `append('GITHUB_STATE', 'lease=' + env.INPUT_TWO_WORDS + '\\n');
      append('GITHUB_OUTPUT', 'several<<END\\na\\nb\\nEND\\n');
      append('GITHUB_ENV', 'FOUND=' + (env.FOUND ?? '') + 'x\\n');
      append('GITHUB_PATH', '/first\\n/second\\n');
      console.log(env.INPUT_NUMBER, process.cwd() === env.GITHUB_WORKSPACE, 'CARGO_REGISTRY_TOKEN' in env);`,
      `console.log(env.STATE_lease, env.FOUND, env.PATH.split(path.delimiter)[0]); process.exitCode = 3;`,
    );
    const [one, two] = [job.step({ 'two words': 'one' }), job.step()];
    const first = await one.main();
    assert.deepEqual([first.outputs, first.state], [{ several: 'a\nb' }, { lease: 'one' }]);
    assert.deepEqual(first.text, ['007 true false']);
    assert.deepEqual((await two.main()).exportedEnv, { FOUND: 'xx' });
    const posts = await job.end();
    assert.deepEqual(
      posts.map(({ code, text }) => [code, ...text]),
      [
        [3, 'of old xx /second'],
        [3, 'one xx /second'],
      ],
    );
    assert.deepEqual(fs.readdirSync(job.runnerTemp), []);
    assert.throws(() => job.step({ tokn: 'x' }), /no input tokn/);
  }));

test('a snapshot detects changes of bytes, modes and links', { skip: skipOnWindows }, (t) =>
  withMachine(t, (machine) => {
    const top = machine.folder('compared');
    const at = (name: string) => path.join(top, name);
    fs.writeFileSync(at('a'), Buffer.from([0x41, 0xff]), { mode: 0o640 });
    fs.symlinkSync('a', at('link'));
    const changes = [
      () => fs.chmodSync(at('a'), 0o600),
      () => fs.writeFileSync(at('a'), Buffer.from([0x41, 0xfe])),
      () => fs.writeFileSync(at('b'), ''),
      () => fs.rmSync(at('link')),
    ];
    for (const change of changes) {
      const before = snapshot(top);
      assert.deepEqual(snapshot(top), before);
      change();
      assert.notDeepEqual(snapshot(top), before);
    }
  }),
);

test('cargo can only reach loopback', { skip: withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const { code, stderr } = await machine.job().cargo().run(['search', 'serde']);
    assert.equal(code, 101);
    assert.match(stderr, /127\.0\.0\.1:9|port 9\b/);
  }),
);

const COMMANDS = [
  ['::error::text', 'error', {}, 'text'],
  [
    '  ::warning file=a%2Cb,title=x%3Ay%25::one%0Atwo%25',
    'warning',
    { file: 'a,b', title: 'x:y%' },
    'one\ntwo%',
  ],
  ['::DEBUG::a::b', 'debug', {}, 'a::b'],
  ['::add-mask::%250A', 'add-mask', {}, '%0A'],
  ['before ##[error]after', 'error', {}, 'after'],
  ['##[warning a=b%3Bc;d=e%5D]x%3By', 'warning', { a: 'b;c', d: 'e]' }, 'x;y'],
] as const;
for (const [line, name, properties, data] of COMMANDS) {
  test(`a workflow command is parsed: ${line}`, () => {
    const [parsed] = parseLog(line);
    const form = line.includes('##[') ? 'legacy' : 'current';
    assert.deepEqual(parsed?.command, { name, properties, data, form });
  });
}

test('plain lines, and lines after `stop-commands`, are not parsed as commands', () => {
  for (const line of ['plain', ' : :error::x', 'x ::error::y', '::eror::y', '##[eror]y', '::::']) {
    assert.deepEqual(parseLog(line), [{ text: line, command: undefined }]);
  }
  const log = '::stop-commands::Mine\r::error::a\r\n::mine::\n::error::b';
  const names = parseLog(log).map((line) => line.command?.name);
  assert.deepEqual(names, ['stop-commands', undefined, 'mine', 'error']);
});

test('pairs in a runner file are parsed, and bad lines are reported', () => {
  const { pairs, problem } = parsePairs('a=b=c\n\nd<<E\nx=1\n\nE\ne<<F\r\ny\r\nF\r\n');
  assert.deepEqual(
    [[...pairs], problem],
    [
      [
        ['a', 'b=c'],
        ['d', 'x=1\n'],
        ['e', 'y'],
      ],
      undefined,
    ],
  );
  for (const bad of ['neither', 'a<<E\nx', 'a<<\nx\n']) assert.ok(parsePairs(bad).problem);
});
