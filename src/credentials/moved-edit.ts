// Somebody's edit of the file, taken from there to the base: as text, so that nothing else changes.

/** All there is to tell a text from another: the stretch `start` to `end` of the one became `text`. */
interface Difference {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function differenceOf(from: string, to: string): Difference {
  let start = 0;
  while (start < from.length && from[start] === to[start]) start++;
  let tail = 0;
  const most = Math.min(from.length, to.length) - start;
  while (tail < most && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) };
}

/**
 * Returns a text with the edit that somebody made to it after other things were laid over it, or
 * `undefined` where the edit touches these.
 *
 * @param layers the text, and then what it became with one thing after the other laid over it
 * @param edited what was made of the last of them
 */
export function movedEdit(layers: readonly string[], edited: string): string | undefined {
  let edit = differenceOf(layers.at(-1) ?? '', edited);
  for (let top = layers.length - 1; top > 0; top--) {
    const laid = differenceOf(layers[top - 1] ?? '', layers[top] ?? '');
    const end = laid.start + laid.text.length;
    if (edit.end <= laid.start) continue;
    if (edit.start < end) return undefined;
    const shift = laid.end - end;
    edit = { start: edit.start + shift, end: edit.end + shift, text: edit.text };
  }
  const [text = ''] = layers;
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}
