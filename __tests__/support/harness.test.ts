// The harness itself: a stand-in for the action is run by it.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { Machine, withMachine } from './machine.ts';
import { jobWith, skipOnWindows } from './stand-in.ts';
import { snapshot } from './tree.ts';

test('a phase gets the inputs with their defaults, and the files of the runner', (t) =>
  withMachine(t, async (machine) => {
    const names = ['INPUT_TOKEN', 'INPUT_TWO_WORDS', 'INPUT_NUMBER', 'INPUT_TOKENS'];
    const job = jobWith(
      machine,
      `
      for (const name of ${JSON.stringify(names)}) console.log(name, name in env, env[name].length);
      console.log(env.INPUT_NUMBER, process.cwd() === env.GITHUB_WORKSPACE);
      const files = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((n) => env['GITHUB_' + n]);
      console.log(files.map((file) => fs.readFileSync(file).length).join());
      console.log(files.every((file) => file.startsWith(env.RUNNER_TEMP + path.sep)));`,
    );
    const result = await job.step({ token: machine.token(), 'two words': 'new' }).main();
    assert.deepEqual(result.text, [
      'INPUT_TOKEN true 39',
      'INPUT_TWO_WORDS true 3',
      'INPUT_NUMBER true 3',
      'INPUT_TOKENS true 0',
      '007 true',
      '0,0,0,0,0',
      'true',
    ]);
    assert.deepEqual([result.code, result.signal, result.stderr], [0, null, '']);
  }));

test('a phase gets nothing of the developer’s own environment', (t) =>
  withMachine(t, async (machine) => {
    const names = ['CARGO_REGISTRY_TOKEN', 'GITHUB_TOKEN', 'NODE_OPTIONS', 'http_proxy'];
    const before = names.map((name) => process.env[name]);
    t.after(() => {
      names.forEach((name, i) => {
        if (before[i] === undefined) delete process.env[name];
        else process.env[name] = before[i];
      });
    });
    for (const name of names) process.env[name] = '--no-warnings';
    const step = jobWith(machine, `console.log(Object.keys(env).sort().join('\\n'))`).step();
    const { text } = await step.main({ MINE: '1', GITHUB_ACTOR: undefined });
    assert.ok(text.includes('PATH') && text.includes('HOME') && text.includes('MINE'));
    assert.deepEqual(
      [...names, 'GITHUB_ACTOR', 'CARGO_HOME'].filter((name) => text.includes(name)),
      [],
    );
  }));

test('a phase hands over state to its own post, and variables and paths to all later steps', (t) =>
  withMachine(t, async (machine) => {
    const job = jobWith(
      machine,
      `
      append('GITHUB_STATE', 'lease=' + env.INPUT_TWO_WORDS + '\\n');
      append('GITHUB_OUTPUT', 'several<<END\\na\\nb\\nEND\\n');
      append('GITHUB_ENV', 'FOUND=' + (env.FOUND ?? '') + 'x\\n');
      append('GITHUB_PATH', '/first\\n/second\\n');
      append('GITHUB_STEP_SUMMARY', '# Done');
      console.log('::save-state name=old::way');`,
      `console.log(env.STATE_lease, env.STATE_old, env.FOUND, env.PATH.split(path.delimiter)[0]);`,
    );
    const [one, two] = [job.step({ 'two words': 'one' }), job.step({ 'two words': 'two' })];
    const first = await one.main();
    assert.deepEqual(first.outputs, { several: 'a\nb' });
    assert.deepEqual(first.state, { old: 'way', lease: 'one' });
    assert.deepEqual([first.summary, first.problems], ['# Done', []]);
    assert.deepEqual((await two.main()).exportedEnv, { FOUND: 'xx' });
    const posts = await job.end();
    assert.deepEqual(
      posts.map(({ text }) => text),
      [['two way xx /second'], ['one way xx /second']],
    );
    assert.deepEqual(fs.readdirSync(job.runnerTemp), []);
    assert.deepEqual(await job.end(), [], 'no post runs twice');
  }));

test('a phase is seen as it ended: code, signal, and the state it had saved', (t) =>
  withMachine(t, async (machine) => {
    const wait = `append('GITHUB_STATE', 'a=1\\nb<<END\\ntorn'); console.log('ready'); setTimeout(() => {}, 60_000);`;
    const step = jobWith(machine, wait, 'console.log(env.STATE_a); process.exitCode = 3;').step();
    const { child, done } = step.spawnMain();
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    const { code, signal, state, problems } = await done;
    assert.deepEqual([code, signal, state, problems.length], [null, 'SIGTERM', { a: '1' }, 1]);
    const post = await step.post();
    assert.deepEqual([post.code, post.text], [3, ['1']]);
  }));

test('a phase can be started by another program', { skip: skipOnWindows }, (t) =>
  withMachine(t, async (machine) => {
    const job = jobWith(machine, `console.log(process.umask().toString(8))`);
    const under = ['sh', '-c', 'umask 0; exec "$@"', 'sh'];
    assert.deepEqual((await job.step().main({}, under)).text, ['0']);
  }),
);

test('a phase has the inputs of action.yml and no others', (t) =>
  withMachine(t, (machine) => {
    assert.throws(() => jobWith(machine, '').step({ tokn: 'x' }), /no input tokn/);
  }));

test('a machine goes when the test has ended, with what still runs on it', async () => {
  const machine = new Machine();
  const step = jobWith(machine, `console.log('ready'); setInterval(() => {}, 1000)`).step();
  const { child, done } = step.spawnMain();
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  const readOnly = machine.folder('read-only', 'below');
  fs.chmodSync(path.dirname(readOnly), 0o500);
  await machine.dispose();
  assert.equal((await done).signal, 'SIGKILL');
  assert.equal(fs.existsSync(machine.root), false);
});

test('a machine compares folders by bytes, modes and links', { skip: skipOnWindows }, (t) =>
  withMachine(t, (machine) => {
    const top = machine.folder('compared');
    const at = (name: string) => path.join(top, name);
    assert.deepEqual(snapshot(at('nothing')), {});
    fs.writeFileSync(at('a'), Buffer.from([0x41, 0xff]));
    fs.chmodSync(at('a'), 0o640);
    fs.symlinkSync('a', at('link'));
    fs.mkdirSync(at('sub'));
    fs.writeFileSync(at('sub/skipped'), '');
    const before = snapshot(top, (relative) => relative === 'sub/skipped');
    assert.deepEqual(before['a'], { kind: 'file', mode: '0640', bytes: 'A\xff' });
    assert.deepEqual(before['link'], { kind: 'link', target: 'a' });
    assert.deepEqual(Object.keys(before), ['.', 'a', 'link', 'sub']);
    fs.rmSync(at('sub'), { recursive: true });
    fs.mkdirSync(at('sub'));
    assert.deepEqual(snapshot(top), before);
    const changes = [
      () => fs.chmodSync(at('a'), 0o600),
      () => fs.writeFileSync(at('a'), Buffer.from([0x41, 0xfe])),
      () => fs.chmodSync(at('sub'), 0o700),
      () => fs.writeFileSync(at('b'), ''),
    ];
    for (const change of changes) {
      const until = snapshot(top);
      change();
      assert.notDeepEqual(snapshot(top), until);
    }
  }),
);
