import Type, { type Static } from "typebox";
import { treeIds } from "../trees/ids.ts";

/** The hazard classes a card may name; texts for each are reviewed apart from the cards. */
export const hazards = [
  "airbag",
  "high-voltage",
  "brakes",
  "steering-suspension",
  "springs",
  "lifting",
  "fuel",
  "diesel-pressure",
  "refrigerant",
  "hot-coolant",
  "exhaust-gas",
  "battery",
  "belts",
  "wheels",
] as const;

const Sentences = Type.Array(Type.String({ minLength: 8, maxLength: 200 }), { minItems: 1, maxItems: 8 });
const Code = Type.String({ pattern: "^[PCBU][0-3][0-9A-F]{3}$" });

/** The full card of a code: own words, no specification values. */
export const Card = Type.Object(
  {
    code: Code,
    meaning: Type.String({ minLength: 20, maxLength: 400 }),
    /** What the monitor watches. */
    watches: Type.String({ minLength: 20, maxLength: 400 }),
    /** When the monitor usually runs. */
    enabling: Type.String({ minLength: 10, maxLength: 300 }),
    /** The most usual first; an order, no percentages. */
    causes: Sentences,
    /** In the order they are done. */
    firstChecks: Sentences,
    mistakenFor: Sentences,
    driveability: Type.Enum(["stop", "tow", "limp", "soon", "fine", "unknown"]),
    hazards: Type.Array(Type.Enum([...hazards]), { uniqueItems: true }),
    /** The test tree that goes on from here; null where none fits. */
    tree: Type.Union([Type.Enum([...treeIds]), Type.Null()]),
    related: Type.Array(Code, { minItems: 1, uniqueItems: true }),
    origin: Type.String({ minLength: 10 }),
    /** Name and day of a technician's review; null until there was one. */
    reviewed: Type.Union([Type.Object({ by: Type.String(), on: Type.String() }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type Card = Static<typeof Card>;
