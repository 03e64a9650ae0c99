// Reads and checks the inputs of the action.

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
  /** The name as given; `undefined` means Cargo's default. */
  readonly registry: string | undefined;
  /** The token in its stored form; `undefined` when it is empty. */
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

/** The inputs of a step, checked. */
export type Inputs = Readonly<ReturnType<typeof readInputs>>;

/** The inputs that say how and where cargo runs. The post step reads these again. */
export interface CargoInputs {
  /** Cargo's `--config` arguments. */
  readonly config: readonly string[];
  /** Absolute path. */
  readonly workingDirectory: string;
  readonly cargoArgs: CargoArguments;
}

/**
 * Reads and checks the inputs of the step. It masks every form of every token first. Throws
 * UserError that names the input and its allowed values; the message never shows a token.
 */
export function readInputs() {
  runner.mask(secretForms());
  const command = oneOf('command', ['login', 'logout'], 'login');
  return {
    command,
    requests: readRequests(command === 'login'),
    index: optional('index'),
    verify: isTrue('verify', 'false'),
    missingToken: oneOf('missing-token', ['error', 'warn', 'skip'], 'error'),
    logout: isTrue('logout', 'true'),
    ...readCargoInputs(),
    trustedPublishingUrl: readTrustedPublishingUrl(),
  };
}

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
  return secretForms().map((text) => new Secret(text));
}

function secretForms(): string[] {
  const form = { scheme: choice('scheme', SCHEMES), username: optional('username') };
  const given = [runner.rawInput('token') ?? '', ...readPairs().map(({ token }) => token)];
  return given.flatMap((token) => allForms(token, form));
}

const optional = (name: string): string | undefined => runner.input(name) || undefined;

/** Returns the value of an input if it is one of `allowed`, in any case, and else `undefined`. */
function choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  const given = runner.input(name).toLowerCase();
  return allowed.find((value) => value.toLowerCase() === given);
}

function oneOf<T extends string, E>(name: string, allowed: readonly T[], ifEmpty: E): T | E {
  const found = choice(name, allowed);
  const given = runner.input(name);
  if (found !== undefined || given === '') return found ?? ifEmpty;
  // A longer value could be a token, so it is not shown.
  const shown = /^[\w-]{1,16}$/.test(given) ? `is \`${given}\`, but ` : '';
  const list = allowed.map((value) => `\`${value}\``).join(', ');
  throw new UserError(`input \`${name}\` ${shown}must be one of ${list}`);
}

const isTrue = (name: string, ifEmpty: string): boolean =>
  oneOf(name, ['true', 'false'], ifEmpty) === 'true';

/** Returns the non-blank lines of an input, trimmed, each with its line number (from 1). */
function inputLines(name: string) {
  const given = runner.rawInput(name) || undefined;
  return (given?.split(/\r\n|\r|\n/) ?? [])
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
}

/**
 * Returns the NAME=TOKEN lines of `tokens`. The name is empty if the line may be a bare token.
 * Comments are left out, because masking them would hide much of the log.
 */
function readPairs() {
  const lines = inputLines('tokens').filter(({ text }) => !text.startsWith('#'));
  return lines.map(({ number, text }) => {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0)).trim();
    const token = text.slice(equals + 1).trim();
    const isBare = /^(?=.*[A-Z])(?=.*[\d+/])[\w+/-]{17,}={1,2}$/.test(text); // base64
    return { number, name: isBare ? '' : name, token: isBare ? text : token };
  });
}

function readForm(): Form {
  const username = optional('username');
  const scheme = oneOf('scheme', SCHEMES, undefined);
  if (username !== undefined && scheme !== undefined && scheme !== 'Basic') {
    throw new UserError(`input \`username\` means \`Basic\`, not \`${scheme}\`; remove one`);
  }
  if (username?.includes(':')) {
    // RFC 7617 forbids a colon. The value is not shown, because it probably holds a password.
    throw new UserError('input `username` has a colon; give the part after the colon as the token');
  }
  return { scheme, username };
}

function readRequests(isLogin: boolean): Request[] {
  const form = readForm();
  const request = (registry: string | undefined, given: string, origin: string): Request => {
    const token = isLogin ? normalizeToken(given) : '';
    if (token === '') return { registry, token: undefined, origin };
    checkToken(token, origin);
    return { registry, token: new Secret(storedForm(token, form)), origin };
  };
  if (inputLines('tokens').length === 0) {
    return [request(optional('registry'), runner.rawInput('token') ?? '', 'input `token`')];
  }
  const beside = ['token', 'registry', 'index'].find((other) => optional(other) !== undefined);
  if (beside !== undefined) {
    throw new UserError(`input \`tokens\` cannot be combined with \`${beside}\`; remove one`);
  }
  const pairs = readPairs();
  if (pairs.length === 0) throw new UserError('input `tokens` has no line NAME=TOKEN; add one');
  return pairs.map(({ number, name, token }) => {
    const origin = `line ${number} of input \`tokens\``;
    // A token with `NAME=` inside comes from a YAML block that joins its lines (`>`).
    if (name === '' || /\s[A-Za-z_][\w-]*=[^=\s]/.test(token)) {
      throw new UserError(`${origin} must be one NAME=TOKEN: a registry, \`=\`, and its token`);
    }
    return request(name, token, origin);
  });
}

function readWorkingDirectory(): string {
  const given = optional('working-directory');
  const folder = resolve(runner.workspace(), given ?? '');
  // Cargo searches for configuration upwards from the real path of its working directory.
  const isFolder = attempt(() => statSync(folder).isDirectory());
  if (isFolder) return process.platform === 'win32' ? folder : realpathSync.native(folder);
  if (given === undefined) return folder; // the workspace may not exist before a checkout
  throw new UserError(
    `input \`working-directory\` is \`${given}\`, but \`${folder}\` is not a folder; run actions/checkout before this step, or correct the path`,
  );
}

const CRATES_IO = 'https://crates.io';
/** HTTPS, or HTTP on loopback. No user name, query or fragment. */
const SAFE_ADDRESS = /^(https:|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/])[^@?#]*$/;

/** Checks the address, because the registry there receives the identity of the job. */
function readTrustedPublishingUrl(): string | undefined {
  const given = runner.rawInput('trusted-publishing-url')?.trim() ?? CRATES_IO;
  if (given === '') return undefined;
  if (given === CRATES_IO) return CRATES_IO;
  const href = URL.canParse(given) ? new URL(given).href : '';
  if (SAFE_ADDRESS.test(href)) return href.replace(/\/+$/, '');
  // The part before an `@` may be a password.
  throw new UserError(
    `input \`trusted-publishing-url\` is \`${given.replace(/^.*@/s, '***@')}\`, but it must be an https address without a user name, query or fragment, such as \`${CRATES_IO}\`, or empty`,
  );
}
