// The process is killed at every call by which it changes something on disk: before it, which is
// after the one before. Between two of them nothing of it can be seen from outside. FULL=1 takes
// the calls that only look as well.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'smol-toml';
import { forEach, isFull } from './extent.ts';
import { assertDone, hit, SCENES, Scene, type SceneKind } from './scenes.ts';
import { type Call, withoutStrace } from './strace.ts';

interface Recording {
  readonly calls: readonly Call[];
  /** What the file may hold: what it held before, what it should have held, what it holds after. */
  readonly texts: readonly (string | undefined)[];
}

/** Lets the step run undisturbed. */
async function record(kind: SceneKind): Promise<Recording> {
  const scene = await Scene.set(kind);
  try {
    const before = scene.texts();
    assertDone(await scene.run());
    return { calls: scene.calls(), texts: [...before, scene.text()] };
  } finally {
    await scene.dispose();
  }
}

async function killAt(kind: SceneKind, call: Call, { calls, texts }: Recording): Promise<void> {
  const { scene, result } = await hit(kind, calls, call, { kind: 'kill' });
  try {
    assert.equal(result.signal, 'SIGKILL');
    const text = scene.text();
    assert.ok(texts.includes(text), 'the file is old or new');
    parse(text ?? '');
    for (const { path, mode } of scene.machine.filesWithSecrets()) assert.equal(mode, '0600', path);
    const mayStay = scene.isFolderUnknown();
    await scene.goOn();
    await scene.close(mayStay);
  } finally {
    await scene.dispose();
  }
}

describe('a kill at any call', { skip: withoutStrace }, () => {
  for (const kind of SCENES) {
    test(kind.name, async (t) => {
      const recording = await record(kind);
      const calls = recording.calls.filter(({ changes }) => isFull || changes);
      t.diagnostic(`${calls.length} of ${recording.calls.length} calls`);
      await forEach(calls, async (call) => {
        await t.test(`before ${call.name} ${call.nth}`, () => killAt(kind, call, recording));
      });
    });
  }
});
