/** Schemes that registries ask for before a token in the `Authorization` header. */
export const SCHEMES = ['Bearer', 'Basic', 'Token'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** How a token is written down: as it is, behind a scheme, or as a user name and password. */
export interface Form {
  readonly scheme: Scheme | undefined;
  readonly username: string | undefined;
}

/**
 * Returns a token in the form in which it is stored and sent. A token that begins with the scheme
 * already is left as it is. Cargo sends what is stored, without a scheme of its own (RFC 3139).
 */
export function applyForm(token: string, form: Form): string {
  const scheme = form.username === undefined ? form.scheme : 'Basic';
  if (scheme === undefined || beginsWithScheme(token, scheme)) return token;
  return `${scheme} ${form.username === undefined ? token : basicCredentials(form.username, token)}`;
}

/** Returns `username:token` in base64, the credentials of RFC 7617. */
export function basicCredentials(username: string, token: string): string {
  return Buffer.from(`${username}:${token}`).toString('base64');
}

/** Returns what stands behind the scheme of a token that begins with one, else the token. */
export function withoutScheme(token: string): string {
  const scheme = SCHEMES.find((candidate) => beginsWithScheme(token, candidate));
  return scheme === undefined ? token : token.slice(scheme.length).trim();
}

function beginsWithScheme(token: string, scheme: Scheme): boolean {
  return token.toLowerCase().startsWith(`${scheme.toLowerCase()} `);
}
