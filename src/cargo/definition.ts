import { dirname } from 'node:path';

/**
 * Where a configuration value was defined (cargo's `Definition`, src/context/value.rs). `cli` has a
 * path when the `--config` argument named a file.
 */
export type Definition =
  | { readonly kind: 'built-in' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'environment'; readonly key: string }
  | { readonly kind: 'cli'; readonly path?: string };

/** A value and where it was defined. */
export interface Value<T> {
  readonly value: T;
  readonly definition: Definition;
}

const RANK = { 'built-in': 0, path: 1, environment: 2, cli: 3 } as const;

/** Returns the definition in cargo's words, as they stand in its messages. */
export function describe(definition: Definition): string {
  switch (definition.kind) {
    case 'built-in':
      return 'default';
    case 'path':
      return definition.path;
    case 'environment':
      return `environment variable \`${definition.key}\``;
    case 'cli':
      return definition.path ?? '--config cli option';
  }
}

/** Orders definitions by priority, lowest first; two files, however far apart, are equal. */
export function compareDefinitions(a: Definition, b: Definition): number {
  return RANK[a.kind] - RANK[b.kind];
}

/** Tells whether `a` wins over `b`: command line, then environment, then files. */
export function isHigherPriority(a: Definition, b: Definition): boolean {
  return compareDefinitions(a, b) > 0;
}

/**
 * Returns the folder that relative values count from: the one above `.cargo` for a file, else the
 * working directory (cargo's `Definition::root`).
 */
export function rootOf(definition: Definition, cwd: string): string {
  const path = pathOf(definition);
  return path === undefined ? cwd : dirname(dirname(path));
}

/** Returns the file that the definition stands in, if it stands in one. */
export function pathOf(definition: Definition): string | undefined {
  return definition.kind === 'path' || definition.kind === 'cli' ? definition.path : undefined;
}
