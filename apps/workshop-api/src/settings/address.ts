export interface Address {
  street?: string | null;
  postalCode?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
}

/** Countries that write the town before the postal code, most with a region between them. */
const TOWN_FIRST = new Set(["US", "CA", "AU", "NZ", "GB", "IE", "IN"]);

/**
 * An address as its country writes it, one line each, without empty ones.
 * @param language of the country's name · @param from the reader's country, whose name is left out
 */
export function addressLines(address: Address, language: string, from?: string | null): string[] {
  const { street, postalCode, city, region, country } = address;
  const words = (...parts: (string | null | undefined)[]) => parts.filter((part) => part).join(" ");
  const town =
    country && TOWN_FIRST.has(country)
      ? [city, words(region, postalCode)].filter((part) => part).join(", ")
      : [words(postalCode, city), region].filter((part) => part).join(", ");
  const name = country && country !== from ? new Intl.DisplayNames([language], { type: "region" }).of(country) : "";
  return [street ?? "", town, name ?? ""].filter((line) => line !== "");
}
