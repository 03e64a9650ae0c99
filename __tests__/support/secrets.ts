// The leak search: looks for tokens where none may be, in every form that a program could print.

/** A text that people other than the owner of the token may see. */
export interface Evidence {
  /** Where it was found, for the message: `stdout of main`, `GITHUB_STATE`, … */
  readonly where: string;
  readonly text: string;
}

interface Form {
  readonly label: string;
  readonly text: string;
}

/** A shorter token could match ordinary text. */
const SHORTEST = 8;
/** How many consecutive characters of a generated token count as a leak. */
const TELLING_PART = 12;
const SCHEME = /^(?:cargo login\s+)?(?:(?:bearer|basic|token)\s+)?/i;

/** Holds the secrets of a test and all texts that must not contain them. */
export class LeakSearch {
  readonly #forms = new Map<string, readonly Form[]>();
  readonly #evidence: Evidence[] = [];

  /**
   * Adds a secret: a token with or without its scheme, or several lines of tokens. Throws if none
   * is long enough to search for, because the search would then prove nothing.
   */
  add(value: string, parts: 'whole' | 'any part' = 'whole'): void {
    // A program may print control or non-ASCII characters differently, but not the text around.
    const tokens = [...value.split(/[\x00-\x08\x0a-\x1f\x7f]+/), ...value.split(/[^\x20-\x7e]+/)]
      .map((line) => line.trim().replace(SCHEME, ''))
      .filter((token) => token.length >= SHORTEST);
    if (tokens.length === 0) {
      throw new Error(`a token of a test needs ${SHORTEST} characters to be searched for`);
    }
    for (const token of tokens) {
      const label = `secret ${this.#forms.size + 1}`;
      const forms = [...formsOf(token), ...(parts === 'any part' ? partsOf(token) : [])];
      this.#forms.set(token, this.#forms.get(token) ?? forms.map((form) => relabel(form, label)));
    }
  }

  /** Adds a text to search. */
  record(where: string, text: string): void {
    if (text !== '') this.#evidence.push({ where, text });
  }

  /** Returns a line for each secret that a text contains. The line does not show the secret. */
  leaks(): readonly string[] {
    return this.#evidence.flatMap(({ where, text }) =>
      this.found(text).map((label) => `${label} in ${where}`),
    );
  }

  /** Returns the secrets that the text contains, each as `secret N (form)`. */
  found(text: string): readonly string[] {
    return [...this.#forms.values()].flatMap((forms) => {
      const form = forms.find((candidate) => text.includes(candidate.text));
      return form === undefined ? [] : [form.label];
    });
  }
}

function relabel({ label, text }: Form, secret: string): Form {
  return { label: `${secret} (${label})`, text };
}

function formsOf(token: string): readonly Form[] {
  const bytes = Buffer.from(token);
  return [
    { label: 'as it is', text: token },
    { label: 'in JSON', text: JSON.stringify(token).slice(1, -1) },
    { label: 'in a URL', text: encodeURIComponent(token) },
    { label: 'in hexadecimal', text: bytes.toString('hex') },
    ...[0, 1, 2].flatMap((before) =>
      (['base64', 'base64url'] as const).map((encoding) => ({
        label: `in ${encoding}`,
        text: encodedAfter(bytes, before, encoding),
      })),
    ),
  ];
}

/**
 * Returns the base64 characters that depend only on these bytes, which stand after `before` other
 * bytes in a longer value such as `user:TOKEN`.
 */
function encodedAfter(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const padded = Buffer.concat([Buffer.alloc(before), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  return whole.toString(encoding).slice(before === 0 ? 0 : before + 1);
}

function partsOf(token: string): readonly Form[] {
  const starts = Array.from({ length: Math.max(0, token.length - TELLING_PART + 1) }, (_, i) => i);
  return starts.map((start) => ({
    label: `characters ${start} to ${start + TELLING_PART}`,
    text: token.slice(start, start + TELLING_PART),
  }));
}
