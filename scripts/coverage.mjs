// How much of src/ the tests reach: lines, branches, functions. Fails when something is reached by no
// test and argued nowhere; what is argued stands in argued-coverage.json, with the reason.
//
//   npm run coverage                 runs all tests
//   npm run coverage -- FILES        runs these
//   npm run coverage -- --add FILES  runs these, and adds what they reach to what was reached before
//   npm run coverage -- --report     runs none, and reports once more
//
// All that is counted is in coverage/; `--in FOLDER` names another one in the repository.
//
// The action is a bundle here too, but one in which the sources are as they are written, with blanks
// in place of types: so what V8 counts in it, and in the sources that tests import, has its place there.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { align } from './alignment.mjs';
import { complaints } from './argued-coverage.mjs';
import { putTogether } from './bundle.mjs';
import { addUp, placesOf } from './reached.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    add: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    in: { type: 'string', default: 'coverage' },
  },
});
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, values.in);
const scripts = join(folder, 'scripts');
const action = join(folder, 'action');
const dist = join(action, 'dist');
const counted = join(folder, 'counted');
const ENTRIES = ['main.js', 'post.js'];

/** @typedef {import('./reached.mjs').Place} Place */
/** @typedef {import('./reached.mjs').Source} Source */

/** Returns the sources; in `code` there are blanks where `text` has types. @returns {Source[]} */
function readSources() {
  const names = globSync('src/**/*.ts', { cwd: root }).sort();
  return names.map((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    return { name, text, code: stripTypeScriptTypes(text) };
  });
}

/** The script that is made of a source: as long as it, line by line. @param {Source} source */
function scriptOf({ name, code }) {
  return {
    path: join(scripts, relative('src', name)).replace(/\.ts$/, '.js'),
    script: code.replace(/((?:\bfrom|\bimport\() *'\.[^']*)\.ts'/g, "$1.js'"),
  };
}

/** @param {readonly Source[]} sources */
function buildAction(sources) {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, script } of sources.map(scriptOf)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script);
  }
  putTogether(scripts, dist, ['--source-map', '--no-source-map-register']);
  for (const entry of ENTRIES) cpSync(join(scripts, entry), join(dist, entry));
  cpSync(join(root, 'action.yml'), join(action, 'action.yml'));
  mkdirSync(counted);
  // Some tests run the action as another user.
  chmodSync(counted, 0o777);
}

/** @param {readonly Source[]} sources */
function checkUnchanged(sources) {
  for (const source of sources) {
    const { path, script } = scriptOf(source);
    const [then] = globSync(path).map((each) => readFileSync(each, 'utf8'));
    if (then !== script) throw new Error(`${source.name} has changed since: run all tests`);
  }
}

/** Runs tests, and returns the exit code. @param {readonly string[]} files */
function runTests(files) {
  const env = {
    // What is reached is to be the same twice.
    SEED: '20261121',
    ...process.env,
    NODE_V8_COVERAGE: counted,
    ACTION_UNDER_TEST: action,
  };
  const args = ['--test', ...(files.length > 0 ? files : ['__tests__/**/*.test.ts'])];
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status;
}

/** Returns the parts of the bundle, with what stands where in them. */
function readBundle() {
  return globSync('*.index.js', { cwd: dist })
    .concat('index.js')
    .map((name) => {
      const text = readFileSync(join(dist, name), 'utf8');
      const payload = JSON.parse(readFileSync(join(dist, `${name}.map`), 'utf8'));
      return { url: urlOf(dist, name), length: text.length, pieces: align(text, payload) };
    });
}

/** @param {string} base @param {string} name */
function urlOf(base, name) {
  return pathToFileURL(join(base, name)).href;
}

/** Returns how often each character of each source was run. @param {readonly Source[]} sources */
function countsOf(sources) {
  const bundle = readBundle();
  const own = sources.flatMap(({ name, code }) => {
    const entry = ENTRIES.find((each) => name === `src/${each.replace('.js', '.ts')}`);
    const urls = [urlOf(root, name), ...(entry === undefined ? [] : [urlOf(dist, entry)])];
    return urls.map((url) => ({ name, url, length: code.length }));
  });
  const sums = addUp(counted, new Map([...own, ...bundle].map(({ url, length }) => [url, length])));
  const counts = new Map(sources.map(({ name, code }) => [name, new Uint32Array(code.length)]));
  /** @param {string} name @param {number} at @param {number | undefined} count */
  const add = (name, at, count = 0) => {
    const all = counts.get(name);
    if (all !== undefined) all[at] = (all[at] ?? 0) + count;
  };
  for (const { name, url, length } of own) {
    for (let at = 0; at < length; at++) add(name, at, sums.get(url)?.[at]);
  }
  for (const { url, pieces } of bundle) {
    for (const { source, start, end, from } of pieces) {
      // Such as `.././coverage/scripts/cargo/config.js`; the packages are in there too, and no sources.
      const [, path = ''] = source.split(`/${values.in}/scripts/`);
      const name = `src/${path.replace(/\.js$/, '.ts')}`;
      for (let at = start; at < end; at++) add(name, at, sums.get(url)?.[from]);
    }
  }
  return counts;
}

/** @typedef {'statement' | 'branch' | 'function'} Kind */

/** Returns how many of a kind are reached, such as `12/13`. @param {readonly Place[]} places @param {Kind} kind */
function share(places, kind) {
  // Of several statements on a line one is enough.
  const key = (/** @type {Place} */ place) =>
    kind === 'statement' ? `${place.name}:${place.start.line}` : place;
  const all = places.filter((place) => place.kind === kind);
  const reached = new Set(all.filter(({ count }) => count > 0).map(key)).size;
  return `${reached}/${new Set(all.map(key)).size}`;
}

/** @param {readonly string[]} cells */
function row([name = '', ...others]) {
  return name.padEnd(40) + others.map((each) => each.padStart(12)).join('');
}

/** @param {string} name @param {readonly Place[]} places */
function rowOf(name, places) {
  return row([
    name,
    share(places, 'statement'),
    share(places, 'branch'),
    share(places, 'function'),
  ]);
}

const sources = readSources();
if (values.add || values.report) checkUnchanged(sources);
else buildAction(sources);
const status = values.report ? 0 : runTests(positionals);

const counts = countsOf(sources);
const places = [];
console.log(row(['', 'lines', 'branches', 'functions']));
for (const source of sources) {
  const found = await placesOf(source, counts.get(source.name) ?? new Uint32Array());
  console.log(rowOf(source.name, found));
  places.push(...found);
}
console.log(rowOf('all', places));
const wrong = complaints(places);
for (const each of wrong) console.log(each);
process.exitCode = status === 0 && wrong.length === 0 ? 0 : 1;
