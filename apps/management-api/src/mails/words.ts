import { english } from "./words/en.ts";

/** The name of a mail; what it says stands in one catalogue per language. */
export type MailTemplate = keyof typeof english;

/** Known for every mail: the portal's address, and of what workshop it tells. */
export interface Known {
  portal: string;
  tenant: string;
  companyName: string;
}

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Needed<T extends MailTemplate> = Exclude<
  NamesIn<(typeof english)[T]["subject"] | (typeof english)[T]["body"]>,
  keyof Known
>;

/** What a mail has to be queued with, so that no gap is left in it. */
export type MailData<T extends MailTemplate> = { [Name in Needed<T>]: string | number };

interface Words {
  subject: string;
  body: string;
}

/** Languages come as further catalogues; whoever reads one that has none yet gets English. */
const catalogues: Record<string, Record<MailTemplate, Words>> = { en: english };

/** The words of a mail in a language. */
export function wordsOf(template: MailTemplate, locale: string): Words {
  return (catalogues[locale] ?? english)[template];
}
