// The address of the registry that gives out tokens: it gets the identity of the job, so it is
// checked before anything is sent there.

import { UserError } from './errors.ts';

/**
 * Returns the address without a slash at its end.
 *
 * @param text as given in the input
 * @throws UserError unless it is an https URL with nothing behind its path; on loopback, http will do
 */
export function checkTrustedPublishingUrl(text: string): string {
  const url = URL.parse(text);
  const fault = url === null ? 'it is no URL' : faultIn(url);
  if (url === null || fault !== undefined) {
    // Whatever stands before an `@` may be a password.
    throw new UserError(
      `input \`trusted-publishing-url\` is \`${text.replace(/^.*@/s, '***@')}\`, but ${fault}; it must be the https address of a registry, such as \`https://crates.io\`, or empty`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function faultIn({
  protocol,
  hostname,
  username,
  password,
  search,
  hash,
}: URL): string | undefined {
  if (username !== '' || password !== '') return 'it must not hold a user name or a password';
  if (search !== '' || hash !== '') return 'nothing may stand behind its path';
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined;
  return 'it does not begin with `https://`';
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
