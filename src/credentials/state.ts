// Our table at the end of the credentials file: the base and the leases, as one string of JSON. Older
// cargo refuses other types there; every cargo ignores the table, and keeps it when it writes the file.

import { attempt, UserError } from '../errors.ts';
import { type Checked, list, number, object, optional, parseJson, text } from '../json.ts';
import { basicString, parseToml } from './document.ts';
import { checkLease } from './lease.ts';

const checkBase = object({ text, mode: number });

const checkState = object({
  version: number,
  /** `undefined`: there is no file. */
  base: optional(checkBase),
  leases: list(checkLease),
  /** The topmost folder that a login made for the file. */
  folder: optional(text),
  /** The checksum of the body that was written with it. */
  body: text,
});

/** The file as its owner has it: its text and its mode. */
export type Base = Checked<typeof checkBase>;

/** What the table holds. */
export type State = Checked<typeof checkState>;

/** Everything there is to know about the logins on a machine. */
export type Logins = Pick<State, 'base' | 'leases'>;

/** A credentials file in its two parts. */
export interface Parts {
  /** The text without our table. */
  readonly body: string;
  readonly state: State | undefined;
  /** Whether the comment of the table is gone: cargo has written the file anew. */
  readonly isRewritten: boolean;
}

const VERSION = 1;
const HEADER = '[cargo-login]';
const COMMENT = '# Jobs that are logged in (cargo-login-action). It goes when they end.';
/** The table in any spelling of cargo's, with its comment where cargo has not rewritten the file. */
const OURS = /(# Jobs [^\n]*\n)?^\[cargo-login\]\r?\nstate = ((?:(?:'''|""")\r?\n)?[^\n]*)\n?/m;

/** Returns the text of a file with our table. */
export function withState(
  body: string,
  { base, leases, folder }: Omit<State, 'body' | 'version'>,
): string {
  const state = { version: VERSION, base, folder, leases, body: checksum(body) };
  const separator = body === '' ? '' : '\n';
  return `${body}${separator}${COMMENT}\n${HEADER}\nstate = ${basicString(JSON.stringify(state))}\n`;
}

/** Returns a text that differs for different bodies; nobody gains by finding two that have the same. */
export function checksum(body: string): string {
  let hash = 0;
  for (let index = 0; index < body.length; index++) {
    hash = Math.imul(hash ^ body.charCodeAt(index), 0x9e3779b1);
  }
  return `${body.length}-${hash >>> 0}`;
}

/**
 * Returns the parts of a credentials file. Text that somebody has added below our table belongs to
 * the body. Throws UserError when the table is not one that this version wrote.
 */
export function splitState(text: string, path: string): Parts {
  if (!text.includes(HEADER)) return { body: text, state: undefined, isRewritten: false };
  const [found = '', comment, string = ''] = OURS.exec(text) ?? [];
  const state = parseJson(contentOf(string), checkState);
  if (state?.version !== VERSION) {
    throw new UserError(
      `the table \`${HEADER}\` in \`${path}\` is damaged, or another version of this action wrote it; ` +
        'when no job is running, delete that table and the tokens that do not belong in the file',
    );
  }
  const [before = '', after = ''] = text.split(found);
  // The new line that we put between the body and the table goes too.
  const body = before.replace(after === '' ? /\r?\n$/ : /(?<=^|\n)\r?\n$/, '') + after;
  return { body, state, isRewritten: comment === undefined };
}

/** Returns what a string says. Ours is JSON too; cargo chooses its own spelling. */
function contentOf(string: string): string {
  const content: unknown =
    attempt(() => JSON.parse(string)) ?? attempt(() => parseToml(`state = ${string}`)['state']);
  return typeof content === 'string' ? content : '';
}
