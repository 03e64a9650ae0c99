// Reads the inputs of the action from action.yml.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';

/**
 * Returns every input with its default, or with an empty string if it has none. The runner passes
 * the same values to the action (src/Runner.Worker/ActionManifestManager.cs).
 */
export function inputDefaults(action: string): Readonly<Record<string, string>> {
  // The runner reads every default as a string, exactly as written: `true` stays `true`.
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
