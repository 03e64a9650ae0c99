// An index as a git repository, as registries had it before sparse ones, and some still have it.

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
import type { Machine } from '../support/machine.ts';

/** For the `skip` of a test that needs git and a POSIX shell. */
export function withoutGit(): string | false {
  if (process.platform === 'win32') return 'needs a POSIX system';
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'no git on this machine';
  }
}

/** A registry whose API is on loopback and whose index is a git repository in `folder`. */
export interface GitRegistry extends Registry {
  readonly folder: string;
}

/** Starts such a registry. Every publish is a commit, made before the publish is answered. */
export async function startGitRegistry(
  machine: Machine,
  token: string,
  authRequired: boolean,
): Promise<GitRegistry> {
  const folder = machine.folder('crate-index.git');
  const onPublish = (crate: StoredCrate) => {
    const file = path.join(folder, indexPath(crate.name));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, indexLine(crate));
    commit(folder, `${crate.name} ${crate.version}`);
  };
  const registry = await machine.registry({ token, onPublish });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  const config = JSON.stringify(indexConfig({ url: registry.url, authRequired }));
  fs.writeFileSync(path.join(folder, 'config.json'), config);
  commit(folder, 'a new registry');
  return { ...registry, folder };
}

function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=a', '-c', 'user.email=b', 'commit', '--quiet', '-m', message);
}

function git(folder: string, ...args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', args, { cwd: folder, env, stdio: 'ignore' });
}

/** A stand-in for ssh: whatever host is asked for a repository, this one answers. */
export interface SshStandIn {
  /** What has to be in the environment, so that git and cargo use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Returns, for each call so far, the host with its user and the command for it. */
  readonly calls: () => readonly string[];
}

/** Makes such a stand-in for the registry's index. */
export function standInForSsh(machine: Machine, { folder }: GitRegistry): SshStandIn {
  const program = path.join(machine.records, 'ssh');
  const log = path.join(machine.records, 'ssh.calls');
  const script = `#!/bin/sh\necho "$*" >> '${log}'\nexec git-upload-pack '${folder}'\n`;
  fs.writeFileSync(program, script, { mode: 0o755 });
  return {
    // Cargo's own ssh knows nothing of GIT_SSH; with this setting it calls git.
    env: { CARGO_NET_GIT_FETCH_WITH_CLI: 'true', GIT_SSH: program, GIT_SSH_VARIANT: 'simple' },
    calls: () => (fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : []),
  };
}
