import type {
  CannedJob,
  CannedJobRow,
  createCannedJob,
  listCannedJobs,
  saveJobAsCanned,
  updateCannedJob,
} from "@mechanicbuddy/contract/catalogue";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction, may } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { inMode } from "../parts/parts.ts";
import { type CannedState, faultsOf, hoursOf, type LineState, priceToday, totalToday } from "./canned-job.ts";
import { findOrderJob, type OrderLine } from "./job-store.ts";
import * as store from "./store.ts";

export async function get(ctx: Context, id: string): Promise<CannedJob> {
  const job = await store.find(ctx, id);
  if (job === undefined) throw notFound();
  return shown(ctx, job);
}

/** A page of canned jobs at today's prices, those that fit the vehicle first. */
export async function list(ctx: Context, query: Input<typeof listCannedJobs>["query"]) {
  const { limit = 25, cursor, sort = "category" } = query;
  const [found, total] = await Promise.all([
    store.page(ctx, query, { after: positionOf<store.Position>(cursor), limit, sort }),
    query.total ? store.count(ctx, query) : undefined,
  ]);
  const mark = ({ fitsVehicle, category, title, id }: store.ListedJob) =>
    cursorOf({ away: query.vehicleId !== undefined && !fitsVehicle, category, title, id });
  const page = pageOf(found, limit, mark, rowOf);
  return total === undefined ? page : { ...page, total };
}

/** Adds a canned job. Its prices are in the workshop's mode of today unless another is given. */
export function create(ctx: Context, body: Input<typeof createCannedJob>["body"]): Promise<CannedJob> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const lines = body.lines.map(lineState);
    const around = await store.surroundings(ctx, id, { code: body.code, lines });
    const blank = { kind: "repair", complaint: null, correction: null, fixedPriceCents: null } as const;
    const job = { ...blank, priceMode: around.priceMode, fits: null, dueItem: null, ...body, lines };
    return add(ctx, id, job, around);
  });
}

/** Changes, archives or restores a canned job. Lines, when sent, replace all lines. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, lines: typed, ...fields }: Input<typeof updateCannedJob>["body"],
): Promise<CannedJob> {
  return inTransaction(ctx, async (ctx) => {
    const lines = typed?.map(lineState);
    const [row, around] = await Promise.all([
      store.lock(ctx, id),
      store.surroundings(ctx, id, { code: fields.code ?? null, lines: lines ?? [] }),
    ]);
    if (row === undefined) throw notFound();
    const { version: current, archivedAt: wasArchived, ...before } = row;
    if (current !== version) {
      throw new Refusal("conflict", `Somebody changed ${before.title} in the meantime.`, {
        current: await get(ctx, id),
      });
    }
    const job: CannedState = { ...before, ...fields, lines: lines ?? before.lines };
    refuse(job, around, lines ?? []);
    const archivedAt = archived === undefined ? wasArchived : archived ? ctx.now().toISOString() : null;
    const writing = store.update(ctx, id, job, { archivedAt, lines });
    audit.record(ctx, {
      action: "canned_job.update",
      entityKind: "canned_job",
      entityId: id,
      before: { ...before, archivedAt: wasArchived },
      after: { ...job, archivedAt },
    });
    const [saved] = await Promise.all([get(ctx, id), writing]);
    return saved;
  });
}

export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [row, usedIn] = await Promise.all([store.lock(ctx, id), store.usesOf(ctx, id)]);
    if (row === undefined) throw notFound();
    const [first] = usedIn;
    if (first !== undefined) {
      throw new Refusal("in_use", `${row.title} is in use: ${first.label}. Archive it instead.`, { usedIn });
    }
    audit.record(ctx, { action: "canned_job.delete", entityKind: "canned_job", entityId: id, before: { ...row } });
    await store.remove(ctx, id);
  });
}

/**
 * Saves a job of an order as a canned job. A price that is the part's or the hour's of today is left to follow it, a typed
 * one stays; discounts were that customer's and stay behind.
 */
export function saveFromJob(
  ctx: Context,
  jobId: string,
  { code, category, title }: Input<typeof saveJobAsCanned>["body"],
): Promise<CannedJob> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const [job, around] = await Promise.all([findOrderJob(ctx, jobId), store.surroundings(ctx, id, { code })]);
    if (job === undefined) throw notFound();
    const { priceMode, kind, complaint, correction } = job;
    const lines = job.lines.map((line) => ownLine(line, priceMode));
    const known = { ...around, ...namedBy(lines) };
    const facts = { code, category, title: title ?? job.title, kind, complaint, correction, priceMode };
    return add(ctx, id, { ...facts, fixedPriceCents: null, fits: null, dueItem: null, lines }, known);
  });
}

async function add(ctx: Context, id: string, job: CannedState, around: store.Surroundings): Promise<CannedJob> {
  refuse(job, around, job.lines);
  const writing = store.insert(ctx, id, job);
  audit.record(ctx, { action: "canned_job.create", entityKind: "canned_job", entityId: id, after: { ...job } });
  const [saved] = await Promise.all([get(ctx, id), writing]);
  return saved;
}

/** What lines of an order name is there: they hold it by their own foreign keys. */
function namedBy(lines: readonly LineState[]): Pick<store.Surroundings, "parts" | "labourRates" | "taxRates"> {
  return {
    parts: lines.flatMap((line) => line.partId ?? []),
    labourRates: [],
    taxRates: lines.flatMap((line) => line.taxRateId ?? []),
  };
}

function ownLine(
  { sourcePriceCents, sourcePriceMode, taxPercent, ...line }: OrderLine,
  mode: CannedState["priceMode"],
): LineState {
  const today =
    sourcePriceCents === null || sourcePriceMode === null
      ? null
      : inMode({ cents: sourcePriceCents, mode: sourcePriceMode }, mode, taxPercent);
  const follows = today === line.unitPriceCents;
  return {
    ...line,
    unitPriceCents: follows ? null : line.unitPriceCents,
    // A part's cost is known by its stock; a typed one is that of a fee or sublet.
    costCents: line.partId === null ? line.costCents : null,
    discountPercent: 0,
    labourRateId: null,
  };
}

function lineState(line: Input<typeof createCannedJob>["body"]["lines"][number]): LineState {
  const { code = null, unitPriceCents = null, discountPercent = 0, taxRateId = null } = line;
  const { costCents = null, partId = null, labourRateId = null } = line;
  return { ...line, code, unitPriceCents, discountPercent, taxRateId, costCents, partId, labourRateId };
}

function refuse(job: CannedState, around: store.Surroundings, lines: readonly LineState[]): void {
  const faults = faultsOf(job);
  lines.forEach(({ partId, labourRateId, taxRateId }, index) => {
    if (partId !== null && !around.parts.includes(partId)) {
      faults[`lines.${index}.partId`] = "This part does not exist any more; choose another one.";
    }
    if (labourRateId !== null && !around.labourRates.includes(labourRateId)) {
      faults[`lines.${index}.labourRateId`] = "This labour rate does not exist any more; choose another one.";
    }
    if (taxRateId !== null && !around.taxRates.includes(taxRateId)) {
      faults[`lines.${index}.taxRateId`] = "This tax rate does not exist any more. Choose another.";
    }
  });
  const { codeOf } = around;
  if (codeOf !== null) faults.code = `${job.code} is the code of ${codeOf.label}.`;
  if (Object.keys(faults).length === 0) return;
  const refusal = invalid(faults);
  if (codeOf !== null) refusal.extra.usedIn = [{ kind: "canned_job", ...codeOf }];
  throw refusal;
}

function rowOf(job: store.ListedJob): CannedJobRow {
  const { id, code, title, category, fitsVehicle, lines } = job;
  const missingParts = lines.filter((line) => line.kind === "part" && line.missing).length;
  return { id, code, title, category, hours: hoursOf(lines), missingParts, fitsVehicle, ...totalOf(job) };
}

function totalOf({ priceMode, fixedPriceCents, lines, shownMode }: store.RawJob): { totalCents?: number } {
  if (priceMode === undefined || fixedPriceCents === undefined) return {};
  return { totalCents: totalToday({ priceMode, fixedPriceCents, lines }, shownMode) };
}

function shown(ctx: Context, { shownMode, lines, ...job }: store.RawJob): CannedJob {
  const { priceMode } = job;
  const shownLines = lines.map((line) => {
    const { kind, code, description, quantity, unit, discountPercent, taxRateId, partId, labourRateId, missing } = line;
    return {
      ...{ kind, code, description, quantity, unit, discountPercent, taxRateId, partId, labourRateId, missing },
      ...(may(ctx, "costs.read") && { costCents: line.costCents }),
      ...(priceMode !== undefined && {
        unitPriceCents: line.unitPriceCents,
        priceTodayCents: priceToday(line, priceMode, priceMode),
      }),
    };
  });
  return { ...job, lines: shownLines, hours: hoursOf(lines), ...totalOf({ shownMode, lines, ...job }) };
}
