/**
 * A failure that the user can mend. The message is complete: what failed, with which value, where
 * that was defined, and what to do. It never holds a token or the text of a file.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Returns what there is to say of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns what `action` returns, or `undefined` when it fails: where a failure says nothing new. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Returns the `code` of a Node.js system error (`ENOENT`, `EACCES`, …), or `undefined`. */
export function errorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return undefined;
}

/** Tells whether Windows refused something because it is open, or just being removed. */
export function isInUse(error: unknown, platform: NodeJS.Platform): boolean {
  return platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EIO: 'the disk reports an error',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/**
 * Returns a system error in words, with its code, and without Node's own text.
 *
 * @param what was tried, as a verb: `read`
 */
export function systemFailure(what: string, path: string, cause: unknown): UserError {
  const code = errorCode(cause);
  const reason = REASONS[code ?? ''] ?? 'an error of the system';
  return new UserError(
    `cannot ${what} \`${path}\`: ${reason}${code === undefined ? '' : ` (${code})`}`,
    { cause },
  );
}
