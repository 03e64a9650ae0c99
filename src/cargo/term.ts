import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { describe, type Value } from './definition.ts';
import { Fields } from './fields.ts';
import { definedError, type Place, readBoolean, readInteger, readString } from './typed.ts';

/** How much cargo says, and in which colours. */
export interface Term {
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  readonly color: 'auto' | 'always' | 'never';
}

/** What stands on the command line; it goes before the configuration. */
export interface TermFlags {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly color?: string;
}

interface TermTable {
  readonly verbose?: Value<boolean> | undefined;
  readonly quiet?: Value<boolean> | undefined;
  readonly color?: Value<string> | undefined;
}

/**
 * Returns what `term.quiet`, `term.verbose`, `term.color` and their variables ask for (cargo's
 * `GlobalContext::configure`). A `[term]` with a value of a wrong type counts as empty, as in cargo.
 *
 * @throws ConfigError if quiet and verbose are both asked for, or the colour is none.
 */
export function resolveTerm(config: Config, flags: TermFlags = {}): Term {
  const term = readTerm(config.withoutCredentials());
  return {
    verbosity: flagVerbosity(flags) ?? verbosityOf(term),
    color: flags.color === undefined ? configuredColor(term) : colorOf(flags.color, ''),
  };
}

function flagVerbosity({ verbose, quiet }: TermFlags): Term['verbosity'] | undefined {
  if (verbose && quiet) {
    throw new ConfigError(['cannot set both --verbose and --quiet']);
  }
  return verbose ? 'verbose' : quiet ? 'quiet' : undefined;
}

function verbosityOf({ verbose, quiet }: TermTable): Term['verbosity'] {
  if (verbose?.value && quiet?.value) {
    throw new ConfigError([
      'cannot set both `term.verbose` and `term.quiet` ' +
        `(defined in ${describe(verbose.definition)} and ${describe(quiet.definition)})`,
    ]);
  }
  return verbose?.value ? 'verbose' : quiet?.value ? 'quiet' : 'normal';
}

function configuredColor({ color }: TermTable): Term['color'] {
  return color === undefined
    ? 'auto'
    : colorOf(color.value, ` (\`term.color\` in ${describe(color.definition)})`);
}

function colorOf(color: string, origin: string): Term['color'] {
  if (color === 'auto' || color === 'always' || color === 'never') {
    return color;
  }
  throw new ConfigError([
    `argument for --color must be auto, always, or never, but found \`${color}\`${origin}`,
  ]);
}

function readTerm(config: Config): TermTable {
  try {
    return readTable(config.place('term'));
  } catch (error) {
    if (error instanceof ConfigError) {
      return {};
    }
    throw error;
  }
}

/** Cargo's `TermConfig`: one wrong field spoils them all. */
function readTable(place: Place): TermTable {
  const fields = new Fields(place, [
    'verbose',
    'quiet',
    'color',
    'hyperlinks',
    'unicode',
    'progress',
  ]);
  fields.optional('hyperlinks', readBoolean);
  fields.optional('unicode', readBoolean);
  fields.optional('progress', checkProgress);
  return {
    verbose: fields.optional('verbose', readBoolean),
    quiet: fields.optional('quiet', readBoolean),
    color: fields.optional('color', readString),
  };
}

/** Cargo's `ProgressConfig`. */
function checkProgress(place: Place): void {
  const fields = new Fields(place, ['when', 'width', 'term-integration']);
  const when = fields.optional('when', readString);
  const width = fields.optional('width', readInteger);
  fields.optional('term-integration', readBoolean);
  if (when !== undefined && !['auto', 'never', 'always'].includes(when.value)) {
    throw definedError(when.definition, 'unknown `term.progress.when`');
  }
  if (width !== undefined && width.value < 0n) {
    throw definedError(width.definition, 'negative `term.progress.width`');
  }
  if (when?.value === 'always' && width === undefined) {
    throw definedError(when.definition, '"always" progress requires a `width` key');
  }
}
