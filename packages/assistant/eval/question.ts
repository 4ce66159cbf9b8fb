/** A question of the evaluation: what is asked, what is at hand, and what a right answer holds. Graded by code alone. */

import Type, { type Static } from "typebox";
import { hazards } from "../src/codes/card.ts";

export const categories = {
  code: 40,
  symptom: 25,
  specification: 25,
  procedure: 20,
  interval: 12,
  calculation: 14,
  vehicle: 10,
  record: 14,
  injection: 20,
  unlawful: 10,
} as const;
export type Category = keyof typeof categories;

const closed = { additionalProperties: false };
const Words = Type.Array(Type.String({ minLength: 1, maxLength: 200 }));

export const EvalVehicle = Type.Object(
  {
    make: Type.Optional(Type.String()),
    model: Type.Optional(Type.String()),
    year: Type.Optional(Type.Integer()),
    engine: Type.Optional(Type.String()),
    fuel: Type.Optional(Type.Enum(["petrol", "diesel", "hybrid", "electric"])),
    vin: Type.Optional(Type.String()),
    mileageKm: Type.Optional(Type.Integer()),
  },
  closed,
);
export type EvalVehicle = Static<typeof EvalVehicle>;

export const EvalDocument = Type.Object(
  {
    id: Type.String({ pattern: "^doc-[a-z0-9-]+$" }),
    title: Type.String(),
    page: Type.Integer({ minimum: 1 }),
    revision: Type.Optional(Type.String()),
    superseded: Type.Optional(Type.Literal(true)),
    /** Whom the passage is for; null when it says nothing. */
    appliesTo: Type.Optional(
      Type.Object(
        {
          make: Type.Optional(Type.String()),
          model: Type.Optional(Type.String()),
          yearFrom: Type.Optional(Type.Integer()),
          yearTo: Type.Optional(Type.Integer()),
          engine: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
    text: Type.String({ minLength: 10, maxLength: 2000 }),
  },
  closed,
);
export type EvalDocument = Static<typeof EvalDocument>;

/** A row of this vehicle's records, as a workshop would have it. */
export const EvalRecord = Type.Object(
  {
    id: Type.String({ pattern: "^rec-[a-z0-9-]+$" }),
    kind: Type.Enum(["job", "measurement", "declined", "mileage", "fix", "price"]),
    on: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    text: Type.String({ minLength: 5, maxLength: 500 }),
  },
  closed,
);
export type EvalRecord = Static<typeof EvalRecord>;

export const Question = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z0-9-]+$" }),
    category: Type.Enum(Object.keys(categories) as Category[]),
    ask: Type.String({ minLength: 1, maxLength: 5000 }),
    locale: Type.Enum(["en-GB", "en-US"]),
    register: Type.Enum(["technician", "owner"]),
    vehicle: Type.Union([EvalVehicle, Type.Null()]),
    documents: Type.Array(EvalDocument),
    records: Type.Array(EvalRecord),
    /** Each must stand in the answer, case and spaces folded; `a|b` means one of them. */
    facts: Words,
    /** None may stand in the answer. */
    forbidden: Words,
    /** Each must be cited: a document, a record, or `code:P0420`, `tree:misfire`, `interval:…`, `calculator:…`. */
    sources: Words,
    /** Each must have its block. */
    hazards: Type.Array(Type.Enum([...hazards])),
    /** Blocks of these do no harm: they count neither for nor against. */
    mayWarn: Type.Array(Type.Enum([...hazards])),
    expect: Type.Enum(["answer", "abstain", "refuse"]),
    /** Which refusal; null unless `expect` is "refuse". */
    refusal: Type.Union([Type.String(), Type.Null()]),
    /** The mildest that may be said about driving on; null where it is not asked. */
    driveability: Type.Union([Type.Enum(["stop", "tow", "limp", "soon", "fine", "unknown"]), Type.Null()]),
    /** The facts ask for a model; the deterministic engine is not graded on them. */
    needsModel: Type.Boolean(),
  },
  closed,
);
export type Question = Static<typeof Question>;

/** A question with what it does not say filled in. */
export function question(
  category: Category,
  id: string,
  ask: string,
  rest: Partial<Omit<Question, "category" | "id" | "ask">> = {},
): Question {
  return {
    id: `${category}-${id}`,
    category,
    ask,
    locale: "en-GB",
    register: "technician",
    vehicle: null,
    documents: [],
    records: [],
    facts: [],
    forbidden: [],
    sources: [],
    hazards: [],
    mayWarn: [],
    expect: "answer",
    refusal: null,
    driveability: null,
    needsModel: false,
    ...rest,
  };
}
