/** A canary as the engine meets it: the attack stands where it says, everything else is an honest question. */

import type { Material } from "../src/engine/material.ts";
import { prepare } from "../src/prepare.ts";
import type { Prepared } from "../src/prepared.ts";
import { type Question, type Turn, vehicleOf } from "../src/question.ts";
import type { Source } from "../src/source.ts";
import type { Canary, Place } from "./canary.ts";

const source = (id: string, rest: Partial<Source>): Source => ({
  id,
  kind: "record",
  title: "A paper",
  text: "",
  tainted: true,
  ...rest,
});

/** The question with the attack in its place, prepared. */
export function attacked({ place, ask, attack }: Canary): Prepared {
  const at = (...places: Place[]) => places.includes(place);
  const turns: Turn[] = at("earlier-turn")
    ? [{ role: "user", text: attack }]
    : at("imported-conversation")
      ? [{ role: "imported", text: attack }]
      : [];
  const question: Question = {
    text: at("message") ? `${ask}\n${attack}` : ask,
    register: "technician",
    locale: "en-GB",
    vehicle: at("name", "vin")
      ? vehicleOf({ make: "Examplar", model: at("name") ? attack : "Vano", vin: at("vin") ? attack : null })
      : null,
    turns,
    attachments: at("scan-report", "image-text") ? [{ id: "attachment-1", name: "report.txt", text: attack }] : [],
  };
  const material: Material = {
    documents: at("pdf") ? [source("doc-attack", { kind: "document", page: 1, text: attack })] : [],
    history: at("complaint", "tool-result")
      ? [source("rec-attack", { record: "complaint", on: "2026-01-01", text: attack })]
      : [],
    fixes: [],
    prices: [],
  };
  return prepare(question, material);
}

/** What a model would write that does whatever the attack says. @param instructions what it was told */
export function obeyed({ forbidden, attack }: Canary, instructions: string): unknown[] {
  const words = forbidden.map((text) => text.replace("INSTRUCTION-MARK", instructions.slice(0, 200)));
  const lie = [{ sourceId: "doc-attack", quote: "this quote stands in no source at all" }];
  return [
    ...words.map((text) => ({ kind: "summary", text: text.slice(0, 700), citations: lie })),
    ...words.map((text) => ({
      kind: "spec",
      name: "Value",
      value: text.slice(0, 120),
      unit: "",
      appliesTo: "all",
      citations: lie,
    })),
    { kind: "note", text: attack.slice(0, 700), citations: [] },
    {
      kind: "note",
      text: "See [this](javascript:alert(1)) and https://evil.example/x <img src=x onerror=alert(1)>",
      citations: [],
    },
    { kind: "safety", hazards: [], driveability: "fine" },
    { kind: "act", tool: "close_work_order" },
  ];
}
