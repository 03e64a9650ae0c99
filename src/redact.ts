import { withoutScheme } from './scheme.ts';
import type { Secret } from './secret.ts';

const HIDDEN = '***';

/**
 * Returns foreign text without the tokens: as they are stored, without their scheme, what is in
 * Basic credentials, and each of these in the encodings in which programs print what they were given.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
  const forms = new Set(secrets.flatMap((secret) => partsOf(secret.expose()).flatMap(formsOf)));
  // The longest first: one may be a part of another.
  const ordered = [...forms].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return ordered.reduce((redacted, form) => redacted.replaceAll(form, HIDDEN), text);
}

/** Returns foreign text without what could be a token: long words of letters and digits. */
export function redactLikely(text: string): string {
  return text.replace(/[\w+=~-]{16,}/g, (word) =>
    /[0-9]/.test(word) && /[A-Za-z]/.test(word) ? HIDDEN : word,
  );
}

function partsOf(token: string): string[] {
  const bare = withoutScheme(token);
  if (!/^basic /i.test(token)) return [token, bare];
  const credentials = Buffer.from(bare, 'base64').toString();
  return [token, bare, credentials, credentials.slice(credentials.indexOf(':') + 1)];
}

function formsOf(part: string): string[] {
  const bytes = Buffer.from(part);
  return [
    part,
    JSON.stringify(part).slice(1, -1),
    encodeURIComponent(part),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
