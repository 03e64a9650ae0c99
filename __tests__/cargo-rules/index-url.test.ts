// Index URLs: what cargo takes, and which of them are the same to it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../src/cargo/config-error.ts';
import { checkIndexUrl, isSpellingOf, shownUrl } from '../../src/cargo/index-url.ts';
import { CRATES_IO_GIT_INDEX, CRATES_IO_SPARSE_INDEX } from '../../src/cargo/source-id.ts';

for (const [text, url, isSparse] of [
  ['sparse+https://example.com/index/', 'sparse+https://example.com/index/', true],
  ['sparse+https://EXAMPLE.com/a b/', 'sparse+https://EXAMPLE.com/a%20b/', true],
  ['SPARSE+HTTP://example.com:80/', 'sparse+http://example.com:80/', true],
  ['https://Example.com:443/a/../index', 'https://example.com/index', false],
  ['  https://example.com\n', 'https://example.com/', false],
  ['https://user@example.com/', 'https://user@example.com/', false],
  ['https://user:@example.com/', 'https://user@example.com/', false],
  ['ssh://git@example.com/index.git', 'ssh://git@example.com/index.git', false],
  ['git://example.com/index', 'git://example.com/index', false],
  ['file:///index', 'file:///index', false],
  ['file:index', 'file:///conf%20%25/index', false],
  ['file:../index', 'file:///index', false],
  ['FILE:index', 'file:///conf%20%25/index', false],
  [' file:index', 'file:///conf%20%25/index', false],
  ['sparse+file:///index/', 'sparse+file:///index/', true],
] as const) {
  test(`${JSON.stringify(text)} is taken`, () => {
    const index = checkIndexUrl(text, '/conf %');
    assert.deepEqual([index.url, index.isSparse], [url, isSparse]);
  });
}

for (const [folder, url] of [
  ['/a\\b', 'file:///a%5Cb/index'],
  ['C:\\a b\\c', 'file:///C:/a%20b/c/index'],
] as const) {
  test(`a relative file counts from ${folder}`, () => {
    assert.equal(checkIndexUrl('file:index', folder).url, url);
  });
}

const NO_BASE = 'relative URL without a base';

for (const [text, message] of [
  ['', `invalid url \`\`: ${NO_BASE}`],
  ['index', `invalid url \`index\`: ${NO_BASE}`],
  ['../index', `invalid url \`../index\`: ${NO_BASE}`],
  ['/index', `invalid url \`/index\`: ${NO_BASE}`],
  ['//example.com/', `invalid url \`//example.com/\`: ${NO_BASE}`],
  [
    'git@example.com:index.git',
    `invalid url \`git@example.com:index.git\`: ${NO_BASE}; try using \`ssh://git@example.com/index.git\` instead`,
  ],
  ['https://', 'invalid url `https://`: not a valid URL'],
  ['https://a b/', 'invalid url `https://a b/`: not a valid URL'],
  ['https://example.com:99999/', 'invalid url `https://example.com:99999/`: not a valid URL'],
  ['https://me:hunter2@a b/', 'invalid url `https://***@a b/`: not a valid URL'],
  ['https://hunter2@a b/', 'invalid url `https://***@a b/`: not a valid URL'],
  ['https://me:hun/ter2@example.com/', 'invalid url `https://***@example.com/`: not a valid URL'],
  ['https://me:hun#t?er@2@a b/', 'invalid url `https://***@a b/`: not a valid URL'],
  ['https://me:hunter2@example.com/', 'registry URLs may not contain passwords'],
  ['sparse+https://me:hunter2@example.com/', 'registry URLs may not contain passwords'],
  ['example.com:index', 'invalid url `example.com:index`: cannot-be-a-base-URLs are not supported'],
  [
    'sparse+example.com:index/',
    'invalid url `sparse+example.com:index/`: cannot-be-a-base-URLs are not supported',
  ],
  [
    'sparse+https://example.com',
    'sparse registry url must end in a slash `/`: sparse+https://example.com',
  ],
  [
    'sparse+https://hunter2@example.com/index',
    'sparse registry url must end in a slash `/`: sparse+https://***@example.com/index',
  ],
  ['sparse+https:///', 'invalid url `https:///`: not a valid URL'],
] as const) {
  test(`${JSON.stringify(text)} is refused`, () => {
    assert.throws(() => checkIndexUrl(text, '/conf'), new ConfigError([message]));
  });
}

for (const [text, same, other] of [
  [
    'https://example.com/a',
    ['https://example.com/a/', 'https://EXAMPLE.com/a.git', 'https://example.com:443/a'],
    [
      'https://example.com/A',
      'http://example.com/a',
      'https://example.com/a//',
      'https://example.com/a?',
    ],
  ],
  [
    'https://github.com/A/b',
    ['git://github.com/a/B.git', 'ssh://github.com/a/b/', 'http://github.com/a/b'],
    ['ssh://git@github.com/a/b', 'https://gitlab.com/a/b'],
  ],
  [
    'sparse+https://example.com/',
    ['sparse+https://example.com/'],
    ['https://example.com/', 'sparse+https://EXAMPLE.com/', 'sparse+https://example.com:443/', ''],
  ],
  [
    'https://example.com/x.git?a=b.git#c',
    ['https://example.com/x?a=b.git#c'],
    ['https://example.com/x?a=b#c'],
  ],
  ['x:/index', ['x:/index/', 'x:/index.git'], ['x:/', 'x:///index']],
  ['file:///index', ['file:///index/', 'file:/index', 'file://localhost/index'], ['file:///']],
] as const) {
  test(`what is the same as ${text}`, () => {
    const index = checkIndexUrl(text, '/');
    for (const spelling of same) assert.equal(isSpellingOf(index, spelling), true, spelling);
    for (const spelling of other) assert.equal(isSpellingOf(index, spelling), false, spelling);
  });
}

for (const index of [CRATES_IO_GIT_INDEX, CRATES_IO_SPARSE_INDEX]) {
  test(`${index.url} is what checking it would make of it`, () => {
    assert.deepEqual(checkIndexUrl(index.url, '/'), index);
  });
}

test('a shown URL keeps what is no secret', () => {
  const kept = 'ssh://git@example.com/a@b?c@d';
  assert.equal(shownUrl(kept), kept);
  assert.equal(shownUrl('https://x-token:y@example.com/a@b'), 'https://***@example.com/a@b');
});
