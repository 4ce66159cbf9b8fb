/** A number is shown only where a source, the asking person, a measurement or a calculation holds it. */

import { type Block, type Draft, mapTexts } from "../block.ts";
import type { Locale } from "../lexicon/phrases.ts";
import { findQuantities, type Quantity, supports } from "../quantities.ts";
import { nameOf, type Question } from "../question.ts";
import type { Source } from "../source.ts";
import { findSpecifications } from "../specifications.ts";
import { foldedWords } from "./text.ts";

type Checked = Exclude<Draft | Block, { kind: "safety" }>;

interface Figure {
  text: string;
  index: number;
  holds: (support: Support) => boolean;
}
interface Support {
  text: string;
  quantities: Quantity[];
}

const support = (texts: readonly string[]): Support => {
  const text = texts.join("\n");
  return { text: foldedWords(text), quantities: texts.flatMap(findQuantities) };
};

const digits = new Set(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand".split(
    " ",
  ),
);
const spelled = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${[...digits].join("|")})(?:[\s-]+(?:and|point)?[\s-]*|[\s-]+))+(?:newton[\s-]?met(?:re|er)s?|nm|foot[\s-]pounds?|pound[\s-]feet|lb[\s-]ft|ft[\s-]lbs?|bars?|psi|lit(?:re|er)s?|quarts?|gallons?|millimet(?:re|er)s?|mm|volts?|amps?|ohms?|degrees?|kilomet(?:re|er)s?|km|miles?|months?|years?|pounds?|dollars?|euros?|quid|percent|per cent|rpm)(?!\p{L})`,
  "giu",
);
const aboutFigures =
  /\b(?:torque|tight\w*|pressure|gap|clearance|capacity|thickness|resistance|voltage|interval|price|cost\w*|charge|fill|hold\w*|take\w*)\b/i;
const bare =
  /(?<=\b(?:to|is|be|are|of|at|about|around|approximately|roughly|than|exactly)\s|[=:≈~]\s?)(\d+(?:[.,]\d+)?)(?![\p{L}\p{N}%°'".,:/-]*\p{N}|[\s-]*\p{L})/giu;

/** Every figure of a text: with a unit, in words, or bare behind a word that asks for one. */
function figuresOf(text: string, strict: boolean): Figure[] {
  const quantities = findQuantities(text);
  const inside = (index: number) =>
    quantities.some((each) => index >= each.index && index < each.index + each.text.length);
  const found: Figure[] = quantities.map((quantity) => ({
    text: quantity.text,
    index: quantity.index,
    holds: ({ quantities }) => quantities.some((told) => supports(told, quantity)),
  }));
  const literal = (words: string, index: number): Figure => ({
    text: words,
    index,
    holds: (support) => new RegExp(`(?<![\\d.,])${escaped(foldedWords(words))}(?![.,]?\\d)`).test(support.text),
  });
  for (const match of text.matchAll(spelled)) found.push(literal(match[0], match.index));
  if (strict) {
    for (const match of text.matchAll(/(?<![\p{L}\p{N}.,])\d+(?:[.,]\d+)*(?![.,]?\d)/gu))
      if (!inside(match.index)) found.push(literal(match[0], match.index));
  } else
    for (const sentence of text.matchAll(/[^.!?;\n]*(?:\.\d[^.!?;\n]*)*/g)) {
      if (!aboutFigures.test(sentence[0])) continue;
      for (const match of sentence[0].matchAll(bare)) {
        const index = sentence.index + match.index;
        if (!inside(index)) found.push(literal(match[0], index));
      }
    }
  return found.sort((a, b) => a.index - b.index);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/**
 * The block with every figure nobody holds replaced by where to look it up. Values and expected readings need a source:
 * the asking person's own words do not confirm them. Expects a block whose citations were checked.
 */
export function withTrueNumbers(
  block: Checked,
  question: Question,
  sources: readonly Source[],
): { block: Checked; removed: string[] } {
  const cited = "citations" in block ? block.citations.map(({ quote }) => quote) : [];
  const computed = sources.filter(({ id }) => id.startsWith("calculator:")).map(({ text }) => text);
  const measured = sources.filter(({ record }) => record === "measurement").map(({ text }) => text);
  const said = [question.text, ...question.turns.filter(({ role }) => role === "user").map(({ text }) => text)];
  const told = support([...cited, ...computed]);
  const known = support([...cited, ...computed, ...measured, ...said]);
  const removed: string[] = [];
  // Most blocks hold no figure that is missing, and finding its name costs more than all the rest.
  let named: ReturnType<typeof lookUpFor> | undefined;
  const lookUp = () => {
    named ??= lookUpFor(block, question);
    return named;
  };

  if (block.kind === "spec") {
    const whole = `${block.value} ${block.unit}`.trim();
    const wrong = figuresOf(whole, true).filter((figure) => !figure.holds(told));
    if (block.citations.length > 0 && wrong.length === 0) return inTexts(block, ["name", "appliesTo"]);
    return { block: lookUp().limits, removed: [`${block.name}: ${whole}`] };
  }
  return inTexts(block, null);

  function inTexts(checked: Checked, only: string[] | null): { block: Checked; removed: string[] } {
    const changed = mapTexts(checked, (text, field) => {
      if (only !== null && !only.includes(field)) return text;
      const strict = checked.kind === "test" && field === "expected";
      const figures = figuresOf(text, strict).filter((figure) => !figure.holds(strict ? told : known));
      const masked = strict ? text : withoutIdentity(text, question);
      let shown = text;
      for (const figure of figures.reverse()) {
        if (masked.slice(figure.index, figure.index + figure.text.length) !== figure.text) continue;
        removed.push(figure.text);
        const end = figure.index + figure.text.length;
        shown = `${shown.slice(0, figure.index)}(${lookUp().words})${shown.slice(end)}`;
      }
      const words = figures.length === 0 ? null : `(${lookUp().words})`;
      return words === null ? shown : shown.replaceAll(words + words, words);
    });
    if (checked.kind === "labour" && checked.hours !== null) {
      const hours = [checked.hours];
      const holds = hours.every((each) =>
        known.quantities.some((q) => q.baseUnit === "s" && q.range?.[0] === each * 3600),
      );
      if (!holds) {
        removed.push(`${checked.hours} h`);
        return { block: { ...changed, hours: null } as Checked, removed };
      }
    }
    return { block: changed, removed };
  }
}

/** What names the car is no claim: "2.0 l" in its engine stays. */
function withoutIdentity(text: string, { vehicle }: Question): string {
  const names = [vehicle?.engine, vehicle?.model, vehicle?.make].filter((name): name is string => !!name);
  return names.reduce((masked, name) => masked.replaceAll(name, " ".repeat(name.length)), text);
}

/** What stands in the place of a figure nobody holds: its name, the car, and where it is printed. */
export function lookUpFor(block: Draft | Block, question: Question) {
  const texts = [...Object.values(block).filter((value) => typeof value === "string"), question.text];
  const term = firstTerm(texts, question.locale);
  const name = (block.kind === "spec" ? block.name : term?.name) ?? "the value";
  const where = term?.printed ?? "the maker's data";
  const car = nameOf(question.vehicle);
  return {
    words: `look up: ${lowered(name)} for ${car} in ${lowered(where).replace(/\.$/, "")}`,
    limits: {
      kind: "limits" as const,
      missing: `No source at hand holds this figure: ${lowered(name)} for ${car}.`.slice(0, 400),
      where: where.slice(0, 400),
      needed: term?.needed ?? "A page of the maker's data that holds it.",
    },
  };
}

function firstTerm(texts: string[], locale: Locale) {
  for (const text of texts) {
    const [term] = findSpecifications(text, locale);
    if (term) return term;
  }
  return undefined;
}

const lowered = (text: string) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
