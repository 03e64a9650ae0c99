// What login and logout both report.

import type { Lease } from './credentials/lease.ts';
import * as runner from './runner.ts';

/** Reports, in cargo's words, that an entry is out of the credentials file. */
export function reportLogout(registry: string): void {
  runner.info(`Logout token for \`${registry}\` has been removed from local storage`);
}

/** Reports the leases of jobs that ended without logging out. */
export function reportSwept(swept: readonly Lease[]): void {
  for (const { registry, provider } of swept) {
    if (provider === undefined) {
      runner.info(`Removed the token for \`${registry}\` of a job that ended without logging out`);
    } else {
      runner.warning(
        `a job ended without logging out of \`${registry}\`, so the credential provider \`${provider}\` may still hold its token\n${logoutAdvice(registry)}`,
      );
    }
  }
}

/** Returns how to log out of a registry by hand. */
export function logoutAdvice(registry: string): string {
  return `To remove it, run \`cargo logout --registry ${registry}\` on this machine`;
}
