// The time in which Cargo works with a credential provider: one job of a machine at a time, so that
// no logout of one comes between the login of another and its entry in the journal.

import { dirname } from 'node:path';
import type { CheckCancelled } from './cancellation.ts';
import { LIMIT_MS } from './cargo/cli.ts';
import { companionsOf } from './credentials/commit.ts';
import type { Logins } from './credentials/journal.ts';
import type { CargoLogin } from './credentials/lease.ts';
import { LONG_FOREIGN_MS, type Patience, withLongLock } from './credentials/lock.ts';
import { forgetProcess, notedProcess, noteProcess } from './credentials/owner-file.ts';
import {
  type Change,
  changeLogins,
  makeFolder,
  type Outcome,
  removeEmptyFolders,
} from './credentials/store.ts';
import { errorCode, systemFailure } from './errors.ts';

/** Long enough for two sessions before this one whose providers hang. */
const PATIENCE: Patience = { waitMs: 3 * LIMIT_MS, foreignMs: LONG_FOREIGN_MS };
const LOOK_MS = 50;

/**
 * Runs `body` while no other job of this machine works with a credential provider. What a killed
 * job had begun has come to its end before that.
 *
 * @param target absolute path of the credentials file; the lock is beside it
 * @throws UserError when the lock cannot be had
 * @throws whatever `checkCancelled` and `body` throw
 */
export async function inProviderSession<T>(
  target: string,
  checkCancelled: CheckCancelled,
  body: (session: ProviderSession) => Promise<T>,
): Promise<T> {
  const folder = dirname(target);
  const session = new ProviderSession(target, checkCancelled);
  try {
    return await session.hold(() => body(session));
  } catch (error) {
    throw errorCode(error) === undefined ? error : systemFailure('write in', folder, error);
  } finally {
    if (session.folderMade !== undefined) removeEmptyFolders(folder, session.folderMade);
  }
}

class ProviderSession {
  /** The topmost folder that a login made for the credentials file. */
  folderMade: string | undefined;
  readonly #target: string;
  readonly #checkCancelled: CheckCancelled;

  constructor(target: string, checkCancelled: CheckCancelled) {
    this.#target = target;
    this.#checkCancelled = checkCancelled;
  }

  /** Runs `body` under the lock for such sessions. */
  async hold<T>(body: () => Promise<T>): Promise<T> {
    const { session } = companionsOf(this.#target);
    this.folderMade = makeFolder(dirname(this.#target));
    return await withLongLock(session, PATIENCE, this.#checkCancelled, async () => {
      await this.#waitForOrphan();
      return await body();
    });
  }

  /** Changes the logins, as `changeLogins` does. A change is not given up when the job is cancelled. */
  async change<T>(change: (logins: Logins) => Change<T>): Promise<Outcome<T>> {
    const outcome = await changeLogins(this.#target, () => {}, change, this.folderMade);
    this.folderMade ??= outcome.createdFolder;
    return outcome;
  }

  /**
   * Runs Cargo. Where it may write the credentials file itself, nobody else changes that meanwhile.
   *
   * @param start gets what is to be called as soon as Cargo runs
   */
  async run<T>(
    { places }: CargoLogin,
    start: (onStart: (pid: number) => void) => Promise<T>,
  ): Promise<T> {
    const { lock, running } = companionsOf(this.#target);
    const body = async () => {
      try {
        return await start((pid) => noteProcess(running, pid));
      } finally {
        forgetProcess(running);
      }
    };
    if (places.length === 0) return await body();
    return await withLongLock(lock, PATIENCE, this.#checkCancelled, body);
  }

  /**
   * Waits for a Cargo whose job was killed; it might store a token after this session has removed
   * it. One that hangs is ended, if it can be told for certain.
   */
  async #waitForOrphan(): Promise<void> {
    const { running } = companionsOf(this.#target);
    const deadline = process.uptime() * 1000 + LIMIT_MS;
    for (;;) {
      const orphan = notedProcess(running);
      if (orphan === undefined) break;
      this.#checkCancelled();
      if (process.uptime() * 1000 > deadline) {
        const { signalGroup } = await import('./cargo/program.ts');
        if (orphan.start !== undefined) signalGroup(orphan.pid, 'SIGKILL');
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    forgetProcess(running);
  }
}

export type { ProviderSession };
