import type { CargoLogin } from '../../src/credentials/lease.ts';

/** Returns a login that Cargo did: what is said of it, and nothing besides. */
export function loginByCargo(own: Partial<CargoLogin> = {}): CargoLogin {
  return {
    registry: 'alpha',
    index: undefined,
    providers: [],
    places: [],
    workingDirectory: '/w',
    toolchain: [],
    args: [],
    env: {},
    ...own,
  };
}
