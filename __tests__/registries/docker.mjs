// Stands in for `docker build --secret id=ID,src=FILE CONTEXT`. It executes the Dockerfile in the
// folder IMAGE, which represents the root of the image.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const [, , , , secret = '', context = ''] = process.argv;
const [, id, source = ''] = /^id=(\w+),src=(.+)$/.exec(secret) ?? [];
const image = process.env['IMAGE'] ?? '';
const inImage = (/** @type {string} */ name) => path.join(image, name);

/** The environment of a Rust image. Network and toolchain stay those of the test. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(PATH|RUSTUP_\w+|\w+_proxy)$/.test(name)),
  ),
  HOME: inImage('root'),
  CARGO_HOME: inImage('usr/local/cargo'),
};
fs.mkdirSync(env.CARGO_HOME, { recursive: true });

let cwd = image;
for (const line of fs.readFileSync(path.join(context, 'Dockerfile'), 'utf8').trim().split('\n')) {
  const [instruction, first = ''] = line.split(' ');
  if (instruction === 'WORKDIR') cwd = inImage(first);
  fs.mkdirSync(cwd, { recursive: true });
  if (instruction === 'COPY') fs.cpSync(context, cwd, { recursive: true });
  if (instruction !== 'RUN') continue;
  const [, wanted, target = '', command = ''] =
    /^RUN --mount=type=secret,id=(\w+),target=(\S+) (.*)$/.exec(line) ?? [];
  if (wanted !== id) throw new Error(`the build has no secret for: ${line}`);
  fs.copyFileSync(source, inImage(target));
  execFileSync('sh', ['-c', command], { cwd, env, stdio: 'inherit' });
  fs.rmSync(inImage(target));
}
