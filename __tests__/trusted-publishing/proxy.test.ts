// Requests through a proxy.

import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as net from 'node:net';
import { test } from 'node:test';
import { type Machine, withMachine } from '../support/machine.ts';
import { withIssuer } from './issuer.ts';

// Node 24.14 is the first version with this function.
const skip = 'setGlobalProxyFromEnv' in http ? false : 'this Node takes no proxy from elsewhere';

interface Proxy {
  readonly url: string;
  /** The hosts that clients requested. */
  readonly hosts: readonly string[];
}

/** Starts a proxy on loopback that connects clients to the requested port on loopback. */
async function startProxy(machine: Machine): Promise<Proxy> {
  const hosts: string[] = [];
  const server = http.createServer((_, response) => response.writeHead(501).end());
  server.on('connect', ({ url: host = '' }, socket: net.Socket, head: Buffer) => {
    hosts.push(host);
    const target = net.connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      target.write(head);
      socket.pipe(target).pipe(socket);
    });
    for (const end of [socket, target]) end.on('error', () => {});
    machine.onDispose(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  machine.onDispose(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  return { url: `http://127.0.0.1:${port}`, hosts };
}

test('trusted publishing sends all requests through the proxy in `http_proxy`', { skip }, (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const proxy = await startProxy(machine);
    const job = machine.job({ env: { ...issuer.permission, http_proxy: proxy.url } });
    const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
    assert.equal(main.code, 0, main.stdout);
    const inMain = proxy.hosts.length;
    assert.ok(inMain > 0);
    await job.end();
    assert.ok(proxy.hosts.length > inMain, 'post uses the proxy too');
    assert.deepEqual([...new Set(proxy.hosts)], [new URL(issuer.url).host]);
    assert.deepEqual(issuer.verbs, ['GET', 'POST', 'DELETE']);
  }),
);

test('`verify` sends its request through the proxy in `http_proxy`', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const proxy = await startProxy(machine);
    const token = machine.token();
    const registry = await machine.registry({ token, authRequired: true });
    const job = machine.job({ env: { http_proxy: proxy.url, https_proxy: proxy.url } });
    const inputs = { registry: 'mine', index: registry.indexUrl, token, verify: 'true' };
    const main = await job.step(inputs).main();
    assert.deepEqual([main.code, main.annotations.notice], [0, []], main.stdout);
    assert.equal(registry.requests.length, 1);
    const { host } = new URL(registry.indexUrl.replace('sparse+', ''));
    assert.deepEqual(proxy.hosts, [host]);
    const cratesIo = { registry: 'crates-io', token: machine.token(), verify: 'true' };
    assert.equal((await job.step(cratesIo).main()).code, 0);
    assert.deepEqual(proxy.hosts, [host], 'no request is made to crates.io');
  }),
);

for (const value of ['nonsense:hunter22', 'http://me:hunter22@']) {
  test(`the value ${value} of \`http_proxy\` is refused and not shown`, { skip }, (t) =>
    withIssuer(t, {}, async (machine, issuer) => {
      machine.secret('hunter22');
      const job = machine.job({ env: { ...issuer.permission, http_proxy: value } });
      const main = await job.step({ 'trusted-publishing-url': issuer.url }).main();
      assert.equal(main.code, 1);
      assert.match(main.annotations.error.join(), /`http_proxy`/);
      assert.deepEqual(issuer.verbs, []);
    }),
  );
}
