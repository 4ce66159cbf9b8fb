import Type, { type Static } from "typebox";
import { Country, Email, Id, Language, nullable, oneOf, TimeAt, text, Version } from "../fields.ts";
import { listQuery, page } from "../list.ts";
import { Limits, planStates, tiers, Usage } from "../plans.ts";
import { closed, empty } from "../route.ts";
import { anyMember, memberRoles, ownersOnly } from "./permission.ts";
import { managementRoute } from "./route.ts";
import { tenantIdPattern } from "./tenant-id.ts";

/** A workshop as the platform names it. */
export const TenantId = Type.String({ pattern: tenantIdPattern });
const Tenant_ = Type.Object({ id: TenantId });
const Reason = Type.String({ minLength: 3, maxLength: 300, message: "Say why, in a few words." });

export const tenantStates = ["provisioning", "active", "moving", "suspended", "deleted", "purged", "failed"] as const;
export type TenantState = (typeof tenantStates)[number];

/** Why a workshop rests; it opens again when the last reason is lifted. */
export const suspensionKinds = ["payment", "inactivity", "demo_ended", "staff", "abuse"] as const;
export type SuspensionKind = (typeof suspensionKinds)[number];

export const TenantRow = Type.Object({
  id: TenantId,
  companyName: Type.String(),
  state: oneOf(tenantStates),
  tier: oneOf(tiers),
  instance: nullable(Type.String()),
  ownerEmail: nullable(Type.String()),
  lastActiveAt: nullable(TimeAt),
  createdAt: TimeAt,
});
export type TenantRow = Static<typeof TenantRow>;

export const Tenant = Type.Object({
  ...TenantRow.properties,
  version: Version,
  contactName: Type.String(),
  locale: Language,
  country: Country,
  /** What the workshop itself is told at the moment. */
  planState: oneOf(planStates),
  limits: Limits,
  usage: Type.Array(Usage),
  /** Where people work: `https://acme.mechanicbuddy.app`. */
  publicUrl: Type.String(),
  suspensions: Type.Array(Type.Object({ kind: oneOf(suspensionKinds), reason: Type.String(), since: TimeAt })),
  trialEndsAt: nullable(TimeAt),
  trialUsed: Type.Boolean(),
  /** A demo's end. */
  endsAt: nullable(TimeAt),
  deletedAt: nullable(TimeAt),
  purgeAt: nullable(TimeAt),
  entitlementVersion: Type.Integer(),
  entitlementAcknowledged: Type.Boolean(),
  /** Owners let support look without asking until then. */
  supportUntil: nullable(TimeAt),
  /** The unfinished job, or the last one that failed. */
  job: nullable(Type.Object({ id: Id, kind: Type.String(), state: Type.String() })),
  /** The caller's part in it; `null` for staff. */
  role: nullable(oneOf(memberRoles)),
});
export type Tenant = Static<typeof Tenant>;

export const listTenants = managementRoute("GET", "/api/tenants", {
  who: { customer: "self", staff: "tenants.read" },
  summary: "Workshops: all for staff, one's own for a customer",
  query: listQuery(["id", "-createdAt", "createdAt", "companyName", "-lastActiveAt"], {
    state: Type.Optional(oneOf(tenantStates)),
    tier: Type.Optional(oneOf(tiers)),
    instance: Type.Optional(text(60)),
  }),
  reply: { 200: page(TenantRow) },
});

export const getTenant = managementRoute("GET", "/api/tenants/:id", {
  who: { customer: anyMember, staff: "tenants.read" },
  summary: "State, plan, limits with use, addresses, running job",
  params: Tenant_,
  reply: { 200: Tenant },
  errors: ["not_found"],
});

export const createTenant = managementRoute("POST", "/api/tenants", {
  who: { customer: "self", staff: "tenants.create" },
  summary: "A further workshop; customers may have one free workshop at a time",
  body: closed({
    id: TenantId,
    companyName: text(120),
    locale: Language,
    country: Country,
    /** Staff only: who will own it, on which plan. */
    ownerEmail: Type.Optional(Email),
    ownerName: Type.Optional(text(120)),
    tier: Type.Optional(oneOf(tiers)),
  }),
  reply: { 201: Type.Object({ id: TenantId, job: Id }) },
  errors: ["invalid", "conflict", "forbidden"],
});

export const updateTenant = managementRoute("PATCH", "/api/tenants/:id", {
  who: { customer: ownersOnly, staff: "tenants.edit" },
  summary: "Change name, contact, or whether support may look",
  params: Tenant_,
  body: closed({
    version: Version,
    companyName: Type.Optional(text(120)),
    contactName: Type.Optional(text(120)),
    supportUntil: Type.Optional(nullable(TimeAt)),
  }),
  reply: { 200: Tenant },
  errors: ["not_found", "conflict"],
});

export const openWorkshop = managementRoute("POST", "/api/tenants/:id/handover", {
  who: { customer: ownersOnly },
  summary: "A single-use way into the workshop, good for 60 seconds",
  params: Tenant_,
  reply: { 200: Type.Object({ url: Type.String(), expiresAt: TimeAt }) },
  errors: ["not_found", "conflict", "unavailable"],
});

const Job_ = Type.Object({ job: Id });

const ordered = {
  params: Tenant_,
  reply: { 202: Job_ },
  errors: ["not_found", "conflict"] as const,
};

export const suspendTenant = managementRoute("POST", "/api/tenants/:id/suspend", {
  ...ordered,
  who: { staff: "tenants.suspend" },
  summary: "Close a workshop for a reason its owner reads",
  body: closed({ kind: oneOf(["staff", "abuse"]), reason: Reason }),
});

export const resumeTenant = managementRoute("POST", "/api/tenants/:id/resume", {
  ...ordered,
  who: { customer: ownersOnly, staff: "tenants.suspend" },
  summary: "Open it again: owners after inactivity, staff for any reason",
  body: closed({ kind: oneOf(suspensionKinds) }),
});

export const deleteTenant = managementRoute("POST", "/api/tenants/:id/delete", {
  ...ordered,
  who: { customer: ownersOnly, staff: "tenants.delete" },
  summary: "Delete a workshop; its data is kept 30 days",
  body: closed({ confirm: text(40), reason: Type.Optional(Reason) }),
});

export const restoreTenant = managementRoute("POST", "/api/tenants/:id/restore", {
  ...ordered,
  who: { customer: ownersOnly, staff: "tenants.delete" },
  summary: "Bring a deleted workshop back within its 30 days",
});

export const purgeTenant = managementRoute("DELETE", "/api/tenants/:id", {
  ...ordered,
  who: { staff: "tenants.purge" },
  summary: "Remove a deleted workshop for good, a day after its deletion at the earliest",
  freshFactor: true,
  body: closed({ confirm: text(40) }),
});

export const repairTenant = managementRoute("POST", "/api/tenants/:id/repair", {
  ...ordered,
  who: { staff: "jobs.operate" },
  summary: "Put back what is missing outside",
});

export const retryTenant = managementRoute("POST", "/api/tenants/:id/retry", {
  ...ordered,
  who: { customer: ownersOnly, staff: "jobs.operate" },
  summary: "Try a failed preparation again",
});

export const bulkTenants = managementRoute("POST", "/api/tenants/bulk", {
  who: { staff: "tenants.suspend" },
  summary: "The same for several workshops, one job each",
  body: closed({
    ids: Type.Array(TenantId, { minItems: 1, maxItems: 100 }),
    action: oneOf(["suspend", "resume"]),
    reason: Reason,
  }),
  reply: {
    202: Type.Object({
      items: Type.Array(Type.Object({ id: TenantId, job: nullable(Id), problem: nullable(Type.String()) })),
    }),
  },
});

export const keepTenant = managementRoute("POST", "/api/tenants/:id/keep", {
  who: { public: true },
  summary: "The link of an inactivity mail: keep the workshop",
  params: Tenant_,
  body: closed({ token: Type.String({ minLength: 20, maxLength: 2_000 }) }),
  reply: { 200: Type.Object({ companyName: Type.String(), state: oneOf(tenantStates) }) },
  errors: ["gone"],
  attemptsPerHour: 30,
});

export const startTrial = managementRoute("POST", "/api/tenants/:id/trial", {
  who: { customer: ownersOnly },
  summary: "Try the limits of Professional once for 14 days",
  params: Tenant_,
  reply: { 200: Tenant },
  errors: ["not_found", "conflict"],
});

export const exportTenant = managementRoute("POST", "/api/tenants/:id/export", {
  who: { customer: ownersOnly },
  summary: "Prepare a full export; its link is mailed",
  params: Tenant_,
  reply: { 202: Type.Object({}) },
  errors: ["not_found", "conflict", "unavailable"],
});

export const downloadExport = managementRoute("GET", "/api/exports/:token", {
  who: { public: true },
  summary: "Download an export with the link of the mail, for 30 days",
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 2_000 }) }),
  reply: { 200: { binary: "application/zip" } },
  errors: ["gone", "unavailable"],
  attemptsPerHour: 30,
});

export const Change = Type.Object({
  id: Id,
  from: nullable(oneOf(tenantStates)),
  to: oneOf(tenantStates),
  reason: Type.String(),
  actor: Type.String(),
  job: nullable(Id),
  at: TimeAt,
});

export const listChanges = managementRoute("GET", "/api/tenants/:id/changes", {
  who: { customer: ownersOnly, staff: "tenants.read" },
  summary: "What happened to a workshop's state",
  params: Tenant_,
  query: listQuery(["-at"], {}),
  reply: { 200: page(Change) },
  errors: ["not_found"],
});

export const getUsage = managementRoute("GET", "/api/tenants/:id/usage", {
  who: { customer: ownersOnly, staff: "tenants.read" },
  summary: "Use of the plan's limits as last reported",
  params: Tenant_,
  reply: { 200: Type.Object({ items: Type.Array(Usage), reportedAt: nullable(TimeAt) }) },
  errors: ["not_found"],
});

export const Member = Type.Object({
  account: Id,
  email: Type.String(),
  name: Type.String(),
  role: oneOf(memberRoles),
  since: TimeAt,
});

export const Invitation = Type.Object({
  id: Id,
  email: Type.String(),
  role: oneOf(memberRoles),
  /** True: ownership passes once both sides confirmed. */
  transfersOwnership: Type.Boolean(),
  expiresAt: TimeAt,
});

export const listMembers = managementRoute("GET", "/api/tenants/:id/members", {
  who: { customer: ownersOnly, staff: "accounts.manage" },
  summary: "Who may administer a workshop here, and who is invited",
  params: Tenant_,
  reply: { 200: Type.Object({ items: Type.Array(Member), invitations: Type.Array(Invitation) }) },
  errors: ["not_found"],
});

const Membership_ = Type.Object({ id: TenantId, account: Id });

export const updateMember = managementRoute("PATCH", "/api/tenants/:id/members/:account", {
  who: { customer: ownersOnly, staff: "accounts.manage" },
  summary: "Change a member's role; the last owner stays one",
  params: Membership_,
  body: closed({ role: oneOf(memberRoles) }),
  reply: { 200: Member },
  errors: ["not_found", "conflict"],
});

export const removeMember = managementRoute("DELETE", "/api/tenants/:id/members/:account", {
  who: { customer: ownersOnly, staff: "accounts.manage" },
  summary: "Remove a member; the last owner stays",
  params: Membership_,
  reply: { 204: empty },
  errors: ["not_found", "conflict"],
});

export const inviteMember = managementRoute("POST", "/api/tenants/:id/invitations", {
  who: { customer: ownersOnly, staff: "accounts.manage" },
  summary: "Invite somebody by mail; with `transfersOwnership` the inviting owner confirms too",
  params: Tenant_,
  body: closed({ email: Email, role: oneOf(memberRoles), transfersOwnership: Type.Optional(Type.Boolean()) }),
  reply: { 201: Invitation },
  errors: ["not_found", "conflict"],
});

export const withdrawInvitation = managementRoute("DELETE", "/api/tenants/:id/invitations/:invitation", {
  who: { customer: ownersOnly, staff: "accounts.manage" },
  summary: "Take an invitation back",
  params: Type.Object({ id: TenantId, invitation: Id }),
  reply: { 204: empty },
  errors: ["not_found"],
});

export const acceptInvitation = managementRoute("POST", "/api/invitations/accept", {
  who: { customer: "self" },
  summary: "Accept an invitation with its link, signed in with the invited address",
  body: closed({ token: Type.String({ minLength: 20, maxLength: 200 }) }),
  reply: { 200: Type.Object({ tenant: TenantId, role: oneOf(memberRoles), awaitsOwner: Type.Boolean() }) },
  errors: ["gone", "forbidden"],
});

export const confirmTransfer = managementRoute("POST", "/api/tenants/:id/invitations/:invitation/confirm", {
  who: { customer: ownersOnly },
  summary: "Confirm, as the owner so far, that ownership passes",
  params: Type.Object({ id: TenantId, invitation: Id }),
  reply: { 204: empty },
  errors: ["not_found", "conflict"],
});

export const Grant = Type.Object({
  id: Id,
  /** A plan given without payment, or one limit set apart. */
  tier: nullable(oneOf(tiers)),
  limit: nullable(Type.String()),
  value: nullable(Type.Integer()),
  reason: Type.String(),
  until: nullable(TimeAt),
  createdAt: TimeAt,
});

export const listGrants = managementRoute("GET", "/api/tenants/:id/grants", {
  who: { customer: ownersOnly, staff: "tenants.read" },
  summary: "Exceptions and given plans in force",
  params: Tenant_,
  reply: { 200: Type.Object({ items: Type.Array(Grant) }) },
  errors: ["not_found"],
});

export const giveGrant = managementRoute("POST", "/api/tenants/:id/grants", {
  who: { staff: "grants.give" },
  summary: "Give a plan or a limit without payment, with reason and end",
  params: Tenant_,
  freshFactor: true,
  body: closed({
    tier: Type.Optional(oneOf(tiers)),
    limit: Type.Optional(oneOf(Object.keys(Limits.properties) as (keyof Limits)[])),
    value: Type.Optional(nullable(Type.Integer({ minimum: 0 }))),
    reason: Reason,
    until: Type.Optional(nullable(TimeAt)),
  }),
  reply: { 201: Grant },
  errors: ["not_found", "invalid", "conflict"],
});

export const endGrant = managementRoute("DELETE", "/api/tenants/:id/grants/:grant", {
  who: { staff: "grants.give" },
  summary: "End a grant",
  params: Type.Object({ id: TenantId, grant: Id }),
  reply: { 204: empty },
  errors: ["not_found"],
});
