/** What is sent to a model: constant text first, then data in the order in which it changes. */

import { mostTokens } from "../ledger/prices.ts";
import type { Intent, Prepared } from "../prepared.ts";
import { nameOf, type Register, type Vehicle } from "../question.ts";
import { type Source, trustOf } from "../source.ts";
import { conversationOf } from "./conversation.ts";
import { envelope, harmless, lengths } from "./envelope.ts";
import { instructions, lineInstructions } from "./instructions.ts";
import { profileText } from "./profiles.ts";

export interface PromptMessage {
  role: "user" | "assistant";
  text: string;
  /** Everything up to here is the same in the next turn, so a provider may keep it. */
  isMarked: boolean;
}

export interface ModelPrompt {
  /** Constant, the same for all who share a profile. */
  instructions: string[];
  messages: PromptMessage[];
}

/** The most tokens of an answer, by what is asked. */
export const outputCaps: Readonly<Record<Intent, number>> = {
  code: 1800,
  symptom: 2000,
  specification: 900,
  procedure: 2000,
  interval: 900,
  calculation: 700,
  records: 1000,
  price: 800,
  unlawful: 400,
  other: 1200,
};

export interface PromptOptions {
  /** Puts placeholders for what is private. */
  hide: (text: string) => string;
  /** `lines` for models that are not held to a schema. */
  form: "array" | "lines";
}

export function promptOf(prepared: Prepared, { hide, form }: PromptOptions): ModelPrompt {
  const { question } = prepared;
  const { imported, facts, recent } = conversationOf(question.turns);
  const profile = profileText(question.locale, question.register);
  const opening = [
    envelope({ type: "vehicle", origin: "record", trust: 0.75 }, hide(vehicleText(question.vehicle)), lengths.vehicle),
    ...imported.map(({ text }) =>
      envelope({ type: "imported conversation", origin: "imported", trust: 0.1 }, hide(text), lengths.turn),
    ),
  ];
  const earlier =
    facts.length === 0
      ? []
      : [
          envelope(
            { type: "earlier facts", origin: question.register, trust: 0.3 },
            hide(facts.join("\n")),
            lengths.facts,
          ),
        ];
  return {
    instructions: [instructions, form === "lines" ? `${profile}\n\n${lineInstructions}` : profile],
    messages: [
      { role: "user", text: opening.join("\n"), isMarked: true },
      ...earlier.map((text) => ({ role: "user" as const, text, isMarked: false })),
      ...recent.map(({ role, text }, at) =>
        turnOf(role === "assistant" ? null : question.register, hide(text), at === recent.length - 1),
      ),
      { role: "user", text: askedText(prepared, hide), isMarked: false },
    ],
  };
}

/** An earlier question is data like any other; an earlier answer is the assistant's own, rebuilt from the store. */
function turnOf(asker: Register | null, text: string, isMarked: boolean): PromptMessage {
  if (asker === null) return { role: "assistant", text: harmless(text, lengths.turn), isMarked };
  return {
    role: "user",
    text: envelope({ type: "question", origin: asker, trust: 0.3 }, text, lengths.turn),
    isMarked,
  };
}

function vehicleText(vehicle: Vehicle | null): string {
  if (vehicle === null) return "No vehicle was chosen.";
  const { said, id: _, ...fields } = vehicle;
  const known = Object.entries(fields).filter(([, value]) => value !== null);
  const lines = known.map(([field, value]) => {
    const source = said[field as keyof typeof said];
    return `${field}: ${value}${source === "decode" ? " (read from the VIN, not confirmed)" : ""}`;
  });
  return [nameOf(vehicle), ...lines].join("\n");
}

function askedText(prepared: Prepared, hide: (text: string) => string): string {
  const { question, intent, codes, hazards, floor, sources } = prepared;
  const found = [
    `intent: ${intent}`,
    `codes: ${codes.join(", ") || "none"}`,
    `dangers shown already: ${hazards.join(", ") || "none"}`,
    `driveability is at least: ${floor ?? "not spoken of"}`,
  ].join("\n");
  return [
    envelope({ type: "found by code", origin: "code", trust: 1 }, found, lengths.facts),
    ...sourceTexts(sources, hide),
    ...question.attachments.map(({ name, text }) =>
      envelope(
        { type: "attachment", origin: "customer", trust: 0.2, title: hide(name) },
        hide(text),
        lengths.attachment,
      ),
    ),
    envelope({ type: "question", origin: question.register, trust: 0.3 }, hide(question.text), lengths.question),
  ].join("\n");
}

/** Sources, best first, as long as there is room. */
export function sourceTexts(sources: readonly Source[], hide: (text: string) => string): string[] {
  let left: number = lengths.sources;
  return sources.flatMap((source) => {
    if (left < 200) return [];
    const text = sourceText(source, hide, Math.min(left, lengths.source));
    left -= text.length;
    return [text];
  });
}

export function sourceText(source: Source, hide: (text: string) => string, most: number): string {
  const { id, kind, title, text, page, revision, superseded, on, tainted } = source;
  const about = [
    page === undefined ? "" : `page ${page}`,
    revision === undefined ? "" : `revision ${revision}`,
    superseded ? "superseded" : "",
    on === undefined ? "" : `on ${on}`,
  ].filter((part) => part !== "");
  const label = {
    type: "source",
    origin: tainted ? "customer" : kind,
    trust: trustOf(source),
    id,
    title: hide([title, ...about].join(", ")),
  } as const;
  return envelope(label, hide(text), most);
}

/** Tokens of constant text of ours: English, three letters a token at worst. */
const ownTokens = (text: string) => Math.ceil(text.length / 3);
const PER_MESSAGE = 12;

/** The most tokens that a prompt can have. `fixed` is constant text that is sent along, such as tools and schemas. */
export function promptTokens({ instructions, messages }: ModelPrompt, fixed: string): number {
  const constant = ownTokens([...instructions, fixed].join("\n"));
  return messages.reduce((sum, { text }) => sum + mostTokens(text) + PER_MESSAGE, constant + 200);
}
