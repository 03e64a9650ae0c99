// A Cargo registry on loopback: sparse index, publish, download and yank, guarded by a token.
// It is plain JavaScript without dependencies, so it runs from a fresh clone on Node 20 or newer.
//
// Command for a background step of a workflow. The tokens come from environment variables:
//   node scripts/registry.mjs --token-env NAME [--token-env NAME …] [--auth-required] [--port N]
//     [--info-file FILE] [--idle-seconds 600] [--max-seconds 3600] [--background]
// It prints the index URL. With --background it returns at once, and the registry keeps running.

import { spawn } from 'node:child_process';
import { realpathSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answerTo } from './registry-protocol.mjs';

/** @import { RecordedRequest, StoredCrate } from './registry-protocol.mjs' */
/**
 * @typedef {object} RegistryOptions
 * @property {string | readonly string[]} [token] the exact `Authorization` values that it accepts
 * @property {boolean} [authRequired] whether index and downloads need a token too, not only the API
 * @property {string} [indexPath] path of the index; begins and ends with a slash; default `/index/`
 * @property {(crate: StoredCrate) => void} [onPublish] called before a publish is answered
 * @property {number} [port] 0, the default, selects a free port
 * @property {number} [idleSeconds] stop after this time without a request
 * @property {number} [maxSeconds] stop after this time in any case
 */
/**
 * @typedef {object} Registry
 * @property {string} url the registry's web address
 * @property {string} indexUrl the value for `registries.NAME.index`
 * @property {readonly RecordedRequest[]} requests every request so far
 * @property {ReadonlyMap<string, StoredCrate>} crates the published crates, by `name@version`
 * @property {(token: string) => void} allow accept one more `Authorization` value
 * @property {(token: string) => void} revoke stop accepting an `Authorization` value
 * @property {() => Promise<void>} close
 */

/**
 * Starts a registry on 127.0.0.1. Rejects when the port is taken.
 * @param {RegistryOptions} [options]
 * @returns {Promise<Registry>}
 */
export async function startRegistry(options = {}) {
  const tokens = new Set([options.token ?? []].flat());
  /** @type {Map<string, StoredCrate>} */
  const crates = new Map();
  const { authRequired = false, indexPath = '/index/', onPublish } = options;
  const shelf = { url: '', authRequired, indexPath, crates, onPublish };
  /** @type {RecordedRequest[]} */
  const requests = [];
  const server = createServer((request, response) => {
    idle?.refresh();
    const { method = 'GET', url: target = '/' } = request;
    const path = target.replace(/[?#].*$/, '');
    const sent = request.headers.authorization;
    const authorization = sent === undefined ? 'none' : tokens.has(sent) ? 'accepted' : 'refused';
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answerTo(shelf, method, path, authorization, Buffer.concat(chunks));
      requests.push({ method, path, authorization, status: answer.status });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  const close = async () => {
    clearTimeout(idle);
    clearTimeout(limit);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };

  const idle = after(options.idleSeconds, close);
  const limit = after(options.maxSeconds, close);
  shelf.url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  return {
    url: shelf.url,
    indexUrl: `sparse+${shelf.url}${indexPath}`,
    requests,
    crates,
    allow: (token) => void tokens.add(token),
    revoke: (token) => void tokens.delete(token),
    close,
  };
}

/**
 * @param {number | undefined} seconds
 * @param {() => void} action
 */
function after(seconds, action) {
  return seconds === undefined ? undefined : setTimeout(action, seconds * 1000).unref();
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>} the port it listens on
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

const COMMAND_OPTIONS = /** @type {const} */ ({
  'token-env': { type: 'string', multiple: true },
  'auth-required': { type: 'boolean', default: false },
  port: { type: 'string', default: '0' },
  'info-file': { type: 'string' },
  'idle-seconds': { type: 'string', default: '600' },
  'max-seconds': { type: 'string', default: '3600' },
  background: { type: 'boolean', default: false },
});

/** Runs the command that the top of this file describes. */
async function command() {
  const { values } = parseArgs({ options: COMMAND_OPTIONS });
  const token = (values['token-env'] ?? []).map((name) => {
    const value = process.env[name];
    if (!value) throw new Error(`the environment variable ${name} holds no token`);
    return value;
  });
  if (values.background) return goOnInBackground();
  const registry = await startRegistry({
    token,
    authRequired: values['auth-required'],
    port: Number(values.port),
    idleSeconds: Number(values['idle-seconds']),
    maxSeconds: Number(values['max-seconds']),
  });
  const { url, indexUrl } = registry;
  const file = values['info-file'];
  if (file !== undefined) {
    writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, url, indexUrl }));
    renameSync(`${file}.new`, file);
  }
  console.log(indexUrl);
}

/** Starts this command again as a detached process, and prints its first output. */
function goOnInBackground() {
  const again = process.argv.slice(1).filter((argument) => argument !== '--background');
  const child = spawn(process.execPath, again, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  child.stderr.pipe(process.stderr);
  child.stdout.once('data', (line) => {
    process.stdout.write(line);
    child.unref();
    // An open stream would keep the workflow step running.
    child.stdout.destroy();
    child.stderr.destroy();
  });
  child.once('exit', () => {
    console.error('the registry did not start');
    process.exitCode = 1;
  });
}

const started = process.argv[1];
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) {
  await command().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
