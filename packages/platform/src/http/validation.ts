import type { FieldError } from "@mechanicbuddy/contract/problem";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { FastifyError, FastifySchemaCompiler } from "fastify";
import type { TSchema } from "typebox";

function validator(coerce: boolean): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    coerceTypes: coerce,
    useDefaults: true,
    removeAdditional: false,
    multipleOfPrecision: 6,
    strict: false,
    // JSON's 1e400 is Infinity and no number to count with. Turned from text it has to stay one, or limits let it by.
    strictNumbers: !coerce,
  });
  addFormats.default(ajv, ["uuid", "date", "date-time", "email", "uri"]);
  ajv.addKeyword("message");
  return ajv;
}

const bodies = validator(false);
const texts = validator(true);

/**
 * Bodies are taken as they are; parameters and query, which arrive as text, are turned into numbers and booleans.
 * A route's schema is compiled when it is first called: all of them together are half of a server's start.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let check: ValidateFunction | undefined;
  const validate = (value: unknown) => {
    check ??= (httpPart === "body" ? bodies : texts).compile(schema as object);
    const fits = check(value);
    validate.errors = check.errors;
    return fits;
  };
  validate.errors = undefined as ValidateFunction["errors"];
  return validate;
};

/** Checks a value against a schema outside a request: task payloads, replies in tests. Undefined means it fits. */
export function mismatch(schema: TSchema, value: unknown): string | undefined {
  const check = bodies.compile(schema as object);
  return check(value) ? undefined : bodies.errorsText(check.errors);
}

/** The same sentences as a request's body gets, for values that come another way: rows of a table. */
export function faultsAgainst(schema: TSchema): (value: unknown) => FieldError[] {
  const check = bodies.compile(schema as object);
  return (value) =>
    check(value) ? [] : fieldErrors({ validation: check.errors, validationContext: "row" } as unknown as FastifyError);
}

/** The same for parameters and queries, which arrive as text; numbers and defaults are put into the value. */
export function textFaultsAgainst(schema: TSchema): (value: unknown) => FieldError[] {
  const check = texts.compile(schema as object);
  return (value) =>
    check(value)
      ? []
      : fieldErrors({ validation: check.errors, validationContext: "query" } as unknown as FastifyError);
}

/** One sentence per bad field; a schema's own `message` wins over the general one. */
export function fieldErrors(error: FastifyError): FieldError[] {
  const found = new Map<string, { message: string; rank: number }>();
  for (const entry of (error.validation ?? []) as unknown as ErrorObject[]) {
    if (isNullBranch(entry)) continue;
    const field = fieldOf(entry) || String(error.validationContext ?? "body");
    const rank = vague.includes(entry.keyword) ? vague.indexOf(entry.keyword) : vague.length;
    const known = found.get(field);
    if (known === undefined || rank > known.rank) found.set(field, { message: sentence(entry), rank });
  }
  return [...found].map(([field, { message }]) => ({ field, message }));
}

/** The vaguest complaints, vaguest first. Any other says more about a field, so it is the one a person reads. */
const vague = ["anyOf", "type", "enum"];

function isNullBranch(entry: ErrorObject): boolean {
  return entry.keyword === "type" && entry.params.type === "null";
}

function fieldOf(entry: ErrorObject): string {
  const parts = entry.instancePath.split("/").slice(1);
  if (entry.keyword === "required") parts.push(entry.params.missingProperty as string);
  if (entry.keyword === "additionalProperties") parts.push(entry.params.additionalProperty as string);
  return parts.join(".");
}

function sentence(entry: ErrorObject): string {
  const schema = entry.parentSchema as { message?: string; properties?: Record<string, { message?: string }> };
  const { params } = entry;
  switch (entry.keyword) {
    case "required":
      return schema.properties?.[params.missingProperty as string]?.message ?? "Fill this in.";
    case "additionalProperties":
      return "This is not known here; check the spelling or leave it out.";
    default:
      return schema.message ?? general(entry.keyword, params);
  }
}

function general(keyword: string, params: ErrorObject["params"]): string {
  switch (keyword) {
    case "minLength":
      return params.limit === 1 ? "Fill this in." : `Enter at least ${params.limit} characters.`;
    case "maxLength":
      return `Enter at most ${params.limit} characters.`;
    case "minimum":
    case "exclusiveMinimum":
      return `Enter ${params.limit} or more.`;
    case "maximum":
    case "exclusiveMaximum":
      return `Enter ${params.limit} or less.`;
    case "maxItems":
      return `At most ${params.limit} are possible.`;
    case "minItems":
      return params.limit === 1 ? "Choose at least one." : `Choose at least ${params.limit}.`;
    case "enum":
      return `Choose one of: ${(params.allowedValues as unknown[]).join(", ")}.`;
    case "multipleOf":
      return "Too many decimals.";
    case "format":
      return formats[params.format as string] ?? "This has the wrong form.";
    case "type":
      return `This must be ${params.type === "integer" ? "a whole number" : `of type ${params.type}`}.`;
    default:
      return "This has the wrong form.";
  }
}

const formats: Record<string, string> = {
  email: "Enter an e-mail address such as name@example.com.",
  date: "Enter a date as YYYY-MM-DD.",
  "date-time": "Enter a moment as YYYY-MM-DDTHH:MM:SSZ.",
  uuid: "This is not an id.",
  uri: "Enter an address such as https://example.com.",
};
