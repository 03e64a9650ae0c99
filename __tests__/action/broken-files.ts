// Files that cargo refuses to read, with what the action says of each. A token is never far from
// the fault, and must not be shown with it.

/** `TOKEN` stands for a token. */
export interface BrokenFile {
  readonly title: string;
  readonly content: string | Uint8Array;
  /** What the message says besides the name of the file. */
  readonly message: RegExp;
}

const at = (line: number, column: number) => new RegExp(`line ${line}, column ${column}(?![0-9])`);

/** The texts are no TOML, wherever they stand. */
export const NOT_TOML: readonly BrokenFile[] = [
  {
    title: 'a string without an end',
    content: '[registries.my-registry]\ntoken = "TOKEN\n',
    message: at(2, 49),
  },
  { title: 'a token without quotes', content: '[registry]\ntoken = TOKEN\n', message: at(2, 9) },
  { title: 'a line that is only a token', content: '# Mine\n\nTOKEN\n', message: at(3, 40) },
  { title: 'no equals sign', content: '[registry]\ntoken "TOKEN"\n', message: at(2, 7) },
  { title: 'two values in a line', content: 'token = "TOKEN" "TOKEN"\n', message: at(1, 51) },
  {
    title: 'a header without an end',
    content: 'a = "TOKEN"\n[registries.my-registry\n',
    message: at(2, 24),
  },
  { title: 'a duplicate key', content: 'token = "TOKEN"\ntoken = "TOKEN"\n', message: at(2, 1) },
  {
    title: 'a duplicate table',
    content: '[registry]\ntoken = "TOKEN"\n[registry]\n',
    message: at(3, 2),
  },
  {
    title: 'a table where a value was',
    content: 'registries.my-registry = "TOKEN"\n[registries.my-registry]\n',
    message: at(2, 2),
  },
  { title: 'a bad escape', content: '[registry]\ntoken = "TOKEN\\q"\n', message: at(2, 50) },
  { title: 'a control character', content: 'token = "TOKEN\u0007"\n', message: at(1, 49) },
  {
    title: 'an inline table without an end',
    content: 'registry = { token = "TOKEN"\n',
    message: at(2, 1),
  },
  { title: 'another language', content: '{"token": "TOKEN"}', message: at(1, 1) },
  {
    title: 'a bad line among others of Windows',
    content: '[a]\r\nb = "TOKEN"\r\n]\r\n',
    message: at(3, 1),
  },
];

/** The bytes are no UTF-8. */
export const NOT_UTF8: readonly BrokenFile[] = [
  {
    title: 'a comment in Latin-1',
    content: Buffer.from('# für\n[registry]\ntoken = "TOKEN"\n', 'latin1'),
    message: /line 1 is not valid UTF-8/,
  },
  {
    title: 'a token in Latin-1',
    content: Buffer.from('[registry]\ntoken = "TOKENé"\n', 'latin1'),
    message: /line 2 is not valid UTF-8/,
  },
  {
    title: 'UTF-16',
    content: Buffer.from('\uFEFF[registry]\ntoken = "TOKEN"\n', 'utf16le'),
    message: /line 1 is not valid UTF-8/,
  },
  {
    title: 'a character that is cut off',
    content: Buffer.from('[registry]\ntoken = "TOKEN"\n# \xe2\x82', 'latin1'),
    message: /line 3 is not valid UTF-8/,
  },
];

/** The texts are TOML, but none that cargo takes for configuration. */
export const WRONG_TYPES: readonly BrokenFile[] = [
  {
    title: 'a string for `registries`',
    content: 'registries = "TOKEN"\n',
    message: /`registries` .*expected table, but found string/s,
  },
  {
    title: 'a string for the registry',
    content: 'registries.my-registry = "TOKEN"\n',
    message: /`my-registry` .*expected table, but found string/s,
  },
  {
    title: 'a string for `registry`',
    content: 'registry = "TOKEN"\n',
    message: /expected table for configuration key `registry`, but found string/,
  },
  {
    title: 'an array of tables for the registry',
    content: '[[registries.my-registry]]\ntoken = "TOKEN"\n',
    message: /`my-registry` .*expected table, but found array/s,
  },
  {
    title: 'an array for the token',
    content: '[registries.my-registry]\ntoken = ["TOKEN"]\n',
    message: /`registries\.my-registry\.token` expected a string, but found a array/,
  },
  {
    title: 'an integer for the token',
    content: '[registries.my-registry]\ntoken = 5 # TOKEN\n',
    message: /`registries\.my-registry\.token` expected a string, but found a integer/,
  },
  {
    title: 'an integer for the provider',
    content: '[registries.my-registry]\ncredential-provider = 5\ntoken = "TOKEN"\n',
    message: /`registries\.my-registry\.credential-provider`/,
  },
  {
    title: 'a float beside the token',
    content: '[registries.my-registry]\ntoken = "TOKEN"\na = 1.5\n',
    message: /`registries\.my-registry\.a`.*unsupported TOML configuration type `float`/s,
  },
  {
    title: 'a float anywhere',
    content: 'a = [nan] # TOKEN\n',
    message: /`a\[0\]`.*unsupported TOML configuration type `float`/s,
  },
  {
    title: 'a date anywhere',
    content: '[registries.other]\ntoken = "TOKEN"\nsince = 2026-11-21\n',
    message: /`registries\.other\.since`.*unsupported TOML configuration type `datetime`/s,
  },
  {
    title: 'an integer that is too large',
    content: 'a = 9223372036854775808 # TOKEN\n',
    message: /`a`.*integer does not fit into 64 bits/s,
  },
];

/** Returns the content with a token in each place for one. */
export function fill({ content }: BrokenFile, token: () => string): Buffer {
  const text = Buffer.from(content).toString('latin1');
  return Buffer.from(text.replace(/TOKEN/g, token), 'latin1');
}
