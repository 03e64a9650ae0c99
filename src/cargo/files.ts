import { accessSync, constants, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, UserError } from '../errors.ts';
import { decodeUtf8 } from './toml.ts';

/** One of cargo's own files, with the warning that cargo prints about its name, if any. */
export interface NamedFile {
  readonly path: string;
  readonly warning?: string;
}

/**
 * Returns the file `stem` or `stem.toml` in `folder`, whichever cargo takes: the one without an
 * extension, if it is there (cargo's `get_file_path`).
 */
export function findFile(folder: string, stem: string): NamedFile | undefined {
  const legacy = join(folder, stem);
  const current = join(folder, `${stem}.toml`);
  const legacyStats = stats(legacy);
  const currentStats = stats(current);
  if (legacyStats === undefined || !readable(legacy)) {
    return currentStats && { path: current };
  }
  if (currentStats === undefined || !readable(current)) {
    return { path: legacy, warning: deprecation(legacy, stem) };
  }
  // No warning where one of the two is a link to the other.
  return isSameFile(legacy, current)
    ? { path: legacy }
    : {
        path: legacy,
        warning: `both \`${legacy}\` and \`${current}\` exist. Using \`${legacy}\``,
      };
}

function deprecation(legacy: string, stem: string): string {
  return (
    `\`${legacy}\` is deprecated in favor of \`${stem}.toml\`\n` +
    `help: if you need to support cargo 1.38 or earlier, you can symlink \`${stem}\` to \`${stem}.toml\``
  );
}

/**
 * Returns the configuration files in the order in which cargo merges them: the working directory's
 * first, then its parents', then that of Cargo's home unless it was among them (`walk_tree`).
 */
export function configFiles(cwd: string, home: string): readonly NamedFile[] {
  const files: NamedFile[] = [];
  let homeSeen = false;
  for (const folder of ancestors(cwd)) {
    const configRoot = join(folder, '.cargo');
    if (configRoot === home) {
      homeSeen = true;
    }
    // One call tells for most parents that there is nothing to look for.
    const rootStats = stats(configRoot);
    if (rootStats?.isDirectory()) {
      files.push(...found(configRoot));
      homeSeen ||= isSameFolder(configRoot, rootStats, home);
    }
  }
  return homeSeen ? files : [...files, ...found(home)];
}

function found(folder: string): readonly NamedFile[] {
  const file = findFile(folder, 'config');
  return file === undefined ? [] : [file];
}

function ancestors(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder, parent = dirname(at); parent !== at; at = parent, parent = dirname(at)) {
    folders.push(parent);
  }
  return folders;
}

function isSameFolder(folder: string, folderStats: Stats, home: string): boolean {
  const homeStats = stats(home);
  if (homeStats?.dev !== folderStats.dev || homeStats.ino !== folderStats.ino) {
    return false;
  }
  // Cargo compares the real paths: a bind mount is another folder to it.
  return realPath(folder) === realPath(home);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Two files that are there: are they one? A double does not hold a file number of NTFS. */
function isSameFile(path: string, other: string): boolean {
  const options = { bigint: true, throwIfNoEntry: false } as const;
  const [first, second] = [path, other].map((each) => statSync(each, options));
  return first?.dev === second?.dev && first?.ino === second?.ino;
}

function stats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // What cannot be looked at does not exist, as for Rust's `Path::exists`.
    return undefined;
  }
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tells whether there is something at the path, links followed. */
export function exists(path: string): boolean {
  return stats(path) !== undefined;
}

/**
 * Returns the text of a file.
 *
 * @throws UserError with the reason, if it cannot be read or is not UTF-8.
 */
export function readText(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UserError(systemReason(error), { cause: error });
  }
  return decodeUtf8(bytes);
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'No such file or directory (os error 2)'],
  ['EACCES', 'Permission denied (os error 13)'],
  ['EISDIR', 'Is a directory (os error 21)'],
]);

function systemReason(error: unknown): string {
  const code = errorCode(error);
  return REASONS.get(code) ?? `${code ?? 'unknown'} error`;
}
