import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "../context.ts";
import { NotYet, Trouble } from "../providers/trouble.ts";
import * as outcomes from "./outcomes.ts";
import { goOn } from "./queue.ts";
import { stepsOf } from "./registry.ts";
import { plainCauses, type Step, type Subject, type Work } from "./step.ts";
import * as store from "./store.ts";

const MOST_TRIES = 12;
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 300;
/** How often a job looks whether what it waits for is there. */
const LOOK_AGAIN_S = 10;

/** Runs the next step of a job, or undoes the last one that was applied. It can run twice. */
export async function runStep(ctx: Context, id: string): Promise<void> {
  const job = await store.load(ctx, id);
  if (job === undefined || !["queued", "running", "waiting", "undoing"].includes(job.state)) return;
  const work = await workOf(ctx, job);
  if (job.state === "undoing") return undoOne(ctx, job, work);
  const next = job.steps.find(({ state }) => !["done", "skipped"].includes(state));
  if (next === undefined) return finish(ctx, job, work);
  const step = stepNamed(job, next.name);
  await store.setStep(ctx, id, next.position, { state: "running", attempts: next.attempts, error: null });
  await store.setState(ctx, id, "running");
  try {
    const output = await effect(step, { ...work, attempts: next.attempts });
    await commit(ctx, job, next, output);
  } catch (error) {
    await afterFailure(ctx, job, next, work, error);
  }
}

/** The step's effect outside, proven; nothing of it is noted yet. */
export async function effect(step: Step, work: Work): Promise<Record<string, unknown>> {
  const output = (await step.apply(work)) ?? {};
  await step.verify?.({ ...work, outputs: { ...work.outputs, [step.name]: output } });
  return output;
}

/** Of jobs that are about no workshop. */
const nobody: Subject = {
  id: "",
  companyName: "",
  contactName: "",
  ownerEmail: "",
  locale: "en",
  country: "",
  state: "",
  tier: "",
  instance: null,
  withSampleData: false,
  wasActive: true,
};

/** Everything a step of this job may see. */
export async function workOf(ctx: Context, job: store.StoredJob): Promise<Work> {
  const tenant = job.tenant === null ? nobody : await store.subjectOf(ctx, job.tenant);
  if (tenant === undefined) throw new Error(`Job ${job.id} is about a workshop that is not there`);
  const done = job.steps.filter(({ output }) => output !== null);
  return {
    ctx,
    job: { id: job.id, kind: job.kind, input: job.input, trigger: job.trigger },
    tenant,
    attempts: 0,
    outputs: Object.fromEntries(done.map(({ name, output }) => [name, output ?? {}])),
    log: (text) => store.log(ctx, job.id, null, text),
  };
}

export function stepNamed(job: store.StoredJob, name: string): Step {
  const step = stepsOf(job.kind).find((step) => step.name === name);
  if (step === undefined) throw new Error(`Job ${job.kind} has no step ${name}`);
  return step;
}

/** The step's state and the next task are saved together, or neither. */
function commit(
  ctx: Context,
  job: store.StoredJob,
  step: store.StoredStep,
  output: Record<string, unknown>,
): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await store.setStep(ctx, job.id, step.position, { state: "done", output });
    await store.setState(ctx, job.id, "running");
    await goOn(ctx, job.id);
  });
}

function finish(ctx: Context, job: store.StoredJob, work: Work): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await store.setState(ctx, job.id, "succeeded");
    await outcomes.succeeded({ ...work, ctx });
  });
}

async function afterFailure(
  ctx: Context,
  job: store.StoredJob,
  step: store.StoredStep,
  work: Work,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const cause = plainCauses[step.name] ?? "This step failed.";
  const wait = waitAfter(error, step.attempts, job, ctx.now());
  await inTransaction(ctx, async (ctx) => {
    await store.log(ctx, job.id, step.name, message);
    if (wait !== undefined) {
      const nextTryAt = new Date(ctx.now().getTime() + wait.seconds * 1000);
      const attempts = step.attempts + (wait.counts ? 1 : 0);
      await store.setStep(ctx, job.id, step.position, { state: "waiting", error: cause, attempts, nextTryAt });
      await store.setState(ctx, job.id, "waiting");
      return goOn(ctx, job.id, nextTryAt);
    }
    await store.setStep(ctx, job.id, step.position, { state: "failed", error: cause, attempts: step.attempts + 1 });
    const undoes = !work.tenant.wasActive && job.kind === "provision";
    await store.setState(ctx, job.id, undoes ? "undoing" : "failed");
    await outcomes.failed({ ...work, ctx }, step.name, message);
    if (undoes) await goOn(ctx, job.id);
  });
  if (wait === undefined && !(error instanceof Trouble) && error instanceof Error && error.name === "Error") {
    ctx.log.error({ err: error, job: job.id, step: step.name }, "a step failed for a fault of ours");
  }
}

/** How long to wait before the next try; undefined gives up. What refuses for good is not asked again. */
function waitAfter(
  error: unknown,
  attempts: number,
  { deadlineAt }: store.StoredJob,
  now: Date,
): { seconds: number; counts: boolean } | undefined {
  if (error instanceof NotYet) return { seconds: LOOK_AGAIN_S, counts: false };
  const passes = error instanceof Trouble || (error instanceof Refusal && error.code === "unavailable");
  if (!passes || attempts + 1 >= MOST_TRIES) return undefined;
  const seconds = Math.max(
    Math.min(FIRST_WAIT_S * 2 ** attempts, LONGEST_WAIT_S),
    error instanceof Trouble ? (error.retryAfter ?? 0) : 0,
  );
  if (deadlineAt !== null && now.getTime() + seconds * 1000 > new Date(deadlineAt).getTime()) return undefined;
  return { seconds, counts: true };
}

/** Takes back the last step that left something, then the one before it. What cannot be removed stays visible. */
async function undoOne(ctx: Context, job: store.StoredJob, work: Work): Promise<void> {
  const last = job.steps.findLast(({ state }) => ["done", "failed", "running", "waiting"].includes(state));
  if (last === undefined) {
    return inTransaction(ctx, async (ctx) => {
      await store.setState(ctx, job.id, "undone");
      await outcomes.undone({ ...work, ctx });
    });
  }
  try {
    await stepNamed(job, last.name).undo?.(work);
  } catch (error) {
    const message = `not undone: ${(error as Error).message}`;
    await store.log(ctx, job.id, last.name, message);
    if (last.attempts + 1 < MOST_TRIES && error instanceof Trouble) {
      const seconds = Math.min(FIRST_WAIT_S * 2 ** last.attempts, LONGEST_WAIT_S);
      return inTransaction(ctx, async (ctx) => {
        await store.setStep(ctx, job.id, last.position, { state: last.state, attempts: last.attempts + 1 });
        await goOn(ctx, job.id, new Date(ctx.now().getTime() + seconds * 1000));
      });
    }
    await outcomes.leftOver(work, last.name, message);
  }
  await inTransaction(ctx, async (ctx) => {
    await store.setStep(ctx, job.id, last.position, { state: "undone" });
    await goOn(ctx, job.id);
  });
}
