// Many packaged actions at once on one Cargo home, while others read it all the time.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Registry } from '../../scripts/registry.mjs';
import { registriesToml, withoutCargo, writeCrate } from '../support/cargo.ts';
import { collect } from '../support/child.ts';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone } from './scenes.ts';
import { withoutStrace } from './strace.ts';

const JOBS = 32;
const skip = process.platform === 'win32' ? 'needs a POSIX system' : false;
const READER = fileURLToPath(new URL('reader.ts', import.meta.url));

/** What a job of these does: logs in to a registry, looks around, and logs out. */
interface Plan {
  readonly registry: string;
  readonly token: string;
  /** All tokens that may stand there meanwhile. */
  readonly possible: readonly string[];
  /** The registry itself, if cargo is to ask it. */
  readonly server?: Registry;
}

/** A quarter have a registry of their own; the others share three: with one token, and with many. */
function plansFor(machine: Machine): readonly Plan[] {
  const tokens = Array.from({ length: JOBS }, () => machine.token());
  const [equal = '', ...different] = tokens;
  return tokens.map((token, n): Plan => {
    if (n % 4 === 0) return { registry: `own-${n / 4}`, token, possible: [token] };
    if (n % 4 === 1) return { registry: 'equal', token: equal, possible: [equal] };
    return { registry: n % 4 === 2 ? 'different' : 'crates-io', token, possible: different };
  });
}

function placeOf(registry: string): string {
  return registry === 'crates-io' ? 'registry' : `registries.${registry}`;
}

/** Runs `body` while a process reads the file, and fails if that ever saw what must not be. */
async function whileRead(file: string, live: string, body: () => Promise<void>): Promise<number> {
  const reader = spawn(process.execPath, [READER, file, live]);
  const done = collect(reader);
  try {
    await body();
  } finally {
    reader.stdin.end();
  }
  const { code, stdout, stderr } = await done;
  assert.deepEqual([code, stderr], [0, '']);
  return Number(stdout);
}

/** A job logs in, is known to be logged in for a while, and logs out. */
async function takePart(job: Job, plan: Plan, live: string): Promise<void> {
  const { registry, token, possible, server } = plan;
  const step = job.step({ registry, token });
  assertDone(await step.main());
  const [draft, mark] = [path.join(job.workspace, 'live'), path.join(live, job.name)];
  fs.writeFileSync(draft, [placeOf(registry), ...possible].join('\n'));
  fs.renameSync(draft, mark);
  if (server !== undefined) await askCargo(job, registry);
  fs.rmSync(mark);
  assertDone(await step.post());
  job.vanish();
}

/** Cargo reads the token and shows it to the registry, which takes no other. */
async function askCargo(job: Job, registry: string): Promise<void> {
  for (let times = 0; times < 3; times++) {
    const args = ['yank', 'demo-crate@0.1.0', '--undo', '--registry', registry];
    const { code, stderr } = await job.cargo().run(args);
    assert.equal(code, 0, stderr);
  }
}

async function crowd(t: TestContext, machine: Machine, plans: readonly Plan[]): Promise<void> {
  const live = machine.folder('live');
  const indexes = plans
    .filter(({ registry }) => registry !== 'crates-io')
    .map(({ registry, server }) => [
      registry,
      server?.indexUrl ?? `sparse+http://127.0.0.1:9/${registry}/`,
    ]);
  const config = registriesToml(Object.fromEntries(indexes));
  const file = path.join(machine.home, '.cargo', 'credentials.toml');
  const times = await whileRead(file, live, async () => {
    const jobs = plans.map(async (plan) => {
      const job = machine.job();
      job.write('.cargo/config.toml', config);
      await takePart(job, plan, live);
    });
    await Promise.all(jobs);
  });
  t.diagnostic(`${plans.length} jobs; read ${times} times meanwhile`);
  assert.ok(times > 0);
}

test('32 jobs at once, with nothing there before', { skip }, (t) =>
  withMachine(t, async (machine) => {
    await crowd(t, machine, plansFor(machine));
    assert.deepEqual(fs.readdirSync(machine.home), []);
  }),
);

test('32 jobs at once, with a file and with cargo', { skip: skip || withoutCargo() }, (t) =>
  withMachine(t, async (machine) => {
    const folder = machine.folder('home', '.cargo');
    const file = path.join(folder, 'credentials.toml');
    fs.writeFileSync(file, `# mine\n[registries.own-0]\ntoken = "${machine.token()}"\n`);
    fs.chmodSync(file, 0o640);
    const before = snapshot(file);
    const plans = await Promise.all(
      plansFor(machine).map(async (plan) =>
        plan.registry.startsWith('own-') ? { ...plan, server: await shop(machine, plan) } : plan,
      ),
    );
    await crowd(t, machine, plans);
    assert.deepEqual(snapshot(file), before);
    const names = fs.readdirSync(folder).filter((name) => name.includes('credentials'));
    assert.deepEqual(names, ['credentials.toml']);
  }),
);

/** A registry with one crate, for the token of one job. */
async function shop(machine: Machine, { token }: Plan): Promise<Registry> {
  const server = await machine.registry({ token, authRequired: true });
  const seller = machine.job({ cargoHome: machine.folder('seller') });
  seller.write('.cargo/config.toml', registriesToml({ shop: server.indexUrl }));
  const crate = writeCrate(path.join(seller.workspace, 'crate'));
  const env = {
    CARGO_REGISTRIES_SHOP_TOKEN: token,
    CARGO_REGISTRIES_SHOP_CREDENTIAL_PROVIDER: 'cargo:token',
  };
  const { code, stderr } = await seller.cargo({ env }).publish(crate, 'shop');
  assert.equal(code, 0, stderr);
  return server;
}

test(
  'a file that another job takes away between two calls is not there',
  { skip: withoutStrace },
  (t) =>
    withMachine(t, async (machine) => {
      const file = path.join(machine.folder('home', '.cargo'), 'credentials.toml');
      const text = '# mine\n';
      fs.writeFileSync(file, text);
      // The first look, without the lock: it is there when its kind is asked, and gone when it is opened.
      const inject = 'inject=openat:error=ENOENT:when=1';
      const under = ['strace', '-qq', '-o', path.join(machine.records, 'trace'), '-P', file];
      const step = machine.job().step({ registry: 'crates-io', token: machine.token() });
      assertDone(await step.main({}, [...under, '-e', 'trace=openat', '-e', inject]));
      assert.match(
        fs.readFileSync(path.join(machine.records, 'trace'), 'utf8'),
        /ENOENT.*INJECTED/,
      );
      assertDone(await step.post());
      assert.equal(fs.readFileSync(file, 'utf8'), text);
    }),
);
