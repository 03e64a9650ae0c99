// Checks of JSON from outside. A check returns the value with its type, or throws TypeError.

export type Check<T> = (value: unknown) => T;

function primitive<T>(type: string): Check<T> {
  return (value) => {
    if (typeof value !== type) throw new TypeError(`not a ${type}`);
    return value as T; // the line above has checked it
  };
}

/** Check that a value has this type. */
export const text = primitive<string>('string');
export const number = primitive<number>('number');
export const truth = primitive<boolean>('boolean');

/** Returns a check of a value that may be missing; `null` counts as missing. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value) => (value === undefined || value === null ? undefined : check(value));
}

/** Returns a check of a list. */
export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new TypeError('not a list');
    return value.map((item) => check(item));
  };
}

/** The type of what passes a check. */
export type Checked<C extends Check<unknown>> = ReturnType<C>;

type Fields<S> = { readonly [K in keyof S]: S[K] extends Check<infer T> ? T : never };

/** Returns a check of an object with these fields. The check drops all other fields. */
export function object<S extends Readonly<Record<string, Check<unknown>>>>(
  fields: S,
): Check<Fields<S>> {
  return (value) => {
    if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
    const given = new Map(Object.entries(value));
    const entries = Object.entries(fields).map(([name, check]) => [name, check(given.get(name))]);
    // Each field has passed the check of its type.
    return Object.fromEntries(entries) as Fields<S>;
  };
}

/** Returns the value of a JSON text; `undefined` if the text is not JSON or fails the check. */
export function parseJson<T>(source: string, check: Check<T>): T | undefined {
  try {
    return check(JSON.parse(source));
  } catch {
    return undefined;
  }
}
