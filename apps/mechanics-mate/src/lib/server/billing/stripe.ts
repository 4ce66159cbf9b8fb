import type { MatePlanId } from "@mechanicbuddy/contract/mate/plans";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import Stripe from "stripe";
import { isLive } from "../../../server/billing-config.ts";
import type { MateVariables } from "../../../server/config.ts";

/** The payment provider as it is set up. */
export interface Payments {
  readonly client: Stripe;
  /** Secrets that sign its events; two during a rotation. */
  readonly signingSecrets: readonly string[];
  readonly isLive: boolean;
  /** Price of a plan, if it is sold. */
  priceOf(plan: MatePlanId): string | undefined;
  /** Plan of a price; undefined for one nobody set up. */
  planOf(price: string): MatePlanId | undefined;
}

/** Opens the client; undefined where billing is off. */
export function openPayments(config: MateVariables): Payments | undefined {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL } = config;
  if (key === undefined) return undefined;
  const standIn = STRIPE_API_URL === undefined ? undefined : new URL(STRIPE_API_URL);
  const prices = new Map<MatePlanId, string | undefined>([
    ["trial", config.STRIPE_PRICE_TRIAL],
    ["starter", config.STRIPE_PRICE_STARTER],
    ["professional", config.STRIPE_PRICE_PROFESSIONAL],
    ["workshop", config.STRIPE_PRICE_WORKSHOP],
  ]);
  return {
    client: new Stripe(key, {
      timeout: 10_000,
      maxNetworkRetries: 1,
      telemetry: false,
      ...(standIn && { host: standIn.hostname, port: standIn.port, protocol: "http" }),
    }),
    signingSecrets: (STRIPE_WEBHOOK_SECRET ?? "").split(",").map((secret) => secret.trim()),
    isLive: isLive(key),
    priceOf: (plan) => prices.get(plan),
    planOf: (price) => [...prices].find(([, known]) => known === price)?.[0],
  };
}

/** Asks Stripe on behalf of a person: its faults become an answer that says nothing of ours and nothing of theirs. */
export async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    throw new MateRefusal("unavailable", "The payment provider does not answer. Nothing was charged; try again soon.", {
      retryAfter: 30,
    });
  }
}

/** True for an answer that says the thing is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === "resource_missing";
}

/** The id of something that is an id or the whole thing. */
export function idOf(thing: string | { id: string } | null | undefined): string | undefined {
  return typeof thing === "string" ? thing : thing?.id;
}
