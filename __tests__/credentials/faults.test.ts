// A step is killed before each system call that changes the disk, and each such call fails once.
// The file is always old or new, one error gives the reason, and the next use repairs the rest.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'smol-toml';
import type { Task } from './driver.ts';
import { Home, login } from './home.ts';
import { inParallel, type Result, run } from './processes.ts';
import { type Call, type Fault, failing, readTrace, tracing, withoutStrace } from './strace.ts';

const OWNER = '# mine\n[registries.hit]\ntoken = "of-the-owner" # keep\n';
const HIT = 'token-that-is-hit';
const OTHER = 'token-of-another-job';
const ID = 'hit-0-0';

interface Kind {
  readonly title: string;
  readonly step: 'login' | 'logout';
  readonly file: string | undefined;
  /** Whether another job is logged in. */
  readonly beside: boolean;
  /** Whether a killed job has left its login and temporary files. */
  readonly leftovers?: boolean;
}

const KINDS: readonly Kind[] = [
  { title: 'in a login without a folder', step: 'login', file: undefined, beside: false },
  { title: 'in a login beside another job', step: 'login', file: OWNER, beside: true },
  {
    title: 'in a login after a killed one',
    step: 'login',
    file: OWNER,
    beside: false,
    leftovers: true,
  },
  { title: 'in the last logout', step: 'logout', file: OWNER, beside: false },
  { title: 'in a logout that removes the folder', step: 'logout', file: undefined, beside: false },
  { title: 'in a logout beside another job', step: 'logout', file: OWNER, beside: true },
];

/** Returns the text without our table, in which ids and times differ. */
function bodyOf(text: string | undefined): string | undefined {
  return text?.replace(/# Jobs .*$/s, '');
}

class Scene {
  readonly home: Home;
  readonly kind: Kind;
  readonly #others: Awaited<ReturnType<Home['login']>>[] = [];

  private constructor(kind: Kind) {
    this.kind = kind;
    this.home = new Home(undefined, kind.file);
  }

  static async set(kind: Kind): Promise<Scene> {
    const scene = new Scene(kind);
    const { home } = scene;
    if (kind.beside) scene.#others.push(await home.login(login(OTHER, ['other'])));
    if (kind.leftovers) {
      home.vanish(await home.login(login('dead-token', ['hit', 'gone'])));
      fs.writeFileSync(`${home.file}.new-left`, 'token = "dead-token"', { mode: 0o600 });
      fs.writeFileSync(`${home.file}.lock-left`, '');
    }
    if (kind.step === 'logout') await home.login(login(HIT, ['hit']), { id: ID });
    return scene;
  }

  get #task(): Task {
    const { file, temp } = this.home;
    return { kind: this.kind.step, file, temp, id: ID, token: HIT, name: 'hit' };
  }

  get #trace(): string {
    return path.join(this.home.root, 'trace');
  }

  async run(call?: Pick<Call, 'name' | 'nth'>, fault: Fault = { kind: 'kill' }): Promise<Result> {
    const trace = this.#trace;
    return await run(this.#task, call === undefined ? tracing(trace) : failing(trace, call, fault));
  }

  /** Returns the calls of the last run on files of this scene. */
  calls(): readonly Call[] {
    const { root } = this.home;
    return readTrace(this.#trace).filter(({ paths }) =>
      paths.some((file) => file.startsWith(root)),
    );
  }

  assertSafe(texts: readonly (string | undefined)[]): void {
    const { home } = this;
    assert.ok(texts.map(bodyOf).includes(bodyOf(home.text)), `neither old nor new: ${home.text}`);
    parse(home.text ?? '');
    for (const name of fs.existsSync(home.folder) ? fs.readdirSync(home.folder) : []) {
      assert.match(name, /^credentials/);
      const file = path.join(home.folder, name);
      const holdsToken = /token-|dead-token/.test(fs.readFileSync(file, 'utf8'));
      if (holdsToken) assert.equal(fs.statSync(file).mode & 0o777, 0o600, name);
    }
  }

  /** Runs the post step of the hit job or removes its marker. Then another job runs, all end. */
  async recover(hasPost: boolean): Promise<void> {
    const { home } = this;
    if (hasPost) await home.end([{ ...home.lease(login(HIT, ['hit'])), id: ID }]);
    else fs.rmSync(path.join(home.temp, `cargo-login-${ID}`), { force: true });
    const next = await home.login(login('next-token', ['next']));
    assert.ok(!home.text?.includes(HIT) && !home.text?.includes('dead-token'));
    assert.equal(home.token('other'), this.kind.beside ? OTHER : undefined);
    await home.end([next, ...this.#others]);
    assert.equal(home.text, this.kind.file);
    assert.deepEqual(home.names, home.text === undefined ? [] : ['credentials.toml']);
    if (home.text !== undefined) assert.equal(home.mode, 0o644);
  }
}

const scenes: Scene[] = [];
after(() => {
  for (const { home } of scenes) home.remove();
});

async function set(kind: Kind): Promise<Scene> {
  const scene = await Scene.set(kind);
  scenes.push(scene);
  return scene;
}

/** Offsets to try, because the number of calls that Node makes by itself varies. */
const SHIFTS = [0, 0, 1, -1, 0, 2, -2, 1, -1, 0, 3, -3, 1, -1, 2, -2, 4, -4, 0, 5, -5, 0, 1, -1];

/** Sets up scenes until the fault hits exactly this call in one of them. */
async function hit(kind: Kind, calls: readonly Call[], call: Call, fault: Fault) {
  const position = calls.indexOf(call);
  for (const shift of SHIFTS) {
    const scene = await set(kind);
    const result = await scene.run({ ...call, nth: call.nth + shift }, fault);
    const made = scene.calls();
    const at = fault.kind === 'kill' ? made.length - 1 : made.findIndex(({ isFailed }) => isFailed);
    if (at === position && made[at]?.name === call.name) return { scene, result };
  }
  return assert.fail(`${call.name} ${call.nth} ${call.paths} was never hit`);
}

async function record(kind: Kind) {
  const scene = await set(kind);
  const before = scene.home.text;
  const { outcome } = await scene.run();
  assert.deepEqual(outcome?.error, undefined);
  return { calls: scene.calls(), texts: [before, scene.home.text] };
}

const ERRORS = ['ENOSPC', 'EACCES', 'EIO', 'EROFS'];
const MESSAGE = /^cannot [a-z ]+ `[^`]+`: .+ \((?:ENOSPC|EACCES|EIO|EROFS)\)$/;

describe('a kill or a failure does no damage', { skip: withoutStrace, concurrency: true }, () => {
  for (const kind of KINDS) {
    test(kind.title, async (t) => {
      const { calls, texts } = await record(kind);
      const isAll = process.env['LONG'] !== undefined;
      const some = calls.filter(({ changes }, at) => changes || isAll || at % 4 === 0);
      t.diagnostic(`${some.length} of ${calls.length} calls`);
      await inParallel([...some.entries()], async ([index, call]) => {
        const { scene, result } = await hit(kind, calls, call, { kind: 'kill' });
        assert.equal(result.signal, 'SIGKILL');
        scene.assertSafe(texts);
        await scene.recover(index % 2 === 0);
      });
      // A job whose marker cannot be checked counts as alive, so its login stays.
      const isLook = ({ changes, paths }: Call) =>
        !changes && paths.some((file) => file.includes('/temp/cargo-login-'));
      const failable = some.filter((call) => !call.endsReading && !isLook(call));
      await inParallel([...failable.entries()], async ([index, call]) => {
        const code = ERRORS[index % ERRORS.length] ?? 'EIO';
        const { scene, result } = await hit(kind, calls, call, { kind: 'error', code });
        const { error } = result.outcome ?? {};
        if (error !== undefined) {
          assert.equal(error.name, 'UserError', `${call.name}: ${error.message}`);
          assert.match(error.message, MESSAGE);
          if (kind.step === 'login') assert.doesNotMatch(scene.home.text ?? '', new RegExp(HIT));
        }
        scene.assertSafe(texts);
        await scene.recover(index % 2 === 0);
      });
    });
  }
});
