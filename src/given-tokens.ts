// The tokens among the inputs: their forms, their masks, and the registries that they are for.

import { checkToken, normalizeToken } from './cargo/token.ts';
import { UserError } from './errors.ts';
import { lines, notUnderstood, optional } from './input-values.ts';
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

/** One registry that is to be logged in to, or out of. */
export interface Request {
  /** As given; `undefined` means Cargo's default. */
  readonly registry: string | undefined;
  /** As it is to be stored; `undefined` when the token is empty. */
  readonly token: Secret | undefined;
  /** Where the token was given, for messages. */
  readonly origin: string;
}

function schemeOf(given: string): Scheme | undefined | { readonly unknown: string } {
  if (given === '') return undefined;
  return (
    SCHEMES.find((scheme) => scheme.toLowerCase() === given.toLowerCase()) ?? { unknown: given }
  );
}

/** The form as given; it may be none. */
export interface UncheckedForm {
  readonly scheme: ReturnType<typeof schemeOf>;
  readonly username: string | undefined;
}

/** Returns the form that `scheme` and `username` ask for, unchecked: masks come before every check. */
export function givenForm(): UncheckedForm {
  return { scheme: schemeOf(runner.input('scheme')), username: optional('username') };
}

/**
 * Returns the form in which tokens are stored.
 *
 * @throws UserError when `scheme` is unknown, or does not go with `username`
 */
export function checkForm({ scheme, username }: UncheckedForm): Form {
  if (typeof scheme === 'object') throw unknownScheme(scheme.unknown);
  if (username !== undefined && scheme !== undefined && scheme !== 'Basic') {
    throw new UserError(
      `input \`username\` makes \`Basic\` credentials, so input \`scheme\` cannot be \`${scheme}\`; leave one of them out`,
    );
  }
  if (username?.includes(':')) {
    throw new UserError(
      // What stands behind the colon is a password, as a rule.
      'input `username` holds a colon, but a user name of Basic credentials cannot (RFC 7617); give what stands behind it as the token',
    );
  }
  return { scheme, username };
}

/** What is longer than the name of any scheme could be the token itself. */
function unknownScheme(given: string): UserError {
  if (/^[\w-]{1,16}$/.test(given)) return notUnderstood('scheme', given, SCHEMES);
  return new UserError(
    `input \`scheme\` must be one of \`${SCHEMES.join('`, `')}\`; what it is instead could hold a token, so it is not shown`,
  );
}

/**
 * Masks whatever could be a token, in every form that could be printed or sent. It comes before
 * every check, so that no refusal can show one; what the checks refuse is masked as well.
 */
export function maskTokens(form: UncheckedForm): void {
  // A line that is no pair may be a bare token.
  const unpaired = tokensLines().filter(({ text }) => splitPair(text) === undefined);
  runner.mask([...unpaired.map(({ text }) => text), ...tokenForms(form)]);
}

/** Returns the tokens among the inputs, in every form that could be printed or sent. */
export function secretsGiven(): Secret[] {
  return tokenForms(givenForm()).map((text) => new Secret(text));
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
  if (equals === -1 || isPaddedToken(text)) return undefined;
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

/**
 * Tells whether a line is a bare token in base64. It ends with equals signs, but what stands before
 * them must not be taken for a name: names are not masked, and messages show them.
 */
function isPaddedToken(text: string): boolean {
  const isPadded = text.length % 4 === 0 && /^[\w+/-]{18,}={1,2}$/.test(text);
  return isPadded && [/[A-Z]/, /[a-z]/, /[0-9]/].every((kind) => kind.test(text));
}

/**
 * Returns the registries to log in to, with their tokens.
 *
 * @throws UserError when a token or a line of `tokens` is not what it must be
 */
export function readLogins(form: Form): Request[] {
  return readPairs().map(({ registry, raw, origin }) => {
    const token = normalizeToken(raw);
    if (token === '') return { registry, token: undefined, origin };
    checkToken(token, origin);
    return { registry, token: new Secret(applyForm(token, form)), origin };
  });
}

/**
 * Returns the registries to log out of.
 *
 * @throws UserError when a line of `tokens` is not what it must be
 */
export function readLogouts(): Request[] {
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
  if (holdsAnotherPair(pair.value)) {
    throw new UserError(
      `${origin} holds more than one NAME=TOKEN; give each a line of its own (a block that begins with \`>\` makes one line of all)`,
    );
  }
  return { registry: pair.name, raw: pair.value, origin };
}

/** A blank can stand in a token behind its scheme only, and what stands there is no other pair then. */
function holdsAnotherPair(token: string): boolean {
  return /\s[A-Za-z_][\w-]*=[^=\s]/.test(withoutScheme(normalizeToken(token)));
}

function refuseBeside(name: string, others: readonly string[]): void {
  const beside = others.filter((other) => optional(other) !== undefined);
  if (beside.length === 0) return;
  const list = beside.map((other) => `\`${other}\``).join(', ');
  throw new UserError(
    `input \`${name}\` cannot stand beside ${list}; give each registry a line of \`${name}\`, or use a step for each`,
  );
}
