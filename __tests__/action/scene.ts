// Helpers for tests of the packaged action: a job whose configuration defines registries, and
// access to the stored tokens.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'smol-toml';
import { registriesToml } from '../support/cargo.ts';
import type { Job, JobOptions } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import type { StepResult } from '../support/step-result.ts';

/** The start of an index URL that no server answers. A login needs no network. */
const NOWHERE = 'sparse+http://127.0.0.1:9';

/** Starts a job whose workspace defines registries with these names. */
export function jobThatKnows(
  machine: Machine,
  names: readonly string[],
  options: JobOptions = {},
): Job {
  const job = machine.job(options);
  const indexes = names.map((name, number) => [`"${name}"`, `${NOWHERE}/${number}/`] as const);
  job.write('.cargo/config.toml', registriesToml(Object.fromEntries(indexes)));
  return job;
}

/** Returns the path of the job's credentials file. */
export function credentialsFile(job: Job): string {
  return path.join(job.cargoHome, 'credentials.toml');
}

/** Writes the job's credentials file as its owner would have it. */
export function writeCredentials(job: Job, content: string | Uint8Array, mode = 0o640): void {
  fs.mkdirSync(job.cargoHome, { recursive: true });
  fs.writeFileSync(credentialsFile(job), content);
  fs.chmodSync(credentialsFile(job), mode);
}

/** Returns the token that is stored for a registry, `undefined` for none. */
export function storedToken(job: Job, registry: string): string | undefined {
  const file = credentialsFile(job);
  const table = fs.existsSync(file) ? parse(fs.readFileSync(file, 'utf8')) : {};
  const at = registry === 'crates-io' ? ['registry'] : ['registries', registry];
  const token = [...at, 'token'].reduce<unknown>(
    (value, key) => new Map(Object.entries(Object(value))).get(key),
    table,
  );
  return token === undefined ? undefined : String(token);
}

/** Asserts that a phase succeeded, without an error annotation or text on standard error. */
export function assertDone(result: StepResult): void {
  assert.deepEqual(result.annotations.error, []);
  assert.deepEqual([result.code, result.signal, result.stderr], [0, null, '']);
  assert.deepEqual(result.problems, []);
}

/** Asserts that these values are masked, and that all masks come before any other output. */
export function assertMasksFirst(result: StepResult, masks: readonly string[]): void {
  const isMask = result.lines.map(({ command }) => command?.name === 'add-mask');
  const others = isMask.indexOf(false);
  if (others !== -1) assert.ok(!isMask.includes(true, others), result.stdout);
  assert.deepEqual(
    masks.filter((mask) => !result.masks.includes(mask)),
    [],
  );
}
