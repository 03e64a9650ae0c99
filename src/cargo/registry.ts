import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { configKey, environmentSpelling } from './config-key.ts';
import { configNameOf, type ExportedVariable } from './config-name.ts';
import { type Definition, describe } from './definition.ts';
import { checkIndexUrl, type IndexUrl, shownUrl } from './index-url.ts';
import { CRATES_IO, checkRegistryName, registryName } from './registry-name.ts';
import {
  type DefinedIndex,
  describeSource,
  identityOf,
  isCratesIo,
  type SourceId,
  SourceIds,
} from './source-id.ts';
import { configuredSources, SourceConfigMap } from './source-replacement.ts';
import { undefinedRegistry } from './undefined-registry.ts';

/** The registry that a login or logout is for. */
export interface Registry {
  /** `crates-io` also for a registry whose index is crates.io's own, whatever its name. */
  readonly kind: 'crates-io' | 'alternate';
  /** The name as cargo shows it. */
  readonly name: string;
  /**
   * The names under `[registries]` where the token must stand: the given one, and the one under
   * which cargo will look for it, if that is another. None for crates.io.
   */
  readonly tokenNames: readonly string[];
  /** The name under which cargo reads the registry's configuration; none if it finds none. */
  readonly configName?: string | undefined;
  /** The index and where it was defined; none for crates.io by its own name. */
  readonly index?: { readonly url: string; readonly definition: Definition } | undefined;
  /** The variable that must be set to make the given index known to later cargo commands. */
  readonly exported?: ExportedVariable | undefined;
  /** What cargo would remark on. */
  readonly notes: readonly string[];
}

/** What is known of a registry besides the configuration. */
export interface RegistryOptions {
  /** The index for a name that no configuration defines. */
  readonly index?: string | undefined;
}

/** A name, and where it was defined if it does not come from the inputs. */
interface Requested {
  readonly value: string;
  readonly definition?: Definition;
}

interface Given {
  readonly index: DefinedIndex;
  readonly exported: ExportedVariable;
}

/**
 * Returns the registry that `name` stands for; without a name `registry.default`, else crates.io
 * (cargo's `registry_or_index`, `get_source_id` and `registry_credential_config_raw`). The values
 * of a credentials file do not count here.
 *
 * @throws UserError where cargo refuses: a name or index that is none, a registry that nothing
 * defines, crates.io replaced, two names for one index.
 */
export function resolveRegistry(
  configuration: Config,
  name: string | undefined,
  options: RegistryOptions = {},
): Registry {
  const config = configuration.withoutCredentials();
  const requested = requestedName(config, name);
  if (requested === undefined || requested.value === CRATES_IO) {
    return resolveCratesIo(config, requested, options);
  }
  return resolveNamed(config, requested, options);
}

function requestedName(config: Config, name: string | undefined): Requested | undefined {
  return name === undefined ? config.getString('registry.default') : { value: registryName(name) };
}

function resolveCratesIo(
  config: Config,
  requested: Requested | undefined,
  { index }: RegistryOptions,
): Registry {
  if (index !== undefined) {
    throw new ConfigError([
      `\`index\` is for a registry that no configuration defines, and \`${CRATES_IO}\` is built in; ` +
        'name the registry with `registry`',
    ]);
  }
  const ids = new SourceIds(config);
  checkSources(config, ids, ids.cratesIo(), requested !== undefined);
  return { kind: 'crates-io', name: CRATES_IO, tokenNames: [], notes: [] };
}

function resolveNamed(
  config: Config,
  requested: Requested,
  { index: text }: RegistryOptions,
): Registry {
  const name = requested.value;
  const origin = originOf(requested);
  checkRegistryName(name, origin);
  const ids = new SourceIds(config);
  const configured = ids.indexOf(name);
  const given = text === undefined ? undefined : givenIndex(config, name, text, configured);
  const defined = configured ?? given?.index;
  if (defined === undefined) {
    throw undefinedRegistry(config, name, origin);
  }
  checkSources(config, ids, ids.registry(defined.index, 'registries', name), true);
  const exported = given?.exported;
  const { index, definition } = defined;
  const common = { name, index: { url: index.url, definition }, exported };
  return isCratesIo(index)
    ? { ...common, kind: 'crates-io', tokenNames: [], notes: [] }
    : { ...common, kind: 'alternate', ...namesOf(config, name, index, exported) };
}

function originOf({ definition }: Requested): string {
  return definition === undefined ? '' : ` (\`registry.default\` in ${describe(definition)})`;
}

/** Returns the given index as a variable would define it, unless it is configured already. */
function givenIndex(
  config: Config,
  name: string,
  text: string,
  configured: DefinedIndex | undefined,
): Given | undefined {
  const index = checkIndexUrl(text, config.cwd);
  if (configured === undefined) {
    const key = `CARGO_REGISTRIES_${environmentSpelling(name)}_INDEX`;
    return {
      index: { index, definition: { kind: 'environment', key } },
      exported: { key, value: index.url },
    };
  }
  const other = configured.index;
  if (other.canonical !== index.canonical || other.isSparse !== index.isSparse) {
    throw new ConfigError([
      `\`index\` is \`${shownUrl(index.url)}\`, but the index of \`${name}\` is ` +
        `\`${shownUrl(other.url)}\` according to ${describe(configured.definition)}; ` +
        'correct one of them or drop `index`',
    ]);
  }
  return undefined;
}

/** Cargo's `get_source_id`: replaced or not, every command checks that the sources make sense. */
function checkSources(config: Config, ids: SourceIds, id: SourceId, isNamed: boolean): void {
  const builtIn = new SourceConfigMap(config, ids).replacementOf(id);
  const sources = configuredSources(config);
  if (sources === undefined) {
    return;
  }
  const configured = new SourceConfigMap(config, ids);
  configured.addConfigured(sources);
  const replacement = configured.replacementOf(id);
  if (!isNamed && identityOf(replacement) !== identityOf(builtIn)) {
    throw replacedError(config, replacement);
  }
}

/** Cargo's `gen_replacement_error`, with the input in place of the flag. */
function replacedError(config: Config, replacement: SourceId): ConfigError {
  const source = config.find(configKey(`source.${CRATES_IO}`));
  const where =
    source === undefined ? '' : ` (\`source.${CRATES_IO}\` in ${describe(source.definition)})`;
  if (replacement.kind === 'registry' && replacement.name.table === 'registries') {
    const { name } = replacement.name;
    return new ConfigError([
      `crates-io is replaced with remote registry ${name}${where};\n` +
        `include \`registry: ${name}\` or \`registry: ${CRATES_IO}\``,
    ]);
  }
  return new ConfigError([
    `crates-io is replaced with non-remote-registry source ${describeSource(replacement)}${where};\n` +
      `include \`registry: ${CRATES_IO}\` to use crates.io`,
  ]);
}

function namesOf(
  config: Config,
  name: string,
  index: IndexUrl,
  exported: ExportedVariable | undefined,
): Pick<Registry, 'configName' | 'tokenNames' | 'notes'> {
  const configName = configNameOf(config, index, exported);
  if (configName === undefined || configName === name) {
    return { configName, tokenNames: [name], notes: [] };
  }
  const note = `name of alternative registry \`${shownUrl(index.url)}\` set to \`${configName}\``;
  return { configName, tokenNames: [name, configName], notes: [note] };
}
