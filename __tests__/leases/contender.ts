// A process that takes a lock again and again, and says when it was not alone in it.
// Arguments: the lock, a folder for its traces, how often.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { withLock } from '../../src/credentials/lock.ts';
import { isRunning } from '../../src/host.ts';

const [lock = '', folder = '', times = '0'] = process.argv.slice(2);
const inside = path.join(folder, 'inside');
const count = path.join(folder, 'count');

/** Returns who else is in here, if he lives: one that was killed could not leave. */
function another(): number | undefined {
  const pid = Number(fs.existsSync(inside) ? fs.readFileSync(inside, 'utf8') : 0);
  return pid > 0 && pid !== process.pid && isRunning(pid, undefined) ? pid : undefined;
}

for (let turn = 0; turn < Number(times); turn++) {
  await withLock(
    lock,
    () => {},
    () => {
      if (another() !== undefined) throw new Error(`not alone: ${another()} is here too`);
      fs.writeFileSync(inside, String(process.pid));
      const before = Number(fs.existsSync(count) ? fs.readFileSync(count, 'utf8') : 0);
      if (another() !== undefined) throw new Error(`not alone any more: ${another()} came`);
      fs.writeFileSync(`${count}.${process.pid}`, String(before + 1));
      fs.renameSync(`${count}.${process.pid}`, count);
      fs.rmSync(inside);
    },
  );
}
