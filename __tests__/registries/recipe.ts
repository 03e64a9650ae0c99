// Reads the recipes of README.md and docs/registries.md without changing them.

import * as fs from 'node:fs';
import { parse } from 'yaml';

type Texts = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, unknown>>;

/** The parts of a workflow step that recipes use. */
export interface RecipeStep {
  readonly id?: string | undefined;
  readonly condition?: string | undefined;
  readonly uses?: string | undefined;
  readonly run?: string | undefined;
  readonly inputs: Texts;
  readonly env: Texts;
}

/** The parts of a workflow job that recipes use. */
export interface RecipeJob {
  readonly steps: readonly RecipeStep[];
  readonly condition?: string | undefined;
  /** The values of `matrix`, none without a matrix. */
  readonly matrix: Texts;
  readonly permissions: Texts;
  /** The image of its container; `undefined` for a job on the machine itself. */
  readonly container?: string | undefined;
}

/** A block of YAML below a heading, with the other files below the same heading. */
export interface RecipeText {
  /** The heading; a second block below it has ` (2)` at the end. */
  readonly title: string;
  readonly workflow: string;
  /** The content of `.cargo/config.toml`; empty where the recipe has none. */
  readonly config: string;
  /** The content of `Dockerfile`; empty where the recipe has none. */
  readonly dockerfile: string;
}

const PAGES = ['README.md', 'docs/registries.md'];

/** Returns the text of a page of this repository. */
export function readPage(name: string): string {
  return fs.readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

/** Returns the blocks of code of one language in a text. */
export function blocksOf(text: string, language: string): readonly string[] {
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  return blocks.filter(([, found]) => found === language).map(([, , block = '']) => block);
}

/** Returns all recipes of the pages. Throws for a block of code that no recipe can use. */
export function readRecipes(): readonly RecipeText[] {
  return PAGES.flatMap((page) => {
    const sections = readPage(page).split(/^## /m);
    const section = sections.find((part) => part.startsWith('Recipes\n'));
    if (section === undefined) throw new Error(`${page} has no section \`## Recipes\``);
    return section.split(/^### /m).flatMap(recipesBelow);
  });
}

function recipesBelow(part: string): readonly RecipeText[] {
  const [heading = ''] = part.split('\n', 1);
  const workflows = blocksOf(part, 'yaml');
  const [config = '', ...configs] = blocksOf(part, 'toml');
  const [dockerfile = '', ...dockerfiles] = blocksOf(part, 'dockerfile');
  const files = [config, dockerfile].filter((text) => text !== '').length;
  const isWhole = part.split(/^```\w/m).length - 1 === workflows.length + files;
  if (configs.length + dockerfiles.length > 0 || !isWhole) {
    throw new Error(`below \`${heading}\`: YAML, one block of TOML, and one Dockerfile at most`);
  }
  return workflows.map((workflow, index) => ({
    title: index === 0 ? heading : `${heading} (${index + 1})`,
    workflow,
    config,
    dockerfile,
  }));
}

/** Returns the jobs of a recipe: one for a list of steps, else one for each leg of the matrix. */
export function readJobs(workflow: string): readonly RecipeJob[] {
  // Reads every value as a string, as the runner does with an action's inputs.
  const document: unknown = parse(workflow, { schema: 'failsafe' });
  if (Array.isArray(document)) {
    return [{ steps: document.map(readStep), matrix: {}, permissions: {} }];
  }
  return Object.values(fields(fields(document)['jobs'])).flatMap((job) => readLegs(fields(job)));
}

function readLegs({ steps, strategy, permissions, ...others }: Fields): readonly RecipeJob[] {
  const { container, if: condition } = texts(others);
  const { include } = fields(fields(strategy)['matrix']);
  const legs = strategy === undefined ? [{}] : list(include);
  return legs.map((leg) => ({
    steps: list(steps).map(readStep),
    condition,
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
  if (typeof value !== 'object' || value === null) throw new Error(`not a mapping: ${value}`);
  return { ...value };
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`not a list: ${value}`);
  return value;
}

function texts(value: unknown): Texts {
  const entries = Object.entries(fields(value)).map(([key, text]) => {
    if (typeof text !== 'string') throw new Error(`\`${key}\` is not a string`);
    return [key, text] as const;
  });
  return Object.fromEntries(entries);
}
