/** Everything code finds in a question, and the sources at hand, before anybody writes a word. */

import { calculationSource, codeSource, intervalSource, treeSource, vinSource } from "./builtin.ts";
import { readCalculation } from "./calculations.ts";
import { cardOf } from "./cards.ts";
import { hazards as classes } from "./codes/card.ts";
import { findCodes } from "./codes.ts";
import type { Material } from "./engine/material.ts";
import { type Driveability, driveabilityFloor } from "./floor.ts";
import { type Hazard, hazardsInText, hazardsOfCode } from "./hazards/lexicon.ts";
import { intentOf } from "./intent.ts";
import { findIntervals, powertrainOf } from "./intervals.ts";
import { findLamps } from "./lamps.ts";
import type { Intent, Prepared } from "./prepared.ts";
import { isHighVoltage, type Question } from "./question.ts";
import { findRefusals } from "./refusals.ts";
import { readReport } from "./report.ts";
import { fit, type Source, trustOf } from "./source.ts";
import { findSpecifications } from "./specifications.ts";
import { findSymptoms, type Symptom, treesFor } from "./symptoms.ts";
import { findVin } from "./vin.ts";
import { overlap, rootsOf } from "./words.ts";

/** Sources of records an answer may stand on; more would only be read past. */
const MOST_RECORDS = 12;

/** Reads a question. Pure: the same question and material give the same result. */
export function prepare(question: Question, material: Material): Prepared {
  const { text, locale, vehicle, attachments } = question;
  const complaints = material.history.filter(({ record }) => record === "complaint");
  const everything = [
    text,
    ...attachments.map((each) => each.text),
    ...complaints.map((each) => each.text),
    ...question.turns.slice(-4).map((turn) => turn.text),
  ].join("\n");
  const codes = codesOf(question);
  const found = findSymptoms(text, locale);
  const lamps = findLamps(text, locale);
  const intervals = findIntervals(text, locale, powertrainOf(vehicle?.fuel ?? null));
  const specifications = findSpecifications(text, locale);
  const calculation = readCalculation(text, locale);
  const refusals = findRefusals(text, locale).filter(
    ({ concerns }) => concerns === "everyone" || question.register === "owner",
  );
  const intent = intentOf({
    text,
    codes: codes.length,
    symptoms: found.length,
    lamps: lamps.length,
    specifications: specifications.length,
    intervals: findIntervals(text, locale).length,
    calculation: calculation !== null,
    refused: refusals.length > 0,
  });
  const symptom = ["symptom", "code", "other"].includes(intent) ? found[0] : undefined;
  const documents = material.documents.filter(({ appliesTo }) => fit(appliesTo, vehicle) !== "other");
  const vin = findVin(text);
  const own: (Source | null)[] = [
    ...codes.map((code) => codeSource(code, locale)),
    ...treesOf(codes, symptom, question).map((id) => treeSource(id, locale)),
    ...intervals.slice(0, 2).map((row) => intervalSource(row, locale)),
    calculation && calculationSource(calculation.calculator, calculation.inputs),
    vin === null ? null : vinSource(vin),
  ];
  const records = recordsFor(text, intent, material);
  return {
    question,
    intent,
    codes,
    symptoms: found.map(({ id }) => id),
    lamps: intent === "symptom" ? lamps.map(({ id }) => id) : [],
    calculation,
    refusals,
    hazards: hazardsOf(everything, question, intent, {
      codes,
      symptom,
      extra: [
        ...documents.flatMap((each) => hazardsInText(each.text, locale)),
        ...(intent === "interval" ? (intervals[0]?.hazards ?? []) : []),
        ...(intent === "specification" ? (specifications[0]?.hazards ?? []) : []),
        ...(intent === "symptom" && symptom === undefined ? (lamps[0]?.hazards ?? []) : []),
      ],
    }),
    floor: floorOf(codes, symptom, intent === "symptom" ? lamps.map(({ id }) => id) : []),
    sources: ranked([...documents, ...own.filter((source) => source !== null), ...records]),
  };
}

/** Codes of the words and of every pasted or uploaded report, in their order. */
function codesOf({ text, attachments }: Question): string[] {
  const reports = [text, ...attachments.map((each) => each.text)].flatMap((each) => [
    ...findCodes(each).map(({ code, failureType }) => ({ code, failureType })),
    ...readReport(each).codes,
  ]);
  const written = new Set(
    reports.map(({ code, failureType }) => (failureType === null ? code : `${code}-${failureType}`)),
  );
  // A report names a code with its failure type, the words often without.
  const typed = [...written].filter((code) => code.includes("-"));
  return [...written].filter((code) => !typed.some((other) => other.startsWith(`${code}-`)));
}

function treesOf(codes: readonly string[], symptom: Symptom | undefined, { vehicle }: Question) {
  const ofCodes = codes.flatMap((code) => cardOf(code)?.tree ?? []);
  const ofSymptom = symptom === undefined ? [] : treesFor(symptom, powertrainOf(vehicle?.fuel ?? null));
  return [...new Set([...ofCodes, ...ofSymptom])].slice(0, 4);
}

function hazardsOf(
  everything: string,
  { locale, vehicle }: Question,
  intent: Intent,
  known: { codes: readonly string[]; symptom: Symptom | undefined; extra: readonly Hazard[] },
): Hazard[] {
  const found = new Set<Hazard>([
    ...hazardsInText(everything, locale),
    ...known.codes.flatMap(hazardsOfCode),
    ...(intent === "symptom" ? (known.symptom?.hazards ?? []) : []),
    ...known.extra,
    ...(isHighVoltage(vehicle) ? (["high-voltage"] as const) : []),
  ]);
  return classes.filter((hazard) => found.has(hazard));
}

function floorOf(
  codes: readonly string[],
  symptom: Symptom | undefined,
  lamps: readonly string[],
): Driveability | null {
  const symptoms = symptom === undefined ? [] : [symptom.id];
  return codes.length + symptoms.length + lamps.length === 0 ? null : driveabilityFloor({ codes, symptoms, lamps });
}

/** Records that belong to the question: all of them for one about the past, else those that share its words. */
function recordsFor(text: string, intent: Intent, { history, fixes, prices }: Material): Source[] {
  const roots = rootsOf(text);
  const near = (sources: readonly Source[], least: number) =>
    sources
      .map((source) => ({ source, score: overlap(roots, source.text) }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || (b.source.on ?? "").localeCompare(a.source.on ?? ""))
      .map(({ source }) => source);
  const past = intent === "records" ? near(history, 0) : near(history, 1);
  return [
    ...new Set([...near(fixes, intent === "records" ? 0 : 1), ...near(prices, intent === "price" ? 1 : 2), ...past]),
  ].slice(0, MOST_RECORDS);
}

/** Own papers before our tables, records and fixes; the newest of what is trusted alike first. */
function ranked(sources: readonly Source[]): Source[] {
  const unique = [...new Map(sources.map((source) => [source.id, source])).values()];
  return unique.sort((a, b) => trustOf(b) - trustOf(a));
}
