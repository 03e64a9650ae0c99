// The two phases of the action, each with the one place where an error becomes an annotation.

import { isUserError, messageOf, UserError } from './errors.ts';
import { readInputs } from './inputs.ts';
import { login } from './login.ts';
import { logoutAtEnd, logoutNow } from './logout.ts';
import * as runner from './runner.ts';

/** Runs the main step, and ends the process: with exit code 1 and one error annotation if it fails. */
export async function main(): Promise<never> {
  return await run(1, async () => {
    const inputs = readInputs();
    if (inputs.command === 'login') await login(inputs);
    else await logoutNow(inputs);
  });
}

/** Runs the post step, and ends the process; it never fails the job. */
export async function post(): Promise<never> {
  return await run(0, logoutAtEnd);
}

async function run(codeOfFailure: number, phase: () => Promise<void>): Promise<never> {
  let code = 0;
  runner.collectOutput();
  try {
    requireNode();
    runner.listenForCancellation();
    await phase();
  } catch (error) {
    report(error);
    code = codeOfFailure;
  }
  runner.flush();
  // At once: a program that was given up and does not end must not hold the step.
  process.exit(code);
}

/** Some runners ignore `using: node24` and run the `node` on PATH. */
const OLDEST_NODE = 20;

function requireNode(): void {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= OLDEST_NODE) return;
  throw new UserError(
    `this action needs Node ${OLDEST_NODE} or newer, but the runner uses Node ${node}; update the runner or its Node`,
  );
}

function report(error: unknown): void {
  runner.error(
    isUserError(error) ? error.message : `unexpected error, please report it: ${messageOf(error)}`,
  );
  if (error instanceof Error && error.stack) runner.debug(error.stack);
}
