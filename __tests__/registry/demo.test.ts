// Tests of the demonstration: it must fail if the action misbehaves. Stand-ins replace the action.

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
fs.appendFileSync(GITHUB_STATE, 'before<<END\\n' + before + '\\nEND\\nkind=a=b\\n');
fs.writeFileSync(file, before + table);`;
const LOGOUT = `if (STATE_kind === 'a=b') fs.writeFileSync(file, STATE_before);`;

/** Runs the demonstration in a copy of the repository whose action is these two scripts. */
async function demonstrate(machine: Machine, main: string, post: string): Promise<Output> {
  const copy = fs.mkdtempSync(path.join(machine.folder('copies'), 'repository-'));
  fs.cpSync(SCRIPTS, path.join(copy, 'scripts'), { recursive: true });
  fs.mkdirSync(path.join(copy, 'dist'));
  fs.writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }');
  fs.writeFileSync(path.join(copy, 'dist', 'main.js'), `${PREAMBLE}${main}`);
  fs.writeFileSync(path.join(copy, 'dist', 'post.js'), `${PREAMBLE}${post}`);
  const child = spawn(process.execPath, [path.join(copy, 'scripts', 'demo.mjs')], {
    env: { ...process.env, TMPDIR: machine.temp, TEMP: machine.temp },
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
    assert.match(stdout, /accepted it.*byte for byte.*it is refused.*All checks passed\./s);
  }),
);

const FAILURES: Readonly<Record<string, readonly [main: string, post: string]>> = {
  'main prints the token': [`${LOGIN}; console.log('x' + token)`, LOGOUT],
  'post leaves a file': [LOGIN, `${LOGOUT}; fs.writeFileSync(file + '.lock', '')`],
};
for (const [what, [main, post]] of Object.entries(FAILURES)) {
  test(`the demonstration fails when ${what}`, (t) =>
    withMachine(t, async (machine) => {
      const { code, stdout } = await demonstrate(machine, main, post);
      assert.equal(code, 1);
      assert.doesNotMatch(stdout, /All checks passed/);
    }));
}
