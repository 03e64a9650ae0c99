// Runs ordinary logins, each with its logout, with the packaged action, and tells which functions of
// the bundle they call.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionsOf } from './eager.mjs';

/** @typedef {Readonly<Record<string, string>>} Texts */
/** @typedef {{ readonly start: number, readonly end: number }} Range */

/**
 * What is on the machine (texts by paths from the home folder), and what the step is given.
 * @type {readonly { readonly files: Texts, readonly inputs: Texts }[]}
 */
const SCENES = [
  { files: {}, inputs: {} },
  {
    files: {
      'work/.cargo/config.toml':
        '[registries.mine]\nindex = "sparse+https://registry.example/index/"\n',
      '.cargo/credentials.toml': '# kept\n[registries.another]\ntoken = "another"\n',
    },
    inputs: { INPUT_REGISTRY: 'mine' },
  },
];

/** @param {string} home @param {Texts} files */
function furnish(home, files) {
  for (const folder of ['work', 'temp']) mkdirSync(join(home, folder));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}

/**
 * Runs main and post, and returns the folder with the coverage of both, in V8's form.
 * @param {string} dist folder of the packaged action
 * @param {string} home an empty folder
 * @param {Texts} inputs
 */
function login(dist, home, inputs) {
  const coverage = join(home, 'coverage');
  const state = join(home, 'temp', 'state');
  const env = {
    HOME: home,
    USERPROFILE: home,
    GITHUB_WORKSPACE: join(home, 'work'),
    GITHUB_OUTPUT: join(home, 'temp', 'output'),
    GITHUB_STATE: state,
    RUNNER_TEMP: join(home, 'temp'),
    NODE_V8_COVERAGE: coverage,
    INPUT_TOKEN: 'a-token',
    ...inputs,
  };
  execFileSync(process.execPath, [join(dist, 'main.js')], { env });
  const [, name, value] = /^(\w+)=(.*)$/m.exec(readFileSync(state, 'utf8')) ?? [];
  const saved = { [`STATE_${name}`]: value };
  execFileSync(process.execPath, [join(dist, 'post.js')], { env: { ...env, ...saved } });
  return coverage;
}

/**
 * Returns which functions of a script were called.
 * @param {string} coverage folder of V8's coverage
 * @param {string} script
 * @returns {Range[]}
 */
function calledIn(coverage, script) {
  const { href } = pathToFileURL(script);
  const texts = readdirSync(coverage).map((name) => readFileSync(join(coverage, name), 'utf8'));
  const scripts = texts.flatMap((text) => JSON.parse(text).result);
  return scripts
    .filter(({ url }) => url === href)
    .flatMap(({ functions }) => functions.map((/** @type {any} */ { ranges }) => ranges[0]))
    .filter(({ count }) => count > 0)
    .map(({ startOffset, endOffset }) => ({ start: startOffset, end: endOffset }));
}

/**
 * Returns the functions of a script of the action that ordinary logins and their logouts call.
 *
 * @param {string} dist folder of the packaged action
 * @param {string} script path of the script
 * @returns {Range[]}
 */
export function calledByOrdinaryLogins(dist, script) {
  return SCENES.flatMap(({ files, inputs }) => {
    const home = mkdtempSync(join(tmpdir(), 'cargo-login-'));
    try {
      furnish(home, files);
      return calledIn(login(dist, home, inputs), script);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
}

/**
 * Returns the keys (`functionsOf`) of those functions of the bundle, sorted.
 *
 * @param {string} dist folder of the packaged action
 * @returns {string[]}
 */
export function learn(dist) {
  const script = join(dist, 'index.js');
  const functions = functionsOf(readFileSync(script, 'utf8'));
  const keys = new Map(functions.map(({ node, key }) => [keyOf(node), key]));
  const called = calledByOrdinaryLogins(dist, script);
  return [...new Set(called.flatMap((range) => keys.get(keyOf(range)) ?? []))].sort();
}

/** @param {Range} range */
function keyOf({ start, end }) {
  return `${start}-${end}`;
}
