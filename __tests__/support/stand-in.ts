// Stand-ins for the action, correct or faulty, to test the harness with.

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import type { Job, JobOptions } from './job.ts';
import { Machine } from './machine.ts';

const METADATA = `
name: Stand-in
inputs:
  token: { description: a token }
  tokens: { description: several }
  two words: { description: an input with a blank, default: of old }
  number: { description: not text in YAML, default: 007 }
`;

const PREAMBLE = `
import * as fs from 'node:fs';
import * as path from 'node:path';
const { env } = process;
const token = env.INPUT_TOKEN;
const append = (name, text) => fs.appendFileSync(env[name], text);
`;

/** Starts a job whose action runs these two pieces of JavaScript. */
export function jobWith(machine: Machine, main: string, post = '', options: JobOptions = {}): Job {
  const action = fs.mkdtempSync(path.join(machine.folder('actions'), 'action-'));
  fs.mkdirSync(path.join(action, 'dist'));
  fs.writeFileSync(path.join(action, 'action.yml'), METADATA);
  fs.writeFileSync(path.join(action, 'package.json'), '{ "type": "module" }');
  fs.writeFileSync(path.join(action, 'dist', 'main.js'), `${PREAMBLE}${main}`);
  fs.writeFileSync(path.join(action, 'dist', 'post.js'), `${PREAMBLE}${post}`);
  return machine.job({ action, ...options });
}

/** Returns a machine for a test that expects a leak. */
export function machineOf(t: TestContext): Machine {
  const machine = new Machine();
  t.after(() => machine.dispose());
  return machine;
}
