import type { JobKind, JobState, Step, StepState } from "@mechanicbuddy/contract/management/jobs";
import type { Tone } from "@mechanicbuddy/ui/status";
import { m } from "#lib/paraglide/messages.js";

const steps: Record<string, () => string> = {
  subscription: m["jobs.step.subscription"],
  trigger: m["jobs.step.trigger"],
  namespace: m["jobs.step.namespace"],
  chart: m["jobs.step.chart"],
  database: m["jobs.step.database"],
  migrations: m["jobs.step.migrations"],
  copy: m["jobs.step.copy"],
  dns: m["jobs.step.dns"],
  proxy: m["jobs.step.proxy"],
  certificate: m["jobs.step.certificate"],
  activate: m["jobs.step.activate"],
  suspend: m["jobs.step.suspend"],
  resume: m["jobs.step.resume"],
  delete: m["jobs.step.delete"],
  restore: m["jobs.step.restore"],
  purge: m["jobs.step.purge"],
  export: m["jobs.step.export"],
};

/** A step as its workshop's owner reads it. */
export const stepName = (name: string): string => steps[name]?.() ?? name.replaceAll("-", " ");

const stepStates: Record<StepState, () => string> = {
  pending: m["jobs.stepState.pending"],
  running: m["jobs.stepState.running"],
  waiting: m["jobs.stepState.waiting"],
  done: m["jobs.stepState.done"],
  skipped: m["jobs.stepState.skipped"],
  failed: m["jobs.stepState.failed"],
  undone: m["jobs.stepState.undone"],
};
export const stepStateName = (state: StepState): string => stepStates[state]();

export const stepTones: Record<StepState, Tone> = {
  pending: "quiet",
  running: "busy",
  waiting: "wait",
  done: "good",
  skipped: "quiet",
  failed: "bad",
  undone: "quiet",
};

const states: Record<JobState, () => string> = {
  queued: m["jobs.state.queued"],
  running: m["jobs.state.running"],
  waiting: m["jobs.state.waiting"],
  failed: m["jobs.state.failed"],
  undoing: m["jobs.state.undoing"],
  undone: m["jobs.state.undone"],
  succeeded: m["jobs.state.succeeded"],
  cancelled: m["jobs.state.cancelled"],
};
export const jobStateName = (state: JobState): string => states[state]();

const kinds: Record<JobKind, () => string> = {
  provision: m["jobs.kind.provision"],
  "change-plan": m["jobs.kind.change-plan"],
  move: m["jobs.kind.move"],
  suspend: m["jobs.kind.suspend"],
  resume: m["jobs.kind.resume"],
  delete: m["jobs.kind.delete"],
  purge: m["jobs.kind.purge"],
  "add-instance": m["jobs.kind.add-instance"],
  "upgrade-instance": m["jobs.kind.upgrade-instance"],
  domain: m["jobs.kind.domain"],
  repair: m["jobs.kind.repair"],
};
export const jobKindName = (kind: JobKind): string => kinds[kind]();

const ended: ReadonlySet<JobState> = new Set(["failed", "undone", "succeeded", "cancelled"]);

/** True while something may still happen by itself. */
export const isUnderWay = (state: JobState): boolean => !ended.has(state);

export const stepsDone = (all: readonly Step[]): number =>
  all.filter(({ state }) => state === "done" || state === "skipped").length;
