import { UserError } from '../errors.ts';

/** Arguments for `cargo login`, grouped by the program that reads them. */
export interface CargoArguments {
  /** `+NAME` for rustup. It comes before the subcommand. */
  readonly toolchain: readonly string[];
  /** Options of cargo, which `cargo logout` accepts too. */
  readonly options: readonly string[];
  /** The arguments after `--`, for the credential provider. */
  readonly provider: readonly string[];
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const WORD = /(?:'[^']*'|"[^"]*"|\S)+/g;
const QUOTED = /'([^']*)'|"([^"]*)"/g;
const OPTIONS = /^(?:(?:-v+|--verbose|-q|--quiet|--color[ =]\w+|-Z ?\S+)(?: |$))*$/;

/**
 * Returns the arguments in a text. Whitespace separates them, except in quotation marks. `origin`:
 * where the text was given, for messages. Throws UserError for an argument that is not accepted.
 * The message does not show the argument, which may be a token.
 */
export function parseCargoArguments(text: string, origin: string): CargoArguments {
  const words = ((text !== '' && text.match(WORD)) || []).map((word) =>
    word.replace(QUOTED, '$1$2'),
  );
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const start = words[0]?.startsWith('+') ? 1 : 0;
  const options = words.slice(start, end);
  if (options.length > 0 && !OPTIONS.test(options.join(' '))) {
    throw new UserError(
      `${origin} has an argument that is not accepted. It takes \`+TOOLCHAIN\` first, \`-Z FLAG\`, ` +
        '`-v`, `-q`, `--color WHEN`, and arguments for the provider after `--`. For anything ' +
        'else, use the inputs `token`, `registry`, `index`, `config`, and `working-directory`.',
    );
  }
  return {
    toolchain: words.slice(0, start),
    options,
    provider: words.slice(end + 1),
    quiet: options.some((word) => /^(-q|--quiet)$/.test(word)),
    verbose: options.some((word) => /^(-v+|--verbose)$/.test(word)),
  };
}
