// Plays a job whose runner is killed by SIGKILL after it has logged in: no post step runs, and its
// temporary folder stays. The login is that of dist/main.js, with a token of its own.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The runner of the job: it starts the step, and hangs. */
async function run() {
  // A process as young as the step would not be taken for a runner.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const temp = mkdtempSync(join(tmpdir(), 'killed-job-'));
  const files = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_ENV'].map((name) => [
    name,
    join(temp, name),
  ]);
  for (const [, file = ''] of files) writeFileSync(file, '');
  const folder = join(temp, 'runner');
  mkdirSync(folder);
  const env = {
    ...process.env,
    ...Object.fromEntries(files),
    RUNNER_TEMP: folder,
    INPUT_TOKEN: 'a-token-of-the-killed-job',
    INPUT_REGISTRY: 'my-registry',
  };
  const { status } = spawnSync(process.execPath, [main], { env, stdio: 'ignore' });
  process.stdout.write(status === 0 ? 'logged in' : `main ended with ${status}`);
  setInterval(() => {}, 1000);
}

if (process.argv[2] === 'run') await run();
else {
  const runner = spawn(process.execPath, [fileURLToPath(import.meta.url), 'run']);
  const said = await new Promise((resolve) => runner.stdout.once('data', resolve));
  runner.kill('SIGKILL');
  if (String(said) !== 'logged in') throw new Error(String(said));
}
