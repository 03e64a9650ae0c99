// In every form of configuration, a provider gets the same requests from the action as from plain
// `cargo login` and `cargo logout`, and sees nothing else of the job.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import type { Job } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import {
  digest,
  jobWithCargo,
  KNOWS_NO_URL,
  leftIn,
  NO_ANNOTATIONS,
  type ProviderRequest,
  skip,
  TestProvider,
} from './scene.ts';

/** A form of configuration. `{p}` stands for the program of the provider, `{q}` for another one. */
interface Form {
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of plain `cargo login` (`behind` follows `--`), and the same as inputs. */
  readonly args?: readonly string[];
  readonly behind?: readonly string[];
  readonly inputs?: Inputs;
  /** The arguments that the provider must receive. */
  readonly seen?: readonly string[];
}

const OWN = '[registries.mine]\ncredential-provider';
const GLOBAL = '[registry]\nglobal-credential-providers';

const FORMS: Readonly<Record<string, Form>> = {
  'the registry’s own provider, with arguments': { config: `${OWN} = ["{p}", "--vault", "a b"]`, seen: ['--vault', 'a b'] },
  'the global list, last first': { config: `${GLOBAL} = ["cargo:token", "{p} --global", "{q}"]`, seen: ['--global'] },
  'an alias': {
    config: `${OWN} = "vault"\n[credential-alias]\nvault = ["{p}", "--by-alias"]`,
    seen: ['--by-alias'],
  },
  'a variable': {
    env: { CARGO_REGISTRIES_MINE_CREDENTIAL_PROVIDER: '{p} --by-variable' },
    seen: ['--by-variable'],
  },
  'a `config` line': {
    args: ['--config', 'registries.mine.credential-provider=["{p}", "x"]'],
    inputs: { config: 'registries.mine.credential-provider=["{p}", "x"]' },
    seen: ['x'],
  },
  'arguments after `--`': {
    config: `${OWN} = ["{p}", "first"]`,
    args: ['-v', '--color', 'never'],
    behind: ['--account', "it's mine"],
    inputs: { 'cargo-args': '-v --color never -- --account "it\'s mine"' },
    seen: ['first', '--account', "it's mine"],
  },
}; // biome-ignore format: a table

/** A variable that the runner gives only to actions. */
const OF_AN_ACTION = { ACTIONS_RUNTIME_TOKEN: 'of the runner' };

/** Writes the configuration, with the registry's index. TOML allows each table only once. */
function configure(job: Job, config: string, indexUrl: string): void {
  const index = registriesToml({ mine: indexUrl });
  job.write('.cargo/config.toml', index + config.replace('[registries.mine]\n', ''));
}

async function runPlainCargo(job: Job, token: string, form: Form): Promise<void> {
  const cargo = job.cargo();
  const args = ['--registry', 'mine', ...(form.args ?? [])];
  const behind = form.behind === undefined ? [] : ['--', ...form.behind];
  assert.equal((await cargo.login(token, [...args, ...behind])).code, 0);
  assert.equal((await cargo.logout(args)).code, 0);
}

for (const [name, form] of Object.entries(FORMS)) {
  test(`a provider gets the same requests as from plain cargo: ${name}`, { skip }, (t) =>
    withMachine(t, async (machine) => {
      const token = machine.token();
      const { indexUrl } = await machine.registry();
      const provider = new TestProvider(machine, 'provider');
      const other = new TestProvider(machine, 'other', KNOWS_NO_URL);
      const filled: Form = JSON.parse(
        JSON.stringify(form).replaceAll('{p}', provider.program).replaceAll('{q}', other.program),
      );
      const job = jobWithCargo(machine, { env: filled.env ?? {} });
      configure(job, filled.config ?? '', indexUrl);

      await runPlainCargo(job, token, filled);
      const plain = [provider.requests(), other.requests()];
      for (const each of [provider, other]) each.forget();

      const main = await job.step({ registry: 'mine', token, ...filled.inputs }).main(OF_AN_ACTION);
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS], main.stdout);
      assert.deepEqual(main.outputs, { registry: 'mine', 'credentials-file': '', 'logged-in': 'true' }); // biome-ignore format: one thing
      assert.deepEqual(provider.tokens(), [token]);
      const [post] = await job.end();
      assert.deepEqual([post?.code, post?.annotations], [0, NO_ANNOTATIONS]);

      assert.deepEqual([provider.requests(), other.requests()], plain);
      assert.deepEqual([provider.tokens(), leftIn(job.cargoHome)], [[], []]);
      assertSeen(provider.requests(), token, form.seen ?? []);
    }),
  );
}

function assertSeen(requests: readonly ProviderRequest[], token: string, args: readonly string[]) {
  const login = requests.find(({ request }) => request.kind === 'login');
  assert.deepEqual(login?.args, ['--cargo-plugin']);
  assert.deepEqual([login?.digest, login?.request.args ?? []], [digest(token), args]);
  const environment = requests.flatMap((request) => request.environment);
  assert.deepEqual(environment, [], 'a provider must not see inputs or tokens');
}

test(
  'the log line names the registry, its index, the program and the configuration file',
  { skip },
  (t) =>
    withMachine(t, async (machine) => {
      const provider = new TestProvider(machine, 'provider');
      const { indexUrl } = await machine.registry();
      const job = jobWithCargo(machine);
      configure(job, `${OWN} = ["${provider.program}"]`, indexUrl);
      const main = await job.step({ registry: 'mine', token: machine.token() }).main();
      const line = main.text.find((text) => text.startsWith('Login token for `mine`')) ?? '';
      for (const part of [indexUrl, provider.program, 'config.toml'])
        assert.ok(line.includes(part), line);
      await job.end();
    }),
);

test('a warning of cargo becomes an annotation', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { indexUrl } = await machine.registry();
    const job = jobWithCargo(machine);
    configure(job, `${OWN} = ["${provider.program}"]\n[unknown]\n`, indexUrl);
    job.write(
      '.cargo/config',
      `${registriesToml({ mine: indexUrl })}credential-provider = ["${provider.program}"]\n`,
    );
    const main = await job.step({ registry: 'mine', token: machine.token() }).main();
    assert.equal(main.code, 0, main.stdout);
    assert.match(
      main.annotations.warning.join('\n'),
      /^both `.*config` and `.*config\.toml` exist/,
    );
    await job.end();
  }),
);

test('post does not claim a logout that `command: logout` has already done', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { indexUrl } = await machine.registry();
    const job = jobWithCargo(machine);
    configure(job, `${OWN} = ["${provider.program}"]`, indexUrl);
    await job.step({ registry: 'mine', token: machine.token() }).main();
    await job.step({ command: 'logout', registry: 'mine' }).main();
    assert.deepEqual(provider.tokens(), []);
    const posts = await job.end();
    const words = posts.flatMap(({ text }) => text).join('\n');
    assert.match(words, /was already removed by/);
    assert.doesNotMatch(words, /has been removed/);
  }),
);

test('`command: logout` also ends a login by plain cargo', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { indexUrl } = await machine.registry();
    const job = jobWithCargo(machine);
    configure(job, `${OWN} = ["${provider.program}"]`, indexUrl);
    await job.cargo().login(machine.token(), ['--registry', 'mine']);
    const main = await job.step({ command: 'logout', registry: 'mine' }).main();
    assert.deepEqual([main.code, provider.tokens()], [0, []], main.stdout);
    assert.deepEqual(leftIn(job.cargoHome), []);
  }),
);
