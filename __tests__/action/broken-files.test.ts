// Broken files, and folders or devices in place of files: the step fails and does not change them.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { skipOnWindows } from '../support/platform.ts';
import { assertRefused } from './refused.ts';
import { assertDone, credentialsFile, jobThatKnows, writeCredentials } from './scene.ts';

/** A title, the content (`TOKEN` stands for a token), and a pattern that the message matches. */
type BrokenFile = readonly [title: string, content: string, message: RegExp];

/** Texts that are not TOML, with the position that the message must name. */
const NOT_TOML: readonly (readonly [string, string, line: number, column: number])[] = [
  ['a string without an end', '[registries.my-registry]\ntoken = "TOKEN\n', 2, 49],
  ['a token without quotes', '[registry]\ntoken = TOKEN\n', 2, 9],
  ['a line that is only a token', '# Mine\n\nTOKEN\n', 3, 40],
  ['two values in a line', 'token = "TOKEN" "TOKEN"\n', 1, 51],
  ['a duplicate key', 'token = "TOKEN"\ntoken = "TOKEN"\n', 2, 1],
  ['a bad escape', '[registry]\ntoken = "TOKEN\\q"\n', 2, 50],
  ['another language', '{"token": "TOKEN"}', 1, 1],
  ['a bad line among others of Windows', '[a]\r\nb = "TOKEN"\r\n]\r\n', 3, 1],
];
/** Texts that are written with one byte for each character. */
const NOT_UTF8: readonly BrokenFile[] = [
  ['a token in Latin-1', '[registry]\ntoken = "TOKENé"\n', /UTF-8/],
  ['a character that is cut off', '[registry]\ntoken = "TOKEN"\n# \xe2\x82', /UTF-8/],
];
const UNREADABLE: readonly BrokenFile[] = [
  ...NOT_TOML.map(([title, content, line, column]): BrokenFile => {
    return [title, content, new RegExp(`line ${line}, column ${column}(?![0-9])`)];
  }),
  ...NOT_UTF8,
];
/** TOML with a value of a wrong type in the place of the token's table. */
const WRONG_TYPES: readonly BrokenFile[] = [
  ['a string for `registries`', 'registries = "TOKEN"\n', /`registries`/],
  ['a string for the registry', 'registries.my-registry = "TOKEN"\n', /my-registry/],
  ['an array of tables', '[[registries.my-registry]]\ntoken = "TOKEN"\n', /my-registry/],
];

function fill(content: string, machine: Machine): Buffer {
  return Buffer.from(
    content.replace(/TOKEN/g, () => machine.token()),
    'latin1',
  );
}

type Message = readonly (RegExp | string)[];

type When = 'checked' | 'undone';

function refusesLogin(
  machine: Machine,
  job: Job,
  message: Message,
  when: When = 'checked',
): Promise<void> {
  const step = job.step({ token: machine.token(), registry: 'my-registry' });
  return assertRefused(job, step, { message, when });
}

async function refusesBoth(
  machine: Machine,
  job: Job,
  message: Message,
  when: When = 'checked',
): Promise<void> {
  await refusesLogin(machine, job, message, when);
  const step = job.step({ command: 'logout', registry: 'my-registry' });
  await assertRefused(job, step, { message, when });
}

for (const [title, content, message] of [...UNREADABLE, ...WRONG_TYPES]) {
  const when = UNREADABLE.some(([known]) => known === title) ? 'checked' : 'undone';
  test(`login and logout refuse a broken credentials file: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      writeCredentials(job, fill(content, machine));
      await refusesBoth(machine, job, [credentialsFile(job), message], when);
    }));
}

for (const [title, content, message] of UNREADABLE) {
  test(`a login refuses a broken configuration file: ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = machine.job();
      const config = job.write('.cargo/config.toml', '');
      fs.writeFileSync(config, fill(content, machine));
      await refusesLogin(machine, job, [config, message]);
    }));
}

/** C9: common mistakes in the file, with the line and the reason that the message names. */
const REASONS: readonly (readonly [content: string, line: number, reason: RegExp])[] = [
  ['[registry]\ntoken = "TOKEN"\n[registry]\n', 3, /defin|twice|already|duplicate/i],
  ['[registry]\ntoken = "TOKEN"b"\n', 2, /expect|character|value|quote|line/i],
  ['[registry]\ntoken = "TOKEN"\nEOF\n', 3, /expect|key|=|incomplete/i],
];
for (const [content, line, reason] of REASONS) {
  test(`the error names the line, the reason and the remedy for ${JSON.stringify(content)}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      writeCredentials(job, content.replace('TOKEN', machine.token()));
      const remedy = /\b(fix|remove|correct|repair|delete|edit)\b/i;
      const words = new RegExp(`line ${line}, column \\d+.*(?:${reason.source})`, 'is');
      await refusesLogin(machine, job, [credentialsFile(job), words, remedy]);
    }));
}

test('post names the line of a mistake that somebody made in the file during the job', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    const step = job.step({ token: machine.token(), registry: 'my-registry' });
    await step.main();
    const file = credentialsFile(job);
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, `${text}EOF\n`);
    const post = await step.post();
    assert.match(post.annotations.error.join(), new RegExp(`line ${text.split('\n').length},`));
    fs.writeFileSync(file, text);
    assertDone(await step.post());
    assert.equal(fs.existsSync(file), false);
  }));

test('a broken `credentials` is refused by name, even beside a valid `credentials.toml`', (t) =>
  withMachine(t, async (machine) => {
    const job = jobThatKnows(machine, ['my-registry']);
    writeCredentials(job, `[registries.my-registry]\ntoken = "${machine.token()}"\n`);
    const legacy = path.join(job.cargoHome, 'credentials');
    fs.writeFileSync(legacy, `token = ${machine.token()}`);
    await refusesBoth(machine, job, [`\`${legacy}\``, /line 1, column 9/]);
  }));

/** Leaves a socket at a path, as a killed server does. */
function leaveSocket(file: string): void {
  // Uses the file name alone, because the path of a socket is limited to about 100 characters.
  const name = JSON.stringify(path.basename(file));
  const listen = `require('node:net').createServer().listen(${name}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', listen], { cwd: path.dirname(file) });
  assert.ok(fs.statSync(file).isSocket());
}

/** What can be in place of a file, and the word for it in the message. */
const IN_THE_WAY: Readonly<Record<string, readonly [make: (file: string) => void, word: RegExp]>> =
  {
    'a folder': [
      (file) => fs.mkdirSync(path.join(file, 'sub'), { recursive: true }),
      /folder|file/,
    ],
    'a FIFO': [(file) => execFileSync('mkfifo', [file]), /FIFO|pipe|regular file/],
    'a socket': [leaveSocket, /socket|regular file/],
    'a link to a device': [(file) => fs.symlinkSync('/dev/zero', file), /device|regular file/],
  };
for (const [title, [make, word]] of Object.entries(IN_THE_WAY)) {
  test(`${title} in place of the credentials file is refused`, { skip: skipOnWindows }, (t) =>
    withMachine(t, async (machine) => {
      const job = jobThatKnows(machine, ['my-registry']);
      fs.mkdirSync(job.cargoHome);
      make(credentialsFile(job));
      await refusesBoth(machine, job, [word]);
    }),
  );
  // A13: the action neither waits for a FIFO nor reads a device.
  test(
    `${title} in place of the configuration file is refused`,
    { skip: skipOnWindows, timeout: 20_000 },
    (t) =>
      withMachine(t, async (machine) => {
        const job = machine.job();
        const config = path.join(job.workspace, '.cargo', 'config.toml');
        fs.mkdirSync(path.dirname(config));
        make(config);
        await refusesLogin(machine, job, [config, word]);
      }),
  );
}

test('a file in place of Cargo’s home or of its parent is refused', (t) =>
  withMachine(t, async (machine) => {
    const file = path.join(machine.root, 'file');
    fs.writeFileSync(file, machine.token());
    for (const cargoHome of [file, path.join(file, 'sub')]) {
      const job = jobThatKnows(machine, ['my-registry'], { cargoHome });
      const message = [file, /CARGO_HOME|folder/];
      // On Windows nothing exists below a file, so a logout has nothing to do.
      if (skipOnWindows) await refusesLogin(machine, job, message, 'undone');
      else await refusesBoth(machine, job, message);
    }
    assert.equal(fs.statSync(file).isFile(), true);
  }));
