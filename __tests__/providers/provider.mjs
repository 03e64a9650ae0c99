// A credential provider, as Cargo starts one: https://doc.rust-lang.org/cargo/reference/credential-provider-protocol.html
//   node provider.mjs SETTINGS --cargo-plugin
// It stores tokens in a file and records its requests. The settings can make it misbehave.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} Settings
 * @property {string} vault the file that stores tokens, by index URL
 * @property {string} records the file that records requests
 * @property {string} [hello] the first line, if not the correct one
 * @property {Readonly<Record<string, unknown>>} [answers] fixed answers to actions, without any
 * effect; `hang` makes it hang, and `crash` makes it exit
 * @property {string} [says] what it prints on standard error before it answers
 * @property {boolean} [leaves] whether it leaves a running process behind
 *
 * In `says` and `answers`, `{token}` and `{base64}` stand for the token.
 */

const [settingsFile = '', ...args] = process.argv.slice(2);
/** @type {Settings} */
const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));

/** @returns {Record<string, string>} */
function vault() {
  return existsSync(settings.vault) ? JSON.parse(readFileSync(settings.vault, 'utf8')) : {};
}

/** @param {Readonly<Record<string, string>>} tokens */
function keep(tokens) {
  writeFileSync(settings.vault, JSON.stringify(tokens), { mode: 0o600 });
}

/** @param {object} note */
function write(note) {
  appendFileSync(settings.records, `${JSON.stringify(note)}\n`);
}

/** @param {Record<string, any>} request */
function record({ token, ...request }) {
  const hasInputs = Object.keys(process.env).filter((name) =>
    /^(INPUT|STATE|ACTIONS_RUNTIME)_/.test(name),
  );
  const withToken = Object.keys(process.env).filter(
    (name) => token !== undefined && process.env[name]?.includes(token),
  );
  const digest = token && createHash('sha256').update(token).digest('base64').slice(0, 12);
  write({
    kind: 'request',
    pid: process.pid,
    args,
    request,
    digest,
    environment: [...hasInputs, ...withToken],
  });
  const commandLine = `/proc/${process.ppid}/cmdline`;
  if (existsSync(commandLine)) {
    write({ kind: 'cargo', commandLine: readFileSync(commandLine, 'utf8').split('\0') });
  }
}

/** @param {Record<string, any>} request */
function answer({ kind, token, registry }) {
  const index = registry['index-url'];
  const { [index]: kept, ...others } = vault();
  if (kind === 'login') keep({ ...others, [index]: token });
  if (kind === 'login') return { Ok: { kind } };
  if (kept === undefined) return { Err: { kind: 'not-found' } };
  if (kind === 'logout') keep(others);
  if (kind === 'logout') return { Ok: { kind } };
  return { Ok: { kind, token: kept, cache: 'session', operation_independent: true } };
}

/** Hangs together with a child process. Both ignore SIGTERM. */
function hang() {
  const stubborn = "process.on('SIGTERM', () => {}); setTimeout(() => {}, 100_000);";
  const child = spawn(process.execPath, ['-e', stubborn], { stdio: 'inherit' });
  process.on('SIGTERM', () => {});
  write({ kind: 'hangs', pids: [process.pid, child.pid] });
  setTimeout(() => process.exit(), 100_000);
}

/** Starts a process that acts like an agent: it keeps standard error open and goes on running. */
function leaveBehind() {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 'ignore', 'inherit'] };
  const agent = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 30000)'], options);
  write({ kind: 'leaves', pid: agent.pid });
  agent.unref();
}

/** @param {string} text @param {string} secret */
function withSecret(text, secret) {
  return text
    .replaceAll('{token}', secret)
    .replaceAll('{base64}', Buffer.from(secret).toString('base64'));
}

/** @param {unknown} said */
function say(said) {
  process.stdout.write(`${typeof said === 'string' ? said : JSON.stringify(said)}\n`);
}

say(settings.hello ?? { v: [1] });
const input = createInterface({ input: process.stdin });
input.once('line', (line) => {
  const request = JSON.parse(line);
  record(request);
  const planned = settings.answers?.[request.kind];
  const kept = vault()[request.registry['index-url']];
  const secret = request.token ?? kept ?? '';
  if (settings.says !== undefined) process.stderr.write(`${withSecret(settings.says, secret)}\n`);
  if (settings.leaves) leaveBehind();
  if (planned === 'hang') hang();
  else if (planned === 'crash') process.exit(3);
  else if (planned !== undefined) say(withSecret(JSON.stringify(planned), secret));
  else say(answer(request));
});
