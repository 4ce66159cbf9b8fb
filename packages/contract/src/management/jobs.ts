import Type, { type Static } from "typebox";
import { Country, Id, Language, nullable, oneOf, TimeAt, text } from "../fields.ts";
import { listQuery, page } from "../list.ts";
import { tiers } from "../plans.ts";
import { closed } from "../route.ts";
import { managementRoute } from "./route.ts";
import { TenantId } from "./tenants.ts";

export const jobKinds = [
  "provision",
  "change-plan",
  "move",
  "suspend",
  "resume",
  "delete",
  "purge",
  "add-instance",
  "upgrade-instance",
  "domain",
  "repair",
] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = [
  "queued",
  "running",
  "waiting",
  "failed",
  "undoing",
  "undone",
  "succeeded",
  "cancelled",
] as const;
export type JobState = (typeof jobStates)[number];

export const stepStates = ["pending", "running", "waiting", "done", "skipped", "failed", "undone"] as const;
export type StepState = (typeof stepStates)[number];

export const JobRow = Type.Object({
  id: Id,
  kind: oneOf(jobKinds),
  state: oneOf(jobStates),
  tenant: nullable(Type.String()),
  instance: nullable(Type.String()),
  dryRun: Type.Boolean(),
  requestedBy: Type.String(),
  createdAt: TimeAt,
  finishedAt: nullable(TimeAt),
});
export type JobRow = Static<typeof JobRow>;

export const Step = Type.Object({
  position: Type.Integer(),
  name: Type.String(),
  state: oneOf(stepStates),
  attempts: Type.Integer(),
  /** In words a customer may read; staff read the cause in the log. */
  error: nullable(Type.String()),
  nextTryAt: nullable(TimeAt),
  startedAt: nullable(TimeAt),
  finishedAt: nullable(TimeAt),
});
export type Step = Static<typeof Step>;

export const Job = Type.Object({
  ...JobRow.properties,
  steps: Type.Array(Step),
  /** Lines for staff, newest last; empty for customers. */
  log: Type.Array(Type.Object({ at: TimeAt, step: nullable(Type.String()), text: Type.String() })),
  /** Which of the actions its state allows. */
  allows: Type.Array(oneOf(["retry", "undo", "cancel", "skip"])),
});
export type Job = Static<typeof Job>;

export const listJobs = managementRoute("GET", "/api/jobs", {
  who: { staff: "jobs.read" },
  summary: "Jobs, newest first",
  query: listQuery(["-createdAt"], {
    state: Type.Optional(oneOf(jobStates)),
    kind: Type.Optional(oneOf(jobKinds)),
    tenant: Type.Optional(text(60)),
  }),
  reply: { 200: page(JobRow) },
});

export const getJob = managementRoute("GET", "/api/jobs/:id", {
  who: { customer: "self", staff: "jobs.read" },
  summary: "A job with its steps; a customer sees those of workshops they belong to",
  reply: { 200: Job },
  errors: ["not_found"],
});

/** Served as `text/event-stream`: an event `job` with the same body as `getJob` whenever a step changes. */
export const watchJob = managementRoute("GET", "/api/jobs/:id/events", {
  who: { customer: "self", staff: "jobs.read" },
  summary: "The same, told live until the job ends",
  reply: { 200: { binary: "text/event-stream" } },
  errors: ["not_found"],
});

const operated = { reply: { 200: Job }, errors: ["not_found", "conflict"] as const };

export const retryJob = managementRoute("POST", "/api/jobs/:id/retry", {
  ...operated,
  who: { staff: "jobs.operate" },
  summary: "Try the failed step again",
});

export const undoJob = managementRoute("POST", "/api/jobs/:id/undo", {
  ...operated,
  who: { staff: "jobs.operate" },
  summary: "Take back what was done, last step first",
});

export const cancelJob = managementRoute("POST", "/api/jobs/:id/cancel", {
  ...operated,
  who: { staff: "jobs.operate" },
  summary: "Stop a job that waits",
});

export const skipStep = managementRoute("POST", "/api/jobs/:id/skip", {
  ...operated,
  who: { staff: "jobs.operate" },
  summary: "Go on without the failed step",
  freshFactor: true,
  body: closed({ reason: text(300, { min: 10 }) }),
});

export const PlannedStep = Type.Object({
  name: Type.String(),
  /** What would be made, one line each: `role tenant_acme`, `CNAME acme.mechanicbuddy.app → mechanicbuddy.app`. */
  objects: Type.Array(Type.String()),
});
export type PlannedStep = Static<typeof PlannedStep>;

export const planJob = managementRoute("POST", "/api/jobs/plan", {
  who: { staff: "jobs.operate" },
  summary: "What a new workshop would make, without making it",
  body: closed({ id: TenantId, companyName: text(120), tier: oneOf(tiers), locale: Language, country: Country }),
  reply: { 200: Type.Object({ steps: Type.Array(PlannedStep) }) },
  errors: ["invalid", "conflict"],
});

export const Drift = Type.Object({
  id: Id,
  tenant: nullable(Type.String()),
  kind: Type.String(),
  name: Type.String(),
  /** `missing`, `different`, or `orphan`: ours by its mark, and known to nobody. */
  difference: oneOf(["missing", "different", "orphan"]),
  detail: Type.String(),
  repairs: Type.Boolean(),
  foundAt: TimeAt,
});

export const listDrift = managementRoute("GET", "/api/drift", {
  who: { staff: "jobs.operate" },
  summary: "Where the world differs from what we made",
  reply: { 200: Type.Object({ items: Type.Array(Drift), checkedAt: nullable(TimeAt) }) },
});

export const checkDrift = managementRoute("POST", "/api/drift/check", {
  who: { staff: "jobs.operate" },
  summary: "Compare now",
  reply: { 200: Type.Object({ items: Type.Array(Drift), checkedAt: nullable(TimeAt) }) },
});
