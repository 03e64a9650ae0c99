// The state that the main step saves for the post step. It holds no secret.

import { type Checked, list, number, object, optional, parseJson, text, truth } from './json.ts';
import * as runner from './runner.ts';

const NAME = 'login';
const VERSION = 2;

const STATE = object({
  version: number,
  /** Absolute path of the credentials file, with symbolic links resolved. */
  file: text,
  /** Whether `logout: false` keeps the login, so that the post step does not log out. */
  kept: truth,
  logins: list(
    object({
      /** Id of the lease. */
      id: text,
      registry: text,
      /** Names in the credentials file; `undefined` is `[registry]`. Empty for a provider. */
      names: list(optional(text)),
      /** The address that issued the token, and that must revoke it. */
      issuer: optional(text),
    }),
  ),
});

/** The saved state. */
export type State = Checked<typeof STATE>;

/** Saves the state for the post step. Throws UserError when the runner's file cannot be written. */
export function saveState(state: Omit<State, 'version'>): void {
  runner.saveState({ [NAME]: JSON.stringify({ version: VERSION, ...state }) });
}

/** Returns the saved state, `none`, or `damaged` for a state that this version cannot read. */
export function readState(): State | 'none' | 'damaged' {
  const saved = runner.readState(NAME);
  if (saved === '') return 'none';
  const state = parseJson(saved, STATE);
  return state?.version === VERSION ? state : 'damaged';
}
