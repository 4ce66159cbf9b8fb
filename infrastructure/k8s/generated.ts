import { join } from "node:path";
import { type Chart, chartFolder } from "../conformance/charts.ts";
import { valuesSchemas } from "../helm/schemas.ts";
import { baseFiles } from "./base.ts";

/** Path and text of every file that is derived from another. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [chart, schema] of Object.entries(valuesSchemas)) {
    files.set(join(chartFolder(chart as Chart), "values.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
  }
  for (const [path, text] of await baseFiles()) files.set(join(import.meta.dirname, path), text);
  return files;
}
