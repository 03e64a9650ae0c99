// Runs one login or logout as a separate process, like a step. The argument is a task in JSON. It
// prints the result or the error as JSON. It is also a module: see `start` in processes.ts.

import * as fs from 'node:fs';
import { newLease } from '../../src/credentials/lease.ts';
import { addLeases, endLeases } from '../../src/credentials/store.ts';

/** The task of one process. */
export interface Task {
  readonly kind: 'login' | 'logout' | 'visit';
  readonly file: string;
  readonly temp: string;
  readonly id: string;
  readonly token: string;
  readonly name: string;
  readonly times?: number;
}

/** The result that the process prints. */
export interface Outcome {
  readonly error?: { readonly name: string; readonly message: string };
  readonly removed?: number;
  readonly lost?: boolean;
}

const never = () => {};

function leaseOf({ name, token, temp, id }: Task) {
  const entries = [{ name, token, provider: 'cargo:token' }];
  const index = `sparse+https://${name}.example/index/`;
  const login = { registry: name, index, entries, provider: undefined, revocation: undefined };
  return { ...newLease(login, temp), id };
}

async function logIn(task: Task): Promise<Outcome> {
  await addLeases(task.file, [leaseOf(task)], never);
  return {};
}

async function logOut({ file, id, name, token, temp }: Task): Promise<Outcome> {
  const known = { ids: [id], temp, names: [name], tokens: [token] };
  const { removed, lost } = await endLeases(file, known, never);
  return { removed: removed.length, lost };
}

/** Logs in and out repeatedly, and checks each time that the token is there. */
async function visit(task: Task): Promise<Outcome> {
  for (let turn = 0; turn < (task.times ?? 1); turn++) {
    const own = { ...task, id: `${task.id}${turn}`, token: `${task.token}-${turn}` };
    await logIn(own);
    if (!fs.readFileSync(task.file, 'utf8').includes(own.token)) throw new Error('not logged in');
    const { removed } = await logOut(own);
    if (removed !== 1) throw new Error('not logged out');
  }
  return {};
}

const task: Task = JSON.parse(process.argv[2] ?? '');
const action = { login: logIn, logout: logOut, visit }[task.kind];
try {
  console.log(JSON.stringify(await action(task)));
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  console.log(JSON.stringify({ error: { name, message } }));
}
