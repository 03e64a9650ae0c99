// Work on many things, a few at a time.

import * as os from 'node:os';

/** Returns what `work` makes of each item, in order; as many run at once as there are processors. */
export async function inTurns<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  return results;
}
