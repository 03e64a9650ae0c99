// The loopback registry as a command, for the background of a workflow.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withMachine } from '../support/machine.ts';

const script = fileURLToPath(new URL('../../scripts/registry.mjs', import.meta.url));
const run = promisify(execFile);
const env = { ...process.env, TOKEN_A: 'Bearer a', TOKEN_B: 'b' };

test('the command it goes on in the background with the tokens of its environment, until it is idle', (t) =>
  withMachine(t, async (machine) => {
    const file = path.join(machine.records, 'registry.json');
    const tokens = ['--token-env', 'TOKEN_A', '--token-env', 'TOKEN_B'];
    const bounds = ['--idle-seconds', '1', '--max-seconds', '60'];
    const args = [script, '--background', '--auth-required', '--info-file', file];
    const { stdout } = await run(process.execPath, [...args, ...tokens, ...bounds], { env });
    const info = JSON.parse(fs.readFileSync(file, 'utf8'));
    assert.equal(stdout, `${info.indexUrl}\n`);
    assert.match(stdout, /^sparse\+http:\/\/127\.0\.0\.1:\d+\/index\/\n$/);
    for (const [authorization, status] of [
      ['Bearer a', 200],
      ['b', 200],
      ['c', 401],
    ] as const) {
      const { status: got } = await fetch(`${info.url}/index/config.json`, {
        headers: { authorization },
      });
      assert.equal(got, status);
    }
    const gone = () =>
      fetch(info.url).then(
        () => setTimeout(3000),
        () => 'gone',
      );
    let state: unknown;
    while (state !== 'gone') state = await gone();
  }));

test('the command it refuses to start without the token it was told of', async () => {
  const { TOKEN_A: _, ...without } = env;
  const started = run(process.execPath, [script, '--token-env', 'TOKEN_A'], { env: without });
  await assert.rejects(started, /TOKEN_A holds no token/);
});
