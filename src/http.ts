// Requests to servers that may be slow, busy or out of reach for a moment: bounded in time, made
// again where that may help, and given up as soon as the job is cancelled.

import * as http from 'node:http';
import type { CheckCancelled } from './cancellation.ts';
import { errorCode, UserError } from './errors.ts';
import { redact } from './redact.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';

/** How long a server is waited for, and how often it is asked again. */
export interface Patience {
  /** For one answer, to its last byte. */
  readonly timeoutMs: number;
  /** Before the second attempt, the third and so on. */
  readonly waitsMs: readonly number[];
  /** The longest wait that a server may ask for. */
  readonly longestWaitMs: number;
}

/** One request. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the server is told and may repeat, but no message may show. */
  readonly secrets: readonly Secret[];
}

/** What a server answered, with a status below 500 that is final. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The kind of body, as the server calls it. */
  readonly type: string;
  /** The server's own words for a failure, fit to be shown; mostly empty. */
  readonly reason: string;
  /** The host that a redirect leads to. */
  readonly redirect: string | undefined;
}

/** A failure that may have passed by the time of another attempt. */
class PassingFailure extends UserError {
  /** How long the server asks to be left alone. */
  readonly waitMs: number | undefined;

  constructor(message: string, waitMs?: number, cause?: unknown) {
    super(message, { cause });
    this.waitMs = waitMs;
  }
}

/**
 * Lets this process reach servers by the proxies that `http_proxy`, `https_proxy` and `no_proxy`
 * name, as far as this version of Node can: 24.14 is the first one.
 * https://nodejs.org/docs/latest-v24.x/api/http.html#httpsetglobalproxyfromenvproxyenv
 *
 * @throws UserError when what they name is no proxy; it may hold a password, so it is not shown
 */
export function takeProxyFromEnvironment(): void {
  const { setGlobalProxyFromEnv }: Partial<typeof http> = http;
  try {
    setGlobalProxyFromEnv?.();
  } catch {
    throw new UserError(
      '`http_proxy` and `https_proxy` in the environment must be URLs of HTTP proxies, such as `http://proxy.example.com:3128`, but one of them is not; correct or unset it',
    );
  }
}

/**
 * Returns what `attempt` returns, which is called again after a failure that may pass.
 *
 * @throws UserError when the last attempt failed, or the server asks for too long a pause
 * @throws whatever else `attempt` and `checkCancelled` throw
 */
export async function persist<T>(
  attempt: () => Promise<T>,
  patience: Patience,
  checkCancelled: CheckCancelled,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const waitMs = waitAfter(error, attempts, patience);
      runner.info(`${error.message}; trying again in ${seconds(waitMs)}`);
      await pause(waitMs, checkCancelled);
    }
  }
}

function waitAfter(failure: PassingFailure, attempts: number, patience: Patience): number {
  const usual = patience.waitsMs[attempts - 1];
  if (usual === undefined) {
    throw new UserError(`${failure.message} (after ${attempts} attempts)`, { cause: failure });
  }
  if (failure.waitMs === undefined) return usual * (1 + Math.random() / 4);
  if (failure.waitMs <= patience.longestWaitMs) return failure.waitMs;
  throw new UserError(
    `${failure.message}, and asks for a pause of ${seconds(failure.waitMs)}; run the job again later`,
    { cause: failure },
  );
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}

async function pause(ms: number, checkCancelled: CheckCancelled): Promise<void> {
  for (let left = ms; left > 0; left -= 100) {
    checkCancelled();
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, 100)));
  }
}

/**
 * Asks a server once. A redirect is not followed: it could hand a secret to somebody else.
 *
 * @throws UserError when the server cannot be reached, does not answer in time, or is not able to
 * answer now (408, 429, 5xx); `persist` asks again then
 * @throws whatever `checkCancelled` throws
 */
export async function ask(
  call: Call,
  timeoutMs: number,
  checkCancelled: CheckCancelled,
): Promise<Answer> {
  const cancellation = new AbortController();
  const watch = setInterval(() => {
    try {
      checkCancelled();
    } catch (error) {
      cancellation.abort(error);
    }
  }, 100);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await answerTo(call, AbortSignal.any([cancellation.signal, timeout]));
  } catch (error) {
    cancellation.signal.throwIfAborted();
    if (error instanceof UserError) throw error;
    const reason = timeout.aborted
      ? `there was no answer within ${seconds(timeoutMs)}`
      : reasonOf(error);
    throw new PassingFailure(`cannot reach ${call.url.origin}: ${reason}`, undefined, error);
  } finally {
    clearInterval(watch);
  }
}

/** Of an annotation the runner shows some thousand characters. */
const LONGEST_REASON = 1_000;

async function answerTo(call: Call, signal: AbortSignal): Promise<Answer> {
  const { method, url, headers, body = null, secrets } = call;
  const response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
  const { status } = response;
  const text = await response.text();
  const reason = redact(reasonIn(text), secrets).slice(0, LONGEST_REASON);
  if (status === 408 || status === 429 || status >= 500) {
    const waitMs = retryAfter(response.headers.get('retry-after'));
    throw new PassingFailure(`${url.origin} answered ${describeStatus(status, reason)}`, waitMs);
  }
  return {
    status,
    body: text,
    type: response.headers.get('content-type') ?? 'no content type',
    reason,
    redirect: hostBehind(response, url),
  };
}

function hostBehind({ status, headers }: Response, url: URL): string | undefined {
  const location = headers.get('location');
  const isRedirect = status >= 300 && status < 400 && location !== null;
  return isRedirect ? URL.parse(location, url.href)?.host : undefined;
}

/** Returns a status with the server's reason, for messages. */
export function describeStatus(status: number, reason: string): string {
  return `HTTP ${status}${reason === '' ? '' : `: ${reason}`}`;
}

/** Returns the object that a body is in JSON; `undefined` when it is none. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Cargo's form of a refusal: https://doc.rust-lang.org/cargo/reference/registry-web-api.html */
function reasonIn(body: string): string {
  const { errors, message } = parseObject(body) ?? {};
  const details = Array.isArray(errors) ? errors.map(detailOf) : [message];
  return details.filter((detail) => typeof detail === 'string' && detail !== '').join('\n');
}

function detailOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'detail' in error ? error.detail : '';
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/** `fetch` says only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  if (cause === undefined) return 'an error of the network';
  return cause.message || errorCode(cause) || 'an error of the network';
}
