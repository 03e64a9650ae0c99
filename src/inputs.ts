// The one reader of the action's inputs, and what they may be.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkToken, normalizeToken } from './cargo/token.ts';
import { UserError } from './errors.ts';
import * as runner from './runner.ts';
import { applyForm, basicCredentials, type Form, SCHEMES, type Scheme } from './scheme.ts';
import { Secret } from './secret.ts';

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
  readonly cargoArgs: string;
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
  const form = { scheme: schemeOf(runner.input('scheme')), username: optional('username') };
  maskTokens(form);
  const command = oneOf('command', ['login', 'logout'], 'login');
  return {
    command,
    requests: command === 'login' ? readLogins(checkForm(form)) : readLogouts(),
    index: optional('index'),
    missingToken: oneOf('missing-token', ['error', 'warn', 'skip'], 'error'),
    logout: boolean('logout', true),
    config: lines('config').map(({ text }) => text),
    workingDirectory: workingDirectory(),
    cargoArgs: runner.input('cargo-args'),
    trustedPublishingUrl:
      runner.rawInput('trusted-publishing-url') === undefined
        ? TRUSTED_PUBLISHING_URL
        : optional('trusted-publishing-url'),
  };
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

function workingDirectory(): string {
  const folder = resolve(runner.workspace(), runner.input('working-directory'));
  const given = optional('working-directory');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
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
function maskTokens({ scheme, username }: UncheckedForm): void {
  const form = { scheme: typeof scheme === 'object' ? undefined : scheme, username };
  const pairs = lines('tokens').map(({ text }) => splitPair(text)?.value ?? '');
  const given = [runner.rawInput('token') ?? '', ...pairs];
  runner.mask([
    ...given,
    runner.rawInput('tokens') ?? '',
    ...given.flatMap((raw) => formsOf(normalizeToken(raw), form)),
  ]);
}

function formsOf(token: string, form: Form): string[] {
  if (token === '') return [];
  const basic = form.username === undefined ? [] : [basicCredentials(form.username, token)];
  return [token, applyForm(token, form), ...basic];
}

function splitPair(text: string): { readonly name: string; readonly value: string } | undefined {
  const equals = text.indexOf('=');
  if (equals === -1) return undefined;
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

function readLogins(form: Form): Request[] {
  const pairs = readTokens();
  const given =
    pairs.length > 0
      ? pairs
      : [
          {
            registry: optional('registry'),
            raw: runner.rawInput('token') ?? '',
            origin: 'input `token`',
          },
        ];
  return given.map(({ registry, raw, origin }) => {
    const token = normalizeToken(raw);
    if (token === '') return { registry, token: undefined, origin };
    checkToken(token, origin);
    return { registry, token: new Secret(applyForm(token, form)), origin };
  });
}

function readLogouts(): Request[] {
  const pairs = readTokens();
  if (pairs.length > 0) {
    return pairs.map(({ registry, origin }) => ({ registry, token: undefined, origin }));
  }
  return [{ registry: optional('registry'), token: undefined, origin: 'input `token`' }];
}

interface Pair {
  readonly registry: string;
  readonly raw: string;
  readonly origin: string;
}

/** Reads `tokens`: `NAME=TOKEN` a line; lines that begin with `#` are comments. */
function readTokens(): Pair[] {
  const pairs = lines('tokens')
    .filter(({ text }) => !text.startsWith('#'))
    .map(({ number, text }) => readPair(`line ${number} of input \`tokens\``, text));
  if (pairs.length > 0) refuseBeside('tokens', ['token', 'registry', 'index']);
  const seen = new Map<string, string>();
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
