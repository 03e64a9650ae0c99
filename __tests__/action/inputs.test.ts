// The inputs other than the token, and the outputs.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { modeHere, skipOnWindows } from '../support/platform.ts';
import type { Inputs } from '../support/step.ts';
import { assertDone, credentialsFile, jobThatKnows, storedToken } from './scene.ts';

test('an ordinary login prints one line and sets its outputs; its post prints one line', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    const main = await step.main();
    assertDone(main);
    assert.equal(main.text.length, 1);
    for (const part of ['`my-registry`', 'sparse+http://127.0.0.1:9/0/', credentialsFile(job)]) {
      assert.ok(main.text[0]?.includes(part), `${part}: ${main.text}`);
    }
    assert.deepEqual(main.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(main.outputs, {
      registry: 'my-registry',
      'credentials-file': credentialsFile(job),
      'logged-in': 'true',
    });
    assert.deepEqual(
      [main.debug, main.exportedEnv, main.addedPaths, main.summary],
      [[], {}, [], ''],
    );
    const post = await step.post();
    assertDone(post);
    assert.equal(post.text.length, 1);
    assert.match(post.text.join(), /`my-registry`/);
    assert.deepEqual([post.outputs, post.state, post.annotations.warning], [{}, {}, []]);
  }));

/** Inputs besides the token, and the registry that they select. */
const REGISTRIES: Readonly<Record<string, readonly [inputs: Inputs, registry: string]>> = {
  'crates.io is the default': [{ registry: '  ' }, 'crates-io'],
  '`crates-io` means crates.io': [{ registry: 'crates-io' }, 'crates-io'],
  '`crates.io` means crates.io': [{ registry: 'crates.io' }, 'crates-io'],
  'surrounding whitespace is ignored': [{ registry: ' \tmy-registry\n' }, 'my-registry'],
  'a name can have Unicode letters': [{ registry: 'регистр' }, 'регистр'],
  'a name can begin with an underscore': [{ registry: '_x-1' }, '_x-1'],
  '`__proto__` is an ordinary name': [{ registry: '__proto__' }, '__proto__'],
  '`constructor` is an ordinary name': [{ registry: 'constructor' }, 'constructor'],
};
const CONFIGURED = ['my-registry', 'регистр', '_x-1', '__proto__', 'constructor'];

for (const [title, [inputs, registry]] of Object.entries(REGISTRIES)) {
  test(`registry: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, CONFIGURED);
      const token = machine.token();
      const step = job.step({ token, ...inputs });
      const main = await step.main();
      assertDone(main);
      assert.equal(storedToken(job, registry), token);
      assert.equal(main.outputs['registry'], registry);
      assertDone(await step.post());
      assert.equal(fs.existsSync(credentialsFile(job)), false);
    }));
}

for (const value of ['TRUE', ' true\n', '  ', 'False', '\tfalse ']) {
  const isLogout = !/false/i.test(value);
  test(`logout: ${JSON.stringify(value)} ${isLogout ? 'logs out' : 'keeps the token'} at the end`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      const token = machine.token();
      const step = job.step({ token, registry: 'my-registry', logout: value });
      assertDone(await step.main());
      assert.equal(storedToken(job, 'my-registry'), token);
      if (!isLogout) {
        const mode = modeHere(0o600).toString(8).padStart(4, '0');
        assert.deepEqual(machine.filesWithSecrets(), [{ path: credentialsFile(job), mode }]);
        assert.deepEqual(fs.readdirSync(job.runnerTemp), ['_runner_file_commands']);
      }
      const post = await step.post();
      assertDone(post);
      assert.equal(storedToken(job, 'my-registry'), isLogout ? undefined : token);
      const names = fs.existsSync(job.cargoHome) ? fs.readdirSync(job.cargoHome) : [];
      assert.deepEqual(names, isLogout ? [] : ['credentials.toml']);
      // B5: post says that the login was kept on request.
      if (!isLogout) assert.match(post.text.join(), /`my-registry`.*`logout: false`/);
    }));
}

test('logout: false replaces the owner’s token for good and keeps comments', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    fs.mkdirSync(job.cargoHome);
    const owners = `# Mine\n[registries.my-registry]\ntoken = "${machine.token()}" # old\n`;
    fs.writeFileSync(credentialsFile(job), owners);
    const token = machine.token();
    const step = job.step({ token, registry: 'my-registry', logout: 'false' });
    assertDone(await step.main());
    await job.end();
    assert.equal(storedToken(job, 'my-registry'), token);
    assert.match(fs.readFileSync(credentialsFile(job), 'utf8'), /^# Mine\n.*# old$/ms);
    assert.doesNotMatch(fs.readFileSync(credentialsFile(job), 'utf8'), /\[cargo-login\]/);
  }));

/** Values of `working-directory`, and the default registry that is configured there. */
const FOLDERS: Readonly<Record<string, readonly [given: string, registry: string]>> = {
  'the workspace is the default': ['', 'top'],
  'a path is relative to the workspace': [' ./crates/../crates/one/ ', 'one'],
  'the search continues in parent folders': ['crates/one/src', 'one'],
};
for (const [title, [given, registry]] of Object.entries(FOLDERS)) {
  test(`working-directory: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      const token = machine.token();
      for (const [folder, name] of [
        ['.', 'top'],
        ['crates/one', 'one'],
      ]) {
        const indexes = registriesToml({ [`${name}`]: `sparse+http://127.0.0.1:9/${name}/` });
        job.write(`${folder}/.cargo/config.toml`, `[registry]\ndefault = "${name}"\n${indexes}`);
      }
      job.write('crates/one/src/lib.rs', '');
      const step = job.step({ token, 'working-directory': given });
      const main = await step.main();
      assertDone(main);
      assert.equal(main.outputs['registry'], registry);
      assert.equal(storedToken(job, registry), token);
      assertDone(await step.post());
    }));
}

test(
  'working-directory: a symbolic link is resolved before the search begins',
  { skip: skipOnWindows },
  (t) =>
    withMachine(t, async (machine) => {
      const real = machine.folder('elsewhere', 'crate');
      fs.mkdirSync(path.join(real, '..', '.cargo'));
      const config = registriesToml({ far: 'sparse+http://127.0.0.1:9/' });
      fs.writeFileSync(path.join(real, '..', '.cargo', 'config.toml'), config);
      const job = jobThatKnows(machine, ['near']);
      fs.symlinkSync(real, path.join(job.workspace, 'link'));
      const login = (registry: string, folder: string) =>
        job.step({ token: machine.token(), registry, 'working-directory': folder }).main();
      assertDone(await login('far', 'link'));
      assertDone(await login('far', real));
      assert.equal((await login('near', 'link')).code, 1);
    }),
);

test('working-directory: a relative CARGO_HOME is resolved against it', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry'], { env: { CARGO_HOME: 'own' } });
    fs.mkdirSync(path.join(job.workspace, 'sub'));
    const inputs = { registry: 'my-registry', 'working-directory': 'sub' };
    const step = job.step({ token: machine.token(), ...inputs });
    const { outputs } = await step.main();
    const file = path.join(job.workspace, 'sub', 'own', 'credentials.toml');
    assert.equal(outputs['credentials-file'], file);
    assert.equal(fs.existsSync(file), true);
    assertDone(await step.post());
    assert.equal(fs.existsSync(path.dirname(file)), false);
  }));

test('with step debugging on, the log names the configuration files and the registries', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const tokens = `my-registry=${machine.token()}\ncrates-io=${machine.token()}`;
    const { debug, text } = await job.step({ tokens }).main({ RUNNER_DEBUG: '1' });
    const config = path.join(job.workspace, '.cargo', 'config.toml');
    for (const part of [config, job.cargoHome, '`my-registry`', '`crates-io`']) {
      assert.ok(
        debug.some((line) => line.includes(part)),
        `${part}: ${debug.join('\n')}`,
      );
    }
    assert.equal(text.length, 2);
    const index = 'sparse+https://new.example/index/';
    const inputs = { registry: 'new', index, token: machine.token() };
    const other = await job.step(inputs).main({ RUNNER_DEBUG: '1' });
    const sources = [...debug, ...other.debug].filter((line) => line.startsWith('registry `'));
    assert.deepEqual(
      sources.map((line) => /\((.*)\)$/.exec(line)?.[1]),
      [`\`${config}\``, 'built in', 'input `index`'],
    );
  }));

test('with step debugging on, a failure logs its stack and still sets one annotation', (t) =>
  withMachine(t, async (machine) => {
    const step = machine.job().step({ token: machine.token(), registry: 'nobody' });
    const { debug, annotations, text } = await step.main({ RUNNER_DEBUG: '1' });
    assert.equal(annotations.error.length, 1);
    assert.match(debug.join('\n'), /nobody[\s\S]*\n\s+at /);
    assert.deepEqual(text, []);
  }));

test('`term.quiet` suppresses the log line of a login and nothing else', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    const main = await step.main({ CARGO_TERM_QUIET: 'true' });
    assertDone(main);
    assert.deepEqual(main.text, []);
    assert.equal(main.outputs['logged-in'], 'true');
  }));
