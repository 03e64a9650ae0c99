/**
 * A failure that the user can fix. The message says what failed, with which value, where the value
 * was defined, and what to do. It never holds a token or the text of a file.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Tells whether an error is a `UserError`. Each bundle has its own copy of that class. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError';
}

/** Returns the message of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns what `action` returns, or `undefined` when it throws. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Returns the `code` of a Node.js system error (`ENOENT`, `EACCES`, …), or `undefined`. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Returns an error with the reason and code of a system error. `verb`: `read`, `write`, … */
export function systemFailure(verb: string, path: string, cause: unknown): UserError {
  // Node's message is `CODE: reason, call 'path'`.
  const [, reason = 'a system error'] = /^[A-Z0-9_]+: ([^,]+)/.exec(messageOf(cause)) ?? [];
  return new UserError(`cannot ${verb} \`${path}\`: ${reason} (${errorCode(cause)})`, { cause });
}
