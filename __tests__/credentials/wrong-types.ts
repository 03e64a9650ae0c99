// Files with a value of a wrong type in the place of an entry, and the error for each.

export interface WrongType {
  readonly text: string;
  /** As in `[registries.NAME]`; `undefined` is crates.io. */
  readonly name: string | undefined;
  readonly expected: string;
}

export const WRONG_TYPES: readonly WrongType[] = [
  {
    text: 'registries = "a"\n',
    name: 'x',
    expected: '`registries` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[[registries]]\nx.token = "a"\n',
    name: 'x',
    expected: '`registries` in `/home/credentials.toml` must be a table',
  },
  {
    text: 'registries = []\n',
    name: 'x',
    expected: '`registries` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[registries]\nx = "a"\n',
    name: 'x',
    expected: '`registries.x` in `/home/credentials.toml` must be a table',
  },
  {
    text: 'registries = { x = true }\n',
    name: 'x',
    expected: '`registries.x` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[[registries.x]]\ntoken = "a"\n',
    name: 'x',
    expected: '`registries.x` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[registries.x]\ntoken = 5\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[registries.x]\ntoken = ["a"]\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[registries.x]\ntoken = false\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[registries.x]\ntoken = 1.5\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[registries.x]\ntoken = 1979-05-27\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[registries.x.token]\na = "a"\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: 'registries.x.token.a = "a"\n',
    name: 'x',
    expected: '`registries.x.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: 'registry = "a"\n',
    name: undefined,
    expected: '`registry` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[[registry]]\ntoken = "a"\n',
    name: undefined,
    expected: '`registry` in `/home/credentials.toml` must be a table',
  },
  {
    text: 'registry = "a"\ntoken = "b"\n',
    name: undefined,
    expected: '`registry` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[registry]\ntoken = 5\n',
    name: undefined,
    expected: '`registry.token` in `/home/credentials.toml` must be a string',
  },
  {
    text: 'token = 5\n',
    name: undefined,
    expected: '`token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[token]\na = "a"\n',
    name: undefined,
    expected: '`token` in `/home/credentials.toml` must be a string',
  },
  {
    text: '[registries]\n"__proto__" = 1\n',
    name: '__proto__',
    expected: '`registries.__proto__` in `/home/credentials.toml` must be a table',
  },
  {
    text: '[registries]\n"ключ" = 1\n',
    name: 'ключ',
    expected: '`registries."ключ"` in `/home/credentials.toml` must be a table',
  },
];
