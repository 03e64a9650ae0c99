// Prints results for Stryker's TAP runner: one line per test, without nesting. Titles are left out,
// because its parser takes the TOML in them for TAP.

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} events */
async function* tap(events) {
  let count = 0;
  for await (const { type } of events) {
    if (type === 'test:pass') yield `ok ${++count}\n`;
    if (type === 'test:fail') yield `not ok ${++count}\n`;
  }
  yield `1..${count}\n`;
}

// biome-ignore lint/style/noDefaultExport: Node requires it of a reporter
export default tap;
