// The journal as a file: JSON, checked when it is read, for it decides what becomes of a user's file.

import { readFileSync } from 'node:fs';
import { errorCode, systemFailure, UserError } from '../errors.ts';
import type { RegistryPlace } from './edit.ts';
import type { Base, Journal } from './journal.ts';
import type { CargoLogin, Entry, Keeper, Lease, Revocation } from './lease.ts';
import { PRIVATE, removeFile, rename, writeNew } from './replace.ts';

const VERSION = 1;

/**
 * Reads the journal; `undefined` when there is none.
 *
 * @throws UserError when it cannot be read or is not a journal of this version
 */
export function readJournal(path: string): Journal | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw systemFailure('read', path, cause);
  }
  try {
    return journalOf(JSON.parse(text));
  } catch {
    throw new UserError(
      `the journal of logins \`${path}\` is damaged, or of another version of this action; ` +
        'look at the credentials file beside it, remove the tokens that do not belong there, and then remove the journal',
    );
  }
}

/**
 * Writes the journal in one step.
 *
 * @throws UserError when it cannot be written; the former one is still there then
 */
export function writeJournal(path: string, journal: Journal): void {
  const fresh = draftOf(path);
  writeNew(fresh, JSON.stringify({ version: VERSION, ...journal }), PRIVATE);
  try {
    rename(fresh, path);
  } catch (error) {
    removeFile(fresh);
    throw error;
  }
}

/**
 * Removes what a killed process may have left of a journal that it was about to write.
 *
 * @throws UserError when it cannot be removed
 */
export function removeDraft(path: string): void {
  removeFile(draftOf(path));
}

function draftOf(path: string): string {
  return `${path}.new`;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError();
  return Object.fromEntries(Object.entries(value));
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError();
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError();
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError();
  return value;
}

function list<T>(value: unknown, item: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new TypeError();
  return value.map(item);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function journalOf(value: unknown): Journal {
  const fields = fieldsOf(value);
  if (fields['version'] !== VERSION) throw new TypeError();
  return {
    base: baseOf(fields['base']),
    leases: list(fields['leases'], leaseOf),
    written: optional(fields['written'], text),
    former: list(fields['former'], leaseOf),
    previous: optional(fields['previous'], text),
  };
}

function baseOf(value: unknown): Base {
  const fields = fieldsOf(value);
  if (fields['kind'] === 'absent') {
    return { kind: 'absent', createdFolder: optional(fields['createdFolder'], text) };
  }
  if (fields['kind'] !== 'file') throw new TypeError();
  return {
    kind: 'file',
    text: text(fields['text']),
    mode: number(fields['mode']),
    uid: number(fields['uid']),
    gid: number(fields['gid']),
  };
}

function leaseOf(value: unknown): Lease {
  const fields = fieldsOf(value);
  const since = fieldsOf(fields['since']);
  return {
    id: text(fields['id']),
    registry: text(fields['registry']),
    keeper: keeperOf(fields['keeper']),
    revocation: optional(fields['revocation'], revocationOf),
    marker: optional(fields['marker'], text),
    host: text(fields['host']),
    since: {
      time: number(since['time']),
      boot: optional(since['boot'], text),
      uptime: number(since['uptime']),
    },
  };
}

function revocationOf(value: unknown): Revocation {
  const fields = fieldsOf(value);
  return { url: text(fields['url']), token: text(fields['token']) };
}

function keeperOf(value: unknown): Keeper {
  const fields = fieldsOf(value);
  if (fields['kind'] === 'cargo') {
    const state = fields['state'];
    if (state !== 'running' && state !== 'held') throw new TypeError();
    return {
      kind: 'cargo',
      login: cargoLoginOf(fields['login']),
      state,
      kept: flag(fields['kept']),
    };
  }
  if (fields['kind'] !== 'file') throw new TypeError();
  return { kind: 'file', entries: list(fields['entries'], entryOf) };
}

function entryOf(value: unknown): Entry {
  const fields = fieldsOf(value);
  return {
    place: placeOf(fields['place']),
    token: text(fields['token']),
    provider: flag(fields['provider']),
    asymmetric: optional(fields['asymmetric'], (asymmetric) => ({
      subject: optional(fieldsOf(asymmetric)['subject'], text),
    })),
  };
}

function placeOf(value: unknown): RegistryPlace {
  const fields = fieldsOf(value);
  if (fields['kind'] === 'crates-io') return { kind: 'crates-io' };
  if (fields['kind'] !== 'alternate') throw new TypeError();
  return { kind: 'alternate', name: text(fields['name']) };
}

function cargoLoginOf(value: unknown): CargoLogin {
  const fields = fieldsOf(value);
  return {
    registry: text(fields['registry']),
    index: optional(fields['index'], text),
    providers: list(fields['providers'], (words) => list(words, text)),
    places: list(fields['places'], placeOf),
    workingDirectory: text(fields['workingDirectory']),
    toolchain: list(fields['toolchain'], text),
    args: list(fields['args'], text),
    env: Object.fromEntries(
      Object.entries(fieldsOf(fields['env'])).map(([name, value]) => [name, text(value)]),
    ),
  };
}
