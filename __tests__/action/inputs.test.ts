// The inputs that are not tokens: what they may be, what they do, and what comes out.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import type { Variables } from '../support/job.ts';
import { withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/stand-in.ts';
import type { Inputs } from '../support/step.ts';
import { snapshot } from '../support/tree.ts';
import { assertDone, credentialsFile, jobThatKnows, storedToken } from './scene.ts';

test('an ordinary login says one line, and sets its outputs', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    const main = await step.main();
    assertDone(main);
    assert.deepEqual(main.text, ['Login token for `my-registry` saved']);
    assert.deepEqual(main.annotations, { error: [], warning: [], notice: [] });
    assert.deepEqual(main.debug, []);
    assert.deepEqual(main.outputs, {
      registry: 'my-registry',
      'credentials-file': credentialsFile(job),
      'logged-in': 'true',
    });
    assert.deepEqual([main.exportedEnv, main.addedPaths, main.summary], [{}, [], '']);
    const post = await step.post();
    assertDone(post);
    assert.deepEqual(post.text, [
      'Logout token for `my-registry` has been removed from local storage',
    ]);
    assert.deepEqual([post.outputs, post.state, post.masks], [{}, {}, []]);
  }));

/** Inputs besides the token, with the registry that they mean. */
const registries: Readonly<Record<string, readonly [inputs: Inputs, registry: string]>> = {
  'crates.io by default': [{}, 'crates-io'],
  'crates.io by blanks': [{ registry: '  ' }, 'crates-io'],
  'crates.io by cargo’s name': [{ registry: 'crates-io' }, 'crates-io'],
  'crates.io by its own name': [{ registry: 'crates.io' }, 'crates-io'],
  'one that is configured': [{ registry: 'my-registry' }, 'my-registry'],
  'one with blanks around it': [{ registry: ' \tmy-registry\n' }, 'my-registry'],
  'one of Unicode letters': [{ registry: 'регистр' }, 'регистр'],
  'one with an underscore first': [{ registry: '_x-1' }, '_x-1'],
  '`__proto__`, where it is configured': [{ registry: '__proto__' }, '__proto__'],
  '`constructor`, where it is configured': [{ registry: 'constructor' }, 'constructor'],
};
const CONFIGURED = ['my-registry', 'регистр', '_x-1', '__proto__', 'constructor'];

for (const [title, [inputs, registry]] of Object.entries(registries)) {
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

test('registry: `registry.default` of the configuration when the input is empty', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry', 'other']);
    const env = { CARGO_REGISTRY_DEFAULT: 'other' };
    const main = await job.step({ token: machine.token() }).main(env);
    assertDone(main);
    assert.equal(main.outputs['registry'], 'other');
  }));

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  ' true\n': true,
  '': true,
  '  ': true,
  false: false,
  False: false,
  FALSE: false,
  '\tfalse ': false,
};

for (const [value, isLogout] of Object.entries(booleans)) {
  test(`logout: ${JSON.stringify(value)} ${isLogout ? 'logs out' : 'leaves the token'} at the end`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      const token = machine.token();
      const step = job.step({ token, registry: 'my-registry', logout: value });
      assertDone(await step.main());
      assert.equal(storedToken(job, 'my-registry'), token);
      assertDone(await step.post());
      assert.equal(storedToken(job, 'my-registry'), isLogout ? undefined : token);
      const names = fs.existsSync(job.cargoHome) ? fs.readdirSync(job.cargoHome) : [];
      assert.deepEqual(names, isLogout ? [] : ['credentials.toml']);
    }));
}

test('logout: false leaves a file that only its owner can read, and no marker', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const inputs = { token: machine.token(), registry: 'my-registry', logout: 'false' };
    assertDone(await job.step(inputs).main());
    assert.deepEqual(machine.filesWithSecrets(), [
      { path: credentialsFile(job), mode: process.platform === 'win32' ? '0666' : '0600' },
    ]);
    assert.deepEqual(fs.readdirSync(job.runnerTemp), ['_runner_file_commands']);
  }));

test('inputs of a runner that passes none count as empty', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, []);
    const token = machine.token();
    const names = 'TOKENS REGISTRY SCHEME USERNAME INDEX COMMAND LOGOUT CONFIG MISSING-TOKEN';
    const others = `${names} WORKING-DIRECTORY CARGO-ARGS TRUSTED-PUBLISHING-URL`.split(' ');
    const unset: Variables = Object.fromEntries(others.map((name) => [`INPUT_${name}`, undefined]));
    assertDone(await job.step({ token }).main(unset));
    assert.equal(storedToken(job, 'crates-io'), token);
  }));

/** Folders of the workspace, each with a registry of its own. */
const folders: Readonly<Record<string, readonly [given: string, registry: string]>> = {
  'the workspace by default': ['', 'top'],
  'the workspace by its dot': ['.', 'top'],
  'a folder of the workspace': ['crates/one', 'one'],
  'a folder by a path with detours': [' ./crates/../crates/one/ ', 'one'],
  'a folder whose parent has the configuration': ['crates/one/src', 'one'],
};

for (const [title, [given, registry]] of Object.entries(folders)) {
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

test('working-directory: an absolute path outside the workspace', (t) =>
  withMachine(t, async (machine) => {
    const elsewhere = machine.folder('elsewhere');
    fs.mkdirSync(path.join(elsewhere, '.cargo'));
    const config = registriesToml({ far: 'sparse+http://127.0.0.1:9/' });
    fs.writeFileSync(path.join(elsewhere, '.cargo', 'config.toml'), config);
    const inputs = { token: machine.token(), registry: 'far', 'working-directory': elsewhere };
    assertDone(await machine.job().step(inputs).main());
  }));

test(
  'working-directory: the search begins where a link leads, as for a process that works there',
  { skip: skipOnWindows },
  (t) =>
    withMachine(t, async (machine) => {
      const real = machine.folder('elsewhere', 'crate');
      fs.mkdirSync(path.join(real, '..', '.cargo'));
      const config = registriesToml({ far: 'sparse+http://127.0.0.1:9/' });
      fs.writeFileSync(path.join(real, '..', '.cargo', 'config.toml'), config);
      const job = jobThatKnows(machine, ['near']);
      fs.symlinkSync(real, path.join(job.workspace, 'link'));
      const login = (registry: string) =>
        job.step({ token: machine.token(), registry, 'working-directory': 'link' }).main();
      assertDone(await login('far'));
      assert.equal((await login('near')).code, 1);
    }),
);

test('working-directory: a Cargo home that is relative counts from there', (t) =>
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

test('a workspace that is not there yet is no error', (t) =>
  withMachine(t, async (machine) => {
    const workspace = path.join(machine.root, 'not', 'checked-out');
    const token = machine.token();
    const job = machine.job();
    const step = job.step({ token });
    assertDone(await step.main({ GITHUB_WORKSPACE: workspace }));
    assert.equal(storedToken(job, 'crates-io'), token);
    assertDone(await step.post({ GITHUB_WORKSPACE: workspace }));
    assert.deepEqual(snapshot(path.dirname(workspace)), {});
  }));

test('with step debugging on, the log says what was read and which file defined what', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const config = path.join(job.workspace, '.cargo', 'config.toml');
    const { debug, text } = await job
      .step({ tokens: `my-registry=${machine.token()}\ncrates-io=${machine.token()}` })
      .main({ RUNNER_DEBUG: '1' });
    assert.deepEqual(debug, [
      'who keeps the token of `my-registry`: token, by default',
      'who keeps the token of `crates-io`: token, by default',
      `Cargo's home: \`${job.cargoHome}\``,
      `configuration: \`${config}\``,
      `credentials file: \`${credentialsFile(job)}\``,
      `registry \`my-registry\`: \`sparse+http://127.0.0.1:9/0/\`, defined in ${config}`,
      'registry `crates-io`: built in',
    ]);
    assert.equal(text.length, 2);
  }));

test('with step debugging on, a failure comes with its stack, and still with one annotation', (t) =>
  withMachine(t, async (machine) => {
    const step = machine.job().step({ token: machine.token(), registry: 'nobody' });
    const { debug, annotations, text } = await step.main({ RUNNER_DEBUG: '1' });
    assert.equal(annotations.error.length, 1);
    assert.match(debug.join('\n'), /nobody[\s\S]*\n\s+at /);
    assert.deepEqual(text, []);
  }));

test('`term.quiet` silences the line of a login, and nothing else', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    const main = await step.main({ CARGO_TERM_QUIET: 'true' });
    assertDone(main);
    assert.deepEqual(main.text, []);
    assert.equal(main.outputs['logged-in'], 'true');
  }));
