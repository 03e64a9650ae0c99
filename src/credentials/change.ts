// Changes a credentials file: under its lock, with one rename.

import { dirname } from 'node:path';
import { errorCode, systemFailure, UserError } from '../errors.ts';
import { parseDocument } from './document.ts';
import * as files from './file.ts';
import { isDead, type Lease, removeMarker } from './lease.ts';
import { withLock } from './lock.ts';
import { checksum, type Logins, layOver, settle, splitState, withState } from './state.ts';

/** The side result of every change. */
export interface Swept {
  /** Dropped leases of jobs that did not log out. A provider may still hold a token of theirs. */
  readonly swept: readonly Lease[];
}

/** The logins as they were read. */
interface Found extends Logins {
  readonly file: files.FoundFile | undefined;
  /** The topmost folder that a login made for the file. */
  readonly folder: string | undefined;
}

/** Thrown to start a change again after a moment. */
class Again extends UserError {}

/** How long a file must stay the same before an edit by another program is accepted. */
const MOMENT_MS = 500;
/** How often to try when other programs keep changing the file. */
const ATTEMPTS = 100;

/**
 * Changes the logins of a file. Under the lock, it takes over edits by others, drops dead leases
 * (except those with `own` ids), calls `apply`, and replaces the file with one rename. Returns the
 * result of `apply`, and the dropped leases. Throws UserError when the file cannot be read or
 * written, and what `checkCancelled` and `apply` throw. After an error, the file is unchanged.
 */
export async function change<T extends Logins>(
  target: string,
  checkCancelled: () => void,
  apply: (logins: Logins) => T,
  own: readonly string[] = [],
): Promise<T & Swept> {
  const folder = dirname(target);
  let made: string | undefined;
  let seen: string | undefined;
  // Cargo writes in place and truncates afterwards. Until then, old text follows the new text.
  const assureQuiet = ({ text, stats }: files.FoundFile) => {
    if (text === seen || Date.now() - stats.mtimeMs >= MOMENT_MS) return;
    seen = text;
    throw new Again(`other programs keep changing \`${target}\`; run the step again`);
  };
  const transact = (isHeld: () => boolean) => {
    const found = readLogins(target, assureQuiet);
    made = found.folder ?? made;
    const swept = found.leases.filter((lease) => !own.includes(lease.id) && isDead(lease));
    const leases = found.leases.filter((lease) => !swept.includes(lease));
    const result = apply({ base: found.base, leases });
    commit(target, { ...found, folder: made }, result, isHeld);
    const isLive = ({ id }: Lease) => result.leases.some((lease) => lease.id === id);
    found.leases.filter((lease) => !isLive(lease)).forEach(removeMarker);
    return { ...result, swept };
  };
  try {
    for (let attempts = 1; ; attempts++) {
      try {
        return await withLock(target, checkCancelled, transact);
      } catch (error) {
        if (error instanceof Again && attempts < ATTEMPTS) {
          await new Promise((wake) => setTimeout(wake, MOMENT_MS));
        } else if (errorCode(error) === 'ENOENT' && !files.isFolder(folder)) {
          const result = apply({ base: undefined, leases: [] });
          if (isNothing(result)) return { ...result, swept: [] };
          made = files.makeFolder(folder) ?? made;
        } else {
          throw errorCode(error) === undefined ? error : systemFailure('write in', folder, error);
        }
      }
    }
  } finally {
    if (made !== undefined) files.removeEmptyFolders(folder, made);
  }
}

function isNothing({ base, leases }: Logins): boolean {
  return base === undefined && leases.length === 0;
}

/**
 * Returns the current logins. Throws UserError when the file cannot be read or is not valid. Calls
 * `assureQuiet` before it accepts an edit by another program or reports a mistake.
 */
export function readLogins(
  target: string,
  assureQuiet: (file: files.FoundFile) => void = () => {},
): Found {
  const file = files.readCredentials(target);
  if (file === undefined) return { file, folder: undefined, base: undefined, leases: [] };
  try {
    const { body, state, isRewritten } = splitState(file.text, target);
    if (state === undefined) {
      const { text } = parseDocument(file.text, target);
      return { file, folder: undefined, base: { text, mode: file.mode }, leases: [] };
    }
    const { folder, leases } = state;
    const isModeTheirs = file.mode !== files.PRIVATE;
    const base = state.base && (isModeTheirs ? { ...state.base, mode: file.mode } : state.base);
    if (checksum(body) === state.body) return { file, folder, base, leases };
    assureQuiet(file);
    parseDocument(file.text, target); // An error names the line in the file, not in the body.
    return { file, folder, ...settle({ base, leases }, body, isRewritten, target) };
  } catch (error) {
    if (error instanceof UserError) assureQuiet(file);
    throw error;
  }
}

/** Writes the file that results from these logins, or removes it. Does nothing without a change. */
function commit(target: string, found: Found, logins: Logins, isHeld: () => boolean): void {
  const { file, folder } = found;
  const check = () => {
    if (isHeld() && files.isUntouched(target, file)) return;
    throw new Again(`other programs keep changing \`${target}\`; run the step again`);
  };
  if (isNothing(logins)) {
    if (file === undefined) return;
    check();
    files.removeFile(target);
    return;
  }
  const { base, leases } = logins;
  const isLoggedIn = leases.length > 0;
  const body = layOver(logins, target);
  const text = isLoggedIn ? withState(body, { base, leases, folder }) : body;
  const mode = isLoggedIn ? files.PRIVATE : (base?.mode ?? files.PRIVATE);
  if (file?.text === text && file.mode === mode) return;
  files.replaceFile(target, text, mode, file, check);
}
