// Inputs that are refused, with a file that is as good as any: it stays as it is.

import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { assertRefused } from './refused.ts';
import { jobThatKnows, writeCredentials } from './scene.ts';

/** A job on a machine whose owner is logged in to the registry already. */
function jobOfAnOwner(machine: Machine): Job {
  const job = jobThatKnows(machine, ['my-registry', 'other']);
  writeCredentials(job, `# Mine\n[registries.my-registry]\ntoken = "${machine.token()}" # old\n`);
  return job;
}

type Message = RegExp | readonly (RegExp | string)[];

/** `TOKEN` in an input stands for a token. */
function refuses(title: string, inputs: Inputs, message: Message): void {
  test(`it refuses ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobOfAnOwner(machine);
      const filled = Object.entries(inputs).map(([name, value]) => [
        name,
        value.replace(/TOKEN/g, () => machine.token()),
      ]);
      await assertRefused(job, job.step(Object.fromEntries(filled)), { message });
    }));
}

const CHARACTER = /`token`.*\bcharacter/s;
const TOKENS: Readonly<Record<string, readonly [token: string, message: RegExp]>> = {
  'two lines': ['TOKEN\nTOKEN', /\bline/],
  'two lines of Windows': ['TOKEN\r\nTOKEN', /\bline/],
  'two lines of an old Macintosh': ['TOKEN\rTOKEN', /\bline/],
  'a command and a line more': ['cargo login TOKEN\nTOKEN', /\bline/],
  'an escape character': ['\u001bTOKEN', CHARACTER],
  'a delete character': ['TOKEN\u007f', CHARACTER],
  'a C1 control character': ['TOKEN\u0085x', CHARACTER],
  'a letter of Latin-1': ['TOKENé', CHARACTER],
  'an emoji': ['TOKEN🔑', CHARACTER],
  'a no-break space': ['TOKEN\u00a0x', CHARACTER],
  'a line separator': ['TOKEN\u2028TOKEN', CHARACTER],
  'a zero-width space': ['\u200bTOKEN', CHARACTER],
};
for (const [title, [token, message]] of Object.entries(TOKENS)) {
  refuses(`a token with ${title}`, { token, registry: 'my-registry' }, message);
}
for (const token of ['TOKEN\nTOKEN', 'TOKENé']) {
  const inputs = { token, registry: 'my-registry', username: 'me' };
  refuses(`${JSON.stringify(token)} with a user name`, inputs, /character|line/);
}

/** C4: what cannot be a token, since a mistake in the workflow made it. */
const MISTAKES: Readonly<Record<string, string>> = {
  'what the runner prints for a secret': '********',
  'an expression that was not expanded': '${{ secrets.CARGO_REGISTRY_TOKEN }}',
  'a variable of a shell': '$CRATES_IO_TOKEN',
  'a variable of a shell in braces': '${CRATES_IO_TOKEN}',
  'a token in double quotes': '"TOKEN"',
  'a token in single quotes': "'TOKEN'",
  'a line of credentials.toml': 'token = "TOKEN"',
  'a command with a registry': 'cargo login --registry my-registry TOKEN',
  'the end of such a command': '--registry my-registry TOKEN',
  'an option with its value': '--token=TOKEN',
  'an option behind a scheme': 'Bearer -v TOKEN',
};
for (const [title, token] of Object.entries(MISTAKES)) {
  refuses(`as a token: ${title}`, { token, registry: 'other' }, /`token`/);
}
refuses(
  'in a line of `tokens` what cannot be a token',
  { tokens: 'other=TOKEN\nmy-registry=${{ secrets.MY_TOKEN }}' },
  /line 2|`my-registry`/,
);

const NAMES: readonly (readonly [message: RegExp, names: readonly string[]])[] = [
  [
    /`my-registry`/,
    ['nobody', 'My_Registry', 'MY-REGISTRY', 'my_registry', '__proto__', 'toString'],
  ],
  [/registry/, ['my registry', 'my.registry', 'a/../b', 'a=b', 'a\nb', 'a🔑', 'a"b']],
  [/registry/, ['"my-registry"', '../my-registry', '-x', '.', '[x]', '1st', '0']],
  // C1: an address belongs to another input.
  [/`index`/, ['sparse+https://h.example/index/', 'https://h.example/', 'h.example/index']],
  [/`index`|name/, ['ghcr.io']],
];
for (const [message, name] of NAMES.flatMap(([m, list]) => list.map((n) => [m, n] as const))) {
  refuses(`the registry ${JSON.stringify(name)}`, { token: 'TOKEN', registry: name }, message);
}

/** Inputs beside a good token and registry. */
const VALUES: Readonly<Record<string, readonly [inputs: Inputs, message: Message]>> = {
  'an unknown command': [{ command: 'publish' }, /`command`.*`publish`.*`login`.*`logout`/s],
  'an unknown flag': [{ logout: 'yes' }, /`logout`.*`yes`.*`true`.*`false`/s],
  'an unknown value of `verify`': [{ verify: 'maybe' }, /`verify`.*`maybe`.*`true`.*`false`/s],
  'an unknown scheme': [{ scheme: 'Digest' }, /`scheme`.*`Digest`.*`Bearer`.*`Basic`.*`Token`/s],
  'an unknown `missing-token`': [
    { 'missing-token': 'ignore' },
    /`missing-token`.*`ignore`.*`error`.*`warn`.*`skip`/s,
  ],
  'a user name beside another scheme': [
    { username: 'me', scheme: 'Bearer' },
    /`username`.*`Bearer`/s,
  ],
  'a user name with a colon': [{ username: 'a:b' }, /`username`.*colon|`username`.*`:`/s],
  'a working directory that is not there': [{ 'working-directory': 'not/there' }, /`not\/there`/],
  'a file for a working directory': [
    { 'working-directory': '.cargo/config.toml' },
    /`working-directory`.*folder/s,
  ],
};
for (const [title, [inputs, message]] of Object.entries(VALUES)) {
  refuses(title, { token: 'TOKEN', registry: 'my-registry', ...inputs }, message);
}
refuses(
  'an unknown flag, with command: logout',
  { registry: 'my-registry', command: 'logout', logout: 'yes' },
  /`logout`.*`yes`/,
);
refuses(
  'command: logout of an unknown registry',
  { command: 'logout', registry: 'nobody' },
  /nobody/,
);

/** Lines of `tokens`. */
const SEVERAL: Readonly<Record<string, readonly [tokens: string, message: RegExp]>> = {
  'a line without a name': ['my-registry=TOKEN\n=TOKEN', /line 2.*NAME=TOKEN/s],
  'a line without an equals sign': ['# One\nTOKEN', /line 2.*NAME=TOKEN/s],
  'a colon for an equals sign': ['my-registry: TOKEN', /line 1.*NAME=TOKEN/s],
  'a bad token in the second line': [
    'my-registry=TOKEN\nother=TOKEN\u0007',
    /character.*line 2|line 2.*character/s,
  ],
  'two pairs in a line, as a folded block makes them': [
    'my-registry=TOKEN other=TOKEN',
    /line 1.*(one|each|own) .*line|line 1.*NAME=TOKEN/s,
  ],
  'an unknown registry in the second line': ['my-registry=TOKEN\nnobody=TOKEN', /`nobody`/],
  'a traversing name in the second line': ['my-registry=TOKEN\n../other=TOKEN', /\.\.\/other/],
  'a name that stands there twice': [
    'other=TOKEN\nmy-registry=TOKEN\n\nother=TOKEN',
    /line 1.*line 4.*`other`/s,
  ],
  'two names for crates.io': [
    'crates.io=TOKEN\ncrates-io=TOKEN',
    /line 1.*line 2.*`crates-io`|`crates-io`/s,
  ],
};
for (const [title, [tokens, message]] of Object.entries(SEVERAL)) {
  refuses(`tokens with ${title}`, { tokens }, message);
}
for (const end of ['==', '=']) {
  test(`it refuses tokens with a bare token in base64 that ends with ${end}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobOfAnOwner(machine);
      const text = machine.token() + 'x'.repeat(3 - end.length);
      const tokens = Buffer.from(text).toString('base64');
      await assertRefused(job, job.step({ tokens }), { message: /line 1.*NAME=TOKEN/s });
    }));
}
for (const [name, value] of Object.entries({
  token: 'TOKEN',
  registry: 'other',
  index: 'sparse+https://example.org/',
})) {
  const message = new RegExp(`\`tokens\`.*\`${name}\``, 's');
  refuses(`tokens beside ${name}`, { tokens: 'my-registry=TOKEN', [name]: value }, message);
}
