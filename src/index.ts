// The two phases, each with the one place where what was thrown becomes an annotation.

import { messageOf, UserError } from './errors.ts';
import { readInputs } from './inputs.ts';
import { login } from './login.ts';
import { logoutAtEnd, logoutNow } from './logout.ts';
import * as runner from './runner.ts';

/** Runs the main step; a failure is one error annotation, and exit code 1. */
export async function main(): Promise<void> {
  runner.writeStdoutSynchronously();
  const checkCancelled = runner.listenForCancellation();
  try {
    const inputs = readInputs();
    if (inputs.command === 'logout') await logoutNow(inputs, checkCancelled);
    else await login(inputs, checkCancelled);
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

/** Runs the post step; it never fails the job. */
export async function post(): Promise<void> {
  runner.writeStdoutSynchronously();
  runner.listenForCancellation();
  try {
    await logoutAtEnd();
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  runner.error(
    error instanceof UserError
      ? error.message
      : `this should not happen, please report it: ${messageOf(error)}`,
  );
  if (error instanceof Error && error.stack) runner.debug(error.stack);
}
