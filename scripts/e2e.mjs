// Runs the Linux jobs of the end-to-end workflow under act (https://github.com/nektos/act) on this
// host: all jobs at once, without Docker, and without a network. Then it checks the log and the
// remaining files.
//
//   node scripts/e2e.mjs --act PROGRAM

import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { faultsOfRun } from './e2e-log.mjs';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const WORKFLOW = '.github/workflows/e2e.yml';
const LONGEST_MS = 5 * 60_000;

/** The credentials file of the machine's owner. The jobs share it. */
const CREDENTIALS = `# Of the machine's owner. Keep the comments, please.
[registries]
second-a = { token = "of-the-owner" }   # a job logs in to this one
`;
const MODE = 0o640;

/** Files that cargo itself keeps in its home. */
const CARGO_OWN = /^(registry|git|\.global-cache|\.package-cache.*)$/;

/** @param {string} root */
function scratchIn(root) {
  const scratch = {
    root,
    repository: path.join(root, 'repository'),
    cargoHome: path.join(root, 'home', '.cargo'),
    credentials: path.join(root, 'home', '.cargo', 'credentials.toml'),
    /** The jobs write the tokens that they create to this file, one per line. */
    tokens: path.join(root, 'tokens'),
    secrets: path.join(root, 'secrets'),
    event: path.join(root, 'event.json'),
  };
  const token = `e2e-${randomBytes(24).toString('hex')}`;
  fs.mkdirSync(scratch.cargoHome, { recursive: true });
  fs.writeFileSync(scratch.credentials, CREDENTIALS);
  fs.chmodSync(scratch.credentials, MODE);
  fs.writeFileSync(scratch.tokens, `${token}\n`);
  fs.writeFileSync(scratch.secrets, `E2E_TOKEN=${token}\n`);
  fs.writeFileSync(scratch.event, JSON.stringify({ act: true }));
  return scratch;
}

/**
 * Copies the work tree to a new repository, and commits all of it.
 * @param {string} to
 */
function copyRepository(to) {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', list, { cwd: REPOSITORY }).toString().split('\0');
  for (const file of files.filter((name) => name && fs.existsSync(path.join(REPOSITORY, name)))) {
    fs.cpSync(path.join(REPOSITORY, file), path.join(to, file));
  }
  const author = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost'];
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', [...author, ...args], { cwd: to });
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', 'https://github.com/OWNER/cargo-login-action');
  git('add', '--all');
  git('commit', '--quiet', '--no-gpg-sign', '--message=The work tree');
}

/**
 * @param {string} act
 * @param {ReturnType<typeof scratchIn>} scratch
 */
function runAct(act, scratch) {
  const host = ['-P', 'ubuntu-latest=-self-hosted', '--matrix', 'os:ubuntu-latest', '--rm'];
  const offline = ['--pull=false', '--action-offline-mode', '--no-cache-server'];
  const nothing = ['--env-file', '--var-file', '--input-file'].flatMap((flag) => [
    flag,
    os.devNull,
  ]);
  const files = ['-W', WORKFLOW, '-e', scratch.event, '--secret-file', scratch.secrets];
  const more = ['--container-daemon-socket', '-', '--concurrent-jobs', '16'];
  const args = ['workflow_dispatch', ...files, ...host, ...offline, ...nothing, ...more];
  const { status, stdout, stderr } = spawnSync(act, args, {
    cwd: scratch.repository,
    env: {
      // act starts the `node` that is first on PATH.
      PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
      HOME: path.dirname(scratch.cargoHome),
      XDG_CACHE_HOME: path.join(scratch.root, 'cache'),
      RUSTUP_HOME: process.env['RUSTUP_HOME'] || path.join(os.homedir(), '.rustup'),
      E2E_SECRETS: scratch.tokens,
    },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: LONGEST_MS,
  });
  return { status, log: `${stdout}\n${stderr}` };
}

/**
 * @param {ReturnType<typeof scratchIn>} scratch
 * @param {readonly string[]} tokens
 */
function faultsOfMachine({ root, cargoHome, credentials, ...known }, tokens) {
  const names = fs.readdirSync(cargoHome).filter((name) => !CARGO_OWN.test(name));
  const isSame = fs.readFileSync(credentials, 'latin1') === CREDENTIALS;
  const isMode = (fs.statSync(credentials).mode & 0o7777) === MODE;
  const holders = fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file !== known.tokens && file !== known.secrets)
    .filter((file) => {
      const text = fs.readFileSync(file, 'latin1');
      return tokens.some((token) => text.includes(token));
    });
  return [
    ...(names.join() === 'credentials.toml' ? [] : [`Cargo's home has ${names.join(', ')}`]),
    ...(isSame && isMode ? [] : ['credentials.toml is not as before']),
    ...holders.map((file) => `a token is left in ${file}`),
  ];
}

/** Returns the minimum number of jobs that act must run. A matrix can add more. */
function fewestJobs() {
  const { jobs } = parse(fs.readFileSync(path.join(REPOSITORY, WORKFLOW), 'utf8'));
  return Object.values(jobs).filter((job) => !job.if?.includes('github.event.act')).length;
}

const { act } = parseArgs({ options: { act: { type: 'string' } } }).values;
if (act === undefined) throw new Error('usage: node scripts/e2e.mjs --act PROGRAM');
const scratch = scratchIn(
  fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-login-e2e-')),
);
try {
  copyRepository(scratch.repository);
  const { status, log } = runAct(path.resolve(act), scratch);
  const tokens = fs.readFileSync(scratch.tokens, 'utf8').split('\n').filter(Boolean);
  const faults = [
    ...(status === 0 ? [] : [`act ended with ${status}`]),
    ...faultsOfRun(log, tokens, fewestJobs()),
    ...faultsOfMachine(scratch, tokens),
  ];
  if (faults.length > 0) {
    console.error(tokens.reduce((text, token) => text.replaceAll(token, '(A TOKEN)'), log));
    console.error(faults.join('\n'));
    process.exitCode = 1;
  } else {
    console.log(
      `All jobs passed; none of their ${tokens.length} tokens is in the log or left behind.`,
    );
  }
} finally {
  fs.rmSync(scratch.root, { recursive: true, force: true });
}
