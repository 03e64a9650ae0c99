// Times whole processes: main and post against a bare start of the same Node, and against plain
// `cargo login`. Everything is measured in turn with what it is compared to (A B A B …), for these
// machines drift; what counts is the ratio. Run under Node 24: npm run bench [-- --rounds N].

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { startRegistry } from './registry.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TOKEN = 'a-token-that-only-this-benchmark-knows';

/** @typedef {Readonly<Record<string, string>>} Environment */
/** @typedef {{ readonly prepare: () => void, readonly command: readonly string[], readonly environment: () => Environment }} Subject */
/** @typedef {{ readonly name: string, readonly ms: Spread, readonly bareMs?: Spread, readonly ratio?: Spread }} Row */
/** @typedef {{ readonly min: number, readonly median: number, readonly max: number }} Spread */

/** A machine with one job: what the runner gives the action, in a temporary folder. */
class Place {
  top = mkdtempSync(join(realpathSync(tmpdir()), 'cargo-login-bench-'));
  home = join(this.top, 'home');
  cargoHome = join(this.home, '.cargo');
  workspace = join(this.top, 'workspace');
  temp = join(this.top, 'temp');
  cwd = this.workspace;

  /** @param {string} indexUrl */
  constructor(indexUrl) {
    this.indexUrl = indexUrl;
    this.write(join(this.workspace, '.cargo', 'config.toml'), this.registries(1));
    this.reset();
  }

  /** @param {number} count */
  registries(count) {
    const others = Array.from(
      { length: count - 1 },
      (_, n) => `[registries.other-${n}]\nindex = "sparse+https://${n}.example/"\n`,
    );
    return `[registries.my-registry]\nindex = "${this.indexUrl}"\n${others.join('')}`;
  }

  /** @param {string} path @param {string} text */
  write(path, text) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }

  /** Puts home and runner's folder back to what they are before a job. @param {string} [credentials] */
  reset(credentials = '# kept\n[registries.another]\ntoken = "another"\n') {
    rmSync(this.cargoHome, { recursive: true, force: true });
    rmSync(this.temp, { recursive: true, force: true });
    this.write(join(this.cargoHome, 'credentials.toml'), credentials);
    for (const name of ['output', 'state', 'env']) this.write(join(this.temp, name), '');
  }

  /** @returns {Environment} */
  environment() {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.home,
      RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(process.env['HOME'] ?? '', '.rustup'),
      GITHUB_WORKSPACE: this.cwd,
      RUNNER_TEMP: this.temp,
      GITHUB_OUTPUT: join(this.temp, 'output'),
      GITHUB_STATE: join(this.temp, 'state'),
      GITHUB_ENV: join(this.temp, 'env'),
      INPUT_TOKEN: TOKEN,
      INPUT_REGISTRY: 'my-registry',
    };
  }

  /** The environment of the post step. @returns {Environment} */
  postEnvironment() {
    const state = readFileSync(join(this.temp, 'state'), 'utf8').trimEnd();
    const equals = state.indexOf('=');
    return { ...this.environment(), [`STATE_${state.slice(0, equals)}`]: state.slice(equals + 1) };
  }

  close() {
    rmSync(this.top, { recursive: true, force: true });
  }
}

/**
 * Runs a process to its end and returns the milliseconds it took.
 * @param {Subject} subject
 * @param {string} cwd
 * @returns {Promise<number>}
 */
function time({ prepare, command: [program = '', ...args], environment }, cwd) {
  prepare();
  const env = environment();
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(`${TOKEN}\n`);
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (code === 0 && !text.includes('::error')) resolve(ms);
      else reject(new Error(`${program} ${args.join(' ')}: exit code ${code}\n${text}`));
    });
  });
}

/** @param {readonly number[]} values @returns {Spread} */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { min: at(0), median: at(0.5), max: at(1) };
}

class Bench {
  /** @type {Row[]} */
  rows = [];

  /** @param {Place} place @param {number} rounds */
  constructor(place, rounds) {
    this.place = place;
    this.rounds = rounds;
  }

  /** Times a process in turn with a bare start of Node. @param {string} name @param {Subject} subject */
  async measure(name, subject, rounds = this.rounds) {
    const bare = { ...subject, prepare: () => {}, command: [process.execPath, '-e', '0'] };
    /** @type {number[]} */
    const own = [];
    /** @type {number[]} */
    const bareMs = [];
    await time(subject, this.place.cwd);
    for (let round = 0; round < rounds; round++) {
      bareMs.push(await time(bare, this.place.cwd));
      own.push(await time(subject, this.place.cwd));
    }
    const ratios = own.map((ms, round) => ms / (bareMs?.[round] ?? Number.NaN));
    this.add({ name, ms: spread(own), bareMs: spread(bareMs), ratio: spread(ratios) });
  }

  /** @param {Row} row */
  add(row) {
    this.rows.push(row);
    const { ms, ratio } = row;
    const times = [ms.min, ms.median, ms.max].map((value) => value.toFixed(1).padStart(8)).join('');
    const ratioText =
      ratio === undefined
        ? ''
        : `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`;
    console.log(`${row.name.padEnd(52)}${times}   ${ratioText}`);
  }
}

/** @param {Place} place @param {string} [credentials] @returns {Subject} */
function mainOf(place, credentials) {
  return {
    prepare: () => place.reset(credentials),
    command: [process.execPath, join(ROOT, 'dist', 'main.js')],
    environment: () => place.environment(),
  };
}

/** @param {Place} place @returns {Subject} */
function postOf(place) {
  const main = [join(ROOT, 'dist', 'main.js')];
  return {
    prepare: () => {
      place.reset();
      execFileSync(process.execPath, main, { env: place.environment(), cwd: place.cwd });
    },
    command: [process.execPath, join(ROOT, 'dist', 'post.js')],
    environment: () => place.postEnvironment(),
  };
}

/** @param {Place} place @param {boolean} warm @returns {Subject} */
function cargoOf(place, warm) {
  const command = [cargo() ?? 'cargo', 'login', '--registry', 'my-registry'];
  const environment = () => ({ ...place.environment(), CARGO_TERM_COLOR: 'never' });
  return {
    prepare: () => {
      if (warm) place.write(join(place.cargoHome, 'credentials.toml'), '');
      else place.reset('');
    },
    command,
    environment,
  };
}

/** Returns the toolchain's own cargo, without the detour over rustup's proxy. */
function cargo() {
  for (const [program = '', ...args] of [
    ['rustup', 'which', 'cargo'],
    ['which', 'cargo'],
  ]) {
    try {
      return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim();
    } catch {
      // try the next one
    }
  }
  return undefined;
}

/** @param {number} count */
function entries(count) {
  return Array.from(
    { length: count },
    (_, n) => `[registries.other-${n}]\ntoken = "token-${n}" # kept\n\n`,
  ).join('');
}

/** Leaves leases of other jobs that still run. @param {Place} place @param {number} count */
function leaseOthers(place, count) {
  for (let lease = 0; lease < count; lease++) {
    execFileSync(process.execPath, [join(ROOT, 'dist', 'main.js')], {
      env: place.environment(),
      cwd: place.cwd,
    });
  }
}

/** @param {Bench} bench @param {Place} place */
async function measureGrowth(bench, place) {
  const rounds = Math.min(9, bench.rounds);
  for (const count of [1, 100, 10_000]) {
    const subject = mainOf(place, entries(count));
    await bench.measure(`main, ${count} entries in the file`, subject, rounds);
  }
  for (const count of [1, 10, 100]) {
    place.reset();
    leaseOthers(place, count - 1);
    // Each timed login is followed by its own logout, so that the number stays.
    const subject = mainOf(place);
    const post = join(ROOT, 'dist', 'post.js');
    let first = true;
    const prepare = () => {
      if (!first)
        execFileSync(process.execPath, [post], { env: place.postEnvironment(), cwd: place.cwd });
      first = false;
      place.write(join(place.temp, 'state'), '');
    };
    await bench.measure(`main, as lease ${count}`, { ...subject, prepare }, rounds);
  }
}

/** @param {Bench} bench @param {Place} place */
async function measureTrees(bench, place) {
  const rounds = Math.min(9, bench.rounds);
  place.write(join(place.workspace, '.cargo', 'config.toml'), place.registries(200));
  await bench.measure('main, 200 registries configured', mainOf(place), rounds);
  let folder = place.workspace;
  for (let depth = 0; depth < 30; depth++) {
    folder = join(folder, `folder-${depth}`);
    place.write(
      join(folder, '.cargo', 'config.toml'),
      `[registries.of-${depth}]\nindex = "sparse+https://${depth}.example/"\n`,
    );
  }
  place.write(join(place.workspace, '.cargo', 'config.toml'), place.registries(1));
  place.cwd = folder;
  await bench.measure('main, 30 folders deep, a configuration in each', mainOf(place), rounds);
  place.cwd = place.workspace;
}

/** Returns the size of what a job downloads, in bytes of gzip. */
function archiveSize() {
  return gzipSync(
    execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: ROOT, maxBuffer: 1 << 28 }),
    { level: 9 },
  ).length;
}

async function main() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, json: { type: 'string' } },
  });
  const rounds = Number(values.rounds ?? 31);
  const registry = await startRegistry({ token: TOKEN });
  const place = new Place(registry.indexUrl);
  const bench = new Bench(place, rounds);
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  try {
    console.log(
      `${machine}\n\n${'milliseconds'.padEnd(52)}     min  median     max   ratio to a bare start`,
    );
    await bench.measure('bare start of Node', {
      ...mainOf(place),
      prepare: () => {},
      command: [process.execPath, '-e', '0'],
    });
    await bench.measure('main', mainOf(place));
    await bench.measure('post', postOf(place));
    if (cargo() === undefined)
      console.log('left out, for there is no cargo: the comparison with cargo login');
    else {
      await bench.measure('cargo login, cold index cache', cargoOf(place, false));
      await bench.measure('cargo login, warm index cache', cargoOf(place, true));
    }
    await measureGrowth(bench, place);
    await measureTrees(bench, place);
    const archive = archiveSize();
    console.log(`\narchive that a job downloads: ${(archive / 1000).toFixed(1)} KB`);
    const result = {
      machine,
      date: new Date().toISOString().slice(0, 10),
      rounds,
      archive,
      rows: bench.rows,
    };
    const path = values.json ?? join(ROOT, 'build', 'bench.json');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
    console.log(`written to ${path}`);
  } finally {
    place.close();
    await registry.close();
  }
}

await main();
