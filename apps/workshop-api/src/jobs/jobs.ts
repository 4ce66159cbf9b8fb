import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { addJob, Job, recordResult, updateJob } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as catalogue from "../catalogue/catalogue.ts";
import {
  type Authorisation,
  getJob,
  hold,
  holdingsOf,
  holdsParts,
  refuseCancelled,
  together,
} from "../work-orders/work-orders.ts";
import { settle } from "./agreement.ts";
import * as jobStore from "./job-store.ts";
import { again, type NewJob, type OpenOrder, rowsOf } from "./new-job.ts";
import * as store from "./store.ts";

/** People put names into words about work; an erase takes them out of the log. */
const personal = ["title", "complaint", "cause", "correction"];

export { installParts, unbuildParts } from "./part-status.ts";

/** Where new jobs go, and what their prices depend on. */
type Place = Pick<OpenOrder, "id" | "stage" | "vehicleId" | "priceMode" | "discountPercent">;

/** Adds a job: one of one's own, a canned one at today's prices, or a declined one again. */
export function add(ctx: Context, orderId: string, body: Input<typeof addJob>["body"]): Promise<Job> {
  const { cannedJobId, reviveJobId, mechanicIds = [], ...typed } = body;
  return inTransaction(ctx, async (ctx) => {
    const [order] = await Promise.all([jobStore.openOrder(ctx, orderId), mustBeEmployees(ctx, mechanicIds)]);
    refuseCancelled(order);
    const [source] = [
      ...(cannedJobId === undefined ? [] : await canned(ctx, order, [cannedJobId], "cannedJobId")),
      ...(reviveJobId === undefined ? [] : await revived(ctx, order, [reviveJobId], "reviveJobId")),
    ];
    const job = { ...blank, ...source, ...filled(typed) };
    if (job.title === "") throw invalid({ title: "Give the job a title." });
    const [writing, [id]] = write(ctx, order, [job]);
    if (id === undefined) throw new Error("One job was given and none was written");
    const manning = jobStore.setMechanics(ctx, id, mechanicIds);
    const [, added] = await together(writing, Promise.all([manning, getJob(ctx, id)]));
    return added;
  });
}

/** Changes a job; fields that are left out stay as they are. Who pays decides whether a yes is needed. */
export function update(ctx: Context, id: string, body: Input<typeof updateJob>["body"]): Promise<Job> {
  const { version, position, mechanicIds, ...typed } = body;
  return inTransaction(ctx, async (ctx) => {
    const [job] = await Promise.all([store.lockJob(ctx, id), mustBeEmployees(ctx, mechanicIds ?? [])]);
    refuseCancelled(job.order);
    if (job.version !== version) throw await stale(ctx, id);
    const before = fieldsOf(job);
    const after = { ...before, ...filled(typed) };
    const authorisation = authorisationFor(after.billing, job);
    const writing = jobStore.updateJob(ctx, id, { ...after, authorisation });
    const more = Promise.all([
      mechanicIds === undefined ? undefined : jobStore.setMechanics(ctx, id, mechanicIds),
      position === undefined ? undefined : moveTo(ctx, job.order.id, id, position),
      settle(ctx, job, { title: after.title, lines: job.lines }),
    ]);
    audit.record(ctx, {
      action: "job.update",
      entityKind: "job",
      entityId: id,
      before: {
        ...before,
        mechanicIds: job.mechanicIds,
        ...(position === undefined ? {} : { position: job.position }),
      },
      after: { ...after, mechanicIds: mechanicIds ?? job.mechanicIds, ...(position === undefined ? {} : { position }) },
      personal,
    });
    await together(writing, more);
    if (authorisation !== job.authorisation) await moveHoldings(ctx, job, authorisation);
    return getJob(ctx, id);
  });
}

/** Deletes a job the customer was never asked about and no part was taken for. */
export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [job, asked] = await Promise.all([store.lockJob(ctx, id), jobStore.wasAsked(ctx, id)]);
    refuseCancelled(job.order);
    if (asked)
      throw new Refusal("conflict", "The customer was asked about this job. Decline it instead of deleting it.");
    if (
      await store.hasMoves(
        ctx,
        job.lines.map((line) => line.id),
      )
    ) {
      throw new Refusal(
        "conflict",
        "Parts were taken from stock for this job, so its record stays. Drop its lines instead.",
      );
    }
    audit.record(ctx, {
      action: "job.delete",
      entityKind: "work_order",
      entityId: job.order.id,
      before: { ...fieldsOf(job), lines: job.lines.length },
      personal,
    });
    if (holdsParts({ authorisation: job.authorisation, stage: job.order.stage })) {
      await hold(ctx, [], holdingsOf(job.lines));
    }
    await jobStore.deleteJob(ctx, id);
  });
}

/** Writes what was found and what was done, and whether the job is finished. */
export function record(ctx: Context, id: string, body: Input<typeof recordResult>["body"]): Promise<Job> {
  return inTransaction(ctx, async (ctx) => {
    const writing = jobStore.updateResult(ctx, id, body);
    const job = await together(writing, getJob(ctx, id));
    const written = await writing;
    if (written === undefined) throw staleWith(job);
    audit.record(ctx, { action: "job.result", entityKind: "job", entityId: id, ...written, personal });
    return job;
  });
}

/**
 * Writes jobs at the end of an order, in its transaction. It does not wait: take the promise along with what comes next.
 * Returns the ids in the order given.
 */
export function write(
  ctx: Context,
  order: Pick<Place, "id" | "stage">,
  jobs: readonly NewJob[],
): [Promise<void>, string[]] {
  if (!ctx.transactional) throw new Error("Jobs are written in the transaction of their order");
  if (jobs.length === 0) return [Promise.resolve(), []];
  const made = rowsOf(jobs);
  const held = made.jobs
    .filter(({ authorisation }) => holdsParts({ authorisation, stage: order.stage }))
    .flatMap((job) => holdingsOf(made.lines.filter((line) => line.jobId === job.id)));
  const writing = together(
    jobStore.insertJobs(ctx, order.id, made.jobs),
    Promise.all([store.insertLines(ctx, made.lines), held.length > 0 ? hold(ctx, held) : undefined]),
  ).then(() => undefined);
  for (const { id, contentHash: _, ...job } of made.jobs) {
    const lines = made.lines.filter((line) => line.jobId === id).length;
    audit.record(ctx, { action: "job.add", entityKind: "job", entityId: id, after: { ...job, lines }, personal });
  }
  return [writing, made.jobs.map(({ id }) => id)];
}

/** Canned jobs as this order would take them, at today's prices. `field` of the request names them. */
export async function canned(
  ctx: Context,
  place: Pick<Place, "priceMode" | "discountPercent">,
  cannedJobIds: readonly string[],
  field: string,
): Promise<NewJob[]> {
  const { priceMode, discountPercent } = place;
  return Promise.all(
    cannedJobIds.map(async (cannedJobId) => {
      const job = await catalogue.priced(ctx, cannedJobId, { priceMode, discountPercent }).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === "not_found") {
          throw invalid({ [field]: "This canned job does not exist any more; choose another one." });
        }
        throw error;
      });
      const { missing: _, ...facts } = job;
      return { ...blank, ...facts, cannedJobId };
    }),
  );
}

/** Declined jobs of the same vehicle, quoted again at today's prices. */
export async function revived(
  ctx: Context,
  place: Pick<Place, "priceMode" | "vehicleId">,
  jobIds: readonly string[],
  field: string,
): Promise<NewJob[]> {
  if (jobIds.length === 0) return [];
  const found = await jobStore.jobsToCopy(ctx, jobIds);
  const fits = found.filter((job) => job.vehicleId === place.vehicleId && job.authorisation === "declined");
  if (fits.length !== jobIds.length) {
    throw invalid({ [field]: "This is not declined work of this vehicle; choose it from the vehicle's list." });
  }
  return fits.map((job) => ({ ...again(job, place.priceMode), billing: "customer", revivedFrom: job.id }));
}

/** Jobs of an order once more, without what was said, found and done about them. */
export async function copies(
  ctx: Context,
  orderId: string,
  { priceMode, prices }: { priceMode: Place["priceMode"]; prices: "today" | "same" },
): Promise<NewJob[]> {
  const found = await jobStore.jobsToCopy(ctx, await jobStore.jobIds(ctx, orderId));
  return found.map((job) => again(job, priceMode, prices));
}

const blank: NewJob = {
  title: "",
  kind: "repair",
  billing: "customer",
  complaint: null,
  cause: null,
  correction: null,
  cannedJobId: null,
  revivedFrom: null,
  lines: [],
};

function filled<T extends object>(typed: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function fieldsOf({ title, kind, billing, complaint, cause, correction }: store.LockedJob) {
  return { title, kind, billing, complaint, cause, correction };
}

/** Warranty and internal jobs need no yes; one that becomes the customer's needs one from the start. */
function authorisationFor(billing: string, job: store.LockedJob): Authorisation {
  if (billing !== "customer") return "not_needed";
  return job.authorisation === "not_needed" ? "draft" : job.authorisation;
}

async function moveHoldings(ctx: Context, job: store.LockedJob, authorisation: Authorisation): Promise<void> {
  const { stage } = job.order;
  const [was, is] = [holdsParts({ ...job, stage }), holdsParts({ authorisation, stage })];
  if (was !== is) await hold(ctx, is ? holdingsOf(job.lines) : [], was ? holdingsOf(job.lines) : []);
}

async function moveTo(ctx: Context, orderId: string, jobId: string, position: number): Promise<void> {
  const others = (await jobStore.jobIds(ctx, orderId)).filter((id) => id !== jobId);
  await jobStore.setJobPositions(ctx, others.toSpliced(position - 1, 0, jobId));
}

async function mustBeEmployees(ctx: Context, ids: readonly string[]): Promise<void> {
  const unique = new Set(ids);
  if (unique.size > 0 && (await jobStore.countEmployees(ctx, [...unique])) !== unique.size) {
    throw invalid({ mechanicIds: "One of these people does not exist any more; choose again." });
  }
}

async function stale(ctx: Context, id: string): Promise<Refusal> {
  return staleWith(await getJob(ctx, id));
}

function staleWith(job: Job): Refusal {
  return new Refusal("conflict", "Somebody changed this job meanwhile.", { current: job });
}
