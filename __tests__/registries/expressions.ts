// The workflow expressions that the recipes use:
// https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions

/** The contexts of a job: `secrets`, `matrix`, `github`, and `steps` as `ID.outputs.NAME`. */
export interface Context {
  readonly secrets: (name: string) => string;
  readonly matrix: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, string>>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Returns the text with every `${{ … }}` replaced by its value. Throws for an unknown expression. */
export function evaluate(text: string, context: Context): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) =>
    lookUp(expression, context),
  );
}

/** Returns whether a condition of the form `NAME == 'text'` holds. A missing condition holds. */
export function holds(condition: string | undefined, context: Context): boolean {
  if (condition === undefined) return true;
  const [, name = '', text] = /^(\S+) == '([^']*)'$/.exec(condition) ?? [];
  return lookUp(name, context) === text;
}

function lookUp(expression: string, { secrets, matrix, github, outputs }: Context): string {
  const [first, second = '', third, fourth = '', ...more] = expression.split('.');
  if (more.length === 0) {
    if (first === 'steps' && third === 'outputs') return outputs.get(second)?.[fourth] ?? '';
    if (first === 'secrets' && third === undefined) return secrets(second);
    if (first === 'matrix' && third === undefined) return matrix[second] ?? '';
    if (first === 'github' && third === undefined) return github[second] ?? '';
  }
  const [, key] = /^secrets\[matrix\.([\w-]+)\]$/.exec(expression) ?? [];
  if (key !== undefined) return secrets(matrix[key] ?? '');
  throw new Error(`unknown expression: ${expression}`);
}
