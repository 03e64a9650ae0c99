import { UserError } from '../errors.ts';

const BLANK = /[ \t\r\n]/;
/** What a backslash makes plain within double quotes. */
const ESCAPED_IN_QUOTES = '"\\$`';

/**
 * Splits text into words as a POSIX shell does, and expands nothing: blanks and line ends part
 * words, '…' keeps everything, "…" and a backslash what the shell's do.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 *
 * @param origin where the text was given, for messages
 * @throws UserError if a quotation mark has no counterpart, or a backslash nothing behind it
 */
export function splitWords(text: string, origin: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; ) {
    if (BLANK.test(text.charAt(at))) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
    } else {
      const piece = pieceAt(text, at, origin);
      word = (word ?? '') + piece.text;
      at = piece.end;
    }
  }
  return word === undefined ? words : [...words, word];
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

function pieceAt(text: string, start: number, origin: string): Piece {
  const character = text.charAt(start);
  if (character === "'") return singleQuoted(text, start, origin);
  if (character === '"') return doubleQuoted(text, start, origin);
  if (character !== '\\') return { text: character, end: start + 1 };
  const next = text.charAt(start + 1);
  if (next === '') throw new UserError(`${origin} ends with a backslash; write two for one`);
  return { text: next === '\n' ? '' : next, end: start + 2 };
}

function singleQuoted(text: string, start: number, origin: string): Piece {
  const end = text.indexOf("'", start + 1);
  if (end === -1) throw unbalanced("'", start, origin);
  return { text: text.slice(start + 1, end), end: end + 1 };
}

function doubleQuoted(text: string, start: number, origin: string): Piece {
  let quoted = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { text: quoted, end: at + 1 };
    const next = text.charAt(at + 1);
    if (character === '\\' && next !== '' && `${ESCAPED_IN_QUOTES}\n`.includes(next)) {
      if (next !== '\n') quoted += next;
      at++;
    } else {
      quoted += character;
    }
  }
  throw unbalanced('"', start, origin);
}

function unbalanced(mark: string, start: number, origin: string): UserError {
  return new UserError(
    `${origin} has a ${mark} without its counterpart, at character ${start + 1}; ` +
      'close it, or put a backslash before it',
  );
}
