// What Stryker's TAP runner reads: a line for each test, without nesting, and without the titles,
// whose TOML its parser takes for TAP.

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} events */
async function* tap(events) {
  let count = 0;
  for await (const { type } of events) {
    if (type === 'test:pass') yield `ok ${++count}\n`;
    if (type === 'test:fail') yield `not ok ${++count}\n`;
  }
  yield `1..${count}\n`;
}

// biome-ignore lint/style/noDefaultExport: so Node wants it of a reporter
export default tap;
