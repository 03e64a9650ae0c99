// Real `cargo login` judges this project's rules: in generated trees both accept or both refuse, and
// both put the token in the same place. CASES sets how many trees, SEED makes a run come again.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { startRegistry } from '../../scripts/registry.mjs';
import { withoutCargo } from '../support/cargo.ts';
import { removeTree } from '../support/tree.ts';
import { type Surroundings, scenes } from './cases.ts';
import {
  cargoFindsToken,
  type Done,
  type Foretold,
  foretell,
  loginByAction,
  loginByCargo,
  NO_PROVIDER,
  type Outcome,
} from './outcome.ts';
import { inTurns } from './turns.ts';
import { plain, sameWords } from './words.ts';
import { build, type Scene, type World } from './world.ts';

const cases = Number(process.env['CASES'] ?? 300);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

// Cargo is judge, except where this project goes another way on purpose.
const RULES: ReadonlyMap<string, (world: World, message: string) => boolean> = new Map([
  [
    'a login needs no network and no index',
    (_, message) => /failed to (?:fetch|query|download|update)|unable to update/i.test(message),
  ],
  [
    'a registry that asks for authentication needs no provider to be configured first',
    (_, message) => message.includes('authenticated registries require a credential-provider'),
  ],
  ['`crates.io` is a name for crates-io', ({ registry }) => registry === 'crates.io'],
  [
    'inputs are trimmed, an empty one is not given, and a line of `config` is one argument',
    ({ registry = 'x', cliArgs }) =>
      [registry, ...cliArgs].some(
        (text) => text === '' || text !== text.trim() || text.includes('\n'),
      ),
  ],
]);

const VERDICTS = [
  'both refused in the same words',
  'both refused in other words',
  'both stored the token',
] as const;

const skip = process.platform === 'win32' ? 'needs a POSIX shell' : withoutCargo();

const SIDES = [
  ['the rules', foretell],
  ['the packaged action', loginByAction],
] as const;

for (const [name, side] of SIDES) {
  const title = `cargo login agrees with ${name} in ${cases} trees (SEED=${seed})`;
  test(title, { skip }, (t) => agrees(t, side));
}

type Side = (world: World, cratesIo: string) => Promise<Foretold>;

async function agrees(t: TestContext, side: Side): Promise<void> {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-rules-'));
  t.after(() => removeTree(root));
  const { surroundings, cratesIo } = await setUp(t, root);
  const found = fc.sample(scenes(surroundings), { seed, numRuns: cases });
  const verdicts = await inTurns(found, (scene, index) =>
    judge(scene, path.join(root, `case-${index}`), cratesIo, side),
  );
  const tally = count(verdicts);
  t.diagnostic([...tally].map(([verdict, times]) => `${verdict}: ${times}`).join('; '));
  const [refused = 0, reworded = 0, stored = 0] = VERDICTS.map((verdict) => tally.get(verdict));
  if (cases < 100) return;
  assert.ok(refused > cases / 5 && stored > cases / 5, 'trees that are too much alike');
  // Where several things are wrong, cargo may name another one first.
  assert.ok(reworded < refused / 5, 'refusals are worded differently');
}

async function setUp(
  t: TestContext,
  root: string,
): Promise<{ readonly surroundings: Surroundings; readonly cratesIo: string }> {
  const start = async (authRequired: boolean) => {
    const registry = await startRegistry({ token: 'none', authRequired });
    t.after(registry.close);
    return registry.indexUrl;
  };
  const cratesIo = await start(false);
  const open = await Promise.all(Array.from({ length: 5 }, () => start(false)));
  return {
    cratesIo,
    surroundings: {
      open,
      guarded: await start(true),
      repositories: gitIndex(path.join(root, 'repository')),
    },
  };
}

/** Makes a git index; returns none where there is no git. */
function gitIndex(folder: string): readonly string[] {
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'config.json'), '{"dl":"http://x","api":"http://x"}');
  const git = ['-c', 'user.name=x', '-c', 'user.email=x@x.example'];
  try {
    for (const args of [
      ['init', '-q'],
      ['add', '.'],
      [...git, 'commit', '-q', '-m', 'index'],
    ]) {
      execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
    }
    return [folder];
  } catch {
    return [];
  }
}

function count(verdicts: readonly string[]): ReadonlyMap<string, number> {
  const tally = new Map<string, number>();
  for (const verdict of verdicts) tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  return tally;
}

/** Returns how the two agree; throws where they do not. */
async function judge(scene: Scene, root: string, cratesIo: string, side: Side): Promise<string> {
  const [mine, world] = ['mine', 'cargo'].map((name) => {
    const folder = path.join(root, name);
    fs.mkdirSync(folder, { recursive: true });
    return build(scene, folder);
  });
  assert.ok(mine !== undefined && world !== undefined);
  const ours = withoutRoot(await side(mine, cratesIo), mine);
  const cargo = withoutRoot(await loginByCargo(world, cratesIo), world);
  const verdict = agreement(world, ours.outcome, cargo.outcome);
  assert.ok(verdict !== undefined, report(scene, ours, cargo));
  if (ours.outcome.kind === 'token' && cargo.outcome.kind === 'token') {
    const remarks = cargo.remarks.map(plain);
    assert.deepEqual(ours.remarks ?? remarks, remarks, report(scene, ours, cargo));
    await checkConfigName(scene, world, ours, cratesIo);
  }
  removeTree(root);
  return verdict;
}

/** Returns the result as it would be in any other folder. */
function withoutRoot<T>(result: T, { root }: World): T {
  return JSON.parse(JSON.stringify(result).replaceAll(root, '{ROOT}'));
}

function agreement(world: World, ours: Outcome, cargo: Outcome): string | undefined {
  if (cargo.kind === 'refused') {
    if (ours.kind !== 'refused') {
      return [...RULES].find(([, applies]) => applies(world, cargo.message))?.[0];
    }
    const same = ours.message === NO_PROVIDER || sameWords(ours.message, cargo.message);
    return VERDICTS[same ? 0 : 1];
  }
  if (ours.kind === 'token' && cargo.kind === 'token') {
    // The action may store a token under two spellings of a name (rust-lang/cargo#11737).
    return ours.table.split(' and ').includes(cargo.table) ? VERDICTS[2] : undefined;
  }
  return ours.kind === 'program' && cargo.kind === 'program' && ours.path === cargo.path
    ? 'both gave it to a program'
    : undefined;
}

// Cargo reads the token of an alternate registry from one place only, and it must be the one foretold.
async function checkConfigName(
  scene: Scene,
  world: World,
  { configName }: Foretold,
  cratesIo: string,
): Promise<void> {
  const overridden = Object.keys(world.env).some((key) => key.endsWith('_TOKEN'));
  // The credentials file is written anew for this, so it must not be what chose the provider.
  const credentials = String(scene.files['home/.cargo/credentials.toml']);
  if (configName === undefined || overridden || credentials.includes('credential-provider')) return;
  const finds = await cargoFindsToken(world, cratesIo, configName);
  assert.ok(finds, `cargo finds no token under ${configName}:\n${JSON.stringify(scene, null, 2)}`);
}

function report(scene: Scene, ours: Foretold, cargo: Done): string {
  return [
    `seed ${seed}: this is not what cargo does`,
    `here: ${JSON.stringify(ours)}`,
    `cargo: ${JSON.stringify(cargo)}`,
    JSON.stringify(scene, null, 2),
  ].join('\n');
}
