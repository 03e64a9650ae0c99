// Runs the scripts of the release workflow in a temporary repository, with a stand-in for `gh` that
// records its arguments.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { recordArguments } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { readYaml, stepsOf } from './workflow-files.ts';

const steps = stepsOf(readYaml('.github/workflows/release.yml'));
const skip = process.platform !== 'linux' && 'the workflow runs on Linux';

interface Release {
  /** The tag that is pushed. The version on main is `version`. */
  readonly tag: string;
  readonly version: string;
  /** Existing tags. */
  readonly before?: readonly string[];
  readonly step: 'check' | 'release' | 'major';
  readonly code?: number;
  readonly says?: RegExp;
  /** The arguments of `gh`. `COMMIT` stands for the commit of the tag. */
  readonly asks?: string;
}
const REFS = 'repos/OWNER/cargo-login-action/git/refs';
const RELEASES: Readonly<Record<string, Release>> = {
  'a release tag with main’s version passes': { tag: 'v1.2.3', version: '1.2.3', step: 'check' },
  'a release tag with another version than main’s is refused': {
    tag: 'v1.2.4',
    version: '1.2.3',
    step: 'check',
    code: 1,
    says: /^::error::package\.json says v1\.2\.3, the tag is v1\.2\.4$/m,
  },
  'a release contains the archive': {
    tag: 'v1.2.3',
    version: '1.2.3',
    step: 'release',
    asks: 'release create v1.2.3 archive.tar.gz --verify-tag --generate-notes',
  },
  'the first release of a major version creates the major tag': {
    tag: 'v2.0.0',
    version: '2.0.0',
    before: ['v1.9.0', 'v1'],
    step: 'major',
    asks: `api --silent --method POST ${REFS} -f ref=refs/tags/v2 -f sha=COMMIT`,
  },
  'a later release moves the major tag': {
    tag: 'v1.10.0',
    version: '1.10.0',
    before: ['v1.9.0', 'v1'],
    step: 'major',
    asks: `api --silent --method PATCH ${REFS}/tags/v1 -f sha=COMMIT -F force=true`,
  },
  'a release of an older line does not move the major tag': {
    tag: 'v1.9.1',
    version: '1.9.1',
    before: ['v1.10.0', 'v1'],
    step: 'major',
    says: /^v1 stays at v1\.10\.0$/m,
  },
};
for (const [title, { tag, version, before = [], step, code = 0, says, asks }] of Object.entries(
  RELEASES,
)) {
  test(title, { skip }, (t) =>
    withMachine(t, (machine) => {
      const cwd = machine.folder('clone');
      const gh = recordArguments(machine.records, 'gh', '/bin/echo');
      const git = (...args: readonly string[]) =>
        execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e', ...args], { cwd })
          .toString()
          .trim();
      git('init', '--quiet', '--initial-branch=main');
      fs.writeFileSync(path.join(cwd, 'package.json'), JSON.stringify({ version }));
      git('add', 'package.json');
      git('commit', '--quiet', '--no-gpg-sign', '--message=m');
      git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      for (const name of [...before, tag]) git('tag', name);
      const script = String(steps.find(({ fields }) => fields['id'] === step)?.fields['run']);
      const env = {
        PATH: [gh.bin, process.env['PATH']].join(path.delimiter),
        GITHUB_REF_NAME: tag,
        GITHUB_REPOSITORY: 'OWNER/cargo-login-action',
        ARCHIVE: 'archive.tar.gz',
      };
      const { status, stdout } = spawnSync('bash', ['-e', '-c', script], { cwd, env });
      assert.equal(status, code);
      if (says !== undefined) assert.match(stdout.toString(), says);
      const asked = gh.calls().map((args) => args.join(' '));
      const commit = git('rev-parse', 'HEAD');
      assert.deepEqual(asked, asks === undefined ? [] : [asks.replace('COMMIT', commit)]);
    }),
  );
}
