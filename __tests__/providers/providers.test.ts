// Whatever the form in which a provider is configured, it sees what plain `cargo login` and `cargo
// logout` show it, and nothing else of the job.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import {
  companions,
  digest,
  jobWithCargo,
  KNOWS_NO_URL,
  NO_ANNOTATIONS,
  type ProviderRequest,
  skip,
  TestProvider,
} from './scene.ts';

/** One form of configuration; `{p}` stands for the program of the provider, `{q}` for another one. */
interface Form {
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What goes behind `cargo login`, and how the same is said to the action. */
  readonly args?: readonly string[];
  readonly behind?: readonly string[];
  readonly inputs?: Inputs;
  readonly authRequired?: boolean;
  /** The arguments that the provider is to see. */
  readonly seen?: readonly string[];
}

const NEVER_ASKED = 'cargo:token before it';

const forms: Readonly<Record<string, Form>> = {
  'the registry’s own, a list': { config: '[registries.mine]\ncredential-provider = ["{p}"]' },
  'the registry’s own, with arguments': {
    config: '[registries.mine]\ncredential-provider = ["{p}", "--vault", "a b"]',
    seen: ['--vault', 'a b'],
  },
  'the registry’s own, a string': {
    config: '[registries.mine]\ncredential-provider = "{p} --vault work"',
    seen: ['--vault', 'work'],
  },
  'the global list': { config: '[registry]\nglobal-credential-providers = ["{p} --global"]', seen: ['--global'] }, // biome-ignore format: one form
  'the global list, last first': {
    config: '[registry]\nglobal-credential-providers = ["cargo:token", "{q}", "{p}"]',
  },
  'a list whose first does not know the URL': {
    config: '[registry]\nglobal-credential-providers = ["{p}", "{q}"]',
  },
  [NEVER_ASKED]: {
    config: '[registry]\nglobal-credential-providers = ["{p}", "cargo:token"]',
  },
  'one of another system before it': {
    config: `[registry]\nglobal-credential-providers = ["{p}", "${process.platform === 'linux' ? 'cargo:wincred' : 'cargo:libsecret'}"]`,
  },
  'an alias': {
    config:
      '[registries.mine]\ncredential-provider = "vault"\n[credential-alias]\nvault = ["{p}", "--by-alias"]',
    seen: ['--by-alias'],
  },
  'a variable for the registry': { env: { CARGO_REGISTRIES_MINE_CREDENTIAL_PROVIDER: '{p} --by-variable' }, seen: ['--by-variable'] }, // biome-ignore format: one form
  'a variable for all': { env: { CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: '{p}' } },
  'a registry that requires authentication': {
    config: '[registries.mine]\ncredential-provider = ["{p}"]',
    authRequired: true,
  },
  '--config': {
    args: ['--config', 'registries.mine.credential-provider=["{p}", "x"]'],
    inputs: { config: 'registries.mine.credential-provider=["{p}", "x"]' },
    seen: ['x'],
  },
  'arguments behind --': {
    config: '[registries.mine]\ncredential-provider = ["{p}", "first"]',
    args: ['-v', '--color', 'never'],
    behind: ['--account', "it's mine"],
    inputs: { 'cargo-args': '-v --color never -- --account "it\'s mine"' },
    seen: ['first', '--account', "it's mine"],
  },
};

/** The runner gives this to actions, and to no other process. */
const OF_AN_ACTION = { ACTIONS_RUNTIME_TOKEN: 'of the runner' };

/** Writes a form down, with the index of the registry that it is for; a table can stand only once. */
function configure(job: Job, config: string, indexUrl: string): void {
  const index = registriesToml({ mine: indexUrl });
  const header = '[registries.mine]\n';
  const text = config.startsWith(header) ? index + config.slice(header.length) : index + config;
  job.write('.cargo/config.toml', text);
}

async function runPlainCargo(job: Job, token: string, form: Form): Promise<void> {
  const cargo = job.cargo();
  const args = ['--registry', 'mine', ...(form.args ?? [])];
  const behind = form.behind === undefined ? [] : ['--', ...form.behind];
  assert.equal((await cargo.login(token, [...args, ...behind])).code, 0);
  assert.equal((await cargo.logout(args)).code, 0);
}

for (const [name, form] of Object.entries(forms)) {
  test(`as plain cargo: ${name}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const { indexUrl } = await machine.registry({ authRequired: form.authRequired === true });
      const [provider, other] = [new TestProvider(machine, 'provider'), new TestProvider(machine, 'other', KNOWS_NO_URL)]; // biome-ignore format: a pair
      const filled: Form = JSON.parse(
        JSON.stringify(form).replaceAll('{p}', provider.program).replaceAll('{q}', other.program),
      );
      const job = jobWithCargo(machine, { env: filled.env ?? {} });
      configure(job, filled.config ?? '', indexUrl);

      await runPlainCargo(job, token, filled);
      const plain = [provider.requests(), other.requests()];
      for (const each of [provider, other]) each.forget();

      const main = await job.step({ registry: 'mine', token, ...filled.inputs }).main(OF_AN_ACTION);
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
      const isAsked = provider.requests().length > 0;
      const file = path.join(job.cargoHome, 'credentials.toml');
      const outputs = { registry: 'mine', 'credentials-file': isAsked ? '' : file };
      assert.deepEqual(main.outputs, { ...outputs, 'logged-in': 'true' });
      assert.deepEqual(provider.tokens(), isAsked ? [token] : []);
      const [post] = await job.end();
      assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);

      assert.deepEqual([provider.requests(), other.requests()], plain);
      assert.deepEqual([provider.tokens(), companions(job.cargoHome)], [[], []]);
      assert.equal(isAsked, name !== NEVER_ASKED);
      if (isAsked) assertSeen(provider.requests(), token, form.seen ?? []);
    }),
  );
}

function assertSeen(requests: readonly ProviderRequest[], token: string, args: readonly string[]) {
  const login = requests.find(({ request }) => request.kind === 'login');
  assert.deepEqual(login?.args, ['--cargo-plugin']);
  assert.deepEqual([login?.digest, login?.request.args ?? []], [digest(token), args]);
  const environment = requests.flatMap((request) => request.environment);
  assert.deepEqual(environment, [], 'inputs and tokens are no business of a provider');
}

test('a logout now, by a runner without a temporary folder', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { indexUrl } = await machine.registry();
    const job = jobWithCargo(machine, { env: { RUNNER_TEMP: undefined } });
    const index = registriesToml({ mine: indexUrl });
    job.write('.cargo/config.toml', `${index}credential-provider = ["${provider.program}"]\n`);
    await job.cargo().login(machine.token(), ['--registry', 'mine']);
    const main = await job.step({ command: 'logout', registry: 'mine' }).main();
    assert.deepEqual([main.code, provider.tokens()], [0, []]);
    assert.deepEqual(companions(job.cargoHome), []);
  }),
);
