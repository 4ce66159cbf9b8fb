const codes =
  "AT AU BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO NZ PL PT RO SE SI SK UA US";

const names = new Intl.DisplayNames("en-GB", { type: "region" });

/** Countries a workshop can say it is in, by their names. */
export const countries = codes
  .split(" ")
  .map((value) => ({ value, label: names.of(value) ?? value }))
  .sort((a, b) => a.label.localeCompare(b.label, "en"));

/** What the browser asks for: `et-EE` is Estonia. */
export function countryOf(acceptLanguage: string | null): string {
  const region = /[a-z]{2}-([A-Z]{2})/.exec(acceptLanguage ?? "")?.[1];
  return countries.some(({ value }) => value === region) ? (region as string) : "GB";
}
