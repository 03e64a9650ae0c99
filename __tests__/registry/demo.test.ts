// The demonstration: it must fail when what it shows is not so. Stand-ins take the action's place.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withoutCargo } from '../support/cargo.ts';
import { collect, type Output } from '../support/child.ts';
import { type Machine, withMachine } from '../support/machine.ts';

const SCRIPTS = fileURLToPath(new URL('../../scripts/', import.meta.url));

const PREAMBLE = `
import * as fs from 'node:fs';
const { INPUT_TOKEN: token, HOME, GITHUB_STATE, STATE_before, STATE_kind } = process.env;
const file = HOME + '/.cargo/credentials.toml';
const table = '\\n[registries.my-registry]\\ntoken = "' + token + '"\\ncredential-provider = "cargo:token"\\n';
`;
const LOGIN = `
const before = fs.readFileSync(file, 'utf8');
console.log('::add-mask::' + token);
fs.appendFileSync(GITHUB_STATE, 'before<<END\\n' + before + '\\nEND\\nkind=a=b\\n');
fs.writeFileSync(file, before + table);
console.log('Login token for my-registry saved');`;
const LOGOUT = `if (STATE_kind === 'a=b') fs.writeFileSync(file, STATE_before); console.log('logged out');`;

/** Runs the demonstration in a copy of the repository whose action is these two scripts. */
async function demonstrate(
  machine: Machine,
  main: string,
  post: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Output> {
  const copy = fs.mkdtempSync(path.join(machine.folder('copies'), 'repository-'));
  fs.cpSync(SCRIPTS, path.join(copy, 'scripts'), { recursive: true });
  fs.mkdirSync(path.join(copy, 'dist'));
  fs.writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }');
  fs.writeFileSync(path.join(copy, 'dist', 'main.js'), `${PREAMBLE}${main}`);
  fs.writeFileSync(path.join(copy, 'dist', 'post.js'), `${PREAMBLE}${post}`);
  const child = spawn(process.execPath, [path.join(copy, 'scripts', 'demo.mjs')], {
    env: { ...process.env, TMPDIR: machine.temp, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await collect(child);
  assert.doesNotMatch(output.stdout + output.stderr, /demo-[0-9a-f]{8}/, 'it prints no token');
  assert.deepEqual(fs.readdirSync(machine.temp), [], 'it leaves nothing behind');
  return output;
}

test('the demonstration shows a publish accepted and then refused', { skip: withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const { code, stdout, stderr } = await demonstrate(machine, LOGIN, LOGOUT);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /accepted it.*byte for byte.*it is refused now.*All of it is so\./s);
  }),
);

test('the demonstration says loudly what it leaves out without cargo', (t) =>
  withMachine(t, async (machine) => {
    const env = { PATH: machine.folder('nothing') };
    const { code, stdout, stderr } = await demonstrate(machine, LOGIN, LOGOUT, env);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /NO CARGO HERE.*byte for byte.*publishing was not tried/s);
  }));

const failures: Readonly<Record<string, readonly [main: string, post: string]>> = {
  'main does nothing': ['', LOGOUT],
  'main fails': [`${LOGIN}; process.exitCode = 1`, LOGOUT],
  'main prints the token': [`${LOGIN}; console.log('x' + token)`, LOGOUT],
  'main saves the token': [`${LOGIN}; fs.appendFileSync(GITHUB_STATE, 't=' + token)`, LOGOUT],
  'post does nothing': [LOGIN, ''],
  'post changes a byte': [LOGIN, `fs.writeFileSync(file, STATE_before + ' ')`],
  'post leaves a file': [LOGIN, `${LOGOUT}; fs.writeFileSync(file + '.lock', '')`],
  'post leaves another mode': [LOGIN, `${LOGOUT}; fs.chmodSync(file, 0o400)`],
  'post fails': [LOGIN, `${LOGOUT}; process.exitCode = 1`],
};
for (const [what, [main, post]] of Object.entries(failures)) {
  test(`the demonstration fails when ${what}`, (t) =>
    withMachine(t, async (machine) => {
      const { code, stdout } = await demonstrate(machine, main, post);
      assert.equal(code, 1);
      assert.doesNotMatch(stdout, /All of it is so/);
    }));
}
