// Folders for tests that call the sources themselves.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { removeTree } from '../support/tree.ts';

/** A folder in memory where there is one: flushing a file costs nothing there. */
const MEMORY = '/dev/shm';

/** Makes an empty folder, which is removed when the test has ended. */
export function scratch(t: TestContext): string {
  const folder = newScratch();
  t.after(() => removeTree(folder));
  return folder;
}

/** Makes an empty folder; whoever asked for it removes it. */
export function newScratch(): string {
  const top = fs.existsSync(MEMORY) ? MEMORY : os.tmpdir();
  return fs.mkdtempSync(path.join(fs.realpathSync(top), 'cargo-leases-'));
}
