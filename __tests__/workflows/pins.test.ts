// Third-party actions in the workflows, and the permissions of jobs.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import {
  actions,
  fieldsOf,
  jobsOf,
  listOf,
  REPOSITORY,
  stepsOf,
  workflows,
} from './workflow-files.ts';

const files = [...workflows(), ...actions()];

/** Returns every `uses:` with the rest of its line. */
const uses = files.flatMap(({ name, text }) =>
  [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)].map(([, target = '', rest = '']) => ({
    name,
    target,
    rest,
  })),
);

test('every third-party action is pinned by commit, with its version in a comment', () => {
  const foreign = uses.filter(({ target }) => !target.startsWith('./'));
  assert.ok(foreign.length > 10);
  for (const { name, target, rest } of foreign) {
    assert.match(target, /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/, `${name}: ${target}`);
    assert.match(rest, /^ # v\d+\.\d+\.\d+$/, `${name}: ${target}`);
  }
});

test('no workflow grants permissions, and every job declares its own', () => {
  for (const file of workflows()) {
    assert.deepEqual(file.content['permissions'], {}, file.name);
    for (const [id, job] of jobsOf(file)) assert.ok('permissions' in job, `${file.name}, ${id}`);
  }
});

test('only the CodeQL job and the release job have write permissions', () => {
  const writers = workflows().flatMap((file) =>
    jobsOf(file).flatMap(([id, job]) =>
      Object.entries(fieldsOf(job['permissions']))
        // An id token gives no access to this repository.
        .filter(([scope, access]) => access !== 'read' && scope !== 'id-token')
        .map(([scope]) => `${path.basename(file.name)} ${id} ${scope}`),
    ),
  );
  assert.deepEqual(writers.sort(), [
    'codeql.yml analyze security-events',
    'release.yml release attestations',
    'release.yml release contents',
  ]);
});

test('no checkout persists its credentials', () => {
  const checkouts = workflows()
    .flatMap(stepsOf)
    .filter(({ fields }) => String(fields['uses']).startsWith('actions/checkout@'));
  assert.ok(checkouts.length > 10);
  for (const { where, fields } of checkouts) {
    assert.equal(fieldsOf(fields['with'])['persist-credentials'], false, where);
  }
});

test('no script of a workflow contains an expression', () => {
  const scripts = files.flatMap(stepsOf).filter(({ fields }) => fields['run'] !== undefined);
  assert.ok(scripts.length > 10);
  for (const { where, fields } of scripts) {
    assert.doesNotMatch(String(fields['run']), /\$\{\{/, where);
  }
});

test('only the end-to-end workflows use secrets, and none runs on pull_request_target', () => {
  for (const { name, text } of workflows()) {
    const secrets = [...text.matchAll(/\bsecrets\.([\w-]+)/g)].map(([, secret]) => secret);
    const allowed = { 'e2e.yml': ['E2E_TOKEN'], 'e2e-publish.yml': ['token', 'token'] };
    const expected = new Map(Object.entries(allowed)).get(path.basename(name)) ?? [];
    assert.deepEqual(secrets, expected, name);
    assert.doesNotMatch(text, /pull_request_target|workflow_run|secrets: inherit/, name);
  }
});

test('the gate job of CI needs every other job', () => {
  const ci = workflows().find(({ name }) => name.endsWith('/ci.yml'));
  assert.ok(ci);
  const jobs = new Map(jobsOf(ci));
  const gate = jobs.get('gate') ?? {};
  jobs.delete('gate');
  assert.deepEqual([...listOf(gate['needs'])].sort(), [...jobs.keys()].sort());
  assert.match(String(gate['if']), /always\(\)/);
});

test('CI and .ci/run use the same version of actionlint', () => {
  const versions = ['.ci/run', '.github/workflows/ci.yml'].map((name) => {
    const text = fs.readFileSync(path.join(REPOSITORY, name), 'utf8');
    return /actionlint@(v[\d.]+)/.exec(text)?.[1];
  });
  assert.ok(versions[0]);
  assert.equal(versions[0], versions[1]);
});
