// Our table at the end of the credentials file: the base and the leases, as one string of JSON. Older
// cargo refuses other types there; every cargo ignores the table, and keeps it when it writes the file.

import { attempt, UserError } from '../errors.ts';
import { type Check, list, number, object, optional, parseJson, text, truth } from '../json.ts';
import { basicString, isTable, parseDocument, valueAt } from './document.ts';
import { type Entry, LEASE_ID } from './lease.ts';
import { scan } from './scan.ts';
import type { Logins } from './settle.ts';
import { survey } from './splice.ts';

/** What the table holds. */
export interface State extends Logins {
  readonly version: typeof VERSION;
  /** The topmost folder that a login made for the file. */
  readonly folder: string | undefined;
  /** The checksum of the body that was written with it. */
  readonly body: string;
}

/** A credentials file in its two parts. */
export interface Parts {
  /** The text without our table. */
  readonly body: string;
  readonly state: State | undefined;
  /** Whether the comment of the table is gone: cargo has written the file anew. */
  readonly isRewritten: boolean;
}

const VERSION = 1;
const TABLE = 'cargo-login';
const KEY = 'state';
const COMMENT = '# Jobs that are logged in (cargo-login-action). It goes when they end.';
const HEAD = `${COMMENT}\n[${TABLE}]\n${KEY} = `;

/** Returns the text of a file with our table. */
export function withState(
  body: string,
  { base, leases, folder }: Omit<State, 'body' | 'version'>,
): string {
  const state = { version: VERSION, base, folder, leases, body: checksum(body) };
  const separator = body === '' ? '' : '\n';
  return `${body}${separator}${HEAD}${basicString(JSON.stringify(state))}\n`;
}

/** Returns a text that differs for different bodies; nobody gains by finding two that have the same. */
export function checksum(body: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < body.length; index++) {
    const code = body.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  return [body.length, a >>> 0, b >>> 0].join('-');
}

/**
 * Returns the parts of a credentials file. Throws UserError when the table is not one that this
 * version wrote, or the text around it is not TOML.
 */
export function splitState(text: string, path: string): Parts {
  const at = text.lastIndexOf(HEAD);
  const string = at === -1 ? undefined : attempt(() => JSON.parse(text.slice(at + HEAD.length)));
  if (typeof string === 'string') {
    return {
      body: bodyOf(text.slice(0, at), ''),
      state: checked(string, path),
      isRewritten: false,
    };
  }
  if (!text.includes(TABLE)) return { body: text, state: undefined, isRewritten: false };
  return splitMoved(text, path);
}

/** Takes out the header and the key, not the section: text that was appended is not ours. */
function splitMoved(text: string, path: string): Parts {
  const table = valueAt(parseDocument(text, path).data, TABLE);
  if (table === undefined) return { body: text, state: undefined, isRewritten: false };
  const string = isTable(table) ? valueAt(table, KEY) : undefined;
  const { section, keys } = survey(text, [TABLE], scan);
  const item = keys.get(KEY)?.item;
  if (section === undefined || item === undefined || typeof string !== 'string')
    throw damaged(path);
  const before = text.slice(0, section.header.start);
  const comment = before.endsWith(`${COMMENT}\n`) || before.endsWith(`${COMMENT}\r\n`);
  const between = text.slice(nextLine(text, section.header.end), item.start);
  return {
    body: bodyOf(
      comment ? before.slice(0, before.lastIndexOf(COMMENT)) : before,
      between + text.slice(nextLine(text, item.end)),
    ),
    state: checked(string, path),
    isRewritten: !comment,
  };
}

/** Takes the new line away that we put between the body and our table. */
function bodyOf(before: string, after: string): string {
  const body = before.replace(/\r?\n$/, '');
  return after === '' || body === '' || body.endsWith('\n') ? body + after : before + after;
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

function damaged(path: string): UserError {
  return new UserError(
    `the table \`[${TABLE}]\` in \`${path}\` is damaged, or another version of this action wrote it; ` +
      'when no job is running, delete that table and the tokens that do not belong in the file',
  );
}

function checked(string: string, path: string): State {
  const state = parseJson(string, checkState);
  if (state === undefined) throw damaged(path);
  return state;
}

/** A number that only this version writes. */
const version: Check<typeof VERSION> = (value) => {
  if (value !== VERSION) throw new TypeError('another version');
  return value;
};

/** An id becomes part of a file name. */
const id: Check<string> = (value) => {
  if (!LEASE_ID.test(text(value))) throw new TypeError('not an id');
  return text(value);
};

const provider: Check<Entry['provider']> = (value) =>
  Array.isArray(value) ? list(text)(value) : optional(text)(value);

const checkLease = object({
  id,
  registry: text,
  index: text,
  entries: list(object({ name: optional(text), token: text, provider })),
  provider: optional(text),
  revocation: optional(object({ url: text, token: text })),
  host: text,
  mounts: optional(text),
  boot: optional(text),
  runner: optional(object({ pid: number, start: text })),
  temp: optional(text),
  since: number,
  changed: truth,
});

const checkState = object({
  version,
  base: optional(object({ text, mode: number })),
  leases: list(checkLease),
  folder: optional(text),
  body: text,
});
