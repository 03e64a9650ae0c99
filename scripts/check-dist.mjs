// Checks that the committed dist/ matches a build of the sources.

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
const changes = execFileSync('git', ['status', '--porcelain', '--', 'dist'], {
  cwd: root,
}).toString();
if (changes !== '') {
  console.error(
    `dist/ is not what the sources build; run \`npm run build\` and commit it:\n${changes}`,
  );
  process.exit(1);
}
console.log('dist/ is what the sources build');
