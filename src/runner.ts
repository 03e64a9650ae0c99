// The one door to the outside: environment, folders, log, masks, outputs, state.

import { appendFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import * as core from '@actions/core';
import { errorCode, UserError } from './errors.ts';
import { isFolder } from './host.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the environment of this process. */
export function environment(): Environment {
  return process.env;
}

/** Returns an input as given, or `undefined` when the runner does not pass it at all. */
export function rawInput(name: string): string | undefined {
  return process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`];
}

/** Returns an input, trimmed; empty when it is not given. */
export function input(name: string): string {
  return core.getInput(name);
}

/** Returns the absolute path of the workspace: `GITHUB_WORKSPACE`, else the current folder. */
export function workspace(): string {
  const folder = process.env['GITHUB_WORKSPACE'];
  return folder ? resolve(folder) : process.cwd();
}

/** Returns the absolute path of the job's `RUNNER_TEMP`, or `undefined` where there is none. */
export function temporaryFolder(): string | undefined {
  const folder = process.env['RUNNER_TEMP'];
  return folder && isAbsolute(folder) && isFolder(folder) ? folder : undefined;
}

/** Returns the user's home folder: `HOME`, on Windows `USERPROFILE`, as the `home` crate has it. */
export function homeFolder(): string {
  return homedir();
}

/**
 * Makes `process.stdout` write at once. The real one loads `net` and the streams (a seventh of a
 * bare start of Node), and loses what is still in a pipe when the process is ended.
 */
export function writeStdoutSynchronously(): void {
  const write = (text: string): boolean => {
    writeAll(1, text);
    return true;
  };
  Object.defineProperty(process, 'stdout', { configurable: true, value: { write } });
}

function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return; // nobody reads the log any more
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/**
 * Listens for the signals by which a runner cancels a step (SIGINT, then SIGTERM, SIGKILL
 * last; on Windows CTRL+C and CTRL+BREAK, which Node calls SIGINT and SIGBREAK).
 *
 * @returns a function that throws a `UserError` once one of them has come
 */
export function listenForCancellation(): () => void {
  let received: NodeJS.Signals | undefined;
  const last = process.platform === 'win32' ? 'SIGBREAK' : 'SIGTERM';
  for (const signal of ['SIGINT', last] as const) {
    process.on(signal, () => {
      received = signal;
    });
  }
  return () => {
    if (received !== undefined) throw new UserError(`the step was cancelled (${received})`);
  };
}

/**
 * Returns foreign text (names, paths, Cargo's words) so that the runner takes none of it for a
 * command: `::` at the start of a line, `##[` anywhere, and control characters other than line
 * feeds lose their meaning. The runner's rules: actions/runner, src/Runner.Common/ActionCommand.cs.
 */
export function printable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, escapeControl)
    .replace(/^(\s*):(?=:)/gm, '$1:\u200b')
    .replaceAll('##[', '##\u200b[');
}

function escapeControl(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** Tells the runner to hide these values, and each of their lines, in what it prints from now on. */
export function mask(values: readonly string[]): void {
  const lines = values.flatMap((value) => value.split(/\r\n|\r|\n/));
  const parts = [...values, ...lines, ...lines.map((line) => line.trim())];
  for (const part of new Set(parts)) if (part.trim() !== '') core.setSecret(part);
}

/** Prints one line, or several. */
export function info(text: string): void {
  core.info(printable(text));
}

/** Prints text with step debugging on, and nothing otherwise. */
export function debug(text: string): void {
  if (isDebug()) core.debug(printable(text));
}

/** Prints a warning annotation. */
export function warning(text: string): void {
  core.warning(printable(text));
}

/** Prints an error annotation; the exit code stays as it is. */
export function error(text: string): void {
  core.error(printable(text));
}

/** Tells whether step debugging is on. */
export function isDebug(): boolean {
  return core.isDebug();
}

/** Prints what `body` prints as one group of lines. */
export function group(title: string, body: () => void): void {
  core.startGroup(printable(title));
  try {
    body();
  } finally {
    core.endGroup();
  }
}

/**
 * Saves a value for the post step, which reads it with `readState`.
 *
 * @throws UserError when the runner's file for it cannot be written.
 */
export function saveState(name: string, value: string): void {
  appendToFileCommand('GITHUB_STATE', name, value);
}

/** Returns a value that the main step saved; empty when there is none. */
export function readState(name: string): string {
  return core.getState(name);
}

/**
 * Sets an output of the step.
 *
 * @throws UserError when the runner's file for it cannot be written.
 */
export function setOutput(name: string, value: string): void {
  appendToFileCommand('GITHUB_OUTPUT', name, value);
}

/**
 * Sets a variable in the environment of the steps that follow, and of this one.
 *
 * @throws UserError when the runner's file for it cannot be written.
 */
export function exportVariable(name: string, value: string): void {
  appendToFileCommand('GITHUB_ENV', name, value);
  process.env[name] = value;
}

/**
 * Appends to one of the runner's command files. Not by `core.setOutput` and its kin: for the
 * delimiter they load node:crypto, a fifth of a bare start of Node. A delimiter that the value does
 * not hold serves as well.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#environment-files
 */
function appendToFileCommand(variable: string, name: string, value: string): void {
  const path = process.env[variable];
  if (!path) {
    throw new UserError(
      `${variable} is not set: this action must be run by a runner that is able to run node24 actions`,
    );
  }
  try {
    appendFileSync(path, `${name}${heredoc(value)}\n`);
  } catch (cause) {
    throw new UserError(
      `cannot write \`${name}\` to the runner's file \`${path}\` (${variable}): ${errorCode(cause) ?? 'unknown error'}`,
      { cause },
    );
  }
}

function heredoc(value: string): string {
  if (!/[\r\n]/.test(value)) return `=${value}`;
  let delimiter = 'END';
  while (value.includes(delimiter)) delimiter += '_';
  return `<<${delimiter}\n${value}\n${delimiter}`;
}
