// Which functions of the bundle are compiled when it is read. V8 compiles a function when it is
// first called, one by one: what it costs to begin, some hundred times over, is a tenth of a bare
// start of Node. A function in parentheses is compiled together with what stands around it.
// https://v8.dev/blog/preparser#pife

import { parse } from 'acorn';

/** @typedef {import('acorn').Node} Node */
/** @typedef {{ readonly node: Node, readonly parent: Node, readonly block: Node | undefined, readonly key: string }} Place */

/** @param {unknown} value @returns {value is Node} */
function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** @param {Node} node @returns {Node[]} */
function childrenOf(node) {
  return Object.values(node).flat().filter(isNode);
}

/** @param {Node} node */
function isFunction({ type }) {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type);
}

/** @param {Node} node @returns {string | undefined} */
function nameOf(node) {
  const { type, id } = /** @type {{ type: string, id?: { name: string } | null }} */ (
    /** @type {unknown} */ (node)
  );
  return type === 'FunctionDeclaration' || type === 'ClassDeclaration' ? id?.name : undefined;
}

/**
 * Returns all functions of a script, each with a key that other builds of the same sources have
 * too: names of declarations, and positions for what has no name, from the outside in.
 *
 * @param {string} code
 * @returns {Place[]}
 */
export function functionsOf(code) {
  /** @type {Place[]} */
  const found = [];
  /** @param {Node} node @param {Node} parent @param {Node | undefined} block @param {string} key @param {{ count: number }} unnamed */
  const visit = (node, parent, block, key, unnamed) => {
    const name = nameOf(node);
    const isNamed = name !== undefined;
    if (!isNamed && !isFunction(node)) {
      const own = node.type === 'BlockStatement' ? bodyOf(node, parent) : block;
      for (const child of childrenOf(node)) visit(child, node, own, key, unnamed);
      return;
    }
    const own = `${key}/${isNamed ? name : unnamed.count++}`;
    if (isFunction(node)) found.push({ node, parent, block, key: own });
    const inner = { count: 0 };
    for (const child of childrenOf(node)) visit(child, node, undefined, own, inner);
  };
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const unnamed = { count: 0 };
  for (const child of childrenOf(program)) visit(child, program, program, '', unnamed);
  return found;
}

/** Where a declaration can be moved to the top: the body of a function. @param {Node} block @param {Node} parent */
function bodyOf(block, parent) {
  return isFunction(parent) ? block : undefined;
}

/** Whether a function with this parent may stand in parentheses: a method may not. @param {Node} parent */
function mayBeEnclosed(parent) {
  if (parent.type === 'MethodDefinition') return false;
  if (parent.type !== 'Property') return true;
  const { method, kind } = /** @type {{ method: boolean, kind: string }} */ (
    /** @type {unknown} */ (parent)
  );
  return !method && kind === 'init';
}

/** @typedef {{ readonly start: number, readonly end: number, readonly text: string }} Change */

/** @param {string} code @param {number} start @param {number} end @param {readonly Change[]} changes */
function changed(code, start, end, changes) {
  const within = changes
    .filter((change) => change.start >= start && change.end <= end)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let at = start;
  for (const change of within) {
    if (change.start < at) continue;
    text += code.slice(at, change.start) + change.text;
    at = change.end;
  }
  return text + code.slice(at, end);
}

/**
 * Puts the functions with these keys in parentheses; methods cannot be. A declaration becomes a
 * variable: in place at the top of the module, where nothing is called while it is read (but for the
 * bundler's own functions, which stay), and elsewhere at the top of the function around it.
 *
 * @param {string} code a module
 * @param {ReadonlySet<string>} keys
 * @returns {string}
 */
export function compileEagerly(code, keys) {
  /** @type {Change[]} */
  let changes = [];
  // From the inside out, so that what is moved or enclosed has been dealt with.
  for (const { key, node, parent, block } of functionsOf(code).toReversed()) {
    if (!keys.has(key)) continue;
    const { start, end } = node;
    const name = nameOf(node);
    const own = withoutName(changed(code, start, end, changes), name);
    if (name === undefined) {
      if (mayBeEnclosed(parent)) changes.push({ start, end, text: `(${own})` });
    } else if (parent === block && !name.startsWith('__')) {
      const text = `var ${name} = (${own});`;
      if (parent.type === 'Program') changes.push({ start, end, text });
      else changes = withMoved(changes, node, parent.start + 1, text);
    }
  }
  return changed(code, 0, code.length, changes);
}

/** A variable gives its function its own name. @param {string} text @param {string | undefined} name */
function withoutName(text, name) {
  return name === undefined ? text : text.replace(`function ${name}(`, 'function(');
}

/** @param {readonly Change[]} changes @param {Node} node @param {number} to @param {string} text */
function withMoved(changes, { start, end }, to, text) {
  const isThere = (/** @type {Change} */ change) => change.start === to && change.end === to;
  const others = changes.find(isThere)?.text ?? '';
  return [
    ...changes.filter((change) => !isThere(change)),
    { start: to, end: to, text: `\n${text}${others}` },
    { start, end, text: '' },
  ];
}
