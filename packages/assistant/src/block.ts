/** The blocks an answer is made of: one schema for models, the deterministic engine, storage and export. */

import Type, { type Static, type TSchema } from "typebox";
import { hazards } from "./codes/card.ts";

const closed = { additionalProperties: false };
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const Citation = Type.Object({ sourceId: words(120), quote: words(200) }, closed);
export type Citation = Static<typeof Citation>;
const citations = Type.Array(Citation, { maxItems: 6 });

const Level = Type.Enum(["stop", "tow", "limp", "soon", "fine", "unknown"]);

const general = Type.Optional(Type.Literal(true));

const Summary = Type.Object({ kind: Type.Literal("summary"), text: words(700), citations, general }, closed);
const Cause = Type.Object(
  {
    kind: Type.Literal("cause"),
    text: words(240),
    likelihood: Type.Enum(["high", "medium", "low"]),
    why: orNull(words(400)),
    citations,
    general,
  },
  closed,
);
const Test = Type.Object(
  {
    kind: Type.Literal("test"),
    do: words(400),
    tool: orNull(words(120)),
    expected: orNull(words(200)),
    ifPass: orNull(words(240)),
    ifFail: orNull(words(240)),
    citations,
    general,
  },
  closed,
);
const Spec = Type.Object(
  {
    kind: Type.Literal("spec"),
    name: words(120),
    value: words(120),
    unit: Type.String({ maxLength: 20 }),
    appliesTo: words(160),
    citations,
    general,
  },
  closed,
);
const Part = Type.Object(
  {
    kind: Type.Literal("part"),
    name: words(160),
    number: orNull(words(60)),
    why: orNull(words(240)),
    citations,
    general,
  },
  closed,
);
const Labour = Type.Object(
  {
    kind: Type.Literal("labour"),
    text: words(240),
    hours: orNull(Type.Number({ minimum: 0, maximum: 200 })),
    citations,
    general,
  },
  closed,
);
const Fact = Type.Object({ kind: Type.Literal("fact"), text: words(600), citations, general }, closed);
const Note = Type.Object({ kind: Type.Literal("note"), text: words(700), citations, general }, closed);
const Refusal = Type.Object(
  { kind: Type.Literal("refusal"), reason: words(400), instead: words(400), citations, general },
  closed,
);
const Question = Type.Object(
  { kind: Type.Literal("question"), text: words(300), options: Type.Array(words(120), { maxItems: 6 }) },
  closed,
);
const Limits = Type.Object(
  { kind: Type.Literal("limits"), missing: words(400), where: words(400), needed: orNull(words(300)) },
  closed,
);

/** A danger, in reviewed words. Only code writes one. */
const Safety = Type.Object(
  {
    kind: Type.Literal("safety"),
    hazard: Type.Enum([...hazards]),
    title: words(120),
    danger: words(600),
    firstStep: words(600),
    who: words(600),
  },
  closed,
);
/** Whether the car may be driven on. Only code writes one. */
const Driving = Type.Object(
  { kind: Type.Literal("safety"), hazard: Type.Literal("driving"), driveability: Level, text: words(300) },
  closed,
);

/** What a model adds to the dangers code has found: a class, or a stricter level. The words come from our tables. */
export const Warning = Type.Object(
  { kind: Type.Literal("safety"), hazards: Type.Array(Type.Enum([...hazards])), driveability: orNull(Level) },
  closed,
);
export type Warning = Static<typeof Warning>;

/** What a model or the deterministic engine writes. `general` is set by the citation check, whatever was written there. */
export const Draft = Type.Union([
  Warning,
  Summary,
  Cause,
  Test,
  Spec,
  Part,
  Labour,
  Fact,
  Note,
  Refusal,
  Question,
  Limits,
]);
export type Draft = Static<typeof Draft>;

/** What is stored, shown and exported. `general` marks what no source of this answer says. */
export const Block = Type.Union([
  Safety,
  Driving,
  Summary,
  Cause,
  Test,
  Spec,
  Part,
  Labour,
  Fact,
  Note,
  Refusal,
  Question,
  Limits,
]);
export type Block = Static<typeof Block>;

export type SafetyBlock = Extract<Block, { kind: "safety" }>;
/** A block that says something and cites where it stands. */
export type CitedBlock = Extract<Block, { citations: Citation[] }>;

export const isCited = (block: Block): block is CitedBlock => "citations" in block;

/** Fields that name a class or a place and are no words to read. */
const names = new Set(["kind", "hazard", "driveability", "likelihood", "citations", "hazards"]);

/** Every text of a block that a person reads, in their order. Quotes are not among them. */
export function textsOf(block: Block | Draft): string[] {
  return Object.entries(block).flatMap(([key, value]) =>
    names.has(key) ? [] : typeof value === "string" ? [value] : Array.isArray(value) ? value : [],
  );
}

/** The same block with each of its texts passed through `change`; names of classes and levels stay. */
export function mapTexts<Some extends Block | Draft>(
  block: Some,
  change: (text: string, field: string) => string,
): Some {
  const changed = Object.entries(block).map(([key, value]) => {
    if (names.has(key)) return [key, value];
    if (typeof value === "string") return [key, change(value, key)];
    if (!Array.isArray(value)) return [key, value];
    return [key, value.map((each) => (typeof each === "string" ? change(each, key) : each))];
  });
  return Object.fromEntries(changed) as Some;
}
