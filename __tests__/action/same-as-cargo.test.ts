// The packaged action and real cargo, each on its own copy of the same file: after a login, and
// after a logout, cargo would use the same tokens.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { parse } from 'smol-toml';
import { type Registry, startRegistry } from '../../scripts/registry.mjs';
import type { RegistryPlace } from '../../src/credentials/edit.ts';
import {
  ABSENT,
  absentCase,
  type Group,
  MANNERS,
  PRESENT,
  presentCase,
} from '../edit/spellings.ts';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { type BrokenFile, fill, NOT_TOML, NOT_UTF8, WRONG_TYPES } from './broken-files.ts';
import { assertDone, credentialsFile, writeCredentials } from './scene.ts';

const skip = withoutCargo();
if (skip !== false) console.error(`NOTHING IS COMPARED WITH REAL CARGO: ${skip}`);

const X: RegistryPlace = { kind: 'alternate', name: 'my-registry' };

/** Anybody may read this registry's index, which is all that cargo asks of it for a login. */
let open: Registry;

function nameOf(place: RegistryPlace): string {
  return place.kind === 'crates-io' ? 'crates-io' : place.name;
}

/** Starts a job with a home of its own, whose configuration knows the registry. */
function jobFor(machine: Machine, name: string, place: RegistryPlace): Job {
  const env = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: open.indexUrl };
  const job = machine.job({
    home: machine.folder(name),
    env: place.kind === 'alternate' ? {} : env,
  });
  const registries = place.kind === 'alternate' ? { [`"${place.name}"`]: open.indexUrl } : {};
  job.write('.cargo/config.toml', registriesToml(registries));
  return job;
}

const registryFlag = (place: RegistryPlace) => ['--registry', nameOf(place)];

/** Returns the tokens that a file holds for cargo, by registry (cargo's `load_credentials`). */
function tokensOf(text: string): ReadonlyMap<string, unknown> {
  const file = new Map(Object.entries(parse(text, { integersAsBigInt: true })));
  const tokenOf = (table: unknown) => new Map(Object.entries(Object(table))).get('token');
  const cratesIo = file.has('registry') ? tokenOf(file.get('registry')) : file.get('token');
  const others = Object.entries(Object(file.get('registries')));
  const all = others.map(([name, table]) => [name, tokenOf(table)] as const);
  return new Map([['', cratesIo] as const, ...all].filter(([, token]) => token !== undefined));
}

function tokensIn(job: Job): ReadonlyMap<string, unknown> {
  return tokensOf(fs.readFileSync(credentialsFile(job), 'utf8'));
}

interface Case {
  readonly place: RegistryPlace;
  readonly text: string;
}

async function assertSameLogin(machine: Machine, { place, text }: Case): Promise<void> {
  const [ours, cargos] = [jobFor(machine, 'ours', place), jobFor(machine, 'cargos', place)];
  for (const job of [ours, cargos]) writeCredentials(job, text);
  const token = machine.token();
  const { code, stderr } = await cargos.cargo().login(token, registryFlag(place));
  assert.equal(code, 0, stderr + text);
  const step = ours.step({ token, registry: nameOf(place) });
  assertDone(await step.main());
  assert.deepEqual(tokensIn(ours), tokensIn(cargos), text);
  assertDone(await step.post());
  assert.equal(fs.readFileSync(credentialsFile(ours), 'utf8'), text);
}

async function assertSameLogout(machine: Machine, { place, text }: Case): Promise<void> {
  const [ours, cargos] = [jobFor(machine, 'ours', place), jobFor(machine, 'cargos', place)];
  for (const job of [ours, cargos]) writeCredentials(job, text);
  const { code, stderr } = await cargos.cargo().logout(registryFlag(place));
  assert.equal(code, 0, stderr + text);
  assertDone(await ours.step({ command: 'logout', registry: nameOf(place) }).main());
  assert.deepEqual(tokensIn(ours), tokensIn(cargos), text);
}

/** Cargo's configuration knows no floats and dates: those files are tried elsewhere. */
function isForCargo(value: unknown): boolean {
  if (typeof value === 'number' || value instanceof Date) return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isForCargo);
}

/** Returns the spellings of a table, each in one of the manners of writing, by turns. */
function casesOf(groups: readonly Group[], beforeOf: (row: string) => string): readonly Case[] {
  const manners = [...MANNERS.values()];
  const rows = groups.flatMap(({ place, rows: all }) => all.map((row) => ({ place, row })));
  return rows
    .map(({ place, row }, index) => {
      const write = manners[index % manners.length] ?? String;
      return { place, text: write(beforeOf(row)) };
    })
    .filter(({ text }) => isForCargo(parse(text, { integersAsBigInt: true })));
}

/** Does something for each case on a machine of its own, two at a time. */
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

const absent = casesOf(ABSENT, (row) => absentCase(row).before);
const present = casesOf(PRESENT, (row) => presentCase(row).before);

/** What somebody gives as a token; whether cargo takes it, and what it makes of it, is cargo's. */
const GIVEN = [
  'TOKEN',
  '  TOKEN\t ',
  'cargo login TOKEN',
  '  cargo login   TOKEN ',
  'Bearer TOKEN',
  'TOKEN with blanks\tand tabs',
  `TOKEN"'\\n\\u0041$&#`,
  'TOKEN\u0007',
  'TOKEN\u007f',
  '\u001bTOKEN',
  'TOKENé',
  'TOKEN\u00a0x',
  '🔑TOKEN',
];

async function assertSameToken(machine: Machine, given: string): Promise<void> {
  const token = given.replace('TOKEN', machine.token());
  const [ours, cargos] = [jobFor(machine, 'ours', X), jobFor(machine, 'cargos', X)];
  for (const job of [ours, cargos]) writeCredentials(job, '');
  const { code } = await cargos.cargo().login(token, registryFlag(X));
  const main = await ours.step({ token, registry: nameOf(X) }).main();
  assert.equal(main.code === 0, code === 0, main.stdout);
  assert.deepEqual(tokensIn(ours), tokensIn(cargos));
}

async function assertBothRefuse(machine: Machine, broken: BrokenFile, file: string): Promise<void> {
  const content = fill(broken, () => machine.token());
  const [ours, cargos] = [jobFor(machine, 'ours', X), jobFor(machine, 'cargos', X)];
  for (const job of [ours, cargos]) {
    // With another one beside it, whose entry in the file would otherwise stand alone.
    job.write('.cargo/config.toml', registriesToml({ [nameOf(X)]: open.indexUrl, other: 'a:/b' }));
    fs.mkdirSync(job.cargoHome);
    fs.writeFileSync(path.join(job.cargoHome, file), content);
  }
  const { code } = await cargos.cargo().login('irrelevant', registryFlag(X));
  assert.equal(code, 101, broken.title);
  assert.equal((await ours.step({ token: machine.token(), registry: nameOf(X) }).main()).code, 1);
  for (const job of [ours, cargos]) {
    assert.deepEqual(fs.readFileSync(path.join(job.cargoHome, file)), content);
  }
}

describe('with real cargo', { skip }, () => {
  before(async () => {
    open = await startRegistry();
  });
  after(() => open.close());

  test('a login leaves the same tokens where there was none', (t) =>
    each(t, absent, assertSameLogin));

  test('a login leaves the same tokens where there was one', (t) =>
    each(t, present, assertSameLogin));

  test('a logout leaves the same tokens', (t) => each(t, present, assertSameLogout));

  test('the same tokens are refused, and the others stored as the same', (t) =>
    each(t, GIVEN, assertSameToken));

  for (const file of ['credentials.toml', 'config.toml']) {
    test(`a broken ${file} is refused, and left as it is`, (t) =>
      each(t, [...NOT_TOML, ...NOT_UTF8, ...WRONG_TYPES], (machine, broken) =>
        assertBothRefuse(machine, broken, file),
      ));
  }
});
