// The main step with `command: login`, top to bottom.

import { describe, isQuiet } from './cargo/config.ts';
import type { Lease } from './credentials/lease.ts';
import { addLeases, endLeases, keepLeases } from './credentials/store.ts';
import { messageOf, UserError } from './errors.ts';
import type { Inputs, Request, TokenRequest } from './inputs.ts';
import { obtainTokens, revokeToken } from './obtain-tokens.ts';
import { type Login, type Machine, planLogins, readMachine, resolveTarget } from './plan.ts';
import * as runner from './runner.ts';
import { saveState } from './state.ts';

/**
 * Logs in to every requested registry, or to none. Throws UserError when a login is refused or
 * fails, after it has undone its changes.
 */
export async function login(inputs: Inputs): Promise<void> {
  const machine = readMachine(inputs);
  const isForCratesIo = ({ registry }: Request) =>
    resolveTarget(registry, inputs, machine).registry.kind === 'crates-io';
  const requests: TokenRequest[] = [];
  try {
    await obtainTokens(inputs, isForCratesIo, requests);
    runner.checkCancelled();
    if (requests.length > 0) await logIn(requests, inputs, machine);
    else setOutputs([], inputs, machine);
  } catch (error) {
    for (const { issuer, token } of requests) {
      if (issuer !== undefined) await revokeToken(issuer, token);
    }
    throw error;
  }
}

async function logIn(requests: readonly TokenRequest[], inputs: Inputs, machine: Machine) {
  const logins = planLogins(requests, inputs, machine);
  if (inputs.verify) await verifyTokens(logins);
  const { target } = machine.file;
  save(target, logins, false);
  const leases = logins.map(({ lease }) => lease);
  const { swept } = await addLeases(target, leases, runner.checkCancelled);
  if (swept.length > 0) (await import('./on-demand.ts')).reportSwept(swept);
  await carryOut(logins, inputs, machine);
  if (!isQuiet(machine.config, inputs.cargoArgs)) report(logins, machine);
}

async function verifyTokens(logins: readonly Login[]): Promise<void> {
  const { verify } = await import('./on-demand.ts');
  for (const { registry, request } of logins) {
    const { name, kind, index } = registry;
    const why =
      kind === 'crates-io'
        ? 'crates.io checks a token only when it is used'
        : await verify(name, index.url, request.token, runner.cancellation());
    if (why === undefined) runner.info(`The registry \`${name}\` accepts the token`);
    else runner.notice(`the token for \`${name}\` could not be verified: ${why}`);
  }
}

/** Saves the state before the first effect, so that the post step can always undo the login. */
function save(file: string, logins: readonly Login[], kept: boolean): void {
  saveState({
    file,
    kept,
    logins: logins.map(({ lease: { id, registry, entries, revocation } }) => ({
      id,
      registry,
      names: entries.map(({ name }) => name),
      issuer: revocation?.url,
    })),
  });
}

async function carryOut(logins: readonly Login[], inputs: Inputs, machine: Machine) {
  const { target } = machine.file;
  const leases = logins.map(({ lease }) => lease);
  const done: Lease[] = [];
  let unsure: Lease | undefined;
  try {
    const exports = logins.flatMap(({ registry }) => registry.exported ?? []);
    const exported = Object.fromEntries(exports.map(({ name, value }) => [name, value]));
    Object.assign(process.env, exported);
    for (const { lease, keeper, request } of logins) {
      if (keeper.kind === 'file') continue;
      const { logInWithCargo } = await import('./on-demand.ts');
      unsure = lease;
      const result = await logInWithCargo(lease, request.token, inputs, runner.checkCancelled);
      if (result.kind !== 'unsure') unsure = undefined;
      if (result.kind !== 'done') throw new UserError(result.why);
      done.push(lease);
    }
    runner.checkCancelled();
    if (exports.length > 0) runner.exportVariables(exported);
    // Set late, because the runner also passes on the outputs of a failed step.
    setOutputs(logins, inputs, machine);
    if (inputs.logout) return;
    await keepLeases(target, leases, runner.checkCancelled);
    save(target, logins, true);
  } catch (error) {
    // The post step ends the unsure login: a provider may have its token, and cargo may be slow.
    const sure = leases.filter((lease) => lease !== unsure);
    throw await undo(target, sure, done, inputs, error);
  }
}

/** A cancelled step has only a few seconds to undo its changes. The post step tries again later. */
const UNDO_S = 5;

/** Undoes the login. Returns the error to report. */
async function undo(
  target: string,
  leases: readonly Lease[],
  done: readonly Lease[],
  inputs: Inputs,
  error: unknown,
): Promise<unknown> {
  const deadline = process.uptime() + UNDO_S;
  const giveUp = () => {
    if (process.uptime() > deadline) throw new UserError('another job did not release the lock');
  };
  try {
    const ids = leases.map(({ id }) => id);
    const known = { ids, temp: runner.temporaryFolder(), names: [], tokens: [] };
    const { due } = await endLeases(target, known, giveUp);
    const { endWithCargo } = await import('./on-demand.ts');
    const isDue = ({ id }: Lease) => due.some((lease) => lease.id === id);
    await endWithCargo(done.filter(isDue), () => inputs);
    return error;
  } catch (cause) {
    const advice = `Could not undo the changes: ${messageOf(cause)}. The post step will try again.`;
    return new UserError(`${messageOf(error)}\n${advice}`, { cause });
  }
}

function setOutputs(logins: readonly Login[], { requests }: Inputs, { file }: Machine): void {
  const isInFile = logins.some(({ keeper }) => keeper.kind === 'file');
  runner.setOutputs({
    registry: logins.map(({ registry }) => registry.name).join('\n'),
    'credentials-file': isInFile ? file.path : '',
    'logged-in': String(logins.length === requests.length),
  });
}

function report(logins: readonly Login[], { file }: Machine): void {
  for (const { lease, keeper } of logins) {
    const { registry, index, provider, revocation } = lease;
    const source = revocation === undefined ? '' : ` issued by ${revocation.url} for this job`;
    const place =
      keeper.kind === 'file'
        ? `in ${file.path}`
        : `by \`${provider}\`, configured in ${describe(keeper.definition)}`;
    runner.info(`Login token for \`${registry}\` (${index})${source} saved ${place}`);
  }
}
