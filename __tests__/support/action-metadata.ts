// What action.yml says of the inputs.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';

/**
 * Returns every input of the action with its default, the empty text where it has none: that is
 * what the runner gives to the action (src/Runner.Worker/ActionManifestManager.cs).
 */
export function inputDefaults(action: string): Readonly<Record<string, string>> {
  // The runner knows no type but text here: `true` stays `true` as written.
  const source = fs.readFileSync(path.join(action, 'action.yml'), 'utf8');
  const metadata: unknown = parse(source, { schema: 'failsafe' });
  const inputs = Object.entries(Object(property(metadata, 'inputs')));
  return Object.fromEntries(
    inputs.map(([name, about]) => [name, String(property(about, 'default') ?? '')]),
  );
}

function property(value: unknown, name: string): unknown {
  return Object.entries(Object(value)).find(([key]) => key === name)?.[1];
}
