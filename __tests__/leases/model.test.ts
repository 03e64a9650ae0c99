// Arbitrary plays: logins, logouts, jobs that end or die, edits by others. After each act the file
// must say what a simple model says, and in the end its bytes must be the owner's.
// NUM_RUNS sets how many plays there are, SEED makes a run come again.

import { describe, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { Machine } from '../support/machine.ts';
import { removeTree } from '../support/tree.ts';
import { deadlyScript, script } from './acts.ts';
import { InProcess } from './in-process.ts';
import { Packaged } from './packaged.ts';
import { type Act, Play, type Stage } from './play.ts';
import { newScratch } from './scratch.ts';
import { withoutStrace } from './strace.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

function runs(usual: number): number {
  return Number(process.env['NUM_RUNS'] ?? usual);
}

async function perform(stage: Stage, acts: readonly Act[]): Promise<void> {
  const play = new Play(stage);
  for (const act of acts) await play.act(act);
  await play.close();
}

test('any play, with the sources', async (t) => {
  const numRuns = runs(1_000);
  t.diagnostic(`seed ${seed}, ${numRuns} plays`);
  const plays = fc.asyncProperty(script, async ({ beginning, acts }) => {
    const root = newScratch();
    try {
      await perform(new InProcess(root, beginning), acts);
    } finally {
      removeTree(root);
    }
  });
  await fc.assert(plays, { seed, numRuns });
});

async function playPackaged(t: TestContext, seed: number): Promise<void> {
  const numRuns = Math.ceil(runs(24) / 2);
  const any = withoutStrace === false ? deadlyScript : script;
  t.diagnostic(`seed ${seed}, ${numRuns} plays`);
  if (withoutStrace !== false) t.diagnostic(`nobody is killed: ${withoutStrace}`);
  const plays = fc.asyncProperty(any, async ({ beginning, acts }) => {
    const machine = new Machine();
    try {
      await perform(await Packaged.set(machine, beginning), acts);
      machine.assertNoLeaks();
    } finally {
      await machine.dispose();
    }
  });
  // A play takes a second: what is found is not made smaller, which the test above does better.
  await fc.assert(plays, { seed, numRuns, endOnFailure: true });
}

describe('any play, with the packaged action', { concurrency: true }, () => {
  test('one half', (t) => playPackaged(t, seed));
  test('the other half', (t) => playPackaged(t, seed + 1));
});
