// Runs a recipe as a runner does, with the packaged action, bash for `run:`, and real cargo. Only
// the hosts of sparse indexes and the secrets in its text are replaced.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'smol-toml';
import type { Registry } from '../../scripts/registry.mjs';
import { assertDone } from '../action/scene.ts';
import { type CrateOptions, writeCrate } from '../support/cargo.ts';
import { collect } from '../support/child.ts';
import type { Job, JobOptions, Variables } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { parseLog, parsePairs } from '../support/workflow-commands.ts';
import { type Context, evaluate, holds } from './expressions.ts';
import { type RecipeJob, type RecipeStep, type RecipeText, readJobs } from './recipe.ts';
import { jobOfAnOwner } from './shop.ts';

type Outputs = Readonly<Record<string, string>>;

/** Actions that prepare a job. The test does their work itself. */
const PREPARATION =
  /^(actions\/checkout|aws-actions\/configure-aws-credentials|azure\/login|webfactory\/ssh-agent|Swatinem\/rust-cache|jfrog\/setup-jfrog-cli)@v[\d.]+$/;
const ACTION = /^OWNER\/cargo-login-action@v1$/;

/** Returns the `https://HOST` of the sparse index that a recipe gives to a registry. */
export function hostOf({ workflow, config }: RecipeText, name: string): string {
  const step = readJobs(workflow)
    .flatMap(({ steps }) => steps)
    .find(({ inputs }) => inputs['registry'] === name && inputs['index'] !== undefined);
  const index = step?.inputs['index'] ?? configuredIndex(config, name);
  const [, host] = /^sparse\+(https:\/\/[^/]+)\//.exec(index ?? '') ?? [];
  if (host === undefined) throw new Error(`the recipe has no sparse index for \`${name}\``);
  return host;
}

function configuredIndex(config: string, name: string): string | undefined {
  const at = ['registries', name, 'index'];
  const index = at.reduce<unknown>(
    (table, key) => new Map(Object.entries(Object(table))).get(key),
    parse(config),
  );
  return index === undefined ? undefined : String(index);
}

/** Returns the recipe with registries on loopback in place of the hosts. */
export function serve(recipe: RecipeText, hosts: ReadonlyMap<string, Registry>): RecipeText {
  const put = (text: string) =>
    [...hosts].reduce(
      (result, [host, { url }]) => result.replaceAll(`+${host}/`, `+${url}/`),
      text,
    );
  return { ...recipe, workflow: put(recipe.workflow), config: put(recipe.config) };
}

/** Substitutes for what the test machine does not have. */
export interface Surroundings {
  readonly secret: (name: string) => string;
  readonly env: Variables;
  /** Variables that the runner sets for a job with `permissions: id-token: write`. */
  readonly identity?: Variables;
  /** Further inputs: the addresses of servers on loopback. */
  readonly inputs?: Inputs;
  /** The outputs of the actions that prepare the job. */
  readonly prepared?: Outputs;
  /** `github.repository` */
  readonly repository?: string;
  /** The crate in the workspace. */
  readonly crate?: CrateOptions;
}

/** A job of a recipe that can be run and ended. */
export class RecipeRun {
  readonly job: Job;
  readonly #machine: Machine;
  readonly #recipe: RecipeJob;
  readonly #surroundings: Surroundings;
  readonly #outputs = new Map<string, Outputs>();

  constructor(machine: Machine, text: RecipeText, recipe: RecipeJob, surroundings: Surroundings) {
    this.#machine = machine;
    this.#recipe = recipe;
    this.#surroundings = surroundings;
    const isTrusted = recipe.permissions['id-token'] === 'write';
    const place = recipe.container === undefined ? {} : containerOf(machine);
    const { env, identity, crate } = surroundings;
    this.job = machine.job({ ...place, env: { ...env, ...(isTrusted && identity) } });
    writeCrate(this.job.workspace, crate);
    if (text.config !== '') this.job.write('.cargo/config.toml', text.config);
    if (text.dockerfile !== '') this.job.write('Dockerfile', text.dockerfile);
  }

  /** Runs all steps, and asserts that each of them succeeds. Returns how many were run. */
  async run(): Promise<number> {
    let count = 0;
    if (!holds(this.#recipe.condition, this.#context())) return count;
    for (const step of this.#recipe.steps) {
      if (!holds(step.condition, this.#context())) continue;
      const outputs = await this.#runStep(step);
      if (step.id !== undefined) this.#outputs.set(step.id, outputs);
      count += 1;
    }
    return count;
  }

  /** Ends the job, and asserts that every post step succeeds. */
  async end(): Promise<void> {
    for (const post of await this.job.end()) assertDone(post);
  }

  #context(): Context {
    const { secret, repository = 'my-organization/my-crate' } = this.#surroundings;
    const { matrix } = this.#recipe;
    return { secrets: secret, matrix, github: { repository }, outputs: this.#outputs };
  }

  async #runStep(step: RecipeStep): Promise<Outputs> {
    const { uses, run } = step;
    if (run !== undefined) return await this.#runScript(step, run);
    if (uses !== undefined && PREPARATION.test(uses)) return this.#surroundings.prepared ?? {};
    assert.match(uses ?? '', ACTION);
    const inputs = { ...this.#evaluated(step.inputs), ...this.#surroundings.inputs };
    const main = await this.job.step(inputs).main();
    assertDone(main);
    assert.deepEqual(main.annotations.warning, []);
    return main.outputs;
  }

  #evaluated(texts: Outputs): Outputs {
    const context = this.#context();
    return Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, evaluate(text, context)]),
    );
  }

  /** https://docs.github.com/actions/reference/workflow-syntax-for-github-actions, `shell` */
  async #runScript(step: RecipeStep, run: string): Promise<Outputs> {
    const file = path.join(this.#machine.folder('outputs'), randomUUID());
    fs.writeFileSync(file, '');
    const script = evaluate(run, this.#context());
    const child = spawn('bash', ['-e', '-c', script], {
      cwd: this.job.workspace,
      env: { ...this.job.cargo().env, ...this.#evaluated(step.env), GITHUB_OUTPUT: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, stdout, stderr } = await collect(child);
    assert.equal(code, 0, `${script}\n${stdout}${stderr}`);
    const written = fs.readFileSync(file, 'utf8');
    fs.rmSync(file);
    return this.#read(`${stdout}${stderr}`, written);
  }

  /** Returns the outputs. Each of them must be masked, and nothing masked may be printed. */
  #read(printed: string, written: string): Outputs {
    const lines = parseLog(printed);
    const isMask = (name: string | undefined) => name === 'add-mask';
    const shown = lines.filter(({ command }) => !isMask(command?.name)).map(({ text }) => text);
    this.#machine.record('the output of a script', shown.join('\n'));
    const masks = lines.flatMap(({ command }) =>
      isMask(command?.name) ? (command?.data ?? []) : [],
    );
    const { pairs, problem } = parsePairs(written);
    assert.equal(problem, undefined);
    assert.deepEqual([...pairs.values()], masks);
    return Object.fromEntries(pairs);
  }
}

/** The folders of a job in a container: the runner sets HOME, and a Rust image sets CARGO_HOME. */
function containerOf(machine: Machine): JobOptions {
  return {
    home: machine.folder('github', 'home'),
    cargoHome: machine.folder('usr', 'local', 'cargo'),
  };
}

/** Starts the jobs of a recipe, on a machine whose owner has tokens of other registries. */
export function beginJobs(
  machine: Machine,
  text: RecipeText,
  surroundings: Surroundings,
): readonly [RecipeRun, ...RecipeRun[]] {
  const jobs = readJobs(text.workflow);
  const [first, ...others] = jobs.map((job) => new RecipeRun(machine, text, job, surroundings));
  if (first === undefined) throw new Error('a recipe without jobs');
  jobOfAnOwner(machine, first.job);
  return [first, ...others];
}
