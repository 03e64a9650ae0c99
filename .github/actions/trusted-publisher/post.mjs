// Ends the server, and asks it whether every token that it gave was given back.

import { run, variable } from '../runner.mjs';

await run(async () => {
  const response = await fetch(`${variable('STATE_url')}/end`, { method: 'POST' });
  const { given, valid } = await response.json();
  if (given === 0 || valid > 0) throw new Error(`of ${given} tokens ${valid} were not given back`);
  console.log(`all tokens were given back (${given})`);
});
