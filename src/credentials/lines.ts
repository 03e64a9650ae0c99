import { startOfContent } from './scan.ts';

/** Returns the index of the first character of the line that `at` is in. */
export function startOfLine(text: string, at: number): number {
  const newline = at === 0 ? -1 : text.lastIndexOf('\n', at - 1);
  return Math.max(newline + 1, startOfContent(text));
}

/** Returns the index after the line that `at` is in, its new line included if it has one. */
export function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** Returns the new line that ends right before `at`, or the empty string. */
export function newlineBefore(text: string, at: number): '\r\n' | '\n' | '' {
  if (text[at - 1] !== '\n') return '';
  return text[at - 2] === '\r' ? '\r\n' : '\n';
}

/** Returns the new line for a line that is put at `at`: that of the line before, or of the first. */
export function newlineFor(text: string, at: number): '\r\n' | '\n' {
  const before = text.lastIndexOf('\n', Math.max(at - 1, 0));
  return newlineBefore(text, (before === -1 ? text.indexOf('\n') : before) + 1) || '\n';
}

/**
 * Returns where the line before `at` (the first character of a line) begins, if there is one and
 * nothing is in it, no blank either.
 */
export function emptyLineBefore(text: string, at: number): number | undefined {
  const newline = newlineBefore(text, at);
  const start = at - newline.length;
  return newline !== '' && startOfLine(text, start) === start ? start : undefined;
}
