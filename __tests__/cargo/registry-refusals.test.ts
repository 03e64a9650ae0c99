// Registries that are refused, and their error messages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Asked } from '../../src/cargo/registry.ts';
import { configured, defined, refusal, resolve, type Scene, worldFor } from './world.ts';

const ONE = 'sparse+https://one.example/index/';
const TWO = 'sparse+https://two.example/index/';
const PLACE = '`{ROOT}/w/.cargo/config.toml`';
const CHECKOUT =
  'If `.cargo/config.toml` is in your repository, run actions/checkout before this step, and set ' +
  "`working-directory` if it is in a subfolder. Otherwise, put the URL of the registry's index into `index`.";
const ADDRESS =
  "an address: use the name in `[registries.NAME]` of Cargo's configuration, and put the URL of the index into the input `index`";
const SOURCE = `[source.crates-io]\nreplace-with = "artifactory"\n[source.artifactory]\nregistry = "${ONE}"\n`;
const ADD = `\`[source.artifactory]\` in ${PLACE} is not a registry: to log in to it, add \`[registries.artifactory]\` with \`index = "${ONE}"\` to the configuration, and \`registry: artifactory\` to the step.`;

interface Refusal {
  readonly scene: Partial<Scene>;
  readonly asked?: Partial<Asked>;
  readonly message: string | RegExp;
}

const REFUSED: Readonly<Record<string, Refusal>> = {
  ...Object.fromEntries(
    ['sparse+https://h.example/index/', 'https://h.example/', 'ghcr.io'].map((registry) => [
      `an address instead of a name: ${registry} (C1)`,
      { scene: { registry }, message: `input \`registry\` is \`${registry}\`, ${ADDRESS}` },
    ]),
  ),
  'an address with a password': { scene: { registry: 'https://me:secret@h.example/' }, message: `input \`registry\` is \`https://me:secret@h.example/\`, ${ADDRESS}` },
  ...Object.fromEntries(
    ['1a', 'a b', '-a', 'a!'].map((registry) => [
      `a wrong name: ${registry}`,
      { scene: { registry }, message: `input \`registry\` is \`${registry}\`, not a registry name; use a letter or \`_\`, then letters, digits, \`-\`, or \`_\`` },
    ]),
  ),
  'a default that is not a name': {
    scene: configured('registry.default = "a b"'),
    message: /^`registry\.default` in `\{ROOT\}\/w\/\.cargo\/config\.toml` is `a b`, not a registry name/,
  },
  'an empty default from a variable': {
    scene: { env: { CARGO_REGISTRY_DEFAULT: '' } },
    message: /^`registry\.default` in environment variable `CARGO_REGISTRY_DEFAULT` is ``, not a registry name/,
  },
  'no registry is defined': {
    scene: { registry: 'one' },
    message: `no configuration defines the registry \`one\`\nNo registry is defined in \`{ROOT}/w\` and its parents, in \`{ROOT}/home/.cargo\`, or in the environment.\n${CHECKOUT}`,
  },
  'only other registries are defined': {
    scene: { registry: 'three', env: { CARGO_REGISTRIES_TWO_INDEX: TWO }, ...configured(defined({ one: ONE })) },
    message: `no configuration defines the registry \`three\`\nThese are defined: \`one\` (${PLACE}), \`two\` (environment variable \`CARGO_REGISTRIES_TWO_INDEX\`).\n${CHECKOUT}`,
  },
  'a default that no configuration defines': {
    scene: configured('registry.default = "one"'),
    message: /^no configuration defines the registry `one` \(`registry\.default` in `\{ROOT\}\/w\/\.cargo\/config\.toml`\)\n/,
  },
  'the configuration is in a subfolder (C2)': {
    scene: { registry: 'one', files: { 'w/rust/.cargo/config.toml': defined({ one: ONE }) } },
    message: /\n.*run actions\/checkout before this step, and set `working-directory` if it is in a subfolder\./,
  },
  'a source instead of a registry (C3)': {
    scene: { registry: 'artifactory', ...configured(SOURCE) },
    message: new RegExp(`\\n${escaped(ADD)}$`),
  },
  'crates.io is replaced by a source, and no registry is named (C3)': {
    scene: configured(SOURCE),
    message: `${PLACE} replaces crates-io with \`artifactory\`, so the step must name its registry.\n${ADD}\nFor crates.io, add \`registry: crates-io\` to the step.`,
  },
  'crates.io is replaced by a registry, and no registry is named': {
    scene: configured(`source.crates-io.replace-with = "one"\n${defined({ one: ONE })}`),
    message: `${PLACE} replaces crates-io with \`one\`, so the step must name its registry.\nFor \`one\`, add \`registry: one\` to the step.\nFor crates.io, add \`registry: crates-io\` to the step.`,
  },
  'crates.io is replaced by a missing source, and no registry is named': {
    scene: configured('source.crates-io.replace-with = "gone"'),
    message: /^`.*` replaces crates-io with `gone`, so the step must name its registry\.\n.*\nFor crates\.io, add `registry: crates-io` to the step\.$/,
  },
  'an index for crates.io': {
    scene: {}, asked: { index: ONE },
    message: 'input `index` is for a registry other than crates.io; name that registry in `registry`',
  },
  'an index other than in a file': {
    scene: { registry: 'one', ...configured(defined({ one: ONE })) }, asked: { index: TWO },
    message: `input \`index\` is \`${TWO}\`, but ${PLACE} sets the index of \`one\` to \`${ONE}\`. Correct the one that is wrong, or use another name in \`registry\`.`,
  },
  'an index other than that of an earlier step (A12)': {
    scene: { registry: 'env', env: { CARGO_REGISTRIES_ENV_INDEX: ONE } },
    asked: { index: TWO, earlier: new Map([['env', ONE]]) },
    message: `input \`index\` is \`${TWO}\`, but an earlier step of this action (CARGO_REGISTRIES_ENV_INDEX) sets the index of \`env\` to \`${ONE}\`. Correct the one that is wrong, or use another name in \`registry\`.`,
  },
  'an index other than in a variable that no step of this action set': {
    scene: { registry: 'env', env: { CARGO_REGISTRIES_ENV_INDEX: ONE } }, asked: { index: TWO },
    message: /but environment variable `CARGO_REGISTRIES_ENV_INDEX` sets the index/,
  },
  'two names for one index': {
    scene: { registry: 'one', ...configured(defined({ one: ONE, two: ONE })) },
    message: `the registries \`one\`, \`two\` have one index, \`${ONE}\`, and Cargo cannot tell them apart; remove all but one from the configuration`,
  },
  'two names for one index, one of them from the input': {
    scene: { registry: 'one', env: { CARGO_REGISTRIES_TWO_INDEX: ONE } }, asked: { index: ONE },
    message: /^the registries `one`, `two` have one index/,
  },
  'an index of another type': {
    scene: { registry: 'one', ...configured('registries.one.index = 5') },
    message: `\`registries.one.index\` in ${PLACE} must be a string`,
  },
}; // biome-ignore format: a table

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

for (const [name, { scene, asked = {}, message }] of Object.entries(REFUSED)) {
  test(`a registry is refused: ${name}`, (t) => {
    const world = worldFor(t, scene);
    const shown = refusal(world, () => resolve(world, asked));
    if (typeof message === 'string') assert.equal(shown, message);
    else assert.match(shown, message);
  });
}

const NO_URL =
  /^the index `.*` \(input `index`\) is not a URL such as `sparse\+https:\/\/…\/` or `ssh:\/\/git@…`$/;
const URLS: Readonly<Record<string, RegExp>> = {
  '': NO_URL,
  'example.com/index': NO_URL,
  'example.com:index': NO_URL,
  'https://': NO_URL,
  'https://exa mple.com/': NO_URL,
  'sparse+https:///': NO_URL,
  'git@h.example:o/r.git': NO_URL,
  'https://me:secret@h.example/index': /^the index `.*` \(input `index`\) must not contain a password$/,
  'sparse+https://me:secret@h.example/': /^the index `.*` \(input `index`\) must not contain a password$/,
  'sparse+https://h.example/index': /^the index `sparse\+https:\/\/h\.example\/index` \(input `index`\) must end in a slash$/,
}; // biome-ignore format: a table

for (const [index, message] of Object.entries(URLS)) {
  test(`the index ${JSON.stringify(index)} is refused`, (t) => {
    const world = worldFor(t, { registry: 'one' });
    assert.match(
      refusal(world, () => resolve(world, { index })),
      message,
    );
  });
}

test('the error names the file or variable that contains a wrong index URL', (t) => {
  const inFile = worldFor(t, { registry: 'one', ...configured(defined({ one: 'no url' })) });
  assert.equal(
    refusal(inFile, () => resolve(inFile, {})),
    `the index \`no url\` (\`registries.one.index\` in ${PLACE}) is not a URL such as \`sparse+https://…/\` or \`ssh://git@…\``,
  );
  const inVariable = worldFor(t, { registry: 'one', env: { CARGO_REGISTRIES_ONE_INDEX: '' } });
  assert.match(
    refusal(inVariable, () => resolve(inVariable, {})),
    /in environment variable `CARGO_REGISTRIES_ONE_INDEX`\) is not a URL/,
  );
});
