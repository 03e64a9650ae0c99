// Reads the workflows and actions of this repository.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

export type Fields = Readonly<Record<string, unknown>>;

/** A file of YAML. */
export interface YamlFile {
  /** Relative to the repository, with slashes. */
  readonly name: string;
  readonly text: string;
  readonly content: Fields;
}

export interface Step {
  /** For messages: file, job and position. */
  readonly where: string;
  readonly fields: Fields;
}

/** Returns a mapping, or an empty one for `undefined` and `null`. Throws for anything else. */
export function fieldsOf(value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`no mapping: ${value}`);
  return { ...value };
}

/** Returns a list, or an empty one for `undefined`. Throws for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`no list: ${value}`);
  return value;
}

/** Reads a file of the repository. */
export function readYaml(name: string): YamlFile {
  const text = fs.readFileSync(path.join(REPOSITORY, name), 'utf8');
  return { name, text, content: fieldsOf(parse(text)) };
}

/** Returns all workflows. */
export function workflows(): readonly YamlFile[] {
  const names = fs.readdirSync(path.join(REPOSITORY, '.github/workflows'));
  return names.map((name) => readYaml(`.github/workflows/${name}`));
}

/** Returns the action itself, and the local actions that the workflows use. */
export function actions(): readonly YamlFile[] {
  const names = fs.readdirSync(path.join(REPOSITORY, '.github/actions'), { withFileTypes: true });
  const local = names.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return ['action.yml', ...local.map((name) => `.github/actions/${name}/action.yml`)].map(readYaml);
}

/** Returns the jobs of a workflow, by id. */
export function jobsOf({ content }: YamlFile): readonly (readonly [string, Fields])[] {
  return Object.entries(fieldsOf(content['jobs'])).map(([id, job]) => [id, fieldsOf(job)]);
}

/** Returns the steps of a workflow, or of a composite action. */
export function stepsOf(file: YamlFile): readonly Step[] {
  const composite = fieldsOf(file.content['runs']);
  const jobs = [...jobsOf(file), ['runs', composite] as const];
  return jobs.flatMap(([id, job]) =>
    listOf(job['steps']).map((step, index) => ({
      where: `${file.name}, ${id}, step ${index + 1}`,
      fields: fieldsOf(step),
    })),
  );
}
