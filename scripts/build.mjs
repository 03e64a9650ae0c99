// Builds dist/ from src/: TypeScript, then ncc (which cannot read what TypeScript 7 reads), then
// terser. dist/main.js is one CommonJS script that starts the main step; dist/post.js starts the
// post step in it. dist/on-demand.js is loaded when it is used.

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
 * Runs a program of a package, in the root of the repository.
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
 * Copies the packages to where ncc finds them first, and marks them as free of side effects. Then
 * it leaves out what is not used of them, such as the HTTP client of `getIDToken`.
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
 * Shortens local names only: functions and properties keep theirs, and a statement its line.
 *
 * @param {string} code
 */
async function shorten(code) {
  const { code: short = '' } = await minify(code, {
    // Only what is not used. To merge functions would make V8 compile what an ordinary login never calls.
    compress: { defaults: false, dead_code: true, unused: true },
    mangle: { keep_classnames: true, keep_fnames: true },
    // V8 stores ASCII with one byte for a character.
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
// Without a type, ncc writes CommonJS, which starts faster, and still reads ES modules.
writeFileSync(join(build, 'package.json'), '{}\n');
stagePackages();
// Two bundles instead of one with chunks: only without chunks does ncc merge all into one scope.
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
