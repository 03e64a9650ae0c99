// The two phases of the action, each with the one place where an error becomes an annotation.

import { isUserError, messageOf, UserError } from './errors.ts';
import { readInputs } from './inputs.ts';
import { login } from './login.ts';
import { logoutAtEnd, logoutNow } from './logout.ts';
import * as runner from './runner.ts';

/** Runs the main step, and ends the process: with exit code 1 and one error annotation if it fails. */
export async function main(): Promise<never> {
  runner.collectOutput();
  try {
    requireNode();
    const inputs = readInputs();
    if (inputs.command === 'login') await login(inputs);
    else await logoutNow(inputs);
    return exit(0);
  } catch (error) {
    report(error);
    return exit(1);
  }
}

/** Runs the post step, and ends the process; it never fails the job. */
export async function post(): Promise<never> {
  runner.collectOutput();
  try {
    requireNode();
    runner.listenForCancellation();
    await logoutAtEnd();
  } catch (error) {
    report(error);
  }
  return exit(0);
}

/** Some runners ignore `using: node24` and run the `node` on PATH. */
const OLDEST_NODE = 20;

function requireNode(): void {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= OLDEST_NODE) return;
  throw new UserError(
    `this action needs Node ${OLDEST_NODE} or newer, but the runner runs it with Node ${node}; install a newer Node on the runner, or update the runner to one that supports node24 actions`,
  );
}

function report(error: unknown): void {
  runner.error(
    isUserError(error) ? error.message : `unexpected error, please report it: ${messageOf(error)}`,
  );
  if (error instanceof Error && error.stack) runner.debug(error.stack);
}

/** At once: a program that was given up and does not end must not hold the step. */
function exit(code: number): never {
  runner.flush();
  process.exit(code);
}
