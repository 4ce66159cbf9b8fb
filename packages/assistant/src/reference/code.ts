/** Trouble codes: what our tables say of each, supply and network faults before single ones. */

import type { Draft } from "../block.ts";
import { cardOf } from "../cards.ts";
import { explainCode } from "../codes.ts";
import type { Prepared } from "../prepared.ts";
import { readReport } from "../report.ts";
import type { Source } from "../source.ts";
import { cite, fact, fitting, limits, note, said, sourceOf } from "./draft.ts";
import { quoted } from "./passages.ts";
import { recordFact } from "./records.ts";
import { treeNote } from "./tree.ts";

const likelihoods = ["high", "medium", "low"] as const;
/** More codes than this are named, the first of them explained. */
const MOST_CODES = 8;

export function fromCodes(prepared: Prepared): Draft[] {
  const { question, sources } = prepared;
  const codes = inOrder(prepared);
  const supplyFirst = readReport(
    [question.text, ...question.attachments.map(({ text }) => text)].join("\n"),
  ).supplyFirst;
  const records = sources.filter(({ kind, record }) => (kind === "fix" || kind === "record") && record !== "price");
  const trees = sources.filter(({ id }) => id.startsWith("tree:"));
  return [
    ...(supplyFirst && codes.length > 1
      ? [
          note(
            said(
              prepared,
              "Low voltage or lost communication stands in several places: check battery, supply and grounds first, then the network. Single codes often go with it.",
            ),
          ),
        ]
      : []),
    ...codes.slice(0, MOST_CODES).flatMap((code) => ofCode(prepared, code, codes.length)),
    ...(codes.length > MOST_CODES ? [note(`Also reported: ${codes.slice(MOST_CODES).join(", ")}.`)] : []),
    ...trees.slice(0, 2).map((tree) => treeNote(prepared, tree)),
    ...records.slice(0, 3).map(recordFact),
  ];
}

/** Supply and network codes first, the rest as they were written. */
function inOrder({ codes }: Prepared): string[] {
  const broad = (code: string) => (/^P056[0-3]/.test(code) ? 0 : code.startsWith("U") ? 1 : 2);
  return [...codes].sort((a, b) => broad(a) - broad(b));
}

function ofCode(prepared: Prepared, written: string, count: number): Draft[] {
  const explained = explainCode(written);
  if (explained === null) return [];
  const { code, failureType } = explained;
  const passages = quoted(prepared, (source) => source.kind === "document" && source.text.toUpperCase().includes(code));
  const source = sourceOf(prepared, `code:${code}`);
  const subtype =
    failureType === null
      ? []
      : [note(`${written}: the part behind the dash, ${failureType}, is the failure type the module adds to ${code}.`)];
  if (source === undefined) return [...passages, ...subtype, ...withoutMeaning(prepared, written, passages.length > 0)];
  return [...passages, ...explainedBlocks(prepared, source, code, count), ...subtype];
}

function explainedBlocks(prepared: Prepared, source: Source, code: string, count: number): Draft[] {
  const card = cardOf(code);
  const sentence = said(prepared, explainCode(code)?.sentence ?? code);
  if (card === null) return [fact(source, sentence)];
  const words = (text: string) => said(prepared, text);
  const isOwner = prepared.question.register === "owner";
  const [causes, checks] = count > 3 ? [1, 1] : isOwner ? [3, 0] : [4, 3];
  return [
    {
      kind: "summary",
      text: fitting(`${sentence} ${words(card.meaning)}`, 700),
      citations: cite(source, words(card.meaning)),
    },
    ...(count > 2 || isOwner ? [] : [fact(source, words(card.watches))]),
    ...card.causes.slice(0, causes).map(
      (cause, at): Draft => ({
        kind: "cause",
        text: fitting(words(cause), 240),
        likelihood: likelihoods[Math.min(at, 2)] ?? "low",
        why: null,
        citations: cite(source, words(cause)),
      }),
    ),
    ...card.firstChecks.slice(0, checks).map(
      (check): Draft => ({
        kind: "test",
        do: fitting(words(check), 400),
        tool: null,
        expected: null,
        ifPass: null,
        ifFail: null,
        citations: cite(source, words(check)),
      }),
    ),
    ...(isOwner && count <= 3
      ? [note(words("Tell the garage the code and when the lamp came on; clearing it alone repairs nothing."))]
      : card.mistakenFor.slice(0, count > 2 ? 0 : 1).map((other) => note(words(other), cite(source, words(other))))),
  ];
}

/** Structure and the plain sentence; never a guess. */
function withoutMeaning(prepared: Prepared, written: string, hasPassage: boolean): Draft[] {
  const explained = explainCode(written);
  if (explained === null || hasPassage) return [];
  const area = explained.area === null ? "" : ` Its third character stands for ${explained.area}.`;
  const make = prepared.question.vehicle?.make;
  return [
    limits(
      said(prepared, `${explained.sentence}${area}`),
      said(prepared, `The maker's diagnostic data${make ? ` of ${make}` : ""} for this model and engine holds it.`),
      said(prepared, "Upload the page that lists the code, or read it with the maker's own tester."),
    ),
  ];
}
