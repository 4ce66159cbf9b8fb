import type { bulkTenants, SuspensionKind } from "@mechanicbuddy/contract/management/tenants";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as instances from "../instances/instances.ts";
import * as jobs from "../jobs/jobs.ts";
import { get } from "./asking.ts";
import { transition, wrongState } from "./lifecycle.ts";
import * as store from "./store.ts";
import { mustExist, resume, suspend } from "./tenants.ts";

/** Owners open a workshop that rests for want of use; every other reason is the staff's to lift. */
export function resumeFor(ctx: Context, id: string, kind: SuspensionKind): Promise<string> {
  if (ctx.actor.kind === "account" && kind !== "inactivity") {
    throw new Refusal("conflict", "Only support can lift this. Write to us.", { cause: "wrong-state" });
  }
  return resume(ctx, id, kind);
}

/** The same for several workshops, one job each; what cannot be done is said beside its name. */
export async function bulk(ctx: Context, { ids, action, reason }: Input<typeof bulkTenants>["body"]) {
  const items = [];
  for (const id of new Set(ids)) {
    try {
      const job = await inTransaction(ctx, (ctx) =>
        action === "suspend" ? suspend(ctx, id, { kind: "staff", reason }) : resume(ctx, id, "staff"),
      );
      items.push({ id, job, problem: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      items.push({ id, job: null, problem: error.message });
    }
  }
  return { items };
}

/** Puts back what is missing outside. */
export async function repair(ctx: Context, id: string): Promise<string> {
  const { state } = await mustExist(ctx, id);
  if (state !== "active" && state !== "suspended") throw wrongState(state);
  await record(ctx, { action: "tenant.repair", tenant: id });
  return jobs.order(ctx, { kind: "repair", tenant: id });
}

/** Tries a failed preparation again, under the same name and for the same owner: the same job, from where it stands. */
export async function retry(ctx: Context, id: string): Promise<string> {
  const { state } = await mustExist(ctx, id);
  const job = await store.failedJob(ctx, id);
  if (state !== "failed" || job === undefined) throw wrongState(state);
  if (job.state === "undoing") {
    throw new Refusal("conflict", "What was made is still being taken back. Try again in a moment.", {
      cause: "job-running",
    });
  }
  await transition(ctx, id, "provisioning", { reason: "Tried again.", job: job.id });
  await jobs.startAgain(ctx, job.id);
  await record(ctx, { action: "tenant.retry", tenant: id });
  return job.id;
}

/** A way into the workshop for its owner. */
export async function open(ctx: Context, id: string) {
  const { actor } = ctx;
  const { state } = await get(ctx, id);
  if (actor.kind !== "account") throw notFound();
  if (state === "provisioning" || state === "failed" || state === "purged") throw wrongState(state);
  const { url, expiresAt } = await instances.handover(ctx, id, actor.email);
  await record(ctx, { action: "tenant.handover", tenant: id });
  return { url, expiresAt };
}
