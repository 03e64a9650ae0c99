// A process that reads a credentials file all the time, as Cargo may, and judges what it sees.
// Arguments: the file; a folder in which each file is a job that is logged in now, and holds its
// registry and then the tokens that may stand there. It ends when its standard input does, and says
// how often it has read.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readText } from '../support/tree.ts';
import { keysOf } from './keys.ts';

const [file = '', live = ''] = process.argv.slice(2);

/** Returns who is logged in, with what has to be in the file. */
function jobs(): ReadonlyMap<string, readonly string[]> {
  const names = fs.readdirSync(live);
  return new Map(names.map((name) => [name, readText(path.join(live, name)).split('\n')]));
}

function look(): void {
  const before = jobs();
  const text = readText(file);
  const after = jobs();
  const keys = keysOf(text);
  for (const [name, [place = '', ...tokens]] of before) {
    const found = keys.get(`${place} token`);
    if (!after.has(name) || tokens.includes(found ?? '')) continue;
    const what = found === undefined ? 'missing' : 'torn, or nobody’s';
    throw new Error(`the token of ${name} is ${what}`);
  }
}

let isOver = false;
process.stdin.resume().once('end', () => {
  isOver = true;
});
let times = 0;
for (; !isOver; times++) {
  look();
  if (times % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
console.log(times);
