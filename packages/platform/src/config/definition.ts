import type { Static, TObject, TSchema } from "typebox";
import { Check } from "typebox/value";

/** A variable's schema with what people need to know about it. */
export type VariableSchema = TSchema & {
  /** One sentence. */
  description: string;
  default?: unknown;
  /** Never printed, only fingerprinted. */
  secret?: boolean;
  /** Ends the sentence "it must be …" where the schema alone cannot. */
  expected?: string;
  type?: string;
  minimum?: number;
  maximum?: number;
  anyOf?: { const: string }[];
};

/** The settings of one server: a TypeBox object whose keys are environment variables. */
export interface ConfigDefinition<Variables extends TObject = TObject> {
  /** Name of the server, `workshop-api`. */
  server: string;
  variables: Variables;
  /** Rules between variables; answers with one sentence per fault, naming variables and never a value. */
  check?: (values: Static<Variables>, isProduction: boolean) => string[];
  /** Names that other servers read from the same files, so they are not mistaken for typing errors. */
  otherNames?: readonly string[];
}

/** The variables in the order they were defined. A variable without default that is not optional is required. */
export function variablesOf(
  definition: ConfigDefinition,
): { name: string; schema: VariableSchema; isRequired: boolean }[] {
  const required = new Set<string>((definition.variables as { required?: string[] }).required ?? []);
  return Object.entries(definition.variables.properties).map(([name, schema]) => ({
    name,
    schema: schema as VariableSchema,
    isRequired: required.has(name) && (schema as VariableSchema).default === undefined,
  }));
}

/** The typed value of a text, or undefined when it does not fit. */
export function parsed(schema: VariableSchema, text: string): unknown {
  const value = typed(schema, text);
  return Check(schema, value) ? value : undefined;
}

function typed(schema: VariableSchema, text: string): unknown {
  if (schema.type === "integer" || schema.type === "number")
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (schema.type === "boolean") return { true: true, "1": true, false: false, "0": false }[text.toLowerCase()];
  if (schema.type === "array")
    return text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  return text;
}

/** What a value must be, to end a sentence: "a whole number from 0 to 65535". */
export function expectationOf(schema: VariableSchema): string {
  if (schema.expected !== undefined) return schema.expected;
  if (schema.type === "integer") return `a whole number${rangeOf(schema)}`;
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return "a list separated by commas";
  if (schema.anyOf !== undefined) return `one of ${schema.anyOf.map((choice) => choice.const).join(", ")}`;
  return "text";
}

function rangeOf({ minimum, maximum }: VariableSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  return minimum === undefined ? "" : ` from ${minimum} on`;
}
