import { type Limits, type Tier, tiers } from "@mechanicbuddy/contract/plans";
import { m } from "#lib/paraglide/messages.js";
import { planName } from "#lib/public/plan-words.ts";

type LimitName = keyof Limits;

const limitNames: Record<LimitName, () => string> = {
  mechanicLimit: m["tenant.limit.mechanicLimit"],
  workOrderLimit: m["tenant.limit.workOrderLimit"],
  storageBytes: m["tenant.limit.storageBytes"],
  customDomainLimit: m["tenant.limit.customDomainLimit"],
  locationLimit: m["tenant.limit.locationLimit"],
  mailsPerDay: m["tenant.limit.mailsPerDay"],
};
const limits = Object.keys(limitNames) as LimitName[];

export const limitName = (name: string): string => limitNames[name as LimitName]?.() ?? name;

/** What may be given: a whole plan, or one limit. */
export const grantOptions = () => [
  ...tiers
    .filter((tier) => tier !== "demo")
    .map((tier) => ({ value: `plan:${tier}`, label: m["tenant.grant.option"]({ plan: planName(tier) }) })),
  ...limits.map((name) => ({ value: `limit:${name}`, label: limitName(name) })),
];

interface Sent {
  text(name: string): string;
  integer(name: string): number | undefined;
}

/** The form of a grant as the API takes it. */
export function grantBody(form: Sent, now = Date.now()) {
  const [kind, name] = form.text("what").split(":");
  const days = form.integer("days");
  const until = days === undefined ? null : new Date(now + days * 86_400_000).toISOString();
  const given =
    kind === "limit" ? { limit: name as LimitName, value: form.integer("value") ?? null } : { tier: name as Tier };
  return { ...given, reason: form.text("reason"), until };
}
