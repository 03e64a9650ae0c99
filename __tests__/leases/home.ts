// A machine with a credentials file, and one job on it that logs in and out.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Variables } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import type { StepResult } from '../support/step-result.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone } from './scenes.ts';

export const TEXT = '# mine\n[registry]\ntoken = "of the owner"\n';

export class Home {
  readonly machine: Machine;
  /** Cargo's home. */
  readonly folder: string;
  readonly file: string;

  /** @param text of the credentials file; `false` for no file, and no folder */
  constructor(machine: Machine, text: string | false = TEXT, mode = 0o644) {
    this.machine = machine;
    this.folder = path.join(machine.home, '.cargo');
    this.file = path.join(this.folder, 'credentials.toml');
    if (text === false) return;
    fs.mkdirSync(this.folder);
    fs.writeFileSync(this.file, text);
    fs.chmodSync(this.file, mode);
  }

  /** The path of a file that the action has beside the credentials file. */
  beside(suffix: string, file = this.file): string {
    return path.join(path.dirname(file), `.${path.basename(file)}.cargo-login.${suffix}`);
  }

  /** The owner of a file, and its mode. */
  owner(file = this.file): readonly number[] {
    const { uid, gid, mode } = fs.statSync(file);
    return [uid, gid, mode & 0o7777];
  }
}

export interface Visit {
  readonly env?: Variables;
  /** The command that starts each phase. */
  readonly under?: readonly string[];
  /** What is done once the job's folders are there. */
  readonly begin?: () => void;
  /** What holds while the job is logged in. */
  readonly meanwhile?: (token: string) => void | Promise<void>;
}

/** A job logs in to crates.io and out again, and leaves no trace of it. */
export async function visit(
  { machine }: Home,
  { env = {}, under = [], begin, meanwhile }: Visit = {},
): Promise<void> {
  const job = machine.job();
  begin?.();
  const before = snapshot(machine.home);
  const token = machine.token();
  const step = job.step({ registry: 'crates-io', token });
  const main = await step.main(env, under);
  assertDone(main);
  assert.ok(fs.readFileSync(main.outputs['credentials-file'] ?? '', 'utf8').includes(token));
  await meanwhile?.(token);
  const post = await step.post(env, under);
  assertDone(post);
  assert.match(post.text.join(), /^Logout token for `crates-io` has been removed/);
  assert.deepEqual(snapshot(machine.home), before);
  job.vanish();
}

/** A job wants to log in, and is told why that cannot be; nothing is changed, then and by its post. */
export async function refused(
  { machine }: Home,
  message: RegExp,
  { env = {}, under = [], begin }: Visit = {},
): Promise<void> {
  const job = machine.job();
  begin?.();
  const before = snapshot(machine.home);
  const step = job.step({ registry: 'crates-io', token: machine.token() });
  assertRefused(await step.main(env, under), message);
  assert.deepEqual(snapshot(machine.home), before);
  assert.equal((await step.post(env, under)).code, 0);
  assert.deepEqual(snapshot(machine.home), before);
}

/** A main step failed, with this one message. */
export function assertRefused({ code, stderr, annotations }: StepResult, message: RegExp): void {
  assert.deepEqual([code, stderr, annotations.error.length], [1, '', 1]);
  assert.match(annotations.error.join(), message);
}
