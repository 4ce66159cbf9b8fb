import { queueToOwners, tellStaff } from "../mails/mails.ts";
import * as lifecycle from "../tenants/lifecycle.ts";
import { plainCauses, type Work } from "./step.ts";
import * as store from "./store.ts";

/** A job came to its end. */
export async function succeeded({ ctx, job, tenant }: Work): Promise<void> {
  await store.log(ctx, job.id, null, `${job.kind} of ${tenant.id || "the platform"} is done`);
}

/** A step gave up: staff are told, and the owner of a workshop that never ran. */
export async function failed({ ctx, job, tenant }: Work, step: string, message: string): Promise<void> {
  const data = { kind: job.kind, about: tenant.id || "the platform", step, reason: message, job: job.id };
  await tellStaff(ctx, "staff-failed-job", data, `failed:${job.id}:${step}`);
  if (job.kind !== "provision" || tenant.wasActive) return;
  const reason = plainCauses[step] ?? "Something did not answer.";
  await lifecycle.transition(ctx, tenant.id, "failed", { reason, job: job.id });
  await queueToOwners(ctx, tenant.id, "provisioning-failed", { reason }, `failed:${job.id}`);
}

/** Everything was taken back. */
export async function undone({ ctx, job, tenant }: Work): Promise<void> {
  await store.log(ctx, job.id, null, `everything made for ${tenant.id} was taken back`);
}

/** Something could not be removed: staff see it. */
export async function leftOver({ ctx, job, tenant }: Work, step: string, message: string): Promise<void> {
  const data = { kind: `undoing ${job.kind}`, about: tenant.id, step, reason: message, job: job.id };
  await tellStaff(ctx, "staff-failed-job", data, `left:${job.id}:${step}`);
}
