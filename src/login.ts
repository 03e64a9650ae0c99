// The main step with `command: login`, top to bottom.

import { logInByCargo } from './by-cargo.ts';
import type { CheckCancelled } from './cancellation.ts';
import type { Term } from './cargo/term.ts';
import { isHeld } from './credentials/held.ts';
import { type Lease, newLease, newLeaseId } from './credentials/lease.ts';
import type { Inputs } from './inputs.ts';
import { type Login, planLogins } from './plan.ts';
import { revokeTokens } from './revocation.ts';
import * as runner from './runner.ts';
import { saveState } from './state.ts';
import { begin, keep, refuseAfterPost, undo } from './step-leases.ts';
import { debugSurroundings, readSurroundings, type Surroundings } from './surroundings.ts';
import { type RequestWithToken, withTokens } from './tokens.ts';
import { warnOfSurroundings } from './warnings.ts';

/**
 * Logs in to every requested registry, or to none.
 *
 * @throws UserError when something is refused or fails; what was written is undone then
 */
export async function login(inputs: Inputs, checkCancelled: CheckCancelled): Promise<void> {
  const requests = await withTokens(inputs, checkCancelled);
  if (requests.length === 0) {
    reportOutputs([], '');
    return;
  }
  try {
    await logIn(requests, inputs, checkCancelled);
  } catch (error) {
    await revokeTokens(new Set(requests.flatMap(({ revocation }) => revocation ?? [])));
    throw error;
  }
}

async function logIn(
  requests: readonly RequestWithToken[],
  inputs: Inputs,
  checkCancelled: CheckCancelled,
): Promise<void> {
  const surroundings = readSurroundings(inputs);
  const logins = planLogins(requests, inputs, surroundings);
  const registries = logins.map(({ registry }) => registry);
  debugSurroundings(surroundings, registries);
  warnOfSurroundings(surroundings, registries);
  const leases = logins.map(leaseFor);
  saveState({
    file: surroundings.file.target,
    leases: leases.map(({ id }) => id),
    markers: leases.flatMap(({ marker }) => marker ?? []),
    held: Object.fromEntries(leases.filter(isHeld).map(({ id, registry }) => [id, registry])),
    revocable: Object.fromEntries(
      leases.flatMap(({ id, revocation }) => (revocation ? [[id, revocation.url]] : [])),
    ),
  });
  await carryOut(inputs, surroundings, logins, leases, checkCancelled);
}

function leaseFor({ registry, keeper, revocation }: Login): Lease {
  const lease = newLease(newLeaseId(), registry.name, keeper, runner.temporaryFolder());
  return { ...lease, revocation };
}

async function carryOut(
  inputs: Inputs,
  surroundings: Surroundings,
  logins: readonly Login[],
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<void> {
  const { file, term } = surroundings;
  await begin(file.target, leases, checkCancelled);
  try {
    const inFile = await logInHeld(inputs, surroundings, logins, leases, checkCancelled);
    exportIndexes(logins);
    checkCancelled();
    // Late, for the runner passes on the outputs of a step that failed as well.
    reportOutputs(logins, inFile ? file.path : '');
    if (!inputs.logout) await keep(file.target, leases, checkCancelled);
  } catch (error) {
    throw await undo(file.target, leases, error);
  }
  if (term.verbosity !== 'quiet') reportLogins(logins);
}

/** Says what was saved; several lines are a group, of which the log shows the title first. */
function reportLogins(logins: readonly Login[]): void {
  const report = () => {
    for (const { registry, revocation } of logins) {
      const source = revocation === undefined ? '' : `, which ${revocation.url} gave for this job`;
      runner.info(`Login token for \`${registry.name}\` saved${source}`);
    }
  };
  if (logins.length === 1) report();
  else runner.group(`Login tokens for ${logins.length} registries saved`, report);
}

/**
 * Has Cargo log in to what only Cargo can log in to, one after the other. Returns whether any token
 * of the step is in the credentials file then.
 */
async function logInHeld(
  { cargoArgs }: Inputs,
  { config, file, term }: Surroundings,
  logins: readonly Login[],
  leases: readonly Lease[],
  checkCancelled: CheckCancelled,
): Promise<boolean> {
  let inFile = !leases.every(isHeld);
  const warned = new Set([...config.warnings, ...file.warnings].map(firstLine));
  for (const [index, { token }] of logins.entries()) {
    const lease = leases[index];
    if (lease === undefined || !isHeld(lease)) continue;
    const work = { lease, token, providerArgs: cargoArgs.provider };
    const isWanted = () => refuseAfterPost(leases);
    const result = await logInByCargo(file.target, work, isWanted, checkCancelled);
    inFile ||= result.inFile;
    reportWords(result.words, term, warned);
  }
  return inFile;
}

/**
 * Passes on what Cargo said of a login that succeeded: on request all of it, else its warnings.
 *
 * @param warned the first lines of what there was a warning of already; what is new is added
 */
function reportWords(words: string, { verbosity }: Term, warned: Set<string>): void {
  if (words === '' || verbosity === 'quiet') return;
  if (verbosity === 'verbose') {
    runner.info(words);
    return;
  }
  for (const [, text = ''] of words.matchAll(/^warning: (.*)$/gm)) {
    if (!warned.has(text)) runner.warning(text);
    warned.add(text);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1).join();
}

/** Makes the index that the input gave known to the steps that follow. */
function exportIndexes(logins: readonly Login[]): void {
  for (const { registry } of logins) {
    if (registry.exported !== undefined) {
      runner.exportVariable(registry.exported.key, registry.exported.value);
    }
  }
}

/** @param file the credentials file, empty when no token is in it */
function reportOutputs(logins: readonly Login[], file: string): void {
  runner.setOutput('registry', logins.map(({ registry }) => registry.name).join('\n'));
  runner.setOutput('credentials-file', file);
  runner.setOutput('logged-in', String(logins.length > 0));
}
