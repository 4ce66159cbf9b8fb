/** What somebody hears, sees or feels: what was understood, questions that part the causes, the fitting tree, fixes that held. */

import type { Draft } from "../block.ts";
import { lampOf } from "../lamps.ts";
import type { Prepared } from "../prepared.ts";
import { symptoms } from "../symptoms.ts";
import { ask, note, said } from "./draft.ts";
import { papersFor, quoted } from "./passages.ts";
import { recordFact } from "./records.ts";
import { firstStep, treeNote } from "./tree.ts";

const MOST_QUESTIONS = 3;

export function fromSymptom(prepared: Prepared): Draft[] {
  const { question, sources } = prepared;
  const symptom = symptoms.find(({ id }) => id === prepared.symptoms[0]);
  const lamp = lampOf(prepared.lamps[0] ?? "");
  const trees = sources.filter(({ id }) => id.startsWith("tree:"));
  const isTechnician = question.register === "technician";
  return [
    ...(symptom === undefined ? [] : [note(said(prepared, `Understood as: ${symptom.name} (${symptom.system}).`))]),
    ...(lamp === null ? [] : [note(said(prepared, `${lamp.name}: ${lamp.meaning} ${lamp.firstStep}`))]),
    ...(symptom?.questions ?? []).slice(0, MOST_QUESTIONS).map(({ text, options }) =>
      ask(
        said(prepared, text),
        options.map((option) => said(prepared, option)),
      ),
    ),
    ...quoted(prepared, papersFor(prepared, false), 2),
    ...(isTechnician ? trees.slice(0, 1).flatMap((tree) => firstStep(prepared, tree)) : []),
    ...trees.slice(0, 2).map((tree) => treeNote(prepared, tree)),
    ...sources
      .filter(({ kind }) => kind === "fix")
      .slice(0, 3)
      .map(recordFact),
    ...(isTechnician
      ? []
      : [note(said(prepared, "Tell the garage when it happens, since when, and what was done to the car before."))]),
  ];
}
