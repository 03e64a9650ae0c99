// What the credentials file must say, without a word about texts, journals or locks: maps of keys.

/** Keys of the credentials file with their values: `PLACE token` and `PLACE provider`. */
export type Keys = Map<string, string>;

/** A place in the credentials file: `registry`, or `registries.NAME`. */
export type Place = string;

/** What one login put there. */
interface Hold {
  readonly login: number;
  readonly token: string;
  readonly places: readonly Place[];
}

/** What is to be known of the bytes that come back in the end. */
export type Text =
  /** Exactly these; `undefined` for no file. */
  | { readonly kind: 'exact'; readonly text: string | undefined }
  /** Somebody wrote at several places: the entries of ours between them count as touched. */
  | { readonly kind: 'alike'; readonly text: string }
  /** Somebody wrote the file anew in a way of his own: then only its keys are known. */
  | { readonly kind: 'rewritten' };

/** An edit that leaves alone what stands in the file already. */
export type LocalEdit = (text: string) => string;

export class Model {
  /** What the file says now. */
  file: Keys;
  #base: Keys;
  #baseText: Text;
  #holds: Hold[] = [];
  /** What the file said after the last change. */
  #written: Keys;
  #edits: ('gone' | 'rewritten' | LocalEdit)[] = [];

  constructor(base: Keys, text: string | undefined) {
    this.#base = new Map(base);
    this.file = new Map(base);
    this.#written = new Map(base);
    this.#baseText = { kind: 'exact', text };
  }

  /** Whether a login is still in the file. */
  get isHeld(): boolean {
    return this.#holds.length > 0;
  }

  /** The bytes that have to be in the file when nobody is logged in. */
  get baseText(): Text {
    const text = this.#edits.reduce(edited, this.#baseText);
    const isTouched = this.isHeld && this.#edits.length > 1;
    if (text.kind !== 'exact' || text.text === undefined || !isTouched) return text;
    return { kind: 'alike', text: text.text };
  }

  /** Returns a model of its own that knows the same. */
  copy(): Model {
    const copy = new Model(this.#base, undefined);
    copy.file = new Map(this.file);
    copy.#baseText = this.#baseText;
    copy.#holds = this.#holds;
    copy.#written = this.#written;
    copy.#edits = [...this.#edits];
    return copy;
  }

  /** Whether others did something that no change has taken in yet. */
  get isEdited(): boolean {
    return this.#edits.length > 0;
  }

  /** Takes it that all bytes that are more than keys and comments may be spelt otherwise. */
  blur(): void {
    if (this.#baseText.kind !== 'exact' || this.#baseText.text === undefined) return;
    this.#baseText = { kind: 'alike', text: this.#baseText.text };
  }

  login(login: number, places: readonly Place[], token: string): void {
    this.#change(() => {
      this.#holds = [...this.#holds, { login, places, token }];
    });
  }

  /** Ends logins: by their post step, or because their jobs are gone. */
  end(logins: readonly number[]): void {
    this.#change(() => {
      this.#holds = this.#holds.filter(({ login }) => !logins.includes(login));
    });
  }

  /** Makes a login the owner's own. */
  keep(login: number): void {
    this.#change(() => {
      const kept = this.#holds.filter((hold) => hold.login === login);
      this.#holds = this.#holds.filter((hold) => hold.login !== login);
      for (const { places, token } of kept) {
        for (const place of places) {
          put(this.#base, place, token);
          this.#drop(place);
        }
        this.#baseText = { kind: 'rewritten' };
      }
    });
  }

  /** `command: logout`. */
  logout(places: readonly Place[]): void {
    this.#change(() => {
      for (const place of places) {
        this.#drop(place);
        if (this.#base.delete(`${place} token`)) this.#baseText = { kind: 'rewritten' };
      }
    });
  }

  /** Somebody adds to the file without touching what is there. */
  add(edit: LocalEdit, keys: Keys = new Map()): void {
    for (const [key, value] of keys) this.file.set(key, value);
    this.#edits.push(edit);
  }

  /** Somebody removes the file. */
  remove(): void {
    this.file.clear();
    this.#edits.push('gone');
  }

  /** Somebody writes the file anew. */
  rewrite(change: (file: Keys) => void): void {
    change(this.file);
    this.#edits.push('rewritten');
  }

  /** Every change takes in first what others did to the file. */
  #change(change: () => void): void {
    this.#takeIn();
    change();
    this.file = new Map(this.#base);
    for (const { places, token } of this.#holds) {
      for (const place of places) put(this.file, place, token);
    }
    this.#written = new Map(this.file);
  }

  #takeIn(): void {
    const places = new Set(this.#holds.flatMap((hold) => hold.places));
    const base = new Map(this.file);
    for (const place of places) {
      for (const key of [`${place} token`, `${place} provider`]) {
        const isOurs = this.file.has(key) && this.file.get(key) === this.#written.get(key);
        if (isOurs) restore(base, key, this.#base.get(key));
      }
      const token = `${place} token`;
      if (this.file.get(token) !== this.#written.get(token)) this.#drop(place);
    }
    this.#baseText = this.baseText;
    this.#edits = [];
    this.#base = base;
  }

  #drop(place: Place): void {
    this.#holds = this.#holds
      .map((hold) => ({ ...hold, places: hold.places.filter((other) => other !== place) }))
      .filter(({ places }) => places.length > 0);
  }
}

function put(keys: Keys, place: Place, token: string): void {
  keys.set(`${place} token`, token);
  // crates.io needs none.
  const provider = `${place} provider`;
  if (place !== 'registry' && !keys.has(provider)) keys.set(provider, 'cargo:token');
}

function restore(keys: Keys, key: string, value: string | undefined): void {
  if (value === undefined) keys.delete(key);
  else keys.set(key, value);
}

function edited(text: Text, edit: 'gone' | 'rewritten' | LocalEdit): Text {
  if (edit === 'gone') return { kind: 'exact', text: undefined };
  if (edit === 'rewritten' || text.kind === 'rewritten') return { kind: 'rewritten' };
  return { kind: text.kind, text: edit(text.text ?? '') };
}
