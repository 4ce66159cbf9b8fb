import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt, text } from "./fields.ts";
import { route } from "./route.ts";

/** Keys of the catalogue, from least to most. */
export const tiers = ["demo", "free", "professional", "enterprise"] as const;
export type Tier = (typeof tiers)[number];

const Limit = nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }));

/** What a workshop may have; `null` is no limit. */
export const Limits = Type.Object(
  {
    /** Seats: accounts that can sign in and are not read-only. */
    mechanicLimit: Limit,
    /** Orders ever opened, cancelled and deleted ones included. */
    workOrderLimit: Limit,
    /** Bytes of uploaded files. */
    storageBytes: Limit,
    customDomainLimit: Limit,
    locationLimit: Limit,
    mailsPerDay: Limit,
  },
  { additionalProperties: false },
);
export type Limits = Static<typeof Limits>;

/** Limits of a workshop nobody sold: whoever hosts it decides. */
export const unlimited: Limits = {
  mechanicLimit: null,
  workOrderLimit: null,
  storageBytes: null,
  customDomainLimit: null,
  locationLimit: null,
  mailsPerDay: null,
};

export interface Plan {
  name: string;
  /** Whole cents of the platform's currency; `null` cannot be bought. */
  price: { monthCents: number; yearCents: number } | null;
  /** On an instance together with others, or on one of its own. */
  placement: "shared" | "dedicated";
  limits: Limits;
}

const GIB = 1_073_741_824;

/** The plan catalogue: the one source for pricing page, checkout, entitlements and chart values. */
export const plans: Record<Tier, Plan> = {
  demo: {
    name: "Demo",
    price: null,
    placement: "shared",
    limits: {
      mechanicLimit: 3,
      workOrderLimit: 200,
      storageBytes: GIB,
      customDomainLimit: 0,
      locationLimit: 1,
      mailsPerDay: 50,
    },
  },
  free: {
    name: "Free",
    price: { monthCents: 0, yearCents: 0 },
    placement: "shared",
    limits: {
      mechanicLimit: 1,
      workOrderLimit: 1000,
      storageBytes: GIB,
      customDomainLimit: 0,
      locationLimit: 1,
      mailsPerDay: 50,
    },
  },
  professional: {
    name: "Professional",
    price: { monthCents: 4_900, yearCents: 49_000 },
    placement: "dedicated",
    limits: {
      mechanicLimit: null,
      workOrderLimit: null,
      storageBytes: 15 * GIB,
      customDomainLimit: 3,
      locationLimit: 3,
      mailsPerDay: 1000,
    },
  },
  enterprise: {
    name: "Enterprise",
    price: { monthCents: 14_900, yearCents: 149_000 },
    placement: "dedicated",
    limits: {
      mechanicLimit: null,
      workOrderLimit: null,
      storageBytes: 40 * GIB,
      customDomainLimit: 10,
      locationLimit: null,
      mailsPerDay: 10_000,
    },
  },
};

/** What the platform lets a workshop do at the moment. */
export const planStates = ["active", "trial", "past_due", "read_only", "suspended", "closing"] as const;
export type PlanState = (typeof planStates)[number];

/** The signed document by which the platform tells an instance what a workshop may do; the instance enforces its copy. */
export const Entitlement = Type.Object(
  {
    tenant: Type.String({ minLength: 3, maxLength: 40 }),
    /** Rises by one with each document; older ones are ignored. */
    version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    tier: oneOf(tiers),
    state: oneOf(planStates),
    /** In the owner's words, for states that stop something. */
    reason: Type.Optional(text(300)),
    limits: Limits,
    features: Type.Array(text(40), { maxItems: 50 }),
    trialEndsAt: Type.Optional(TimeAt),
    /** Until then a workshop that is past due works on; when closing, the moment everything is removed. */
    graceEndsAt: Type.Optional(TimeAt),
    /** Where the owner changes the plan. */
    portalUrl: Type.Optional(Type.String({ format: "uri", maxLength: 300 })),
    issuedAt: TimeAt,
  },
  { additionalProperties: false },
);
export type Entitlement = Static<typeof Entitlement>;

export const Usage = Type.Object({
  name: oneOf(["users", "workOrders", "storageBytes", "mailsToday"]),
  used: Type.Integer(),
  allowed: nullable(Type.Integer()),
});
export type Usage = Static<typeof Usage>;

export const PlanView = Type.Object({
  /** `null` where the workshop is hosted by its owner. */
  tier: nullable(oneOf(tiers)),
  state: oneOf(planStates),
  reason: nullable(Type.String()),
  trialEndsAt: nullable(TimeAt),
  graceEndsAt: nullable(TimeAt),
  portalUrl: nullable(Type.String()),
  usage: Type.Array(Usage),
});
export type PlanView = Static<typeof PlanView>;

export const getPlan = route("GET", "/api/plan", {
  permission: "plan.read",
  summary: "The plan, what it allows and what of it is used",
  reply: { 200: PlanView },
  whilePaused: "owner",
});
