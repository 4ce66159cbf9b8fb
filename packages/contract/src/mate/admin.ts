import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, TimeAt, text } from "../fields.ts";
import { closed } from "../route.ts";
import { AccessView } from "./auth.ts";
import { matePlanIds } from "./plans.ts";
import { mateRoute } from "./route.ts";

const paging = {
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
};
const Reason = text(300, { min: 10 });
const Done = Type.Object({ success: Type.Literal(true) });
const byId = Type.Object({ id: Id });

export const AdminUser = Type.Object({
  id: Id,
  email: Type.String(),
  name: nullable(Type.String()),
  createdAt: TimeAt,
  emailVerified: Type.Boolean(),
  closed: Type.Boolean(),
  role: nullable(oneOf(["support", "operator"])),
  planId: nullable(Type.String()),
  access: AccessView.properties.level,
  /** Why: the kind of its banner, `banner_<kind>`. */
  reason: nullable(Type.String()),
  lastSeenAt: nullable(TimeAt),
});
export type AdminUser = Static<typeof AdminUser>;

export const listUsers = mateRoute("GET", "/api/admin/users", {
  who: "admin",
  summary: "Accounts, newest first; `q` finds parts of address and name",
  query: closed({ q: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })), ...paging }),
  reply: { 200: Type.Object({ items: Type.Array(AdminUser), nextCursor: nullable(Type.String()) }) },
});

export const getUser = mateRoute("GET", "/api/admin/users/:id", {
  who: "admin",
  summary: "One account: plan, usage, sessions, grants",
  params: byId,
  reply: {
    200: Type.Object({
      ...AdminUser.properties,
      periodStart: nullable(TimeAt),
      periodEnd: nullable(TimeAt),
      answersUsed: Type.Integer(),
      answersLimit: nullable(Type.Integer()),
      costMicros: Type.Integer(),
      conversations: Type.Integer(),
      sessions: Type.Array(
        Type.Object({
          id: Id,
          startedAt: TimeAt,
          seenAt: TimeAt,
          userAgent: nullable(Type.String()),
          ipBlock: nullable(Type.String()),
        }),
      ),
      grants: Type.Array(
        Type.Object({ id: Id, planId: Type.String(), startsAt: TimeAt, endsAt: TimeAt, reason: Type.String() }),
      ),
    }),
  },
});

export const grantPlan = mateRoute("POST", "/api/admin/users/:id/grants", {
  who: "admin",
  freshProof: true,
  summary: "Give an account a plan for some days",
  params: byId,
  body: closed({ planId: oneOf(matePlanIds), days: Type.Integer({ minimum: 1, maximum: 366 }), reason: Reason }),
  reply: { 201: Type.Object({ id: Id }) },
});

export const revokeSessions = mateRoute("POST", "/api/admin/users/:id/sessions/revoke", {
  who: "admin",
  summary: "Sign an account out everywhere",
  params: byId,
  body: closed({ reason: Reason }),
  reply: { 200: Type.Object({ revoked: Type.Integer() }) },
});

export const adminStats = mateRoute("GET", "/api/admin/stats", {
  who: "admin",
  summary: "The overview, counted over all rows",
  reply: {
    200: Type.Object({
      accounts: Type.Integer(),
      verified: Type.Integer(),
      liveSubscriptions: Type.Integer(),
      byPlan: Type.Array(Type.Object({ planId: Type.String(), count: Type.Integer() })),
      monthlyRevenuePence: Type.Integer(),
      answers: Type.Object({ model: Type.Integer(), reference: Type.Integer(), interrupted: Type.Integer() }),
      modelCostMicros: Type.Integer(),
      caps: Type.Array(Type.Object({ scope: Type.String(), capMicros: Type.Integer(), usedMicros: Type.Integer() })),
      /** True when live plans together could cost more in a month than the site may spend. */
      plansOutgrowCap: Type.Boolean(),
      failedWebhooks: Type.Integer(),
      /** Age in seconds of the oldest event or mail that waits. */
      queueAgeS: Type.Integer(),
      droppedLogs: Type.Integer(),
    }),
  },
});
export type AdminStats = Static<(typeof adminStats)["options"]["reply"][200]>;

export const listMessages = mateRoute("GET", "/api/admin/messages", {
  who: "admin",
  summary: "What was asked and how it went, without any text",
  query: closed({ userId: Type.Optional(Id), ...paging }),
  reply: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Id,
          createdAt: TimeAt,
          userId: Id,
          conversationId: Id,
          length: Type.Integer(),
          mode: nullable(oneOf(["model", "reference"])),
          state: nullable(Type.String()),
          provider: nullable(Type.String()),
          model: nullable(Type.String()),
          durationMs: nullable(Type.Integer()),
        }),
      ),
      nextCursor: nullable(Type.String()),
    }),
  },
});

export const openMessage = mateRoute("POST", "/api/admin/messages/:id/open", {
  who: "admin",
  freshProof: true,
  summary: "Read one message and its answers; the owner is told with the reason",
  params: byId,
  body: closed({ reason: Reason }),
  reply: {
    200: Type.Object({
      message: Type.String(),
      answers: Type.Array(
        Type.Object({ mode: Type.String(), state: Type.String(), blocks: Type.Array(Type.Unknown()) }),
      ),
    }),
  },
});

export const adminUsage = mateRoute("GET", "/api/admin/usage", {
  who: "admin",
  summary: "What models cost, by day, model, plan and account, and whether the ledger's sums are right",
  query: closed({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30 })) }),
  reply: {
    200: Type.Object({
      days: Type.Array(Type.Object({ day: Type.String(), calls: Type.Integer(), costMicros: Type.Integer() })),
      models: Type.Array(
        Type.Object({
          provider: Type.String(),
          model: Type.String(),
          calls: Type.Integer(),
          costMicros: Type.Integer(),
        }),
      ),
      plans: Type.Array(Type.Object({ planId: Type.String(), costMicros: Type.Integer() })),
      accounts: Type.Array(Type.Object({ userId: Type.String(), costMicros: Type.Integer() })),
      ledgerDifferences: Type.Integer(),
    }),
  },
});

export const listWebhooks = mateRoute("GET", "/api/admin/webhooks", {
  who: "admin",
  summary: "Events of Stripe, newest first, without names and addresses",
  query: closed({
    status: Type.Optional(oneOf(["received", "processing", "processed", "ignored", "failed"])),
    ...paging,
  }),
  reply: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Id,
          eventId: Type.String(),
          eventType: Type.String(),
          status: Type.String(),
          createdAt: TimeAt,
          attempts: Type.Integer(),
          outcome: nullable(Type.String()),
          lastError: nullable(Type.String()),
          nextAttemptAt: nullable(TimeAt),
          processedAt: nullable(TimeAt),
          source: Type.String(),
          payload: Type.Unknown(),
        }),
      ),
      nextCursor: nullable(Type.String()),
    }),
  },
});

export const retryWebhooks = mateRoute("POST", "/api/admin/webhooks/retry", {
  who: "admin",
  summary: "Put failed events back and handle them: one, or all",
  body: closed({ id: Type.Optional(Id) }),
  reply: { 200: Type.Object({ retried: Type.Integer() }) },
});

export const reconcileWebhooks = mateRoute("POST", "/api/admin/webhooks/reconcile", {
  who: "admin",
  summary: "Compare with Stripe now",
  body: closed({ since: Type.Optional(TimeAt) }),
  reply: {
    200: Type.Object({
      added: Type.Integer(),
      compared: Type.Integer(),
      differences: Type.Array(Type.Object({ id: Id, before: Type.String(), now: Type.String() })),
    }),
  },
});

export const switchNames = ["models_off", "signup_off", "banner"] as const;
export type SwitchName = (typeof switchNames)[number];

export const Switches = Type.Object({
  modelsOff: Type.Boolean(),
  signupOff: Type.Boolean(),
  banner: nullable(Type.String()),
});
export type Switches = Static<typeof Switches>;

export const getSwitches = mateRoute("GET", "/api/admin/switches", {
  who: "admin",
  summary: "What is switched off, and the banner",
  reply: { 200: Switches },
});

export const setSwitch = mateRoute("POST", "/api/admin/switches", {
  who: "admin",
  freshProof: true,
  summary: "Switch models or sign-up off and on, or set the banner; null takes it back",
  body: closed({ name: oneOf(switchNames), value: nullable(text(300)) }),
  reply: { 200: Done },
});
