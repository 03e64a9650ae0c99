// Trusted publishing: a registry exchanges the signed identity of a job for a token that is valid
// for half an hour. https://rust-lang.github.io/rfcs/3691-trusted-publishing-cratesio.html

import { UserError } from '../errors.ts';
import { object, parseJson, text } from '../json.ts';
import * as runner from '../runner.ts';
import { Secret } from '../tokens.ts';
import { type Answer, ask, type Patience, retry, useProxyFromEnvironment } from './http.ts';

const MAIN: Patience = { timeoutMs: 15_000, pausesMs: [1_000, 2_000, 4_000] };
/** All post steps of a job share a limit of five minutes. */
const POST: Patience = { timeoutMs: 10_000, pausesMs: [1_000, 2_000] };

/**
 * Returns a token that the registry issues for the identity of this job. The token is masked.
 * `registry`: its address, without a slash at the end. `signal`: aborts the wait; its reason is
 * thrown. Throws UserError when the job cannot prove its identity, or when the registry cannot be
 * reached or refuses. The message includes the registry's own reason.
 */
export async function exchange(registry: string, signal: AbortSignal): Promise<Secret> {
  useProxyFromEnvironment();
  const patience = { ...MAIN, signal };
  // Each attempt needs a new ID token: a registry accepts one only once, even if an answer is lost.
  return await retry(async () => {
    const idToken = await requestIdToken(new URL(registry).host, patience);
    return await exchangeIdToken(registry, idToken, patience);
  }, patience);
}

/**
 * Revokes a token. A token that has expired is not an error. Throws UserError when the registry
 * cannot be reached or refuses.
 */
export async function revoke(registry: string, token: Secret): Promise<void> {
  useProxyFromEnvironment();
  runner.mask([token.expose()]);
  const headers = { Authorization: `Bearer ${token.expose()}` };
  const call = { method: 'DELETE', url: tokensUrl(registry), headers, secrets: [token] } as const;
  const answer = await retry(() => ask(call, POST), POST);
  if (!answer.isSuccess) throw new UserError(`${registry} answered ${answer.summary}`);
}

function tokensUrl(registry: string): URL {
  return new URL(`${registry}/api/v1/trusted_publishing/tokens`);
}

/** https://docs.github.com/actions/reference/openid-connect-reference#methods-for-requesting-the-oidc-token */
async function requestIdToken(audience: string, patience: Patience): Promise<Secret> {
  const { url, token } = idTokenService();
  url.search += `${url.search === '' ? '?' : '&'}audience=${encodeURIComponent(audience)}`;
  const headers = { Authorization: `Bearer ${token.expose()}` };
  const answer = await ask({ method: 'GET', url, headers, secrets: [token] }, patience);
  const service = `the ID token service of the runner, ${url.origin},`;
  return secretIn(answer, 'value', service, 'Check `permissions: id-token: write` of the job');
}

function idTokenService() {
  const env = runner.environment();
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const token = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  runner.mask([token]);
  if (isHeaderValue(token) && /^https?:/.test(url) && URL.canParse(url)) {
    return { url: new URL(url), token: new Secret(token) };
  }
  throw new UserError(
    'ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not valid; look for a step that overwrites them',
  );
}

async function exchangeIdToken(registry: string, idToken: Secret, patience: Patience) {
  const call = {
    method: 'POST',
    url: tokensUrl(registry),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ jwt: idToken.expose() }),
    secrets: [idToken],
  } as const;
  const answer = await ask(call, patience);
  const who = `no token was given, and trusted publishing failed: ${registry}`;
  return secretIn(answer, 'token', who, remedyFor(answer));
}

function remedyFor({ status }: Answer): string {
  if (status < 400 || status === 404 || status === 405) {
    return 'Correct `trusted-publishing-url` (no trusted publishing was found there), or give a token';
  }
  return 'An owner of the crate must add this repository and workflow as a trusted publisher in the settings of the crate; or give a token';
}

/** Returns the secret in an answer, masked. */
function secretIn(answer: Answer, name: string, who: string, remedy: string): Secret {
  if (!answer.isSuccess) throw new UserError(`${who} answered ${answer.summary}\n${remedy}`);
  const value = parseJson(answer.body, object({ [name]: text }))?.[name];
  if (value !== undefined) runner.mask([value]);
  if (value !== undefined && isHeaderValue(value)) return new Secret(value);
  throw new UserError(`${who} answered without a usable token (\`${name}\` of a JSON object)`);
}

/** Tells whether cargo accepts a token (`check_token` in cargo's crates/crates-io/lib.rs). */
function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e]+$/.test(value) && value.trim() !== '';
}
