import { UserError } from '../errors.ts';

/**
 * A failure with the steps that led to it, outermost first, worded and laid out as cargo does
 * (`Caused by:`).
 */
export class ConfigError extends UserError {
  readonly chain: readonly string[];

  constructor(chain: readonly string[], options?: ErrorOptions) {
    super(chain.map(layOut).join('\n\n'), options);
    this.chain = chain;
  }
}

function layOut(link: string, index: number): string {
  return index === 0 ? link : `Caused by:\n  ${link.replaceAll('\n', '\n  ')}`;
}

/**
 * Returns what `step` returns; a `UserError` that it throws gets `context` put before it.
 *
 * @throws ConfigError with the context, and whatever else `step` throws.
 */
export function withContext<T>(context: () => string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    const chain = error instanceof ConfigError ? error.chain : [error.message];
    throw new ConfigError([context(), ...chain], { cause: error });
  }
}
