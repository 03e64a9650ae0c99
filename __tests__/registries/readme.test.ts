// README.md shows the credentials file exactly as it is during a job, and quotes cargo exactly.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { assertDone, credentialsFile, writeCredentials } from '../action/scene.ts';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { blocksOf, readPage } from './recipe.ts';
import { TOKEN_PROVIDER } from './shop.ts';

const README = readPage('README.md');

test('README.md shows the credentials file exactly as it is while a job is logged in', (t) =>
  withMachine(t, async (machine) => {
    const [shown = ''] = blocksOf(README.split('\n## How it works\n')[1] ?? '', 'toml');
    const [owners = ''] = shown.split('\n[registries.my-registry]');
    const job = machine.job();
    writeCredentials(job, owners);
    const index = 'sparse+https://registry.example.com/index/';
    job.write('.cargo/config.toml', registriesToml({ 'my-registry': index }));
    const step = job.step({ registry: 'my-registry', token: machine.token() });
    assertDone(await step.main());
    const text = fs.readFileSync(credentialsFile(job), 'utf8');
    const strings = /^(token|state) = "(\\.|[^"\\])*"/gm;
    assert.equal(text.replace(strings, '$1 = "…"'), shown);
    assertDone(await step.post());
    assert.equal(fs.readFileSync(credentialsFile(job), 'utf8'), owners);
  }));

/** Returns what cargo prints for publishes with various mistakes. */
async function wordsOfCargo(machine: Machine): Promise<string> {
  const guarded = await machine.registry({ token: machine.token(), authRequired: true });
  const open = await machine.registry({ token: machine.token() });
  const server = createServer(({ url, method, headers }, response) => {
    const isConfig = url === '/config.json';
    response.statusCode = isConfig ? 200 : method === 'PUT' ? 401 : 404;
    const api = `http://${headers.host}`;
    const refusal = { errors: [{ detail: 'this token is not accepted' }] };
    response.end(JSON.stringify(isConfig ? { dl: api, api } : refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  machine.onDispose(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  const token = { ...TOKEN_PROVIDER, CARGO_REGISTRIES_R_TOKEN: machine.token() };
  const mirror = '[source.crates-io]\nreplace-with = "r"\n';
  const mistakes = [
    { index: guarded.indexUrl },
    { index: guarded.indexUrl, env: TOKEN_PROVIDER },
    { index: guarded.indexUrl, env: token },
    { index: open.indexUrl, env: token },
    { index: `sparse+http://127.0.0.1:${port}/`, env: token },
    { index: `${guarded.url}/index/`, env: { ...token, CARGO_NET_RETRY: '1' } },
    { index: open.indexUrl, registry: 'another' },
    { index: open.indexUrl, registry: undefined, more: mirror },
  ];
  const words = mistakes.map(async ({ index, env = {}, more = '', ...given }) => {
    const job = machine.job();
    job.write('.cargo/config.toml', `${registriesToml({ r: index })}${more}`);
    const registry = 'registry' in given ? given.registry : 'r';
    const { code, stderr } = await job
      .cargo()
      .publish(writeCrate(job.workspace), registry, { env });
    assert.equal(code, 101, stderr);
    return stderr;
  });
  return (await Promise.all(words)).join('\n');
}

const plain = (text: string) => text.replaceAll('`', '').replace(/\s+/g, ' ');

test('the messages quoted in Troubleshooting are those of cargo', { skip: withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const section = README.split('\n## Troubleshooting\n')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\| (?!message|---)([^|]+) \|/gm)].map(
      ([, cell = '']) => cell,
    );
    const words = rows.flatMap((cell) => cell.match(/(`+)(?!`).+?(?<!`)\1(?!`)/g) ?? []);
    assert.ok(words.length >= rows.length && rows.length > 5);
    const printed = plain(await wordsOfCargo(machine));
    for (const word of words.map(plain)) {
      const parts = word
        .trim()
        .split(' … ')
        .join('…')
        .split('…')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      assert.match(printed, new RegExp(parts.join('.*?')), word);
    }
  }),
);
