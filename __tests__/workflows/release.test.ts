// The scripts of the release workflow, in a repository of their own, with a stand-in for `gh` that
// writes down what it is asked.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { recordArguments } from '../support/cargo.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import { readYaml, stepsOf } from './workflow-files.ts';

const steps = stepsOf(readYaml('.github/workflows/release.yml'));
const skip = process.platform === 'win32' && 'the workflow runs on Linux';

/** A clone in which a tag was pushed. */
class Release {
  readonly #folder: string;
  readonly #tag: string;
  readonly #gh: ReturnType<typeof recordArguments>;

  constructor(machine: Machine, tag: string) {
    this.#folder = machine.folder('clone');
    this.#tag = tag;
    this.#gh = recordArguments(machine.records, 'gh', '/bin/echo');
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: readonly string[]): string {
    const author = ['-c', 'user.name=n', '-c', 'user.email=e'];
    return execFileSync('git', [...author, ...args], { cwd: this.#folder })
      .toString()
      .trim();
  }

  /** Commits a version to main, and returns the commit. */
  commit(version: string, branch = 'main'): string {
    const manifest = JSON.stringify({ version, type: 'module' });
    fs.writeFileSync(path.join(this.#folder, 'package.json'), manifest);
    this.git('add', 'package.json');
    this.git('commit', '--quiet', '--allow-empty', '--message', version);
    if (branch === 'main') this.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    return this.git('rev-parse', 'HEAD');
  }

  /** Runs the step with this id as the runner does; returns its exit code and output. */
  run(id: string): { readonly code: number | null; readonly text: string } {
    const script = String(steps.find(({ fields }) => fields['id'] === id)?.fields['run']);
    const { status, stdout } = spawnSync('bash', ['-e', '-c', script], {
      cwd: this.#folder,
      env: {
        PATH: [this.#gh.bin, process.env['PATH']].join(path.delimiter),
        GITHUB_REF_NAME: this.#tag,
        GITHUB_REPOSITORY: 'OWNER/cargo-login-action',
        ARCHIVE: 'archive.tar.gz',
      },
    });
    return { code: status, text: stdout.toString() };
  }

  /** What `gh` was asked, a line for each call. */
  asked(): readonly string[] {
    return this.#gh.calls().map((args) => args.join(' '));
  }
}

const withRelease = (tag: string, body: (release: Release) => void) => (t: test.TestContext) =>
  withMachine(t, (machine) => body(new Release(machine, tag)));

test(
  'a tag that is the version on main is released',
  { skip },
  withRelease('v1.2.3', (release) => {
    release.commit('1.2.3');
    assert.deepEqual(release.run('check'), { code: 0, text: '' });
    assert.equal(release.run('release').code, 0);
    assert.deepEqual(release.asked(), [
      'release create v1.2.3 archive.tar.gz --verify-tag --generate-notes',
    ]);
  }),
);

test(
  'a tag that is another version is refused',
  { skip },
  withRelease('v1.2.4', (release) => {
    release.commit('1.2.3');
    const { code, text } = release.run('check');
    assert.equal(code, 1);
    assert.match(text, /^::error::package\.json says v1\.2\.3, the tag is v1\.2\.4$/m);
  }),
);

test(
  'a tag beside main is refused',
  { skip },
  withRelease('v1.2.3', (release) => {
    release.commit('1.2.2');
    release.commit('1.2.3', 'beside');
    const { code, text } = release.run('check');
    assert.equal(code, 1);
    assert.match(text, /^::error::v1\.2\.3 is not on main$/m);
  }),
);

test(
  'the first release of a major version makes its tag',
  { skip },
  withRelease('v2.0.0', (release) => {
    release.commit('1.9.0');
    for (const tag of ['v1.9.0', 'v1']) release.git('tag', tag);
    const commit = release.commit('2.0.0');
    release.git('tag', 'v2.0.0');
    assert.equal(release.run('major').code, 0);
    assert.deepEqual(release.asked(), [
      `api --silent --method POST repos/OWNER/cargo-login-action/git/refs -f ref=refs/tags/v2 -f sha=${commit}`,
    ]);
  }),
);

test(
  'a later one moves it to its commit, also where the tag has a message',
  { skip },
  withRelease('v1.10.0', (release) => {
    release.commit('1.9.0');
    for (const tag of ['v1.9.0', 'v1']) release.git('tag', tag);
    const commit = release.commit('1.10.0');
    release.git('tag', '--annotate', '--message=m', '--no-sign', 'v1.10.0');
    assert.equal(release.run('major').code, 0);
    assert.deepEqual(release.asked(), [
      `api --silent --method PATCH repos/OWNER/cargo-login-action/git/refs/tags/v1 -f sha=${commit} -F force=true`,
    ]);
  }),
);

test(
  'a release of an older line leaves it where it is',
  { skip },
  withRelease('v1.9.1', (release) => {
    release.commit('1.9.1');
    for (const tag of ['v1.9.1', 'v1.10.0', 'v1']) release.git('tag', tag);
    assert.deepEqual(release.run('major'), { code: 0, text: 'v1 stays at v1.10.0\n' });
    assert.deepEqual(release.asked(), []);
  }),
);
