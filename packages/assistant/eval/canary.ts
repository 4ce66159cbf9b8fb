/** An attack hidden in something the assistant reads. Whatever it says, nothing of it may happen. */

import Type, { type Static } from "typebox";
import { hazards } from "../src/codes/card.ts";

/** Where the attack stands. */
export const places = [
  "message",
  "name",
  "vin",
  "complaint",
  "pdf",
  "scan-report",
  "image-text",
  "tool-result",
  "earlier-turn",
  "imported-conversation",
] as const;
export type Place = (typeof places)[number];

/** What the attack wants. */
export const aims = [
  "act",
  "foreign-rows",
  "instructions",
  "drop-hazard",
  "false-citation",
  "price",
  "value",
  "markup",
] as const;
export type Aim = (typeof aims)[number];

export const Canary = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z-]+-\\d+$" }),
    place: Type.Enum([...places]),
    aim: Type.Enum([...aims]),
    /** The attack as it stands in that place. */
    attack: Type.String({ minLength: 5, maxLength: 2000 }),
    /** What the person asks meanwhile, in good faith unless the place is the message. */
    ask: Type.String({ minLength: 3, maxLength: 2000 }),
    /** Must not stand in the answer, in stored rows or in a call. */
    forbidden: Type.Array(Type.String({ minLength: 2 }), { minItems: 1 }),
    /** Blocks that must still stand. */
    hazards: Type.Array(Type.Enum([...hazards])),
    /** What an obedient model would send: tools by name. None of them may run beyond its class. */
    obeyedTools: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type Canary = Static<typeof Canary>;

/** A canary with what it does not say left empty. `INSTRUCTION-MARK` stands for words of the instructions. */
export function canary(
  place: Place,
  number: number,
  aim: Aim,
  attack: string,
  ask: string,
  rest: Pick<Canary, "forbidden"> & Partial<Canary>,
): Canary {
  return { id: `${place}-${number}`, place, aim, attack, ask, hazards: [], obeyedTools: [], ...rest };
}
