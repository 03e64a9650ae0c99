// Over arbitrary files: an edit changes what it should and nothing else, and can be taken back.
// NUM_RUNS sets how many files each property sees, SEED makes a run come again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type CredentialsDocument,
  type Entry,
  parseCredentials,
  type RegistryPlace,
  readEntry,
  removeEntry,
  setEntry,
} from '../../src/credentials/edit.ts';
import { UserError } from '../../src/errors.ts';
import { anyToken, credentialsText, registryPlace } from './documents.ts';
import { assertRemoved, assertSet } from './judge.ts';

const FILE = '/home/credentials.toml';
const LOGOUT = ['token', 'secret-key', 'secret-key-subject'];
const numRuns = Number(process.env['NUM_RUNS'] ?? 12_000);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

function pathOf(place: RegistryPlace): readonly string[] {
  return place.kind === 'crates-io' ? ['registry'] : ['registries', place.name];
}

/** Returns the entry, or `undefined` where cargo refuses the file: then every edit must refuse. */
function entryOf(document: CredentialsDocument, place: RegistryPlace): Entry | undefined {
  try {
    return readEntry(document, place);
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.throws(() => setEntry(document, place, { token: 'new' }), error);
    assert.throws(() => removeEntry(document, place), error);
    return undefined;
  }
}

/** A document that an edit returns must be the one that its text makes. */
function assertParsed(document: CredentialsDocument): void {
  assert.deepStrictEqual(document, parseCredentials(document.text, FILE));
}

interface Change {
  readonly start: CredentialsDocument;
  readonly place: RegistryPlace;
  readonly entry: Entry;
  readonly token: string;
}

/** The token: replaced where it is read from, or added and taken out again. */
function checkToken({ start, place, entry, token }: Change): CredentialsDocument {
  const set = setEntry(start, place, { token });
  assertParsed(set);
  assertSet(start.text, entry.legacy ? [] : pathOf(place), { token }, set.text);
  assert.equal(readEntry(set, place).token, token);
  assert.equal(setEntry(set, place, { token }), set);
  if (entry.token === undefined) {
    assert.equal(removeEntry(set, place, ['token']).text, start.text);
  }
  return set;
}

/** The provider beside it: with a new token in one splice, with one that is there in one more. */
function checkProvider({ start, place, entry, token }: Change, set: CredentialsDocument): void {
  const both = setEntry(start, place, { token, provider: 'cargo:token' });
  const provider = { 'credential-provider': 'cargo:token' };
  assertParsed(both);
  if (entry['credential-provider'] !== undefined) {
    assert.equal(both.text, set.text);
  } else if (entry.token === undefined || entry.legacy) {
    assertSet(start.text, pathOf(place), { token, ...provider }, both.text);
    const taken = removeEntry(both, place, ['token', 'credential-provider']);
    assert.equal(taken.text, start.text);
  } else {
    assertSet(set.text, pathOf(place), provider, both.text);
    assert.equal(removeEntry(both, place, ['credential-provider']).text, set.text);
  }
}

function checkLogout(start: CredentialsDocument, place: RegistryPlace): void {
  // A top-level token of another type, which `[registry]` hides, comes to light without it.
  if (place.kind === 'crates-io' && typeof (start.data['token'] ?? '') !== 'string') return;
  const without = removeEntry(start, place);
  assertParsed(without);
  const middle = removeEntry(start, place, readEntry(start, place).legacy ? [] : LOGOUT);
  assertRemoved(start.text, pathOf(place), LOGOUT, middle.text);
  const dead = place.kind === 'crates-io' && start.data['token'] !== undefined;
  assertRemoved(middle.text, [], dead ? ['token'] : [], without.text);
  assert.equal(readEntry(without, place).token, undefined);
  assert.equal(removeEntry(without, place), without);
}

test('login and logout', (t) => {
  t.diagnostic(`NUM_RUNS=${numRuns} SEED=${seed}`);
  const property = fc.property(credentialsText, registryPlace, anyToken, (text, place, token) => {
    const start = parseCredentials(text, FILE);
    const entry = entryOf(start, place);
    if (entry === undefined) return;
    const set = checkToken({ start, place, entry, token });
    checkProvider({ start, place, entry, token }, set);
    checkLogout(start, place);
    checkLogout(set, place);
  });
  fc.assert(property, { numRuns, seed });
});
