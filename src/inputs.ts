// The one reader of the action's inputs, and what they may be.

import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CargoArguments, parseCargoArguments } from './cargo/arguments.ts';
import { attempt, UserError } from './errors.ts';
import * as runner from './runner.ts';
import {
  allForms,
  checkToken,
  type Form,
  normalizeToken,
  SCHEMES,
  Secret,
  storedForm,
} from './tokens.ts';

/** One registry to log in to, or out of. */
export interface Request {
  /** As given; `undefined` means Cargo's default. */
  readonly registry: string | undefined;
  /** In the form in which it is stored; `undefined` when it is empty. */
  readonly token: Secret | undefined;
  /** Where the token was given, for messages. */
  readonly origin: string;
}

/** A request that has a token. */
export interface TokenRequest extends Request {
  readonly token: Secret;
  /** The registry that issued it by trusted publishing, if one did. */
  readonly issuer: string | undefined;
}

/** What the step is to do: its inputs, checked. */
export interface Inputs {
  readonly command: 'login' | 'logout';
  readonly requests: readonly Request[];
  readonly index: string | undefined;
  readonly verify: boolean;
  readonly missingToken: 'error' | 'warn' | 'skip';
  readonly logout: boolean;
  /** Cargo's `--config` arguments. */
  readonly config: readonly string[];
  /** Absolute path. */
  readonly workingDirectory: string;
  readonly cargoArgs: CargoArguments;
  readonly trustedPublishingUrl: string | undefined;
}

/**
 * Reads the inputs of the step, and masks every form of every token before it checks anything.
 * Throws UserError that names the input and lists what it may be; it never shows a token.
 */
export function readInputs(): Inputs {
  const lines = tokensLines();
  runner.mask([...bareLines(lines), ...secretForms(lines)]);
  const command = oneOf('command', ['login', 'logout'], 'login');
  return {
    command,
    requests: readRequests(lines, command),
    index: optional('index'),
    verify: isTrue('verify', 'false'),
    missingToken: oneOf('missing-token', ['error', 'warn', 'skip'], 'error'),
    logout: isTrue('logout', 'true'),
    ...readCargoInputs(),
    trustedPublishingUrl: readTrustedPublishingUrl(),
  };
}

/** The inputs that say how and where cargo runs. The post step reads these again. */
export type CargoInputs = Pick<Inputs, 'config' | 'workingDirectory' | 'cargoArgs'>;

/** Reads the inputs that say how and where cargo runs. Throws UserError that names the input. */
export function readCargoInputs(): CargoInputs {
  return {
    config: inputLines('config').map(({ text }) => text),
    workingDirectory: readWorkingDirectory(),
    cargoArgs: parseCargoArguments(runner.input('cargo-args'), 'input `cargo-args`'),
  };
}

/** Returns the tokens among the inputs, in every form that could be printed, stored or sent. */
export function secretsGiven(): Secret[] {
  return secretForms(tokensLines()).map((text) => new Secret(text));
}

function secretForms(lines: readonly Line[]): string[] {
  const form = { scheme: choice('scheme', SCHEMES), username: optional('username') };
  const given = [runner.rawInput('token') ?? '', ...lines.map(({ text }) => splitPair(text).value)];
  return given.flatMap((token) => allForms(token, form));
}

function optional(name: string): string | undefined {
  return runner.input(name) || undefined;
}

/** Returns the one of `allowed` that an input is, whatever its case; `undefined` for none of them. */
function choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  const given = runner.input(name).toLowerCase();
  return allowed.find((value) => value.toLowerCase() === given);
}

function oneOf<T extends string>(name: string, allowed: readonly T[], ifEmpty: T): T;
function oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
function oneOf<T extends string>(name: string, allowed: readonly T[], ifEmpty?: T): T | undefined {
  const found = choice(name, allowed);
  const given = runner.input(name);
  if (found !== undefined || given === '') return found ?? ifEmpty;
  // A longer value could be a token, so it is not shown.
  const shown = /^[\w-]{1,16}$/.test(given) ? `is \`${given}\`, but ` : '';
  const list = allowed.map((value) => `\`${value}\``).join(', ');
  throw new UserError(`input \`${name}\` ${shown}must be one of ${list}`);
}

function isTrue(name: string, ifEmpty: 'true' | 'false'): boolean {
  return oneOf(name, ['true', 'false'], ifEmpty) === 'true';
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Returns the lines of an input that are not blank, trimmed, with their numbers from 1. */
function inputLines(name: string): Line[] {
  return (runner.rawInput(name) ?? '')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
}

/** Returns the lines of `tokens` without comments. To mask comments would hide half of the log. */
function tokensLines(): Line[] {
  return inputLines('tokens').filter(({ text }) => !text.startsWith('#'));
}

/** Splits `NAME=TOKEN`. The name is empty where the line may be a bare token. */
function splitPair(text: string): { readonly name: string; readonly value: string } {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0)).trim();
  const value = text.slice(equals + 1).trim();
  return /^=?$/.test(value) && name.length > 16 ? { name: '', value: text } : { name, value };
}

/** Returns the lines that are no pair: they may be bare tokens, so they are masked whole. */
function bareLines(lines: readonly Line[]): string[] {
  return lines.map(({ text }) => text).filter((text) => splitPair(text).name === '');
}

function readForm(): Form {
  const username = optional('username');
  const scheme = oneOf('scheme', SCHEMES);
  if (username !== undefined && scheme !== undefined && scheme !== 'Basic') {
    throw new UserError(
      `input \`username\` makes \`Basic\` credentials, so \`scheme\` cannot be \`${scheme}\`; remove one of them`,
    );
  }
  if (username?.includes(':')) {
    throw new UserError(
      // The part after the colon is probably a password.
      'input `username` contains a colon, which a user name cannot (RFC 7617); give the part after the colon as the token',
    );
  }
  return { scheme, username };
}

function readRequests(lines: readonly Line[], command: Inputs['command']): Request[] {
  const form = readForm();
  const request = (registry: string | undefined, given: string, origin: string): Request => {
    const token = command === 'login' ? normalizeToken(given) : '';
    if (token === '') return { registry, token: undefined, origin };
    checkToken(token, origin);
    return { registry, token: new Secret(storedForm(token, form)), origin };
  };
  if (inputLines('tokens').length === 0) {
    return [request(optional('registry'), runner.rawInput('token') ?? '', 'input `token`')];
  }
  refuseBesideTokens(lines);
  return lines.map(({ number, text }) => {
    const { name, value } = splitPair(text);
    const origin = `line ${number} of input \`tokens\``;
    // A YAML block that begins with `>` joins the lines.
    if (name === '' || /\s[A-Za-z_][\w-]*=[^=\s]/.test(value)) {
      throw new UserError(
        `${origin} must be one NAME=TOKEN: a registry's name, \`=\`, and its token`,
      );
    }
    return request(name, value, origin);
  });
}

function refuseBesideTokens(lines: readonly Line[]): void {
  if (lines.length === 0) {
    throw new UserError('input `tokens` has only comments; give one NAME=TOKEN a line');
  }
  const beside = ['token', 'registry', 'index'].find((other) => optional(other) !== undefined);
  if (beside === undefined) return;
  throw new UserError(
    `input \`tokens\` cannot be combined with \`${beside}\`; give each registry a line of \`tokens\`, or use one step for each`,
  );
}

function readWorkingDirectory(): string {
  const given = optional('working-directory');
  const folder = resolve(runner.workspace(), given ?? '');
  // The search for configuration walks up from the real path, as in a process that works there.
  const isFolder = attempt(() => statSync(folder).isDirectory()) ?? false;
  if (isFolder) return process.platform === 'win32' ? folder : realpathSync.native(folder);
  if (given === undefined) return folder; // before a checkout the workspace may not exist
  throw new UserError(
    `input \`working-directory\` is \`${given}\`, but \`${folder}\` is not a folder; run actions/checkout before this step, or correct the path`,
  );
}

const CRATES_IO = 'https://crates.io';

/** The registry there receives the identity of the job, so the address is checked first. */
function readTrustedPublishingUrl(): string | undefined {
  const given = runner.rawInput('trusted-publishing-url')?.trim() ?? CRATES_IO;
  if (given === '') return undefined;
  if (given === CRATES_IO) return CRATES_IO;
  if (URL.canParse(given)) {
    const { protocol, hostname, origin, pathname, href } = new URL(given);
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback);
    if (isSafe && href === origin + pathname) return href.replace(/\/+$/, '');
  }
  // The part before an `@` may be a password.
  throw new UserError(
    `input \`trusted-publishing-url\` is \`${given.replace(/^.*@/s, '***@')}\`, but it must be an https address without a user name, query or fragment, such as \`${CRATES_IO}\`, or empty`,
  );
}
