import type { ownTemplateKinds } from "@mechanicbuddy/contract/messages";
import { invalid } from "@mechanicbuddy/contract/problem";

/** Kinds of mail a workshop sends; each has a text per language that the workshop may change. */
export const templateKinds = [
  "estimate",
  "invoice",
  "credit-note",
  "receipt",
  "invitation",
  "reset",
  "password-changed",
  "email-changed",
  "factor-changed",
  "data-export",
  "notices",
  "letter",
  "test",
] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** Everything a text may name. A workshop's own wording knows these and nothing else. */
export const variableNames = [
  "customerName",
  "userName",
  "workshopName",
  "documentNumber",
  "orderNumber",
  "invoiceNumber",
  "vehicle",
  "plate",
  "total",
  "amount",
  "dueOn",
  "paidOn",
  "validUntilOn",
  "reason",
  "count",
  "link",
] as const;
export type VariableName = (typeof variableNames)[number];
export type Variables = Partial<Record<VariableName, string>>;

const customer = ["customerName", "workshopName", "link"] as const;
const account = ["userName", "workshopName", "link"] as const;

/** What the texts a workshop may word itself may name, the most useful first. */
export const variablesOf: Record<(typeof ownTemplateKinds)[number], readonly VariableName[]> = {
  estimate: [...customer, "documentNumber", "total", "validUntilOn", "vehicle", "plate", "orderNumber"],
  invoice: [...customer, "documentNumber", "total", "dueOn", "vehicle", "plate", "orderNumber"],
  "credit-note": [...customer, "documentNumber", "invoiceNumber", "total", "reason", "vehicle", "plate"],
  receipt: [...customer, "documentNumber", "total", "amount", "paidOn"],
  invitation: account,
  reset: account,
};

export interface Wording {
  subject: string;
  body: string;
}
/** One language's texts. */
export type Wordings = Record<TemplateKind, Wording>;

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;
// A value that brought its own line breaks could look like a line of ours, or like a header.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * Fills a text's variables in one pass, so that a value that looks like a variable stays what it is. A line that names a
 * variable without a value is left out: one text serves an invoice with and without a vehicle.
 * @param field where a refusal about an unknown variable points to
 */
export function fill(text: string, variables: Variables, field: string): string {
  refuseUnknown(text, field);
  const lines = text.split("\n").filter((line) => names(line).every((name) => has(variables, name)));
  const filled = lines.map((line) =>
    line.replace(SLOT, (_, name: VariableName) => (variables[name] ?? "").replace(BREAKS, " ").trim()),
  );
  return filled
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The sender's own words in place of the template's; the link they forgot follows below. */
export function fillWords(words: string, variables: Variables, field: string): string {
  const filled = fill(words, variables, field);
  return variables.link === undefined || filled.includes(variables.link) ? filled : `${filled}\n\n${variables.link}`;
}

function names(text: string): string[] {
  return [...text.matchAll(SLOT)].map(([, name = ""]) => name);
}

function has(variables: Variables, name: string): boolean {
  const value = variables[name as VariableName];
  return value !== undefined && value !== "";
}

/** Refuses a text that names something it cannot know. @param known names it may use */
export function refuseUnknown(text: string, field: string, known: readonly VariableName[] = variableNames): void {
  const unknown = names(text).find((name) => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return;
  throw invalid({ [field]: `{{${unknown}}} is not known; did you mean {{${nearest(unknown, known)}}}?` });
}

/** The known name with the fewest letters to change. */
function nearest(typed: string, known: readonly VariableName[]): VariableName {
  const distances = known.map((name) => ({ name, steps: distance(typed.slice(0, 40), name) }));
  return distances.reduce((best, next) => (next.steps < best.steps ? next : best)).name;
}

/** Levenshtein distance, whatever the case. */
function distance(a: string, b: string): number {
  const [from, to] = [a.toLowerCase(), b.toLowerCase()];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
