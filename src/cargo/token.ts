import { UserError } from '../errors.ts';

/**
 * Returns a token as Cargo stores it: blanks at both ends are cut, and a `cargo login ` that was
 * pasted with it is dropped.
 * Source: `TokenCredential::perform` in cargo's src/util/credential/token.rs.
 */
export function normalizeToken(given: string): string {
  return given
    .trim()
    .replace(/^cargo login(?=\s|$)/, '')
    .trim();
}

/**
 * Refuses a token that could not be sent in an HTTP header.
 * Source: `check_token` in cargo's crates/crates-io/lib.rs.
 *
 * @param token as `normalizeToken` returns it
 * @param origin where it was given, for the message: `input \`token\``
 * @throws UserError that says what is wrong with it, never the token
 */
export function checkToken(token: string, origin: string): void {
  if (token === '') throw new UserError(`please provide a non-empty token (${origin})`);
  if (/[\r\n]/.test(token)) {
    throw new UserError(
      `${origin} holds ${token.split(/\r\n|\r|\n/).length} lines, but a token is one line; check the secret it comes from`,
    );
  }
  const position = [...token].findIndex((character) => !/^[\t\x20-\x7e]$/.test(character));
  if (position !== -1) {
    throw new UserError(
      'token contains invalid characters.\n' +
        'Only printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n' +
        `(${origin}, character ${position + 1}; check the secret it comes from)`,
    );
  }
}
