/** Writes the results of the deterministic engine for the page that publishes them: `npm run eval:mate -- 2026-11-23`. */

import { writeFile } from "node:fs/promises";
import { questions } from "./questions.ts";
import { run } from "./run.ts";
import { table } from "./table.ts";

const [day = ""] = process.argv.slice(2);
if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
  process.stderr.write("Give the day of the run: npm run eval:mate -- 2026-11-23\n");
  process.exit(1);
}
const result = run(questions);
const { measures, byCategory } = result;
const published = { mode: "reference", provider: "reference", model: null, on: day, measures, byCategory };
await writeFile(new URL("./results/reference.json", import.meta.url), `${JSON.stringify(published, null, 2)}\n`);
process.stdout.write(`${table(result)}\n`);
