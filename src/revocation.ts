// Giving back the tokens that a registry gave for this job only.

import type { Revocation } from './credentials/lease.ts';
import { messageOf } from './errors.ts';
import * as runner from './runner.ts';

/** Revokes tokens. One that cannot be revoked is a warning: it expires by itself. */
export async function revokeTokens(revocations: Iterable<Revocation>): Promise<void> {
  for (const revocation of revocations) {
    const { url } = revocation;
    try {
      const { revoke } = await import('./trusted-publishing.ts');
      await revoke(revocation);
      runner.info(`The token that ${url} gave for this job has been revoked`);
    } catch (error) {
      warnOfUnrevoked(url, messageOf(error));
    }
  }
}

/** Says that the token which the registry at this address gave could not be revoked, and why. */
export function warnOfUnrevoked(url: string, why: string): void {
  runner.warning(
    `the token that ${url} gave for this job could not be revoked: ${why}\n` +
      'It expires by itself, half an hour after it was given',
  );
}
