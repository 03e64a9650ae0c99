// Asks a registry whether it accepts a token, before anything is written.

import { messageOf, UserError } from '../errors.ts';
import { object, optional, parseJson, truth } from '../json.ts';
import { type Secret, schemeAdvice } from '../tokens.ts';
import { type Answer, ask, useProxyFromEnvironment } from './http.ts';

const CONFIG = object({ 'auth-required': optional(truth) });

/**
 * Fetches `config.json` of a sparse index with the token, as cargo does (RFC 3139). Returns why the
 * token could not be verified, or `undefined` if the registry accepts it. Throws UserError when the
 * registry refuses the token. `name`: the registry name, for messages. `index`: the index URL, as
 * in Cargo's configuration. `token`: in its stored form. `signal`: aborts the wait; its reason is
 * thrown.
 */
export async function verify(name: string, index: string, token: Secret, signal: AbortSignal) {
  if (!index.startsWith('sparse+')) return 'its index is a git repository';
  const url = new URL('config.json', index.slice('sparse+'.length));
  const headers = { Authorization: token.expose() };
  useProxyFromEnvironment();
  const call = { method: 'GET', url, headers, secrets: [token] } as const;
  let answer: Answer;
  try {
    answer = await ask(call, { timeoutMs: 10_000, pausesMs: [], signal });
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
  const { status, isSuccess, body, summary } = answer;
  if (status === 401 || status === 403) {
    const advice =
      schemeAdvice(index, token.expose()) ??
      'Check the expiry date and the permissions of the token, and its `scheme`';
    throw new UserError(
      `the registry \`${name}\` (${index}) refused the token: ${summary}. ${advice}`,
    );
  }
  if (!isSuccess) return `${url.href} answered ${summary}`;
  const isPrivate = parseJson(body, CONFIG)?.['auth-required'] === true;
  return isPrivate ? undefined : 'its index is public and accepts any token';
}
