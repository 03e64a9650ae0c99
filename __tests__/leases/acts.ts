// Which plays there are: arbitrary acts, over files of several kinds.

import fc from 'fast-check';
import { type Act, type Edit, JOBS, type KillPoint, type RegistryName, TOKENS } from './play.ts';

const NAMES: readonly RegistryName[] = ['crates-io', 'alpha', 'my-reg'];
const job = fc.nat(JOBS - 1);
const token = fc.nat(TOKENS - 1);
const editedRegistry = fc.constantFrom('crates-io', 'alpha');

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('comment', 'table', 'removal') }),
  fc.record({ kind: fc.constant('cargo login'), registry: editedRegistry, token }),
  fc.record({ kind: fc.constant('cargo logout'), registry: editedRegistry }),
  fc.record({ kind: fc.constant('overwriting'), token }),
);

const login = fc.record({
  kind: fc.constant('login'),
  job,
  registries: fc.subarray([...NAMES], { minLength: 1 }),
  token,
  keep: fc.nat(7).map((chance) => chance === 7),
});

const loginForNow = login.map((act) => ({ ...act, keep: false }));

/** Anything that may happen. */
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: login },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('post'), login: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('end', 'vanish'), job }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit'), edit }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('logout'),
      job,
      registry: fc.constantFrom(...NAMES),
    }),
  },
);

/** Before which calls a step is killed: those between which something changes on disk. */
const at: fc.Arbitrary<KillPoint> = fc.oneof(
  fc.record({ name: fc.constant('rename'), nth: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ name: fc.constant('unlink'), nth: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ name: fc.constant('fsync'), nth: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ name: fc.constantFrom('symlink', 'exit_group'), nth: fc.constant(1) }),
);

/** Anything that may happen to processes that can be killed. */
const deadlyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: act },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('killed login'), login: loginForNow, at }),
      fc.record({ kind: fc.constant('killed post'), login: fc.nat(5), at }),
    ),
  },
);

/** What is there before the first login. */
export interface Beginning {
  /** The credentials file; `undefined` for none, and no folder either. */
  readonly text: string | undefined;
  readonly mode: number;
}

const FILES: readonly (string | undefined)[] = [
  undefined,
  '',
  '# only a comment',
  '[registry]\ntoken = "owner of crates.io" # mine\n',
  '[registry]\r\ntoken = "owner of crates.io"\r\n\r\n[registries.alpha] # work\r\ntoken = \'owner of alpha\'\r\n',
  '\uFEFF[registries]\nalpha = { token = "owner of alpha", "credential-provider" = "cargo:token" }\n# end',
  'registries.alpha.token = "owner of alpha"\nregistry.token = "owner of crates.io"\n',
  'token = "owner, long ago"\n\n[registries.my-reg]\n# nothing yet\n',
  '[other]\nnumber = 9007199254740993\n\n\n[registries.my_reg]\ntoken = """owner of my_reg"""',
];

/** What is there, and what happens then. */
export interface Script {
  readonly beginning: Beginning;
  readonly acts: readonly Act[];
}

function scriptOf(act: fc.Arbitrary<Act>): fc.Arbitrary<Script> {
  return fc.record({
    beginning: fc.record({
      text: fc.constantFrom(...FILES),
      mode: fc.constantFrom(0o600, 0o644, 0o640, 0o400),
    }),
    acts: fc.array(act, { minLength: 1, maxLength: 16 }),
  });
}

export const script = scriptOf(act);
export const deadlyScript = scriptOf(deadlyAct);
