// What both this action and Cargo warn of stands in the log once.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { registriesToml } from '../support/cargo.ts';
import { withMachine } from '../support/machine.ts';
import { jobWithCargo, skip, TestProvider } from './scene.ts';

test('what Cargo warns of when it logs in is an annotation once', { skip }, (t) =>
  withMachine(t, async (machine) => {
    const provider = new TestProvider(machine, 'provider');
    const { indexUrl } = await machine.registry();
    const job = jobWithCargo(machine, { env: { CARGO_REGISTRIES_MINE_TOKEN: '' } });
    const index = registriesToml({ mine: indexUrl });
    const own = `${index}credential-provider = ["${provider.program}"]\n`;
    const file = job.write('.cargo/config', own);
    fs.writeFileSync(`${file}.toml`, own);
    const alias = '[credential-alias]\n"cargo:token" = ["x"]\n';
    const global = '[registry]\nglobal-credential-providers = ["cargo:token"]\n';
    fs.writeFileSync(path.join(machine.folder('home', '.cargo'), 'config.toml'), alias + global);
    const main = await job.step({ registry: 'mine', token: machine.token() }).main();
    assert.equal(main.code, 0, main.stdout);
    const [both, ignored, token, ...others] = main.annotations.warning;
    assert.match(both ?? '', /^both `.*config` and `.*config\.toml` exist/);
    assert.match(ignored ?? '', /^credential-alias `cargo:token` .* will be ignored/);
    assert.match(token ?? '', /^registry `mine` has a token configured in environment variable/);
    assert.deepEqual(others, []);
    await job.end();
  }),
);
