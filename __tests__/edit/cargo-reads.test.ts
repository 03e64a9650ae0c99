// Real cargo as the judge: it reads the token that was written, finds none that was removed, and
// its own login and logout leave the same tokens in the same file. CARGO_RUNS sets how many
// arbitrary files it is asked about, SEED makes a run come again.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { TomlValue } from 'smol-toml';
import {
  type CredentialsDocument,
  parseCredentials,
  type RegistryPlace,
  readEntry,
  removeEntry,
  setEntry,
} from '../../src/credentials/edit.ts';
import { UserError } from '../../src/errors.ts';
import { Cargo, type CargoResult, registriesToml, withoutCargo } from '../support/cargo.ts';
import { credentialsText, registryPlace } from './documents.ts';
import { ABSENT, absentCase, type Group, MANNERS, PRESENT, presentCase } from './spellings.ts';
import { WRONG_TYPES } from './wrong-types.ts';

const FILE = 'credentials.toml';
const numRuns = Number(process.env['CARGO_RUNS'] ?? 400);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
// What it takes to try a token with its blanks, quotes and dollar signs.
const TOKEN = 'Bearer a\t"b" \'c\' \\d $& #e';

/** A registry that tells a crate's owners to anybody, and keeps the tokens that were shown to it. */
class Witness {
  /** The token of the last request, by the name of the crate that it was about. */
  readonly tokens = new Map<string, string | undefined>();
  readonly #server = http.createServer((request, response) => {
    const crate = /^\/api\/v1\/crates\/([^/]+)\/owners$/.exec(request.url ?? '')?.[1];
    if (crate !== undefined) this.tokens.set(crate, request.headers.authorization);
    response.end(JSON.stringify(crate === undefined ? this.#config() : { users: [] }));
  });

  #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #config(): object {
    return { dl: `${this.#origin()}/dl`, api: this.#origin() };
  }

  get index(): string {
    return `sparse+${this.#origin()}/index/`;
  }

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const witness = new Witness();
const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cargo-reads-'));
let homes = 0;

/** A Cargo home with one credentials file, whose configuration knows one registry. */
class Home {
  readonly #folder = path.join(root, `home-${++homes}`);
  readonly #crate = `crate-${homes}`;
  readonly #cargo: Cargo;
  readonly #registry: readonly string[];

  constructor(place: RegistryPlace, text: string) {
    fs.mkdirSync(this.#folder);
    fs.writeFileSync(path.join(this.#folder, FILE), text);
    const env = { HOME: root, CARGO_HOME: this.#folder };
    if (place.kind === 'alternate') {
      const config = registriesToml({ [`"${place.name}"`]: witness.index });
      fs.writeFileSync(path.join(this.#folder, 'config.toml'), config);
      this.#registry = ['--registry', place.name];
      this.#cargo = new Cargo({ cwd: root, env });
    } else {
      const cratesIo = { __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: witness.index };
      this.#registry = [];
      this.#cargo = new Cargo({ cwd: root, env: { ...env, ...cratesIo } });
    }
  }

  text(): string {
    return fs.readFileSync(path.join(this.#folder, FILE), 'utf8');
  }

  login(token: string): Promise<CargoResult> {
    return this.#cargo.login(token, this.#registry);
  }

  logout(): Promise<CargoResult> {
    return this.#cargo.logout(this.#registry);
  }

  /** Returns the token that cargo shows to the registry, `undefined` if it has none. */
  async token(): Promise<string | undefined> {
    const { code, stderr } = await this.#cargo.run([
      'owner',
      '--list',
      this.#crate,
      ...this.#registry,
    ]);
    if (code !== 0) assert.match(stderr, /no token found/);
    return witness.tokens.get(this.#crate);
  }
}

function nameOf(place: RegistryPlace): string {
  return place.kind === 'alternate' ? place.name : 'crates.io';
}

function tokenAt(document: CredentialsDocument, place: RegistryPlace): string | undefined {
  try {
    return readEntry(document, place).token;
  } catch (error) {
    assert.ok(error instanceof UserError);
    return 'of no use to cargo';
  }
}

/** Returns the tokens that a file holds for cargo, by registry. */
function tokensOf(text: string): ReadonlyMap<string, string | undefined> {
  const document = parseCredentials(text, FILE);
  const places: RegistryPlace[] = [{ kind: 'crates-io' }];
  for (const [name, table] of Object.entries(document.data['registries'] ?? {})) {
    if (typeof table === 'object') places.push({ kind: 'alternate', name });
  }
  const tokens = places.map((place) => [nameOf(place), tokenAt(document, place)] as const);
  return new Map(tokens.filter(([, token]) => token !== undefined));
}

/** Cargo's configuration knows no floats and dates: it refuses a file with one anywhere. */
function isForCargo(value: TomlValue): boolean {
  if (typeof value === 'number' || value instanceof Date) return false;
  return typeof value !== 'object' || Object.values(value).every(isForCargo);
}

/** Does something for each item, a few at a time. */
async function each<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await action(item);
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

interface Case {
  readonly place: RegistryPlace;
  readonly text: string;
}

/** Returns the spellings of a table, in all manners of writing that make a difference. */
function casesOf(groups: readonly Group[], beforeOf: (row: string) => string): readonly Case[] {
  return groups
    .flatMap(({ place, rows }) => rows.map((row) => ({ place, text: beforeOf(row) })))
    .flatMap(({ place, text }) => {
      const texts = new Set([...MANNERS.values()].map((write) => write(text)));
      return [...texts].map((written) => ({ place, text: written }));
    })
    .filter(({ text }) => isForCargo(parseCredentials(text, FILE).data));
}

const absent = casesOf(ABSENT, (row) => absentCase(row).before);
const present = casesOf(PRESENT, (row) => presentCase(row).before);

/**
 * Leaves out what is no matter of the edit: values that cargo cannot read at all, providers that
 * would be run, and the top-level token that cargo's login brings back to life, or that is none.
 */
function isComparable({ place, text }: Case): boolean {
  const { data } = parseCredentials(text, FILE);
  if (!isForCargo(data)) return false;
  if ('token' in data && typeof data['token'] !== 'string') return false;
  if (place.kind === 'alternate' && 'token' in data && 'registry' in data) return false;
  return !namesProvider(data);
}

function namesProvider(value: TomlValue): boolean {
  if (typeof value !== 'object') return false;
  return 'credential-provider' in value || Object.values(value).some(namesProvider);
}

/** Compares cargo's login, and what it reads after ours; `false` if cargo refuses the file. */
async function agrees({ place, text }: Case): Promise<boolean> {
  const home = new Home(place, text);
  if ((await home.login(TOKEN)).code !== 0) return false;
  const set = setEntry(parseCredentials(text, FILE), place, { token: TOKEN });
  assert.deepEqual(tokensOf(set.text), tokensOf(home.text()), text);
  assert.equal(await new Home(place, set.text).token(), TOKEN, set.text);
  const without = removeEntry(set, place);
  assert.equal(await new Home(place, without.text).token(), undefined, without.text);
  return true;
}

describe('with real cargo', { skip: withoutCargo() }, () => {
  before(() => witness.open());
  after(() => {
    witness.close();
    fs.rmSync(root, { recursive: true });
  });

  test('it reads the token that was written', () =>
    each([...absent, ...present], async ({ place, text }) => {
      const set = setEntry(parseCredentials(text, FILE), place, { token: TOKEN });
      assert.equal(await new Home(place, set.text).token(), TOKEN, set.text);
    }));

  test('it finds no token that was removed', () =>
    each(present, async ({ place, text }) => {
      const without = removeEntry(parseCredentials(text, FILE), place);
      assert.equal(await new Home(place, without.text).token(), undefined, without.text);
    }));

  test('its login leaves the same tokens', () =>
    each([...absent, ...present], async ({ place, text }) => {
      const home = new Home(place, text);
      const { code, stderr } = await home.login(TOKEN);
      assert.equal(code, 0, stderr + text);
      const set = setEntry(parseCredentials(text, FILE), place, { token: TOKEN });
      assert.deepEqual(tokensOf(set.text), tokensOf(home.text()), text);
    }));

  test('its logout leaves the same tokens', () =>
    each(present, async ({ place, text }) => {
      const home = new Home(place, text);
      const { code, stderr } = await home.logout();
      assert.equal(code, 0, stderr + text);
      const without = removeEntry(parseCredentials(text, FILE), place);
      assert.deepEqual(tokensOf(without.text), tokensOf(home.text()), text);
    }));

  test('it refuses the types that are refused here', () =>
    each(WRONG_TYPES, async ({ place, text }) => {
      const home = new Home(place, text);
      assert.equal((await home.login(TOKEN)).code, 101, text);
      assert.equal(home.text(), text);
    }));

  test('it agrees on arbitrary files', async (t) => {
    const tally = { agreed: 0, refused: 0 };
    const cases = fc.sample(fc.record({ place: registryPlace, text: credentialsText }), {
      numRuns,
      seed,
    });
    await each(cases.filter(isComparable), async (one) => {
      tally[(await agrees(one)) ? 'agreed' : 'refused']++;
    });
    t.diagnostic(`CARGO_RUNS=${numRuns} SEED=${seed}: ${JSON.stringify(tally)}`);
    assert.ok(tally.agreed > 0);
  });
});
