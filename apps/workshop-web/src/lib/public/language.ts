import type { RequestEvent } from "@sveltejs/kit";
import { type Locale, locales } from "#lib/paraglide/runtime.js";

/** Turns the page to the language its document was written in. */
export function speak({ locals }: RequestEvent, language: string): Locale {
  const known = locales.find((locale) => locale === language);
  if (known) locals.locale = known;
  return locals.locale;
}
