// Builds dist/ from src/: tsc (ncc cannot read what TypeScript 7 reads), then ncc, then steps that
// make the bundle start quickly; CONTRIBUTING.md tells why. With --learn it also writes down anew
// which functions ordinary logins call.

import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { putTogether, run } from './bundle.mjs';
import { compileEagerly } from './eager.mjs';
import { learn } from './ordinary-logins.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const build = join(root, 'build');
const bundle = join(build, 'dist');
const dist = join(root, 'dist');
const learned = join(root, 'scripts', 'ordinary-logins.json');

/**
 * Leaves out what is never used, and shortens the names of local variables; functions, classes and
 * properties keep their names, and a statement its line. A third less to download and to parse.
 *
 * @param {string} path
 */
async function trim(path) {
  const { code } = await minify(readFileSync(path, 'utf8'), {
    module: true,
    compress: { ecma: 2020, passes: 3 },
    mangle: { keep_classnames: true, keep_fnames: true },
    // In ASCII V8 keeps it with one byte for a character.
    format: { ascii_only: true, beautify: true, comments: false, indent_level: 1 },
  });
  writeFileSync(path, `${code}\n`);
}

/**
 * Lets the bundle take Node's own modules by `process.getBuiltinModule`. By `require` each gets an
 * ES module's face as well, for which every export is read, and that loads more of Node.
 *
 * @param {string} path
 */
function lightenBuiltins(path) {
  const text = readFileSync(path, 'utf8');
  const light = text
    .replaceAll('__WEBPACK_EXTERNAL_createRequire(import.meta.url)(', 'process.getBuiltinModule(')
    .replace(
      /^import \{ createRequire as __WEBPACK_EXTERNAL_createRequire \} from "module";\n/m,
      '',
    );
  if (light.includes('__WEBPACK_EXTERNAL_createRequire')) {
    throw new Error(
      `${path}: ncc writes Node's modules in another way now; look at lightenBuiltins`,
    );
  }
  writeFileSync(path, light);
}

/**
 * Leaves out the folder of assets, of which the bundle has none: to find it two URLs are parsed.
 *
 * @param {string} path
 */
function dropAssetBase(path) {
  const text = readFileSync(path, 'utf8');
  const light = text.replace(/^.*__nccwpck_require__\.ab = .*import\.meta\.url.*$\n/m, '');
  if (light.includes('import.meta') || light.includes('__nccwpck_require__.ab')) {
    throw new Error(`${path}: ncc writes the folder of assets in another way now`);
  }
  writeFileSync(path, light);
}

/** Writes the licences of what is bundled; ncc's own list leaves out what is loaded on demand. */
function writeLicences() {
  const scripts = readdirSync(bundle).filter((name) => name.endsWith('.js'));
  const text = scripts.map((name) => readFileSync(join(bundle, name), 'utf8')).join('\n');
  const found = text.matchAll(/build\/node_modules\/((?:@[\w-]+\/)?[\w-]+)\//g);
  const names = [...new Set([...found].map(([, name = '']) => name))].sort();
  const licences = names.map((name) => {
    const folder = join(root, 'node_modules', name);
    const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) throw new Error(`${name} has no licence`);
    return `${name}\n${license}\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(bundle, 'LICENSES.txt'), licences.join('\n'));
}

rmSync(build, { recursive: true, force: true });
run('typescript', 'bin/tsc', ['-p', 'tsconfig.build.json']);
putTogether(build, bundle);
writeLicences();
for (const name of readdirSync(bundle).filter((name) => name.endsWith('.js'))) {
  lightenBuiltins(join(bundle, name));
  dropAssetBase(join(bundle, name));
  await trim(join(bundle, name));
}
for (const entry of ['main.js', 'post.js']) cpSync(join(build, entry), join(bundle, entry));
if (process.argv.includes('--learn')) {
  writeFileSync(learned, `${JSON.stringify(learn(bundle), null, 2)}\n`);
}
const index = join(bundle, 'index.js');
writeFileSync(
  index,
  compileEagerly(readFileSync(index, 'utf8'), new Set(JSON.parse(readFileSync(learned, 'utf8')))),
);
rmSync(dist, { recursive: true, force: true });
renameSync(bundle, dist);
