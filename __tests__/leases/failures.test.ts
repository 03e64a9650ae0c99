// Calls on our files fail, with every error that a disk knows: what was there is there still, one
// error says why, and nothing stays behind. By default every call that changes something fails, and
// some of those that look; FULL=1 takes all calls with all errors.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { StepResult } from '../support/step-result.ts';
import type { TreeEntry } from '../support/tree.ts';
import { forEach, isFull } from './extent.ts';
import { assertDone, hit, SCENES, Scene, type SceneKind } from './scenes.ts';
import { type Call, type Fault, withoutStrace } from './strace.ts';

const ERRORS = ['ENOSPC', 'EACCES', 'EROFS', 'EBUSY', 'EXDEV', 'EIO'];

interface Failure {
  readonly call: Call;
  readonly fault: Fault & { readonly kind: 'error' };
}

/** Which failures are tried; one of a call that changes something may be for good. */
function failuresOf(calls: readonly Call[]): readonly Failure[] {
  const possible = calls.filter(({ name, endsReading }) => name !== 'exit_group' && !endsReading);
  const changing = possible.filter(({ changes }) => changes);
  const looking = possible.filter(({ changes }, at) => !changes && (isFull || at % 8 === 0));
  const once = [...changing, ...looking].flatMap((call, at) => {
    const codes = isFull ? ERRORS : [ERRORS[at % ERRORS.length] ?? 'EIO'];
    return codes.map((code) => ({ call, fault: { kind: 'error', code } as const }));
  });
  // Node itself cannot go on when it cannot write at all.
  const lasting = changing.filter(({ name }, at) => name !== 'write' && (isFull || at % 4 === 0));
  const forever = lasting.map((call, at) => {
    const code = at % 2 === 0 ? 'EROFS' : 'ENOSPC';
    return { call, fault: { kind: 'error', code, forever: true } as const };
  });
  return [...once, ...forever];
}

/** An error is one annotation that names its code, and nothing is printed beside it. */
function assertClear({ stdout, stderr, annotations }: StepResult, code: string): void {
  assert.equal(stderr, '');
  assert.equal(annotations.error.length, 1, stdout);
  const [message = ''] = annotations.error;
  assert.match(message, new RegExp(`\\(?${code}\\)?`));
  assert.doesNotMatch(message, /should not happen|\n\s+at /);
}

function assertUndone(scene: Scene, before: readonly (TreeEntry | undefined)[]): void {
  const now = scene.state();
  assert.ok(
    before.some((state) => isDeepStrictEqual(state, now)),
    'the file is as it was',
  );
  assert.equal(scene.holdsToken(), false, 'no file holds the token');
}

async function fail(kind: SceneKind, recording: Recording, { call, fault }: Failure) {
  const { scene, result } = await hit(kind, recording.calls, call, fault);
  try {
    if (kind.phase === 'main' && result.code !== 0) {
      assert.equal(result.code, 1);
      assertClear(result, fault.code);
      if (fault.forever !== true) assertUndone(scene, recording.before);
    } else if (kind.phase === 'post' && result.annotations.error.length > 0) {
      assert.equal(result.code, 0);
      assertClear(result, fault.code);
    } else assertDone(result);
    if (kind.phase === 'main') assertDone(await scene.post());
    const mayStay = scene.isFolderUnknown();
    await scene.goOn();
    await scene.close(mayStay);
  } finally {
    await scene.dispose();
  }
}

interface Recording {
  readonly calls: readonly Call[];
  /** The file before, and as what a killed job left makes it. */
  readonly before: readonly (TreeEntry | undefined)[];
}

/** Lets the step run undisturbed. */
async function record(kind: SceneKind): Promise<Recording> {
  const scene = await Scene.set(kind);
  try {
    const before = scene.states();
    assertDone(await scene.run());
    return { calls: scene.calls(), before };
  } finally {
    await scene.dispose();
  }
}

describe('an error at any call', { skip: withoutStrace }, () => {
  for (const kind of SCENES) {
    test(kind.name, async (t) => {
      const recording = await record(kind);
      const failures = failuresOf(recording.calls);
      t.diagnostic(`${failures.length} failures`);
      await forEach(failures, async (failure) => {
        const { call, fault } = failure;
        const file = path.basename(call.paths.at(-1) ?? '');
        const times = fault.forever === true ? 'from then on' : 'once';
        const what = `${fault.code}, ${times}, for ${call.name} ${call.nth} of ${file}`;
        await t.test(what, () => fail(kind, recording, failure));
      });
    });
  }
});
