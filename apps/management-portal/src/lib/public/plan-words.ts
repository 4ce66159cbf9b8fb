import { formatMoney } from "@mechanicbuddy/contract/money";
import { type Plan, plans, type Tier } from "@mechanicbuddy/contract/plans";
import { m } from "#lib/paraglide/messages.js";

const names: Record<Tier, () => string> = {
  demo: m["plans.demo.name"],
  free: m["plans.free.name"],
  professional: m["plans.professional.name"],
  enterprise: m["plans.enterprise.name"],
};

export const planName = (tier: Tier): string => names[tier]();

/** The plans people may choose, from least to most. */
export const onSale = (["free", "professional", "enterprise"] as const).map((tier) => ({ tier, ...plans[tier] }));
export type PlanOnSale = (typeof onSale)[number];

/** Of the catalogue's amounts. */
export const currency = "EUR";

/** Whole cents, without decimals where there are none. */
export function price(cents: number): string {
  return formatMoney(cents, currency, "en-GB").replace(/\.00$/, "");
}

export const count = (value: number): string => value.toLocaleString("en-GB");

const GIB = 1_073_741_824;

/** Bytes as people say them. */
export function size(bytes: number): string {
  if (bytes >= GIB) return `${(bytes / GIB).toLocaleString("en-GB", { maximumFractionDigits: 1 })} GB`;
  return `${(bytes / (GIB / 1024)).toLocaleString("en-GB", { maximumFractionDigits: 0 })} MB`;
}

/** What a plan gives, a line each. */
export function planLines({ tier, limits, placement }: PlanOnSale): string[] {
  const { mechanicLimit, workOrderLimit, storageBytes, customDomainLimit, locationLimit } = limits;
  return [
    mechanicLimit === null ? m["plans.users.unlimited"]() : m["plans.users"]({ count: mechanicLimit }),
    workOrderLimit === null ? m["plans.orders.unlimited"]() : m["plans.orders"]({ count: count(workOrderLimit) }),
    ...(storageBytes === null ? [] : [m["plans.storage"]({ size: size(storageBytes) })]),
    customDomainLimit ? m["plans.domains"]({ count: customDomainLimit }) : m["plans.domains.none"](),
    locationLimit === null ? m["plans.locations.unlimited"]() : m["plans.locations"]({ count: locationLimit }),
    placement === "shared"
      ? m["plans.shared"]()
      : tier === "enterprise"
        ? m["plans.available"]()
        : m["plans.dedicated"](),
  ];
}

const texts: Record<PlanOnSale["tier"], () => string> = {
  free: m["plans.free.text"],
  professional: m["plans.professional.text"],
  enterprise: m["plans.enterprise.text"],
};

export const planText = (tier: PlanOnSale["tier"]): string => texts[tier]();

/** How months compare with years. */
export type Interval = "month" | "year";

/** The price of a plan, and what is said beside it. */
export function planPrice({ price: of }: Pick<Plan, "price">, interval: Interval): { price: string; beside: string } {
  if (of === null || of.monthCents === 0) return { price: m["plans.price.free"](), beside: m["plans.price.noCard"]() };
  if (interval === "month") {
    return { price: m["plans.price.month"]({ price: price(of.monthCents) }), beside: m["plans.price.vat"]() };
  }
  const isLess = of.yearCents <= of.monthCents * 10;
  const beside = isLess ? m["plans.price.saving"]() : m["plans.price.vat"]();
  return { price: m["plans.price.year"]({ price: price(of.yearCents) }), beside };
}
