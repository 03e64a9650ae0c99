// Inputs that are refused. The owner's credentials file does not change.

import { test } from 'node:test';
import type { Job } from '../support/job.ts';
import { type Machine, withMachine } from '../support/machine.ts';
import type { Inputs } from '../support/step.ts';
import { assertRefused } from './refused.ts';
import { jobThatKnows, writeCredentials } from './scene.ts';

/** A job on a machine whose owner is already logged in to the registry. */
function jobOfAnOwner(machine: Machine): Job {
  const job = jobThatKnows(machine, ['my-registry', 'other']);
  writeCredentials(job, `# Mine\n[registries.my-registry]\ntoken = "${machine.token()}" # old\n`);
  return job;
}

type Message = RegExp | readonly (RegExp | string)[];

/** `TOKEN` in an input stands for a token. */
function refuses(title: string, inputs: Inputs, message: Message): void {
  test(`a step refuses ${title}`, (t) =>
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
  'two lines separated by CRLF': ['TOKEN\r\nTOKEN', /\bline/],
  'two lines separated by CR': ['TOKEN\rTOKEN', /\bline/],
  'a pasted command and a second line': ['cargo login TOKEN\nTOKEN', /\bline/],
  'an escape character': ['\u001bTOKEN', CHARACTER],
  'a delete character': ['TOKEN\u007f', CHARACTER],
  'a C1 control character': ['TOKEN\u0085x', CHARACTER],
  'a Latin-1 letter': ['TOKENé', CHARACTER],
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
  refuses(`the token ${JSON.stringify(token)} with a user name`, inputs, /character|line/);
}

/** C4: values that cannot be a token and come from a mistake in the workflow. */
const MISTAKES: Readonly<Record<string, string>> = {
  'a masked secret': '********',
  'an unexpanded expression': '${{ secrets.CARGO_REGISTRY_TOKEN }}',
  'a shell variable': '$CRATES_IO_TOKEN',
  'a shell variable in braces': '${CRATES_IO_TOKEN}',
  'a token in double quotes': '"TOKEN"',
  'a token in single quotes': "'TOKEN'",
  'a line of credentials.toml': 'token = "TOKEN"',
  'a login command with a registry': 'cargo login --registry my-registry TOKEN',
  'the arguments of a login command': '--registry my-registry TOKEN',
  'an option with its value': '--token=TOKEN',
  'an option after a scheme': 'Bearer -v TOKEN',
};
for (const [title, token] of Object.entries(MISTAKES)) {
  refuses(`a token that is ${title}`, { token, registry: 'other' }, /`token`/);
}
refuses(
  'an unexpanded expression in a line of `tokens`',
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
  // C1: an address belongs in another input.
  [/`index`/, ['sparse+https://h.example/index/', 'https://h.example/', 'h.example/index']],
  [/`index`|name/, ['ghcr.io']],
];
for (const [message, name] of NAMES.flatMap(([m, list]) => list.map((n) => [m, n] as const))) {
  refuses(`the registry ${JSON.stringify(name)}`, { token: 'TOKEN', registry: name }, message);
}

/** Inputs in addition to a valid token and registry. */
const VALUES: Readonly<Record<string, readonly [inputs: Inputs, message: Message]>> = {
  'an unknown command': [{ command: 'publish' }, /`command`.*`publish`.*`login`.*`logout`/s],
  'an unknown value of `logout`': [{ logout: 'yes' }, /`logout`.*`yes`.*`true`.*`false`/s],
  'an unknown value of `verify`': [{ verify: 'maybe' }, /`verify`.*`maybe`.*`true`.*`false`/s],
  'an unknown scheme': [{ scheme: 'Digest' }, /`scheme`.*`Digest`.*`Bearer`.*`Basic`.*`Token`/s],
  'an unknown value of `missing-token`': [
    { 'missing-token': 'ignore' },
    /`missing-token`.*`ignore`.*`error`.*`warn`.*`skip`/s,
  ],
  'a user name with a scheme other than Basic': [
    { username: 'me', scheme: 'Bearer' },
    /`username`.*`Bearer`/s,
  ],
  'a user name with a colon': [{ username: 'a:b' }, /`username`.*colon|`username`.*`:`/s],
  'a working directory that does not exist': [{ 'working-directory': 'not/there' }, /`not\/there`/],
  'a working directory that is a file': [
    { 'working-directory': '.cargo/config.toml' },
    /`working-directory`.*folder/s,
  ],
};
for (const [title, [inputs, message]] of Object.entries(VALUES)) {
  refuses(title, { token: 'TOKEN', registry: 'my-registry', ...inputs }, message);
}
refuses(
  'an unknown value of `logout` with command: logout',
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
  'a colon instead of an equals sign': ['my-registry: TOKEN', /line 1.*NAME=TOKEN/s],
  'a bad token in the second line': [
    'my-registry=TOKEN\nother=TOKEN\u0007',
    /character.*line 2|line 2.*character/s,
  ],
  'two pairs in one line, as in a folded YAML block': [
    'my-registry=TOKEN other=TOKEN',
    /line 1.*(one|each|own) .*line|line 1.*NAME=TOKEN/s,
  ],
  'an unknown registry in the second line': ['my-registry=TOKEN\nnobody=TOKEN', /`nobody`/],
  'a name with `../` in the second line': ['my-registry=TOKEN\n../other=TOKEN', /\.\.\/other/],
  'the same name twice': [
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
  test(`a step refuses tokens with a nameless base64 token that ends with ${end}`, (t) =>
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
  refuses(`tokens together with ${name}`, { tokens: 'my-registry=TOKEN', [name]: value }, message);
}
