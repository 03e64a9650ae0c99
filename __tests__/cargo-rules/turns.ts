// Work on many things, a few at a time.

import * as os from 'node:os';

/**
 * Returns what `work` makes of each item, in order; as many run at once as there are processors.
 * Rejects with the first failure, when nothing runs any more.
 */
export async function inTurns<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
