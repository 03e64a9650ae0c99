// `logout: false`: the token stays in the owner's file, unless the step fails.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { jobWithCargo, sharedProvider, skip } from '../providers/scene.ts';
import { withMachine } from '../support/machine.ts';
import {
  assertDone,
  credentialsFile,
  jobThatKnows,
  storedToken,
  writeCredentials,
} from './scene.ts';

test('logout: false: a step that fails leaves the owner’s file unchanged', { skip }, (t) =>
  withMachine(t, async (machine) => {
    await sharedProvider(machine, { answers: { login: { Err: { kind: 'not-found' } } } });
    const job = jobWithCargo(machine);
    const before = '[registry]\ntoken = "of-the-owner"\n';
    writeCredentials(job, before);
    const tokens = `crates-io=${machine.token()}\nmine=${machine.token()}`;
    const main = await job.step({ tokens, logout: 'false' }).main();
    assert.equal(main.code, 1, main.stdout);
    const [post] = await job.end();
    assert.doesNotMatch(post?.text.join('\n') ?? '', /kept/);
    assert.equal(fs.readFileSync(credentialsFile(job), 'utf8'), before);
  }),
);

test('logout: false: a provider keeps the token, and no file is written', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = await sharedProvider(machine);
    const job = jobWithCargo(machine);
    assertDone(
      await job.step({ registry: 'mine', token: machine.token(), logout: 'false' }).main(),
    );
    for (const post of await job.end()) assert.match(post.text.join('\n'), /was kept/);
    assert.equal(provider.tokens().length, 1);
    assert.equal(fs.existsSync(credentialsFile(job)), false);
  }),
);

test('logout: false does not replace the login of a job with another index (A11)', (t) =>
  withMachine(t, async (machine) => {
    const [first, second] = ['first', 'second'].map((name) =>
      jobThatKnows(machine, [], { env: { NAME: name } }),
    );
    assert.ok(first !== undefined && second !== undefined);
    const token = machine.token();
    const index = 'sparse+https://first.example/';
    assertDone(await first.step({ registry: 'one', token, index }).main());
    const inputs = { registry: 'one', index: 'sparse+https://second.example/', logout: 'false' };
    const main = await second.step({ ...inputs, token: machine.token() }).main();
    assert.equal(main.code, 1, main.stdout);
    assert.equal(storedToken(first, 'one'), token);
    for (const post of [...(await second.end()), ...(await first.end())]) assertDone(post);
  }));
