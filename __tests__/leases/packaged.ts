// A stage on which the packaged action acts, and real cargo where there is one.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { registriesToml, withoutCargo } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';
import type { Step } from '../support/step.ts';
import type { StepResult } from '../support/step-result.ts';
import type { Beginning } from './acts.ts';
import { cargoLogin, cargoLogout } from './as-cargo.ts';
import {
  type EditedRegistry,
  type KillPoint,
  type LoginAct,
  type RegistryName,
  type Stage,
  TOKENS,
} from './play.ts';
import { failing } from './strace.ts';

export class Packaged implements Stage {
  readonly target: string;
  readonly tokens: readonly string[];
  readonly #machine: Machine;
  readonly #config: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #jobs = new Map<number, Job>();
  readonly #steps = new Map<number, Step>();

  private constructor(machine: Machine, indexes: readonly [string, string, string]) {
    const [alpha, myReg, cratesIo] = indexes;
    this.#machine = machine;
    this.target = path.join(machine.home, '.cargo', 'credentials.toml');
    this.tokens = Array.from({ length: TOKENS }, () => machine.token());
    this.#config = registriesToml({ alpha });
    this.#env = {
      CARGO_REGISTRIES_MY_REG_INDEX: myReg,
      __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: cratesIo,
    };
  }

  static async set(machine: Machine, { text, mode }: Beginning): Promise<Packaged> {
    const [alpha, myReg, cratesIo] = [
      await machine.registry(),
      await machine.registry(),
      await machine.registry(),
    ];
    const stage = new Packaged(machine, [alpha.indexUrl, myReg.indexUrl, cratesIo.indexUrl]);
    if (text === undefined) return stage;
    for (const [, owner] of text.matchAll(/(owner[^"']*)/g)) machine.secret(owner ?? '');
    fs.mkdirSync(path.dirname(stage.target), { recursive: true });
    fs.writeFileSync(stage.target, text);
    fs.chmodSync(stage.target, mode);
    return stage;
  }

  async login(act: LoginAct, login: number, killed?: KillPoint) {
    const { job, registries, token, keep } = act;
    const value = this.tokens[token] ?? '';
    const [first = 'alpha', ...others] = registries;
    const tokens = registries.map((name) => `${name}=${value}`).join('\n');
    const given = others.length === 0 ? { registry: first, token: value } : { tokens };
    const step = this.#job(job).step({ ...given, logout: String(!keep) });
    this.#steps.set(login, step);
    assertDone(await step.main({}, this.#under(killed)), killed);
  }

  async post(login: number, killed?: KillPoint) {
    const result = await this.#steps.get(login)?.post({}, this.#under(killed));
    if (result !== undefined) assertDone(result, killed);
  }

  async logout(job: number, registry: RegistryName) {
    assertDone(await this.#job(job).step({ command: 'logout', registry }).main());
  }

  async wipe(job: number) {
    this.#jobs.get(job)?.vanish();
    this.#jobs.delete(job);
  }

  async cargoLogin(registry: EditedRegistry, token: string) {
    if (withoutCargo() !== false) return cargoLogin(this.target, registry, token);
    const { code, stderr } = await this.#job(0).cargo().login(token, argsFor(registry));
    assert.equal(code, 0, stderr);
  }

  async cargoLogout(registry: EditedRegistry) {
    if (withoutCargo() !== false) return cargoLogout(this.target, registry);
    const { code, stderr } = await this.#job(0).cargo().logout(argsFor(registry));
    assert.equal(code, 0, stderr);
  }

  #under(killed: KillPoint | undefined): readonly string[] {
    if (killed === undefined) return [];
    return failing(path.join(this.#machine.records, 'trace'), killed, { kind: 'kill' });
  }

  #job(slot: number): Job {
    const job = this.#jobs.get(slot) ?? this.#machine.job({ env: this.#env });
    this.#jobs.set(slot, job);
    job.write('.cargo/config.toml', this.#config);
    return job;
  }
}

function argsFor(registry: EditedRegistry): readonly string[] {
  return registry === 'crates-io' ? [] : ['--registry', registry];
}

function assertDone(
  { code, signal, stdout, stderr, annotations }: StepResult,
  killed?: KillPoint,
): void {
  if (killed !== undefined && signal === 'SIGKILL') return;
  assert.deepEqual([code, stderr, annotations.error], [0, '', []], stdout);
}
