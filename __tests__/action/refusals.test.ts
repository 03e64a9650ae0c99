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

function refuses(title: string, inputs: (machine: Machine) => Inputs, message: RegExp): void {
  test(`it refuses ${title}`, (t) =>
    withMachine(t, async (machine) => {
      const job = jobOfAnOwner(machine);
      await assertRefused(job, job.step(inputs(machine)), { message });
    }));
}

const LINES = /input `token` holds \d lines, but a token is one line/;
const CHARACTERS = /token contains invalid characters.*input `token`, character \d+/s;

/** `TOKEN` stands for a token. */
const tokens: Readonly<Record<string, readonly [token: string, message: RegExp]>> = {
  'two lines': ['TOKEN\nTOKEN', /holds 2 lines/],
  'two lines of Windows': ['TOKEN\r\nTOKEN', /holds 2 lines/],
  'two lines of an old Macintosh': ['TOKEN\rTOKEN', /holds 2 lines/],
  'lines far apart': ['TOKEN\n\n\nTOKEN', /holds 4 lines/],
  'a command and a line more': ['cargo login TOKEN\nTOKEN', LINES],
  'an escape character': ['\u001bTOKEN', /input `token`, character 1;/],
  'a bell': ['TOKEN\u0007', /input `token`, character 40;/],
  'a delete character': ['TOKEN\u007f', CHARACTERS],
  'a vertical tab': ['TOKEN\u000bx', CHARACTERS],
  'a C1 control character': ['TOKEN\u0085x', CHARACTERS],
  'a letter of Latin-1': ['TOKENé', CHARACTERS],
  'a letter beyond it': ['имяTOKEN', CHARACTERS],
  'an emoji': ['TOKEN🔑', CHARACTERS],
  'a no-break space': ['TOKEN\u00a0x', CHARACTERS],
  'a line separator': ['TOKEN\u2028TOKEN', CHARACTERS],
  'a zero-width space': ['\u200bTOKEN', CHARACTERS],
};
for (const [title, [token, message]] of Object.entries(tokens)) {
  const filled = (machine: Machine) => token.replace(/TOKEN/g, () => machine.token());
  const registry = 'my-registry';
  refuses(`a token with ${title}`, (machine) => ({ token: filled(machine), registry }), message);
  const shape = (machine: Machine) => ({ token: filled(machine), registry, username: 'me' });
  if (token.startsWith('TOKEN')) refuses(`it with a user name: ${title}`, shape, message);
}

const START = /the first character must be a Unicode XID start character/;
const DIGIT = /the name cannot start with a digit/;
const OTHER = /characters must be Unicode XID characters/;
const UNDEFINED =
  /registry index was not found in any configuration: `.*`\nDefined are `my-registry`/;

const names: readonly (readonly [message: RegExp, names: readonly string[]])[] = [
  [UNDEFINED, ['nobody', 'My_Registry', 'MY-REGISTRY', 'my_registry', 'crates_io', 'registries']],
  [UNDEFINED, ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']],
  [
    OTHER,
    ['my registry', 'my.registry', 'crates.io.example', 'a/../b', 'a\\b', 'a=b', 'a]', 'a:b'],
  ],
  [OTHER, ['a\nb', 'a\u0007b', 'a🔑', 'https://example.org/index', "a'", 'a"b']],
  [START, ['"my-registry"', "'my-registry'", '../my-registry', '/etc/passwd', '-x', '.', '[x]']],
  [DIGIT, ['1st', '0']],
];
for (const [message, name] of names.flatMap(([m, list]) => list.map((n) => [m, n] as const))) {
  const inputs = (machine: Machine) => ({ token: machine.token(), registry: name });
  refuses(`the registry ${JSON.stringify(name)}`, inputs, message);
}

/** Inputs beside a good token and registry. */
const values: Readonly<Record<string, readonly [inputs: Inputs, message: RegExp]>> = {
  'an unknown command': [{ command: 'publish' }, /`command` is `publish`.*`login`, `logout`/],
  'a command in capitals': [{ command: 'Login' }, /`command` is `Login`.*`login`, `logout`/],
  'an unknown flag': [{ logout: 'yes' }, /`logout` is `yes`.*`true`, `false`/],
  'a number for a flag': [{ logout: '1' }, /`logout` is `1`/],
  'a flag in mixed case': [{ logout: 'tRue' }, /`logout` is `tRue`/],
  'a flag that was meant otherwise': [{ logout: 'null' }, /`logout` is `null`/],
  'an unknown missing-token': [{ 'missing-token': 'ignore' }, /`ignore`.*`error`, `warn`, `skip`/],
  'an unknown scheme': [{ scheme: 'Digest' }, /`scheme` is `Digest`.*`Bearer`, `Basic`, `Token`/],
  'a scheme with its token': [
    { scheme: 'Bearer TOKEN' },
    /must be one of `Bearer`, `Basic`, `Token`; .* not shown$/,
  ],
  'a user name beside another scheme': [
    { username: 'me', scheme: 'bearer' },
    /`username` makes `Basic` credentials.*`Bearer`/,
  ],
  'a user name with a colon': [{ username: 'me:you' }, /`username` holds a colon(?!.*you)/],
  'a working directory that is not there': [
    { 'working-directory': 'nowhere' },
    /`working-directory` is `nowhere`.*not a folder; check out first/,
  ],
  'a file for a working directory': [
    { 'working-directory': '.cargo/config.toml' },
    /`working-directory` is `\.cargo\/config\.toml`.*not a folder/,
  ],
  'a path through a file for a working directory': [
    { 'working-directory': '.cargo/config.toml/sub' },
    /`working-directory` is .*not a folder/,
  ],
};
for (const [title, [inputs, message]] of Object.entries(values)) {
  const login = (machine: Machine) => ({
    token: machine.token(),
    registry: 'my-registry',
    ...inputs,
  });
  refuses(title, login, message);
  const logout = (_: Machine) => ({ registry: 'my-registry', command: 'logout', ...inputs });
  if (!('command' in inputs)) refuses(`${title}, with command: logout`, logout, message);
}

refuses(
  'command: logout of an unknown registry',
  () => ({ command: 'logout', registry: 'nobody' }),
  UNDEFINED,
);

/** Lines of `tokens` that are refused; `TOKEN` stands for a token. */
const several: Readonly<Record<string, readonly [tokens: string, message: RegExp]>> = {
  'a line without a name': [
    'my-registry=TOKEN\n=TOKEN',
    /line 2 of input `tokens` must be NAME=TOKEN/,
  ],
  'a line without an equals sign': ['# One\nTOKEN', /line 2 of input `tokens` must be NAME=TOKEN/],
  'a colon for an equals sign': [
    'my-registry: TOKEN',
    /line 1 of input `tokens` must be NAME=TOKEN/,
  ],
  'a bad token in the second line': [
    'my-registry=TOKEN\nother=TOKEN\u0007',
    /invalid characters.*line 2 of input `tokens`, character 40/s,
  ],
  'two pairs in a line, as a folded block makes them': [
    'my-registry=TOKEN other=TOKEN',
    /line 1 of input `tokens` holds more than one NAME=TOKEN; give each a line of its own/,
  ],
  'two pairs in a line, the first with a scheme': [
    'my-registry=Bearer TOKEN other=Bearer TOKEN',
    /line 1 of input `tokens` holds more than one NAME=TOKEN/,
  ],
  'an unknown registry in the second line': ['my-registry=TOKEN\nnobody=TOKEN', UNDEFINED],
  'a bad name in the second line': ['my-registry=TOKEN\nmy other=TOKEN', OTHER],
  'a traversing name in the second line': ['my-registry=TOKEN\n../other=TOKEN', START],
  'a name that stands there twice': [
    'other=TOKEN\nmy-registry=TOKEN\n\nother=TOKEN',
    /`other` is named twice: line 1 of input `tokens` and line 4 of input `tokens`/,
  ],
  'two names for crates.io': [
    'crates.io=TOKEN\ncrates-io=TOKEN',
    /line 1 of input `tokens` and line 2 of input `tokens` are for the same registry, `crates-io`/,
  ],
};
for (const [title, [lines, message]] of Object.entries(several)) {
  const inputs = (machine: Machine) => ({ tokens: lines.replace(/TOKEN/g, () => machine.token()) });
  refuses(`tokens with ${title}`, inputs, message);
}

for (const [end, more] of [
  ['==', 'x'],
  ['=', 'xx'],
] as const) {
  refuses(
    `tokens with a bare token in base64 that ends with ${end}`,
    (machine) => ({ tokens: Buffer.from(machine.token() + more).toString('base64') }),
    /line 1 of input `tokens` must be NAME=TOKEN/,
  );
}

for (const [name, value] of [
  ['token', 'TOKEN'],
  ['registry', 'other'],
  ['index', 'sparse+https://example.org/'],
] as const) {
  const inputs = (machine: Machine) => ({
    tokens: `my-registry=${machine.token()}`,
    [name]: value.replace('TOKEN', () => machine.token()),
  });
  refuses(
    `tokens beside ${name}`,
    inputs,
    new RegExp(`\`tokens\` cannot stand beside \`${name}\``),
  );
}
refuses(
  'tokens beside all of them',
  (machine) => ({
    tokens: `my-registry=${machine.token()}`,
    token: machine.token(),
    registry: 'other',
    index: 'sparse+https://example.org/',
  }),
  /`tokens` cannot stand beside `token`, `registry`, `index`/,
);
