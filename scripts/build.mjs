// Builds dist/ from src/ with TypeScript, then ncc, then terser. TypeScript runs first, because ncc
// does not support TypeScript 7. dist/main.js is one CommonJS script that starts the main step.
// dist/post.js loads it and starts the post step. dist/on-demand.js is loaded on first use.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const build = join(root, 'build');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Runs a program of a package in the root of the repository.
 *
 * @param {string} name
 * @param {string} bin
 * @param {string[]} args
 */
function run(name, bin, args) {
  const program = join(dirname(require.resolve(`${name}/package.json`)), bin);
  const stdio = /** @type {const} */ (['ignore', 'ignore', 'inherit']);
  execFileSync(process.execPath, [program, ...args], { cwd: root, stdio: [...stdio] });
}

/**
 * Copies the packages to the folder that ncc searches first, and marks them as free of side
 * effects. ncc then drops unused parts, such as the HTTP client of `getIDToken`.
 */
function stagePackages() {
  for (const name of [
    '@actions/core',
    '@actions/exec',
    '@actions/http-client',
    '@actions/io',
    'smol-toml',
  ]) {
    const folder = join(build, 'node_modules', name);
    cpSync(join(root, 'node_modules', name), folder, { recursive: true });
    const manifest = readJson(join(folder, 'package.json'));
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ ...manifest, sideEffects: false }),
    );
  }
}

/**
 * Shortens local names. Functions and properties keep their names, and statements their lines.
 *
 * @param {string} code
 */
async function shorten(code) {
  const { code: short = '' } = await minify(code, {
    // Only remove unused code. Merged functions would make V8 compile code that is never called.
    compress: { defaults: false, dead_code: true, unused: true },
    mangle: { keep_classnames: true, keep_fnames: true },
    // V8 stores ASCII text with one byte per character.
    format: { ascii_only: true, beautify: true, comments: false, indent_level: 0 },
  });
  return `${short}\n`;
}

/**
 * Returns the licences of the packages in the bundles.
 *
 * @param {string} code
 */
function licences(code) {
  const found = code.matchAll(/build\/node_modules\/((?:@[\w-]+\/)?[\w-]+)\//g);
  const names = [...new Set([...found].map(([, name = '']) => name))].sort();
  return names
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${name} has no licence`);
      const { license } = readJson(join(folder, 'package.json'));
      return `${name}\n${license}\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join('\n');
}

rmSync(build, { recursive: true, force: true });
run('typescript', 'bin/tsc', ['-p', 'tsconfig.build.json']);
// Without `type`, ncc writes CommonJS, which starts faster. It still reads ES modules.
writeFileSync(join(build, 'package.json'), '{}\n');
stagePackages();
// Two bundles, because ncc would not merge all modules into one scope in a bundle with chunks.
const texts = ['main', 'on-demand'].map((name) => {
  const external = ['-e', './on-demand.js'];
  const args = ['build', join(build, `${name}.js`), '-o', join(build, name), ...external];
  run('@vercel/ncc', 'dist/ncc/cli.js', args);
  return readFileSync(join(build, name, 'index.js'), 'utf8');
});
const [main = '', onDemand = ''] = texts;
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const start = 'if (require.main === module) module.exports.main();';
writeFileSync(join(dist, 'main.js'), await shorten(`${main}\n${start}`));
writeFileSync(join(dist, 'on-demand.js'), await shorten(onDemand));
writeFileSync(join(dist, 'post.js'), "require('./main.js').post();\n");
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(dist, 'LICENSES.txt'), licences(texts.join('\n')));
