// Shows the action at work, as a job would see it: log in, publish, log out, publish no more.
// Needs Node 20 or newer and the committed dist/, nothing installed; with cargo it shows more.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistry } from './registry.mjs';

/** @import { Registry } from './registry.mjs' */
/** @typedef {{ readonly code: number | null, readonly text: string }} Outcome */
/** @typedef {Readonly<Record<string, string>>} Environment */

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));

const CREDENTIALS_BEFORE = `# Tokens of this machine. Keep the comments, please.
[registries.another]
token = "of-another-registry"   # renewed every spring
`;

/** What cargo itself keeps in its home. */
const CARGO_OWN = /^(registry|git|\.global-cache|\.package-cache.*)$/;

const token = `demo-${randomBytes(24).toString('hex')}`;

/** A temporary machine: home, workspace, and the runner's folder. */
class Place {
  root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-login-demo-'));
  home = path.join(this.root, 'home');
  workspace = path.join(this.root, 'workspace');
  temp = path.join(this.root, '_temp');
  cargoHome = path.join(this.home, '.cargo');
  credentials = path.join(this.cargoHome, 'credentials.toml');
  state = path.join(this.temp, 'state');
  output = path.join(this.temp, 'output');

  /** @param {string} indexUrl */
  constructor(indexUrl) {
    this.write('_temp/state', '');
    this.write('_temp/output', '');
    this.write('home/.cargo/credentials.toml', CREDENTIALS_BEFORE);
    this.write('workspace/.cargo/config.toml', `[registries.my-registry]\nindex = "${indexUrl}"\n`);
    this.write('workspace/src/lib.rs', '');
    this.writeManifest('0.1.0');
  }

  /** @param {string} version */
  writeManifest(version) {
    const head = '[package]\nname = "demo-crate"\nedition = "2021"\nlicense = "MIT"\n';
    this.write('workspace/Cargo.toml', `${head}description = "demo"\nversion = "${version}"\n`);
  }

  /**
   * @param {string} relative
   * @param {string} text
   */
  write(relative, text) {
    const file = path.join(this.root, relative);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  /** Returns what the action could have changed: names, modes and bytes in Cargo's home. */
  look() {
    const names = fs.readdirSync(this.cargoHome).filter((name) => !CARGO_OWN.test(name));
    return names.sort().map((name) => {
      const file = path.join(this.cargoHome, name);
      return { name, mode: fs.statSync(file).mode, text: fs.readFileSync(file, 'latin1') };
    });
  }
}

/**
 * Runs a program in the workspace, with nothing of this environment that Cargo would read.
 * @param {Place} place
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Environment} [env]
 * @returns {Promise<Outcome>} its exit code, `null` when there is no such program
 */
function run(place, program, args, env = {}) {
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|PATHEXT|SYSTEMROOT|COMSPEC)$/i.test(name),
  );
  const own = {
    HOME: place.home,
    USERPROFILE: place.home,
    // rustup's cargo looks for its toolchains in the home folder.
    RUSTUP_HOME: process.env['RUSTUP_HOME'] || path.join(os.homedir(), '.rustup'),
    CARGO_TERM_COLOR: 'never',
  };
  const child = spawn(program, args, {
    cwd: place.workspace,
    env: { ...Object.fromEntries(inherited), ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, text: '' }));
    child.once('close', (code) => resolve({ code, text: Buffer.concat(chunks).toString() }));
  });
}

/**
 * Runs a phase of the action, as the runner does.
 * @param {Place} place
 * @param {'main' | 'post'} phase
 * @param {Environment} [env]
 */
async function runAction(place, phase, env = {}) {
  const { code, text } = await run(
    place,
    process.execPath,
    [path.join(REPOSITORY, 'dist', `${phase}.js`)],
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: place.workspace,
      GITHUB_STATE: place.state,
      GITHUB_OUTPUT: place.output,
      RUNNER_TEMP: place.temp,
      INPUT_TOKEN: token,
      INPUT_REGISTRY: 'my-registry',
      ...env,
    },
  );
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith('::add-mask::'));
  show(lines.filter((line) => line !== ''));
  assert.equal(code, 0, `dist/${phase}.js failed`);
}

/**
 * Returns what the runner makes of the state that main saved, for post: lines `NAME=VALUE`, and
 * `NAME<<END` with the value on the lines up to `END`.
 * @param {string} text
 */
function stateVariables(text) {
  const pairs =
    /^(?<name>[^=<\n]+)(?:=(?<value>.*)|<<(?<end>.+)\n(?<lines>[\s\S]*?)\n?^\k<end>)$/gm;
  return Object.fromEntries(
    [...text.replaceAll('\r\n', '\n').matchAll(pairs)].map(
      ({ groups: { name, value, lines } = {} }) => [`STATE_${name}`, value ?? lines ?? ''],
    ),
  );
}

/**
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
function publish(place) {
  const args = ['publish', '--registry', 'my-registry', '--no-verify', '--allow-dirty'];
  return run(place, 'cargo', args, { CARGO_TARGET_DIR: path.join(place.root, 'target') });
}

let step = 0;

/** Says what comes next. @param {string} text */
function say(text) {
  step += 1;
  console.log(`\n${step}. ${text}`);
}

/** Prints lines of others. A token in them would be an error of the action. @param {readonly string[]} lines */
function show(lines) {
  assert.ok(!lines.some((line) => line.includes(token)), 'a token was printed');
  for (const line of lines) console.log(`   | ${line}`);
}

/** Says that something is as it has to be, and ends the demo when it is not. */
function check(/** @type {boolean} */ holds, /** @type {string} */ text) {
  assert.ok(holds, `NOT SO: ${text}`);
  console.log(`   ✓ ${text}`);
}

/**
 * @param {Place} place
 * @param {Registry} registry
 * @param {boolean} hasCargo
 */
async function demonstrate(place, registry, hasCargo) {
  const before = place.look();
  say('dist/main.js logs in to `my-registry`, as a step of a job:');
  await runAction(place, 'main');
  const during = fs.readFileSync(place.credentials, 'utf8');
  show(during.replaceAll(token, '(the token)').trimEnd().split('\n'));
  check(during.includes(token), 'the token is where `cargo login` would put it');
  check(!fs.readFileSync(place.state, 'utf8').includes(token), 'the saved state holds no token');

  if (hasCargo) {
    say('`cargo publish` of demo-crate 0.1.0:');
    const { code, text } = await publish(place);
    show(telling(text));
    check(code === 0 && registry.crates.has('demo-crate@0.1.0'), 'the registry accepted it');
  }

  say('dist/post.js logs out, when the job ends:');
  await runAction(place, 'post', stateVariables(fs.readFileSync(place.state, 'utf8')));
  assert.deepEqual(place.look(), before, 'NOT SO: Cargo’s home is as before');
  check(true, 'credentials.toml is byte for byte as before, and nothing was left beside it');

  if (hasCargo) {
    say('`cargo publish` of demo-crate 0.2.0:');
    place.writeManifest('0.2.0');
    const { code, text } = await publish(place);
    show(telling(text));
    check(code !== 0 && !registry.crates.has('demo-crate@0.2.0'), 'it is refused now');
  }
}

/** Returns the lines of cargo that say how it went. @param {string} text */
function telling(text) {
  return text
    .split(/\r?\n/)
    .filter((line) => /^(error|\s+(Uploaded|Published))|\btoken\b|cargo login/.test(line));
}

async function main() {
  if (!fs.existsSync(path.join(REPOSITORY, 'dist', 'main.js'))) {
    throw new Error('dist/main.js is not there: `npm ci && npm run build` makes it');
  }
  const registry = await startRegistry({ token, authRequired: true, maxSeconds: 300 });
  const place = new Place(registry.indexUrl);
  try {
    const { code, text } = await run(place, 'cargo', ['--version']);
    console.log(`A registry that demands a token runs on ${registry.url}.`);
    if (code === 0) console.log(`The judge is ${text.trim()}.`);
    else console.log('\n*** NO CARGO HERE: publishing is left out, only the files are shown. ***');
    await demonstrate(place, registry, code === 0);
    console.log(
      `\nAll of it is so${code === 0 ? '' : ' (without cargo: publishing was not tried)'}.`,
    );
  } finally {
    await registry.close();
    fs.rmSync(place.root, { recursive: true, force: true });
  }
}

await main().catch((error) => {
  console.error(`\n${error.message.replaceAll(token, '(the token)')}`);
  process.exitCode = 1;
});
