// What the actions of these workflows need of the runner. They run without any package installed.

import { appendFileSync } from 'node:fs';

/**
 * Returns an input, trimmed; empty when it is not given.
 * @param {string} name
 */
export function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
}

/**
 * Returns a variable of the runner. Throws when it is not set.
 * @param {string} name
 */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/**
 * Tells the runner to hide a secret.
 * @param {string} secret
 */
export function mask(secret) {
  console.log(`::add-mask::${secret}`);
  record(secret);
}

/**
 * Writes a secret to the file that `E2E_SECRETS` names, where somebody wants to search for it.
 * @param {string} secret
 */
export function record(secret) {
  const file = process.env['E2E_SECRETS'];
  if (file) appendFileSync(file, `${secret}\n`);
}

/**
 * @param {string} name
 * @param {string} value one line
 */
export function setOutput(name, value) {
  appendFileSync(variable('GITHUB_OUTPUT'), `${name}=${value}\n`);
}

/**
 * Sets a variable of the steps that follow.
 * @param {string} name
 * @param {string} value one line
 */
export function exportVariable(name, value) {
  appendFileSync(variable('GITHUB_ENV'), `${name}=${value}\n`);
}

/**
 * Saves a value for the post step.
 * @param {string} name
 * @param {string} value one line
 */
export function saveState(name, value) {
  appendFileSync(variable('GITHUB_STATE'), `${name}=${value}\n`);
}

/**
 * Runs the body of an action; what it throws is an error annotation, and fails the job.
 * @param {() => void | Promise<void>} body
 */
export async function run(body) {
  try {
    await body();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(`::error::${message.replaceAll('%', '%25').replaceAll('\n', '%0A')}`);
    process.exitCode = 1;
  }
}
