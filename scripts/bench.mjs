// Times whole processes, main and post, against a bare start of the same Node. Each run is paired
// with a bare start right before it, because the speed of a machine drifts.
// Usage: npm run bench [-- --rounds N]

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const CONFIG = '[registries.my-registry]\nindex = "sparse+https://index.example/"\n';

const top = mkdtempSync(join(realpathSync(tmpdir()), 'cargo-login-bench-'));
const home = join(top, 'home');
const workspace = join(top, 'workspace');
const temp = join(top, 'temp');
const files = { output: join(temp, 'output'), state: join(temp, 'state'), env: join(temp, 'env') };

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Restores the state of the machine before a job. @param {string} credentials */
function reset(credentials) {
  for (const folder of [home, temp]) rmSync(folder, { recursive: true, force: true });
  write(join(workspace, '.cargo', 'config.toml'), CONFIG);
  write(join(home, '.cargo', 'credentials.toml'), credentials);
  for (const file of Object.values(files)) write(file, '');
}

/** Returns the saved state as the post step gets it. @returns {Readonly<Record<string, string>>} */
function savedState() {
  const text = readFileSync(files.state, 'utf8').replaceAll('\r\n', '\n');
  const pairs = text.matchAll(/^([^=<\n]+)(?:=(.*)|<<(.+)\n([\s\S]*?)\n?^\3)$/gm);
  return Object.fromEntries(
    [...pairs].map(([, name, value, , lines]) => [`STATE_${name}`, value ?? lines ?? '']),
  );
}

/**
 * Runs Node until it exits. Returns the time in milliseconds.
 * @param {readonly string[]} args
 */
function time(args) {
  const env = {
    PATH: process.env['PATH'],
    SYSTEMROOT: process.env['SYSTEMROOT'],
    HOME: home,
    USERPROFILE: home,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STATE: files.state,
    GITHUB_ENV: files.env,
    RUNNER_TEMP: temp,
    INPUT_TOKEN: 'a-token-of-the-benchmark',
    INPUT_REGISTRY: 'my-registry',
    ...savedState(),
  };
  const start = process.hrtime.bigint();
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: workspace, env });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status === 0 && !stdout.includes('::error')) return ms;
  throw new Error(`node ${args.join(' ')} failed: ${stdout}`);
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * Times a program, and prints a row.
 * @param {string} name
 * @param {number} rounds
 * @param {() => void} prepare
 * @param {readonly string[]} program
 */
function measure(name, rounds, prepare, program) {
  const pairs = Array.from({ length: rounds + 1 }, () => {
    prepare();
    const bare = time(['-e', '0']);
    const own = time(program);
    return { bare, own, ratio: own / bare };
  }).slice(1);
  const [own, bare] = [pairs.map((pair) => pair.own), pairs.map((pair) => pair.bare)].map(median);
  const ratio = median(pairs.map((pair) => pair.ratio));
  const times = [own, bare].map((ms) => `${(ms ?? 0).toFixed(1)} ms`.padStart(10)).join('');
  console.log(`${name.padEnd(32)}${times}${ratio.toFixed(2).padStart(8)}`);
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '41' } } });
const rounds = Number(values.rounds);
const OWNED = '# kept\n[registries.another]\ntoken = "another"\n';
const MANY = Array.from({ length: 10_000 }, (_, n) => `[registries.r${n}]\ntoken = "t${n}"\n`).join(
  '',
);
const main = [join(DIST, 'main.js')];
const post = [join(DIST, 'post.js')];
try {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; medians of ${rounds} pairs\n`,
  );
  console.log(
    `${''.padEnd(32)}${'process'.padStart(10)}${'bare'.padStart(10)}${'ratio'.padStart(8)}`,
  );
  measure('bare start of Node', rounds, () => reset(OWNED), ['-e', '0']);
  measure('main', rounds, () => reset(OWNED), main);
  const logIn = () => {
    reset(OWNED);
    time(main);
  };
  measure('post', rounds, logIn, post);
  measure('main, 10,000 entries', Math.min(rounds, 5), () => reset(MANY), main);
} finally {
  rmSync(top, { recursive: true, force: true });
}
