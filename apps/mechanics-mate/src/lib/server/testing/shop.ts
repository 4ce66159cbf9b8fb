import type { MateVariables } from "../../../server/config.ts";
import { FakeStripe, type FakeStripeOptions } from "../billing/stripe.fake.ts";
import { signedUp } from "./administrator.ts";
import { type Browser, openTestSite, origin, type TestSite } from "./site.ts";

export interface Shop {
  site: TestSite;
  stripe: FakeStripe;
  /** A browser signed in with a confirmed address. */
  customer(email: string): Promise<Browser>;
  /** Handles everything that was delivered. */
  settle(): Promise<void>;
  row(query: string, ...values: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Settings of a shop that sells through the stand-in. */
export const shopVariables = (url: string): Partial<MateVariables> => ({
  STRIPE_SECRET_KEY: "sk_test_shop",
  STRIPE_WEBHOOK_SECRET: "whsec_old, whsec_shop",
  STRIPE_PRICE_STARTER: "price_starter",
  STRIPE_PRICE_PROFESSIONAL: "price_professional",
  STRIPE_PRICE_WORKSHOP: "price_workshop",
  STRIPE_API_URL: url,
});

/** A site with billing on, and a stand-in whose events reach it. */
export async function openShop(
  variables: Partial<MateVariables> = {},
  options: Partial<FakeStripeOptions> = {},
): Promise<Shop> {
  let site: TestSite | undefined;
  const stripe = new FakeStripe({
    signingSecret: "whsec_shop",
    now: () => site?.clock.now ?? new Date(),
    deliver: (body, signature) => {
      const request = new Request(`${origin}/api/subscriptions/webhook`, {
        method: "POST",
        headers: { "stripe-signature": signature },
        body,
      });
      return site?.browser().raw(request) ?? Promise.resolve();
    },
    ...options,
  });
  const opened = await openTestSite({ ...shopVariables(await stripe.start()), ...variables });
  site = opened;
  const { sweep } = await import("../webhooks/webhooks.ts");
  const row: Shop["row"] = async (text, ...values) =>
    (await opened.site.database.shared.run<Record<string, unknown>>({ text, values })).rows;
  return {
    site: opened,
    stripe,
    customer: (email) => signedUp(opened, email),
    settle: async () => {
      await sweep(opened.site);
    },
    row,
    close: async () => {
      await stripe.stop();
      await opened.close();
    },
  };
}
