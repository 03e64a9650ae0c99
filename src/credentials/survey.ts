import type { Header, InlinePair, InlineTable, KeyPart, Pair, Scanner, Statement } from './scan.ts';

/** Where a key of the surveyed table is given its value: on a line of its own, or in braces. */
export type KeySite =
  | { readonly kind: 'line'; readonly pair: Pair }
  | { readonly kind: 'inline'; readonly pair: InlinePair; readonly table: InlineTable };

/** The section that the table's own header opens: the header, its pairs, and what comes next. */
export interface Section {
  readonly header: Header;
  readonly pairs: readonly Pair[];
  readonly next: Statement | undefined;
}

/** A pair whose dotted key leads through the table; `through` is where. */
export interface Sibling {
  readonly pair: Pair;
  readonly through: KeyPart;
}

/** An inline table that is the surveyed table, or holds it at `path`. */
export interface Braces {
  readonly table: InlineTable;
  readonly path: readonly string[];
}

/** What a text says about one table, and where. */
export interface Survey {
  readonly keys: ReadonlyMap<string, KeySite>;
  readonly section: Section | undefined;
  readonly braces: Braces | undefined;
  readonly sibling: Sibling | undefined;
}

/** Returns how many parts of the key go along `path`, from its part `from` on. */
function partsAlong(key: readonly KeyPart[], path: readonly string[], from: number): number {
  const stray = key.findIndex((part, index) => part.name !== path[from + index]);
  return stray === -1 ? key.length : stray;
}

/** Returns how much of `path` a header leads along: all of its own path, or `undefined`. */
function depthOf(header: Header, path: readonly string[]): number | undefined {
  const along = !header.array && header.path.every((part, index) => part === path[index]);
  return along ? header.path.length : undefined;
}

function sectionAt(statements: readonly Statement[], header: Header, index: number): Section {
  const pairs: Pair[] = [];
  let at = index + 1;
  let next = statements[at];
  while (next?.kind === 'pair') {
    pairs.push(next);
    at++;
    next = statements[at];
  }
  return { header, pairs, next };
}

/** Collects what the pairs say of the table at `path`; `depth` is how far their table leads there. */
class Surveyor {
  readonly keys = new Map<string, KeySite>();
  section: Section | undefined;
  braces: Braces | undefined;
  sibling: Sibling | undefined;
  readonly #text: string;
  readonly #path: readonly string[];
  readonly #scanner: Scanner;

  constructor(text: string, path: readonly string[], scanner: Scanner) {
    this.#text = text;
    this.#path = path;
    this.#scanner = scanner;
  }

  visit(site: KeySite, depth: number): void {
    const { pair } = site;
    const along = partsAlong(pair.key, this.#path, depth);
    const beyond = pair.key[along];
    if (beyond === undefined) {
      this.#enter(pair, depth + along);
    } else if (depth + along === this.#path.length) {
      if (along + 1 === pair.key.length) this.keys.set(beyond.name, site);
      const through = pair.key[along - 1];
      if (through !== undefined) this.sibling = { pair, through };
    }
  }

  #enter(pair: Pair, depth: number): void {
    const table = this.#scanner.inlineTable(this.#text, pair.value.start);
    this.braces = { table, path: this.#path.slice(depth) };
    for (const inner of table.pairs) this.visit({ kind: 'inline', pair: inner, table }, depth);
  }
}

/**
 * Returns where the table at `path` and its keys stand in a text. A table can be spelled by a
 * header, by dotted keys, as an inline table, or by several of these for its several parts.
 *
 * @throws ScanError if the text is not what the scanner expects
 */
export function survey(text: string, path: readonly string[], scanner: Scanner): Survey {
  const surveyor = new Surveyor(text, path, scanner);
  const statements = scanner.statements(text);
  let depth: number | undefined = 0;
  for (const [index, statement] of statements.entries()) {
    if (statement.kind === 'pair') {
      if (depth !== undefined) surveyor.visit({ kind: 'line', pair: statement }, depth);
    } else {
      depth = depthOf(statement, path);
      if (depth === path.length) surveyor.section = sectionAt(statements, statement, index);
    }
  }
  return surveyor;
}
