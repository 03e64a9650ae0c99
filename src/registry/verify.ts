// Asks a registry whether it accepts a token, before anything is written. Loaded only when used.

import { messageOf, UserError } from '../errors.ts';
import { object, optional, parseJson, truth } from '../json.ts';
import * as runner from '../runner.ts';
import type { Secret } from '../secret.ts';
import { type Answer, ask, useProxyFromEnvironment } from './http.ts';
import { schemeAdvice } from './products.ts';

const CONFIG = object({ 'auth-required': optional(truth) });

/**
 * Fetches `config.json` of a sparse index with the token, as cargo does (RFC 3139).
 *
 * @param name of the registry, for messages
 * @param index its index URL, as in Cargo's configuration
 * @param token as it is stored
 * @returns why the token could not be verified; `undefined` when the registry accepts it
 * @throws UserError when the registry refuses the token
 */
export async function verify(
  name: string,
  index: string,
  token: Secret,
): Promise<string | undefined> {
  if (!index.startsWith('sparse+')) return 'its index is a git repository';
  const url = new URL('config.json', index.slice('sparse+'.length));
  const headers = { Authorization: token.expose() };
  const signal = runner.cancellation();
  useProxyFromEnvironment();
  const call = { method: 'GET', url, headers, secrets: [token] } as const;
  let answer: Answer;
  try {
    answer = await ask(call, { timeoutMs: 10_000, pausesMs: [], signal });
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
  if (answer.status === 401 || answer.status === 403) throw refused(name, index, token, answer);
  if (!answer.isSuccess) return `${url.href} answered ${answer.summary}`;
  const isPrivate = parseJson(answer.body, CONFIG)?.['auth-required'] === true;
  return isPrivate ? undefined : 'its index is public and accepts any token';
}

function refused(name: string, index: string, token: Secret, answer: Answer): UserError {
  const { summary, challenge } = answer;
  const advice =
    schemeAdvice(index, token.expose()) ??
    'Check that the token has not expired, that it has access to this registry, and its `scheme`';
  const asked = challenge === '' ? '' : ` It asks for \`WWW-Authenticate: ${challenge}\`.`;
  return new UserError(
    `the registry \`${name}\` (${index}) refused the token: ${summary}.${asked} ${advice}`,
  );
}
