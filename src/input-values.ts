// How the value of an input is read, whichever it is.

import { UserError } from './errors.ts';
import * as runner from './runner.ts';

/** Returns an input, trimmed; `undefined` when it is empty or not given. */
export function optional(name: string): string | undefined {
  return runner.input(name) || undefined;
}

/**
 * Returns an input that is one of `allowed`, or `ifEmpty`.
 *
 * @throws UserError that lists what it may be
 */
export function oneOf<T extends string>(name: string, allowed: readonly T[], ifEmpty: T): T {
  const given = optional(name);
  if (given === undefined) return ifEmpty;
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw notUnderstood(name, given, allowed);
  return found;
}

/** Returns the error for a value that is not one of `allowed`. */
export function notUnderstood(name: string, given: string, allowed: readonly string[]): UserError {
  const list = allowed.map((value) => `\`${value}\``).join(', ');
  return new UserError(`input \`${name}\` is \`${given}\`, but it must be one of ${list}`);
}

/**
 * Returns an input that is a boolean of the YAML core schema, or `ifEmpty`.
 * https://yaml.org/spec/1.2.2/#1032-tag-resolution
 *
 * @throws UserError for anything else
 */
export function boolean(name: string, ifEmpty: boolean): boolean {
  const given = optional(name);
  if (given === undefined) return ifEmpty;
  if (/^(true|True|TRUE)$/.test(given)) return true;
  if (/^(false|False|FALSE)$/.test(given)) return false;
  throw notUnderstood(name, given, ['true', 'false']);
}

/** Returns the lines of an input that are not blank, trimmed, with their numbers from 1. */
export function lines(name: string): { readonly number: number; readonly text: string }[] {
  return (runner.rawInput(name) ?? '')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
}
