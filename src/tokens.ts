// Tokens: a value that does not print, the forms in which a token is stored and masked, checks for
// text that is not a token, and the schemes that known products expect.

import { UserError } from './errors.ts';

// `util.inspect` looks for this symbol. `Symbol.for` returns it without loading node:util.
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

const HIDDEN = '***';

/**
 * A value that does not print: `String()`, template literals, `JSON.stringify` and `util.inspect`
 * show `***`. The model is cargo's own `Secret` (credential/cargo-credential/src/secret.rs).
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the value itself, for code that stores or sends it. */
  expose(): string {
    return this.#value;
  }

  readonly toString = (): string => HIDDEN;
  readonly toJSON = this.toString;
  readonly [INSPECT] = this.toString;
}

/**
 * Returns foreign text with `***` in place of each secret, its last word (the token after a scheme)
 * and the password in that word (Basic credentials), also in JSON, URL and base64 form.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
  const parts = secrets.flatMap((secret) => {
    const bare = secret.expose().split(' ').at(-1) ?? '';
    const decoded = Buffer.from(bare, 'base64').toString();
    const [, password = ''] = /^[\x20-\x39\x3b-\x7e]+:([\x20-\x7e]+)$/.exec(decoded) ?? [];
    return [secret.expose(), bare, password];
  });
  const forms = parts.flatMap((part) => [
    part,
    JSON.stringify(part).slice(1, -1),
    encodeURIComponent(part),
    Buffer.from(part).toString('base64').replace(/=+$/, ''),
  ]);
  // The longest form comes first, because one form may be part of another.
  const ordered = forms.filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return ordered.reduce((redacted, form) => redacted.replaceAll(form, HIDDEN), text);
}

/** Schemes that registries expect before a token in the `Authorization` header. */
export const SCHEMES = ['Bearer', 'Basic', 'Token'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** The form of a stored token: as given, after a scheme, or as the password of a user. */
export interface Form {
  readonly scheme: Scheme | undefined;
  readonly username: string | undefined;
}

/**
 * Returns a token without surrounding whitespace and without a pasted `cargo login ` prefix.
 * Source: `TokenCredential::perform` in cargo's src/util/credential/token.rs.
 */
export function normalizeToken(given: string): string {
  const token = given.trim();
  return token.startsWith('cargo login') ? token.replace(/^cargo login(\s+|$)/, '') : token;
}

/**
 * Returns the stored form of a token. Cargo sends the stored text unchanged (RFC 3139), so the
 * scheme is part of it. A token that already begins with the scheme is returned unchanged.
 */
export function storedForm(token: string, { scheme, username }: Form): string {
  const wanted = username === undefined ? scheme : 'Basic';
  if (wanted === undefined || schemeOf(token) === wanted) return token;
  const credentials =
    username === undefined ? token : Buffer.from(`${username}:${token}`).toString('base64');
  return `${wanted} ${credentials}`;
}

/** Returns the scheme that a token begins with, if it is one of `SCHEMES`. */
function schemeOf(token: string): Scheme | undefined {
  const [word = ''] = token.replaceAll('\t', ' ').split(' ', 1);
  if (word === token) return undefined;
  return SCHEMES.find((scheme) => scheme.toLowerCase() === word.toLowerCase());
}

/** Returns a token without the scheme that it begins with. */
export function withoutScheme(token: string): string {
  const scheme = schemeOf(token);
  return scheme === undefined ? token : token.slice(scheme.length).trim();
}

/** Returns every form of a given token that could be printed, stored or sent. */
export function allForms(given: string, form: Form): string[] {
  const token = normalizeToken(given);
  if (token === '') return [];
  const stored = storedForm(token, form);
  return [given, token, withoutScheme(token), stored, withoutScheme(stored)];
}

/** Ordinary tokens, which need no other check. Characters: token68 in RFC 9110, section 11.2. */
const PLAIN_TOKEN = /^[\w.~+/-]{9,}=*$/;

/** Texts that people paste by mistake instead of a token. */
const MISTAKES: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^\*+$/, 'only asterisks, which a runner prints in place of a secret'],
  [/\$\{\{/, 'an expression that was not expanded; check where `${{ … }}` is written'],
  [/^(\$\w+|\$\{\w+\}|\$env:\w+|%\w+%)$/, 'the name of a variable, which no shell expands here'],
  [/^(".*"|'.*'|`.*`)$/s, 'a value in quotes; remove the quotes from the secret'],
  [/^token\s*=/i, 'a line of a TOML file; only the value without quotes is the token'],
  [/^--?[a-z][\w-]*(\s|=+[^=])/i, 'a command-line option; give the name in the input `registry`'],
];

/**
 * Throws UserError if a text cannot be a token, or has characters that cargo refuses (`check_token`
 * in cargo's crates/crates-io/lib.rs). The message never shows the token. `token`: as returned by
 * `normalizeToken`, not empty. `origin`: where the token was given, such as ``input `token` ``.
 */
export function checkToken(token: string, origin: string): void {
  if (PLAIN_TOKEN.test(token)) return;
  if (/[\r\n]/.test(token)) {
    throw new UserError(`${origin} has several lines, but a token is one line; check its secret`);
  }
  const mistake = MISTAKES.find(
    ([pattern]) => pattern.test(token) || pattern.test(withoutScheme(token)),
  );
  if (mistake !== undefined) throw new UserError(`${origin} is not a token: it is ${mistake[1]}`);
  const position = [...token].findIndex((character) => !/^[\t\x20-\x7e]$/.test(character));
  if (position === -1) return;
  throw new UserError(
    'token contains invalid characters.\n' +
      'Only printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n' +
      `(${origin}, character ${position + 1}; check the secret it comes from)`,
  );
}

/** Tells whether a token begins with `Basic` but the rest is not base64 of `user:password`. */
export function isBrokenBasic(token: string): boolean {
  if (schemeOf(token) !== 'Basic') return false;
  const credentials = withoutScheme(token);
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(credentials);
  return !isBase64 || !Buffer.from(credentials, 'base64').includes(':');
}

const BEARER = '`scheme: Bearer`';
const PAT = '`username: PAT` for a personal access token, or `scheme: Bearer`';
/** Products that need a scheme, by parts of their index URL. Source: their documentation. */
const PRODUCTS = [
  ['JFrog Artifactory', ['/artifactory/api/cargo/'], /Bearer|Basic/, BEARER],
  ['Gitea or Forgejo', ['/api/packages/', '/cargo'], /Bearer|Token|Basic/, BEARER],
  ['GitLab', ['/api/v4/projects/', '/packages/cargo'], /Bearer/, BEARER],
  ['Buf', ['//buf.build/'], /Bearer/, BEARER],
  ['Cloudsmith', ['//cargo.cloudsmith.io/'], /Token|Bearer|Basic/, '`scheme: Token`'],
  ['Azure Artifacts', ['/_packaging/', '/Cargo/index/'], /Basic|Bearer/, PAT],
] as const;

/**
 * Returns advice if the product behind an index does not accept the scheme of a token. Returns
 * `undefined` if it accepts the scheme, takes bare tokens, or is unknown. `index`: index URL.
 * `token`: in its stored form.
 */
export function schemeAdvice(index: string, token: string): string | undefined {
  const product = PRODUCTS.find(([, parts]) => parts.every((part) => index.includes(part)));
  if (product === undefined) return undefined;
  const scheme = schemeOf(token);
  const [name, , schemes, remedy] = product;
  if (scheme !== undefined && schemes.test(scheme)) return undefined;
  const given = scheme === undefined ? 'has no scheme' : `has the scheme \`${scheme}\``;
  return `\`${index}\` looks like ${name}, which expects a token with a scheme, but the token ${given}; set ${remedy}`;
}
