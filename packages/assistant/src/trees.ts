/** The test trees, and a run through one as plain data: begin, step, undo. Pure. */

import { brakeJudderPull, coldAc, wheelSpeed } from "../data/trees/chassis.ts";
import { charging, parasiticDrain } from "../data/trees/electrical.ts";
import { catalyst, dpf, evap } from "../data/trees/emissions.ts";
import { fuelTrim, misfire, overheating } from "../data/trees/engine.ts";
import { canBus } from "../data/trees/network.ts";
import { noCrank, noStartPetrol } from "../data/trees/starting.ts";
import { noStartDiesel } from "../data/trees/starting-diesel.ts";
import type { TreeId } from "./trees/ids.ts";
import { limitSources } from "./trees/sources.ts";
import type { Step, Tree } from "./trees/tree.ts";

export { type TreeId, treeIds } from "./trees/ids.ts";
export { type LimitSource, limitSources } from "./trees/sources.ts";
export type { Step, Tree } from "./trees/tree.ts";

const written = {
  "no-crank": noCrank,
  "no-start-petrol": noStartPetrol,
  "no-start-diesel": noStartDiesel,
  misfire,
  "fuel-trim": fuelTrim,
  overheating,
  charging,
  "parasitic-drain": parasiticDrain,
  evap,
  catalyst,
  dpf,
  "wheel-speed": wheelSpeed,
  "can-bus": canBus,
  "brake-judder-pull": brakeJudderPull,
  "cold-ac": coldAc,
} satisfies Record<TreeId, Tree>;

export const trees: Readonly<Record<TreeId, Tree>> = written;

/** What a person answers to a step. `low` and `high` are the car's own limits, looked up by that person. */
export type Answer =
  | { done: true }
  | { option: number }
  | { reading: number }
  | { reading: number; low: number | null; high: number | null };

/** A run: plain data that may be stored and taken up again. Each answer stays with the step it was given to. */
export interface Run {
  tree: TreeId;
  version: number;
  at: string;
  answers: { step: string; answer: Answer }[];
}

export type Stepped = { ok: true; run: Run } | { ok: false; error: string };

/** A run at the first step of a tree. */
export function begin(tree: Tree): Run {
  return { tree: tree.id, version: tree.version, at: tree.first, answers: [] };
}

/** The step a run stands at; null when the tree has changed since it began. */
export function currentStep(tree: Tree, run: Run): Step | null {
  return run.tree === tree.id && run.version === tree.version ? (tree.steps[run.at] ?? null) : null;
}

/** Answers the step a run stands at. The given run stays as it is; a wrong answer is told in one sentence. */
export function step(tree: Tree, run: Run, answer: Answer): Stepped {
  const here = currentStep(tree, run);
  if (!here) return refused("This tree has changed since the run began. Begin again.");
  const next = follow(here, answer);
  if (typeof next !== "string") return refused(next.error);
  return { ok: true, run: { ...run, at: next, answers: [...run.answers, { step: run.at, answer }] } };
}

/** Takes the last answer back. */
export function undo(run: Run): Run {
  const last = run.answers.at(-1);
  return last ? { ...run, at: last.step, answers: run.answers.slice(0, -1) } : run;
}

function follow(here: Step, answer: Answer): string | { error: string } {
  if (here.kind === "conclusion") return { error: "This run has ended." };
  if (here.kind === "instruction") return "done" in answer ? here.next : { error: "Say when this is done." };
  if (here.kind === "choice")
    return (
      ("option" in answer ? here.options[answer.option]?.next : undefined) ?? { error: "Choose one of the answers." }
    );
  const { min, max, unit } = here;
  if (!("reading" in answer) || !(answer.reading >= min && answer.reading <= max))
    return { error: `Give a reading from ${min} to ${max} ${unit}.` };
  if (here.kind === "measurement") return here.bands.find((band) => answer.reading < band.below)?.next ?? here.rest;
  const { low, high } = "low" in answer ? answer : { low: null, high: null };
  if (low === null && high === null) return { error: `Give the limits too: ${here.lookUp}.` };
  if (low !== null && high !== null && !(low <= high)) return { error: "The lower limit is above the upper one." };
  if (low !== null && answer.reading < low) return here.below;
  return high !== null && answer.reading > high ? here.above : here.inside;
}

const refused = (error: string): Stepped => ({ ok: false, error });

/** What is wrong with a tree, one sentence each: a step that leads nowhere, a loop, a limit without a source. */
export function faults(tree: Tree): string[] {
  const found: string[] = [];
  const reached = new Set<string>();
  const walk = (name: string, path: string[]) => {
    if (path.includes(name)) {
      found.push(`${tree.id}: a path returns to "${name}" and may never end.`);
      return;
    }
    const here = tree.steps[name];
    if (!here) found.push(`${tree.id}: "${path.at(-1)}" leads to "${name}", which is no step.`);
    if (!here || reached.has(name)) return;
    for (const next of ways(here)) walk(next, [...path, name]);
    reached.add(name);
  };
  walk(tree.first, []);
  for (const [name, here] of Object.entries(tree.steps)) {
    if (!reached.has(name)) found.push(`${tree.id}: nothing leads to "${name}".`);
    if ((here.kind === "measurement" || here.kind === "comparison") && !Object.hasOwn(limitSources, here.source))
      found.push(`${tree.id}: the limit of "${name}" has no source.`);
    if (here.kind === "measurement" && here.source === "maker")
      found.push(`${tree.id}: "${name}" writes down a maker's value.`);
    if (
      here.kind === "measurement" &&
      here.bands.some((band, n) => band.below <= (here.bands[n - 1]?.below ?? here.min))
    )
      found.push(`${tree.id}: the limits of "${name}" do not rise.`);
  }
  return found;
}

/** Every step a step may lead to. */
function ways(here: Step): string[] {
  if (here.kind === "instruction") return [here.next];
  if (here.kind === "choice") return here.options.map((option) => option.next);
  if (here.kind === "measurement") return [...here.bands.map((band) => band.next), here.rest];
  return here.kind === "comparison" ? [here.below, here.inside, here.above] : [];
}
