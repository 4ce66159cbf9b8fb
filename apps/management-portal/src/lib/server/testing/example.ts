interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
}

const strings: Record<string, string> = {
  uuid: "019a0000-0000-7000-8000-000000000001",
  "date-time": "2026-03-17T10:42:00.000Z",
  date: "2026-03-17",
  email: "anna@example.com",
  uri: "https://acme.example",
};

/** The plainest value a schema of the contract allows; lists have one item. */
export function exampleOf(given: unknown): unknown {
  const schema = given as Schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0]);
  if (schema.type === "object") {
    const entries = Object.entries(schema.properties ?? {});
    return Object.fromEntries(entries.map(([name, one]) => [name, exampleOf(one)]));
  }
  if (schema.type === "array") return [exampleOf(schema.items)];
  if (schema.type === "integer" || schema.type === "number") return Math.max(1, schema.minimum ?? 1);
  if (schema.type === "boolean") return false;
  if (schema.type === "null") return null;
  return schema.pattern === undefined ? (strings[schema.format ?? ""] ?? "Acme Auto") : "acme";
}
