import { FakeStripe } from "../lib/server/billing/stripe.fake.ts";

export interface DemoStripe {
  /** Settings with which the site sells through it. */
  variables: Record<string, string>;
  stop(): Promise<void>;
}

/** A stand-in for Stripe on this machine, whose events reach the site at `siteUrl`. It forgets everything when it ends. */
export async function startDemoStripe(siteUrl: string, now: () => Date): Promise<DemoStripe> {
  const signingSecret = "whsec_demo";
  const stripe = new FakeStripe({ signingSecret, deliver: `${siteUrl}/api/subscriptions/webhook`, now });
  return {
    variables: {
      STRIPE_API_URL: await stripe.start(),
      STRIPE_SECRET_KEY: "sk_test_demo",
      STRIPE_WEBHOOK_SECRET: signingSecret,
      STRIPE_PRICE_STARTER: "price_starter",
      STRIPE_PRICE_PROFESSIONAL: "price_professional",
      STRIPE_PRICE_WORKSHOP: "price_workshop",
    },
    stop: () => stripe.stop(),
  };
}
