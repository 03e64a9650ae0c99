// Compares the packaged action with real `cargo login` in generated configuration trees. The action
// stores the token where cargo does. It refuses what cargo refuses, or leaves the mistake to later
// cargo commands. LONG=1 tries more trees. SEED repeats a run.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { startRegistry } from '../../scripts/registry.mjs';
import { withoutCargo } from '../support/cargo.ts';
import { skipOnWindows } from '../support/platform.ts';
import { removeTree } from '../support/tree.ts';
import { LEFT_TO_CARGO } from './left-to-cargo.ts';
import { isFoundLater, loginByAction, loginByCargo, type Outcome } from './login.ts';
import type { Surroundings } from './settings.ts';
import { scenes } from './trees.ts';
import { build, type Scene, type World } from './world.ts';

const cases = Number(process.env['CASES'] ?? (process.env['LONG'] === undefined ? 60 : 400));
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const skip = skipOnWindows || withoutCargo();

test(`the action agrees with cargo login in ${cases} trees (SEED=${seed})`, { skip }, async (t) => {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-judge-'));
  t.after(() => removeTree(root));
  const { surroundings, cratesIo } = await setUp(t, root);
  const found = fc.sample(scenes(surroundings), { seed, numRuns: cases });
  const tally = new Map<string, number>();
  const failures: string[] = [];
  const waiting = found.entries();
  const worker = async () => {
    for (const [index, scene] of waiting) {
      const verdict = await judge(scene, path.join(root, `case-${index}`), cratesIo);
      if (verdict.startsWith('WRONG')) failures.push(verdict);
      else tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  t.diagnostic([...tally].map(([verdict, times]) => `${verdict}: ${times}`).join('; '));
  assert.ok(failures.length === 0, `seed ${seed}\n${failures.join('\n')}`);
  const stored = tally.get('both stored the token') ?? 0;
  const refused = tally.get('both refused') ?? 0;
  const areMixed = stored > cases / 8 && refused > cases / 8;
  assert.ok(cases < 60 || areMixed, 'cargo must accept some of the trees and refuse some');
});

test('the action logs in despite each mistake that only cargo refuses', { skip }, async (t) => {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-left-'));
  t.after(() => removeTree(root));
  const { surroundings, cratesIo } = await setUp(t, root);
  for (const [index, { name, example, applies }] of LEFT_TO_CARGO.entries()) {
    const nothing = { cwd: 'w', home: 'home', env: {}, cliArgs: [], registry: 'alpha', files: {} };
    const scene = { ...nothing, ...example(surroundings) };
    const [mine, world] = worldsOf(scene, path.join(root, String(index)));
    const [ours, cargo] = await loginByBoth(mine, world, cratesIo);
    assert.equal(ours.kind, 'token', `${name}: ${JSON.stringify(ours)}`);
    assert.ok(cargo.kind === 'refused', `${name}: cargo accepts it`);
    assert.ok(applies(cargo.message, world), `${name}: ${cargo.message}`);
    const kinds = LEFT_TO_CARGO.filter((kind) => kind.applies(cargo.message, world));
    assert.equal(kinds.length, 1, `${name}: ${kinds.map((kind) => kind.name)}`);
  }
});

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
  const repositories = gitIndex(path.join(root, 'repository'));
  return { cratesIo, surroundings: { open, guarded: await start(true), repositories } };
}

/** Creates a git index and returns its folder. Returns an empty list without git. */
function gitIndex(folder: string): readonly string[] {
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'config.json'), '{"dl":"http://x","api":"http://x"}');
  const identity = ['-c', 'user.name=x', '-c', 'user.email=x@x.example'];
  const commands = [
    ['init', '-q'],
    ['add', '.'],
    [...identity, 'commit', '-q', '-m', 'index'],
  ];
  try {
    for (const args of commands) execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
    return [folder];
  } catch {
    return [];
  }
}

/** Returns how the two agree, or `WRONG` with a report of the difference. */
async function judge(scene: Scene, root: string, cratesIo: string): Promise<string> {
  const [mine, world] = worldsOf(scene, root);
  const [ours, cargo] = await loginByBoth(mine, world, cratesIo);
  let verdict = agreement(world, withoutRoot(ours, mine), withoutRoot(cargo, world));
  // If a provider passes the login on, cargo stores the token, under one spelling (cargo#11737).
  const isByCargo = JSON.stringify(scene).includes('{ROOT}/bin/passer');
  const isStored = verdict === 'both stored the token' && !isByCargo;
  if (isStored && !(await isFoundLater(mine, cratesIo))) {
    verdict = 'WRONG: a later command does not find the token';
  }
  removeTree(root);
  if (!verdict.startsWith('WRONG')) return verdict;
  const files = Object.entries(scene.files).filter(([name]) => !/keeper|passer|here/.test(name));
  const { cwd, env, cliArgs, registry } = scene;
  const report = { ours, cargo, cwd, env, cliArgs, registry, files: Object.fromEntries(files) };
  return `${verdict}\n${JSON.stringify(report, null, 2)}`;
}

/** Writes a scene twice: for the action, and for cargo. */
function worldsOf(scene: Scene, root: string): readonly [World, World] {
  const worldIn = (name: string) => {
    const folder = path.join(root, name);
    fs.mkdirSync(folder, { recursive: true });
    return build(scene, folder);
  };
  return [worldIn('mine'), worldIn('cargo')];
}

async function loginByBoth(mine: World, world: World, cratesIo: string) {
  return [await loginByAction(mine, cratesIo), await loginByCargo(world, cratesIo)] as const;
}

/** Returns the outcome with `{ROOT}` in place of the folder. */
function withoutRoot(outcome: Outcome, { root }: World): Outcome {
  return JSON.parse(JSON.stringify(outcome).replaceAll(root, '{ROOT}'));
}

function agreement(world: World, ours: Outcome, cargo: Outcome): string {
  if (cargo.kind === 'refused') {
    if (ours.kind === 'refused') return 'both refused';
    const kind = LEFT_TO_CARGO.find(({ applies }) => applies(cargo.message, world));
    return kind?.name ?? 'WRONG: cargo refuses';
  }
  if (ours.kind === 'token' && cargo.kind === 'token') {
    // The action may store the token under two spellings of a name (rust-lang/cargo#11737).
    const isThere = cargo.tables.every((table) => ours.tables.includes(table));
    return isThere ? 'both stored the token' : 'WRONG: stored elsewhere';
  }
  return ours.kind === 'program' && cargo.kind === 'program' && ours.path === cargo.path
    ? 'both gave it to the program'
    : 'WRONG: another outcome';
}
