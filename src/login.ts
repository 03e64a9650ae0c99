// The main step with `command: login`, top to bottom.

import { resolveProvider } from './cargo/provider.ts';
import { type Registry, resolveRegistry } from './cargo/registry.ts';
import type { RegistryPlace } from './credentials/edit.ts';
import {
  createMarker,
  type Entry,
  isMarkerGone,
  type Keeper,
  type Lease,
  newLease,
  newLeaseId,
  placeKey,
  removeMarker,
} from './credentials/lease.ts';
import type { CheckCancelled } from './credentials/lock.ts';
import { addLeases, endLeases, keepLeases } from './credentials/logins.ts';
import { changeLogins } from './credentials/store.ts';
import { messageOf, UserError } from './errors.ts';
import type { Inputs, Request } from './inputs.ts';
import { likelyCause } from './missing-token.ts';
import * as runner from './runner.ts';
import type { Secret } from './secret.ts';
import { saveState } from './state.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';
import { warnOfSurroundings } from './warnings.ts';

/** A request that has its token. */
interface Login {
  readonly registry: Registry;
  readonly token: Secret;
  readonly keeper: Keeper;
}

/**
 * Logs in to every requested registry, or to none.
 *
 * @throws UserError when something is refused or fails; what was written is undone then
 */
export async function login(inputs: Inputs, checkCancelled: CheckCancelled): Promise<void> {
  const requests = withTokens(inputs);
  if (requests.length === 0) {
    reportOutputs([], '');
    return;
  }
  const surroundings = readSurroundings(inputs);
  const logins = requests.map((request) => planLogin(request, inputs, surroundings));
  refuseTwice(logins);
  warnOfSurroundings(
    surroundings,
    logins.map(({ registry }) => registry),
  );
  const leases = logins.map(leaseFor);
  saveState({
    file: surroundings.file.target,
    leases: leases.map(({ id }) => id),
    markers: leases.flatMap(({ marker }) => marker ?? []),
  });
  await carryOut(inputs, surroundings, logins, leases, checkCancelled);
}

type RequestWithToken = Request & { readonly token: Secret };

/** Returns the requests that have a token; the others are an error unless `missing-token` allows them. */
function withTokens({ requests, missingToken }: Inputs): RequestWithToken[] {
  return requests.flatMap((request) => {
    const { token, registry, origin } = request;
    if (token !== undefined) return [{ ...request, token }];
    const name = registry === undefined ? '' : ` for \`${registry}\``;
    const message = `the token${name} is empty (${origin}); likely ${likelyCause(runner.environment())}`;
    if (missingToken === 'error')
      throw new UserError(`please provide a non-empty token: ${message}`);
    if (missingToken === 'warn') runner.warning(`not logged in${name}: ${message}`);
    else runner.info(`Not logged in${name}: ${message}`);
    return [];
  });
}

function planLogin(
  { registry: name, token }: RequestWithToken,
  inputs: Inputs,
  { config }: Surroundings,
): Login {
  const registry = resolveRegistry(config, name, { index: inputs.index });
  const provider = resolveProvider(config.withoutCli(), registry);
  const isConfigured = provider.kind !== 'token' || provider.configured;
  const entries = placesOf(registry).map(
    (place): Entry => ({
      place,
      token: token.expose(),
      provider: place.kind === 'alternate' && !isConfigured,
    }),
  );
  return { registry, token, keeper: { kind: 'file', entries } };
}

/** Returns the tables of the credentials file in which Cargo looks for a registry's token. */
export function placesOf({ kind, tokenNames }: Registry): RegistryPlace[] {
  if (kind === 'crates-io') return [{ kind }];
  return tokenNames.map((name) => ({ kind: 'alternate', name }));
}

function refuseTwice(logins: readonly Login[]): void {
  const seen = new Map<string, string>();
  for (const { registry } of logins) {
    for (const place of placesOf(registry)) {
      const earlier = seen.get(placeKey(place));
      if (earlier !== undefined && earlier !== registry.name) {
        throw new UserError(
          `\`${earlier}\` and \`${registry.name}\` are the same registry for Cargo; name it once`,
        );
      }
      seen.set(placeKey(place), registry.name);
    }
  }
}

function leaseFor({ registry, keeper }: Login): Lease {
  return newLease(newLeaseId(), registry.name, keeper, runner.temporaryFolder());
}

async function carryOut(
  inputs: Inputs,
  { file, term }: Surroundings,
  logins: readonly Login[],
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  try {
    for (const { marker } of leases) if (marker !== undefined) createMarker(marker);
    const { swept } = await changeLogins(file.target, checkCancelled, (found) => {
      refuseAfterPost(leases);
      return { logins: addLeases(found, leases), result: undefined };
    });
    reportSwept(swept);
    reportOutputs(logins, file.path);
    checkCancelled();
    if (!inputs.logout) await keep(file.target, leases, checkCancelled);
  } catch (error) {
    throw await undo(file.target, leases, error);
  }
  if (term.verbosity === 'quiet') return;
  for (const { registry } of logins) runner.info(`Login token for \`${registry.name}\` saved`);
}

/** A cancelled main step may still run when the post step has logged out already. */
function refuseAfterPost(leases: readonly Lease[]): void {
  if (leases.some(isMarkerGone)) {
    throw new UserError('the job has ended already, so nothing is logged in to any more');
  }
}

/** Makes the logins part of the file as its owner has it, as `cargo login` would (`logout: false`). */
async function keep(
  target: string,
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  const ids = leases.map(({ id }) => id);
  await changeLogins(target, checkCancelled, (found) => ({
    logins: keepLeases(found, ids, target),
    result: undefined,
  }));
  leases.forEach(removeMarker);
}

/** Takes back what was written, and returns the error to be reported. */
async function undo(target: string, leases: readonly Lease[], error: unknown): Promise<unknown> {
  const ids = leases.map(({ id }) => id);
  try {
    leases.forEach(removeMarker);
    await changeLogins(
      target,
      () => {},
      (found) => ({
        logins: endLeases(found, ids).logins,
        result: undefined,
      }),
    );
    return error;
  } catch (cause) {
    const [first, second] = [error, cause].map(messageOf);
    if (first === second) return error;
    return new UserError(`${first}\nand what was written could not be taken back: ${second}`, {
      cause,
    });
  }
}

/** Says whose tokens were found and removed. */
export function reportSwept(swept: readonly Lease[]): void {
  for (const { registry } of swept) {
    runner.info(
      `Removed the token for \`${registry}\` that a job left behind which ended without logging out`,
    );
  }
}

function reportOutputs(logins: readonly Login[], file: string): void {
  const inFile = logins.some(({ keeper }) => keeper.kind === 'file');
  runner.setOutput('registry', logins.map(({ registry }) => registry.name).join('\n'));
  runner.setOutput('credentials-file', inFile ? file : '');
  runner.setOutput('logged-in', String(logins.length > 0));
}
