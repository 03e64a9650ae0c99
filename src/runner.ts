// The interface to the runner: environment, folders, log, masks, outputs, state.

import { appendFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import * as core from '@actions/core';
import { attempt, errorCode, systemFailure, UserError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the environment of this process. */
export const environment = (): Environment => process.env;

/** Returns an input as given, or `undefined` when the runner does not pass it. */
export const rawInput = (name: string) => process.env[`INPUT_${name.toUpperCase()}`];

/** Returns an input, trimmed. It is empty when it is not given. */
export const input = (name: string): string => core.getInput(name);

/** Returns the absolute path of the workspace: `GITHUB_WORKSPACE`, else the current folder. */
export const workspace = (): string => resolve(process.env['GITHUB_WORKSPACE'] || '.');

/** Returns the job's `RUNNER_TEMP`, or `undefined` if it is not an absolute path. */
export function temporaryFolder(): string | undefined {
  const folder = process.env['RUNNER_TEMP'];
  return folder && isAbsolute(folder) ? folder : undefined;
}

/**
 * Returns the user's home folder: `HOME`, or `USERPROFILE` on Windows, as cargo's `home` crate
 * does. Throws UserError when the home folder is unknown.
 */
export function homeFolder(): string {
  // Node throws if HOME is not set and the user has no entry in the user database.
  const folder = attempt(homedir);
  if (folder) return folder;
  throw new UserError(
    'the home folder of this user is unknown; set CARGO_HOME, or HOME (USERPROFILE on Windows)',
  );
}

let pending = '';

/**
 * Collects the output, and writes it in one call when the process next waits or calls `flush`. The
 * real `process.stdout` loads the stream and network modules. It also loses output that is still
 * in a pipe when the process exits.
 */
export function collectOutput(): void {
  const write = (text: string): boolean => {
    if (pending === '') setImmediate(flush);
    pending += text;
    return true;
  };
  Object.defineProperty(process, 'stdout', { configurable: true, value: { write } });
}

/** Writes the output that was collected so far. */
export function flush(): void {
  let rest = Buffer.from(pending);
  pending = '';
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return; // the reader of the log has gone
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

let received: UserError | undefined;
let controller: AbortController | undefined;

/** Listens for cancellation: SIGINT, then SIGTERM (on Windows Ctrl+C, then Ctrl+Break). */
export function listenForCancellation(): void {
  const second = process.platform === 'win32' ? 'SIGBREAK' : 'SIGTERM';
  for (const signal of ['SIGINT', second] as const) {
    process.on(signal, () => {
      received ??= new UserError(`the step was cancelled (${signal})`);
      controller?.abort(received);
    });
  }
}

/** Throws a `UserError` once the step has been cancelled. */
export function checkCancelled(): void {
  if (received !== undefined) throw received;
}

/** Returns an `AbortSignal` that is aborted when the step is cancelled. */
export function cancellation(): AbortSignal {
  controller ??= new AbortController();
  if (received !== undefined) controller.abort(received);
  return controller.signal;
}

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * Returns foreign text (names, paths, cargo's output) that is safe to print. It hides the user part
 * of URLs, except `git@`. It changes control characters, except tabs and line feeds, and breaks
 * `::` at the start of a line and `##[`, which the runner would take for commands
 * (actions/runner, src/Runner.Common/ActionCommand.cs).
 */
export function printable(text: string): string {
  if (!/[^ -~]|^\s*::|##\[|@/.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .replace(/\/\/(?!git@)[^/?#\s]*@/g, '//***@')
    .replace(CONTROLS, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/^(\s*):(?=:)/gm, '$1:\u200b')
    .replaceAll('##[', '##\u200b[');
}

/** Tells the runner to hide these values, and each of their lines, in the log from now on. */
export function mask(values: readonly string[]): void {
  const parts = values.flatMap((value) => [value, ...value.replaceAll('\r', '\n').split('\n')]);
  const forms = parts.flatMap((part) => [part, part.trim()]);
  for (const form of new Set(forms)) if (form.trim() !== '') core.setSecret(form);
}

/** Print a text, as lines of the log or as an annotation. It may be foreign text. */
export const info = (text: string): void => core.info(printable(text));
export const notice = (text: string): void => core.notice(printable(text));
export const warning = (text: string): void => core.warning(printable(text));
export const error = (text: string): void => core.error(printable(text));

/** Prints a text if step debugging is on. */
export function debug(text: string): void {
  if (isDebug()) core.debug(printable(text));
}

/** Tells whether step debugging is on. */
export const isDebug = core.isDebug;

/** Returns a value that the main step saved. It is empty if the main step saved none. */
export const readState = core.getState;

/** Sets outputs of the step. Throws UserError when the runner's output file cannot be written. */
export const setOutputs = (values: Values): void => append('GITHUB_OUTPUT', values);

/** Sets environment variables for the following steps. Throws as `setOutputs` does. */
export const exportVariables = (values: Values): void => append('GITHUB_ENV', values);

/** Saves a value for `readState` in the post step. Throws as `setOutputs` does. */
export const saveState = (values: Values): void => append('GITHUB_STATE', values);

type Values = Readonly<Record<string, string>>;

/**
 * Appends values to one of the runner's command files. `core.setOutput` and similar functions would
 * load node:crypto for the delimiter, which takes a fifth of the time that Node takes to start.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#environment-files
 */
function append(variable: string, values: Values): void {
  const path = process.env[variable];
  if (!path) {
    throw new UserError(`${variable} is not set; this runner does not support JavaScript actions`);
  }
  try {
    appendFileSync(path, Object.entries(values).map(assignment).join(''));
  } catch (cause) {
    throw systemFailure(`write to ${variable},`, path, cause);
  }
}

function assignment([name, value]: readonly [string, string]): string {
  if (!value.includes('\n') && !value.includes('\r')) return `${name}=${value}\n`;
  let delimiter = 'END';
  while (value.includes(delimiter)) delimiter += '_';
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
