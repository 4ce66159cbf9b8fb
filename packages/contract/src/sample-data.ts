import Type, { type Static } from "typebox";
import { route } from "./route.ts";

export const SampleData = Type.Object({
  /** True while the workshop holds rows that were made up. */
  filled: Type.Boolean(),
  /** True when there is nothing yet, so that it may be filled. */
  empty: Type.Boolean(),
});
export type SampleData = Static<typeof SampleData>;

export const getSampleData = route("GET", "/api/sample-data", {
  permission: "import.run",
  summary: "Whether the workshop holds sample data, and whether it may",
  reply: { 200: SampleData },
});

export const fillSampleData = route("POST", "/api/sample-data", {
  permission: "import.run",
  summary: "Fill an empty workshop: two customers, cars, mechanics and orders, ten parts",
  reply: { 201: SampleData },
  errors: ["in_use"],
  beginsNew: true,
});

export const emptySampleData = route("DELETE", "/api/sample-data", {
  permission: "import.run",
  summary: "Take the sample data out again, while nothing was issued about it",
  reply: { 200: SampleData },
  errors: ["in_use"],
});
