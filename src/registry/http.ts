// Requests to servers that may be slow, busy or unreachable. They are limited in time and size, and
// retried if that may help.

import * as http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { errorCode, UserError } from '../errors.ts';
import { list, object, optional, parseJson, text } from '../json.ts';
import * as runner from '../runner.ts';
import { redact, type Secret } from '../tokens.ts';

/** How long to wait for a server, and how often to retry. */
export interface Patience {
  /** The limit for one complete answer. */
  readonly timeoutMs: number;
  /** The pauses before the second attempt, the third, and so on. */
  readonly pausesMs: readonly number[];
  /** Aborts the wait. Its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** One request. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Secrets in the request. The server may repeat them, but no message may show them. */
  readonly secrets: readonly Secret[];
}

/** An answer with a final status: below 500, and neither 408 nor 429. */
export interface Answer {
  readonly status: number;
  readonly isSuccess: boolean;
  readonly body: string;
  /** Status, redirect, challenge and the server's own reason, without secrets, for messages. */
  readonly summary: string;
}

/** A failure that may not occur at the next attempt. */
class PassingFailure extends UserError {}

const USER_AGENT = 'cargo-login-action (https://github.com/OWNER/cargo-login-action)';

/** Normal answers have a few hundred bytes. */
const LONGEST_BODY = 1_000_000;
const LONGEST_REASON = 1_000;

/**
 * Makes this process use the proxies in `http_proxy`, `https_proxy` and `no_proxy`, if Node
 * supports that (from 24.14). Throws UserError when one of them is not valid. The message does not
 * show the value, which may hold a password.
 * https://nodejs.org/docs/latest-v24.x/api/http.html#httpsetglobalproxyfromenvproxyenv
 */
export function useProxyFromEnvironment(): void {
  const { setGlobalProxyFromEnv }: Partial<typeof http> = http;
  try {
    setGlobalProxyFromEnv?.();
  } catch {
    throw new UserError(
      'the environment variable `http_proxy` or `https_proxy` is not the URL of a proxy; correct or unset it',
    );
  }
}

/**
 * Calls `attempt` until it succeeds, as often as `patience` allows. Throws UserError when the last
 * attempt fails, and at once any error of `attempt` that a retry cannot help.
 */
export async function retry<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const { pausesMs, signal } = patience;
  for (const pauseMs of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      runner.info(`${error.message}; trying again in ${pauseMs / 1000} s`);
      await setTimeout(pauseMs, undefined, signal && { signal }).catch(() => {});
      signal?.throwIfAborted();
    }
  }
  return await attempt();
}

/**
 * Sends one request. Does not follow redirects, because they could send a secret to another host.
 * Throws UserError when the answer is too large. Throws UserError that `retry` retries when the
 * server cannot be reached, does not answer in time, or cannot answer now (408, 429, 5xx).
 */
export async function ask(call: Call, { timeoutMs, signal }: Patience): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await answerTo(call, signal ? AbortSignal.any([timeout, signal]) : timeout);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    const reason = timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error);
    throw new PassingFailure(`cannot reach ${call.url.origin}: ${reason}`, { cause: error });
  }
}

async function answerTo(call: Call, signal: AbortSignal): Promise<Answer> {
  const { method, url, headers, body = null, secrets } = call;
  const response = await fetch(url, {
    method,
    headers: { Accept: 'application/json', 'User-Agent': USER_AGENT, ...headers },
    body,
    redirect: 'manual',
    signal,
  });
  const { status, ok: isSuccess } = response;
  const content = await readBody(response, url);
  const location = response.headers.get('location');
  const challenge = response.headers.get('www-authenticate');
  const details = [
    `HTTP ${status}`,
    location && `a redirect to ${location}`,
    challenge && `\`WWW-Authenticate: ${challenge}\``,
    ...reasonsIn(content),
  ];
  const summary = redact(details.filter(Boolean).join(', '), secrets).slice(0, LONGEST_REASON);
  if (status === 408 || status === 429 || status >= 500) {
    throw new PassingFailure(`${url.origin} answered ${summary}`);
  }
  return { status, isSuccess, body: content, summary };
}

async function readBody(response: Response, url: URL): Promise<string> {
  const decoder = new TextDecoder();
  let content = '';
  for await (const chunk of response.body ?? []) {
    content += decoder.decode(chunk, { stream: true });
    if (content.length > LONGEST_BODY) {
      throw new UserError(`${url.origin} answered with more than ${LONGEST_BODY} bytes`);
    }
  }
  return content;
}

const REFUSAL = object({
  message: optional(text),
  errors: optional(list(object({ detail: text }))),
});

/** Errors in a web API answer: https://doc.rust-lang.org/cargo/reference/registry-web-api.html */
function reasonsIn(body: string): (string | undefined)[] {
  const { errors = [], message } = parseJson(body, REFUSAL) ?? {};
  return [...errors.map(({ detail }) => detail), message];
}

/** Returns the reason of a failed `fetch`. Its own message says only that it failed. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  return cause?.message || errorCode(cause) || 'a network error';
}
