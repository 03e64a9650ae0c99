// The two phases of the action, main and post. Each reports its errors in one place, `run`.

import { isUserError, messageOf, UserError } from './errors.ts';
import { readInputs } from './inputs.ts';
import { login } from './login.ts';
import { logoutAtEnd, logoutNow } from './logout.ts';
import * as runner from './runner.ts';

/** Runs the main step and exits the process. A failure is one error annotation and exit code 1. */
export async function main(): Promise<never> {
  return await run(1, async () => {
    const inputs = readInputs();
    if (inputs.command === 'login') await login(inputs);
    else await logoutNow(inputs);
  });
}

/** Runs the post step and exits the process. A failure does not fail the job. */
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
  // Exit now: the step must not wait for a program that does not end.
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
