// The recipes of the README, taken out of it as they stand there.

import * as fs from 'node:fs';
import { parse } from 'yaml';

type Texts = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, unknown>>;

/** A step of a workflow, as far as recipes use one. */
export interface RecipeStep {
  readonly id?: string | undefined;
  readonly condition?: string | undefined;
  readonly uses?: string | undefined;
  readonly run?: string | undefined;
  readonly inputs: Texts;
  readonly env: Texts;
}

/** A job: the steps, and what else of it a recipe says. */
export interface RecipeJob {
  readonly steps: readonly RecipeStep[];
  /** The values of `matrix`, none without a matrix. */
  readonly matrix: Texts;
  readonly permissions: Texts;
  /** The image of its container; `undefined` for a job on the machine itself. */
  readonly container?: string | undefined;
}

/** A block of YAML below a heading, with the configuration that stands below the same heading. */
export interface RecipeText {
  /** The heading; a second block below it has ` (2)` at the end. */
  readonly title: string;
  readonly workflow: string;
  /** The content of `.cargo/config.toml`; empty where the recipe has none. */
  readonly config: string;
}

const README = new URL('../../README.md', import.meta.url);

/** Returns all blocks of code in the README's section of recipes. Throws for one of another language. */
export function readRecipes(): readonly RecipeText[] {
  const readme = fs.readFileSync(README, 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith('Recipes\n'));
  if (section === undefined) throw new Error('the README has no section `## Recipes`');
  return section.split(/^### /m).flatMap((part) => recipesBelow(part));
}

function recipesBelow(part: string): RecipeText[] {
  const [heading = ''] = part.split('\n', 1);
  const blocks = [...part.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  const texts = (language: string) =>
    blocks.filter(([, found]) => found === language).map(([, , text = '']) => text);
  const [config = '', ...others] = texts('toml');
  const workflows = texts('yaml');
  if (others.length > 0 || workflows.length + (config === '' ? 0 : 1) !== blocks.length) {
    throw new Error(`below \`${heading}\`: YAML, and one block of TOML at most`);
  }
  return workflows.map((workflow, index) => ({
    title: index === 0 ? heading : `${heading} (${index + 1})`,
    workflow,
    config,
  }));
}

/** Returns the jobs of a recipe: one for a mere list of steps, else one for each leg of the matrix. */
export function readJobs(workflow: string): readonly RecipeJob[] {
  // As the runner reads an action's inputs: everything is text.
  const document: unknown = parse(workflow, { schema: 'failsafe' });
  if (Array.isArray(document)) {
    return [{ steps: document.map(readStep), matrix: {}, permissions: {} }];
  }
  return Object.values(fields(fields(document)['jobs'])).flatMap((job) => readLegs(fields(job)));
}

function readLegs({ steps, strategy, permissions, ...others }: Fields): RecipeJob[] {
  const { container } = texts(others);
  const { include } = fields(fields(strategy)['matrix']);
  const legs = strategy === undefined ? [{}] : list(include);
  return legs.map((leg) => ({
    steps: list(steps).map(readStep),
    matrix: texts(leg),
    permissions: texts(permissions),
    container,
  }));
}

function readStep(value: unknown): RecipeStep {
  const { with: inputs, env, ...others } = fields(value);
  const { id, if: condition, uses, run } = texts(others);
  return { id, condition, uses, run, inputs: texts(inputs), env: texts(env) };
}

function fields(value: unknown): Fields {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw new Error(`no mapping: ${value}`);
  return { ...value };
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`no list: ${value}`);
  return value;
}

function texts(value: unknown): Texts {
  const entries = Object.entries(fields(value)).map(([key, text]) => {
    if (typeof text !== 'string') throw new Error(`\`${key}\` is no text`);
    return [key, text] as const;
  });
  return Object.fromEntries(entries);
}
