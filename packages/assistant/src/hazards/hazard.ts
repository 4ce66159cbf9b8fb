import type { Card } from "../codes/card.ts";

/** One of the fourteen classes; their list is `hazards` of src/codes/card.ts. */
export type Hazard = Card["hazards"][number];

export interface HazardText {
  title: string;
  danger: string;
  firstStep: string;
  who: string;
}
export type HazardWords = Record<Hazard, HazardText>;
