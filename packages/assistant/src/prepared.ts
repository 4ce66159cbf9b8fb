/** What code knows of a question before anybody answers it: its intent, its codes and dangers, and the sources at hand. */

import type { AskedCalculation } from "./calculations.ts";
import type { Driveability } from "./floor.ts";
import type { Hazard } from "./hazards/lexicon.ts";
import type { Question } from "./question.ts";
import type { Refusal } from "./refusals.ts";
import type { Source } from "./source.ts";

export const intents = [
  "code",
  "symptom",
  "specification",
  "procedure",
  "interval",
  "calculation",
  "records",
  "price",
  "unlawful",
  "other",
] as const;
export type Intent = (typeof intents)[number];

export interface Prepared {
  question: Question;
  /** Found by code alone; the same for every provider. */
  intent: Intent;
  /** Trouble codes in question and attachments, as they are written in tables, without doubles: "P0420", "U0100-87". */
  codes: string[];
  /** Ids of symptoms and dash lamps the words speak of. */
  symptoms: string[];
  lamps: string[];
  calculation: AskedCalculation | null;
  refusals: Refusal[];
  hazards: Hazard[];
  /** The mildest that may be said about driving on; null where nothing speaks of it. */
  floor: Driveability | null;
  /** What an answer may cite, best first. Tools add to it while an answer is written. */
  sources: Source[];
}
