// Whether two refusals say the same, as far as they should.

/** What the two may word differently, and by what it is replaced in both before they are compared. */
const LICENCES: readonly (readonly [RegExp, string])[] = [
  // Where something is defined, which this project says more often.
  [/ \((?:`\S*` in|defined in|in|expected because) [^\n]*?\)(?=;|\n|$)/g, ''],
  [/\n(?:Defined are|No registry is defined|\(`).*/s, ''],
  // What the parser of TOML or of URLs has to say.
  [/TOML parse error.*/s, 'TOML parse error'],
  [/^thread 'main'.* panicked at .*sparse\+ stripped should still be valid.*/s, 'a panic of cargo'],
  [/(invalid url `[^`]*`: )(?!relative|cannot-be)[^\n;]*/, '$1not a URL'],
  // Of a `--config` argument only the key is shown.
  [/(--config argument `[^`=]*=)[^`]*`/, '$1…`'],
  // Who a URL is for may be a secret.
  [/\/\/(?!git@)[^/?#\s]*@/g, '//***@'],
  // An action has inputs, not flags.
  [/--registry /g, 'registry: '],
  // Newer cargo resolves `./`, and closes the quotation.
  [/\/\.\//g, '/'],
  [/(at `include` in )`?([^`\n]*)`?/, '$1$2'],
];

/** Tells whether both messages say the same, apart from what they may word differently. */
export function sameWords(ours: string, cargo: string): boolean {
  return plain(ours) === plain(cargo);
}

/** Returns a message without what this project leaves out on purpose, or words differently. */
export function plain(message: string): string {
  return LICENCES.reduce((text, [found, put]) => text.replace(found, put), message).trim();
}
