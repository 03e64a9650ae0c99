// Where the identity of a job may be sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTrustedPublishingUrl } from '../../src/trusted-publishing-url.ts';
import { withIssuer } from './issuer.ts';

const ACCEPTED: Readonly<Record<string, string>> = {
  'https://crates.io': 'https://crates.io',
  'https://crates.io/': 'https://crates.io',
  'HTTPS://Staging.Crates.IO': 'https://staging.crates.io',
  'https://example.com:8443/cargo/team//': 'https://example.com:8443/cargo/team',
  'http://127.0.0.1:8080': 'http://127.0.0.1:8080',
  'http://127.1': 'http://127.0.0.1',
  'http://localhost:1': 'http://localhost:1',
  'http://[::1]:1': 'http://[::1]:1',
};
for (const [text, url] of Object.entries(ACCEPTED)) {
  test(`accepted: ${text}`, () => assert.equal(checkTrustedPublishingUrl(text), url));
}

const REFUSED: Readonly<Record<string, RegExp>> = {
  'crates.io': /is `crates\.io`, but it is no URL; .*`https:\/\/crates\.io`, or empty$/,
  'http://crates.io': /does not begin with `https:\/\/`/,
  'http://127.0.0.1.example.com': /does not begin with `https:\/\/`/,
  'http://localhost.example.com': /does not begin with `https:\/\/`/,
  'sparse+https://index.crates.io/': /does not begin with `https:\/\/`/,
  'file:///etc/passwd': /does not begin with `https:\/\/`/,
  'https://crates.io/?a=b': /nothing may stand behind its path/,
  'https://crates.io/#a': /nothing may stand behind its path/,
};
for (const [text, message] of Object.entries(REFUSED)) {
  test(`refused: ${text}`, () => {
    assert.throws(() => checkTrustedPublishingUrl(text), { name: 'UserError', message });
  });
}

for (const text of [
  'https://me:hunter22@crates.io',
  'https://me@x@crates.io/a@b',
  'me:hunter22@x',
]) {
  test(`what may be a password is not shown: ${text}`, () => {
    assert.throws(
      () => checkTrustedPublishingUrl(text),
      ({ message }: Error) => /`\*\*\*@/.test(message) && !/hunter22|me/.test(message.slice(0, 60)),
    );
  });
}

test('the input is checked before anything is sent', (t) =>
  withIssuer(t, {}, async (machine, issuer) => {
    const job = machine.job({ env: issuer.permission });
    const url = issuer.url.replace('127.0.0.1', '127.0.0.1.example.com');
    const main = await job.step({ 'trusted-publishing-url': url }).main();
    assert.equal(main.code, 1);
    assert.match(main.annotations.error.join('\n'), /^input `trusted-publishing-url` is `http:/);
    assert.deepEqual(issuer.verbs, []);
  }));
