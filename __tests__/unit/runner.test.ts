// What is printed, and what is written into the runner's files, read as the runner reads it.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { UserError } from '../../src/errors.ts';
import * as runner from '../../src/runner.ts';
import { parseLog, parsePairs } from '../support/workflow-commands.ts';

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

/** Pieces of which text is made that means something to the runner. */
const pieces = fc.constantFrom(
  ...['::', ':', ' ', '\t', '\n', '\r', '\r\n', '##[', '##', '#', '[', ']', 'error', '::error::x'],
  ...[
    '##[error]x',
    'stop-commands',
    'add-mask',
    '=',
    ',',
    '%0A',
    '%',
    '\u001b',
    '\u0085',
    '\u2028',
  ],
  ...['\u00a0', '\ufeff', '\u3000', 'END', 'END_', '<<', 'a', 'é', '🔑', '\u0000', '\u000b', ';'],
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);
const runs = { numRuns: 2000 };

describe('printable text', () => {
  test('holds no command, in any of its lines', () => {
    fc.assert(
      fc.property(text, (foreign) => {
        const commands = parseLog(runner.printable(foreign)).flatMap(
          ({ command }) => command ?? [],
        );
        assert.deepEqual(commands, []);
      }),
      runs,
    );
  });

  test('holds no control character but tabs and line ends', () => {
    fc.assert(
      fc.property(text, (foreign) => !CONTROLS.test(runner.printable(foreign))),
      runs,
    );
  });

  test('stays as it is when it is made printable again', () => {
    fc.assert(
      fc.property(text, (foreign) => {
        const once = runner.printable(foreign);
        assert.equal(runner.printable(once), once);
      }),
      runs,
    );
  });

  for (const [foreign, printed] of [
    ['plain `text`: a::b, #[x] and # [y]', 'plain `text`: a::b, #[x] and # [y]'],
    ['two\nlines\r\nand\ttabs', 'two\nlines\nand\ttabs'],
    ['::error::x', ':\u200b:error::x'],
    ['a\n \t::error::x', 'a\n \t:\u200b:error::x'],
    ['a ##[error]', 'a ##\u200b[error]'],
    ['a\rb\u001b[1m', 'a\\u{d}b\\u{1b}[1m'],
    ['', ''],
  ] as const) {
    test(`${JSON.stringify(foreign)} is printed as ${JSON.stringify(printed)}`, () => {
      assert.equal(runner.printable(foreign), printed);
    });
  }
});

describe('the runner’s files', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runner-files-'));
  after(() => fs.rmSync(folder, { recursive: true }));

  const writers = {
    GITHUB_OUTPUT: runner.setOutput,
    GITHUB_STATE: runner.saveState,
    GITHUB_ENV: runner.exportVariable,
  } as const;

  for (const [variable, write] of Object.entries(writers)) {
    test(`values come back whole from ${variable}`, (t) => {
      const file = path.join(folder, variable);
      // The runner takes a carriage return at the end of a value for a part of the line end.
      const value = text.filter(
        (candidate) => !candidate.includes('\0') && !candidate.endsWith('\r'),
      );
      setVariable(variable, file);
      t.after(() => setVariable(variable, undefined));
      fc.assert(
        fc.property(value, value, (one, two) => {
          fs.writeFileSync(file, '');
          write('ONE_VALUE', one);
          write('OTHER', two);
          const { pairs, problem } = parsePairs(fs.readFileSync(file, 'utf8'));
          assert.deepEqual(
            [problem, [...pairs]],
            [
              undefined,
              [
                ['ONE_VALUE', one],
                ['OTHER', two],
              ],
            ],
          );
        }),
      );
    });

    for (const place of [undefined, '', path.join(folder, 'nowhere', 'file'), folder]) {
      test(`${variable} that is ${place} cannot be written`, (t) => {
        setVariable(variable, place);
        t.after(() => setVariable(variable, undefined));
        assert.throws(
          () => write('name', 'value'),
          (error) => error instanceof UserError && error.message.includes(variable),
        );
      });
    }
  }
});

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
