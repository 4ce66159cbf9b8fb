import Type, { type Static } from "typebox";
import { nullable, oneOf, text } from "../fields.ts";
import { closed } from "../route.ts";
import { AnswerBlock } from "./chat.ts";
import { mateRoute } from "./route.ts";

const Word = Type.String({ minLength: 1, maxLength: 60, pattern: "^[A-Za-z0-9-]+$" });
const Blocks = Type.Array(AnswerBlock);
const Reviewed = nullable(Type.Object({ by: Type.String(), on: Type.String() }));

export const CodeRow = Type.Object({
  code: Type.String(),
  title: Type.String(),
  /** True when there is a full card: causes, checks, driving on. */
  card: Type.Boolean(),
});
export type CodeRow = Static<typeof CodeRow>;

export const listCodes = mateRoute("GET", "/api/knowledge/codes", {
  who: "public",
  summary: "Trouble codes our tables have; `q` finds a code, its beginning, or words of its title",
  query: closed({
    q: Type.Optional(Type.String({ minLength: 2, maxLength: 60, message: "Give at least two characters." })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000, default: 50 })),
  }),
  reply: { 200: Type.Object({ items: Type.Array(CodeRow), total: Type.Integer() }) },
});

export const CodeView = Type.Object({
  code: Type.String(),
  failureType: nullable(Type.String()),
  system: oneOf(["powertrain", "chassis", "body", "network"]),
  authority: oneOf(["standardised", "maker", "reserved"]),
  area: nullable(Type.String()),
  title: nullable(Type.String()),
  /** One plain sentence: the title, or why there is none. */
  sentence: Type.String(),
  origin: nullable(Type.String()),
  card: nullable(
    Type.Object({
      meaning: Type.String(),
      watches: Type.String(),
      enabling: Type.String(),
      causes: Type.Array(Type.String()),
      firstChecks: Type.Array(Type.String()),
      mistakenFor: Type.Array(Type.String()),
      tree: nullable(Type.Object({ id: Type.String(), title: Type.String() })),
      related: Type.Array(Type.Object({ code: Type.String(), title: nullable(Type.String()) })),
      origin: Type.String(),
      reviewed: Reviewed,
    }),
  ),
  /** Driving on, and every danger: they stand first. */
  warnings: Blocks,
});
export type CodeView = Static<typeof CodeView>;

export const getCode = mateRoute("GET", "/api/knowledge/codes/:code", {
  who: "public",
  summary: "One trouble code as people type it; without a record its structure and a plain sentence",
  params: closed({ code: Type.String({ minLength: 1, maxLength: 20 }) }),
  reply: { 200: CodeView },
});

export const exampleAnswer = mateRoute("GET", "/api/knowledge/example", {
  who: "public",
  summary: "A real question answered by the tables",
  reply: {
    200: Type.Object({
      question: Type.String(),
      blocks: Blocks,
      sources: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
    }),
  },
});

export const listTrees = mateRoute("GET", "/api/knowledge/trees", {
  who: "public",
  summary: "The test trees",
  reply: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          title: Type.String(),
          tools: Type.Array(Type.String()),
          steps: Type.Integer(),
        }),
      ),
    }),
  },
});

const Step = Type.Object({
  kind: oneOf(["instruction", "choice", "measurement", "comparison", "conclusion"]),
  /** What to do, look at, or what was found. */
  text: Type.String(),
  options: Type.Array(Type.String()),
  unit: nullable(Type.String()),
  min: nullable(Type.Number()),
  max: nullable(Type.Number()),
  /** Where the limits come from. */
  limits: nullable(Type.String()),
  /** The value of this car to look up. */
  lookUp: nullable(Type.String()),
  /** What to do about the finding. */
  action: nullable(Type.String()),
  goOn: nullable(Type.Object({ id: Type.String(), title: Type.String() })),
});
export type TreeStep = Static<typeof Step>;

export const TreeRun = Type.Object({
  id: Type.String(),
  title: Type.String(),
  version: Type.Integer(),
  tools: Type.Array(Type.String()),
  origin: Type.String(),
  reviewed: Reviewed,
  warnings: Blocks,
  /** The answers so far, as they are sent back. */
  answers: Type.String(),
  /** What was asked and what was answered, in their order. */
  path: Type.Array(Type.Object({ text: Type.String(), answer: Type.String() })),
  step: Step,
});
export type TreeRun = Static<typeof TreeRun>;

/**
 * Answers of a run, in one line: `d` done, `o1` the second option, `r12.6` a reading, `c2.1~1.8~2.5` a reading with the
 * car's own lower and upper limit, either of which may be empty.
 */
const answer = "(d|o\\d|[rc]-?[\\d.]+(~-?[\\d.]*~-?[\\d.]*)?)";
const Answers = Type.String({
  maxLength: 600,
  pattern: `^(${answer}(,|$))*$`,
  message: "The run in the address cannot be read. Begin again.",
});

/** One answer to the step a run stands at. */
export const TreeAnswer = Type.String({
  maxLength: 60,
  pattern: `^${answer}$`,
  message: "Answer the step with what it asks for: a number, or one of its choices.",
});

export const getTree = mateRoute("GET", "/api/knowledge/trees/:id", {
  who: "public",
  summary: "A test tree at the step its answers lead to",
  params: closed({ id: Word }),
  query: closed({ version: Type.Optional(Type.Integer({ minimum: 1 })), answers: Type.Optional(Answers) }),
  reply: { 200: TreeRun },
});

const Field = Type.Object({
  name: Type.String(),
  label: Type.String(),
  unit: Type.String(),
  min: nullable(Type.Number()),
  max: nullable(Type.Number()),
  list: Type.Boolean(),
  choices: Type.Array(Type.String()),
});
export const CalculatorView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  formula: Type.String(),
  fields: Type.Array(Field),
});
export type CalculatorView = Static<typeof CalculatorView>;

export const listCalculators = mateRoute("GET", "/api/knowledge/calculators", {
  who: "public",
  summary: "The calculators with their fields",
  reply: { 200: Type.Object({ items: Type.Array(CalculatorView) }) },
});

export const calculate = mateRoute("POST", "/api/knowledge/calculators/:id", {
  who: "public",
  summary: "Run a calculator; what is missing or out of bounds is named by its field",
  params: closed({ id: Word }),
  body: closed({
    inputs: Type.Record(
      text(40),
      Type.Union([Type.Number(), Type.Array(Type.Number(), { maxItems: 24 }), Type.String({ maxLength: 40 })]),
      { maxProperties: 12 },
    ),
  }),
  reply: {
    200: Type.Object({
      formula: Type.String(),
      values: Type.Array(Type.Object({ name: Type.String(), value: Type.Number(), unit: Type.String() })),
    }),
  },
});
