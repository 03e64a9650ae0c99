// Reads folders, to compare them before and after a step and to search them for leaks.

import * as fs from 'node:fs';
import * as path from 'node:path';

/** The entry at a path. `mode` holds the permission bits in octal. */
export type TreeEntry =
  | { readonly kind: 'file'; readonly mode: string; readonly bytes: string }
  | { readonly kind: 'folder'; readonly mode: string }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'other'; readonly mode: string };

/** The entries at and below a folder, by relative path. The folder itself is `.`. */
export type Tree = Readonly<Record<string, TreeEntry>>;

/**
 * Returns everything at and below `top` without following links, for `assert.deepEqual`. The result
 * is empty if `top` does not exist. If `skip` returns true for a path, the path and everything
 * below it are left out.
 */
export function snapshot(top: string, skip: (relative: string) => boolean = () => false): Tree {
  const tree: Record<string, TreeEntry> = {};
  for (const absolute of walk(top, (found) => skip(slashed(top, found)))) {
    tree[slashed(top, absolute)] = entryAt(absolute);
  }
  return tree;
}

/** Returns the paths at and below `top`, parents first. Does not follow links. */
export function walk(top: string, skip: (absolute: string) => boolean = () => false): string[] {
  const stats = fs.lstatSync(top, { throwIfNoEntry: false });
  if (stats === undefined || skip(top)) return [];
  const names = stats.isDirectory() ? namesIn(top) : [];
  return [top, ...names.flatMap((name) => walk(path.join(top, name), skip))];
}

/** Returns the text of a file, or an empty string if it does not exist or cannot be read. */
export function readText(file: string): string {
  try {
    return fs.lstatSync(file).isFile() ? fs.readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

/** Removes a folder, even if a test made parts of it inaccessible. */
export function removeTree(top: string): void {
  unlock(top);
  fs.rmSync(top, { recursive: true, force: true, maxRetries: 3 });
}

function unlock(found: string): void {
  if (!fs.lstatSync(found, { throwIfNoEntry: false })?.isDirectory()) return;
  fs.chmodSync(found, 0o700);
  for (const name of namesIn(found)) unlock(path.join(found, name));
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    // The folder has just been removed, or cannot be read by anybody else either.
    return [];
  }
}

function slashed(top: string, absolute: string): string {
  return path.relative(top, absolute).split(path.sep).join('/') || '.';
}

function entryAt(absolute: string): TreeEntry {
  const stats = fs.lstatSync(absolute);
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  if (stats.isSymbolicLink()) return { kind: 'link', target: fs.readlinkSync(absolute) };
  if (stats.isDirectory()) return { kind: 'folder', mode };
  if (!stats.isFile()) return { kind: 'other', mode };
  // One character for each byte: exact, and readable in the message of a failed assertion.
  return { kind: 'file', mode, bytes: fs.readFileSync(absolute, 'latin1') };
}
