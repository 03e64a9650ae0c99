// A play: what happens on one machine, in any order, to the action and to the model at once.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { keysOf } from './keys.ts';
import { type Keys, Model, type Place } from './model.ts';

/** The registries that take part, with the places at which Cargo looks for their tokens. */
export const REGISTRIES = {
  'crates-io': ['registry'],
  alpha: ['registries.alpha'],
  // Its index comes from the environment, so that Cargo knows it by another name too.
  'my-reg': ['registries.my-reg', 'registries.my_reg'],
} as const satisfies Readonly<Record<string, readonly Place[]>>;
export type RegistryName = keyof typeof REGISTRIES;

/** What may happen. Numbers are taken modulo what there is. */
export type Act =
  | {
      readonly kind: 'login';
      readonly job: number;
      readonly registries: readonly RegistryName[];
      readonly token: number;
      readonly keep: boolean;
    }
  /** A post step; it may have run already. */
  | { readonly kind: 'post'; readonly login: number }
  /** `command: logout`. */
  | { readonly kind: 'logout'; readonly job: number; readonly registry: RegistryName }
  /** A job ends as it should, or with its runner; another one takes its place. */
  | { readonly kind: 'end'; readonly job: number }
  | { readonly kind: 'vanish'; readonly job: number }
  | { readonly kind: 'edit'; readonly edit: Edit }
  /** A main or post step is killed, together with its runner. */
  | { readonly kind: 'killed login'; readonly login: LoginAct; readonly at: KillPoint }
  | { readonly kind: 'killed post'; readonly login: number; readonly at: KillPoint };
export type LoginAct = Extract<Act, { readonly kind: 'login' }>;

/** Before which system call; it may never come. */
export interface KillPoint {
  readonly name: string;
  readonly nth: number;
}

/** What others do to the file. */
export type Edit =
  | { readonly kind: 'comment' }
  | { readonly kind: 'table' }
  | { readonly kind: 'removal' }
  | CargoEdit
  | { readonly kind: 'overwriting'; readonly token: number };
export type EditedRegistry = 'crates-io' | 'alpha';
export type CargoEdit =
  | { readonly kind: 'cargo login'; readonly registry: EditedRegistry; readonly token: number }
  | { readonly kind: 'cargo logout'; readonly registry: EditedRegistry };

/** How many jobs there are at a time, and tokens in all. */
export const JOBS = 3;
export const TOKENS = 4;

/** What acts upon the file. */
export interface Stage {
  /** Where the credentials file is, or will be. */
  readonly target: string;
  readonly tokens: readonly string[];
  /** Logs in; the login is known by this number from then on. */
  login(act: LoginAct, login: number, killed?: KillPoint): Promise<void>;
  post(login: number, killed?: KillPoint): Promise<void>;
  logout(job: number, registry: RegistryName): Promise<void>;
  /** Ends a job without its posts: what it has in RUNNER_TEMP goes. */
  wipe(job: number): Promise<void>;
  cargoLogin(registry: EditedRegistry, token: string): Promise<void>;
  cargoLogout(registry: EditedRegistry): Promise<void>;
}

export class Play {
  readonly #stage: Stage;
  #model: Model;
  readonly #folder: string;
  /** The job of each login. */
  readonly #logins: number[] = [];
  /** Logins whose post can still run. */
  #open: number[] = [];
  /** Logins whose job is gone, not yet noticed. */
  #dead: number[] = [];
  /** What would be, had changes been finished in which somebody was killed. */
  #begun: Model[] = [];
  #additions = 0;
  #isEdited = false;
  /** Whether a job was killed, now or ever. */
  #isKilled = false;
  #wasKilled = false;
  readonly #before: readonly string[];

  /** Begins a play with the file as it is. */
  constructor(stage: Stage) {
    this.#stage = stage;
    this.#folder = path.dirname(stage.target);
    this.#before = this.#names();
    const text = this.#text();
    this.#model = new Model(keysOf(text), text);
  }

  /** Lets something happen, and judges the file. */
  async act(act: Act): Promise<void> {
    if (act.kind === 'login') await this.#login(act);
    else if (act.kind === 'post') await this.#post(act.login);
    else if (act.kind === 'logout') await this.#logout(act.job, act.registry);
    else if (act.kind === 'end') await this.#end(act.job);
    else if (act.kind === 'vanish') await this.#vanish(act.job);
    else if (act.kind === 'killed login') await this.#killedLogin(act.login, act.at);
    else if (act.kind === 'killed post') await this.#killedPost(act.login, act.at);
    else await this.#edit(act.edit);
    this.#judge();
  }

  /** Ends all jobs, lets the next one come and go, and judges what they left. */
  async close(): Promise<void> {
    for (let job = 0; job < JOBS; job++) await this.act({ kind: 'end', job });
    await this.act({ kind: 'login', job: 0, registries: ['alpha'], token: 0, keep: false });
    await this.act({ kind: 'end', job: 0 });
    const expected = this.#model.baseText;
    const text = this.#text();
    if (expected.kind === 'exact') assert.equal(text, expected.text);
    if (expected.kind === 'alike') assert.deepEqual(linesOf(text), linesOf(expected.text));
    if (this.#isEdited || expected.kind === 'rewritten') return;
    assert.deepEqual(this.#names(), this.#before);
    // A folder that was made by a job that was killed may stay.
    if (!this.#wasKilled) assert.equal(fs.existsSync(this.#folder), this.#before.length > 0);
  }

  /** Returns the number of a new login. */
  #begin(job: number): number {
    const login = this.#logins.push(job) - 1;
    this.#open.push(login);
    return login;
  }

  async #login(act: LoginAct): Promise<void> {
    const login = this.#begin(act.job);
    const token = this.#token(act.token);
    for (const registry of act.registries) this.#model.login(login, REGISTRIES[registry], token);
    if (act.keep) this.#model.keep(login);
    await this.#stage.login(act, login);
    this.#sweep();
  }

  async #post(nth: number): Promise<void> {
    const login = this.#open[nth % this.#open.length];
    if (login === undefined) return;
    this.#model.end([login]);
    await this.#stage.post(login);
    this.#sweep();
  }

  async #killedLogin(act: LoginAct, at: KillPoint): Promise<void> {
    const login = this.#begin(act.job);
    const done = this.#model.copy();
    const token = this.#token(act.token);
    for (const registry of act.registries) done.login(login, REGISTRIES[registry], token);
    await this.#stage.login(act, login, at);
    await this.#afterKill(done, act.job);
  }

  async #killedPost(nth: number, at: KillPoint): Promise<void> {
    const login = this.#open[nth % this.#open.length];
    const job = this.#logins[login ?? -1];
    if (login === undefined || job === undefined) return;
    const done = this.#model.copy();
    done.end([login]);
    await this.#stage.post(login, at);
    await this.#afterKill(done, job);
  }

  /** The change was made or not, or one before it was finished only now; in any case the job is gone. */
  async #afterKill(done: Model, job: number): Promise<void> {
    this.#isKilled = true;
    this.#wasKilled = true;
    done.end(this.#dead);
    if (this.#model.isEdited) this.#model.blur();
    const file = sorted(keysOf(this.#text()));
    const isSo = (model: Model) => isDeepStrictEqual(file, sorted(model.file));
    const finished = [...this.#begun, done].findLast(isSo);
    if (finished !== undefined && !isSo(this.#model)) this.#model = finished;
    if (finished === done) this.#begun = [];
    else this.#begun.push(done);
    await this.#vanish(job);
  }

  async #logout(job: number, registry: RegistryName): Promise<void> {
    this.#model.logout(REGISTRIES[registry]);
    await this.#stage.logout(job, registry);
    this.#sweep();
  }

  async #end(job: number): Promise<void> {
    const own = this.#open.filter((login) => this.#logins[login] === job);
    for (const login of own.reverse()) {
      this.#model.end([login]);
      await this.#stage.post(login);
      this.#sweep();
    }
    await this.#vanish(job);
  }

  async #vanish(job: number): Promise<void> {
    const own = this.#open.filter((login) => this.#logins[login] === job);
    this.#open = this.#open.filter((login) => !own.includes(login));
    this.#dead.push(...own);
    await this.#stage.wipe(job);
  }

  /** Every change removes what dead jobs left. */
  #sweep(): void {
    this.#model.end(this.#dead);
    this.#dead = [];
    this.#isKilled = false;
    this.#begun = [];
    if (this.#model.isHeld) assert.equal(this.#mode(path.basename(this.#stage.target)), 0o600);
  }

  async #edit(edit: Edit): Promise<void> {
    const { target } = this.#stage;
    this.#isEdited = true;
    this.#begun = [];
    if (edit.kind === 'removal') {
      fs.rmSync(target, { force: true });
      this.#model.remove();
    } else if (edit.kind === 'comment') {
      const comment = `# note ${this.#additions++}\n`;
      this.#add((text) => (text.startsWith('\uFEFF') ? text : comment + text));
    } else if (edit.kind === 'table') {
      const place = `registries.extra-${this.#additions++}`;
      const table = `\n[${place}]\ntoken = "added by hand"\n`;
      this.#add((text) => text + table, new Map([[`${place} token`, 'added by hand']]));
    } else if (edit.kind === 'overwriting') this.#overwrite(this.#token(edit.token));
    else await this.#cargo(edit);
  }

  #add(change: (text: string) => string, keys: Keys = new Map()): void {
    fs.mkdirSync(this.#folder, { recursive: true });
    fs.writeFileSync(this.#stage.target, change(this.#text() ?? ''));
    this.#model.add(change, keys);
  }

  /** Somebody puts another token in the place of one, wherever that stands. */
  #overwrite(token: string): void {
    const text = this.#text();
    const old = this.#stage.tokens.find((one) => one !== token && text?.includes(`"${one}"`));
    if (text === undefined || old === undefined) return;
    fs.writeFileSync(this.#stage.target, text.replaceAll(`"${old}"`, `"${token}"`));
    this.#model.rewrite((file) => {
      for (const [key, value] of file) if (value === old) file.set(key, token);
    });
  }

  async #cargo(edit: CargoEdit): Promise<void> {
    const key = `${REGISTRIES[edit.registry][0]} token`;
    if (edit.kind === 'cargo login') {
      const token = this.#token(edit.token);
      await this.#stage.cargoLogin(edit.registry, token);
      this.#model.rewrite((file) => file.set(key, token));
    } else if (this.#model.file.has(key)) {
      await this.#stage.cargoLogout(edit.registry);
      this.#model.rewrite((file) => file.delete(key));
    }
  }

  #judge(): void {
    assert.deepEqual(sorted(keysOf(this.#text())), sorted(this.#model.file));
    if (this.#isKilled) return;
    const name = path.basename(this.#stage.target);
    const helpers = this.#names().filter((found) => found.includes('cargo-login'));
    assert.deepEqual(helpers, this.#model.isHeld ? [`.${name}.cargo-login.json`] : []);
    for (const helper of helpers) assert.equal(this.#mode(helper), 0o600);
  }

  #token(nth: number): string {
    return this.#stage.tokens[nth] ?? '';
  }

  #text(): string | undefined {
    const { target } = this.#stage;
    return fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : undefined;
  }

  #names(): string[] {
    return fs.existsSync(this.#folder) ? fs.readdirSync(this.#folder).sort() : [];
  }

  #mode(name: string): number {
    return fs.statSync(path.join(this.#folder, name)).mode & 0o777;
  }
}

function sorted(keys: Keys): readonly (readonly [string, string])[] {
  return [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** All that are more than an empty line or a header, in any spelling of the values. */
function linesOf(text = ''): readonly string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('['));
  return lines.map((line) => line.replaceAll(/"""|["']/g, '"'));
}
