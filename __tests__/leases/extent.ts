// How much of what could be tried is tried.

import * as os from 'node:os';

/** FULL=1 tries all there is; by default a part that is chosen to say as much. */
export const isFull = process.env['FULL'] === '1';

/** Lets some work be done on each item, as many at a time as there are processors. */
export async function forEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
}
