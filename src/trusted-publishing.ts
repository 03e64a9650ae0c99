// Trusted publishing: a registry that trusts the repository and workflow of a job gives it a token
// for half an hour, in exchange for a signed statement of which job it is.
// https://rust-lang.github.io/rfcs/3691-trusted-publishing-cratesio.html
//
// Loaded only when used: what it needs of Node would slow down every other login.

import type { CheckCancelled } from './cancellation.ts';
import type { Revocation } from './credentials/lease.ts';
import { UserError } from './errors.ts';
import {
  type Answer,
  ask,
  type Call,
  describeStatus,
  type Patience,
  parseObject,
  persist,
  takeProxyFromEnvironment,
} from './http.ts';
import * as runner from './runner.ts';
import { Secret } from './secret.ts';

/** The version of this action, as in package.json. */
export const VERSION = '0.1.0';

/** crates.io refuses requests of which it cannot tell who makes them. */
const USER_AGENT = `cargo-login-action/${VERSION} (https://github.com/OWNER/cargo-login-action)`;

const FOR_MAIN: Patience = {
  timeoutMs: 15_000,
  waitsMs: [1_000, 2_000, 4_000],
  longestWaitMs: 60_000,
};
/** All post steps of a job together have five minutes. */
const FOR_POST: Patience = { timeoutMs: 10_000, waitsMs: [1_000, 2_000], longestWaitMs: 10_000 };

/**
 * Returns a token that the registry gives for the identity of this job. It is masked.
 *
 * @param registry its address, as `checkTrustedPublishingUrl` returns it
 * @throws UserError when the job may not prove its identity, or the registry cannot be reached or
 * refuses; with the registry's own reason
 * @throws whatever `checkCancelled` throws
 */
export async function exchange(
  registry: string,
  checkCancelled: CheckCancelled,
  patience: Patience = FOR_MAIN,
): Promise<Secret> {
  takeProxyFromEnvironment();
  const url = new URL(registry);
  const request = (call: Call) => ask(call, patience.timeoutMs, checkCancelled);
  return await persist(
    async () => {
      // Anew for each attempt: a registry takes an id token once, even if its answer is lost.
      const idToken = await requestIdToken(url.host, request);
      return await exchangeIdToken(url, idToken, request);
    },
    patience,
    checkCancelled,
  );
}

/**
 * Gives a token back, so that nobody can use it any more. That it has expired is fine.
 *
 * @throws UserError when the registry cannot be reached or refuses
 */
export async function revoke(
  { url: registry, token }: Revocation,
  patience: Patience = FOR_POST,
): Promise<void> {
  takeProxyFromEnvironment();
  runner.mask([token]);
  const call: Call = {
    method: 'DELETE',
    url: tokensUrl(new URL(registry)),
    headers: { Authorization: `Bearer ${token}`, 'User-Agent': USER_AGENT },
    secrets: [new Secret(token)],
  };
  const notCancelled = () => {};
  const answer = await persist(
    () => ask(call, patience.timeoutMs, notCancelled),
    patience,
    notCancelled,
  );
  if (!isSuccess(answer)) throw refused(registry, answer);
}

type Request = (call: Call) => Promise<Answer>;

function tokensUrl(registry: URL): URL {
  return new URL(`${registry.href.replace(/\/$/, '')}/api/v1/trusted_publishing/tokens`);
}

/** https://docs.github.com/actions/reference/openid-connect-reference#methods-for-requesting-the-oidc-token */
async function requestIdToken(audience: string, request: Request): Promise<Secret> {
  const { url, token } = idTokenService();
  url.search += `${url.search === '' ? '?' : '&'}audience=${encodeURIComponent(audience)}`;
  const answer = await request({
    method: 'GET',
    url,
    headers: {
      Accept: 'application/json',
      Authorization: `Bearer ${token.expose()}`,
      'User-Agent': USER_AGENT,
    },
    secrets: [token],
  });
  const service = `the runner's service for id tokens, ${url.origin},`;
  if (isSuccess(answer)) return secretIn(answer, 'value', service);
  throw refused(service, answer, 'Check that the job has `permissions: id-token: write`');
}

function idTokenService(): { readonly url: URL; readonly token: Secret } {
  const env = runner.environment();
  const url = URL.parse(env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '');
  const token = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  runner.mask([token]);
  if (!isHeaderValue(token)) throw overwritten('ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw overwritten('ACTIONS_ID_TOKEN_REQUEST_URL');
  }
  return { url, token: new Secret(token) };
}

function overwritten(variable: string): UserError {
  return new UserError(
    `the environment variable ${variable} is not what a runner sets it to, so the job cannot ask for an id token; look for what overwrites it`,
  );
}

async function exchangeIdToken(registry: URL, idToken: Secret, request: Request): Promise<Secret> {
  const answer = await request({
    method: 'POST',
    url: tokensUrl(registry),
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': USER_AGENT,
    },
    body: JSON.stringify({ jwt: idToken.expose() }),
    secrets: [idToken],
  });
  if (isSuccess(answer)) return secretIn(answer, 'token', registry.origin);
  throw refused(
    `no token was given, and none could be had for the identity of this job (audience \`${registry.host}\`): ${registry.origin}`,
    answer,
    remedyFor(answer),
  );
}

function remedyFor({ status, redirect }: Answer): string {
  if (redirect !== undefined) return `Give the address behind the redirect as ${INPUT}`;
  if (status === 404 || status === 405) {
    return `That registry has no trusted publishing: correct ${INPUT}, or give a token`;
  }
  return 'An owner of the crate must have named this repository and workflow as a trusted publisher there; or give a token';
}

const INPUT = '`trusted-publishing-url`';

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function refused(who: string, { status, reason, redirect }: Answer, remedy?: string): UserError {
  const where = redirect === undefined ? '' : `, a redirect to \`${redirect}\``;
  const answered = `${who} answered ${describeStatus(status, reason)}${where}`;
  return new UserError(remedy === undefined ? answered : `${answered}\n${remedy}`);
}

/** Returns the secret in an answer; it is masked before anything else is looked at. */
function secretIn({ body, type }: Answer, name: string, who: string): Secret {
  const fields = parseObject(body);
  const value = fields?.[name];
  if (typeof value === 'string') runner.mask([value]);
  if (fields === undefined) {
    throw new UserError(`${who} answered with something that is no JSON object (${type})`);
  }
  if (typeof value !== 'string' || value.trim() === '') {
    throw new UserError(`${who} answered without a token (\`${name}\` is missing or empty)`);
  }
  if (!isHeaderValue(value)) {
    throw new UserError(`${who} answered with a token that no HTTP header can hold`);
  }
  return new Secret(value);
}

/** Cargo's rule for a token: `check_token` in crates/crates-io/lib.rs */
function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e]+$/.test(text);
}
