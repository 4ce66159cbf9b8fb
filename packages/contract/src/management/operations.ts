import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, TimeAt, text } from "../fields.ts";
import { listQuery, page } from "../list.ts";
import { Limits, tiers } from "../plans.ts";
import { binary, closed, empty } from "../route.ts";
import { memberRoles, ownersOnly } from "./permission.ts";
import { managementRoute } from "./route.ts";
import { TenantId, TenantRow, tenantStates } from "./tenants.ts";

const Tenant_ = Type.Object({ id: TenantId });

export const Impersonation = Type.Object({
  id: Id,
  tenant: Type.String(),
  person: Type.String(),
  mode: oneOf(["look", "act"]),
  reason: Type.String(),
  ticket: nullable(Type.String()),
  state: oneOf(["asked", "allowed", "refused", "running", "ended"]),
  minutes: Type.Integer(),
  createdAt: TimeAt,
  startedAt: nullable(TimeAt),
  endsAt: nullable(TimeAt),
  endedAt: nullable(TimeAt),
  endedBy: nullable(Type.String()),
});
export type Impersonation = Static<typeof Impersonation>;

export const askImpersonation = managementRoute("POST", "/api/tenants/:id/impersonations", {
  who: { staff: "impersonate.look" },
  summary: "Ask the owner to let support in; `act` needs a permission and a fresh factor of its own",
  params: Tenant_,
  body: closed({
    mode: oneOf(["look", "act"]),
    reason: text(300, { min: 10 }),
    ticket: Type.Optional(text(60)),
    minutes: Type.Integer({ minimum: 5, maximum: 30 }),
    /** Only a platform owner, for abuse or law; the workshop is told. */
    withoutOwner: Type.Optional(Type.Boolean()),
  }),
  reply: { 201: Impersonation },
  errors: ["not_found", "conflict", "forbidden", "proof_required"],
});

export const listImpersonations = managementRoute("GET", "/api/impersonations", {
  who: { customer: "self", staff: "impersonate.look" },
  summary: "Visits of support: all for staff, those to one's own workshops for an owner",
  query: listQuery(["-createdAt"], { tenant: Type.Optional(text(60)) }),
  reply: { 200: page(Impersonation) },
});

export const answerImpersonation = managementRoute("POST", "/api/tenants/:id/impersonations/:impersonation/answer", {
  who: { customer: ownersOnly },
  summary: "Let support in, or refuse",
  params: Type.Object({ id: TenantId, impersonation: Id }),
  body: closed({ allow: Type.Boolean() }),
  reply: { 200: Impersonation },
  errors: ["not_found", "conflict"],
});

export const enterImpersonation = managementRoute("POST", "/api/impersonations/:id/enter", {
  who: { staff: "impersonate.look" },
  summary: "A single-use way in for a visit that was allowed",
  reply: { 200: Type.Object({ url: Type.String(), expiresAt: TimeAt }) },
  errors: ["not_found", "conflict", "unavailable"],
});

export const endImpersonation = managementRoute("DELETE", "/api/impersonations/:id", {
  who: { customer: "self", staff: "impersonate.look" },
  summary: "End a visit; owners and staff alike",
  reply: { 204: empty },
  errors: ["not_found"],
});

export const AccountRow = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  hasFactor: Type.Boolean(),
  memberships: Type.Array(Type.Object({ tenant: Type.String(), role: oneOf(memberRoles) })),
  createdAt: TimeAt,
  lastSeenAt: nullable(TimeAt),
});

export const listAccounts = managementRoute("GET", "/api/accounts", {
  who: { staff: "accounts.read" },
  summary: "Accounts; reading them is noted",
  query: listQuery(["email", "-createdAt"], {}),
  reply: { 200: page(AccountRow) },
});

export const getAccount = managementRoute("GET", "/api/accounts/:id", {
  who: { staff: "accounts.read" },
  summary: "One account; reading it is noted",
  reply: { 200: AccountRow },
  errors: ["not_found"],
});

export const signOutAccount = managementRoute("POST", "/api/accounts/:id/sign-out", {
  who: { staff: "accounts.manage" },
  summary: "End all sessions of an account",
  reply: { 204: empty },
  errors: ["not_found"],
});

export const eraseAccount = managementRoute("POST", "/api/accounts/:id/erase", {
  who: { staff: "accounts.manage" },
  summary: "Erase an account without workshops",
  freshFactor: true,
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

export const AuditEntry = Type.Object({
  id: Id,
  actor: Type.String(),
  actorKind: oneOf(["account", "staff", "service", "visitor", "support"]),
  action: Type.String(),
  target: nullable(Type.String()),
  tenant: nullable(Type.String()),
  before: nullable(Type.Unknown()),
  after: nullable(Type.Unknown()),
  reason: nullable(Type.String()),
  requestId: nullable(Type.String()),
  address: nullable(Type.String()),
  outcome: oneOf(["done", "refused"]),
  at: TimeAt,
});

const auditFilters = {
  action: Type.Optional(text(80)),
  from: Type.Optional(TimeAt),
  to: Type.Optional(TimeAt),
};

export const listAudit = managementRoute("GET", "/api/audit", {
  who: { staff: "audit.read" },
  summary: "Who did what on the platform",
  query: listQuery(["-at"], { ...auditFilters, tenant: Type.Optional(text(60)) }),
  reply: { 200: page(AuditEntry) },
});

export const exportAudit = managementRoute("GET", "/api/audit/export", {
  who: { staff: "audit.read" },
  summary: "The same as a table, newest first, 100,000 entries at most; taking it along is noted",
  query: closed({ ...auditFilters, tenant: Type.Optional(text(60)) }),
  reply: { 200: binary("text/csv") },
});

export const listTenantAudit = managementRoute("GET", "/api/tenants/:id/audit", {
  who: { customer: ownersOnly, staff: "tenants.read" },
  summary: "A workshop's own part of it",
  params: Tenant_,
  query: listQuery(["-at"], auditFilters),
  reply: { 200: page(AuditEntry) },
  errors: ["not_found"],
});

const Count = Type.Object({ name: Type.String(), count: Type.Integer() });

export const getOverview = managementRoute("GET", "/api/figures/overview", {
  who: { staff: "figures.read" },
  summary: "Workshops by state and plan, fill of the instances, failed jobs, recent workshops",
  reply: {
    200: Type.Object({
      states: Type.Array(Type.Object({ name: oneOf(tenantStates), count: Type.Integer() })),
      tiers: Type.Array(Type.Object({ name: oneOf(tiers), count: Type.Integer() })),
      /** Demos and trials that began in the last 90 days, and how many of them stayed. */
      conversion: Type.Object({ demos: Type.Integer(), demosConverted: Type.Integer(), trials: Type.Integer() }),
      instances: Type.Array(
        Type.Object({ id: Type.String(), tenants: Type.Integer(), places: nullable(Type.Integer()) }),
      ),
      failedJobs: Type.Integer(),
      openDemos: Type.Integer(),
      drift: Type.Integer(),
      recent: Type.Array(TenantRow),
    }),
  },
});

export const getConversion = managementRoute("GET", "/api/figures/conversion", {
  who: { staff: "figures.read" },
  summary: "Signups, demos and trials by month",
  reply: { 200: Type.Object({ signups: Type.Array(Count), demos: Type.Array(Count), trials: Type.Array(Count) }) },
});

/** What staff may turn, with its default. */
export const Settings = Type.Object({
  demoApproval: oneOf(["manual", "automatic"]),
  instancesAuto: Type.Boolean(),
  driftAuto: Type.Boolean(),
  inactivityMailDays: Type.Array(Type.Integer({ minimum: 7, maximum: 1_000 }), { minItems: 3, maxItems: 3 }),
  inactivitySuspendDays: Type.Integer({ minimum: 14, maximum: 2_000 }),
  inactivityDeleteDays: Type.Integer({ minimum: 30, maximum: 4_000 }),
});
export type Settings = Static<typeof Settings>;

export const getSettings = managementRoute("GET", "/api/settings", {
  who: { staff: "settings.manage" },
  summary: "Settings of the platform",
  reply: { 200: Settings },
});

export const updateSettings = managementRoute("PATCH", "/api/settings", {
  who: { staff: "settings.manage" },
  summary: "Change settings of the platform",
  freshFactor: true,
  body: Type.Partial(Settings, { additionalProperties: false }),
  reply: { 200: Settings },
  errors: ["invalid"],
});

export const listPlans = managementRoute("GET", "/api/plans", {
  who: { public: true },
  summary: "The plan catalogue",
  attemptsPerHour: 10_000,
  reply: {
    200: Type.Object({
      currency: Type.String(),
      items: Type.Array(
        Type.Object({
          tier: oneOf(tiers),
          name: Type.String(),
          price: nullable(Type.Object({ monthCents: Type.Integer(), yearCents: Type.Integer() })),
          placement: oneOf(["shared", "dedicated"]),
          limits: Limits,
        }),
      ),
    }),
  },
});
