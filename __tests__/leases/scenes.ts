// Steps that are hit by a fault, each on a machine of its own, and what must hold after that.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { registriesToml } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { Machine } from '../support/machine.ts';
import type { Step } from '../support/step.ts';
import type { Phase, StepResult } from '../support/step-result.ts';
import { snapshot, type Tree, type TreeEntry } from '../support/tree.ts';
import { type Call, type Fault, failing, readTrace, tracing } from './strace.ts';

/** Tokens are the same on every machine, so that texts can be compared. */
const TOKENS = { hit: 'the-token-of-the-job-that-is-hit', other: 'the-token-of-the-other-job' };
const OWNER = 'the-token-of-the-owner-of-the-machine';

const FILE = `# mine
[registry]
token = "${OWNER}" # for crates.io
`;

/** What happens before, and which step is hit. */
export interface SceneKind {
  readonly name: string;
  /** What the owner has; `undefined` for no file, and no folder. */
  readonly file: string | undefined;
  readonly phase: Phase;
  /** Whether another job is logged in all the time. */
  readonly beside: boolean;
  readonly logout?: 'false';
  /** Whether a job before was killed in the midst of its login. */
  readonly afterKill?: boolean;
}

export const SCENES: readonly SceneKind[] = [
  { name: 'the first login, over a token of the owner', file: FILE, phase: 'main', beside: false },
  { name: 'the first login, with nothing there', file: undefined, phase: 'main', beside: false },
  { name: 'a login beside another', file: FILE, phase: 'main', beside: true },
  {
    name: 'a login that is to stay',
    file: FILE,
    phase: 'main',
    beside: false,
    logout: 'false',
  },
  {
    name: 'a login that finishes what a killed one began',
    file: FILE,
    phase: 'main',
    beside: false,
    afterKill: true,
  },
  { name: 'the logout of the last', file: FILE, phase: 'post', beside: false },
  {
    name: 'the logout of the last, with nothing there',
    file: undefined,
    phase: 'post',
    beside: false,
  },
  { name: 'the logout of one of two', file: FILE, phase: 'post', beside: true },
];

export class Scene {
  readonly kind: SceneKind;
  readonly machine: Machine;
  readonly cargoHome: string;
  readonly file: string;
  /** The home folder as its owner has it. */
  readonly original: Tree;
  readonly #job: Job;
  readonly #step: Step;
  readonly #other: Job;

  private constructor(kind: SceneKind) {
    this.kind = kind;
    this.machine = new Machine();
    this.cargoHome = path.join(this.machine.home, '.cargo');
    this.file = path.join(this.cargoHome, 'credentials.toml');
    for (const token of Object.values(TOKENS)) this.machine.secret(token);
    if (kind.file !== undefined) {
      fs.mkdirSync(this.cargoHome);
      fs.writeFileSync(this.file, kind.file);
      fs.chmodSync(this.file, 0o644);
    }
    this.original = snapshot(this.machine.home);
    this.#other = this.#newJob();
    this.#job = this.#newJob();
    const logout = kind.logout ?? 'true';
    this.#step = this.#job.step({ registry: 'crates-io', token: TOKENS.hit, logout });
  }

  /** Sets the scene up to the step that is to be hit. */
  static async set(kind: SceneKind): Promise<Scene> {
    const scene = new Scene(kind);
    if (kind.beside) {
      const other = scene.#other.step({ registry: 'other', token: TOKENS.other });
      assertDone(await other.main());
    }
    if (kind.afterKill === true) await scene.#killOne();
    if (kind.phase === 'post') assertDone(await scene.#step.main());
    return scene;
  }

  /** Runs the step that is to be hit: without a fault when there is no call. */
  async run(call?: Call, fault: Fault = { kind: 'kill' }): Promise<StepResult> {
    const under = call === undefined ? tracing(this.#trace) : failing(this.#trace, call, fault);
    return this.kind.phase === 'main'
      ? await this.#step.main({}, under)
      : await this.#step.post({}, under);
  }

  /** Returns the calls of that run that were about files of this machine. */
  calls(): readonly Call[] {
    const { home } = this.machine;
    return readTrace(this.#trace).filter(
      ({ name, paths }) =>
        name === 'exit_group' ||
        paths.some((file) => file.startsWith(home) || file.startsWith(this.#job.runnerTemp)),
    );
  }

  /** Runs the post step of the job that was hit. */
  async post(): Promise<StepResult> {
    return await this.#step.post();
  }

  /** What the credentials file holds; `undefined` when there is none. */
  text(): string | undefined {
    return fs.existsSync(this.file) ? fs.readFileSync(this.file, 'utf8') : undefined;
  }

  /** The credentials file as it is. */
  state(): TreeEntry | undefined {
    return snapshot(this.file)['.'];
  }

  /** The credentials file as it is, or as what a killed job left makes it. */
  states(): readonly (TreeEntry | undefined)[] {
    return [this.state(), snapshot(this.#beside('new'))['.']];
  }

  /** Whether any file in Cargo's home holds the token of the job that is hit. */
  holdsToken(): boolean {
    return Object.values(snapshot(this.cargoHome)).some(
      (entry) => entry.kind === 'file' && entry.bytes.includes(TOKENS.hit),
    );
  }

  /** What the credentials file holds, or should hold: a killed job may have left the next one. */
  texts(): readonly (string | undefined)[] {
    const staged = this.#beside('new');
    return [this.text(), ...(fs.existsSync(staged) ? [fs.readFileSync(staged, 'utf8')] : [])];
  }

  /** Whether a folder is there that was made for a login, and no journal that knows of it. */
  isFolderUnknown(): boolean {
    const isThere = fs.existsSync(this.cargoHome) && !fs.existsSync(this.#beside('json'));
    return this.kind.file === undefined && isThere;
  }

  /** The runner of the job that was hit starts again; the next job logs in, and ends. */
  async goOn(): Promise<void> {
    this.#job.vanish();
    const next = this.#newJob();
    const token = this.machine.token();
    assertDone(await next.step({ registry: 'next', token }).main());
    const text = this.text() ?? '';
    assert.ok(text.includes(token), 'the next job is logged in');
    assert.equal(text.includes(TOKENS.other), this.kind.beside, 'the other job still is');
    assert.equal(text.includes(TOKENS.hit), this.kind.logout === 'false' && this.#isKept(text));
    for (const result of await next.end()) assertDone(result);
  }

  /** Ends the other job, and assures that the owner has back what he had. */
  async close(leftFolder = false): Promise<void> {
    for (const result of await this.#other.end()) assertDone(result);
    const found = snapshot(this.machine.home);
    const isKept = this.kind.logout === 'false' && this.#isKept(this.text() ?? '');
    if (isKept) assert.deepEqual(Object.keys(found), Object.keys(this.original));
    else if (leftFolder) assert.deepEqual(Object.keys(found), ['.', '.cargo']);
    else assert.deepEqual(found, this.original);
    this.machine.assertNoLeaks();
  }

  async dispose(): Promise<void> {
    await this.machine.dispose();
  }

  #isKept(text: string): boolean {
    return text === FILE.replace(OWNER, TOKENS.hit) || text.includes(TOKENS.hit);
  }

  #beside(suffix: string): string {
    return path.join(this.cargoHome, `.credentials.toml.cargo-login.${suffix}`);
  }

  get #trace(): string {
    return path.join(this.machine.records, 'trace');
  }

  #newJob(): Job {
    const job = this.machine.job();
    const index = 'sparse+http://127.0.0.1:9/index/';
    job.write(
      '.cargo/config.toml',
      registriesToml({ other: index, next: index.replace('9', '8') }),
    );
    return job;
  }

  /** Kills a job when its login is in the journal and not yet in the file. */
  async #killOne(): Promise<void> {
    const job = this.#newJob();
    const rename = { name: 'rename', nth: 2 };
    const step = job.step({ registry: 'other', token: TOKENS.other });
    const { signal } = await step.main({}, failing(this.#trace, rename, { kind: 'kill' }));
    assert.equal(signal, 'SIGKILL');
    job.vanish();
  }
}

/** How many calls of one name Node makes by itself differs at times, by one or two. */
const SHIFTS = [0, 0, 1, -1, 0, 1, -1, 2, -2, 1, -1, 2, -2, 0];

export interface Hit {
  readonly scene: Scene;
  readonly result: StepResult;
}

/**
 * Sets scenes until in one of them a fault has hit that very call of those on our files.
 *
 * @param calls all of them, of a run without fault
 */
export async function hit(
  kind: SceneKind,
  calls: readonly Call[],
  call: Call,
  fault: Fault,
): Promise<Hit> {
  const position = calls.indexOf(call);
  for (const shift of SHIFTS) {
    const scene = await Scene.set(kind);
    const result = await scene.run({ ...call, nth: call.nth + shift }, fault);
    const made = scene.calls();
    const at = fault.kind === 'kill' ? made.length - 1 : made.findIndex(({ isFailed }) => isFailed);
    if (at === position && made[at]?.name === call.name) return { scene, result };
    await scene.dispose();
  }
  return assert.fail(`${call.name} ${call.nth} was never hit`);
}

/** Assures that a phase did what it should. */
export function assertDone({ code, stdout, stderr, annotations }: StepResult): void {
  assert.deepEqual([code, stderr, annotations.error], [0, '', []], stdout);
}
