// A registry whose index is a git repository, like those of ktra and Shipyard.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Registry } from '../../scripts/registry.mjs';
import {
  indexConfig,
  indexLine,
  indexPath,
  type StoredCrate,
} from '../../scripts/registry-protocol.mjs';
import type { Variables } from '../support/job.ts';
import type { Machine } from '../support/machine.ts';

/** Returns the `skip` option of a test that needs git and a POSIX shell. */
export function withoutGit(): string | false {
  if (process.platform === 'win32') return 'needs a POSIX system';
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'no git on this machine';
  }
}

/** A registry whose API is on loopback and whose index is a git repository on disk. */
export interface GitRegistry extends Registry {
  /** Returns variables that make git find the repository at `url`, for any host and protocol. */
  readonly servedAt: (url: string) => Variables;
}

/** Starts such a registry. Every publish adds a commit before it is answered. */
export async function startGitRegistry(machine: Machine, token: string): Promise<GitRegistry> {
  const folder = machine.folder('crate-index.git');
  const onPublish = (crate: StoredCrate) => {
    const file = path.join(folder, indexPath(crate.name));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, indexLine(crate));
    commit(folder, `${crate.name} ${crate.version}`);
  };
  const registry = await machine.registry({ token, onPublish });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  const config = JSON.stringify(indexConfig({ url: registry.url, authRequired: true }));
  fs.writeFileSync(path.join(folder, 'config.json'), config);
  commit(folder, 'a new registry');
  const servedAt = (url: string) => ({
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${folder}.insteadOf`,
    GIT_CONFIG_VALUE_0: url,
  });
  return { ...registry, servedAt };
}

function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=a', '-c', 'user.email=b', 'commit', '--quiet', '-m', message);
}

function git(folder: string, ...args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', args, { cwd: folder, env, stdio: 'ignore' });
}
