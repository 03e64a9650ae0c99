// One login in a configuration tree, by real cargo or by the packaged action, and its outcome.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import { cargoHome } from '../../src/cargo/config.ts';
import { ACTION, scriptOf } from '../support/action.ts';
import { toolchain } from '../support/cargo.ts';
import { collect, type Output } from '../support/child.ts';
import { walk } from '../support/tree.ts';
import type { World } from './world.ts';

/** How a login ended. */
export type Outcome =
  | { readonly kind: 'refused'; readonly message: string }
  /** The tables of the credentials file that contain the token: `registry`, `registries.NAME`. */
  | { readonly kind: 'token'; readonly tables: readonly string[] }
  /** The program took the token. */
  | { readonly kind: 'program'; readonly path: string };

/** A provider that accepts every login, and writes its own path into `calls` at the root. */
export const KEEPER = provider('{"Ok":{"kind":"login"}}', 'echo "$0" >> "{ROOT}/calls"');
/** A provider that passes every request on to the next provider. */
export const PASSER = provider('{"Err":{"kind":"url-not-supported"}}', ':');

function provider(toLogin: string, record: string): string {
  return `#!/bin/sh
echo '{"v":[1]}'
read -r request
case "$request" in
  *'"kind":"login"'*) ${record}; echo '${toLogin}' ;;
  *) echo '{"Err":{"kind":"url-not-supported"}}' ;;
esac
`;
}

/** Logs in with the packaged action, as a step of a job. */
export async function loginByAction(world: World, cratesIo: string): Promise<Outcome> {
  const runner = path.join(world.root, 'runner');
  fs.mkdirSync(runner);
  const files = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_ENV'].map((name) => {
    const file = path.join(runner, name);
    fs.writeFileSync(file, '');
    return [name, file] as const;
  });
  const child = spawn(process.execPath, [scriptOf(ACTION, 'main')], {
    cwd: world.cwd,
    env: {
      ...environment(world, cratesIo),
      ...Object.fromEntries(files),
      RUNNER_TEMP: runner,
      GITHUB_WORKSPACE: world.cwd,
      INPUT_TOKEN: tokenOf(world),
      INPUT_REGISTRY: world.registry ?? '',
      INPUT_CONFIG: world.cliArgs.join('\n'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout, stderr } = await collect(child);
  if (code === 0) return outcomeOnDisk(world);
  const [, message = `code ${code}: ${stdout}${stderr}`] = /^::error::(.*)$/m.exec(stdout) ?? [];
  return { kind: 'refused', message: message.replaceAll('%0A', '\n').replaceAll('%25', '%') };
}

/** Logs in with real cargo. */
export async function loginByCargo(world: World, cratesIo: string): Promise<Outcome> {
  const input = `${tokenOf(world)}\n`;
  const { code, stderr } = await runCargo(world, cratesIo, ['login'], world.cliArgs, input);
  if (code === 0) return outcomeOnDisk(world);
  const text = stripVTControlCharacters(stderr);
  return { kind: 'refused', message: text.replace(/^.*?^error: /ms, '').trim() };
}

/**
 * Tells whether a later cargo command finds the token that the action stored: `cargo logout` says
 * whether it found one. It gets the `config` lines that define the registry, but not those that
 * define its credential provider.
 */
export async function isFoundLater(world: World, cratesIo: string): Promise<boolean> {
  const lines = world.cliArgs.filter((line) => !line.includes('credential-'));
  const { code, stderr } = await runCargo(world, cratesIo, ['logout'], lines, '');
  return code === 0 && !stripVTControlCharacters(stderr).includes('not currently logged in');
}

function runCargo(
  world: World,
  cratesIo: string,
  command: readonly string[],
  config: readonly string[],
  input: string,
): Promise<Output> {
  const registry = world.registry === undefined ? [] : ['--registry', world.registry];
  const { bin = '' } = toolchain() ?? {};
  const args = [...command, ...registry, ...config.flatMap((line) => ['--config', line])];
  const child = spawn(path.join(bin, 'cargo'), args, {
    cwd: world.cwd,
    env: environment(world, cratesIo),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Cargo may exit before it reads its input.
  child.stdin.on('error', () => {}).end(input);
  return collect(child);
}

function environment(world: World, cratesIo: string): Record<string, string> {
  const { bin = '' } = toolchain() ?? {};
  return {
    ...world.env,
    PATH: [bin, process.env['PATH']].join(path.delimiter),
    CARGO_NET_RETRY: '0',
    __CARGO_TEST_CRATES_IO_URL_DO_NOT_USE_THIS: cratesIo,
  };
}

function tokenOf({ root }: World): string {
  return `token-of-${path.basename(path.dirname(root))}`;
}

function credentialsOf({ env, cwd, home }: World): string {
  return path.join(cargoHome(env, cwd, home), 'credentials.toml');
}

function outcomeOnDisk(world: World): Outcome {
  const calls = path.join(world.root, 'calls');
  if (fs.existsSync(calls)) {
    return { kind: 'program', path: fs.readFileSync(calls, 'utf8').trim() };
  }
  const document = parse(fs.readFileSync(credentialsOf(world), 'utf8'));
  const tables = tablesWith(tokenOf(world), document, []);
  const files = walk(world.root).filter((file) => isFileWith(file, tokenOf(world)));
  if (files.length !== 1) throw new Error(`the token is in ${files.join(', ') || 'no file'}`);
  // Cargo treats a token at the top level as that of `[registry]`.
  return { kind: 'token', tables: tables.map((table) => table || 'registry') };
}

function isFileWith(file: string, token: string): boolean {
  return fs.lstatSync(file).isFile() && fs.readFileSync(file, 'utf8').includes(token);
}

function tablesWith(token: string, table: TomlTable, at: readonly string[]): readonly string[] {
  return Object.entries(table).flatMap(([key, value]) => {
    if (value === token) return [at.join('.')];
    return isTable(value) ? tablesWith(token, value, [...at, key]) : [];
  });
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}
