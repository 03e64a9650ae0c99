// What the loopback registry answers, asked without cargo.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Registry, startRegistry } from '../../scripts/registry.mjs';

const authorization = 'Bearer token-of-the-answers';
const headers = { authorization };

async function withRegistry(body: (registry: Registry) => Promise<void>, authRequired = false) {
  const registry = await startRegistry({ token: authorization, authRequired });
  await body(registry).finally(registry.close);
}

function upload(metadata: object, files: string): Buffer {
  const json = Buffer.from(JSON.stringify(metadata));
  const tarball = gzipSync(files);
  const [first, second] = [Buffer.alloc(4), Buffer.alloc(4)];
  first.writeUInt32LE(json.length);
  second.writeUInt32LE(tarball.length);
  return Buffer.concat([first, json, second, tarball]);
}

function put(registry: Registry, body: Buffer): Promise<Response> {
  return fetch(`${registry.url}/api/v1/crates/new`, { method: 'PUT', headers, body });
}

const metadata = (name: string, vers = '1.0.0') => ({ name, vers, deps: [], features: {} });

test('every name has its place in the index, with its checksum, and no other has', () =>
  withRegistry(async (registry) => {
    const places = { a: '1/a', Ab: '2/ab', abc: '3/a/abc', 'Ab_c-D': 'ab/_c/ab_c-d' };
    for (const [name, place] of Object.entries(places)) {
      assert.equal((await fetch(`${registry.url}/index/${place}`)).status, 404);
      const body = upload(metadata(name), `${name}-1.0.0/Cargo.toml`);
      assert.equal((await put(registry, body)).status, 200);
      const line = await (await fetch(`${registry.url}/index/${place}`)).json();
      const tarball = await fetch(`${registry.url}/api/v1/crates/${name}/1.0.0/download`);
      const cksum = createHash('sha256')
        .update(await tarball.bytes())
        .digest('hex');
      assert.partialDeepStrictEqual(line, { name, vers: '1.0.0', cksum, yanked: false });
    }
    assert.equal((await fetch(`${registry.url}/index/ab/c_/ab_c-d`)).status, 404);
  }));

test('what cannot be published is refused with a reason', () =>
  withRegistry(async (registry) => {
    const good = upload(metadata('good'), 'good-1.0.0/Cargo.toml');
    assert.equal((await put(registry, good)).status, 200);
    const bodies = [
      [good, 409, /`good@1.0.0` is already uploaded/],
      [good.subarray(0, -1), 400, /lengths/],
      [Buffer.concat([good, good]), 400, /lengths/],
      [Buffer.alloc(3), 400, /lengths/],
      [Buffer.alloc(0), 400, /lengths/],
      [upload(metadata('other'), 'good-1.0.0/Cargo.toml'), 400, /archive is not of `other@1.0.0`/],
      [upload(metadata('../up'), '../up-1.0.0/Cargo.toml'), 400, /no crate and version/],
      [upload(metadata('good', '1'), 'good-1/Cargo.toml'), 400, /no crate and version/],
      [upload({ ...metadata('x'), deps: null }, 'x-1.0.0/Cargo.toml'), 400, /metadata/],
    ] as const;
    for (const [body, status, reason] of bodies) {
      const answer = await put(registry, body);
      assert.equal(answer.status, status);
      assert.match(await answer.text(), reason);
    }
    assert.deepEqual([...registry.crates.keys()], ['good@1.0.0']);
  }));

test('who may do what: the API is always guarded, the rest when authentication is required', async () => {
  const reading = ['/index/config.json', '/index/no/th/nothing', '/api/v1/crates/x/1.0.0/download'];
  const ask = (registry: Registry, path: string, token?: string) =>
    fetch(`${registry.url}${path}`, {
      headers: token === undefined ? {} : { authorization: token },
    });
  for (const authRequired of [false, true]) {
    await withRegistry(async (registry) => {
      for (const path of [...reading, '/api/v1/crates/new']) {
        const guarded = authRequired || !reading.includes(path);
        const wrong = reading.includes(path) ? 401 : 403;
        const [none, bad, good] = await Promise.all(
          [undefined, 'Bearer another', authorization].map((sent) => ask(registry, path, sent)),
        );
        assert.equal(none?.status === 401, guarded, path);
        assert.equal(bad?.status === wrong, guarded, path);
        assert.ok(good?.status === 200 || good?.status === 404, path);
        const challenge = `Cargo login_url="${registry.url}/me"`;
        assert.equal(none?.headers.get('www-authenticate') === challenge, guarded);
      }
      const config = await (await ask(registry, '/index/config.json', authorization)).json();
      const { url } = registry;
      const auth = authRequired ? { 'auth-required': true } : {};
      assert.deepEqual(config, { dl: `${url}/api/v1/crates`, api: url, ...auth });
    }, authRequired);
  }
});

test('tokens are compared whole, come and go, and are recorded nowhere', () =>
  withRegistry(async (registry) => {
    const ask = async (token: string) => {
      const request = { headers: { authorization: token } };
      return (await fetch(`${registry.url}/api/v1/crates/x/1.0.0/yank`, request)).status;
    };
    const tokens = ['token-of-the-answers', `${authorization}s`, authorization.toLowerCase()];
    for (const token of tokens) assert.equal(await ask(token), 403);
    assert.equal(await ask(authorization), 404);
    registry.allow('another');
    assert.deepEqual([await ask('another'), await ask(authorization)], [404, 404]);
    registry.revoke(authorization);
    assert.deepEqual([await ask('another'), await ask(authorization)], [404, 403]);
    const states = registry.requests.map((request) => request.authorization).join(' ');
    assert.equal(states, 'refused refused refused accepted accepted accepted accepted refused');
    assert.doesNotMatch(JSON.stringify(registry), /token-of/);
  }));
