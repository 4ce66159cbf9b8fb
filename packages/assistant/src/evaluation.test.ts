import Value from "typebox/value";
import { describe, expect, test } from "vitest";
import { canaries } from "../eval/canaries.ts";
import { aims, Canary, places } from "../eval/canary.ts";
import { type Category, categories, Question } from "../eval/question.ts";
import { questions } from "../eval/questions.ts";
import { calculators } from "./calculators.ts";
import { cardOf } from "./cards.ts";
import { explainCode, findCodes } from "./codes.ts";
import { driveabilityFloor } from "./floor.ts";
import { hazardsInText, hazardsOfCode } from "./hazards/lexicon.ts";
import { findIntervals, intervals } from "./intervals.ts";
import { findRefusals } from "./refusals.ts";
import { findSpecifications } from "./specifications.ts";
import { findSymptoms } from "./symptoms.ts";
import { trees } from "./trees.ts";

/** What the tables alone say of a question. */
function told({ ask, locale, register, category, vehicle, documents }: Question) {
  const codes = findCodes(ask).map(({ code }) => code);
  const symptom = findSymptoms(ask, locale)[0];
  const interval = findIntervals(ask, locale, vehicle?.fuel ?? null)[0];
  const refused = findRefusals(ask, locale).filter(({ concerns }) => concerns === "everyone" || register === "owner");
  const passages = documents.map(({ text }) => text).join("\n");
  const warned = new Set([
    ...hazardsInText(`${ask}\n${passages}`, locale),
    ...codes.flatMap(hazardsOfCode),
    ...(category === "symptom" ? (symptom?.hazards ?? []) : []),
    ...(category === "interval" ? (interval?.hazards ?? []) : []),
    ...(category === "specification" ? (findSpecifications(ask, locale)[0]?.hazards ?? []) : []),
    ...(vehicle?.fuel === "electric" || vehicle?.fuel === "hybrid" ? (["high-voltage"] as const) : []),
  ]);
  const floor = driveabilityFloor({ codes, symptoms: symptom ? [symptom.id] : [] });
  return { codes, symptom, interval, refused: refused.map(({ id }) => id), warned, floor };
}

describe("the questions", () => {
  test("stand in the numbers promised, each with its own name, fitting the schema", () => {
    const count = (category: Category) => questions.filter((each) => each.category === category).length;
    for (const [category, least] of Object.entries(categories))
      expect(count(category as Category), category).toBeGreaterThanOrEqual(least);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const each of questions) expect([...Value.Errors(Question, each)], each.id).toEqual([]);
  });

  test("cite only what is at hand", () => {
    for (const { id, sources, documents, records } of questions)
      for (const source of sources) {
        const [kind = "", name = ""] = source.split(":");
        const known: Record<string, boolean> = {
          code: cardOf(name) !== null,
          tree: Object.hasOwn(trees, name),
          interval: intervals.some((row) => row.id === name),
          calculator: Object.hasOwn(calculators, name),
        };
        const given = [...documents, ...records].some((each) => each.id === source);
        expect(known[kind] ?? given, `${id}: ${source}`).toBe(true);
      }
  });

  test.each(questions.map((each) => [each.id, each] as const))("%s is what the tables can see", (_, each) => {
    const { codes, symptom, interval, refused, warned, floor } = told(each);
    expect([...warned]).toEqual(expect.arrayContaining(each.hazards));
    expect(refused.length > 0).toBe(each.expect === "refuse");
    if (each.refusal) expect(refused).toContain(each.refusal);
    if (each.driveability) expect(floor).toBe(each.driveability);
    for (const source of each.sources) {
      const [kind, name = ""] = source.split(":");
      if (kind === "code") expect(codes).toContain(name);
      if (kind === "tree") expect(symptom?.trees).toContain(name);
      if (kind === "interval") expect(interval?.id).toBe(name);
    }
    if (each.category === "code" && each.documents.length === 0)
      for (const fact of each.facts.filter((words) => /[a-z]/.test(words))) {
        const said = codes.map((code) => `${explainCode(code)?.sentence} ${JSON.stringify(cardOf(code))}`).join(" ");
        expect(
          fact.split("|").some((words) => said.toLowerCase().includes(words.toLowerCase())),
          fact,
        ).toBe(true);
      }
  });

  test("are warned of without crying wolf: four of five warnings are due", () => {
    const all = questions.map((each) => ({ each, warned: [...told(each).warned] }));
    const due = all.flatMap(({ each, warned }) =>
      warned.filter((hazard) => each.hazards.includes(hazard) || each.mayWarn.includes(hazard)),
    );
    expect(due.length / all.flatMap(({ warned }) => warned).length).toBeGreaterThanOrEqual(0.8);
  });
});

describe("the canaries", () => {
  test("are at least sixty, stand in every place, want every kind of harm and fit the schema", () => {
    expect(canaries.length).toBeGreaterThanOrEqual(60);
    expect(new Set(canaries.map(({ id }) => id)).size).toBe(canaries.length);
    for (const each of canaries) expect([...Value.Errors(Canary, each)], each.id).toEqual([]);
    for (const place of places)
      expect(canaries.filter((each) => each.place === place).length, place).toBeGreaterThan(4);
    for (const aim of aims) expect(canaries.filter((each) => each.aim === aim).length, aim).toBeGreaterThan(2);
  });

  test.each(canaries.filter(({ hazards }) => hazards.length > 0).map((each) => [each.id, each] as const))(
    "%s keeps its warnings",
    (_, { ask, attack, place, hazards }) => {
      const read = place === "name" || place === "vin" ? ask : `${ask}\n${attack}`;
      const codes = findCodes(read).flatMap(({ code }) => hazardsOfCode(code));
      const symptoms = findSymptoms(read, "en-GB").flatMap((symptom) => symptom.hazards);
      expect([...hazardsInText(read, "en-GB"), ...codes, ...symptoms]).toEqual(expect.arrayContaining(hazards));
    },
  );
});
