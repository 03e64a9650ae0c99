// The one reader of the action's inputs, and what they may be.

import { resolve } from 'node:path';
import { type CargoArguments, parseCargoArguments } from './cargo/arguments.ts';
import { workingDirectory } from './cargo/home.ts';
import { UserError } from './errors.ts';
import {
  checkForm,
  givenForm,
  maskTokens,
  type Request,
  readLogins,
  readLogouts,
} from './given-tokens.ts';
import { isFolder } from './host.ts';
import { boolean, lines, oneOf, optional } from './input-values.ts';
import * as runner from './runner.ts';
import { checkTrustedPublishingUrl } from './trusted-publishing-url.ts';

export type MissingToken = 'error' | 'warn' | 'skip';

/** What the step is to do: its inputs, checked. */
export interface Inputs {
  readonly command: 'login' | 'logout';
  readonly requests: readonly Request[];
  readonly index: string | undefined;
  readonly missingToken: MissingToken;
  readonly logout: boolean;
  readonly config: readonly string[];
  readonly workingDirectory: string;
  readonly cargoArgs: CargoArguments;
  readonly trustedPublishingUrl: string | undefined;
}

const TRUSTED_PUBLISHING_URL = 'https://crates.io';

/**
 * Reads the inputs of the step, masks every form of every token before anything else, and checks
 * them.
 *
 * @throws UserError that names the input and lists what it may be; never with a token
 */
export function readInputs(): Inputs {
  const given = givenForm();
  maskTokens(given);
  const form = checkForm(given);
  const command = oneOf('command', ['login', 'logout'], 'login');
  return {
    command,
    requests: command === 'login' ? readLogins(form) : readLogouts(),
    index: optional('index'),
    missingToken: oneOf('missing-token', ['error', 'warn', 'skip'], 'error'),
    logout: boolean('logout', true),
    config: lines('config').map(({ text }) => text),
    workingDirectory: readWorkingDirectory(),
    cargoArgs: parseCargoArguments(runner.input('cargo-args'), 'input `cargo-args`'),
    trustedPublishingUrl: trustedPublishingUrl(),
  };
}

function trustedPublishingUrl(): string | undefined {
  if (runner.rawInput('trusted-publishing-url') === undefined) return TRUSTED_PUBLISHING_URL;
  const given = optional('trusted-publishing-url');
  return given === undefined ? undefined : checkTrustedPublishingUrl(given);
}

function readWorkingDirectory(): string {
  const folder = resolve(runner.workspace(), runner.input('working-directory'));
  const given = optional('working-directory');
  if (isFolder(folder)) return workingDirectory(folder, process.platform);
  if (given === undefined) return folder; // the workspace need not be there before a checkout
  throw new UserError(
    `input \`working-directory\` is \`${given}\`, but \`${folder}\` is not a folder; check out first, or correct the path`,
  );
}
