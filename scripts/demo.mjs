// Demonstrates the action: log in, publish, log out, and fail to publish. Needs Node 20 or newer
// and the committed dist/, but no installed packages. Without cargo, it shows only the files.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistry } from './registry.mjs';

/** @typedef {Readonly<Record<string, string>>} Environment */

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const CREDENTIALS = `# Tokens of this machine. Keep the comments, please.
[registries.another]
token = "of-another-registry"   # renewed every spring
`;
/** Files that cargo itself keeps in its home. */
const CARGO_OWN = /^(registry|git|\.global-cache|\.package-cache.*)$/;

const token = `demo-${randomBytes(24).toString('hex')}`;
const registry = await startRegistry({ token, authRequired: true, maxSeconds: 300 });
const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-login-demo-'));
const home = path.join(root, 'home');
const cargoHome = path.join(home, '.cargo');
const workspace = path.join(root, 'workspace');
const temp = path.join(root, '_temp');
const state = path.join(temp, 'state');

/** @param {string} relative @param {string} text */
function write(relative, text) {
  fs.mkdirSync(path.dirname(path.join(root, relative)), { recursive: true });
  fs.writeFileSync(path.join(root, relative), text);
}

/** @param {string} version */
function writeCrate(version) {
  const head = '[package]\nname = "demo-crate"\nedition = "2021"\nlicense = "MIT"\n';
  write('workspace/Cargo.toml', `${head}description = "demo"\nversion = "${version}"\n`);
  write('workspace/src/lib.rs', '');
}

/** Returns the names, modes and contents of the files that the action could have changed. */
function look() {
  const names = fs.readdirSync(cargoHome).filter((name) => !CARGO_OWN.test(name));
  return names.sort().map((name) => {
    const file = path.join(cargoHome, name);
    return { name, mode: fs.statSync(file).mode, text: fs.readFileSync(file, 'latin1') };
  });
}

/**
 * Runs a program in the workspace, without the variables of this environment that Cargo would read.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Environment} [env]
 * @returns {Promise<{ code: number | null, text: string }>} `code`: `null` if it does not exist
 */
function run(program, args, env = {}) {
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|PATHEXT|SYSTEMROOT|COMSPEC)$/i.test(name),
  );
  const child = spawn(program, args, {
    cwd: workspace,
    env: {
      ...Object.fromEntries(inherited),
      HOME: home,
      USERPROFILE: home,
      RUSTUP_HOME: process.env['RUSTUP_HOME'] || path.join(os.homedir(), '.rustup'),
      CARGO_TERM_COLOR: 'never',
      CARGO_TARGET_DIR: path.join(root, 'target'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, text: '' }));
    child.once('close', (code) => resolve({ code, text }));
  });
}

/**
 * Runs a phase of the action as the runner does.
 * @param {'main' | 'post'} phase
 * @param {Environment} [env]
 */
async function runAction(phase, env = {}) {
  const { code, text } = await run(process.execPath, [path.join(DIST, `${phase}.js`)], {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_STATE: state,
    GITHUB_OUTPUT: path.join(temp, 'output'),
    RUNNER_TEMP: temp,
    INPUT_TOKEN: token,
    INPUT_REGISTRY: 'my-registry',
    ...env,
  });
  show(text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('::add-mask::')));
  assert.equal(code, 0, `dist/${phase}.js failed`);
}

/** Returns the state that the main step saved, as the runner passes it to the post step. */
function savedState() {
  const text = fs.readFileSync(state, 'utf8').replaceAll('\r\n', '\n');
  const pairs = text.matchAll(/^([^=<\n]+)(?:=(.*)|<<(.+)\n([\s\S]*?)\n?^\3)$/gm);
  return Object.fromEntries(
    [...pairs].map(([, name, value, , lines]) => [`STATE_${name}`, value ?? lines ?? '']),
  );
}

/** Publishes a version. Returns whether the registry has it now. @param {string} version */
async function publish(version) {
  writeCrate(version);
  const args = ['publish', '--registry', 'my-registry', '--no-verify', '--allow-dirty'];
  const { code, text } = await run('cargo', args);
  const telling = /^(error|\s+(Uploaded|Published))|\btoken\b|cargo login/;
  show(text.split(/\r?\n/).filter((line) => telling.test(line)));
  return code === 0 && registry.crates.has(`demo-crate@${version}`);
}

/** Prints the output lines of a program. @param {readonly string[]} lines */
function show(lines) {
  assert.ok(!lines.some((line) => line.includes(token)), 'a token was printed');
  for (const line of lines) console.log(`   | ${line}`);
}

/** @param {boolean} holds @param {string} text */
function check(holds, text) {
  assert.ok(holds, `FAILED: ${text}`);
  console.log(`   ✓ ${text}`);
}

/** @param {boolean} hasCargo */
async function demonstrate(hasCargo) {
  const before = look();
  console.log('\n1. The main step logs in to `my-registry`:');
  await runAction('main');
  const during = fs.readFileSync(path.join(cargoHome, 'credentials.toml'), 'utf8');
  show(during.replaceAll(token, '(the token)').trimEnd().split('\n'));
  check(during.includes(token), 'the token is where `cargo login` puts it');
  check(!fs.readFileSync(state, 'utf8').includes(token), 'the saved state holds no token');
  if (hasCargo) {
    console.log('\n2. `cargo publish` of demo-crate 0.1.0:');
    check(await publish('0.1.0'), 'the registry accepted it');
  }
  console.log('\n3. The post step logs out at the end of the job:');
  await runAction('post', savedState());
  assert.deepEqual(look(), before, 'FAILED: Cargo’s home is as before');
  check(true, 'credentials.toml is byte for byte as before, and nothing is left beside it');
  if (hasCargo) {
    console.log('\n4. `cargo publish` of demo-crate 0.2.0:');
    check(!(await publish('0.2.0')), 'it is refused');
  }
}

try {
  write('_temp/state', '');
  write('_temp/output', '');
  write('home/.cargo/credentials.toml', CREDENTIALS);
  const index = JSON.stringify(registry.indexUrl);
  write('workspace/.cargo/config.toml', `[registries.my-registry]\nindex = ${index}\n`);
  const { code, text } = await run('cargo', ['--version']);
  console.log(`A registry that demands a token runs on ${registry.url}.`);
  console.log(
    code === 0 ? `The judge is ${text.trim()}.` : '*** NO CARGO: publishing is left out. ***',
  );
  await demonstrate(code === 0);
  console.log(`\nAll checks passed${code === 0 ? '' : ' (publishing was not tried)'}.`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`\n${message.replaceAll(token, '(the token)')}`);
  process.exitCode = 1;
} finally {
  await registry.close();
  fs.rmSync(root, { recursive: true, force: true });
}
