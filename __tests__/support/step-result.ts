// The result of a phase, read the way the runner reads it.

import type { Output } from './child.ts';
import { readText } from './tree.ts';
import { type LogLine, parseLog, parsePairs, type WorkflowCommand } from './workflow-commands.ts';

export type Phase = 'main' | 'post';

/** The result of a phase as the runner sees it. */
export interface StepResult {
  readonly phase: Phase;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of standard output, then those of standard error, commands included. */
  readonly lines: readonly LogLine[];
  /** The log as a person reads it: the lines that are not commands. */
  readonly text: readonly string[];
  readonly annotations: Readonly<Record<'error' | 'warning' | 'notice', readonly string[]>>;
  readonly debug: readonly string[];
  readonly groups: readonly string[];
  readonly masks: readonly string[];
  /** Lines with `##[`, which the runner could read as a command. */
  readonly suspicious: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly exportedEnv: Readonly<Record<string, string>>;
  readonly addedPaths: readonly string[];
  readonly summary: string;
  /** Errors in command files that the runner could not read. */
  readonly problems: readonly string[];
}

// Each variable and the prefix of its file name (src/Runner.Worker/FileCommandManager.cs).
export const COMMAND_FILES = {
  GITHUB_OUTPUT: 'set_output_',
  GITHUB_STATE: 'save_state_',
  GITHUB_ENV: 'set_env_',
  GITHUB_PATH: 'add_path_',
  GITHUB_STEP_SUMMARY: 'step_summary_',
} as const;
export type CommandFile = keyof typeof COMMAND_FILES;

/** Returns the content of the command files that the environment names. */
export function readCommandFiles(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<CommandFile, string>> {
  const text = (name: CommandFile) => readText(environment[name] ?? '');
  return {
    GITHUB_OUTPUT: text('GITHUB_OUTPUT'),
    GITHUB_STATE: text('GITHUB_STATE'),
    GITHUB_ENV: text('GITHUB_ENV'),
    GITHUB_PATH: text('GITHUB_PATH'),
    GITHUB_STEP_SUMMARY: text('GITHUB_STEP_SUMMARY'),
  };
}

/** Builds the result from the output of a phase and the content of its command files. */
export function readResult(
  phase: Phase,
  output: Output,
  texts: Readonly<Record<CommandFile, string>>,
): StepResult {
  const lines = [...parseLog(output.stdout), ...parseLog(output.stderr)];
  const commands = lines.flatMap(({ command }) => command ?? []);
  const data = (name: string) => named(commands, name).map((command) => command.data);
  const pairs = (file: CommandFile, command: string) => ({
    ...Object.fromEntries(
      named(commands, command).map((c) => [c.properties['name'] ?? '', c.data]),
    ),
    ...Object.fromEntries(parsePairs(texts[file]).pairs),
  });
  const problems = (['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV'] as const).flatMap(
    (file) => parsePairs(texts[file]).problem ?? [],
  );
  return {
    phase,
    ...output,
    lines,
    text: lines.filter(({ command }) => command === undefined).map(({ text }) => text),
    annotations: { error: data('error'), warning: data('warning'), notice: data('notice') },
    debug: data('debug'),
    groups: data('group'),
    masks: data('add-mask'),
    suspicious: lines.map(({ text }) => text).filter((text) => text.includes('##[')),
    outputs: pairs('GITHUB_OUTPUT', 'set-output'),
    state: pairs('GITHUB_STATE', 'save-state'),
    exportedEnv: pairs('GITHUB_ENV', 'set-env'),
    addedPaths: texts.GITHUB_PATH.split(/\r?\n/).filter((line) => line !== ''),
    summary: texts.GITHUB_STEP_SUMMARY,
    problems,
  };
}

function named(commands: readonly WorkflowCommand[], name: string): readonly WorkflowCommand[] {
  return commands.filter((command) => command.name === name);
}

/** Returns every line as printed and as the runner decodes it, without the `add-mask` commands. */
export function withoutMasks(lines: readonly LogLine[]): string {
  const shown = lines.filter(({ command }) => command?.name !== 'add-mask');
  return shown.map(({ text, command }) => `${text}\n${command?.data ?? ''}`).join('\n');
}
