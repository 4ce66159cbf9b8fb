import Type, { type Static } from "typebox";
import { oneOf } from "../fields.ts";
import { binary } from "../route.ts";
import { mateRoute } from "./route.ts";

/** `off`: it is not set up, which is no fault. */
const State = oneOf(["ok", "failing", "off"]);

export const HealthReport = Type.Object({
  status: oneOf(["ok", "failing"]),
  version: Type.String(),
  uptimeS: Type.Integer(),
  checks: Type.Object({
    database: State,
    migrations: State,
    tasks: State,
    mail: State,
    stripe: State,
    assistant: State,
  }),
});
export type HealthReport = Static<typeof HealthReport>;

export const health = mateRoute("GET", "/api/health", {
  who: "public",
  exempt: true,
  summary: "How the service is; 503 when database, migrations or tasks fail",
  reply: { 200: HealthReport },
});

export const live = mateRoute("GET", "/health/live", {
  who: "public",
  exempt: true,
  summary: "The process answers",
  reply: { 200: Type.Object({ status: Type.Literal("live") }) },
});

export const ready = mateRoute("GET", "/health/ready", {
  who: "public",
  exempt: true,
  summary: "It can serve; 503 names what is missing",
  reply: { 200: Type.Object({ status: oneOf(["ready", "not ready"]), missing: Type.Array(Type.String()) }) },
});

export const metrics = mateRoute("GET", "/metrics", {
  who: "public",
  exempt: true,
  summary: "Numbers for Prometheus, with the token of the settings",
  reply: { 200: binary("text/plain") },
});
