// Makes one script of the sources and of the packages that they use.

import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs a program of a package, in the root of the repository.
 *
 * @param {string} name
 * @param {string} bin
 * @param {string[]} args
 */
export function run(name, bin, args) {
  const require = createRequire(import.meta.url);
  const program = join(dirname(require.resolve(`${name}/package.json`)), bin);
  execFileSync(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * Copies the packages that are bundled to where the bundler finds them first, marked as free of side
 * effects: then what is not used of them, such as the HTTP client of `getIDToken`, is left out.
 *
 * @param {string} scripts
 */
function stagePackages(scripts) {
  const staged = join(scripts, 'node_modules');
  for (const name of [
    '@actions/core',
    '@actions/exec',
    '@actions/http-client',
    '@actions/io',
    'smol-toml',
  ]) {
    const folder = join(staged, name);
    cpSync(join(root, 'node_modules', name), folder, { recursive: true });
    const path = join(folder, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...manifest, sideEffects: false }));
  }
}

/**
 * Puts `index.js` of a folder together with all that it needs; what is loaded on demand comes beside it.
 *
 * @param {string} scripts the folder; gets a folder `node_modules`
 * @param {string} to the folder of what comes of it
 * @param {string[]} options of ncc
 */
export function putTogether(scripts, to, options = []) {
  stagePackages(scripts);
  const args = ['build', join(scripts, 'index.js'), '-o', to, ...options];
  run('@vercel/ncc', 'dist/ncc/cli.js', args);
}
