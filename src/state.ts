// What the main step leaves for the post step: where to look and which leases to end. No secret.

import * as runner from './runner.ts';

const NAME = 'logins';
const VERSION = 1;

/** What the post step has to know. */
export interface State {
  /** Absolute path of the credentials file, links followed. */
  readonly file: string;
  /** Ids of the leases of this step. */
  readonly leases: readonly string[];
  /** The markers of those leases, to be removed even when the leases are gone. */
  readonly markers: readonly string[];
  /** The registries whose tokens go to credential providers, by the ids of their leases. */
  readonly held: Readonly<Record<string, string>>;
  /** The addresses of the registries that gave tokens for this job only, by the ids of their leases. */
  readonly revocable: Readonly<Record<string, string>>;
}

/** What the post step finds. */
export type FoundState =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'state'; readonly state: State };

/**
 * Saves the state for the post step.
 *
 * @throws UserError when the runner's file for it cannot be written
 */
export function saveState(state: State): void {
  runner.saveState(NAME, JSON.stringify({ version: VERSION, ...state }));
}

/** Returns what the main step saved. */
export function readState(): FoundState {
  const text = runner.readState(NAME);
  if (text === '') return { kind: 'none' };
  try {
    return stateOf(JSON.parse(text));
  } catch {
    return { kind: 'unreadable' };
  }
}

function stateOf(value: unknown): FoundState {
  if (typeof value !== 'object' || value === null) return { kind: 'unreadable' };
  const given: Readonly<Record<string, unknown>> = { ...value };
  const { version, file, leases, markers, held, revocable } = given;
  if (version !== VERSION || typeof file !== 'string') return { kind: 'unreadable' };
  if (!isStrings(leases) || !isStrings(markers)) return { kind: 'unreadable' };
  if (!isNames(held) || !isNames(revocable)) return { kind: 'unreadable' };
  return { kind: 'state', state: { file, leases, markers, held, revocable } };
}

function isNames(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && isStrings(Object.values(value));
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
