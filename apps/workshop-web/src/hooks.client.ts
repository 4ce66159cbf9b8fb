import type { ClientInit } from "@sveltejs/kit/hooks";
import { baseLocale, overwriteGetLocale, toLocale } from "#lib/paraglide/runtime.js";

/** The server chose the language; the page carries it. */
export const init: ClientInit = () => {
  overwriteGetLocale(() => toLocale(document.documentElement.lang) ?? baseLocale);
};
