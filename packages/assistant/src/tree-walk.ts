/** A run through a test tree as people read it, from its answers in one line: what pages and stored runs share. */

import type { TreeRun, TreeStep } from "@mechanicbuddy/contract/mate/knowledge";
import { hazardBlock } from "./guard.ts";
import { type TreeId, treeIds } from "./trees/ids.ts";
import { type Answer, begin, currentStep, type LimitSource, limitSources, type Step, step, trees } from "./trees.ts";

/** The step answers lead to, or what is wrong with them: with the newest answer, or with the run they stand in. */
export type Walked = { ok: true; run: TreeRun } | { ok: false; field: "answer" | "answers"; error: string };

export const isTree = (id: string): id is TreeId => (treeIds as readonly string[]).includes(id);

/** Trees in the order a list shows them. */
export const treeList = () =>
  treeIds.map((id) => {
    const { title, tools, steps } = trees[id];
    return { id, title, tools, steps: Object.keys(steps).length };
  });

/** `answers`: `d` done, `o1` the second option, `r12.6` a reading, `c2.1~1.8~2.5` a reading with the car's own limits. */
export function walk(id: TreeId, version: number | undefined, answers: string): Walked {
  const tree = trees[id];
  if (version !== undefined && version !== tree.version) {
    return { ok: false, field: "answers", error: "This tree has changed since the run began. Begin again." };
  }
  let at = begin(tree);
  const path: TreeRun["path"] = [];
  for (const written of answers.split(",").filter(Boolean)) {
    const here = currentStep(tree, at);
    const answer = answerOf(written);
    const next = step(tree, at, answer);
    if (here === null || !next.ok) return { ok: false, field: "answer", error: next.ok ? "Begin again." : next.error };
    path.push({ text: textOf(here), answer: wordsOf(here, answer) });
    at = next.run;
  }
  const here = currentStep(tree, at);
  if (here === null) throw new Error(`${id} stands at no step`);
  const { title, tools, origin, reviewed, hazards } = tree;
  const warnings = hazards.map((hazard) => hazardBlock(hazard, "en-GB"));
  return {
    ok: true,
    run: { id, title, version: tree.version, tools, origin, reviewed, warnings, answers, path, step: stepView(here) },
  };
}

/** One answer as it is written down; its shape was checked before. */
function answerOf(written: string): Answer {
  if (written === "d") return { done: true };
  const rest = written.slice(1);
  if (written.startsWith("o")) return { option: Number(rest) };
  const [reading = "", low = "", high = ""] = rest.split("~");
  if (written.startsWith("r")) return { reading: Number(reading) };
  return { reading: Number(reading), low: limitOf(low), high: limitOf(high) };
}

const limitOf = (text: string) => (text === "" ? null : Number(text));

function textOf(step: Step): string {
  return step.kind === "choice" ? step.ask : step.kind === "conclusion" ? step.finding : step.do;
}

function wordsOf(step: Step, answer: Answer): string {
  if ("done" in answer) return "✓";
  if ("option" in answer) return step.kind === "choice" ? (step.options[answer.option]?.text ?? "") : "";
  const unit = "unit" in step ? ` ${step.unit}` : "";
  const limits = "low" in answer ? ` (${answer.low ?? "–"} … ${answer.high ?? "–"})` : "";
  return `${answer.reading}${unit}${limits}`;
}

function stepView(step: Step): TreeStep {
  const measured = step.kind === "measurement" || step.kind === "comparison" ? step : null;
  const goOn = step.kind === "conclusion" && step.goOn !== undefined ? step.goOn : null;
  return {
    kind: step.kind,
    text: textOf(step),
    options: step.kind === "choice" ? step.options.map(({ text }) => text) : [],
    unit: measured?.unit ?? null,
    min: measured?.min ?? null,
    max: measured?.max ?? null,
    limits: measured === null ? null : limitSources[measured.source as LimitSource],
    lookUp: step.kind === "comparison" ? step.lookUp : null,
    action: step.kind === "conclusion" ? step.action : null,
    goOn: goOn === null ? null : { id: goOn, title: trees[goOn].title },
  };
}
