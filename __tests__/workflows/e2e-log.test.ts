// Tests the check of the end-to-end workflow's log under act: which faults it must find.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOfRun } from '../../scripts/e2e-log.mjs';
import { actions, fieldsOf, readYaml, stepsOf } from './workflow-files.ts';

const TOKENS = ['e2e-0123456789abcdef', 'e2e-fedcba9876543210'];

/** A successful run of two parallel jobs, one with a refusal and a warning. */
const GOOD = [
  '[E2E/one       ] ⭐ Run Main ./',
  '[E2E/one       ]   ⚙  ***',
  '[E2E/one       ]   ⚙  ::set-output:: token=***',
  '[E2E/two (a)-1 ] ⭐ Run Main Refused: please provide a token',
  '[E2E/two (a)-1 ]   ❗  ::error::please provide a token: it is empty%0A50%25',
  '[E2E/one       ]   | Login token for `my-registry` saved',
  '[E2E/two (a)-1 ] ⭐ Run Main Warns: unset it',
  '[E2E/two (a)-1 ]   🚧  ::warning::it is set; unset it',
  '[E2E/two (a)-1 ] ⭐ Run Post Warns: unset it',
  '[E2E/two (a)-1 ] ⭐ Run Post Refused: please provide a token',
  '[E2E/one       ] ⭐ Run Post ./',
  '[E2E/one       ] 🏁  Job succeeded',
  '[E2E/two (a)-1 ] 🏁  Job succeeded',
];

test('a successful run has no faults', () => {
  assert.deepEqual(faultsOfRun(GOOD.join('\r\n'), TOKENS, 2), []);
});

const without = (part: string) => GOOD.filter((line) => !line.includes(part));
const replacing = (from: string, to: string) => GOOD.map((line) => line.replaceAll(from, to));
const BAD: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'a job failed',
    replacing('one       ] 🏁  Job succeeded', 'one ] 🏁  Job failed'),
    /one" did not/,
  ],
  ['a job is missing', without('[E2E/one '), /only 1 of 2 jobs/],
  ['a post did not run', without('one       ] ⭐ Run Post'), /one" did not run every post/],
  ['a refusal with another message', replacing('::error::please', '::error::do'), /says: do/],
  ['a refusal without a message', without('::error::'), /says nothing/],
  ['an unexpected error', [...GOOD, '[E2E/one ]   ❗  ::error::oh'], /one" says: oh/],
  ['an unexpected warning', [...GOOD, '[E2E/one ]   🚧  ::warning::oh'], /one" says: oh/],
  ['a token in the log', [...GOOD, `[E2E/one ]   | ${TOKENS[0]}`], /1 tokens are in the log/],
  ['a token that act had to hide', [...GOOD, '[E2E/one ]   | saved ***'], /printed a secret/],
];
for (const [title, lines, fault] of BAD) {
  test(`the check of a log finds a fault: ${title}`, () => {
    const found = faultsOfRun(lines.join('\n'), TOKENS, 2);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', fault);
  });
}

test('the end-to-end workflow sets every input, reads every output, and checks every refusal', () => {
  const endToEnd = readYaml('.github/workflows/e2e.yml');
  const ours = stepsOf(endToEnd).filter(({ fields }) => fields['uses'] === './');
  const [action] = actions();
  const given = ours.flatMap(({ fields }) => Object.keys(fieldsOf(fields['with'])));
  const inputs = Object.keys(fieldsOf(action?.content['inputs']));
  assert.deepEqual([...new Set(given)].sort(), [...inputs].sort());
  for (const output of Object.keys(fieldsOf(action?.content['outputs']))) {
    assert.ok(endToEnd.text.includes(`.outputs.${output}`), output);
  }
  for (const { where, fields } of ours) {
    if (!String(fields['name']).startsWith('Refused: ')) continue;
    assert.match(String(fields['id']), /^refused-/, where);
    assert.equal(fields['continue-on-error'], true, where);
  }
});
