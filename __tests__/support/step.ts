// A step that uses the action. Runs its two phases and reads their results as the runner does.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { scriptOf } from './action.ts';
import { inputDefaults } from './action-metadata.ts';
import { collect, type Output } from './child.ts';
import type { Job, Variables } from './job.ts';
import {
  COMMAND_FILES,
  type Phase,
  readCommandFiles,
  readResult,
  type StepResult,
  withoutMasks,
} from './step-result.ts';

/** The `with:` of a step. */
export type Inputs = Readonly<Record<string, string>>;

/** A phase that is running. */
export interface RunningPhase {
  readonly child: ChildProcess;
  readonly done: Promise<StepResult>;
}

export class Step {
  readonly #job: Job;
  readonly #inputs: Variables;
  #state: Readonly<Record<string, string>> = {};
  #begun = false;
  #ended = false;

  constructor(job: Job, inputs: Inputs) {
    const defaults = inputDefaults(job.action);
    const unknown = Object.keys(inputs).filter((name) => !(name in defaults));
    if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
    this.#job = job;
    this.#inputs = Object.fromEntries(
      Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [
        `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
        value,
      ]),
    );
    for (const token of tokensAmong(inputs)) job.secret(token);
  }

  /** Whether main was started. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether post was started. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Runs main. `env` overrides the job's environment. `under` is a command that starts node, such
   * as `['strace', '-f']`.
   */
  main(env: Variables = {}, under: readonly string[] = []): Promise<StepResult> {
    return this.spawnMain(env, under).done;
  }

  /** Runs post, with the state that main left. */
  post(env: Variables = {}, under: readonly string[] = []): Promise<StepResult> {
    return this.spawnPost(env, under).done;
  }

  /** Starts main, for a test that sends it signals. */
  spawnMain(env: Variables = {}, under: readonly string[] = []): RunningPhase {
    this.#begun = true;
    return this.#spawn('main', env, under);
  }

  /** Starts post, for a test that sends it signals. */
  spawnPost(env: Variables = {}, under: readonly string[] = []): RunningPhase {
    this.#ended = true;
    return this.#spawn('post', env, under);
  }

  #spawn(phase: Phase, env: Variables, under: readonly string[]): RunningPhase {
    const environment = { ...this.#environment(), ...env };
    const script = scriptOf(this.#job.action, phase);
    const [program = '', ...args] = [...under, process.execPath, script];
    const child = spawn(program, args, {
      cwd: this.#job.workspace,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#job.machine.record(`the arguments of ${phase}`, args.join('\n'));
    this.#job.machine.onDispose(() => void child.kill('SIGKILL'));
    const done = collect(child).then((output) => this.#read(phase, environment, output));
    return { child, done };
  }

  #environment(): Variables {
    const folder = path.join(this.#job.runnerTemp, '_runner_file_commands');
    fs.mkdirSync(folder, { recursive: true });
    const files = Object.entries(COMMAND_FILES).map(([name, prefix]) => {
      const file = path.join(folder, `${prefix}${randomUUID()}`);
      fs.writeFileSync(file, '');
      return [name, file] as const;
    });
    const state = Object.entries(this.#state).map(([key, value]) => [`STATE_${key}`, value]);
    return {
      ...this.#job.environment(),
      ...this.#inputs,
      ...Object.fromEntries(state),
      ...Object.fromEntries(files),
    };
  }

  #read(phase: Phase, environment: Variables, output: Output): StepResult {
    const texts = readCommandFiles(environment);
    const result = readResult(phase, output, texts);
    const { machine, name } = this.#job;
    for (const [where, text] of Object.entries(texts)) machine.record(`${where} of ${name}`, text);
    machine.record(`the output of ${phase} of ${name}`, withoutMasks(result.lines));
    machine.recordFiles(this.#job.runnerTemp);
    machine.recordNames(`after ${phase} of ${name}`);
    this.#state = { ...this.#state, ...result.state };
    this.#job.absorb(result);
    return result;
  }
}

function tokensAmong(inputs: Inputs): readonly string[] {
  // A line without a name may be a token by itself.
  const several = (inputs['tokens'] ?? '')
    .split(/\r\n|\r|\n/)
    .filter((line) => !/^\s*#/.test(line) && (line.includes('=') || line.trim().length >= 8))
    .map((line) => (/^[^=]{18,}=+$/.test(line) ? line : line.slice(line.indexOf('=') + 1)));
  return [inputs['token'] ?? '', ...several].filter((token) => token.trim() !== '');
}
