// Files with a value of a wrong type where an entry belongs, and what is said of it.

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
    expected: 'expected a table, but found a string for `registries`',
  },
  {
    text: '[[registries]]\nx.token = "a"\n',
    name: 'x',
    expected: 'expected a table, but found an array for `registries`',
  },
  {
    text: 'registries = []\n',
    name: 'x',
    expected: 'expected a table, but found an array for `registries`',
  },
  {
    text: '[registries]\nx = "a"\n',
    name: 'x',
    expected: 'expected a table, but found a string for `registries.x`',
  },
  {
    text: 'registries = { x = true }\n',
    name: 'x',
    expected: 'expected a table, but found a boolean for `registries.x`',
  },
  {
    text: '[[registries.x]]\ntoken = "a"\n',
    name: 'x',
    expected: 'expected a table, but found an array for `registries.x`',
  },
  {
    text: '[registries.x]\ntoken = 5\n',
    name: 'x',
    expected: 'expected a string, but found an integer for `registries.x.token`',
  },
  {
    text: '[registries.x]\ntoken = ["a"]\n',
    name: 'x',
    expected: 'expected a string, but found an array for `registries.x.token`',
  },
  {
    text: '[registries.x]\ntoken = false\n',
    name: 'x',
    expected: 'expected a string, but found a boolean for `registries.x.token`',
  },
  {
    text: '[registries.x]\ntoken = 1.5\n',
    name: 'x',
    expected: 'expected a string, but found a float for `registries.x.token`',
  },
  {
    text: '[registries.x]\ntoken = 1979-05-27\n',
    name: 'x',
    expected: 'expected a string, but found a datetime for `registries.x.token`',
  },
  {
    text: '[registries.x.token]\na = "a"\n',
    name: 'x',
    expected: 'expected a string, but found a table for `registries.x.token`',
  },
  {
    text: 'registries.x.token.a = "a"\n',
    name: 'x',
    expected: 'expected a string, but found a table for `registries.x.token`',
  },
  {
    text: '[registries.x]\nsecret-key = 5\n',
    name: 'x',
    expected: 'expected a string, but found an integer for `registries.x.secret-key`',
  },
  {
    text: '[registries.x]\nsecret-key-subject = []\n',
    name: 'x',
    expected: 'expected a string, but found an array for `registries.x.secret-key-subject`',
  },
  {
    text: '[registries.x]\ncredential-provider = 5\n',
    name: 'x',
    expected:
      'expected a string or array of strings, but found an integer for `registries.x.credential-provider`',
  },
  {
    text: '[registries.x]\ncredential-provider = ["a", 5]\n',
    name: 'x',
    expected:
      'expected a string or array of strings, but found an array for `registries.x.credential-provider`',
  },
  {
    text: '[registries.x.credential-provider]\n',
    name: 'x',
    expected:
      'expected a string or array of strings, but found a table for `registries.x.credential-provider`',
  },
  {
    text: 'registry = "a"\n',
    name: undefined,
    expected: 'expected a table, but found a string for `registry`',
  },
  {
    text: '[[registry]]\ntoken = "a"\n',
    name: undefined,
    expected: 'expected a table, but found an array for `registry`',
  },
  {
    text: 'registry = "a"\ntoken = "b"\n',
    name: undefined,
    expected: 'expected a table, but found a string for `registry`',
  },
  {
    text: '[registry]\ntoken = 5\n',
    name: undefined,
    expected: 'expected a string, but found an integer for `registry.token`',
  },
  {
    text: 'token = 5\n',
    name: undefined,
    expected: 'expected a string, but found an integer for `token`',
  },
  {
    text: '[token]\na = "a"\n',
    name: undefined,
    expected: 'expected a string, but found a table for `token`',
  },
  {
    text: '[registries]\n"__proto__" = 1\n',
    name: '__proto__',
    expected: 'expected a table, but found an integer for `registries.__proto__`',
  },
  {
    text: '[registries]\n"ключ" = 1\n',
    name: 'ключ',
    expected: 'expected a table, but found an integer for `registries."ключ"`',
  },
];
