/** What a test tree is: steps by name, each an instruction, a choice, a reading or a conclusion. */

import Type, { type Static } from "typebox";
import { hazards } from "../codes/card.ts";
import { treeIds } from "./ids.ts";
import { limitSources } from "./sources.ts";

const Words = Type.String({ minLength: 8, maxLength: 240 });
const StepName = Type.String({ pattern: "^[a-z0-9-]+$" });
const closed = { additionalProperties: false };

/** Do this, then go on. */
const Instruction = Type.Object({ kind: Type.Literal("instruction"), do: Words, next: StepName }, closed);

/** Look and choose what fits. */
const Choice = Type.Object(
  {
    kind: Type.Literal("choice"),
    ask: Words,
    options: Type.Array(Type.Object({ text: Type.String({ minLength: 2, maxLength: 120 }), next: StepName }, closed), {
      minItems: 2,
      maxItems: 6,
    }),
  },
  closed,
);

/** Measure; limits that hold for every car decide. */
const Measurement = Type.Object(
  {
    kind: Type.Literal("measurement"),
    do: Words,
    unit: Type.String({ minLength: 1, maxLength: 8 }),
    /** What a meter can show at all; anything else is a slip of the finger. */
    min: Type.Number(),
    max: Type.Number(),
    source: Type.Enum(Object.keys(limitSources)),
    /** In rising order: a reading below `below` goes to `next`. */
    bands: Type.Array(Type.Object({ below: Type.Number(), next: StepName }, closed), { minItems: 1, maxItems: 4 }),
    /** Where a reading goes that is below none of the bands. */
    rest: StepName,
  },
  closed,
);

/** Measure; the limits are the car's own and are typed in with the reading. */
const Comparison = Type.Object(
  {
    kind: Type.Literal("comparison"),
    do: Words,
    unit: Type.String({ minLength: 1, maxLength: 8 }),
    min: Type.Number(),
    max: Type.Number(),
    source: Type.Enum(Object.keys(limitSources)),
    /** The value to look up, and where. */
    lookUp: Words,
    below: StepName,
    inside: StepName,
    above: StepName,
  },
  closed,
);

const Conclusion = Type.Object(
  {
    kind: Type.Literal("conclusion"),
    finding: Words,
    action: Words,
    /** The tree that goes on from here. */
    goOn: Type.Optional(Type.Enum([...treeIds])),
  },
  closed,
);

export const Step = Type.Union([Instruction, Choice, Measurement, Comparison, Conclusion]);
export type Step = Static<typeof Step>;

export const Tree = Type.Object(
  {
    id: Type.Enum([...treeIds]),
    /** Rises with every change of a step; a run goes on only in the version it began with. */
    version: Type.Integer({ minimum: 1 }),
    title: Type.String({ minLength: 3, maxLength: 60 }),
    hazards: Type.Array(Type.Enum([...hazards]), { uniqueItems: true }),
    tools: Type.Array(Type.String({ minLength: 3, maxLength: 60 })),
    first: StepName,
    steps: Type.Record(StepName, Step),
    origin: Type.String({ minLength: 10 }),
    /** Name and day of a technician's review; null until there was one. */
    reviewed: Type.Union([Type.Object({ by: Type.String(), on: Type.String() }), Type.Null()]),
  },
  closed,
);
export type Tree = Static<typeof Tree>;

/** The facts every tree shares until a technician has reviewed it. */
export const unreviewed = { origin: "Written for MechanicBuddy from general workshop practice", reviewed: null };

export const instruct = (text: string, next: string): Step => ({ kind: "instruction", do: text, next });

/** `options`: the words to choose, each with the step it leads to. */
export const choose = (text: string, options: Record<string, string>): Step => ({
  kind: "choice",
  ask: text,
  options: Object.entries(options).map(([words, next]) => ({ text: words, next })),
});

/** `bands`: limits in rising order with the step for readings below each; `rest` for all others. */
export const measure = (
  text: string,
  [unit, min, max]: [string, number, number],
  source: keyof typeof limitSources,
  bands: [below: number, next: string][],
  rest: string,
): Step => ({
  kind: "measurement",
  do: text,
  unit,
  min,
  max,
  source,
  bands: bands.map(([below, next]) => ({ below, next })),
  rest,
});

export const compare = (
  text: string,
  [unit, min, max]: [string, number, number],
  lookUp: string,
  [below, inside, above]: [below: string, inside: string, above: string],
  source: keyof typeof limitSources = "maker",
): Step => ({ kind: "comparison", do: text, unit, min, max, source, lookUp, below, inside, above });

export const conclude = (finding: string, action: string, goOn?: Tree["id"]): Step => ({
  kind: "conclusion",
  finding,
  action,
  ...(goOn ? { goOn } : {}),
});
