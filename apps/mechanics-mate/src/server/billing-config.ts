import type { MateVariables } from "./config.ts";

const needed = [
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "STRIPE_PRICE_STARTER",
  "STRIPE_PRICE_PROFESSIONAL",
  "STRIPE_PRICE_WORKSHOP",
] as const;

/** Shape of a key of the payment provider. */
export function stripePattern(...prefixes: string[]): { pattern: string; expected: string } {
  const shown = prefixes.map((prefix) => `${prefix}_live_ or ${prefix}_test_`).join(", ");
  return { pattern: `^(${prefixes.join("|")})_(live|test)_\\w+$`, expected: `a key that begins with ${shown}` };
}

/** True when payments are set up; then all of its variables are there. */
export function hasBilling(values: MateVariables): boolean {
  return values.STRIPE_SECRET_KEY !== undefined;
}

/** True for keys that move real money. */
export function isLive(key: string): boolean {
  return /^\w\w_live_/.test(key);
}

/** All or none, prices distinct, one mode; live keys are for production alone. */
export function billingProblems(values: MateVariables, isProduction: boolean): string[] {
  const set = needed.filter((name) => values[name] !== undefined);
  if (set.length === 0) return [];
  const problems = needed
    .filter((name) => values[name] === undefined)
    .map((name) => `${name} is missing: payments need all of ${needed.join(", ")}. Set it, or remove the others.`);
  const prices = [values.STRIPE_PRICE_STARTER, values.STRIPE_PRICE_PROFESSIONAL, values.STRIPE_PRICE_WORKSHOP];
  const known = prices.filter((price) => price !== undefined);
  if (new Set(known).size < known.length)
    problems.push("STRIPE_PRICE_… name the same price twice. Give each plan its own.");
  const key = values.STRIPE_SECRET_KEY;
  if (key !== undefined) {
    if (isLive(key) && !isProduction)
      problems.push("STRIPE_SECRET_KEY is a live key, and this is not production. Use a test key.");
    const publishable = values.STRIPE_PUBLISHABLE_KEY;
    if (publishable !== undefined && isLive(publishable) !== isLive(key)) {
      problems.push(
        "STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY are of different modes. Take both from the same page of Stripe.",
      );
    }
  }
  if (isProduction && set.length > 0 && values.SMTP_URL === undefined) {
    problems.push("SMTP_URL is missing: whoever pays must get mail. Set it to smtp://user:password@host:587");
  }
  if (isProduction && values.STRIPE_API_URL !== undefined)
    problems.push("STRIPE_API_URL is for development. Remove it.");
  return problems;
}
