import Type, { type Static } from "typebox";
import { Email, Id, nullable, oneOf, TimeAt, text } from "../fields.ts";
import { listQuery, page } from "../list.ts";
import { closed } from "../route.ts";
import { managementRoute } from "./route.ts";
import { TenantId } from "./tenants.ts";

export const demoStates = ["unconfirmed", "pending", "approved", "rejected", "active", "converted", "expired"] as const;

export const DemoRequest = Type.Object({
  id: Id,
  email: Type.String(),
  companyName: Type.String(),
  phoneNumber: nullable(Type.String()),
  message: nullable(Type.String()),
  state: oneOf(demoStates),
  tenant: nullable(Type.String()),
  decidedBy: nullable(Type.String()),
  reason: nullable(Type.String()),
  endsAt: nullable(TimeAt),
  createdAt: TimeAt,
});
export type DemoRequest = Static<typeof DemoRequest>;

export const requestDemo = managementRoute("POST", "/api/demo-requests", {
  who: { public: true },
  summary: "Ask for a demo workshop",
  body: closed({
    email: Email,
    companyName: text(120),
    phoneNumber: Type.Optional(text(40)),
    message: Type.Optional(text(2_000)),
    website: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  reply: { 202: Type.Object({}) },
  errors: ["invalid"],
  attemptsPerHour: 5,
});

export const confirmDemo = managementRoute("POST", "/api/demo-requests/confirm", {
  who: { public: true },
  summary: "Confirm the address of a demo request",
  body: closed({ token: Type.String({ minLength: 20, maxLength: 200 }) }),
  reply: { 200: Type.Object({ state: oneOf(demoStates) }) },
  errors: ["gone"],
  attemptsPerHour: 30,
});

export const listDemos = managementRoute("GET", "/api/demo-requests", {
  who: { staff: "demos.read" },
  summary: "Demo requests, newest first",
  query: listQuery(["-createdAt"], { state: Type.Optional(oneOf(demoStates)) }),
  reply: { 200: page(DemoRequest) },
});

export const getDemo = managementRoute("GET", "/api/demo-requests/:id", {
  who: { staff: "demos.read" },
  summary: "One demo request",
  reply: { 200: DemoRequest },
  errors: ["not_found"],
});

export const approveDemo = managementRoute("POST", "/api/demo-requests/:id/approve", {
  who: { staff: "demos.decide" },
  summary: "Give the demo: a workshop with sample data for seven days",
  body: closed({ tenantId: Type.Optional(TenantId) }),
  reply: { 200: DemoRequest },
  errors: ["not_found", "conflict", "invalid"],
});

export const rejectDemo = managementRoute("POST", "/api/demo-requests/:id/reject", {
  who: { staff: "demos.decide" },
  summary: "Decline; the reason is mailed",
  body: closed({ reason: text(1_000, { min: 3 }) }),
  reply: { 200: DemoRequest },
  errors: ["not_found", "conflict"],
});

export const convertDemo = managementRoute("POST", "/api/demo-requests/:id/convert", {
  who: { staff: "demos.decide" },
  summary: "Turn the demo into a free workshop; all data stays",
  body: closed({ removeSampleData: Type.Boolean() }),
  reply: { 200: DemoRequest },
  errors: ["not_found", "conflict"],
});

export const convertOwnDemo = managementRoute("POST", "/api/tenants/:id/convert", {
  who: { customer: ["owner"] },
  summary: "Keep a demo as one's free workshop",
  params: Type.Object({ id: TenantId }),
  body: closed({ removeSampleData: Type.Boolean() }),
  reply: { 200: Type.Object({ removed: Type.Integer(), kept: Type.Integer() }) },
  errors: ["not_found", "conflict"],
});
