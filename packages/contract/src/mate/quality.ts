import Type, { type Static } from "typebox";
import { nullable, oneOf } from "../fields.ts";
import { mateRoute } from "./route.ts";

export const EvaluationRun = Type.Object({
  mode: oneOf(["model", "reference"]),
  provider: Type.String(),
  model: nullable(Type.String()),
  on: Type.String({ format: "date" }),
  /** Shares from 0 to 1, counts as they are. */
  measures: Type.Record(Type.String(), Type.Number()),
  byCategory: Type.Record(Type.String(), Type.Number()),
});
export type EvaluationRun = Static<typeof EvaluationRun>;

export const getQuality = mateRoute("GET", "/api/quality", {
  who: "public",
  summary: "The newest published evaluation of each mode and model",
  reply: {
    200: Type.Object({
      runs: Type.Array(EvaluationRun),
      questions: Type.Array(Type.Object({ category: Type.String(), count: Type.Integer() })),
    }),
  },
});

export const evaluationQuestions = mateRoute("GET", "/api/quality/questions", {
  who: "public",
  summary: "Every question of the evaluation with what a right answer holds",
  reply: { 200: Type.Object({ items: Type.Array(Type.Unknown()) }) },
});
