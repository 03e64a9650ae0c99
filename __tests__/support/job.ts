// A workflow job as an action sees it: its folders and its environment.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ACTION } from './action.ts';
import { Cargo, type CargoOptions, rustupHome } from './cargo.ts';
import type { Machine } from './machine.ts';
import { type Inputs, Step } from './step.ts';
import type { StepResult } from './step-result.ts';
import { removeTree } from './tree.ts';

/** Variables to set. The value `undefined` unsets a variable. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface JobOptions {
  /** The home folder. Default: the machine's. */
  readonly home?: string;
  /** The value of CARGO_HOME. By default it is unset, and Cargo's home is `.cargo` in `home`. */
  readonly cargoHome?: string;
  /** Default: a new folder. */
  readonly workspace?: string;
  /** The folder that holds action.yml and dist. Default: `ACTION`. */
  readonly action?: string;
  /** The event that triggered the workflow. Default: a push with an empty payload. */
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** The `env:` of the job. */
  readonly env?: Variables;
}

const RUNNER_OS: Readonly<Record<string, string>> = { darwin: 'macOS', win32: 'Windows' };

// Variables that programs need from the test machine. None of them configures Cargo.
const INHERITED = /^(PATH|PATHEXT|SYSTEMROOT|COMSPEC|WINDIR|LANG)$/i;

export class Job {
  readonly machine: Machine;
  readonly name: string;
  readonly home: string;
  readonly workspace: string;
  readonly runnerTemp: string;
  readonly action: string;

  readonly #steps: Step[] = [];
  readonly #exported = new Map<string, string>();
  readonly #paths: string[] = [];
  readonly #base: Variables;

  constructor(machine: Machine, name: string, options: JobOptions) {
    this.machine = machine;
    this.name = name;
    this.home = options.home ?? machine.home;
    this.action = options.action ?? ACTION;
    this.workspace = options.workspace ?? machine.folder(name, 'workspace');
    this.runnerTemp = machine.folder(name, '_temp');
    const event = path.join(machine.folder(name, '_github_workflow'), 'event.json');
    fs.writeFileSync(event, JSON.stringify(options.event?.payload ?? {}));
    this.#base = {
      ...Object.fromEntries(Object.entries(process.env).filter(([key]) => INHERITED.test(key))),
      ...this.#runnerVariables(options.event?.name ?? 'push', event),
      CARGO_HOME: options.cargoHome,
      ...options.env,
    };
  }

  /** The path of Cargo's home for this job. */
  get cargoHome(): string {
    const { CARGO_HOME } = this.environment();
    return path.resolve(this.workspace, CARGO_HOME || path.join(this.home, '.cargo'));
  }

  /** Returns the environment that a `run:` step of this job would have now. */
  environment(): Record<string, string> {
    const variables = { ...this.#base, ...Object.fromEntries(this.#exported) };
    const defined = Object.entries(variables).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    const environment = Object.fromEntries(defined);
    const key = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
    const search = [...this.#paths, environment[key] ?? ''].join(path.delimiter);
    return { ...environment, [key]: search };
  }

  /** Adds a step that uses the action. The leak search then looks for the tokens in its inputs. */
  step(inputs: Inputs = {}): Step {
    const step = new Step(this, inputs);
    this.#steps.push(step);
    return step;
  }

  /** Adds a secret to the leak search of the machine, and returns it. */
  secret(value: string): string {
    return this.machine.secret(value);
  }

  /** Returns cargo as a `run:` step of this job would call it. */
  cargo(options: CargoOptions = {}): Cargo {
    return new Cargo({
      cwd: this.workspace,
      ...options,
      env: { ...this.environment(), ...options.env },
    });
  }

  /** Writes a file of the workspace, such as `.cargo/config.toml`, and returns its path. */
  write(relative: string, text: string): string {
    const file = path.join(this.workspace, relative);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  /** Applies the variables and paths that a step exported for later steps. */
  absorb(result: StepResult): void {
    for (const [key, value] of Object.entries(result.exportedEnv)) this.#exported.set(key, value);
    this.#paths.unshift(...[...result.addedPaths].reverse());
  }

  /** Ends the job as the runner does: runs the posts in reverse order, then empties RUNNER_TEMP. */
  async end(): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    for (const step of this.#steps.filter(({ begun, ended }) => begun && !ended).reverse()) {
      results.push(await step.post());
    }
    this.vanish();
    return results;
  }

  /** Ends the job like a killed and restarted runner: runs no post and empties RUNNER_TEMP. */
  vanish(): void {
    this.machine.recordFiles(this.runnerTemp);
    removeTree(this.runnerTemp);
    fs.mkdirSync(this.runnerTemp);
  }

  #runnerVariables(eventName: string, eventPath: string): Variables {
    const { home, workspace, runnerTemp, machine } = this;
    return {
      HOME: home,
      USERPROFILE: os.platform() === 'win32' ? home : undefined,
      TMPDIR: machine.temp,
      TEMP: os.platform() === 'win32' ? machine.temp : undefined,
      RUSTUP_HOME: rustupHome(),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION: '__self',
      GITHUB_ACTOR: 'octocat',
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_EVENT_NAME: eventName,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_JOB: 'publish',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'octocat/crate',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_WORKFLOW: 'release',
      GITHUB_WORKSPACE: workspace,
      RUNNER_ARCH: os.arch().toUpperCase(),
      RUNNER_NAME: 'runner',
      RUNNER_OS: RUNNER_OS[os.platform()] ?? 'Linux',
      RUNNER_TEMP: runnerTemp,
      RUNNER_TOOL_CACHE: path.join(machine.root, '_tool'),
    };
  }
}
