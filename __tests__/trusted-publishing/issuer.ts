// A server on loopback for both sides of trusted publishing: the runner's service that issues id
// tokens, and the registry that exchanges an id token for a token. It checks every request.

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Registry } from '../../scripts/registry.mjs';
import type { Variables } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';

// The runner's own URLs also have a path with an empty segment, and a query.
const ID_TOKEN_PATH = '/179//idtoken/42';
const QUERY = '?api-version=2.0';
const TOKENS_PATH = '/api/v1/trusted_publishing/tokens';
const USER_AGENT = /^cargo-login-action\b.* \(https:\/\/github\.com\/[\w/-]+\)$/;

/** `GET` asks for an id token, `POST` for a token in exchange, `DELETE` revokes it. */
export type Verb = 'GET' | 'POST' | 'DELETE';

/** A wrong answer, no answer, or a closed connection. */
export type Fault =
  | 'silence'
  | 'hang-up'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Can be made from the secret in the request, because a server may repeat it. */
      readonly body?: string | ((secret: string) => string);
    };

/** Answers to the first requests of each kind. The last one also answers all later requests. */
export type Faults = Readonly<Partial<Record<Verb, readonly (Fault | 'proper')[]>>>;

interface Request {
  readonly verb: string;
  readonly target: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Runs a test on a machine with such a server. */
export function withIssuer(
  t: TestContext,
  faults: Faults,
  body: (machine: Machine, issuer: Issuer) => Promise<void>,
): Promise<void> {
  return withMachine(t, async (machine) => {
    const issuer = await Issuer.start(machine, faults);
    await body(machine, issuer);
    assert.deepEqual(issuer.mistakes, [], 'every request must be correct');
  });
}

export class Issuer {
  /** The address of the registry. */
  readonly url: string;
  /** The variables that the runner gives to a job with `permissions: id-token: write`. */
  readonly permission: Variables;
  /** The kinds of requests so far, in order. */
  readonly verbs: string[] = [];
  /** The mistakes in requests. */
  readonly mistakes: string[] = [];
  /** All tokens that were issued, and those that have not been revoked. */
  readonly given: string[] = [];
  readonly valid = new Set<string>();
  /** The audience that id tokens must be requested for. */
  audience: string;
  /** The id token that was issued last. */
  idToken = '';
  /** The registry that accepts the issued tokens. */
  registry: Registry | undefined;

  readonly #machine: Machine;
  readonly #faults: Faults;
  readonly #requestToken: string;
  readonly #unusedIdTokens = new Set<string>();

  private constructor(machine: Machine, faults: Faults, origin: string) {
    this.#machine = machine;
    this.#faults = faults;
    this.#requestToken = machine.token();
    this.url = origin;
    this.audience = new URL(origin).host;
    this.permission = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${ID_TOKEN_PATH}${QUERY}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: this.#requestToken,
    };
  }

  /** Starts a server. It stops with the machine. */
  static async start(machine: Machine, faults: Faults): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    machine.onDispose(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : address;
    const issuer = new Issuer(machine, faults, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => issuer.#receive(request, response));
    return issuer;
  }

  /** The token that was issued last. */
  get token(): string {
    return this.given.at(-1) ?? assert.fail('no token was issued');
  }

  /** Waits until so many requests of a kind have arrived. */
  async asked(verb: Verb, times = 1): Promise<void> {
    const count = () => this.verbs.filter((asked) => asked === verb).length;
    await eventually(`a ${verb} request arrives`, () => count() >= times);
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method: verb = '', headers, url = '' } = request;
      const target = new URL(url, this.url);
      this.#machine.record('the target of a request', url);
      this.#answer({ verb, headers, target, body: Buffer.concat(chunks).toString() }, response);
    });
  }

  #answer(request: Request, response: ServerResponse): void {
    const mistakesBefore = this.mistakes.length;
    const secret = this.#check(request);
    const fault = this.#faultFor(request.verb);
    this.verbs.push(request.verb);
    if (fault === 'silence') return;
    if (fault === 'hang-up') {
      response.destroy();
      return;
    }
    const isWrong = this.mistakes.length > mistakesBefore;
    const proper = () => (isWrong ? refusal(418, 'a mistake') : this.#proper(request, secret));
    const { status = 200, headers = {}, body = '' } = fault ?? proper();
    const all = Object.entries({ 'content-type': 'application/json', ...headers });
    // An empty value stands for no header.
    response.writeHead(status, Object.fromEntries(all.filter(([, value]) => value !== '')));
    response.end(typeof body === 'string' ? body : body(secret));
  }

  #faultFor(verb: string): Fault | undefined {
    const faults = Object.entries(this.#faults).find(([key]) => key === verb)?.[1] ?? [];
    const count = this.verbs.filter((asked) => asked === verb).length;
    const fault = faults[Math.min(count, faults.length - 1)];
    return fault === 'proper' ? undefined : fault;
  }

  /** Records every mistake in a request, and returns the secret in it. */
  #check({ verb, target, headers, body }: Request): string {
    const expect = (what: string, found: unknown, expected: unknown) => {
      if (found !== expected) this.mistakes.push(`${verb} ${what}: ${found}, not ${expected}`);
    };
    const { authorization, accept } = headers;
    expect('user-agent', USER_AGENT.test(headers['user-agent'] ?? ''), true);
    expect('path', target.pathname, verb === 'GET' ? ID_TOKEN_PATH : TOKENS_PATH);
    if (verb === 'GET') {
      expect('query', target.search, `${QUERY}&audience=${encodeURIComponent(this.audience)}`);
      expect('authorization', authorization, `Bearer ${this.#requestToken}`);
      expect('accept', accept, 'application/json');
      expect('body', body, '');
      return this.#requestToken;
    }
    expect('query', target.search, '');
    if (verb === 'DELETE') {
      expect('body', body, '');
      expect('a bearer', authorization?.startsWith('Bearer '), true);
      return authorization?.slice('Bearer '.length) ?? '';
    }
    expect('authorization', authorization, undefined);
    expect('accept', accept, 'application/json');
    expect('content-type', headers['content-type'], 'application/json');
    const jwt = [...this.#unusedIdTokens].find((unused) => body.includes(unused)) ?? '';
    expect('body', body, JSON.stringify({ jwt }));
    // An id token is valid only once, as with crates.io.
    this.#unusedIdTokens.delete(jwt);
    return jwt;
  }

  #proper({ verb }: Request, secret: string): Answer {
    if (verb === 'GET') return { status: 200, body: this.#giveIdToken(this.audience) };
    if (verb === 'POST') return { status: 200, body: JSON.stringify({ token: this.#giveToken() }) };
    this.valid.delete(secret);
    this.registry?.revoke(secret);
    return { status: 204, body: '' };
  }

  #giveIdToken(audience: string): string {
    const parts = [{ alg: 'RS256' }, { aud: audience, jti: this.verbs.length }];
    const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const jwt = this.#machine.secret([...encoded, this.#machine.token()].join('.'));
    this.#unusedIdTokens.add(jwt);
    this.idToken = jwt;
    return JSON.stringify({ count: jwt.length, value: jwt });
  }

  #giveToken(): string {
    const token = this.#machine.secret(`cio_tp_${this.#machine.token()}`);
    this.given.push(token);
    this.valid.add(token);
    this.registry?.allow(token);
    return token;
  }
}

/** Waits until a condition holds. Rejects after a minute. */
export async function eventually(what: string, isSo: () => boolean): Promise<void> {
  const deadline = process.uptime() + 60;
  while (!isSo()) {
    if (process.uptime() > deadline) assert.fail(`timed out waiting until ${what}`);
    await setTimeout(5);
  }
}

/** Returns an error answer in the format of a registry. */
export function refusal(status: number, ...details: readonly string[]): Answer {
  return { status, body: JSON.stringify({ errors: details.map((detail) => ({ detail })) }) };
}
