// Starts the registry, and remembers how Cargo's home looks.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportVariable, input, mask, run, saveState, setOutput, variable } from '../runner.mjs';
import { cargoHome, look } from './cargo-home.mjs';

const REGISTRY = fileURLToPath(new URL('../../../scripts/registry.mjs', import.meta.url));

await run(() => {
  const token = input('token') || `e2e-${randomBytes(24).toString('hex')}`;
  const accepted = authorization(token);
  mask(token);
  mask(accepted);
  mask(accepted.replace(/^Basic /, ''));
  const folder = mkdtempSync(join(variable('RUNNER_TEMP'), 'registry-'));
  const { home, isShared } = chooseHome();
  const { pid, indexUrl } = start(join(folder, 'info.json'), accepted);
  const before = { pid, token, home, isShared, files: isShared ? {} : look(home) };
  writeFileSync(join(folder, 'before.json'), JSON.stringify(before));
  saveState('before', join(folder, 'before.json'));
  setOutput('token', token);
  setOutput('index', indexUrl);
  const name = input('name');
  if (name !== '') define(name, indexUrl);
});

/**
 * Returns what a request has to bring for this token, without any help of the action under test.
 * @param {string} token
 */
function authorization(token) {
  const username = input('username');
  if (username !== '') return `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`;
  return `${input('scheme')} ${token}`.trim();
}

/**
 * On GitHub each job has a machine to itself. Under act they all share one: there a job gets a
 * Cargo home of its own, unless it is there to try just that.
 */
function chooseHome() {
  const isAlone = process.env['ACT'] !== 'true';
  const isShared = !isAlone && input('shared') === 'true';
  if (isAlone || isShared) return { home: cargoHome(), isShared };
  const home = join(variable('RUNNER_TEMP'), 'cargo-home');
  exportVariable('CARGO_HOME', home);
  return { home, isShared };
}

/**
 * @param {string} infoFile
 * @param {string} accepted
 * @returns {{ pid: number, indexUrl: string }}
 */
function start(infoFile, accepted) {
  const guard = input('auth-required') === 'true' ? ['--auth-required'] : [];
  const bounds = ['--idle-seconds', '300', '--max-seconds', '900'];
  const args = ['--background', '--info-file', infoFile, '--token-env', 'ACCEPTED', ...bounds];
  const { status } = spawnSync(process.execPath, [REGISTRY, ...args, ...guard], {
    env: { ...process.env, ACCEPTED: accepted },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the registry did not start');
  return JSON.parse(readFileSync(infoFile, 'utf8'));
}

/**
 * @param {string} name
 * @param {string} indexUrl
 */
function define(name, indexUrl) {
  const folder = join(variable('GITHUB_WORKSPACE'), '.cargo');
  mkdirSync(folder, { recursive: true });
  appendFileSync(
    join(folder, 'config.toml'),
    `[registries.${name}]\nindex = ${JSON.stringify(indexUrl)}\n`,
  );
}
