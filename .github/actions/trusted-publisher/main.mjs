// Starts the server, which goes on by itself.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { mask, run, saveState, setOutput } from '../runner.mjs';

const SERVER = fileURLToPath(new URL('server.mjs', import.meta.url));

await run(async () => {
  const requestToken = `e2e-${randomBytes(24).toString('hex')}`;
  mask(requestToken);
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, REQUEST_TOKEN: requestToken },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('it did not start')));
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  const { url, index } = JSON.parse(line);
  child.unref();
  child.stdout.destroy();
  saveState('url', url);
  setOutput('url', url);
  setOutput('index', index);
  setOutput('id-token-url', `${url}/id-token?api-version=2.0`);
  setOutput('id-token-request-token', requestToken);
});
