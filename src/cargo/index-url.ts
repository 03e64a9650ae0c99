import { ConfigError } from './config-error.ts';

/** The URL of a registry's index, as cargo keeps and compares it. */
export interface IndexUrl {
  /** The URL as parsed and written again. */
  readonly url: string;
  /** What two spellings of the same index have in common (cargo's `CanonicalUrl`). */
  readonly canonical: string;
  /** Whether it is a sparse index; else it is a git repository. */
  readonly isSparse: boolean;
}

const SPARSE = 'sparse+';
const SCHEME = /^[\0- ]*[a-z][a-z0-9+.-]*:/i;
const FILE_SCHEME = /^[\0- ]*file:/i;

/**
 * Returns the index URL in `text` if cargo would take it; a relative `file:` URL counts from
 * `folder`.
 *
 * @throws ConfigError in cargo's words (`resolve_registry_index`, `CanonicalUrl::new`, and the
 * check of sparse URLs in `HttpRegistry::new`).
 */
export function checkIndexUrl(text: string, folder: string): IndexUrl {
  const index = indexUrl(resolveIndexUrl(text, folder));
  checkSparseUrl(index);
  return index;
}

/**
 * Returns the URL in `text` (cargo's `resolve_registry_index`).
 *
 * @throws ConfigError if it is relative, no URL, or holds a password.
 */
function resolveIndexUrl(text: string, folder: string): URL {
  // The base counts only where the scheme is the same, and the base is a file.
  const base = FILE_SCHEME.test(text) ? fileUrl(`${folder}/truncated-by-url_with_base`) : undefined;
  const url = URL.parse(text, base);
  if (url === null) {
    throw invalidUrl(text);
  }
  if (url.password !== '') {
    throw new ConfigError(['registry URLs may not contain passwords']);
  }
  return url;
}

/**
 * Returns the absolute URL in `text` (cargo's `into_url`).
 *
 * @throws ConfigError if it is relative or no URL.
 */
export function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) {
    throw invalidUrl(text);
  }
  return url;
}

function invalidUrl(text: string): ConfigError {
  const reason = SCHEME.test(text) ? 'not a valid URL' : 'relative URL without a base';
  const hint = text.startsWith('git@')
    ? `; try using \`ssh://${text.replace(':', '/')}\` instead`
    : '';
  return new ConfigError([`invalid url \`${shownText(text)}\`: ${reason}${hint}`]);
}

/** Returns what is no URL for a message: a slash in a password makes it none, so the last `@` counts. */
function shownText(text: string): string {
  return text.replace(/\/\/(?!git@).*@/s, '//***@');
}

/** Returns the URL for a message: whatever stands before an `@` may be a secret. */
export function shownUrl(text: string): string {
  return text.replace(/\/\/(?!git@)[^/?#]*@/, '//***@');
}

function fileUrl(path: string): string {
  const url = new URL('file:///');
  const separators = path.replaceAll('%', '%25');
  url.pathname = separators.startsWith('/') ? separators.replaceAll('\\', '%5C') : separators;
  return url.href;
}

/**
 * Returns the URL as cargo keeps and compares it (`SourceId::new`, `CanonicalUrl::new`).
 *
 * @throws ConfigError for a URL such as `example.com:index`, which has no path to go up in.
 */
export function indexUrl(url: URL): IndexUrl {
  const canonical = canonicalUrl(url);
  if (canonical === undefined) {
    throw new ConfigError([
      `invalid url \`${shownUrl(url.href)}\`: cannot-be-a-base-URLs are not supported`,
    ]);
  }
  return { url: url.href, canonical, isSparse: url.href.startsWith(SPARSE) };
}

/** Tells whether `text` is another spelling of the index; text that is no URL is not. */
export function isSpellingOf({ canonical }: IndexUrl, text: string): boolean {
  const url = URL.parse(text);
  return url !== null && canonicalUrl(url) === canonical;
}

function canonicalUrl(url: URL): string | undefined {
  const start = url.href.slice(url.protocol.length);
  if (!start.startsWith('/')) {
    return undefined;
  }
  const onGitHub = url.hostname === 'github.com';
  const { href } = onGitHub ? parseUrl(`https:${start}`) : url;
  return href.replace(HEAD_PATH_TAIL, (_, head: string, path: string, tail: string) => {
    const plain = withoutSlash(path);
    return `${head}${withoutGitSuffix(onGitHub ? plain.toLowerCase() : plain)}${tail}`;
  });
}

const HEAD_PATH_TAIL = /^([^:]+:(?:\/\/[^/?#]*)?)([^?#]*)(.*)$/s;

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function withoutGitSuffix(path: string): string {
  return path.endsWith('.git') ? path.slice(0, -'.git'.length) : path;
}

/** Throws ConfigError for a sparse URL that cargo cannot load an index from. */
export function checkSparseUrl({ url, isSparse }: IndexUrl): void {
  if (!isSparse) {
    return;
  }
  if (!url.endsWith('/')) {
    throw new ConfigError([`sparse registry url must end in a slash \`/\`: ${shownUrl(url)}`]);
  }
  parseUrl(url.slice(SPARSE.length));
}
