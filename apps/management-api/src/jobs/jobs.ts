import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Job, JobKind, planJob } from "@mechanicbuddy/contract/management/jobs";
import { tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction, nameOf } from "../context.ts";
import { goOn } from "./queue.ts";
import { stepsOf } from "./registry.ts";
import type { Subject } from "./step.ts";
import * as store from "./store.ts";

const DEADLINE_MS = 600_000;

interface Order {
  kind: JobKind;
  tenant: string;
  input?: Record<string, unknown>;
  trigger?: string;
}

/** Queues a job in the caller's transaction. A workshop has one unfinished job; a second one is refused with its id. */
export function order(ctx: Context, { kind, tenant, input, trigger }: Order): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const steps = stepsOf(kind).map(({ name }) => name);
    const deadlineAt = kind === "provision" ? new Date(ctx.now().getTime() + DEADLINE_MS) : undefined;
    const requestedBy = nameOf(ctx.actor);
    const id = await store.insert(ctx, { kind, tenant, input, trigger, requestedBy, deadlineAt }, steps);
    if (id === undefined) {
      const running = await store.unfinishedOf(ctx, tenant);
      throw new Refusal("conflict", `Job ${running?.id} (${running?.kind}) is not finished yet. Wait for its end.`, {
        cause: "job-running",
      });
    }
    await goOn(ctx, id);
    return id;
  });
}

/** The same where nobody waits: a workshop with an unfinished job is passed by. */
export async function orderUnlessBusy(ctx: Context, job: Order): Promise<void> {
  if ((await store.unfinishedOf(ctx, job.tenant)) === undefined) await order(ctx, job);
}

export function list(ctx: Context, query: Parameters<typeof store.list>[1]) {
  return store.list(ctx, query);
}

/** A job; a customer sees those of workshops they belong to, without the staff's lines. */
export async function get(ctx: Context, id: string): Promise<Job> {
  const found = await store.find(ctx, id);
  if (found === undefined) throw notFound();
  const { actor } = ctx;
  if (actor.kind === "account") {
    const member = await maybeOne(
      ctx.db,
      sql`select 1 from memberships where account = ${actor.id} and tenant = ${found.tenant}`,
    );
    if (member === undefined) throw notFound();
    return { ...found, requestedBy: "", log: [], allows: [] };
  }
  return { ...found, allows: allowed(found) };
}

function allowed({ state, kind, steps }: Pick<Job, "state" | "kind" | "steps">): Job["allows"] {
  if (state === "failed") return kind === "provision" ? ["retry", "undo", "skip"] : ["retry", "skip"];
  if (state === "undone") return ["retry"];
  if (state === "waiting") return steps.some((step) => step.state === "done") ? ["retry"] : ["retry", "cancel"];
  return [];
}

async function mustAllow(ctx: Context, id: string, action: Job["allows"][number]): Promise<store.StoredJob> {
  const job = await get(ctx, id);
  if (!job.allows.includes(action)) {
    throw new Refusal("conflict", `A job that is ${job.state} cannot be changed like this.`, { cause: "wrong-state" });
  }
  return (await store.load(ctx, id)) as store.StoredJob;
}

/** Tries the failed step again; after an undoing, everything anew under the same name. */
export async function retry(ctx: Context, id: string): Promise<Job> {
  const job = await mustAllow(ctx, id, "retry");
  await again(ctx, job);
  await record(ctx, { action: "job.retry", target: id, tenant: job.tenant ?? undefined });
  return get(ctx, id);
}

/** Puts every step that is not in place back to its beginning and goes on. */
export async function again(ctx: Context, job: store.StoredJob): Promise<void> {
  for (const { position, state } of job.steps) {
    if (state !== "done" && state !== "skipped")
      await store.setStep(ctx, job.id, position, { state: "pending", attempts: 0 });
  }
  await store.setState(ctx, job.id, "queued");
  await goOn(ctx, job.id);
}

export async function undo(ctx: Context, id: string): Promise<Job> {
  const job = await mustAllow(ctx, id, "undo");
  await store.setState(ctx, id, "undoing");
  await goOn(ctx, id);
  await record(ctx, { action: "job.undo", target: id, tenant: job.tenant ?? undefined });
  return get(ctx, id);
}

export async function cancel(ctx: Context, id: string): Promise<Job> {
  const job = await mustAllow(ctx, id, "cancel");
  await store.setState(ctx, id, "cancelled");
  await record(ctx, { action: "job.cancel", target: id, tenant: job.tenant ?? undefined });
  return get(ctx, id);
}

/** Goes on without the failed step. */
export async function skip(ctx: Context, id: string, reason: string): Promise<Job> {
  const job = await mustAllow(ctx, id, "skip");
  const failed = job.steps.find(({ state }) => state === "failed");
  if (failed !== undefined) await store.setStep(ctx, id, failed.position, { state: "skipped" });
  await store.log(ctx, id, failed?.name ?? null, `skipped by ${nameOf(ctx.actor)}: ${reason}`);
  await store.setState(ctx, id, "queued");
  await goOn(ctx, id);
  await record(ctx, { action: "job.skip", target: id, tenant: job.tenant ?? undefined, reason });
  return get(ctx, id);
}

/** What a new workshop would make, step by step, touching nothing. */
export async function plan(ctx: Context, body: Input<typeof planJob>["body"]) {
  const fault = tenantIdFault(body.id, ctx.actor.kind === "staff");
  if (fault !== undefined) throw invalid({ id: fault }, "tenant-id-invalid");
  const tenant: Subject = {
    ...{ id: body.id, companyName: body.companyName, locale: body.locale, country: body.country, tier: body.tier },
    ...{ contactName: "", ownerEmail: "", state: "provisioning", instance: null },
    ...{ withSampleData: body.tier === "demo", wasActive: false },
  };
  const steps = [];
  for (const step of stepsOf("provision")) steps.push({ name: step.name, objects: await step.plan({ ctx, tenant }) });
  return { steps };
}

const LOOK_MS = 250;
const LONGEST_MS = 15 * 60_000;

/** Tells of a job live: an event whenever something changed, until it ends. The id of an event is what was told last. */
export async function watch(ctx: Context, id: string, lastEventId: string | undefined): Promise<Readable> {
  await get(ctx, id);
  return Readable.from(events(ctx, id, lastEventId));
}

async function* events(ctx: Context, id: string, lastEventId: string | undefined): AsyncGenerator<string> {
  const until = Date.now() + LONGEST_MS;
  let told = lastEventId;
  yield "retry: 1000\n\n";
  while (Date.now() < until) {
    const job = await get(ctx, id);
    const mark = job.steps.map(({ state, attempts }) => `${state[0]}${attempts}`).join("") + job.state;
    if (mark !== told) yield `event: job\nid: ${mark}\ndata: ${JSON.stringify(job)}\n\n`;
    told = mark;
    if (["succeeded", "failed", "undone", "cancelled"].includes(job.state)) return;
    await sleep(LOOK_MS);
  }
}

/** Jobs nobody touched for a while go on: a task was lost with its process. */
export async function wakeStuck(ctx: Context): Promise<void> {
  for (const id of await store.stuck(ctx, new Date(ctx.now().getTime() - 15 * 60_000))) {
    ctx.log.warn({ job: id }, "a job stood still; it goes on");
    await goOn(ctx, id);
  }
}

/** The same job again, for a workshop whose preparation failed. */
export async function startAgain(ctx: Context, id: string): Promise<void> {
  const job = await store.load(ctx, id);
  if (job === undefined) throw notFound();
  await store.newDeadline(ctx, id, new Date(ctx.now().getTime() + DEADLINE_MS));
  await again(ctx, job);
}
