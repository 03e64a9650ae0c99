// A nightly `cargo config get` judges the merged values, each with its origin, in generated trees.
// CASES sets how many trees, SEED makes a run come again.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Config, loadConfig } from '../../src/cargo/config.ts';
import { type ConfigKey, childKey, displayKey, ROOT_KEY } from '../../src/cargo/config-key.ts';
import { describe } from '../../src/cargo/definition.ts';
import { cargoHome } from '../../src/cargo/home.ts';
import type { ConfigValue } from '../../src/cargo/value.ts';
import { UserError } from '../../src/errors.ts';
import { toolchain, withoutCargo } from '../support/cargo.ts';
import { collect } from '../support/child.ts';
import { removeTree } from '../support/tree.ts';
import { configGet } from './config-get.ts';
import { inTurns } from './turns.ts';
import { sameWords } from './words.ts';
import { build, type Scene, type World } from './world.ts';

const cases = Number(process.env['CASES'] ?? 100);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test(`cargo config get agrees in ${cases} trees (SEED=${seed})`, {
  skip: withoutCargo('nightly'),
}, async (t) => {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-values-'));
  t.after(() => removeTree(root));
  const found = fc.sample(trees, { seed, numRuns: cases });
  const verdicts = await inTurns(found, (scene, index) =>
    judge(scene, path.join(root, `case-${index}`)),
  );
  const refused = verdicts.filter((verdict) => verdict === 'refused').length;
  t.diagnostic(`agreed on values: ${cases - refused}; refused alike: ${refused}`);
  assert.ok(cases < 50 || (refused > 0 && refused < cases / 2), 'trees that are too much alike');
});

// Names of tables and of values, so that kinds meet; none that cargo reads for itself.
const NAMES = ['ab', 'a-b', 'ab.c', 'x', 'X', '__proto__', 'constructor', 'é', '', "q'q"];
const PLACES = [
  'w/.cargo/config.toml',
  'w/a/.cargo/config',
  'w/a/.cargo/config.toml',
  'w/a/b/.cargo/config.toml',
  'home/.cargo/config.toml',
] as const;

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const quote = (text: string) => JSON.stringify(text);
const spell = (name: string) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : quote(name));

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => quote(text).replaceAll('\x7f', ' ')),
  oneOf('0', '-1', '9223372036854775807', '-9223372036854775808', '0x1F', 'true', 'false', '"a b"'),
);
const list = fc
  .array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }).map(bracketed)), { maxLength: 3 })
  .map(bracketed);

function bracketed(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

// A name has one kind of value, mostly: then files can be merged.
const value = (name: string) => {
  const usual = name < 'a' || name === 'x' ? list : scalar;
  return fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: scalar });
};
const entry = fc
  .tuple(fc.array(oneOf('t', 't-u', 'v'), { minLength: 1, maxLength: 2 }), oneOf(...NAMES))
  .chain(([tables, name]) =>
    value(name).map((text) => ({ key: [...tables, name].map(spell).join('.'), text })),
  );

interface Entry {
  readonly key: string;
  readonly text: string;
}

function fileOf(entries: readonly Entry[], more: string): string {
  const byKey = new Map(entries.map(({ key, text }) => [key, text]));
  return more + [...byKey].map(([key, text]) => `${key} = ${text}\n`).join('');
}

const content = fc
  .tuple(fc.array(entry, { maxLength: 6 }), oneOf('', '', '', 'include = ["more.toml"]\n'))
  .map(([entries, more]) => fileOf(entries, more));

const trees: fc.Arbitrary<Scene> = fc
  .record({
    files: fc.tuple(...PLACES.map((place) => fc.tuple(fc.constant(place), content, fc.boolean()))),
    more: fc
      .tuple(content, content)
      .map((texts) => texts.map((text) => text.replace(/^inc.*/, ''))),
    cwd: oneOf('w', 'w/a', 'w/a/b'),
    cliArgs: fc.array(
      fc.oneof(
        entry.map(({ key, text }) => `${key} = ${text}`),
        fc.constant('{ROOT}/extra.toml'),
      ),
      { maxLength: 2 },
    ),
    env: fc.dictionary(
      oneOf('CARGO_T_X', 'CARGO_T_A_B', 'CARGO_T_U_X', 'CARGO_V_AB', 'cargo_t_x', 'CARGO_NO_ONE'),
      oneOf('', 'true', '7', '-07', '99999999999999999999', 'a b  c', '[1]'),
      { maxKeys: 2 },
    ),
  })
  .map(({ files, more, ...rest }) => {
    const [first = '', second = ''] = more;
    const written = files.flatMap(([place, text, there]) => (there ? [[place, text]] : []));
    return {
      ...rest,
      home: 'home',
      registry: undefined,
      files: {
        ...Object.fromEntries(written),
        'w/.cargo/more.toml': first,
        'w/a/.cargo/more.toml': second,
        'w/a/b/.cargo/more.toml': first,
        'home/.cargo/more.toml': second,
        'extra.toml': second,
      },
    };
  });

// Single keys, for these the environment counts.
const SINGLE = ['t.x', 't.a-b', 't-u.x', 't.u.x', 'v.ab', 't', 'no.one'];

async function judge(scene: Scene, root: string): Promise<'refused' | 'agreed'> {
  fs.mkdirSync(root);
  const world = build(scene, root);
  const where = `SEED=${seed}\n${JSON.stringify(scene, null, 2)}`;
  const ours = tryLoad(world);
  const all = await cargoConfigGet(world, ['--format', 'json']);
  if (typeof ours === 'string' || all.code !== 0) {
    assert.ok(
      typeof ours === 'string',
      `cargo refuses, this project does not: ${all.text}\n${where}`,
    );
    assert.ok(all.code !== 0, `cargo does not refuse: ${ours}\n${where}`);
    assert.ok(sameWords(ours, all.text), `${ours}\nis not\n${all.text}\n${where}`);
    removeTree(root);
    return 'refused';
  }
  assert.equal(canonical(parseJson(all.text)), canonical(plain(configGet(ours))), where);
  const origins = await cargoConfigGet(world, ['--show-origin']);
  assert.deepEqual(originsIn(origins.text), originsOf(configGet(ours), ROOT_KEY), where);
  for (const key of SINGLE) {
    const one = await cargoConfigGet(world, ['--format', 'json-value', key]);
    const found = tryGet(ours, key);
    assert.equal(
      one.code === 0 ? canonical(parseJson(one.text)) : undefined,
      found,
      `${key} ${where}`,
    );
  }
  removeTree(root);
  return 'agreed';
}

function tryLoad(world: World): Config | string {
  const { cwd, env, cliArgs } = world;
  try {
    return loadConfig({ cwd, home: cargoHome(env, cwd, world.home), env, cliArgs });
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function tryGet(config: Config, key: string): string | undefined {
  try {
    const found = configGet(config, key);
    return found && canonical(plain(found));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function cargoConfigGet(world: World, args: readonly string[]) {
  const { bin = '' } = toolchain('nightly') ?? {};
  const config = world.cliArgs.flatMap((arg) => ['--config', arg]);
  const all = ['-Zunstable-options', 'config', ...config, 'get', ...args];
  const child = spawn(path.join(bin, 'cargo'), all, {
    cwd: world.cwd,
    env: { ...world.env, PATH: [bin, process.env['PATH']].join(path.delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout, stderr } = await collect(child);
  return { code, text: code === 0 ? stdout : stderr.replace(/^.*?^error: /ms, '').trim() };
}

/** Numbers keep all their digits. */
function parseJson(text: string): unknown {
  return JSON.parse(text, (_, found, { source }: { source?: string } = {}) =>
    typeof found === 'number' ? BigInt(source ?? '') : found,
  );
}

function plain(found: ConfigValue | undefined): unknown {
  if (found?.kind === 'list') return found.items.map(plain);
  if (found?.kind !== 'table') return found?.value;
  return new Map([...found.entries].map(([key, inner]) => [key, plain(inner)]));
}

/** Returns a text that two values have in common if they are equal, whatever the order of keys. */
function canonical(found: unknown): string {
  if (Array.isArray(found)) return `[${found.map(canonical).join()}]`;
  if (typeof found !== 'object' || found === null) {
    return typeof found === 'bigint' ? `${found}` : JSON.stringify(found);
  }
  const entries = found instanceof Map ? [...found] : Object.entries(found);
  const sorted = entries.map(([key, inner]) => `${quote(key)}:${canonical(inner)}`).toSorted();
  return `{${sorted.join()}}`;
}

/** Returns the lines of `config get --show-origin`, without the values. */
function originsIn(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.replace(/^( {4}|(?:[^ "]|"[^"]*")+ = )(?!\[$).* # /, '$1'));
}

/** Returns the lines that `originsIn` should find. */
function originsOf(found: ConfigValue | undefined, key: ConfigKey): readonly string[] {
  if (found === undefined) return [];
  if (found.kind === 'table') {
    const entries = [...found.entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.flatMap(([name, inner]) => originsOf(inner, childKey(key, name)));
  }
  if (found.kind !== 'list') return [`${displayKey(key)} = ${describe(found.definition)}`];
  const items = found.items.map(({ definition }) => `    ${describe(definition)}`);
  return [`${displayKey(key)} = [`, ...items, ']'];
}
