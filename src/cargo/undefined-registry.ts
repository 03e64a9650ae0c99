import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { nameInVariable } from './config-name.ts';
import { type Definition, describe } from './definition.ts';

const SHOWN_NAMES = 20;

/**
 * Returns the error for a registry that nothing defines, with the names that are defined.
 *
 * @param origin where the name stands, for the message, if not in the inputs
 */
export function undefinedRegistry(config: Config, name: string, origin: string): ConfigError {
  return new ConfigError([
    `registry index was not found in any configuration: \`${name}\`${origin}\n` +
      `${definedNames(config)}\n` +
      'Run actions/checkout before this step if `.cargo/config.toml` is in the repository, ' +
      'or give `index`.',
  ]);
}

function definedNames(config: Config): string {
  const names = [...namesInFiles(config), ...namesInVariables(config)];
  if (names.length === 0) {
    return (
      'No registry is defined: ' +
      `looked in \`${config.cwd}\` and its parents, in \`${config.home}\`, and in the environment.`
    );
  }
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '';
  return `Defined are ${names.slice(0, SHOWN_NAMES).join(', ')}${more}.`;
}

function namesInFiles(config: Config): readonly string[] {
  return [...(config.getTable('registries')?.entries ?? [])].flatMap(([name, value]) => {
    const index = value.kind === 'table' ? value.entries.get('index') : undefined;
    return index === undefined ? [] : [named(name, index.definition)];
  });
}

function namesInVariables(config: Config): readonly string[] {
  return [...config.variables.entries()].flatMap(([key]) => {
    const name = nameInVariable(key);
    return name === undefined ? [] : [named(name, { kind: 'environment', key })];
  });
}

function named(name: string, definition: Definition): string {
  return `\`${name}\` (${describe(definition)})`;
}
