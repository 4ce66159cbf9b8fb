import Type, { type Static } from "typebox";
import { Country, Email, Id, Language, nullable, oneOf, TimeAt, text } from "./fields.ts";
import { binary, closed, empty, route } from "./route.ts";

/** A workshop's name on this instance, as in its host name. */
const Tenant = Type.Object({ id: Type.String({ pattern: "^[a-z][a-z0-9-]{1,38}[a-z0-9]$" }) });

export const getInternalVersion = route("GET", "/internal/version", {
  permission: "service",
  summary: "Version of this instance and the newest schema it knows",
  reply: { 200: Type.Object({ version: Type.String(), instance: Type.String() }) },
});

/** What the platform asks to be told about a workshop. */
export const Activity = Type.Object({
  tenant: Type.String(),
  /** The last request of somebody signed in; `null` before the first. */
  lastActiveAt: nullable(TimeAt),
  users: Type.Integer(),
  workOrders: Type.Integer(),
  storageBytes: Type.Integer(),
  schemaVersion: nullable(Type.String()),
  /** Version of the entitlement that is enforced; 0 before the first. */
  entitlementVersion: Type.Integer(),
});
export type Activity = Static<typeof Activity>;

export const getActivity = route("GET", "/internal/tenants/:id/activity", {
  permission: "service",
  summary: "Last signed-in activity and usage of a workshop",
  params: Tenant,
  reply: { 200: Activity },
  errors: ["not_found"],
});

export const putEntitlement = route("PUT", "/internal/tenants/:id/entitlement", {
  permission: "service",
  summary: "Hand over a workshop's signed entitlement; older ones are ignored",
  params: Tenant,
  body: closed({ document: Type.String({ minLength: 20, maxLength: 20_000 }) }),
  reply: { 200: Type.Object({ version: Type.Integer() }) },
  errors: ["invalid", "not_found"],
});

/** The instance's own token, by which it calls the platform back; a new one replaces the one before. */
export const putRegistration = route("PUT", "/internal/registration", {
  permission: "service",
  summary: "Register this instance with the platform",
  body: closed({ token: text(200, { min: 32 }), platformUrl: Type.String({ format: "uri", maxLength: 300 }) }),
  reply: { 204: empty },
});

export const listActivity = route("GET", "/internal/activity", {
  permission: "service",
  summary: "Last signed-in activity and usage of every workshop of this instance",
  reply: { 200: Type.Object({ items: Type.Array(Activity) }) },
});

const Document = Type.String({ minLength: 20, maxLength: 20_000 });

/** The same input twice is one workshop; an interrupted creation is completed. */
export const putTenant = route("PUT", "/internal/tenants/:id", {
  permission: "service",
  summary: "Create a workshop: login, schema, first settings, its owner without a password",
  params: Tenant,
  body: closed({
    companyName: text(120),
    ownerName: text(120),
    ownerEmail: Email,
    locale: Language,
    country: Country,
    /** Two customers, two cars, stock, an estimate, a running and an invoiced order. */
    sampleData: Type.Boolean(),
    /** The signed entitlement the workshop begins with. */
    document: Document,
  }),
  reply: { 200: Type.Object({ tenant: Type.String(), schemaVersion: Type.String(), created: Type.Boolean() }) },
  errors: ["invalid", "plan_limit", "conflict"],
});

const paused = {
  permission: "service",
  params: Tenant,
  body: closed({ document: Document }),
  reply: { 200: Type.Object({ version: Type.Integer() }) },
  errors: ["invalid", "not_found"],
} as const;

export const suspendTenant = route("POST", "/internal/tenants/:id/suspend", {
  ...paused,
  summary: "Close a workshop's pages and tasks; the document says why, and whether it is being closed for good",
});

export const resumeTenant = route("POST", "/internal/tenants/:id/resume", {
  ...paused,
  summary: "Open a workshop again",
});

/** The second call finds everything absent. */
export const purgeTenant = route("POST", "/internal/tenants/:id/purge", {
  permission: "service",
  summary: "Remove a closing workshop for good: tasks, files, schema, login",
  params: Tenant,
  body: closed({}),
  reply: { 200: Type.Object({ removed: Type.Array(Type.String()), absent: Type.Array(Type.String()) }) },
  errors: ["conflict"],
});

const WayIn = { code: Type.String(), url: Type.String(), expiresAt: TimeAt };

export const createHandover = route("POST", "/internal/tenants/:id/handovers", {
  permission: "service",
  summary: "A single-use way in for an owner, good for 60 seconds",
  params: Tenant,
  body: closed({ email: Email }),
  reply: { 201: Type.Object(WayIn) },
  errors: ["not_found"],
});

/** Allowed by the platform, which asked the owner: `look` reads, `act` may change what the owner may. */
export const createSupportSession = route("POST", "/internal/tenants/:id/support-sessions", {
  permission: "service",
  summary: "A single-use way in for somebody of the operator, good for 60 seconds",
  params: Tenant,
  body: closed({
    staffId: text(60),
    staffName: text(120),
    reason: text(300),
    mode: oneOf(["look", "act"]),
    minutes: Type.Integer({ minimum: 1, maximum: 60 }),
  }),
  reply: { 201: Type.Object({ id: Id, ...WayIn }) },
  errors: ["not_found", "conflict"],
});

export const endSupportSession = route("DELETE", "/internal/tenants/:id/support-sessions/:session", {
  permission: "service",
  summary: "End a visit of support at once",
  params: Type.Object({ id: Tenant.properties.id, session: Id }),
  reply: { 204: empty },
  errors: ["not_found"],
});

export const startTenantExport = route("POST", "/internal/tenants/:id/export", {
  permission: "service",
  summary: "Pack everything of a workshop; one that is running is joined",
  params: Tenant,
  body: closed({}),
  reply: { 202: Type.Object({ export: Id }) },
  errors: ["not_found"],
});

/** `unavailable` while it is being packed. */
export const getTenantExport = route("GET", "/internal/tenants/:id/exports/:export", {
  permission: "service",
  summary: "The archive of everything",
  params: Type.Object({ id: Tenant.properties.id, export: Id }),
  reply: { 200: binary("application/zip") },
  errors: ["not_found", "unavailable", "gone"],
});

export const removeSampleData = route("POST", "/internal/tenants/:id/sample-data/remove", {
  permission: "service",
  summary: "Remove made-up data that nobody touched",
  params: Tenant,
  body: closed({}),
  reply: { 200: Type.Object({ removed: Type.Integer(), kept: Type.Integer() }) },
  errors: ["not_found"],
});
