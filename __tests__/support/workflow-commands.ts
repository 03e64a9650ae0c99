// Parses what the runner reads from a step: commands in its output, pairs in its files.

/** A workflow command in a line of output. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
  /** `legacy` is the form `##[name]data`, which the runner finds anywhere in a line. */
  readonly form: 'current' | 'legacy';
}

/** A line of output, and the command that the runner finds in it. */
export interface LogLine {
  readonly text: string;
  readonly command: WorkflowCommand | undefined;
}

type Escapes = Readonly<Record<string, string>>;

interface CommandForm {
  readonly form: WorkflowCommand['form'];
  readonly pattern: RegExp;
  readonly separator: string;
  readonly propertyEscapes: Escapes;
  readonly dataEscapes: Escapes;
}

// From src/Runner.Worker/ActionCommandManager.cs. A line with any other name is plain text.
const REGISTERED = new Set(
  'stop-commands set-env set-output save-state add-mask add-path add-matcher remove-matcher'
    .concat(' debug warning error notice group endgroup echo')
    .split(' '),
);

const LINE_BREAKS: Escapes = { '%0D': '\r', '%0A': '\n' };
const LEGACY: Escapes = { '%3B': ';', ...LINE_BREAKS, '%5D': ']', '%25': '%' };
const FORMS: readonly CommandForm[] = [
  {
    form: 'current',
    pattern: /^\s*::(?<head>.*?)::(?<data>.*)$/s,
    separator: ',',
    propertyEscapes: { ...LINE_BREAKS, '%3A': ':', '%2C': ',', '%25': '%' },
    dataEscapes: { ...LINE_BREAKS, '%25': '%' },
  },
  {
    form: 'legacy',
    pattern: /##\[(?<head>.*?)\](?<data>.*)$/s,
    separator: ';',
    propertyEscapes: LEGACY,
    dataEscapes: LEGACY,
  },
];

/**
 * Splits the output of a step into lines and finds the commands in them, by the runner's rules
 * (src/Runner.Common/ActionCommand.cs and src/Runner.Worker/ActionCommandManager.cs).
 */
export function parseLog(output: string): readonly LogLine[] {
  let resume: string | undefined;
  return splitLines(output).map((text) => {
    const command = parseCommand(text, resume);
    if (resume !== undefined) {
      if (command?.name !== resume) return { text, command: undefined };
      resume = undefined;
    } else if (command?.name === 'stop-commands') {
      resume = command.data.toLowerCase();
    }
    return { text, command };
  });
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function parseCommand(line: string, resume: string | undefined): WorkflowCommand | undefined {
  for (const { form, pattern, separator, propertyEscapes, dataEscapes } of FORMS) {
    const { head = '', data = '' } = pattern.exec(line)?.groups ?? {};
    const [, name = '', rest = ''] = /^([^ ]*) ?(.*)$/s.exec(head) ?? [];
    if (REGISTERED.has(name.toLowerCase()) || (name !== '' && name.toLowerCase() === resume)) {
      return {
        name: name.toLowerCase(),
        properties: parseProperties(rest.trim(), separator, propertyEscapes),
        data: decode(data, dataEscapes),
        form,
      };
    }
  }
  return undefined;
}

function parseProperties(text: string, separator: string, escapes: Escapes) {
  const pairs = text
    .split(separator)
    .map((pair) => /^=*([^=]+)=(.+)$/s.exec(pair))
    .map((match) => [match?.[1] ?? '', decode(match?.[2] ?? '', escapes)] as const);
  return Object.fromEntries(pairs.filter(([key]) => key !== ''));
}

function decode(text: string, escapes: Escapes): string {
  return Object.entries(escapes).reduce((result, [from, to]) => result.replaceAll(from, to), text);
}

/** The pairs of a command file. `problem` is the error that the runner would report. */
export interface FilePairs {
  readonly pairs: ReadonlyMap<string, string>;
  readonly problem: string | undefined;
}

/**
 * Reads a `GITHUB_OUTPUT`, `GITHUB_STATE` or `GITHUB_ENV` file: `NAME=VALUE` and `NAME<<DELIMITER`
 * (src/Runner.Worker/FileCommandManager.cs). As in the runner, pairs before a bad line count.
 */
export function parsePairs(text: string): FilePairs {
  const pairs = new Map<string, string>();
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(withoutReturn(line)) ?? [];
    if (sign === undefined && withoutReturn(line) === '') continue;
    const value = sign === '=' ? rest : takeUntil(lines, rest);
    if (sign === undefined || value === undefined) {
      return { pairs, problem: `Invalid format or missing delimiter: '${line}'` };
    }
    pairs.set(name, value);
  }
  return { pairs, problem: undefined };
}

function takeUntil(lines: string[], delimiter: string): string | undefined {
  const end = lines.findIndex((line) => withoutReturn(line) === delimiter);
  if (delimiter === '' || end < 0) return undefined;
  const value = lines.splice(0, end + 1).slice(0, -1);
  return withoutReturn(value.join('\n'));
}

function withoutReturn(line: string): string {
  return line.replace(/\r$/, '');
}
