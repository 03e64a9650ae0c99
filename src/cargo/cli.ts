// Login and logout done by cargo itself, for credential providers that only cargo can call.

import type { CargoLogin } from '../credentials/lease.ts';
import { errorCode, messageOf } from '../errors.ts';
import { isFolder } from '../host.ts';
import { redact, redactLikely } from '../redact.ts';
import type { Secret } from '../secret.ts';
import type { Environment } from './environment.ts';
import type { ProgramResult } from './program.ts';
import { providerEnvironment } from './provider-environment.ts';

/**
 * How long cargo and its provider may take. A registry that does not answer is given up by cargo
 * itself after half a minute; a provider that takes longer waits for somebody to type.
 */
export const LIMIT_MS = 60_000;

/** The first cargo that calls providers; older ones write the token in plain text instead. */
const OLDEST = { major: 1, minor: 74 };

/** One call of cargo. */
export interface CargoCall {
  readonly login: CargoLogin;
  readonly env: Environment;
  /** The tokens that cargo or a provider could print; without any, what looks like one is hidden. */
  readonly secrets: readonly Secret[];
  /** After so long it is ended. */
  readonly limitMs: number;
  readonly checkCancelled: () => void;
  readonly onStart: (pid: number) => void;
  /** Is told the command line. */
  readonly debug: (text: string) => void;
}

/** What came of it; `words` is what cargo printed, without tokens. */
export type CargoOutcome =
  | { readonly kind: 'done'; readonly words: string }
  /** Cargo or the provider refused, or was not even asked: nothing has changed. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'no cargo'; readonly why: string }
  /** It came to an end in the middle: nobody knows what the provider has stored. */
  | { readonly kind: 'broken off'; readonly why: string };

/**
 * Runs `cargo login` with the token on standard input.
 *
 * @param providerArgs what the provider gets behind `--`
 * @throws whatever `checkCancelled` throws, when cargo has been ended
 */
export async function cargoLogin(
  call: CargoCall,
  token: Secret,
  providerArgs: readonly string[],
): Promise<CargoOutcome> {
  // Cancelled before cargo was asked for anything: nothing has changed.
  const unfit = await unfitCargo(call).catch((error: unknown) => refused(messageOf(error)));
  if (unfit !== undefined) return unfit;
  const behind = providerArgs.length === 0 ? [] : ['--', ...providerArgs];
  return await run(call, 'login', behind, `${token.expose()}\n`);
}

/**
 * Runs `cargo logout`. That nobody was logged in is no error, as for cargo.
 *
 * @throws whatever `checkCancelled` throws, when cargo has been ended
 */
export async function cargoLogout(call: CargoCall): Promise<CargoOutcome> {
  return await run(call, 'logout', [], '');
}

type Command = 'login' | 'logout';

/** What to do where there is no cargo. */
const advice: Readonly<Record<Command, string>> = {
  login: 'install Rust in a step before this one',
  logout: 'a later job of this machine that has cargo logs out, if it uses this action',
};

type NotRun = Extract<CargoOutcome, { readonly kind: 'refused' | 'no cargo' }>;

/** Says why this cargo cannot do it, if it cannot. */
async function unfitCargo(call: CargoCall): Promise<NotRun | undefined> {
  const found = await findCargo(call, 'login');
  if ('kind' in found) return found;
  const { limitMs, checkCancelled, login } = call;
  const { askVersion } = await import('./program.ts');
  const args = [...login.toolchain, '--version'];
  const output = await askVersion({ ...found, args, limitMs, checkCancelled });
  if (output === undefined) {
    return refused(
      `\`cargo --version\` did not end within ${limitMs / 1000} s; if rustup installs a toolchain then, have it do so in a step before this one`,
    );
  }
  const [, major, minor] = /^cargo (\d+)\.(\d+)\./m.exec(output) ?? [];
  if (major === undefined) return refused(`\`cargo --version\` failed${wordsOf(call, output)}`);
  const isNewer = Number(major) > OLDEST.major;
  const isSame = Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor;
  if (isNewer || isSame) return undefined;
  return refused(
    `cargo ${major}.${minor} calls no credential provider, and would write the token in plain text; ` +
      `\`${providerOf(login)}\` needs cargo ${OLDEST.major}.${OLDEST.minor} or newer`,
  );
}

function refused(why: string): NotRun {
  return { kind: 'refused', why };
}

/**
 * What cargo says when it has asked a provider and got no proper answer (its
 * src/util/credential/process.rs): by then the provider may have done what it was asked.
 */
const UNANSWERED =
  /^ *(failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status)/m;

async function run(
  call: CargoCall,
  command: Command,
  behind: readonly string[],
  input: string,
): Promise<CargoOutcome> {
  const { registry, toolchain, args } = call.login;
  const all = [...toolchain, command, '--registry', registry, ...args, ...behind];
  const result = await start(call, command, all, input);
  if ('kind' in result) return result;
  const { ending } = result;
  const words = wordsOf(call, result.output);
  const what = `\`cargo ${command}\` for \`${registry}\``;
  switch (ending.kind) {
    case 'exited':
      if (ending.code === 0) return { kind: 'done', words: words.replace(/^:\n/, '') };
      return {
        kind: UNANSWERED.test(result.output) ? 'broken off' : 'refused',
        why: `${what} failed${words || ` with code ${ending.code}`}`,
      };
    case 'killed':
      return {
        kind: 'broken off',
        why: `${what} was killed (${ending.signal})${words}`,
      };
    case 'overdue':
      return {
        kind: 'broken off',
        why:
          `${what} did not end within ${call.limitMs / 1000} s, so it was ended, ` +
          `and the credential provider \`${providerOf(call.login)}\` with it${words}`,
      };
  }
}

interface FoundCargo {
  readonly program: string;
  readonly cwd: string;
  readonly env: Environment;
}

/** Returns where cargo is and how it is to be run, or says why it cannot be. */
async function findCargo(
  { login, env: own }: CargoCall,
  command: Command,
): Promise<FoundCargo | NotRun> {
  // Starting programs needs more of Node than anything else here.
  const { findProgram } = await import('./program.ts');
  const env = providerEnvironment(own, login.env);
  const program = findProgram('cargo', env);
  if (program === undefined) {
    const why =
      `cargo is not on PATH, but only cargo can call \`${providerOf(login)}\`, ` +
      `the credential provider of \`${login.registry}\`; ${advice[command]}`;
    return { kind: 'no cargo', why };
  }
  const cwd = login.workingDirectory;
  if (!isFolder(cwd)) return refused(`the working directory \`${cwd}\` is not there any more`);
  return { program, cwd, env };
}

/** Runs cargo, or says why it cannot be run. */
async function start(
  call: CargoCall,
  command: Command,
  args: readonly string[],
  input: string,
): Promise<ProgramResult | NotRun> {
  const found = await findCargo(call, command);
  if ('kind' in found) return found;
  const { login, limitMs, checkCancelled, onStart } = call;
  const { program, cwd } = found;
  // The arguments may hold what is nobody's business: a password for a proxy, for one.
  const known = new Set([...login.toolchain, 'login', 'logout', '--registry', login.registry]);
  const shown = args.map((word) => (known.has(word) ? word : '…')).join(' ');
  call.debug(`running \`${program} ${shown}\` in \`${cwd}\``);
  const { runProgram } = await import('./program.ts');
  try {
    return await runProgram({
      ...found,
      args,
      input,
      limitMs,
      checkCancelled,
      onStart,
    });
  } catch (error) {
    if (!isSpawnFailure(error)) throw error;
    return refused(`\`${program}\` could not be started (${errorCode(error)})`);
  }
}

function isSpawnFailure(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^spawn/.test(String(error.syscall));
}

function providerOf({ providers }: CargoLogin): string {
  return providers.map((words) => words[0] ?? '').join('`, `');
}

/** The longest quotation: an annotation holds 4,096 characters. */
const LONGEST = 3_000;

/** Returns what cargo printed, as it can stand behind a sentence. */
function wordsOf({ secrets }: CargoCall, output: string): string {
  const plain = (secrets.length > 0 ? redact(output, secrets) : redactLikely(output)).trim();
  const shown = plain.length > LONGEST ? `…${plain.slice(-LONGEST)}` : plain;
  return shown === '' ? '' : `:\n${shown}`;
}
