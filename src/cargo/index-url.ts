import type { TomlValue } from 'smol-toml';
import { UserError } from '../errors.ts';

/**
 * Returns the URL of an index as cargo writes it.
 *
 * @param origin where the text was given, for the message
 * @throws UserError for what cargo refuses: not a URL, a password, a sparse index without a slash at
 * the end (`resolve_registry_index`, `CanonicalUrl::new`, `HttpRegistry::new`)
 */
export function parseIndexUrl(text: string, origin: string): string {
  const wrong = (what: string) =>
    new UserError(`the index \`${shownUrl(text)}\` (${origin}) ${what}`);
  if (canonicalUrl(text) === undefined) {
    throw wrong('is not a URL such as `sparse+https://…/` or `ssh://git@…`');
  }
  const { href, password } = new URL(text);
  if (password !== '') throw wrong('must not contain a password');
  if (/^sparse\+.*[^/]$/.test(href)) throw wrong('must end in a slash');
  return href;
}

/**
 * Returns what all spellings of an index have in common (cargo's `CanonicalUrl`); `undefined` for
 * what is not a URL.
 */
export function canonicalUrl(text: TomlValue): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { href, protocol, username, hostname, host, pathname, search, hash } = new URL(text);
  const isUrl = href[protocol.length] === '/' && URL.canParse(href.replace(/^sparse\+/, ''));
  if (!isUrl) return undefined;
  // On GitHub neither the protocol nor the case of the path counts.
  const isGitHub = hostname === 'github.com';
  const [scheme, path] = isGitHub ? ['https:', pathname.toLowerCase()] : [protocol, pathname];
  const plain = path.replace(/(?<=.)\/$/, '').replace(/\.git$/, '');
  return `${scheme}//${username}@${host}${plain}${search}${hash}`;
}

/** Returns a URL for a message: what stands before its `@` may be a secret. */
export function shownUrl(text: string): string {
  return text.replace(/\/\/(?!git@)[^?#\s]*@/, '//***@');
}
