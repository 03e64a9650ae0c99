// Runs `cargo login` and `cargo logout`, for credential providers that only cargo can call.

import { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { exec } from '@actions/exec';
import { messageOf } from '../errors.ts';
import { redact, type Secret } from '../tokens.ts';
import type { CargoArguments } from './arguments.ts';
import type { Environment } from './config.ts';

/** Cargo gives up on a registry after 30 s without an answer, so a call of this length hangs. */
const LIMIT_MS = 60_000;
/** How often to check for cancellation. */
const LOOK_MS = 50;
/** How long to wait for more output after cargo has ended, if a provider's process still runs. */
const DRAIN_MS = 500;
/** An annotation holds 4,096 characters. */
const LONGEST_QUOTATION = 3_000;

/** One call of cargo. */
export interface CargoCall {
  readonly registry: string;
  /** The provider's program and arguments, for messages. */
  readonly provider: string | undefined;
  readonly cargoArgs: CargoArguments;
  /** The lines of the input `config`. */
  readonly config: readonly string[];
  readonly workingDirectory: string;
  /** The environment of the step, with the variables that the login adds. */
  readonly env: Environment;
  /** Values that the result must not contain. */
  readonly secrets: readonly Secret[];
  /** Throws when the step is cancelled. */
  readonly checkCancelled: () => void;
  /** Default: one minute. */
  readonly limitMs?: number;
}

/** The result of a call. `words` and `why` hold cargo's output, without secrets. */
export type CargoResult =
  | { readonly kind: 'done'; readonly words: string }
  /** The provider was not called, or it refused. Nothing has changed. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The call was interrupted. The provider may have the token, or not. */
  | { readonly kind: 'unsure'; readonly why: string };

const NOT_STARTED = 'could not run';
/** Cargo's output if a provider was called but did not answer (src/util/credential/process.rs). */
const UNANSWERED =
  /failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status/;

/**
 * Runs `cargo login` with the token on standard input, or `cargo logout` without a token. As for
 * cargo, a logout without a login is not an error. If `checkCancelled` throws, it kills cargo and
 * passes the error on; the provider may have the token then.
 */
export async function runCargo(call: CargoCall, token?: Secret): Promise<CargoResult> {
  const { registry, provider, cargoArgs, config, secrets } = call;
  const command = token === undefined ? 'logout' : 'login';
  const lines = config.flatMap((line) => ['--config', line]);
  const args = [...cargoArgs.toolchain, command, '--registry', registry, ...lines];
  args.push(...cargoArgs.options);
  if (token !== undefined && cargoArgs.provider.length > 0) args.push('--', ...cargoArgs.provider);
  const { end, output } = await start(call, args, `${token?.expose() ?? ''}\n`);
  const words = redact(stripVTControlCharacters(output), secrets).trim().slice(-LONGEST_QUOTATION);
  if (end === 0) return { kind: 'done', words };
  const how = typeof end === 'number' ? `failed with exit code ${end}` : end;
  const what = `\`cargo ${command}\` for \`${registry}\` (credential provider \`${provider}\`)`;
  const why = words === '' ? `${what} ${how}` : `${what} ${how}:\n${words}`;
  const isAnswered = typeof end === 'number' && !UNANSWERED.test(output);
  return { kind: isAnswered || end === NOT_STARTED ? 'refused' : 'unsure', why };
}

interface Ended {
  /** The exit code, or a text that says how the call ended without one. */
  readonly end: number | string;
  readonly output: string;
}

/**
 * Runs cargo. @actions/exec gives no access to the child process, but Node's diagnostics channel
 * does. It is needed to kill a program that hangs, and to handle EPIPE from a program that does not
 * read its input, which would otherwise end this process.
 */
async function start(call: CargoCall, args: string[], input: string): Promise<Ended> {
  let child: ChildProcess | undefined;
  const onChild = (message: unknown) => {
    if (!isOfChild(message)) return;
    child = message.process;
    // The channel reports the process before it is spawned, when it has no `stdin` yet.
    process.nextTick(() => child?.stdin?.on('error', () => {}));
  };
  let output = '';
  const collect = (data: Buffer) => {
    output += data.toString();
  };
  const options = {
    cwd: call.workingDirectory,
    env: withoutInputs(call.env),
    input: Buffer.from(input),
    listeners: { stdout: collect, stderr: collect },
    silent: true,
    ignoreReturnCode: true,
    delay: DRAIN_MS,
  };
  subscribe('child_process', onChild);
  try {
    const ended = exec('cargo', args, options).then(
      (code: number | null): Ended => ({ end: code ?? 'was killed', output }),
      (error: unknown): Ended => ({ end: NOT_STARTED, output: reasonOf(error) }),
    );
    return (await inTime(ended, call)) ?? { end: 'did not end in time', output };
  } finally {
    unsubscribe('child_process', onChild);
    child?.kill('SIGKILL');
    // A process that the provider left behind may keep these streams open.
    for (const stream of [child?.stdin, child?.stdout, child?.stderr]) stream?.destroy();
  }
}

function isOfChild(message: unknown): message is { readonly process: ChildProcess } {
  const isObject = typeof message === 'object' && message !== null;
  return isObject && 'process' in message && message.process instanceof ChildProcess;
}

async function inTime<T>(ended: Promise<T>, call: CargoCall): Promise<T | undefined> {
  const end = process.uptime() + (call.limitMs ?? LIMIT_MS) / 1000;
  while (process.uptime() < end) {
    const result = await Promise.race([ended, sleep(LOOK_MS, undefined)]);
    if (result !== undefined) return result;
    call.checkCancelled();
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  const isAbsent = messageOf(error).startsWith('Unable to locate executable');
  return isAbsent
    ? 'cargo is not on PATH; install Rust in a step before this one'
    : messageOf(error);
}

/** Returns the environment of a `run:` step: without the variables of actions, some with tokens. */
function withoutInputs(env: Environment): Record<string, string> {
  const isOfAction = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|CACHE|RESULTS)_)/i;
  const kept = Object.entries(env).filter(([name]) => !isOfAction.test(name));
  return Object.fromEntries(kept.map(([name, value = '']) => [name, value]));
}
