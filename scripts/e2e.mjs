// Runs the Linux jobs of the end-to-end workflow under act, a runner for one's own machine: on this
// host, without Docker and without any server, all jobs at once. CONTRIBUTING.md tells what is
// different there. Then it looks at the log, and at what is left.
//
//   node scripts/e2e.mjs --act PROGRAM

import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { faultsOfRun, jobsUnderAct, readLog } from './e2e-log.mjs';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const WORKFLOW = '.github/workflows/e2e.yml';
const LONGEST_MS = 5 * 60_000;
const GRACE_MS = 20_000;

/** What the machine's owner has in Cargo's home, which jobs share. */
const CREDENTIALS = `# Of the machine's owner. Keep the comments, please.
[registries]
second-a = { token = "of-the-owner" }   # a job logs in to this one
`;
const CREDENTIALS_MODE = 0o640;

/** What cargo keeps in its home for itself. */
const CARGO_OWN = /^(registry|git|\.global-cache|\.package-cache.*)$/;

/** A machine for the jobs, and the folder in which act works. */
class Scratch {
  root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-login-e2e-'));
  repository = path.join(this.root, 'repository');
  home = path.join(this.root, 'home');
  cargoHome = path.join(this.home, '.cargo');
  credentials = path.join(this.cargoHome, 'credentials.toml');
  /** Where the jobs write down the tokens that they make, one a line. */
  tokens = path.join(this.root, 'tokens');
  secrets = path.join(this.root, 'secrets');
  event = path.join(this.root, 'event.json');

  constructor() {
    fs.mkdirSync(this.cargoHome, { recursive: true });
    fs.writeFileSync(this.credentials, CREDENTIALS);
    fs.chmodSync(this.credentials, CREDENTIALS_MODE);
    const token = `e2e-${randomBytes(24).toString('hex')}`;
    fs.writeFileSync(this.tokens, `${token}\n`);
    fs.writeFileSync(this.secrets, `E2E_TOKEN=${token}\n`);
    fs.writeFileSync(this.event, JSON.stringify({ act: true }));
  }
}

/**
 * Copies the work tree as it is to a repository of its own: nobody changes it while the jobs run,
 * and cargo finds nothing uncommitted in it.
 * @param {string} to
 */
function copyRepository(to) {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', list, { cwd: REPOSITORY }).toString().split('\0');
  for (const file of files.filter((name) => fs.existsSync(path.join(REPOSITORY, name || '?')))) {
    fs.cpSync(path.join(REPOSITORY, file), path.join(to, file));
  }
  const author = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost'];
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', [...author, ...args], { cwd: to, stdio: ['ignore', 'ignore', 'inherit'] });
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', 'https://github.com/OWNER/cargo-login-action');
  git('add', '--all');
  git('commit', '--quiet', '--no-gpg-sign', '--message=The work tree');
}

/**
 * Runs act, and returns what it printed.
 * @param {string} act
 * @param {Scratch} scratch
 * @returns {Promise<{ code: number | null, log: string }>}
 */
function runAct(act, scratch) {
  const host = ['-P', 'ubuntu-latest=-self-hosted', '--matrix', 'os:ubuntu-latest'];
  const offline = ['--pull=false', '--action-offline-mode', '--no-cache-server'];
  const nothing = ['--env-file', '--var-file', '--input-file'].flatMap((flag) => [
    flag,
    os.devNull,
  ]);
  const files = ['-W', WORKFLOW, '-e', scratch.event, '--secret-file', scratch.secrets];
  const more = ['--container-daemon-socket', '-', '--concurrent-jobs', '16', '--rm'];
  const args = ['workflow_dispatch', ...files, ...host, ...offline, ...nothing, ...more];
  const child = spawn(act, args, {
    cwd: scratch.repository,
    env: {
      PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
      HOME: scratch.home,
      XDG_CACHE_HOME: path.join(scratch.root, 'cache'),
      RUSTUP_HOME: process.env['RUSTUP_HOME'] || path.join(os.homedir(), '.rustup'),
      E2E_SECRETS: scratch.tokens,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  // It ends the steps that run, and has their posts run, before it ends.
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  const limit = setTimeout(end, LONGEST_MS);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, log: Buffer.concat(chunks).toString() });
    });
  });
}

/**
 * Says what is wrong with the machine after the jobs.
 * @param {Scratch} scratch
 * @param {readonly string[]} tokens
 */
function faultsOfMachine(scratch, tokens) {
  const names = fs.readdirSync(scratch.cargoHome).filter((name) => !CARGO_OWN.test(name));
  const faults =
    names.join() === 'credentials.toml' ? [] : [`Cargo's home has ${names.join(', ')}`];
  if (fs.readFileSync(scratch.credentials, 'latin1') !== CREDENTIALS) {
    faults.push('credentials.toml is not byte for byte as before');
  }
  if ((fs.statSync(scratch.credentials).mode & 0o7777) !== CREDENTIALS_MODE) {
    faults.push('credentials.toml has another mode than before');
  }
  const entries = fs.readdirSync(scratch.root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((found) => found.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    if (file === scratch.tokens || file === scratch.secrets) continue;
    const text = fs.readFileSync(file, 'latin1');
    if (tokens.some((token) => text.includes(token))) faults.push(`a token is left in ${file}`);
  }
  return faults;
}

/**
 * Runs the jobs and judges them.
 * @param {string} act
 * @param {Scratch} scratch
 * @returns {Promise<string>} what to say of a run without fault
 */
async function run(act, scratch) {
  copyRepository(scratch.repository);
  const workflow = fs.readFileSync(path.join(scratch.repository, WORKFLOW), 'utf8');
  const jobs = jobsUnderAct(parse(workflow));
  const begun = performance.now();
  const { code, log } = await runAct(path.resolve(act), scratch);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const tokens = fs.readFileSync(scratch.tokens, 'utf8').split('\n').filter(Boolean);
  const read = readLog(log);
  try {
    const faults = code === 0 ? [] : [`act ended with ${code}`];
    faults.push(...faultsOfRun(jobs, read, log, tokens), ...faultsOfMachine(scratch, tokens));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  } catch (error) {
    console.error(tokens.reduce((text, token) => text.replaceAll(token, '(A TOKEN)'), log));
    throw error;
  }
  const steps = read.steps.filter(({ stage }) => stage === 'Main').length;
  return `${jobs.length} jobs, ${steps} steps, ${tokens.length} tokens of which none shows; ${seconds} s`;
}

async function main() {
  const { act } = parseArgs({ options: { act: { type: 'string' } } }).values;
  if (act === undefined) throw new Error('usage: node scripts/e2e.mjs --act PROGRAM');
  const scratch = new Scratch();
  try {
    console.log(await run(act, scratch));
  } finally {
    fs.rmSync(scratch.root, { recursive: true, force: true });
  }
}

await main().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
