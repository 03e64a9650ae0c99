import { UserError } from '../errors.ts';

/** Further arguments for `cargo login`, by whom they are for. */
export interface CargoArguments {
  /** `+NAME` for rustup; it stands before the subcommand. */
  readonly toolchain: readonly string[];
  /** Options that `cargo logout` takes as well. */
  readonly options: readonly string[];
  /** What stands after `--`, for the credential provider. */
  readonly provider: readonly string[];
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const WORD = /(?:'[^']*'|"[^"]*"|\S)+/g;
const QUOTED = /'([^']*)'|"([^"]*)"/g;
const OPTIONS = /^(?:(?:-v+|--verbose|-q|--quiet|--color[ =]\w+|-Z ?\S+)(?: |$))*$/;

/**
 * Returns the arguments in a text. Whitespace separates them, except between quotation marks.
 * `origin`: where the text was given, for messages. Throws UserError for an argument that is not
 * accepted. It is not shown: it may be a token.
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
