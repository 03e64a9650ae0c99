// The input `cargo-args` of a step. What it may be: __tests__/cargo-rules/arguments.test.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import { jobWithCargo, NO_ANNOTATIONS } from './scene.ts';

test('refused before anything is written, in one line', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    for (const args of ['--registry other', '-v -q', '--color blue', "'"]) {
      const inputs = { token: machine.token(), 'cargo-args': args };
      const main = await job.step(inputs).main();
      assert.deepEqual([main.code, main.annotations.error.length], [1, 1], args);
      assert.deepEqual(main.state, {});
    }
  }));

/** `TOKEN` stands for a token, which is to be stored behind a scheme. */
const asArguments = [
  ['cargo-args', '-- --secret=TOKEN'],
  ['cargo-args', '+TOKEN'],
  ['config', 'credential-alias.mine = ["/no/such", "--secret", "TOKEN"]'],
] as const;
for (const [input, text] of asArguments) {
  test(`a token among arguments is refused: ${input}: ${text}`, { skip: skipOnWindows }, (t) =>
    withMachine(t, async (machine) => {
      const job = jobWithCargo(machine);
      job.write('.cargo/config.toml', '[registry]\nglobal-credential-providers = ["/no/such"]\n');
      const token = machine.token();
      const inputs = { token, username: 'me', [input]: text.replace('TOKEN', token) };
      const main = await job.step(inputs).main();
      assert.equal(main.code, 1);
      assert.match(
        main.annotations.error[0] ?? '',
        new RegExp(`^input \`${input}\` holds the token`),
      );
      assert.deepEqual(main.state, {});
    }),
  );
}

test('`-q`, `-v` and provider arguments where no provider is called', (t) =>
  withMachine(t, async (machine) => {
    const job = machine.job();
    const said = async (args: string) => {
      const main = await job.step({ token: machine.token(), 'cargo-args': args }).main();
      assert.deepEqual([main.code, main.annotations], [0, NO_ANNOTATIONS]);
      return main.text;
    };
    assert.deepEqual(await said('-q'), []);
    assert.deepEqual(await said('+nightly -v -Z x -- --whatever'), ['Login token for `crates-io` saved']); // biome-ignore format: one thing
    await job.end();
  }));
