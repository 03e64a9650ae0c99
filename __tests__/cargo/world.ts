// A configuration tree on disk for a login: files, environment, arguments.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { Config, cargoHome } from '../../src/cargo/config.ts';
import { type Asked, type Registry, resolveRegistry } from '../../src/cargo/registry.ts';
import { UserError } from '../../src/errors.ts';
import { removeTree } from '../support/tree.ts';

/** The description of a tree. `{ROOT}` in a text stands for the folder that contains the tree. */
export interface Scene {
  /** Files by path; a text is written as UTF-8. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Symbolic links by path, with their targets relative to the root. */
  readonly links?: Readonly<Record<string, string>>;
  /** The working directory, relative to the root. */
  readonly cwd: string;
  /** `HOME`, relative to the root. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** The `--config` arguments. */
  readonly cliArgs: readonly string[];
  /** The registry that is named, `undefined` for none. */
  readonly registry: string | undefined;
}

/** A scene on disk, with absolute paths. */
export interface World {
  readonly root: string;
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cliArgs: readonly string[];
  readonly registry: string | undefined;
}

/** Writes a scene into an empty folder. */
export function build(scene: Scene, root: string): World {
  const here = (text: string) => text.replaceAll('{ROOT}', root);
  for (const [name, content] of Object.entries(scene.files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof content === 'string' ? here(content) : content);
    if (typeof content === 'string' && content.startsWith('#!')) fs.chmodSync(file, 0o755);
  }
  for (const [name, target] of Object.entries(scene.links ?? {})) {
    const link = path.join(root, name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(path.join(root, target), link);
  }
  for (const folder of [scene.cwd, scene.home]) {
    fs.mkdirSync(path.join(root, folder), { recursive: true });
  }
  const home = path.join(root, scene.home);
  const env = Object.entries(scene.env).map(([key, value]) => [key, here(value)] as const);
  return {
    root,
    home,
    // As a process in that folder sees it.
    cwd: fs.realpathSync(path.join(root, scene.cwd)),
    env: { HOME: home, ...Object.fromEntries(env) },
    cliArgs: scene.cliArgs.map(here),
    registry: scene.registry,
  };
}

/** Writes a scene for one test. By default it is only a project `w` and a home folder. */
export function worldFor(t: TestContext, scene: Partial<Scene> = {}): World {
  const root = fs.mkdtempSync(path.join(fs.realpathSync.native(os.tmpdir()), 'cargo-world-'));
  t.after(() => removeTree(root));
  const nothing = { files: {}, cwd: 'w', home: 'home', env: {}, cliArgs: [], registry: undefined };
  return build({ ...nothing, ...scene }, root);
}

/** Loads the configuration of a world, including its credentials file. */
export function load({ cwd, home, env, cliArgs: args }: World): Config {
  const folder = cargoHome(env, cwd, home);
  const file = path.join(folder, 'credentials.toml');
  const credentials = fs.existsSync(file)
    ? { path: file, text: fs.readFileSync(file, 'utf8') }
    : undefined;
  return new Config({ cwd, home: folder, env, args, credentials });
}

/** Loads the configuration of a scene. */
export function configFor(t: TestContext, scene: Partial<Scene> = {}): Config {
  return load(worldFor(t, scene));
}

/** Returns the text with the same paths on every system: `{ROOT}` for the root, and slashes. */
export function portable(text: string, root: string): string {
  const below = /\{ROOT\}[^`]*/g;
  return text.replaceAll(root, '{ROOT}').replace(below, (found) => found.replaceAll('\\', '/'));
}

/** Returns the message of the `UserError` that `step` must throw, with `{ROOT}` for the root. */
export function refusal({ root }: Pick<World, 'root'>, step: () => unknown): string {
  try {
    step();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return portable(error.message, root);
  }
  return assert.fail('it was not refused');
}

/** Returns TOML that defines registries. The argument maps each name to the URL of its index. */
export const defined = (indexes: Readonly<Record<string, string>>) =>
  Object.entries(indexes)
    .map(([name, url]) => `[registries.${name}]\nindex = "${url}"\n`)
    .join('');
/** Returns a scene with this configuration in the working directory. */
export const configured = (text: string) => ({ files: { 'w/.cargo/config.toml': text } });

/** Resolves the registry of a world. `asked` overrides what the step asks for. */
export function resolve(world: World, asked: Partial<Asked>): Registry {
  return resolveRegistry(load(world), {
    registry: world.registry,
    index: undefined,
    earlier: new Map(),
    ...asked,
  });
}
