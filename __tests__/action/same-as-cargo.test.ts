// The packaged action and real cargo each edit their own copy of a file. After a login or a logout,
// both copies contain the same tokens for cargo.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { after, before, describe, type TestContext, test } from 'node:test';
import { parse } from 'smol-toml';
import { type Registry, startRegistry } from '../../scripts/registry.mjs';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { assertDone, credentialsFile, writeCredentials } from './scene.ts';

const skip = withoutCargo();
if (skip !== false) console.error(`NOTHING IS COMPARED WITH REAL CARGO: ${skip}`);

const MINE = 'my-registry';
const CRATES_IO = 'crates-io';

/** A registry with a public index. Cargo only reads the index for a login. */
let open: Registry;

interface Pair {
  readonly ours: Job;
  readonly cargos: Job;
}

/** Two jobs with the same configuration and credentials, and separate homes. */
function pairOf(machine: Machine, name: string, text: string | Uint8Array): Pair {
  const cratesIo = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: open.indexUrl };
  const [ours, cargos] = ['ours', 'cargos'].map((home) => {
    const env = name === CRATES_IO ? cratesIo : {};
    const job = machine.job({ home: machine.folder(home), env });
    if (name !== CRATES_IO) {
      job.write('.cargo/config.toml', registriesToml({ [`"${name}"`]: open.indexUrl }));
    }
    writeCredentials(job, text);
    return job;
  });
  assert.ok(ours !== undefined && cargos !== undefined);
  return { ours, cargos };
}

/** Returns the tokens that a file holds for cargo, by registry (cargo's `load_credentials`). */
function tokensIn(job: Job): ReadonlyMap<string, unknown> {
  const text = fs.readFileSync(credentialsFile(job), 'utf8');
  const file = new Map(Object.entries(parse(text, { integersAsBigInt: true })));
  const tokenOf = (table: unknown) => new Map(Object.entries(Object(table))).get('token');
  const cratesIo = file.has('registry') ? tokenOf(file.get('registry')) : file.get('token');
  const others = Object.entries(Object(file.get('registries')));
  const all = others.map(([name, table]) => [name, tokenOf(table)] as const);
  return new Map([['', cratesIo] as const, ...all].filter(([, token]) => token !== undefined));
}

/** Files of an owner, with and without a token for the registry. */
const FILES: readonly (readonly [registry: string, text: string])[] = [
  [MINE, ''],
  [MINE, '# Mine\r\n[registries.other]\r\ntoken = "old"\r\n'],
  [MINE, '\uFEFF[registries."my-registry"]\ntoken = \'old\' # of spring\n'],
  [MINE, 'registries.my-registry.token = """old"""\nregistries.other.token = "old"\n'],
  [MINE, '[registries]\nmy-registry = { token = "old", note = "\\u0041" }\nother = {}\n'],
  [MINE, 'registries = { other = { token = "old" } }\n'],
  [MINE, '[registries.my-registry]\nindex = "x"\n[registry]\ntoken = "old"\n'],
  [MINE, '[registries.my-registry]\nsecret-key = "k"\nsecret-key-subject = "s"\n'],
  ['регистр', '[registries."регистр"]\ntoken = "old"\n[registries.my-registry.a]\nb = 1\n'],
  [CRATES_IO, ''],
  [CRATES_IO, 'token = "old"\n[registries.my-registry]\ntoken = "other"\n'],
  [CRATES_IO, '[registry]\ntoken = "old" # of spring\n\n[registries.my-registry]\ntoken = "other"'],
  [CRATES_IO, 'registry.token = "old"\n'],
  [CRATES_IO, 'registry = {}\ntoken = "ignored"\n'],
];

async function assertSameLogin(machine: Machine, [name, text]: readonly [string, string]) {
  const { ours, cargos } = pairOf(machine, name, text);
  const token = machine.token();
  const { code, stderr } = await cargos.cargo().login(token, ['--registry', name]);
  assert.equal(code, 0, stderr + text);
  const step = ours.step({ token, registry: name });
  assertDone(await step.main());
  assert.deepEqual(tokensIn(ours), tokensIn(cargos), text);
  assertDone(await step.post());
  assert.equal(fs.readFileSync(credentialsFile(ours), 'utf8'), text);
}

async function assertSameLogout(machine: Machine, [name, text]: readonly [string, string]) {
  const { ours, cargos } = pairOf(machine, name, text);
  const { code, stderr } = await cargos.cargo().logout(['--registry', name]);
  assert.equal(code, 0, stderr + text);
  assertDone(await ours.step({ command: 'logout', registry: name }).main());
  assert.deepEqual(tokensIn(ours), tokensIn(cargos), text);
}

/** Texts to give as a token. Cargo decides which it accepts and what it stores. */
const GIVEN = [
  '  TOKEN\t ',
  '  cargo login   TOKEN ',
  'Bearer TOKEN',
  `TOKEN with blanks\tand "'\\n\\u0041$&#`,
  'TOKEN\u007f',
  '\u001bTOKEN',
  'TOKENé',
  'TOKEN\u00a0x',
  '🔑TOKEN',
];

async function assertSameToken(machine: Machine, given: string): Promise<void> {
  const token = given.replace('TOKEN', machine.token());
  const { ours, cargos } = pairOf(machine, MINE, '');
  const { code } = await cargos.cargo().login(token, ['--registry', MINE]);
  const main = await ours.step({ token, registry: MINE }).main();
  assert.equal(main.code === 0, code === 0, main.stdout);
  assert.deepEqual(tokensIn(ours), tokensIn(cargos));
}

/** Runs an action for each item on a separate machine, two at a time. */
async function each<T>(
  t: TestContext,
  items: readonly T[],
  action: (machine: Machine, item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await withMachine(t, (machine) => action(machine, item));
  };
  await Promise.all([work(), work()]);
}

describe('with real cargo', { skip }, () => {
  before(async () => {
    open = await startRegistry();
  });
  after(() => open.close());

  test('a login leaves the same tokens as cargo', (t) => each(t, FILES, assertSameLogin));

  test('a logout leaves the same tokens as cargo', (t) => each(t, FILES, assertSameLogout));

  test('a login refuses the tokens that cargo refuses, and stores the others as cargo does', (t) =>
    each(t, GIVEN, assertSameToken));
});
