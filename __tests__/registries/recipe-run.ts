// Runs a recipe as a runner would: the action packaged, `run:` by bash, cargo real. Nothing of its
// text is changed but the hosts of sparse indexes, which are on loopback, and the secrets.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'smol-toml';
import type { Registry } from '../../scripts/registry.mjs';
import { assertDone } from '../action/scene.ts';
import { writeCrate } from '../support/cargo.ts';
import { collect } from '../support/child.ts';
import type { Job, JobOptions, Variables } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { parseLog, parsePairs } from '../support/workflow-commands.ts';
import { type Context, evaluate, holds } from './expressions.ts';
import { type RecipeJob, type RecipeStep, type RecipeText, readJobs } from './recipe.ts';
import { jobOfAnOwner } from './shop.ts';

/** What prepares a job without being concerned with Cargo; a test does it in another way. */
const PREPARATION =
  /^(actions\/checkout|aws-actions\/configure-aws-credentials|azure\/login|webfactory\/ssh-agent|Swatinem\/rust-cache)@v[\d.]+$/;
const ACTION = /^OWNER\/cargo-login-action@v1$/;

/** A recipe with hosts that are there. */
export interface ServedRecipe {
  readonly jobs: readonly RecipeJob[];
  readonly config: string;
}

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

/** Puts registries, by the hosts for which they stand, into the text of a recipe. */
export function serve(
  { workflow, config }: RecipeText,
  hosts: ReadonlyMap<string, Registry>,
): ServedRecipe {
  const put = (text: string) =>
    [...hosts].reduce(
      (result, [host, { url }]) => result.replaceAll(`+${host}/`, `+${url}/`),
      text,
    );
  return { jobs: readJobs(put(workflow)), config: put(config) };
}

/** What a test puts in the place of what its machine does not have. */
export interface Surroundings {
  readonly secret: (name: string) => string;
  readonly env: Variables;
  /** What the runner sets for a job with `permissions: id-token: write`. */
  readonly identity?: Variables;
  /** Further inputs: the addresses of servers on loopback. */
  readonly inputs?: Inputs;
}

/** A job of a recipe, from its first step on. */
export class RecipeRun {
  readonly job: Job;
  readonly #machine: Machine;
  readonly #recipe: RecipeJob;
  readonly #secret: (name: string) => string;
  readonly #inputs: Inputs;
  readonly #outputs = new Map<string, Readonly<Record<string, string>>>();

  constructor(
    machine: Machine,
    recipe: RecipeJob,
    config: string,
    { secret, env, identity, inputs = {} }: Surroundings,
  ) {
    this.#machine = machine;
    this.#recipe = recipe;
    this.#secret = secret;
    this.#inputs = inputs;
    const isTrusted = recipe.permissions['id-token'] === 'write';
    const place = recipe.container === undefined ? {} : containerOf(machine);
    this.job = machine.job({ ...place, env: { ...env, ...(isTrusted && identity) } });
    writeCrate(this.job.workspace);
    if (config !== '') this.job.write('.cargo/config.toml', config);
  }

  /** Runs all steps, and asserts that each of them ends well. Returns how many were run. */
  async run(): Promise<number> {
    let count = 0;
    for (const step of this.#recipe.steps) {
      const { condition } = step;
      if (condition !== undefined && !holds(condition, this.#context())) continue;
      const outputs = await this.#runStep(step);
      if (step.id !== undefined) this.#outputs.set(step.id, outputs);
      count += 1;
    }
    return count;
  }

  /** Ends the job, and asserts that every post step ends well. */
  async end(): Promise<void> {
    for (const post of await this.job.end()) assertDone(post);
  }

  #context(): Context {
    return { secrets: this.#secret, matrix: this.#recipe.matrix, outputs: this.#outputs };
  }

  async #runStep(step: RecipeStep): Promise<Readonly<Record<string, string>>> {
    const { uses, run } = step;
    if (run !== undefined) return await this.#runScript(step, run);
    if (uses !== undefined && PREPARATION.test(uses)) return {};
    assert.match(uses ?? '', ACTION);
    const inputs = { ...this.#evaluated(step.inputs), ...this.#inputs };
    const main = await this.job.step(inputs).main();
    assertDone(main);
    assert.deepEqual(main.annotations.warning, []);
    return main.outputs;
  }

  #evaluated(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const context = this.#context();
    return Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, evaluate(text, context)]),
    );
  }

  /** https://docs.github.com/actions/reference/workflow-syntax-for-github-actions, `shell` */
  async #runScript(step: RecipeStep, run: string): Promise<Readonly<Record<string, string>>> {
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
    return this.#read(`${stdout}${stderr}`, fs.readFileSync(file, 'utf8'));
  }

  /** Returns the outputs; whatever is one has to be masked, and nothing masked may be shown. */
  #read(printed: string, written: string): Readonly<Record<string, string>> {
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

/** Begins the jobs of a recipe, on a machine whose owner has tokens of other registries. */
export function beginJobs(
  machine: Machine,
  { jobs, config }: ServedRecipe,
  surroundings: Surroundings,
): readonly RecipeRun[] {
  const runs = jobs.map((job) => new RecipeRun(machine, job, config, surroundings));
  const [first] = runs;
  if (first === undefined) throw new Error('a recipe without jobs');
  jobOfAnOwner(machine, first.job);
  return runs;
}
