// What the main step leaves for the post step. It holds no secret.

import { type Checked, list, number, object, optional, parseJson, text, truth } from './json.ts';
import * as runner from './runner.ts';

const NAME = 'login';
const VERSION = 2;

const STATE = object({
  version: number,
  /** Absolute path of the credentials file, symbolic links followed. */
  file: text,
  /** `logout: false`: there is nothing to log out of. */
  kept: truth,
  logins: list(
    object({
      /** Id of the lease. */
      id: text,
      registry: text,
      /** Names in the credentials file, `undefined` for `[registry]`; empty for a provider. */
      names: list(optional(text)),
      /** The address that issued the token, where it must be revoked. */
      issuer: optional(text),
    }),
  ),
});

/** What the post step has to know. */
export type State = Checked<typeof STATE>;

/**
 * Saves the state for the post step. Throws UserError when the runner's file for it cannot be
 * written.
 */
export function saveState(state: Omit<State, 'version'>): void {
  runner.saveState({ [NAME]: JSON.stringify({ version: VERSION, ...state }) });
}

/** Returns what the main step saved: nothing, something unreadable, or the state. */
export function readState(): State | 'none' | 'damaged' {
  const saved = runner.readState(NAME);
  if (saved === '') return 'none';
  const state = parseJson(saved, STATE);
  return state?.version === VERSION ? state : 'damaged';
}
