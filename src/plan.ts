// Plans the logins: which registry a request means, who keeps its token, and what the lease holds.

import { Config, cargoHome, describe } from './cargo/config.ts';
import { type Keeper, resolveProvider } from './cargo/provider.ts';
import { type Registry, resolveRegistry, tokenVariable } from './cargo/registry.ts';
import { readLogins } from './credentials/change.ts';
import { locateCredentials } from './credentials/file.ts';
import { type Lease, newLease } from './credentials/lease.ts';
import { UserError } from './errors.ts';
import type { Inputs, TokenRequest } from './inputs.ts';
import * as runner from './runner.ts';
import { isBrokenBasic, schemeAdvice } from './tokens.ts';

/** Cargo's configuration, the place of the credentials file, and the leases in that file. */
export type Machine = Readonly<ReturnType<typeof readMachine>>;

/** A registry, and who keeps its token. */
interface Target {
  readonly registry: Registry;
  readonly keeper: Keeper;
}

/**
 * Reads Cargo's configuration and the credentials file. The entries of jobs do not count as
 * configuration. Writes nothing. Throws UserError when a file cannot be read or is not valid.
 */
export function readMachine({ workingDirectory: cwd, config: args }: Inputs) {
  const env = runner.environment();
  const home = cargoHome(env, cwd, env['CARGO_HOME'] ? '' : runner.homeFolder());
  const file = locateCredentials(home);
  const { base, leases } = readLogins(file.target);
  const credentials = base && { path: file.path, text: base.text };
  const config = new Config({ cwd, home, env, args, credentials });
  runner.debug(`Cargo home: \`${home}\`; credentials file: \`${file.path}\``);
  for (const path of runner.isDebug() ? config.files : []) {
    runner.debug(`configuration: \`${path}\``);
  }
  return { config, file, leases };
}

/**
 * Returns a registry and who keeps its token. `given`: its name; `undefined` is Cargo's default.
 * Throws UserError when the configuration of the registry is missing or wrong.
 */
export function resolveTarget(
  given: string | undefined,
  { index }: Inputs,
  machine: Machine,
): Target {
  const { config, leases } = machine;
  const earlier = new Map(leases.map((lease) => [lease.registry, lease.index] as const));
  const registry = resolveRegistry(config, { registry: given, index, earlier });
  const keeper = resolveProvider(config, registry);
  if (runner.isDebug()) debugTarget(registry, keeper);
  return { registry, keeper };
}

function debugTarget({ name, index, exported }: Registry, keeper: Keeper): void {
  const own = exported === undefined ? 'built in' : 'input `index`';
  const source = index.definition === undefined ? own : describe(index.definition);
  runner.debug(`registry \`${name}\`: \`${index.url}\` (${source})`);
  const by = keeper.definition === undefined ? 'by default' : describe(keeper.definition);
  runner.debug(`who keeps the token of \`${name}\`: ${keeper.kind} (${by})`);
}

/** A planned login. */
export interface Login extends Target {
  readonly request: TokenRequest;
  readonly lease: Lease;
}

/**
 * Returns a login for each request, and warns of mistakes that would make it useless. Throws
 * UserError when a registry cannot be resolved, or when two requests name the same registry.
 */
export function planLogins(requests: readonly TokenRequest[], inputs: Inputs, machine: Machine) {
  const logins: Login[] = requests.map((request) => {
    const target = resolveTarget(request.registry, inputs, machine);
    return { request, ...target, lease: leaseFor(target, request) };
  });
  for (const [index, { registry, request }] of logins.entries()) {
    const isSame = (name: string | undefined) => namesOf(registry).includes(name);
    const earlier = logins.slice(0, index).find((each) => namesOf(each.registry).some(isSame));
    if (earlier !== undefined) {
      throw new UserError(
        `${earlier.request.origin} and ${request.origin} name the same registry, \`${registry.name}\``,
      );
    }
  }
  for (const login of logins) for (const text of warningsFor(login, inputs)) runner.warning(text);
  return logins;
}

function leaseFor(target: Target, { issuer, token }: TokenRequest): Lease {
  const { registry, keeper } = target;
  const names = keeper.kind === 'file' ? namesOf(registry) : [];
  const provider = keeper.kind === 'file' ? keeper.provider : undefined;
  return newLease(
    {
      registry: registry.name,
      index: registry.index.url,
      entries: names.map((name) => ({ name, token: token.expose(), provider })),
      provider: programOf(target),
      revocation: issuer === undefined ? undefined : { url: issuer, token: token.expose() },
    },
    runner.temporaryFolder(),
  );
}

function warningsFor({ registry, keeper, request }: Login, { verify }: Inputs): string[] {
  const { name, kind, index } = registry;
  const token = request.token.expose();
  const subject = `the token for \`${name}\` (${request.origin})`;
  const variable = tokenVariable(registry);
  const isOverruled = keeper.kind === 'file' && runner.environment()[variable] !== undefined;
  const isBroken = isBrokenBasic(token);
  const isAlternate = kind === 'alternate';
  const warnings = [
    isOverruled &&
      `the environment variable ${variable} is set, and Cargo prefers it to the stored token, even when it is empty; unset it`,
    isAlternate &&
      token.startsWith('cio') &&
      `${subject} looks like a token for crates.io, but Cargo will send it to ${index.url}; check the secret`,
    isBroken &&
      `${subject} begins with \`Basic\`, but the rest is not base64 of \`user:password\`; give the user name in \`username\` and the password as the token`,
    isAlternate && !isBroken && !verify && schemeAdvice(index.url, token),
  ];
  return [...registry.warnings, ...warnings.filter((text) => typeof text === 'string')];
}

/** Returns the names of a registry in the credentials file. That of crates.io is `undefined`. */
export function namesOf({ kind, names }: Registry): readonly (string | undefined)[] {
  return kind === 'crates-io' ? [undefined] : names;
}

/** Returns the programs that keep a token, as one text; `undefined` if the file keeps it. */
export function programOf({ keeper }: Target): string | undefined {
  if (keeper.kind === 'file') return undefined;
  return keeper.providers.map((words) => words.join(' ')).join(', then ');
}
