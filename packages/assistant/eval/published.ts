/** The runs that are published: the newest committed one of each mode and model. */

import reference from "./results/reference.json" with { type: "json" };

export interface PublishedRun {
  mode: "model" | "reference";
  provider: string;
  model: string | null;
  /** YYYY-MM-DD. */
  on: string;
  measures: Record<string, number>;
  byCategory: Record<string, number>;
}

export const publishedRuns: readonly PublishedRun[] = [{ ...reference, mode: "reference" }];
