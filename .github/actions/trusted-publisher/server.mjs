// A registry with trusted publishing, and a service for identities such as a runner has. It prints
// its addresses, goes on until it is told to end, and never longer than a job may take.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { startRegistry } from '../../../scripts/registry.mjs';
import { record } from '../runner.mjs';

const LONGEST_MS = 15 * 60_000;
const requestToken = process.env['REQUEST_TOKEN'];
const registry = await startRegistry({ maxSeconds: LONGEST_MS / 1000 });
/** @type {string[]} */
const given = [];
/** @type {Set<string>} */
const valid = new Set();

/** @type {Readonly<Record<string, (url: URL, authorization: string, body: string) => [number, unknown]>>} */
const ROUTES = {
  'GET /id-token': (url, authorization) => {
    if (authorization !== `Bearer ${requestToken}`) return [401, {}];
    const payload = Buffer.from(JSON.stringify({ aud: url.searchParams.get('audience') }));
    return [200, { value: newToken(`e30.${payload.toString('base64url')}.`) }];
  },
  'POST /api/v1/trusted_publishing/tokens': (url, _, body) => {
    // GitHub's own identity has the same form; whether its signature holds is not for this server.
    const payload = JSON.parse(body).jwt.split('.')[1];
    const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (aud !== url.host) return [400, { errors: [{ detail: `the audience is ${aud}` }] }];
    const token = newToken('');
    given.push(token);
    valid.add(token);
    registry.allow(token);
    return [200, { token }];
  },
  'DELETE /api/v1/trusted_publishing/tokens': (_, authorization) => {
    const token = authorization.replace(/^Bearer /, '');
    registry.revoke(token);
    return [valid.delete(token) ? 204 : 404, {}];
  },
  'POST /end': () => {
    setImmediate(() => process.exit());
    return [200, { given: given.length, valid: valid.size }];
  },
};

/** @param {string} head */
function newToken(head) {
  const token = `${head}e2e-${randomBytes(24).toString('hex')}`;
  record(token);
  return token;
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const route = ROUTES[`${request.method} ${url.pathname}`] ?? (() => [404, {}]);
    const body = Buffer.concat(chunks).toString();
    const [status, answer] = route(url, request.headers.authorization ?? '', body);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(status === 204 ? '' : JSON.stringify(answer));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, index: registry.indexUrl }));
});
setTimeout(() => process.exit(1), LONGEST_MS);
