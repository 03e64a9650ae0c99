import { UserError } from '../errors.ts';
import type { TermFlags } from './term.ts';
import { splitWords } from './words.ts';

/** Further arguments for `cargo login`, sorted by whom they are for. */
export interface CargoArguments {
  /** `+NAME`, for rustup; it goes before the subcommand. */
  readonly toolchain: readonly string[];
  /** Cargo's own options: `cargo logout` takes them as well. */
  readonly options: readonly string[];
  /** What those options say of the output. */
  readonly term: TermFlags;
  /** What stands behind `--`, for the credential provider. */
  readonly provider: readonly string[];
}

const ACCEPTED =
  '`+TOOLCHAIN` first, `-Z FLAG`, `-v`, `-q`, `--color WHEN`, and behind `--` what the credential provider takes';

/** Options of Cargo that have an input of their own, by which the action knows of them as well. */
const INPUTS: ReadonlyMap<string, string> = new Map([
  ['--token', 'token'],
  ['--registry', 'registry'],
  ['--index', 'index'],
  ['--config', 'config'],
  ['-C', 'working-directory'],
]);

/**
 * Reads further arguments for `cargo login`. Whatever could carry a token, or would make the login
 * another one than the inputs say, is refused; such a word is not shown, for it may be a token.
 *
 * @param origin where they were given, for messages
 * @throws UserError for an argument that is not among those that are understood
 */
export function parseCargoArguments(text: string, origin: string): CargoArguments {
  const words = splitWords(text, origin);
  const separator = words.indexOf('--');
  const [own, provider] =
    separator === -1 ? [words, []] : [words.slice(0, separator), words.slice(separator + 1)];
  const hasToolchain = own[0]?.startsWith('+') === true;
  const options = hasToolchain ? own.slice(1) : own;
  return {
    toolchain: hasToolchain ? own.slice(0, 1) : [],
    options,
    term: readOptions(options, origin),
    provider,
  };
}

function readOptions(words: readonly string[], origin: string): TermFlags {
  let flags: TermFlags = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name, value] = splitOption(word);
    if (/^(-v+|--verbose)$/.test(word)) flags = { ...flags, verbose: true };
    else if (/^(-q|--quiet)$/.test(word)) flags = { ...flags, quiet: true };
    else if (name === '--color') {
      flags = { ...flags, color: value ?? valueAfter(words, at++, '--color WHEN', origin) };
    } else if (name === '-Z') {
      checkFlag(value ?? valueAfter(words, at++, '-Z FLAG', origin), origin);
    } else throw refused(word, name, origin);
  }
  return flags;
}

/** Splits `--name=value` and `-Zvalue`. */
function splitOption(word: string): readonly [name: string, value: string | undefined] {
  const long = /^(--[^=]*)=(.*)$/s.exec(word) ?? /^(-[A-Z])=?(.+)$/s.exec(word);
  return long === null ? [word, undefined] : [long[1] ?? '', long[2]];
}

function valueAfter(words: readonly string[], at: number, form: string, origin: string): string {
  const value = words[at + 1];
  if (value === undefined) throw new UserError(`${origin} ends where \`${form}\` wants a value`);
  return value;
}

/** With `-Z help` cargo prints a list, and logs in to nothing. */
function checkFlag(flag: string, origin: string): void {
  if (flag === 'help') throw new UserError(`${origin} has \`-Z help\`, which does not log in`);
}

function refused(word: string, name: string, origin: string): UserError {
  const input = INPUTS.get(name);
  if (input !== undefined) {
    return new UserError(`${origin} cannot have \`${name}\`; use the input \`${input}\``);
  }
  const isOption = /^(-[A-Za-z]|--[a-z][a-z-]*)$/.test(name);
  if (isOption) return new UserError(`${origin} cannot have \`${name}\`; it takes ${ACCEPTED}`);
  const what = word.startsWith('+')
    ? 'a toolchain that is not its first word'
    : 'a word that is no option';
  return new UserError(
    `${origin} has ${what}; it takes ${ACCEPTED}, and never a token: that is for the input \`token\``,
  );
}
