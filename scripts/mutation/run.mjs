// Breaks the sources in small ways, one at a time, and tells what no test notices:
// `npm run mutation`, or `npm run mutation -- FILE…` for some of the files.
// Which sources and which tests: stryker.config.json. What may go unnoticed, and why: survivors.json.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ line: number, column: number }} Position counted from 1
 * @typedef {{ status: string, replacement: string, location: { start: Position, end: Position } }} Mutant
 * @typedef {{ files: Record<string, { source: string, mutants: Mutant[] }> }} Report
 *
 * `line` is what stands on the line that the mutant begins on: sources move.
 * @typedef {{ line: string, mutant: string }} Survivor
 * @typedef {{ line: string, mutants: string[], why: string, unless?: string }} Explained
 */

const folder = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(folder, '..', '..');

/** @param {string} file @returns {unknown} */
function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnSyncOptions} options */
function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${path.basename(command)} ended with ${status}`);
}

/** Stryker is three times as many packages as all else, so only those who mutate get it. */
function install() {
  const installed = path.join(folder, 'node_modules', '.package-lock.json');
  const locked = path.join(folder, 'package-lock.json');
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs > fs.statSync(locked).mtimeMs)
    return;
  run('npm', ['ci'], { cwd: folder, shell: process.platform === 'win32' });
}

/**
 * Lets Stryker run the tests on each mutant.
 * @param {readonly string[]} files
 * @returns {Report}
 */
function mutate(files) {
  const report = path.join(root, 'reports', 'mutation.json');
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'mutation-'));
  const stryker = path.join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const only = files.length > 0 ? ['--mutate', files.join()] : [];
  const env = {
    // The same tests for each mutant. Few runs: each test runs once for each mutant.
    SEED: '20261121',
    NUM_RUNS: '100',
    // Most of the time goes into reading the same modules.
    NODE_COMPILE_CACHE: cache,
    // Stryker starts the first `node` that it finds.
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
  };
  try {
    fs.rmSync(report, { force: true });
    run(process.execPath, [stryker, 'run', path.join(folder, 'stryker.config.json'), ...only], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    return /** @type {Report} */ (readJson(report));
  } finally {
    fs.rmSync(cache, { recursive: true, force: true });
  }
}

/** @param {string} text */
function inOneLine(text) {
  const [first = '', ...others] = text.trim().split(/\s*\n\s*/);
  return others.length === 0 ? first : `${first} …`;
}

/**
 * Names a mutant by what it changes, not by where that is: sources move.
 * @param {readonly string[]} lines
 * @param {Mutant} mutant
 * @returns {Survivor}
 */
function named(lines, { location: { start, end }, replacement }) {
  const text = lines.slice(start.line - 1, end.line);
  const line = (text[0] ?? '').trim();
  const last = text.length - 1;
  text[last] = (text[last] ?? '').slice(0, end.column - 1);
  text[0] = (text[0] ?? '').slice(start.column - 1);
  return { line, mutant: `${inOneLine(text.join('\n'))} → ${inOneLine(replacement)}` };
}

/**
 * Compares the survivors in a file with those that are explained. `unless` says who can kill one.
 * @param {readonly Survivor[]} survivors
 * @param {readonly Explained[]} explained
 */
function compare(survivors, explained) {
  const left = explained.flatMap(({ line, mutants, unless }) =>
    mutants.map((mutant) => ({ line, mutant, unless })),
  );
  const unexplained = survivors.filter(({ line, mutant }) => {
    const at = left.findIndex((one) => one.line === line && one.mutant === mutant);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return { unexplained, outlived: left.filter(({ unless }) => unless === undefined) };
}

/**
 * Prints what became of the mutants of a file.
 * @param {string} file
 * @param {Report['files'][string]} report
 * @param {readonly Explained[]} explained
 * @returns {number} how many of them are not as survivors.json has them
 */
function judge(file, { source, mutants }, explained) {
  const lines = source.split('\n');
  const survivors = mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map((mutant) => named(lines, mutant));
  const endless = mutants.filter(({ status }) => status === 'Timeout').length;
  const { unexplained, outlived } = compare(survivors, explained);
  console.log(`${file}: ${mutants.length} mutants, ${survivors.length} left, ${endless} endless`);
  for (const one of unexplained) console.log(`  survived: ${JSON.stringify(one)}`);
  for (const one of outlived) console.log(`  explained, but not left: ${JSON.stringify(one)}`);
  return unexplained.length + outlived.length;
}

install();
const asked = process.argv.slice(2);
const { files } = mutate(asked);
const explained = /** @type {Record<string, Explained[]>} */ (
  readJson(path.join(folder, 'survivors.json'))
);
const expected = asked.length > 0 ? asked : Object.keys(explained);
const missing = expected.filter((file) => !(file in files));
for (const file of missing) console.log(`${file}: there is nothing to mutate`);
let faults = missing.length;
for (const [file, report] of Object.entries(files)) {
  faults += judge(file, report, explained[file] ?? []);
}
if (faults > 0) {
  console.error('kill a survivor with a test, or explain it in scripts/mutation/survivors.json');
  process.exitCode = 1;
}
