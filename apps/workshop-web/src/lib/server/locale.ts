import { AsyncLocalStorage } from "node:async_hooks";
import { baseLocale, type Locale, locales, overwriteGetLocale } from "#lib/paraglide/runtime.js";

/** Languages the staff's pages are complete in; customers' pages have all. */
const staffLocales: readonly Locale[] = ["en"];
const customerPages = /^\/($|e\/|i\/|s\/|my(\/|$)|book(\/|$))/;

const current = new AsyncLocalStorage<{ locale: Locale }>();
overwriteGetLocale(() => current.getStore()?.locale ?? baseLocale);

/** Runs a request with its locale; whatever changes `locals.locale` changes the words from there on. */
export function withLocale<T>(locals: { locale: Locale }, run: () => T): T {
  return current.run(locals, run);
}

/** The language of a page by what the browser asks for. */
export function localeOf(pathname: string, acceptLanguage: string | null): Locale {
  const offered = customerPages.test(pathname) ? locales : staffLocales;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => part.trim().split(";q="))
    .map(([tag = "", weight]) => ({ language: tag.split("-")[0]?.toLowerCase(), weight: Number(weight ?? 1) }))
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const found = offered.find((locale) => locale === language);
    if (found) return found;
  }
  return baseLocale;
}
