import { newId } from "@mechanicbuddy/platform/id";

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
  format?: string;
  pattern?: string;
}

const byPattern: [RegExp, string][] = [
  [/0-9a-f\]\{6\}/, "#336699"],
  [/\[0-9\]\{1,5\}/, "1"],
  [/A-Z\]\{3\}/, "EUR"],
  [/A-Z\]\{2\}/, "EE"],
];

/** The smallest value a schema accepts: required fields only. Ids are new ones, so they belong to nobody. */
export function sampleOf(given: object): unknown {
  const schema = given as Schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] as Schema);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] as Schema)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items as Schema));
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "string":
      return textFor(schema);
    default:
      return null;
  }
}

function textFor({ format, pattern, minLength = 1 }: Schema): string {
  if (format === "uuid") return newId();
  if (format === "date") return "2026-03-17";
  if (format === "date-time") return "2026-03-17T10:42:00.000Z";
  if (format === "email") return "someone@example.com";
  if (pattern !== undefined) return byPattern.find(([shape]) => shape.test(pattern))?.[1] ?? "sample";
  return "seven green bicycles".slice(0, Math.max(minLength, 12));
}
