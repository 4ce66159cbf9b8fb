import { m } from "#lib/paraglide/messages.js";
import { currency, onSale, planName } from "#lib/public/plan-words.ts";

/** What search engines read of the program and its prices: https://schema.org/SoftwareApplication. */
export function structured(origin: string): string {
  const offers = onSale.map(({ tier, price }) => ({
    "@type": "Offer",
    name: planName(tier),
    price: ((price?.monthCents ?? 0) / 100).toFixed(2),
    priceCurrency: currency,
    url: `${origin}/signup?plan=${tier}`,
  }));
  const thing = {
    "@context": "https://schema.org",
    "@type": "SoftwareApplication",
    name: m["site.name"](),
    description: m["home.description"](),
    url: origin,
    applicationCategory: "BusinessApplication",
    operatingSystem: "Web",
    offers,
  };
  return JSON.stringify(thing).replaceAll("<", "\\u003c");
}
