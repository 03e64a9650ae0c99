// The judge of the end-to-end workflow under act: what it must find, and what it must not.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { faultsOfRun, jobsUnderAct, readLog } from '../../scripts/e2e-log.mjs';
import { actions, fieldsOf, REPOSITORY, readYaml, stepsOf } from './workflow-files.ts';

const TOKEN = 'e2e-0123456789abcdef';

/** A good run: two jobs at once, one with a refusal and a warning. */
const GOOD = [
  '[E2E/one       ] ⭐ Run Main ./',
  '[E2E/one       ]   ⚙  ***',
  '[E2E/one       ]   ⚙  ::set-output:: token=***',
  '[E2E/two (a)-1 ] ⭐ Run Main Refused: please provide a token',
  '[E2E/two (a)-1 ]   ❗  ::error::please provide a token: it is empty%0A50%25',
  '[E2E/one       ]   | Login token for `my-registry` saved',
  '[E2E/one       ]   ✅  Success - Main ./ [1.5s]',
  '[E2E/two (a)-1 ]   ❌  Failure - Main Refused: please provide a token [20.1ms]',
  '[E2E/two (a)-1 ] ⭐ Run Main Warns: unset it',
  '[E2E/two (a)-1 ]   🚧  ::warning::it is set; unset it',
  '[E2E/two (a)-1 ] ⭐ Run Post Warns: unset it',
  '[E2E/two (a)-1 ] ⭐ Run Post Refused: please provide a token',
  '[E2E/one       ] ⭐ Run Post ./',
  '[E2E/one       ] 🏁  Job succeeded',
  '[E2E/two (a)-1 ] 🏁  Job succeeded',
];
const JOBS = ['one', 'two'];
const TOKENS = [TOKEN, 'e2e-fedcba9876543210'];

function faults(lines: readonly string[], tokens: readonly string[] = TOKENS): readonly string[] {
  const log = lines.join('\n');
  return faultsOfRun(JOBS, readLog(log), log, tokens);
}

const without = (part: string) => GOOD.filter((line) => !line.includes(part));
const replacing = (from: string, to: string) => GOOD.map((line) => line.replaceAll(from, to));

test('a good run', () => {
  assert.deepEqual(faults(GOOD), []);
  const { steps, results } = readLog(GOOD.join('\r\n'));
  assert.deepEqual([...results.keys()], ['E2E/one', 'E2E/two (a)-1']);
  assert.deepEqual(steps[1]?.errors, ['please provide a token: it is empty\n50%']);
  assert.deepEqual(
    steps.map(({ succeeded }) => succeeded),
    [true, false, undefined, undefined, undefined, undefined],
  );
});

const bad: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'a job failed',
    replacing('one       ] 🏁  Job succeeded', 'one ] 🏁  Job failed'),
    /one" failed/,
  ],
  ['a job is missing', without('[E2E/one '), /1 jobs ran, not 2/],
  ['a post did not run', without('one       ] ⭐ Run Post'), /"\.\/" of "E2E\/one"/],
  ['a refusal said something else', replacing('::error::please', '::error::do'), /complains: do/],
  ['a refusal said nothing', without('::error::'), /says nothing of its refusals/],
  ['an error elsewhere', [...GOOD, '[E2E/one ]   ❗  ::error::oh'], /one" complains: oh/],
  ['a warning elsewhere', [...GOOD, '[E2E/one ]   🚧  ::warning::oh'], /one" warns: oh/],
  ['a warning of something else', replacing('; unset it', ''), /warns of something else/],
  ['a token in the log', [...GOOD, `[E2E/one ]   | ${TOKEN}`], /1 tokens are in the log/],
  ['a login before the masks', without('⚙  ***'), /logs in before it has its secrets hidden/],
  ['a token that act had to hide', [...GOOD, '[E2E/one ]   | saved ***'], /prints secrets in 1/],
  ['a token outside of any job', [...GOOD, TOKEN], /1 tokens are in the log/],
];
for (const [title, lines, fault] of bad) {
  test(`it is noticed: ${title}`, () => {
    const found = faults(lines);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', fault);
  });
}

test('it is noticed: tokens that nobody recorded', () => {
  assert.deepEqual(faults(GOOD, [TOKEN]), ['only 1 tokens to search for']);
});

test('a job for each leg of a matrix, but for those of other systems', () => {
  const jobs = {
    plain: {},
    systems: { strategy: { matrix: { os: ['ubuntu-latest', 'windows-latest'] } } },
    legs: {
      strategy: { matrix: { os: ['ubuntu-latest', 'macos-latest'], a: [1, 2], b: [1, 2, 3] } },
    },
    included: { strategy: { matrix: { include: [{ a: 1 }, { a: 2 }] } } },
    provider: {
      strategy: { matrix: { os: ['ubuntu-latest', 'x'], include: [{ os: 'x', a: 1 }] } },
    },
    elsewhere: { if: 'github.event.act != true' },
  };
  const ids = jobsUnderAct({ jobs });
  const legs = Array.from({ length: 6 }, () => 'legs');
  assert.deepEqual(ids, ['plain', 'systems', ...legs, 'included', 'included', 'provider']);
});

const endToEnd = readYaml('.github/workflows/e2e.yml');
/** Where it is not a product with a token of its own. Git indexes are for the tests of recipes. */
const JOBS_OF_RECIPES = new Map([
  ['crates.io', '  crates-io:\n'],
  ['Trusted publishing', '  trusted-publishing:\n'],
  ['A registry of your own', '  one-registry:\n'],
  ['Several registries', '  several-registries:\n'],
  ['Pull requests from forks', '  missing-token:\n'],
  ['With a cache', '  cache:\n'],
  ['In a container', '  container:\n'],
  ['On your own machine', '  earlier-login:\n'],
  ['Shipyard', ''],
]);
const ours = stepsOf(endToEnd).filter(({ fields }) => fields['uses'] === './');

test('the end-to-end workflow gives every input, and reads every output', () => {
  const [action] = actions();
  const given = ours.flatMap(({ fields }) => Object.keys(fieldsOf(fields['with'])));
  const inputs = Object.keys(fieldsOf(action?.content['inputs']));
  assert.deepEqual([...new Set(given)].sort(), [...inputs].sort());
  for (const output of Object.keys(fieldsOf(action?.content['outputs']))) {
    assert.ok(endToEnd.text.includes(`.outputs.${output}`), output);
  }
});

test('every recipe of the README has a job there', () => {
  const readme = fs.readFileSync(path.join(REPOSITORY, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('\n## Recipes\n');
  const recipes = [...section.replace(/\n## [\s\S]*/, '').matchAll(/^### (.*)$/gm)];
  assert.ok(recipes.length > 5);
  for (const [, title = ''] of recipes) {
    assert.ok(endToEnd.text.includes(JOBS_OF_RECIPES.get(title) ?? `- product: ${title}\n`), title);
  }
});

test('a step that is to be refused lets the job go on, and is looked at', () => {
  const refusals = ours.filter(({ fields }) => String(fields['name']).startsWith('Refused: '));
  assert.ok(refusals.length > 10);
  for (const { where, fields } of refusals) {
    assert.match(String(fields['id']), /^refused-/, where);
    assert.equal(fields['continue-on-error'], true, where);
  }
});
