// action.yml, and the actions of the workflows, hold what the runner knows and nothing else.
// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { actions, type Fields, fieldsOf, listOf, REPOSITORY } from './workflow-files.ts';

const TOP = ['name', 'author', 'description', 'inputs', 'outputs', 'runs', 'branding'];
const INPUT = ['description', 'required', 'default', 'deprecationMessage'];
const JAVASCRIPT = ['using', 'main', 'pre', 'pre-if', 'post', 'post-if'];
const COMPOSITE_STEP = [
  'id',
  'if',
  'name',
  'uses',
  'with',
  'run',
  'shell',
  'working-directory',
  'env',
].concat('continue-on-error');
const COLORS = [
  'white',
  'black',
  'yellow',
  'blue',
  'green',
  'orange',
  'red',
  'purple',
  'gray-dark',
];

/** Says what is wrong with the metadata of an action in a folder. */
function faultsOf(content: Fields, folder: string): readonly string[] {
  const { name, description, runs } = content;
  return [
    ...unknown('action', content, TOP),
    ...texts('action', { name, description }),
    ...faultsOfInputs(fieldsOf(content['inputs'])),
    ...faultsOfOutputs(fieldsOf(content['outputs']), fieldsOf(runs)['using'] === 'composite'),
    ...faultsOfRuns(fieldsOf(runs), folder),
    ...faultsOfBranding(content['branding']),
  ];
}

function unknown(where: string, fields: Fields, known: readonly string[]): readonly string[] {
  const keys = Object.keys(fields).filter((key) => !known.includes(key));
  return keys.map((key) => `${where}: the runner does not know \`${key}\``);
}

function texts(where: string, fields: Fields): readonly string[] {
  const wrong = Object.entries(fields).filter(
    ([, value]) => typeof value !== 'string' || value === '',
  );
  return wrong.map(([key]) => `${where}: \`${key}\` must be a text`);
}

function faultsOfInputs(inputs: Fields): readonly string[] {
  return Object.entries(inputs).flatMap(([id, value]) => {
    const input = fieldsOf(value);
    const where = `input ${id}`;
    const { description, required, default: ifEmpty } = input;
    return [
      ...(/^[a-z_][a-z0-9_-]*$/.test(id) ? [] : [`${where}: no good name`]),
      ...unknown(where, input, INPUT),
      ...texts(where, { description }),
      ...(required === undefined || typeof required === 'boolean' ? [] : [`${where}: required`]),
      // The runner takes a text; YAML must not make something else of it.
      ...(ifEmpty === undefined || typeof ifEmpty === 'string' ? [] : [`${where}: default`]),
    ];
  });
}

function faultsOfOutputs(outputs: Fields, isComposite: boolean): readonly string[] {
  const keys = isComposite ? ['description', 'value'] : ['description'];
  return Object.entries(outputs).flatMap(([id, value]) => {
    const output = fieldsOf(value);
    const required = Object.fromEntries(keys.map((key) => [key, output[key]]));
    return [...unknown(`output ${id}`, output, keys), ...texts(`output ${id}`, required)];
  });
}

function faultsOfRuns(runs: Fields, folder: string): readonly string[] {
  if (runs['using'] === 'composite') {
    const steps = listOf(runs['steps']).map(fieldsOf);
    return [
      ...unknown('runs', runs, ['using', 'steps']),
      ...steps.flatMap((step) => unknown('step', step, COMPOSITE_STEP)),
      ...steps.flatMap((step) =>
        step['run'] !== undefined && step['shell'] === undefined
          ? ['step: `run` needs `shell`']
          : [],
      ),
    ];
  }
  const files = ['main', 'pre', 'post'].flatMap((key) => (key in runs ? [String(runs[key])] : []));
  return [
    ...unknown('runs', runs, JAVASCRIPT),
    ...(runs['using'] === 'node24' ? [] : [`runs: \`using\` is ${runs['using']}`]),
    ...('main' in runs ? [] : ['runs: no `main`']),
    ...files.filter((file) => !fs.existsSync(path.join(folder, file))).map((file) => `no ${file}`),
  ];
}

function faultsOfBranding(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const { icon, color, ...others } = fieldsOf(value);
  return [
    ...unknown('branding', others, []),
    ...texts('branding', { icon }),
    ...(COLORS.includes(String(color)) ? [] : [`branding: there is no color ${color}`]),
  ];
}

for (const { name, content } of actions()) {
  test(`${name} is what the runner understands`, () => {
    assert.deepEqual(faultsOf(content, path.join(REPOSITORY, path.dirname(name))), []);
  });
}

const good = {
  name: 'n',
  description: 'd',
  runs: { using: 'node24', main: 'package.json' },
} as const;
const faulty: readonly (readonly [string, Fields])[] = [
  ['no name', { ...good, name: undefined }],
  ['an unknown key', { ...good, input: {} }],
  ['an older node', { ...good, runs: { ...good.runs, using: 'node20' } }],
  ['a missing file', { ...good, runs: { ...good.runs, post: 'nowhere.js' } }],
  ['an unknown key of runs', { ...good, runs: { ...good.runs, postif: 'always()' } }],
  ['an input without description', { ...good, inputs: { a: { default: '' } } }],
  ['a default that is no text', { ...good, inputs: { a: { description: 'd', default: true } } }],
  ['an unknown key of an input', { ...good, inputs: { a: { description: 'd', type: 'string' } } }],
  ['an output with a value', { ...good, outputs: { a: { description: 'd', value: 'v' } } }],
  ['a color that is none', { ...good, branding: { icon: 'package', color: 'pink' } }],
  ['a script without shell', { ...good, runs: { using: 'composite', steps: [{ run: 'true' }] } }],
];
for (const [title, content] of faulty) {
  test(`it is noticed: ${title}`, () => {
    assert.equal(faultsOf(content, REPOSITORY).length, 1);
  });
}

test('what is good is good', () => assert.deepEqual(faultsOf(good, REPOSITORY), []));
