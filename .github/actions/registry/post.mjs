// Stops the registry, and looks at what the steps that came after it have left behind.

import { readdirSync, readFileSync } from 'node:fs';
import { run, variable } from '../runner.mjs';
import { look } from './cargo-home.mjs';

/** The action's own files, and the one of the credential provider. */
const LEFT = /^(cargo-login|credential-provider)/;

await run(() => {
  const before = JSON.parse(readFileSync(variable('STATE_before'), 'utf8'));
  stop(before.pid);
  const files = look(before.home);
  const faults = before.isShared
    ? filesWith(before.token, files)
    : differences(before.files, files);
  const left = readdirSync(variable('RUNNER_TEMP')).filter((name) => LEFT.test(name));
  const all = [...faults, ...left.map((name) => `${name} is left in RUNNER_TEMP`)];
  if (all.length > 0) throw new Error(`not as before: ${all.join('; ')}`);
  console.log(`${before.home} is as before`);
});

/** @param {number} pid */
function stop(pid) {
  try {
    process.kill(pid);
  } catch {
    // It has stopped by itself: nobody asked it for long.
  }
}

/**
 * @param {string} token
 * @param {Readonly<Record<string, string>>} files
 */
function filesWith(token, files) {
  const names = Object.keys(files).filter((name) => files[name]?.includes(token));
  return names.map((name) => `${name} holds the token`);
}

/**
 * @param {Readonly<Record<string, string>>} before
 * @param {Readonly<Record<string, string>>} after
 */
function differences(before, after) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      if (before[name] === undefined) return `${name} is new`;
      return after[name] === undefined ? `${name} is gone` : `${name} is another`;
    });
}
