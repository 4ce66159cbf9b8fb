import type { TemplateKind, Wording, Wordings } from "../template.ts";
import { german } from "./de.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import { estonian } from "./et.ts";
import { french } from "./fr.ts";

/** The product's own texts by language. */
export const wordings: Record<string, Wordings> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  et: estonian,
};

/** The product's text of a kind; a language it does not speak reads English. */
export function wordingOf(kind: TemplateKind, language: string): Wording {
  return (wordings[language] ?? english)[kind];
}
