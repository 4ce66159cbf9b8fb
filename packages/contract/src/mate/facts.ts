import Type, { type Static } from "typebox";
import { oneOf } from "../fields.ts";
import { mateRoute } from "./route.ts";

export const SiteFacts = Type.Object({
  termsVersion: Type.String(),
  /** Who else gets to see data, as this server is set up. */
  processors: Type.Array(Type.Object({ purpose: oneOf(["models", "payments", "errors"]), name: Type.String() })),
  /** True when a model of the operator's own answers; nothing leaves the house for it. */
  ownModel: Type.Boolean(),
  /** Days. */
  kept: Type.Object({
    withoutPlan: Type.Integer(),
    byPlan: Type.Array(Type.Object({ planId: Type.String(), days: Type.Integer() })),
    answerEvents: Type.Integer(),
    endedSessions: Type.Integer(),
    logs: Type.Integer(),
    closedAccount: Type.Integer(),
  }),
});
export type SiteFacts = Static<typeof SiteFacts>;

export const siteFacts = mateRoute("GET", "/api/site/facts", {
  who: "public",
  summary: "How long things are kept here and who else sees them, from the settings the server obeys",
  reply: { 200: SiteFacts },
});
