// The forms for issues, by the rules that GitHub has for them: a form that breaks one is not shown.
// https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { type Fields, fieldsOf, listOf, REPOSITORY, readYaml } from './workflow-files.ts';

const FOLDER = '.github/ISSUE_TEMPLATE';
const names = fs.readdirSync(path.join(REPOSITORY, FOLDER)).filter((name) => name !== 'config.yml');
const forms = names.map((name) => readYaml(`${FOLDER}/${name}`));
const TYPES = ['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'];

interface Element {
  readonly type: unknown;
  readonly id: unknown;
  readonly attributes: Fields;
  readonly validations: Fields;
}

function elementsOf(form: Fields): readonly Element[] {
  return listOf(form['body']).map((element) => {
    const { type, id, attributes, validations, ...others } = fieldsOf(element);
    assert.deepEqual(others, {});
    return { type, id, attributes: fieldsOf(attributes), validations: fieldsOf(validations) };
  });
}

function assertText(value: unknown, what: string): void {
  assert.ok(typeof value === 'string' && value.trim() !== '', what);
}

test('there is a form for each kind of issue, and no other way', () => {
  assert.deepEqual(names.toSorted(), ['bug.yml', 'feature.yml', 'registry.yml']);
  const { blank_issues_enabled: blank, contact_links: links } = readYaml(
    `${FOLDER}/config.yml`,
  ).content;
  assert.equal(blank, false);
  const contacts = listOf(links).map(fieldsOf);
  for (const { name, url, about } of contacts) {
    for (const text of [name, url, about]) assertText(text, String(name));
  }
  assert.ok(contacts.some(({ url }) => String(url).endsWith('/security/policy')));
  assert.ok(fs.existsSync(path.join(REPOSITORY, 'SECURITY.md')));
});

for (const { name, content } of forms) {
  const elements = elementsOf(content);

  test(`${name} is a form`, () => {
    const { name: title, description, labels, body: _, ...others } = content;
    assert.deepEqual(others, {});
    assertText(title, 'name');
    assertText(description, 'description');
    for (const label of listOf(labels)) assertText(label, 'label');
    const ids = elements.flatMap(({ id }) => (id === undefined ? [] : [String(id)]));
    assert.deepEqual(
      ids.filter((id, index) => !/^[\w-]+$/.test(id) || ids.indexOf(id) !== index),
      [],
    );
    for (const { type, id, attributes } of elements) {
      assert.ok(TYPES.includes(String(type)), String(type));
      if (type === 'markdown') assertText(attributes['value'], 'value');
      else assertText(attributes['label'], `label of ${id}`);
      const hasOptions = type === 'dropdown' || type === 'checkboxes';
      assert.equal(listOf(attributes['options']).length > 0, hasOptions, `options of ${id}`);
    }
  });

  test(`${name} warns of tokens before anything is asked`, () => {
    const [first] = elements;
    assert.equal(first?.type, 'markdown');
    assert.match(String(first?.attributes['value']), /\*\*No tokens, please\b/);
  });

  test(`${name} asks for something`, () => {
    const required = elements.filter(({ validations }) => validations['required'] === true);
    assert.ok(required.length > 0);
  });
}

test('whoever pastes something that could hold a token says that it holds none', () => {
  for (const { name, content } of forms.filter((form) => !form.name.endsWith('feature.yml'))) {
    const options = elementsOf(content).flatMap(({ type, attributes }) =>
      type === 'checkboxes' ? listOf(attributes['options']).map(fieldsOf) : [],
    );
    const isPromise = ({ label, required }: Fields) =>
      /no token/.test(String(label)) && required === true;
    assert.ok(options.some(isPromise), name);
  }
});
