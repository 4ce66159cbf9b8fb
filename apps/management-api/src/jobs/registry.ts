import type { JobKind } from "@mechanicbuddy/contract/management/jobs";
import type { Step } from "./step.ts";
import { addInstance } from "./steps/add-instance.ts";
import { closing } from "./steps/closing.ts";
import { relabel } from "./steps/dedicated.ts";
import { pausing } from "./steps/pausing.ts";
import { provision } from "./steps/provision.ts";
import { purge } from "./steps/purge.ts";

const repair = [relabel, ...provision.filter(({ name }) => name === "dns" || name === "proxy")];

const kinds: Partial<Record<JobKind, readonly Step[]>> = {
  provision,
  suspend: pausing,
  resume: pausing,
  delete: closing,
  purge,
  repair,
  "add-instance": addInstance,
};

/** The steps of a kind of job, in their order. */
export function stepsOf(kind: JobKind): readonly Step[] {
  const steps = kinds[kind];
  if (steps === undefined) throw new Error(`Jobs of kind ${kind} have no steps yet`);
  return steps;
}
