import { UserError } from '../errors.ts';

/** The name by which cargo knows crates.io. */
export const CRATES_IO = 'crates-io';

/**
 * Returns the name as cargo knows it: `crates.io` is taken for `crates-io`.
 *
 * @throws UserError for what cargo does not accept as a registry's name, in its words
 * (cargo-util-schemas, `validate_registry_name`).
 */
export function registryName(name: string): string {
  if (name === 'crates.io') {
    return CRATES_IO;
  }
  checkRegistryName(name);
  return name;
}

/** Throws UserError, which ends with `origin`, unless cargo accepts the name. */
export function checkRegistryName(name: string, origin = ''): void {
  const fault = faultIn(name);
  if (fault !== undefined) {
    throw new UserError(`${fault}${origin}`);
  }
}

function faultIn(name: string): string | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
    return undefined; // as a rule: the classes of Unicode take their time
  }
  const [first, ...others] = name;
  if (first === undefined) {
    return 'registry name cannot be empty';
  }
  if (/[0-9]/.test(first)) {
    return invalid(name, first, 'the name cannot start with a digit');
  }
  if (!/[\p{XID_Start}_]/u.test(first)) {
    return invalid(
      name,
      first,
      'the first character must be a Unicode XID start character (most letters or `_`)',
    );
  }
  const other = others.find((character) => !/[\p{XID_Continue}-]/u.test(character));
  return other === undefined
    ? undefined
    : invalid(
        name,
        other,
        'characters must be Unicode XID characters (numbers, `-`, `_`, or most letters)',
      );
}

function invalid(name: string, character: string, reason: string): string {
  return `invalid character \`${character}\` in registry name: \`${name}\`, ${reason}`;
}
