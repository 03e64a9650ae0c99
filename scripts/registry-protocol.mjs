// The answers of a Cargo registry: sparse index, publish, download and yank.
// Formats: https://doc.rust-lang.org/cargo/reference/registry-web-api.html and registry-index.html.

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

/** @typedef {'none' | 'accepted' | 'refused'} Authorization what a request brought, without the token */
/**
 * @typedef {object} RecordedRequest
 * @property {string} method
 * @property {string} path
 * @property {Authorization} authorization
 * @property {number} status
 */
/**
 * @typedef {object} StoredCrate
 * @property {string} name
 * @property {string} version
 * @property {string} cksum
 * @property {Buffer} tarball
 * @property {Readonly<Record<string, unknown>>} entry the line of the index, without `yanked`
 * @property {boolean} yanked
 */
/**
 * @typedef {object} Shelf
 * @property {string} url
 * @property {string} indexPath begins and ends with a slash
 * @property {boolean} authRequired
 * @property {Map<string, StoredCrate>} crates
 * @property {((crate: StoredCrate) => void) | undefined} onPublish
 */
/** @typedef {{ readonly status: number, readonly body: string | Buffer, readonly headers?: Record<string, string> }} Answer */

const LARGEST_UPLOAD = 10 * 1024 * 1024;

/** An error to answer a request with. Cargo shows `detail` to the user. */
class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} detail
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/**
 * Answers one request. A registry that requires authentication guards its `config.json` too, which
 * tells cargo about it (`HttpRegistry::config` in src/cargo/sources/registry/http_remote.rs).
 * @param {Shelf} shelf
 * @param {string} method
 * @param {string} path
 * @param {Authorization} authorization
 * @param {Buffer} body
 * @returns {Answer}
 */
export function answerTo(shelf, method, path, authorization, body) {
  // One product serves its index under the path of its API, `/api/v1/crates/`.
  const download = path.endsWith('/download');
  const inIndex = method === 'GET' && path.startsWith(shelf.indexPath) && !download;
  const reading = inIndex || download;
  const open = path === '/me' || (reading && !shelf.authRequired);
  try {
    if (!open && authorization !== 'accepted') return unauthorized(shelf, authorization, reading);
    if (path === '/me') return { status: 200, body: 'Here a person would find a token.\n' };
    if (inIndex) return index(shelf, path.slice(shelf.indexPath.length));
    if (path.startsWith('/api/v1/crates/')) return api(shelf, method, path.slice(15), body);
    throw new Refusal(404, `there is nothing at ${path}`);
  } catch (error) {
    if (error instanceof Refusal) return refusal(error.status, error.message);
    return refusal(500, String(error));
  }
}

/**
 * @param {Shelf} shelf
 * @param {Authorization} authorization
 * @param {boolean} reading
 * @returns {Answer}
 */
function unauthorized(shelf, authorization, reading) {
  // Cargo shows the details of an API error. It recognises a refused index token by status 401.
  if (authorization === 'refused' && !reading) return refusal(403, 'this token is not accepted');
  const challenge = { 'www-authenticate': `Cargo login_url="${shelf.url}/me"` };
  return refusal(401, 'this registry wants a token', challenge);
}

/**
 * @param {number} status
 * @param {string} detail
 * @param {Readonly<Record<string, string>>} [headers]
 * @returns {Answer}
 */
function refusal(status, detail, headers = {}) {
  return { ...json({ errors: [{ detail }] }, headers), status };
}

/**
 * @param {unknown} value
 * @param {Readonly<Record<string, string>>} [headers]
 * @returns {Answer}
 */
function json(value, headers = {}) {
  return {
    status: 200,
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json', ...headers },
  };
}

/**
 * @param {Shelf} shelf
 * @param {string} path
 * @returns {Answer}
 */
function index(shelf, path) {
  if (path === 'config.json') return json(indexConfig(shelf));
  const lines = [...shelf.crates.values()]
    .filter((crate) => indexPath(crate.name) === path)
    .map(indexLine);
  if (lines.length === 0) throw new Refusal(404, `there is nothing at ${path}`);
  return { status: 200, body: lines.join(''), headers: { 'content-type': 'text/plain' } };
}

/**
 * Returns the content of `config.json` in the index.
 * @param {Pick<Shelf, 'url' | 'authRequired'>} shelf
 */
export function indexConfig({ url, authRequired }) {
  const config = { dl: `${url}/api/v1/crates`, api: url };
  return authRequired ? { ...config, 'auth-required': true } : config;
}

/**
 * Returns the index line of a crate version.
 * @param {StoredCrate} crate
 */
export function indexLine({ entry, yanked }) {
  return `${JSON.stringify({ ...entry, yanked })}\n`;
}

/**
 * Returns the path of a crate in the index.
 * @param {string} crate
 */
export function indexPath(crate) {
  const name = crate.toLowerCase();
  if (name.length < 3) return `${name.length}/${name}`;
  if (name.length === 3) return `3/${name[0]}/${name}`;
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
}

/**
 * @param {Shelf} shelf
 * @param {string} method
 * @param {string} path the part after `/api/v1/crates/`
 * @param {Buffer} body
 * @returns {Answer}
 */
function api(shelf, method, path, body) {
  if (method === 'PUT' && path === 'new') return publish(shelf, body);
  const [name, version, verb] = path.split('/');
  const crate = shelf.crates.get(`${name}@${version}`);
  if (crate === undefined) throw new Refusal(404, `there is no crate \`${name}@${version}\``);
  if (method === 'GET' && verb === 'download') {
    return { status: 200, body: crate.tarball, headers: { 'content-type': 'application/gzip' } };
  }
  if ((method === 'DELETE' && verb === 'yank') || (method === 'PUT' && verb === 'unyank')) {
    crate.yanked = verb === 'yank';
    return json({ ok: true });
  }
  throw new Refusal(404, `there is nothing at ${method} ${path}`);
}

/**
 * @param {Shelf} shelf
 * @param {Buffer} body
 * @returns {Answer}
 */
function publish(shelf, body) {
  const { metadata, tarball } = readUpload(body);
  const [name, version] = [String(metadata['name']), String(metadata['vers'])];
  if (!/^[A-Za-z][\w-]*$/.test(name) || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) {
    throw new Refusal(400, 'the upload names no crate and version');
  }
  // A tar archive begins with the path of its first file.
  const first = gunzipSync(tarball, { maxOutputLength: 8 * LARGEST_UPLOAD }).subarray(0, 100);
  if (!first.toString().startsWith(`${name}-${version}/`)) {
    throw new Refusal(400, `the archive is not of \`${name}@${version}\``);
  }
  const id = `${name}@${version}`;
  if (shelf.crates.has(id)) throw new Refusal(409, `crate \`${id}\` is already uploaded`);
  const cksum = createHash('sha256').update(tarball).digest('hex');
  const entry = indexEntry(metadata, cksum);
  const crate = { name, version, cksum, tarball, entry, yanked: false };
  shelf.crates.set(id, crate);
  shelf.onPublish?.(crate);
  return json({ warnings: { invalid_categories: [], invalid_badges: [], other: [] } });
}

/**
 * Splits cargo's upload into its two blocks. Each follows its length in four bytes, little-endian.
 * @param {Buffer} body
 */
function readUpload(body) {
  const middle = body.length < 8 ? body.length : 4 + body.readUInt32LE(0);
  const end = middle + 4 > body.length ? -1 : middle + 4 + body.readUInt32LE(middle);
  if (end !== body.length || end > LARGEST_UPLOAD) {
    throw new Refusal(400, 'the lengths in the upload are not those of its parts');
  }
  const metadata = record(JSON.parse(body.toString('utf8', 4, middle)));
  return { metadata, tarball: body.subarray(middle + 4) };
}

/**
 * @param {unknown} value
 * @returns {Readonly<Record<string, unknown>>}
 */
function record(value) {
  if (typeof value !== 'object' || value === null) {
    throw new Refusal(400, 'the metadata of the upload is not what it should be');
  }
  return Object.fromEntries(Object.entries(value));
}

/**
 * Turns the metadata of an upload into an index entry. The two differ in a few names.
 * @param {Readonly<Record<string, unknown>>} metadata
 * @param {string} cksum
 */
function indexEntry(metadata, cksum) {
  const deps = Object.values(record(metadata['deps'])).map((value) => {
    const { version_req: req, explicit_name_in_toml: alias, ...rest } = record(value);
    return alias ? { ...rest, req, name: alias, package: rest['name'] } : { ...rest, req };
  });
  const { name, vers, features, links, rust_version } = metadata;
  // Version 2 of the format allows `dep:` and `crate?/feature`, in `features2`.
  return { name, vers, deps, features: {}, features2: features, links, rust_version, cksum, v: 2 };
}
