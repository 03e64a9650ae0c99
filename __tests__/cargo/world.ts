// A configuration tree on disk, in which a login happens: files, environment, arguments.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { Config, cargoHome } from '../../src/cargo/config.ts';
import { type Asked, type Registry, resolveRegistry } from '../../src/cargo/registry.ts';
import { UserError } from '../../src/errors.ts';
import { removeTree } from '../support/tree.ts';

/** The tree as it is written. `{ROOT}` in a text stands for the folder that holds it all. */
export interface Scene {
  /** Files by path; a text is written as UTF-8. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Symbolic links by path, with what they lead to, seen from the root. */
  readonly links?: Readonly<Record<string, string>>;
  /** The working directory, seen from the root. */
  readonly cwd: string;
  /** `HOME`, seen from the root. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** The `--config` arguments. */
  readonly cliArgs: readonly string[];
  /** The registry asked for; `undefined` for none. */
  readonly registry: string | undefined;
}

/** A scene that stands on disk, with absolute paths. */
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
    // As a process sees it that works there.
    cwd: fs.realpathSync(path.join(root, scene.cwd)),
    env: { HOME: home, ...Object.fromEntries(env) },
    cliArgs: scene.cliArgs.map(here),
    registry: scene.registry,
  };
}

/** Writes a scene for one test: by default nothing but a project `w` and a home folder. */
export function worldFor(t: TestContext, scene: Partial<Scene> = {}): World {
  const root = fs.mkdtempSync(path.join(fs.realpathSync.native(os.tmpdir()), 'cargo-world-'));
  t.after(() => removeTree(root));
  const nothing = { files: {}, cwd: 'w', home: 'home', env: {}, cliArgs: [], registry: undefined };
  return build({ ...nothing, ...scene }, root);
}

/** Loads the configuration of a world, its credentials file included. */
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

/** Returns a text in which a path is the same on every system: `{ROOT}` for the root, and slashes. */
export function portable(text: string, root: string): string {
  const below = /\{ROOT\}[^`]*/g;
  return text.replaceAll(root, '{ROOT}').replace(below, (found) => found.replaceAll('\\', '/'));
}

/** Returns the message of the `UserError` that the step must end with; `{ROOT}` stands for the root. */
export function refusal({ root }: Pick<World, 'root'>, step: () => unknown): string {
  try {
    step();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return portable(error.message, root);
  }
  return assert.fail('it was not refused');
}

/** Returns the configuration that defines registries, by name, with the URL of their index. */
export const defined = (indexes: Readonly<Record<string, string>>) =>
  Object.entries(indexes)
    .map(([name, url]) => `[registries.${name}]\nindex = "${url}"\n`)
    .join('');
/** Returns a scene with this configuration in the working directory. */
export const configured = (text: string) => ({ files: { 'w/.cargo/config.toml': text } });

/** Resolves the registry of a world; `asked` says more than its name. */
export function resolve(world: World, asked: Partial<Asked>): Registry {
  return resolveRegistry(load(world), {
    registry: world.registry,
    index: undefined,
    earlier: new Map(),
    ...asked,
  });
}
