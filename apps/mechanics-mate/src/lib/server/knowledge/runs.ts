import { hazardBlock } from "@mechanicbuddy/assistant/guard";
import * as trees from "@mechanicbuddy/assistant/trees";
import type { TreeRun, TreeStep } from "@mechanicbuddy/contract/mate/knowledge";
import { invalidFields, missing } from "@mechanicbuddy/contract/mate/problem";

/** The trees in the order a list shows them. */
export function list() {
  const items = trees.treeIds.map((id) => {
    const { title, tools, steps } = trees.trees[id];
    return { id, title, tools, steps: Object.keys(steps).length };
  });
  return { items };
}

/** The step to which answers lead; an answer that does not fit names what would. */
export function run(id: string, version: number | undefined, answers: string): TreeRun {
  const tree = treeOf(id);
  if (version !== undefined && version !== tree.version) {
    throw invalidFields({ answers: "This tree has changed since the run began. Begin again." });
  }
  let at = trees.begin(tree);
  const path: TreeRun["path"] = [];
  for (const written of answers.split(",").filter(Boolean)) {
    const here = trees.currentStep(tree, at);
    const answer = answerOf(written);
    const next = trees.step(tree, at, answer);
    if (here === null || !next.ok) throw invalidFields({ answer: next.ok ? "Begin again." : next.error });
    path.push({ text: textOf(here), answer: wordsOf(here, answer) });
    at = next.run;
  }
  const here = trees.currentStep(tree, at);
  if (here === null) throw new Error(`${id} stands at no step`);
  const { title, tools, origin, reviewed, hazards } = tree;
  const warnings = hazards.map((hazard) => hazardBlock(hazard, "en-GB"));
  return { id, title, version: tree.version, tools, origin, reviewed, warnings, answers, path, step: stepView(here) };
}

function treeOf(id: string): trees.Tree {
  if (!Object.hasOwn(trees.trees, id)) throw missing();
  return trees.trees[id as trees.TreeId];
}

/** One answer of a run as the address writes it; its shape was checked by the contract. */
function answerOf(written: string): trees.Answer {
  if (written === "d") return { done: true };
  const rest = written.slice(1);
  if (written.startsWith("o")) return { option: Number(rest) };
  const [reading = "", low = "", high = ""] = rest.split("~");
  if (written.startsWith("r")) return { reading: Number(reading) };
  return { reading: Number(reading), low: limitOf(low), high: limitOf(high) };
}

const limitOf = (text: string) => (text === "" ? null : Number(text));

function textOf(step: trees.Step): string {
  return step.kind === "choice" ? step.ask : step.kind === "conclusion" ? step.finding : step.do;
}

function wordsOf(step: trees.Step, answer: trees.Answer): string {
  if ("done" in answer) return "✓";
  if ("option" in answer) return step.kind === "choice" ? (step.options[answer.option]?.text ?? "") : "";
  const unit = "unit" in step ? ` ${step.unit}` : "";
  const limits = "low" in answer ? ` (${answer.low ?? "–"} … ${answer.high ?? "–"})` : "";
  return `${answer.reading}${unit}${limits}`;
}

function stepView(step: trees.Step): TreeStep {
  const measured = step.kind === "measurement" || step.kind === "comparison" ? step : null;
  const goOn = step.kind === "conclusion" && step.goOn !== undefined ? step.goOn : null;
  return {
    kind: step.kind,
    text: textOf(step),
    options: step.kind === "choice" ? step.options.map(({ text }) => text) : [],
    unit: measured?.unit ?? null,
    min: measured?.min ?? null,
    max: measured?.max ?? null,
    limits: measured === null ? null : trees.limitSources[measured.source as trees.LimitSource],
    lookUp: step.kind === "comparison" ? step.lookUp : null,
    action: step.kind === "conclusion" ? step.action : null,
    goOn: goOn === null ? null : { id: goOn, title: trees.trees[goOn].title },
  };
}
