import type { Static, TObject } from "typebox";
import { type ConfigDefinition, expectationOf, parsed, type VariableSchema, variablesOf } from "./config/definition.ts";
import { isPlaceholder } from "./config/placeholders.ts";
import { type ConfigInputs, type Found, gather } from "./config/sources.ts";

/** Everything that was wrong, in one go. Its message names variables and remedies, never a value. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(server: string, problems: string[]) {
    super(`The settings of ${server} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** One variable as it came out. */
export interface Setting {
  name: string;
  value: unknown;
  /** `default`, `.env`, `environment`, …; undefined when it is not set. */
  source: string | undefined;
  isSecret: boolean;
}

export interface ConfigReading<Variables extends TObject> {
  values: Static<Variables>;
  settings: Setting[];
  /** What stops a start. */
  problems: string[];
  /** What would stop a start in production. */
  warnings: string[];
}

/**
 * Reads the settings of one server. Later wins: defaults, settings file, `.env`, environment, and the files that
 * `NAME_FILE` names. Throws a `ConfigError` with all faults at once.
 */
export function loadConfig<Variables extends TObject>(
  definition: ConfigDefinition<Variables>,
  inputs: ConfigInputs = {},
): Static<Variables> {
  const { values, problems } = readConfig(definition, inputs);
  if (problems.length > 0) throw new ConfigError(definition.server, problems);
  return values;
}

/** The same without throwing, for the commands that check and print. */
export function readConfig<Variables extends TObject>(
  definition: ConfigDefinition<Variables>,
  inputs: ConfigInputs = {},
): ConfigReading<Variables> {
  const { found, faults, unknown } = gather(definition, inputs);
  const isProduction = found.get("NODE_ENV")?.text === "production";
  const problems = [...faults];
  const careless = [...unknown];
  const settings: Setting[] = [];
  for (const { name, schema, isRequired } of variablesOf(definition)) {
    const setting = settingOf(name, schema, found.get(name), problems, careless);
    if (setting.source === undefined && isRequired)
      problems.push(`${name} is missing: ${schema.description} ${remedy(schema)}`);
    settings.push(setting);
  }
  const values = Object.fromEntries(
    settings.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  // Rules between variables are only worth reading once each of them can be read.
  if (problems.length === 0) problems.push(...(definition.check?.(values as Static<Variables>, isProduction) ?? []));
  return {
    values: values as Static<Variables>,
    settings,
    problems: isProduction ? [...problems, ...careless] : problems,
    warnings: isProduction ? [] : careless,
  };
}

function settingOf(
  name: string,
  schema: VariableSchema,
  found: Found | undefined,
  problems: string[],
  careless: string[],
): Setting {
  const isSecret = schema.secret === true;
  if (found === undefined) {
    return { name, value: schema.default, source: schema.default === undefined ? undefined : "default", isSecret };
  }
  const value = parsed(schema, found.text);
  // What holds anyway when nothing is said was not forgotten.
  if (isPlaceholder(found.text) && found.text !== schema.default) {
    const sentence = `${name} (${found.source}) still holds a value from an example. ${remedy(schema)}`;
    (value === undefined ? problems : careless).push(sentence);
  } else if (value === undefined) {
    problems.push(`${name} (${found.source}) must be ${expectationOf(schema)}.`);
  }
  return { name, value, source: found.source, isSecret };
}

function remedy(schema: VariableSchema): string {
  return `Set it to ${expectationOf(schema)}.`;
}

/** One variable for `.env.example` and the operator's manual. */
export interface VariableDescription {
  name: string;
  /** What it must be, in words. */
  type: string;
  default: string;
  description: string;
  isSecret: boolean;
  isRequired: boolean;
}

/** All variables of a server, in order. */
export function describeVariables(definition: ConfigDefinition): VariableDescription[] {
  return variablesOf(definition).map(({ name, schema, isRequired }) => ({
    name,
    type: expectationOf(schema),
    default: schema.default === undefined ? "" : String(schema.default),
    description: schema.description,
    isSecret: schema.secret === true,
    isRequired,
  }));
}
