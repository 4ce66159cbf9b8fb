import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt, text } from "../fields.ts";
import { Activity } from "../internal.ts";
import { closed, empty } from "../route.ts";
import { managementRoute } from "./route.ts";

const InstanceId = Type.String({ pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", maxLength: 40 });
const Instance_ = Type.Object({ id: InstanceId });

export const instanceStates = ["preparing", "open", "full", "draining", "closed"] as const;

export const Instance = Type.Object({
  id: InstanceId,
  kind: oneOf(["shared", "dedicated"]),
  state: oneOf(instanceStates),
  namespace: Type.String(),
  release: Type.String(),
  apiUrl: Type.String(),
  webUpstream: Type.String(),
  /** Places; `null` on a dedicated one. */
  maxTenants: nullable(Type.Integer()),
  tenants: Type.Integer(),
  version: nullable(Type.String()),
  /** When its activity was last reported; nothing for a day pauses the inactivity rules. */
  reportedAt: nullable(TimeAt),
});
export type Instance = Static<typeof Instance>;

export const listInstances = managementRoute("GET", "/api/instances", {
  who: { staff: "instances.read" },
  summary: "Workshop systems with their fill",
  reply: { 200: Type.Object({ items: Type.Array(Instance) }) },
});

export const createInstance = managementRoute("POST", "/api/instances", {
  who: { staff: "instances.manage" },
  summary: "Register a shared instance that already runs",
  body: closed({
    id: InstanceId,
    apiUrl: Type.String({ format: "uri" }),
    webUpstream: text(200),
    namespace: text(63),
    maxTenants: Type.Integer({ minimum: 1, maximum: 10_000 }),
  }),
  reply: { 201: Instance },
  errors: ["conflict", "invalid"],
});

export const updateInstance = managementRoute("PATCH", "/api/instances/:id", {
  who: { staff: "instances.manage" },
  summary: "Change the places of an instance, or close it to new workshops",
  params: Instance_,
  body: closed({
    maxTenants: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    state: Type.Optional(oneOf(["open", "closed"])),
  }),
  reply: { 200: Instance },
  errors: ["not_found"],
});

export const pullEntitlements = managementRoute("GET", "/internal/instances/:id/entitlements", {
  who: { service: "instance" },
  summary: "The documents in force for the workshops of an instance",
  params: Instance_,
  reply: { 200: Type.Object({ items: Type.Array(Type.Object({ tenant: Type.String(), document: Type.String() })) }) },
});

export const reportActivity = managementRoute("POST", "/internal/instances/:id/report", {
  who: { service: "instance" },
  summary: "An instance tells how its workshops are used",
  params: Instance_,
  body: closed({ tenants: Type.Array(Activity, { maxItems: 10_000 }) }),
  bodyLimit: 4 * 1024 * 1024,
  reply: { 204: empty },
});

/** Where a request for a host goes; the same in the headers `X-Upstream`, `X-Tenant-ID` and `X-Tenant-Tier`. */
export const Routing = Type.Object({
  host: Type.String(),
  upstream: Type.String(),
  tenant: nullable(Type.String()),
  tier: nullable(Type.String()),
  /** `workshop`, or the page that says why there is none. */
  page: oneOf(["workshop", "unknown-workshop", "suspended"]),
  /** True: answered from memory while the database is away. */
  stale: Type.Boolean(),
});
export type Routing = Static<typeof Routing>;

export const getRouting = managementRoute("GET", "/internal/routing", {
  who: { service: "routing" },
  summary: "Which workshop a host is, and where it runs",
  query: closed({ host: text(260) }),
  reply: { 200: Routing },
});
