// Runs stand-ins for cargo on PATH, some of which misbehave, for a credential provider.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseCargoArguments } from '../../src/cargo/arguments.ts';
import { type CargoCall, type CargoResult, runCargo } from '../../src/cargo/program.ts';
import { Secret } from '../../src/tokens.ts';
import { skipOnWindows as skip } from '../support/platform.ts';
import { removeTree } from '../support/tree.ts';

const TOKEN = 'cioAbCdEfGhIjKl';
const WHAT = '(credential provider `vault x`)';

/** Puts a shell script on PATH as `cargo`, and returns a call. No script means no cargo. */
function callOf(
  t: TestContext,
  script: string | undefined,
  options: Partial<CargoCall> = {},
): CargoCall {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cargo-program-'));
  const before = process.env['PATH'];
  t.after(() => {
    process.env['PATH'] = before;
    removeTree(root);
  });
  if (script !== undefined) fs.writeFileSync(path.join(root, 'cargo'), script, { mode: 0o755 });
  process.env['PATH'] = script === undefined ? root : `${root}:/usr/bin:/bin`;
  return {
    registry: 'mine',
    provider: 'vault x',
    cargoArgs: parseCargoArguments('+beta -v -- --account "my own"', 'here'),
    config: ['a.b="c d"'],
    workingDirectory: root,
    env: { PATH: process.env['PATH'], INPUT_TOKEN: TOKEN, STATE_X: TOKEN, KEPT: 'yes' },
    secrets: [new Secret(TOKEN)],
    checkCancelled: () => {},
    ...options,
  };
}

const login = (call: CargoCall) => runCargo(call, new Secret(TOKEN));
const sh = (text: string) => `#!/bin/sh\n${text}\n`;

test('cargo gets the token on standard input and nowhere else', { skip }, async (t) => {
  const script =
    'read -r token; echo "token $token"; printf "<%s>" "$@"; echo; env | sort >&2; pwd';
  const call = callOf(t, sh(script));
  const result = await login(call);
  assert.equal(result.kind, 'done');
  const words = result.kind === 'done' ? result.words : '';
  assert.match(words, /^token \*\*\*$/m);
  assert.match(
    words,
    /^<\+beta><login><--registry><mine><--config><a\.b="c d"><-v><--><--account><my own>$/m,
  );
  assert.match(words, /^KEPT=yes$/m);
  assert.doesNotMatch(words, /INPUT_|STATE_/);
  assert.ok(words.includes(fs.realpathSync(call.workingDirectory)));
});

test('`cargo logout` gets the options, but no arguments for the provider', { skip }, async (t) => {
  const result = await runCargo(callOf(t, sh('printf "<%s>" "$@"')));
  const words = '<+beta><logout><--registry><mine><--config><a.b="c d"><-v>';
  assert.deepEqual(result, { kind: 'done', words });
});

const ENDINGS: Readonly<Record<string, readonly [string | undefined, CargoResult['kind'], string | RegExp]>> = {
  'cargo is not on PATH': [undefined, 'refused', `\`cargo login\` for \`mine\` ${WHAT} could not run:\ncargo is not on PATH; install Rust in a step before this one`],
  'cargo cannot be started': ['#!/no/such/shell\n', 'refused', /could not run:\n.*ENOENT/],
  'cargo fails without a message': [sh('exit 7'), 'refused', `\`cargo login\` for \`mine\` ${WHAT} failed with exit code 7`],
  'cargo fails with a coloured message that contains the token in two forms': [
    sh(`read -r token; printf '\\033[31merror\\033[0m: %s %s' "$token" ${Buffer.from(TOKEN).toString('base64')} >&2; exit 1`),
    'refused', /failed with exit code 1:\nerror: \*\*\* \*\*\*=*$/,
  ],
  'cargo fails with a very long message': [
    sh('i=0; while [ $i -lt 600 ]; do echo "line $i"; i=$((i+1)); done; exit 1'),
    'refused', /failed with exit code 1:\n(?:.|\n){2900,3000}line 599$/,
  ],
  'the provider died during its answer': [
    sh('read -r token; echo "error: failed to deserialize response" >&2; exit 101'),
    'unsure', /failed to deserialize response/,
  ],
  'cargo is killed': [sh('kill -9 $$'), 'unsure', `\`cargo login\` for \`mine\` ${WHAT} was killed`],
}; // biome-ignore format: a table

for (const [name, [script, kind, why]] of Object.entries(ENDINGS)) {
  test(`a login fails when ${name}`, { skip }, async (t) => {
    const result = await login(callOf(t, script));
    assert.equal(result.kind, kind);
    const said = result.kind === 'done' ? '' : result.why;
    if (typeof why === 'string') assert.equal(said, why);
    else assert.match(said, why);
  });
}

test('a missing working directory is an error', { skip }, async (t) => {
  const result = await login(callOf(t, sh('exit 0'), { workingDirectory: '/no/such/folder' }));
  assert.match(result.kind === 'refused' ? result.why : '', /could not run:\n.*\/no\/such\/folder/);
});

test('a cargo that exits without reading does not end the step (E3)', { skip }, async (t) => {
  const call = callOf(t, sh('exit 5'));
  // Far more than a pipe holds, so that part of it is certainly not read.
  for (let run = 0; run < 5; run++) {
    const result = await runCargo(call, new Secret('x'.repeat(1_000_000)));
    assert.match(result.kind === 'refused' ? result.why : '', /failed with exit code 5$/);
  }
});

test('a cargo that hangs is ended at the time limit', { skip }, async (t) => {
  const script = sh('read -r token; echo "typed $token"; echo $$ > pid; exec sleep 30');
  const call = callOf(t, script, { limitMs: 500 });
  const begun = Date.now();
  const result = await login(call);
  assert.ok(Date.now() - begun < 3_000);
  assert.equal(result.kind, 'unsure');
  assert.equal(
    result.kind === 'unsure' && result.why,
    `\`cargo login\` for \`mine\` ${WHAT} did not end in time:\ntyped ***`,
  );
  const pid = Number(fs.readFileSync(path.join(call.workingDirectory, 'pid'), 'utf8'));
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(Date.now() - begun < 3_000, 'the process was not ended');
});

test('a step that is cancelled ends cargo within a second', { skip }, async (t) => {
  const begun = Date.now();
  const checkCancelled = () => {
    if (Date.now() - begun > 300) throw new Error('cancelled');
  };
  await assert.rejects(
    login(callOf(t, sh('exec sleep 30'), { checkCancelled })),
    /^Error: cancelled$/,
  );
  assert.ok(Date.now() - begun < 1_300);
});

test('a login does not wait for processes that a provider leaves behind', { skip }, async (t) => {
  const begun = Date.now();
  const result = await login(callOf(t, sh('sleep 5 & echo done')));
  assert.deepEqual(result, { kind: 'done', words: 'done' });
  assert.ok(Date.now() - begun < 3_000);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
