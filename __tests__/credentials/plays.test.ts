// Random plays: logins, logouts, jobs that end or die, edits by others. After each act the file
// must match a simple model. If nobody changed values, the owner's bytes are restored at the end.
// LONG=1 runs more plays. SEED repeats a run.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Lease } from '../../src/credentials/lease.ts';
import { keepLeases, removeEntries } from '../../src/credentials/store.ts';
import { modeHere } from '../support/platform.ts';
import { cargoLogin, cargoLogout } from './as-cargo.ts';
import { Home, login, never } from './home.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = process.env['LONG'] ? 5_000 : 250;

type Name = string | undefined;
const NAMES: readonly Name[] = [undefined, 'one', 'two', 'my-reg'];
/** The names under which the token of each registry is stored. */
const PLACES: readonly (readonly Name[])[] = [[undefined], ['one'], ['two'], ['my-reg', 'my_reg']];
const ALL: readonly Name[] = [...NAMES, 'my_reg', 'theirs'];

const BASES: readonly (string | undefined)[] = [
  undefined,
  '',
  '# only a comment\n',
  'token = "legacy"\n',
  '[registry]\ntoken = "owner-crates"\n# last words\n',
  '[registries.one]\ntoken = "owner-one" # mine\nindex = "i"\n\n[registries.two]\n',
  '\uFEFF[registries]\r\none = { token = "owner-one" }\r\n# c\r\ntwo.index = "i"\r\n',
  'registries.my-reg.token = "owner-my"\nregistry = { default = "x" }\n',
];

interface Hold {
  readonly lease: Lease;
  names: readonly Name[];
  readonly token: string;
}

/** The tokens that the file must contain, without regard to its text. */
class Model {
  holds: Hold[] = [];
  readonly base = new Map<Name, string>();
  /** Edits by others since the last change: a new token, or `undefined` if they removed it. */
  readonly edits = new Map<Name, string | undefined>();

  visible(name: Name): string | undefined {
    if (this.edits.has(name)) return this.edits.get(name);
    return this.laid(name) ?? this.base.get(name);
  }

  laid(name: Name): string | undefined {
    return this.holds.findLast(({ names }) => names.includes(name))?.token;
  }

  /** Applies the edits of others, as every change does first. */
  takeIn(): void {
    for (const [name, token] of this.edits) {
      if (token === (this.laid(name) ?? this.base.get(name))) continue;
      const wasLaid = this.laid(name) !== undefined;
      this.drop(name);
      if (token !== undefined) this.base.set(name, token);
      else if (!wasLaid) this.base.delete(name);
    }
    this.edits.clear();
  }

  drop(name: Name): void {
    for (const hold of this.holds) hold.names = hold.names.filter((each) => each !== name);
  }
}

type Act =
  | { readonly kind: 'login'; readonly at: number; readonly token: number }
  | { readonly kind: 'post' | 'die'; readonly at: number }
  | { readonly kind: 'keep'; readonly at: number; readonly token: number }
  | { readonly kind: 'logout'; readonly at: number }
  | { readonly kind: 'comment' | 'append' | 'chmod'; readonly at: number }
  | { readonly kind: 'replace'; readonly at: number; readonly token: number }
  | { readonly kind: 'cargo login'; readonly at: number; readonly token: number }
  | { readonly kind: 'cargo logout'; readonly at: number };

const kind = fc.constantFrom<Act['kind']>(
  ...(['login', 'login', 'login', 'post', 'post', 'die', 'keep', 'logout', 'comment'] as const),
  ...(['append', 'chmod', 'replace', 'cargo login', 'cargo logout'] as const),
);
const act = fc.record({ kind, at: fc.nat(11), token: fc.nat(5) });
const script = fc.record({
  base: fc.constantFrom(...BASES),
  acts: fc.array(act, { maxLength: 14, size: 'max' }),
});

class Play {
  readonly home: Home;
  readonly model = new Model();
  readonly wasThere: boolean;
  /** The bytes to restore at the end, `undefined` after others changed values. */
  exact: { text: string | undefined; mode: number } | undefined;

  constructor(base: string | undefined) {
    this.home = new Home(undefined, base);
    this.wasThere = base !== undefined;
    this.exact = { text: base, mode: 0o644 };
    for (const name of ALL) {
      const token = base === undefined ? undefined : this.home.token(name);
      if (token !== undefined) this.model.base.set(name, token);
    }
  }

  async act({ kind, at, token: number }: { kind: Act['kind']; at: number; token: number }) {
    const { home, model } = this;
    const places = PLACES[at % PLACES.length] ?? [];
    const name = NAMES[at % NAMES.length];
    const token = `token-${number}`;
    const hold = model.holds[at % model.holds.length];
    switch (kind) {
      case 'login': {
        const lease = await home.login(login(token, places));
        model.takeIn();
        model.holds.push({ lease, names: places, token });
        break;
      }
      case 'post':
        if (hold === undefined) return;
        await home.end([hold.lease]);
        model.takeIn();
        model.holds = model.holds.filter((each) => each !== hold);
        break;
      case 'die':
        if (hold === undefined || !fs.existsSync(this.marker(hold))) return;
        home.vanish(hold.lease);
        await home.end([]);
        model.takeIn();
        model.holds = model.holds.filter((each) => each !== hold);
        break;
      case 'keep':
        // A legacy token takes effect again when cargo removes the one that hides it.
        if (model.base.get(undefined) === 'legacy') return;
        await keepLeases(home.file, [await home.login(login(token, places))], never);
        model.takeIn();
        for (const each of places) {
          model.drop(each);
          model.base.set(each, token);
        }
        this.exact = undefined;
        break;
      case 'logout':
        await removeEntries(home.file, places, never);
        model.takeIn();
        for (const each of places) {
          model.drop(each);
          if (model.base.delete(each)) this.exact = undefined;
        }
        break;
      default:
        if (home.text !== undefined) this.edit(kind, name, token);
    }
  }

  /** Changes the existing file as somebody else would. */
  edit(kind: Act['kind'], name: Name, token: string): void {
    const { home, model } = this;
    const addition = '\n[registries.theirs]\ntoken = "of-them"\n';
    const wasTheirs = model.visible('theirs') !== undefined;
    if (kind === 'comment') {
      home.edit((text) => text.replace(/^\uFEFF?/, '$&# noted\n'));
      if (this.exact) this.exact.text = (this.exact.text ?? '').replace(/^\uFEFF?/, '$&# noted\n');
    } else if (kind === 'append' && !wasTheirs && !home.text?.includes('[registries.theirs]')) {
      home.edit((text) => text + addition);
      if (this.exact) this.exact.text = (this.exact.text ?? '') + addition;
      model.edits.set('theirs', 'of-them');
    } else if (kind === 'chmod') {
      fs.chmodSync(home.file, 0o640);
      if (this.exact?.text !== undefined) this.exact.mode = 0o640;
    } else if (kind === 'replace') {
      const old = model.visible(name);
      if (old === undefined || home.text?.split(old).length !== 2) return;
      home.edit((text) => text.replace(old, token));
      model.edits.set(name, token);
      this.exact = undefined;
    } else if (kind === 'cargo login') {
      home.edit((text) => cargoLogin(text, name, token));
      model.edits.set(name, token);
      this.exact = undefined;
    } else if (kind === 'cargo logout') {
      home.edit((text) => cargoLogout(text, name));
      model.edits.set(name, undefined);
      this.exact = undefined;
    }
  }

  judge(): void {
    if (this.home.text === undefined) {
      assert.ok(
        ALL.every((name) => this.model.visible(name) === undefined),
        'the file is missing, so no token is expected',
      );
      return;
    }
    for (const name of ALL) assert.equal(this.home.token(name), this.model.visible(name), name);
  }

  async close(): Promise<void> {
    const { home, model } = this;
    await home.end(model.holds.map(({ lease }) => lease));
    model.takeIn();
    model.holds = [];
    this.judge();
    assert.doesNotMatch(home.text ?? '', /cargo-login/);
    assert.deepEqual(home.names, home.text === undefined ? [] : ['credentials.toml']);
    if (this.exact === undefined) return;
    assert.equal(home.text, this.exact.text);
    if (this.exact.text === undefined) assert.equal(fs.existsSync(home.folder), false);
    else if (this.wasThere) assert.equal(home.mode, modeHere(this.exact.mode));
  }

  marker({ lease }: Hold): string {
    return `${this.home.temp}/cargo-login-${lease.id}`;
  }
}

test('random logins, logouts and edits by others leave the tokens of a simple model', async (t) => {
  t.diagnostic(`SEED=${seed}, ${numRuns} plays`);
  const property = fc.asyncProperty(script, async ({ base, acts }) => {
    const play = new Play(base);
    try {
      for (const each of acts) {
        await play.act(each);
        play.judge();
      }
      await play.close();
    } finally {
      play.home.remove();
    }
  });
  await fc.assert(property, { numRuns, seed });
});
