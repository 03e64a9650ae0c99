// The one reader of the action's inputs, and what they may be.

import { resolve } from 'node:path';
import { type CargoArguments, parseCargoArguments } from './cargo/arguments.ts';
import { workingDirectory } from './cargo/home.ts';
import { checkToken, normalizeToken } from './cargo/token.ts';
import { UserError } from './errors.ts';
import * as runner from './runner.ts';
import {
  applyForm,
  basicCredentials,
  type Form,
  SCHEMES,
  type Scheme,
  withoutScheme,
} from './scheme.ts';
import { Secret } from './secret.ts';
import { checkTrustedPublishingUrl } from './trusted-publishing-url.ts';

/** One registry that is to be logged in to, or out of. */
export interface Request {
  /** As given; `undefined` means Cargo's default. */
  readonly registry: string | undefined;
  /** As it is to be stored; `undefined` when the token is empty. */
  readonly token: Secret | undefined;
  /** Where the token was given, for messages. */
  readonly origin: string;
}

export type MissingToken = 'error' | 'warn' | 'skip';

/** What the step is to do: its inputs, checked. */
export interface Inputs {
  readonly command: 'login' | 'logout';
  readonly requests: readonly Request[];
  readonly index: string | undefined;
  readonly missingToken: MissingToken;
  readonly logout: boolean;
  readonly config: readonly string[];
  readonly workingDirectory: string;
  readonly cargoArgs: CargoArguments;
  readonly trustedPublishingUrl: string | undefined;
}

const TRUSTED_PUBLISHING_URL = 'https://crates.io';

/**
 * Reads the inputs of the step, masks every form of every token before anything else, and checks
 * them.
 *
 * @throws UserError that names the input and lists what it may be; never with a token
 */
export function readInputs(): Inputs {
  const given = { scheme: schemeOf(runner.input('scheme')), username: optional('username') };
  maskTokens(given);
  const form = checkForm(given);
  const command = oneOf('command', ['login', 'logout'], 'login');
  return {
    command,
    requests: command === 'login' ? readLogins(form) : readLogouts(),
    index: optional('index'),
    missingToken: oneOf('missing-token', ['error', 'warn', 'skip'], 'error'),
    logout: boolean('logout', true),
    config: lines('config').map(({ text }) => text),
    workingDirectory: readWorkingDirectory(),
    cargoArgs: parseCargoArguments(runner.input('cargo-args'), 'input `cargo-args`'),
    trustedPublishingUrl: trustedPublishingUrl(),
  };
}

function trustedPublishingUrl(): string | undefined {
  if (runner.rawInput('trusted-publishing-url') === undefined) return TRUSTED_PUBLISHING_URL;
  const given = optional('trusted-publishing-url');
  return given === undefined ? undefined : checkTrustedPublishingUrl(given);
}

function optional(name: string): string | undefined {
  return runner.input(name) || undefined;
}

function oneOf<T extends string>(name: string, allowed: readonly T[], ifEmpty: T): T {
  const given = optional(name);
  if (given === undefined) return ifEmpty;
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw notUnderstood(name, given, allowed);
  return found;
}

function notUnderstood(name: string, given: string, allowed: readonly string[]): UserError {
  const list = allowed.map((value) => `\`${value}\``).join(', ');
  return new UserError(`input \`${name}\` is \`${given}\`, but it must be one of ${list}`);
}

/** Booleans of the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution */
function boolean(name: string, ifEmpty: boolean): boolean {
  const given = optional(name);
  if (given === undefined) return ifEmpty;
  if (/^(true|True|TRUE)$/.test(given)) return true;
  if (/^(false|False|FALSE)$/.test(given)) return false;
  throw notUnderstood(name, given, ['true', 'false']);
}

/** Returns the lines of an input that are not blank, trimmed, with their numbers from 1. */
function lines(name: string): { readonly number: number; readonly text: string }[] {
  return (runner.rawInput(name) ?? '')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
}

function readWorkingDirectory(): string {
  const folder = resolve(runner.workspace(), runner.input('working-directory'));
  const given = optional('working-directory');
  if (runner.isFolder(folder)) return workingDirectory(folder, process.platform);
  if (given === undefined) return folder; // the workspace need not be there before a checkout
  throw new UserError(
    `input \`working-directory\` is \`${given}\`, but \`${folder}\` is not a folder; check out first, or correct the path`,
  );
}

function schemeOf(given: string): Scheme | undefined | { readonly unknown: string } {
  if (given === '') return undefined;
  return (
    SCHEMES.find((scheme) => scheme.toLowerCase() === given.toLowerCase()) ?? { unknown: given }
  );
}

interface UncheckedForm {
  readonly scheme: ReturnType<typeof schemeOf>;
  readonly username: string | undefined;
}

function checkForm({ scheme, username }: UncheckedForm): Form {
  if (typeof scheme === 'object') throw notUnderstood('scheme', scheme.unknown, SCHEMES);
  if (username !== undefined && scheme !== undefined && scheme !== 'Basic') {
    throw new UserError(
      `input \`username\` makes \`Basic\` credentials, so input \`scheme\` cannot be \`${scheme}\`; leave one of them out`,
    );
  }
  if (username?.includes(':')) {
    throw new UserError(
      `input \`username\` is \`${username}\`, but a user name of Basic credentials cannot hold a colon (RFC 7617)`,
    );
  }
  return { scheme, username };
}

/**
 * Masks whatever could be a token, in every form that could be printed or sent. It comes before
 * every check, so that no refusal can show one; what the checks refuse is masked as well.
 */
function maskTokens(form: UncheckedForm): void {
  // A line that is no pair may be a bare token.
  const unpaired = tokensLines().filter(({ text }) => !text.includes('='));
  runner.mask([...unpaired.map(({ text }) => text), ...tokenForms(form)]);
}

/** Returns the tokens among the inputs, in every form that could be printed or sent. */
export function secretsGiven(): Secret[] {
  const form = { scheme: schemeOf(runner.input('scheme')), username: optional('username') };
  return tokenForms(form).map((text) => new Secret(text));
}

function tokenForms({ scheme, username }: UncheckedForm): string[] {
  const form = { scheme: typeof scheme === 'object' ? undefined : scheme, username };
  const pairs = tokensLines().map(({ text }) => splitPair(text)?.value ?? '');
  const given = [runner.rawInput('token') ?? '', ...pairs];
  return [...given, ...given.flatMap((raw) => formsOf(normalizeToken(raw), form))].filter(
    (text) => text.trim() !== '',
  );
}

/** Returns the lines of `tokens` without the comments; to mask those would hide half of the log. */
function tokensLines(): ReturnType<typeof lines> {
  return lines('tokens').filter(({ text }) => !text.startsWith('#'));
}

function formsOf(token: string, form: Form): string[] {
  if (token === '') return [];
  const basic = form.username === undefined ? [] : [basicCredentials(form.username, token)];
  return [token, withoutScheme(token), applyForm(token, form), ...basic];
}

function splitPair(text: string): { readonly name: string; readonly value: string } | undefined {
  const equals = text.indexOf('=');
  if (equals === -1) return undefined;
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

function readLogins(form: Form): Request[] {
  return readPairs().map(({ registry, raw, origin }) => {
    const token = normalizeToken(raw);
    if (token === '') return { registry, token: undefined, origin };
    checkToken(token, origin);
    return { registry, token: new Secret(applyForm(token, form)), origin };
  });
}

function readLogouts(): Request[] {
  return readPairs().map(({ registry, origin }) => ({ registry, token: undefined, origin }));
}

interface Pair {
  readonly registry: string | undefined;
  readonly raw: string;
  readonly origin: string;
}

function readPairs(): Pair[] {
  const token = runner.rawInput('token') ?? '';
  const one = { registry: optional('registry'), raw: token, origin: 'input `token`' };
  return lines('tokens').length > 0 ? readTokens() : [one];
}

/** Reads `tokens`: `NAME=TOKEN` a line; lines that begin with `#` are comments. */
function readTokens(): Pair[] {
  const pairs = tokensLines().map(({ number, text }) =>
    readPair(`line ${number} of input \`tokens\``, text),
  );
  if (pairs.length === 0) {
    throw new UserError(
      'input `tokens` names no registry: it must have a line NAME=TOKEN for each',
    );
  }
  refuseBeside('tokens', ['token', 'registry', 'index']);
  const seen = new Map<string | undefined, string>();
  for (const { registry, origin } of pairs) {
    const earlier = seen.get(registry);
    if (earlier !== undefined) {
      throw new UserError(`registry \`${registry}\` is named twice: ${earlier} and ${origin}`);
    }
    seen.set(registry, origin);
  }
  return pairs;
}

function readPair(origin: string, text: string): Pair {
  const pair = splitPair(text);
  if (pair === undefined || pair.name === '') {
    throw new UserError(`${origin} must be NAME=TOKEN: the registry's name, \`=\`, and its token`);
  }
  return { registry: pair.name, raw: pair.value, origin };
}

function refuseBeside(name: string, others: readonly string[]): void {
  const beside = others.filter((other) => optional(other) !== undefined);
  if (beside.length === 0) return;
  const list = beside.map((other) => `\`${other}\``).join(', ');
  throw new UserError(
    `input \`${name}\` cannot stand beside ${list}; give each registry a line of \`${name}\`, or use a step for each`,
  );
}
