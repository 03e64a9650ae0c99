import { parse, TomlError, type TomlTable } from 'smol-toml';
import { UserError } from '../errors.ts';

// The toml crate that cargo uses stops here too.
const MAX_DEPTH = 80;

/**
 * Returns the text's top table; integers are big integers.
 *
 * @throws UserError with line and column. The parser's own message is not used: it quotes the
 * text, and a token can be in it.
 */
export function parseToml(text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: true, maxDepth: MAX_DEPTH });
  } catch (error) {
    if (error instanceof TomlError) {
      throw new UserError(`TOML parse error at line ${error.line}, column ${error.column}`);
    }
    throw error;
  }
}

/**
 * Returns the bytes as text, a byte order mark included.
 *
 * @throws UserError if they are not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError('stream did not contain valid UTF-8');
  }
}
