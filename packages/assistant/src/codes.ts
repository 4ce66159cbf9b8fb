/** Trouble codes: what the shape of a code says, and its title where our tables have one. Never a guess. */

import { type CodeStructure, readCode } from "./codes/structure.ts";
import { titleRecords } from "./codes/titles.ts";
import { withoutHidden } from "./lexicon/phrases.ts";

export type { CodeAuthority, CodeStructure, CodeSystem } from "./codes/structure.ts";

export interface CodeExplanation extends CodeStructure {
  /** The title in our own words; null when no table has the code. */
  title: string | null;
  /** One plain sentence: the title, or why there is none. */
  sentence: string;
  /** Where the title comes from and who has reviewed it; null without a title. */
  source: { origin: string; reviewedBy: string | null } | null;
}

/** Every code with a title, in the order of the tables. */
export const titledCodes: readonly { code: string; title: string }[] = titleRecords().map(({ code, title }) => ({
  code,
  title,
}));
const titles = new Map(titledCodes.map(({ code, title }) => [code, title]));
const source = {
  origin: "Written for MechanicBuddy in its own words after the public SAE J2012 numbering",
  reviewedBy: null,
};

/**
 * Explains a code as people type it (see `readCode`).
 * @returns null when the text is not one code
 */
export function explainCode(text: string): CodeExplanation | null {
  const structure = readCode(text);
  if (!structure) return null;
  const title = titles.get(structure.code) ?? null;
  return { ...structure, title, sentence: sentence(structure, title), source: title === null ? null : source };
}

const codeWord =
  /(?<![\p{L}\p{N}])(?:0x[0-9A-F]{4}|[PCBU][\s-]?[0-3O][0-9A-FO]{3}(?:[:-]?[0-9A-F]{2}(?![\p{L}\p{N}]))?)(?![\p{L}\p{N}])/giu;

/** Every code of a text in its order, each as written there; words like "coded", which only look like one, are none. */
export function findCodes(text: string): (CodeStructure & { written: string })[] {
  return [...withoutHidden(text).matchAll(codeWord)].flatMap(([written]) => {
    const structure = /\d[^\d]*\d/.test(written) ? readCode(written) : null;
    return structure ? [{ ...structure, written }] : [];
  });
}

function sentence({ code, system, authority }: CodeStructure, title: string | null): string {
  if (title !== null) return `${code}: ${title}.`;
  if (authority === "maker")
    return `${code} is a ${system} code of the maker's own; its meaning is the maker's and not known here.`;
  if (authority === "reserved")
    return `${code} is a ${system} code in a range the standard keeps reserved; it has no meaning here.`;
  return `${code} is a standardised ${system} code that our table does not have.`;
}
