// What the harness takes for commands, and what for plain text: as the runner does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withMachine } from './machine.ts';
import { jobWith } from './stand-in.ts';
import { parseLog, parsePairs } from './workflow-commands.ts';

const cases = [
  ['::error::text', 'error', {}, 'text'],
  [
    '  ::warning file=a%2Cb,line=3,title=x%3Ay%25::one%0Atwo%0D%25',
    'warning',
    { file: 'a,b', line: '3', title: 'x:y%' },
    'one\ntwo\r%',
  ],
  ['::notice ::', 'notice', {}, ''],
  ['::DEBUG::a::b', 'debug', {}, 'a::b'],
  ['::add-mask::%250A', 'add-mask', {}, '%0A'],
  ['::error file=,line=1::x', 'error', { line: '1' }, 'x'],
  ['before ##[error]after', 'error', {}, 'after'],
  ['##[warning a=b%3Bc;d=e%5D]x%3By', 'warning', { a: 'b;c', d: 'e]' }, 'x;y'],
  ['::unknown::##[group]t', 'group', {}, 't'],
] as const;
for (const [line, name, properties, data] of cases) {
  test(`a command: ${line}`, () => {
    const [parsed] = parseLog(line);
    const form = line.includes('##[') ? 'legacy' : 'current';
    assert.deepEqual(parsed?.command, { name, properties, data, form });
  });
}

for (const line of [
  'plain',
  ' : :error::x',
  'x ::error::y',
  '::error:y',
  '::eror::y',
  '##[eror]y',
  '##[error',
  '::::',
  '#[error]',
]) {
  test(`no command: ${line}`, () => {
    assert.deepEqual(parseLog(line), [{ text: line, command: undefined }]);
  });
}

test('every kind of line break ends a line', () => {
  const commands = parseLog('::error::a\r::error::b\r\n::error::c\n\n').map((l) => l.command?.data);
  assert.deepEqual(commands, ['a', 'b', 'c', undefined]);
});

test('no command counts between `stop-commands` and its token', () => {
  const log = '::stop-commands::Mine\n::error::a\n::other::\n::mine::\n::error::b\n::mine::';
  const names = parseLog(log).map((line) => line.command?.name);
  assert.deepEqual(names, ['stop-commands', undefined, undefined, 'mine', 'error', undefined]);
});

test('the log is sorted by what the runner makes of it, on both streams', (t) =>
  withMachine(t, async (machine) => {
    const main = `
      console.log('::add-mask::hidden\\n::group::More\\n::debug::deep\\nplain ##[section]\\n::notice::n\\n::endgroup::');
      console.error('::error::e1\\n::error::e2\\n::warning::w\\ntext');`;
    const result = await jobWith(machine, main).step().main();
    assert.deepEqual(result.annotations, { error: ['e1', 'e2'], warning: ['w'], notice: ['n'] });
    assert.deepEqual(result.masks, ['hidden']);
    assert.deepEqual([result.groups, result.debug], [['More'], ['deep']]);
    assert.deepEqual(result.text, ['plain ##[section]', 'text']);
    assert.deepEqual(result.suspicious, ['plain ##[section]']);
  }));

const files = [
  ['', {}],
  ['a=b=c\n\nd=\n', { a: 'b=c', d: '' }],
  ['a<<E\nx\n\ny\nE\nb=1', { a: 'x\n\ny', b: '1' }],
  ['a<<E\nE\n', { a: '' }],
  ['a<<E\nx=1\nb<<F\nE\n', { a: 'x=1\nb<<F' }],
  ['a<<E\r\nx\r\ny\r\nE\r\nb=1\r\n', { a: 'x\r\ny', b: '1' }],
  ['a=x<<E\nb=2', { a: 'x<<E', b: '2' }],
  ['a=1\na=2', { a: '2' }],
] as const;
for (const [text, pairs] of files) {
  test(`pairs: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parsePairs(text), {
      pairs: new Map(Object.entries(pairs)),
      problem: undefined,
    });
  });
}

for (const bad of ['neither', 'a<<E\nx', 'a<<\nx\n']) {
  test(`no pairs: ${JSON.stringify(bad)}`, () => {
    const { pairs, problem } = parsePairs(`ok=1\n${bad}`);
    assert.deepEqual([...pairs], [['ok', '1']]);
    assert.ok(problem);
  });
}
