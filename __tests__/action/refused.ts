// Asserts what all refusals have in common: one annotation, exit code 1, and no changes.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { Job } from '../support/job.ts';
import type { Step } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import { snapshot, type Tree, walk } from '../support/tree.ts';
import { assertDone } from './scene.ts';

/** The content of folders, and the modification time of each file in them. */
interface Sight {
  readonly trees: readonly Tree[];
  readonly times: readonly (readonly [path: string, time: bigint])[];
}

/** Records the places where a login could leave something: home, Cargo's home, workspace. */
function look(job: Job): Sight {
  const places = [job.home, job.cargoHome, job.workspace].filter((place) => fs.existsSync(place));
  return {
    trees: places.map((place) => snapshot(place)),
    times: places
      .flatMap((place) => walk(place))
      .map((found) => [found, fs.lstatSync(found, { bigint: true }).mtimeNs]),
  };
}

export interface Expectation {
  /** Parts of the annotation. It must contain all of them, in any order. */
  readonly message: RegExp | readonly (RegExp | string)[];
  /**
   * `checked`: refused before anything was done, so that not even the time of a file changes.
   * `undone`: failed later, and every change was undone.
   */
  readonly when?: 'checked' | 'undone';
  /** Runs main. Default: `step.main()`. */
  readonly run?: (step: Step) => Promise<StepResult>;
}

/**
 * Asserts that a step is refused: exit code 1, one error annotation and no other text, all files as
 * before, no state, no outputs, and a post step that succeeds and does nothing.
 */
export async function assertRefused(
  job: Job,
  step: Step,
  { message, when = 'checked', run = (refused) => refused.main() }: Expectation,
): Promise<void> {
  const before = look(job);
  const main = await run(step);
  assert.deepEqual([main.code, main.signal, main.stderr], [1, null, '']);
  assert.equal(main.annotations.error.length, 1, main.stdout);
  const said = main.annotations.error.join();
  for (const part of [message].flat()) {
    assert.ok(typeof part === 'string' ? said.includes(part) : part.test(said), `${part}: ${said}`);
  }
  assert.doesNotMatch(main.stdout, /(\n|%0A)\s+at |this should not happen/);
  const printed = main.lines.map(({ text, command }) => command?.name ?? text);
  assert.deepEqual(
    printed.filter((name) => !['add-mask', 'error', 'warning'].includes(name)),
    [],
  );
  assertUntouched(job, before, when);
  if (when === 'checked') assert.deepEqual([main.state, main.outputs], [{}, {}]);
  assertDone(await step.post());
  assertUntouched(job, before, when);
}

function assertUntouched(job: Job, before: Sight, when: Expectation['when']): void {
  const after = look(job);
  assert.deepEqual(after.trees, before.trees);
  if (when === 'checked') assert.deepEqual(after.times, before.times);
  assert.deepEqual(fs.readdirSync(job.runnerTemp), ['_runner_file_commands']);
}
