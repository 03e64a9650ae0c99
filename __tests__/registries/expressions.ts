// The expressions of a workflow, as far as recipes use them:
// https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions

/** What expressions can speak of: `secrets`, `matrix`, and `steps` as `ID.outputs.NAME`. */
export interface Context {
  readonly secrets: (name: string) => string;
  readonly matrix: Readonly<Record<string, string>>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Returns the text with every `${{ … }}` replaced by its value. Throws for what it does not know. */
export function evaluate(text: string, context: Context): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) =>
    lookUp(expression, context),
  );
}

/** Tells whether the condition of a step holds: `NAME == 'text'`. */
export function holds(condition: string, context: Context): boolean {
  const [, name = '', text] = /^(\S+) == '([^']*)'$/.exec(condition) ?? [];
  return lookUp(name, context) === text;
}

function lookUp(expression: string, { secrets, matrix, outputs }: Context): string {
  const path = expression.split('.');
  const [first, second = '', third, fourth = ''] = path;
  if (first === 'secrets' && path.length === 2) return secrets(second);
  if (first === 'matrix' && path.length === 2) return matrix[second] ?? '';
  if (first === 'steps' && third === 'outputs' && path.length === 4) {
    return outputs.get(second)?.[fourth] ?? '';
  }
  const [, key] = /^secrets\[matrix\.([\w-]+)\]$/.exec(expression) ?? [];
  if (key !== undefined) return secrets(matrix[key] ?? '');
  throw new Error(`an expression that recipes do not use: ${expression}`);
}
